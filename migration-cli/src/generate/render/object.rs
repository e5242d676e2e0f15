//! Objects beside the tables.

use migration_core::operation::{AlterEnumeration, RefreshView, RenameObject, ValueChange};
use migration_core::schema::{
    Domain, Grant, Object, ObjectId, ObjectKind, Policy, Routine, Sequence, SqlText, View,
};

use super::comment::said;
use super::constraint::check_method;
use super::literal::{self, string};
use super::types::bare_type;
use super::{Scope, default};

pub(super) fn create(object: &Object, scope: &Scope<'_>) -> String {
    let call = match object {
        Object::Namespace(it) => format!("create_schema({})", string(&it.name)),
        Object::Extension(it) => format!("create_extension({})", string(&it.name)),
        Object::Enumeration(it) => format!(
            "create_enumeration({}, {})",
            string(&it.name),
            literal::strings(&it.values)
        ),
        Object::Domain(it) => return domain(it, scope),
        Object::Composite(it) => {
            let field = |(name, ty): &(String, _)| format!("({}, {})", string(name), bare_type(ty));
            let fields: Vec<String> = it.fields.iter().map(field).collect();
            format!(
                "create_composite({}, [{}])",
                string(&it.name),
                fields.join(", ")
            )
        }
        Object::Sequence(it) => {
            let head = format!("create_sequence({}, |s| {{", string(&it.name));
            return scope.block(&head, &sequence(it));
        }
        Object::Routine(it) => match routine(it) {
            Some(call) => format!("create_{call}"),
            None => format!("create_object({})", routine_value(it)),
        },
        Object::View(it) => format!("create_{}", view(it)),
        Object::VirtualTable(it) => format!(
            "create_virtual_table({}, {}, {})",
            string(&it.name),
            string(&it.module),
            literal::strings(&it.arguments)
        ),
        Object::Trigger(it) => format!(
            "create_trigger({}, {}, {})",
            string(&it.name),
            string(&it.table),
            literal::sql(&it.definition)
        ),
        Object::Policy(it) => {
            let (name, table) = (string(&it.name), string(&it.table));
            return scope.block(
                &format!("create_policy({name}, {table}, |p| {{"),
                &policy(it),
            );
        }
        Object::Grant(it) => grant(it),
    };
    let comment = said(object.comment());
    scope.line(&format!("schema.{call}{comment};"))
}

pub(super) fn replace(object: &Object, scope: &mut Scope<'_>) -> String {
    let short = match object {
        Object::View(it) => Some(view(it)),
        Object::Routine(it) => routine(it),
        _ => None,
    };
    if let Some(call) = short {
        let comment = said(object.comment());
        return scope.line(&format!("schema.replace_{call}{comment};"));
    }
    scope.indent += 4;
    let create = create(object, scope);
    scope.indent -= 4;
    let head = scope.line("schema.replace(|schema| {");
    format!("{head}\n{create}\n{}", scope.line("});"))
}

pub(super) fn drop(id: &ObjectId) -> String {
    let name = string(&id.name);
    let method = match (id.kind, &id.table) {
        (ObjectKind::Trigger, Some(table)) => {
            return format!("drop_trigger({name}, {})", string(table));
        }
        (ObjectKind::Policy, Some(table)) => {
            return format!("drop_policy({name}, {})", string(table));
        }
        (ObjectKind::Namespace, None) => "drop_schema",
        (ObjectKind::Extension, None) => "drop_extension",
        (ObjectKind::Enumeration, None) => "drop_enumeration",
        (ObjectKind::Domain, None) => "drop_domain",
        (ObjectKind::Composite, None) => "drop_composite",
        (ObjectKind::Sequence, None) => "drop_sequence",
        (ObjectKind::Function, None) => "drop_function",
        (ObjectKind::Procedure, None) => "drop_procedure",
        (ObjectKind::View, None) => "drop_view",
        (ObjectKind::MaterializedView, None) => "drop_materialized_view",
        (ObjectKind::VirtualTable, None) => "drop_virtual_table",
        (ObjectKind::Grant, None) => match granted(&id.name) {
            Some((on, from)) => return format!("revoke({}, {})", string(on), string(from)),
            None => return format!("drop_object({})", found_by(id)),
        },
        _ => return format!("drop_object({})", found_by(id)),
    };
    format!("{method}({name})")
}

pub(super) fn rename(op: &RenameObject) -> String {
    let RenameObject { id, to } = op;
    let to = string(to);
    match (id.kind, &id.table) {
        (ObjectKind::Enumeration, None) => {
            format!("rename_enumeration({}, {to})", string(&id.name))
        }
        _ => format!("rename_object({}, {to})", found_by(id)),
    }
}

pub(super) fn alter_enumeration(op: &AlterEnumeration) -> String {
    let name = string(&op.name);
    match &op.change {
        ValueChange::Add {
            value,
            before: None,
        } => format!("add_enumeration_value({name}, {})", string(value)),
        ValueChange::Add {
            value,
            before: Some(before),
        } => format!(
            "add_enumeration_value_before({name}, {}, {})",
            string(value),
            string(before)
        ),
        ValueChange::Rename { from, to } => format!(
            "rename_enumeration_value({name}, {}, {})",
            string(from),
            string(to)
        ),
    }
}

pub(super) fn refresh(op: &RefreshView) -> String {
    let method = match op.concurrently {
        true => "refresh_view_concurrently",
        false => "refresh_view",
    };
    format!("{method}({})", string(&op.view))
}

/// `view("name", "SELECT …")`, behind `create_` or `replace_`.
fn view(view: &View) -> String {
    let View {
        name,
        materialized,
        query,
        comment: _,
    } = view;
    let kind = match materialized {
        true => "materialized_view",
        false => "view",
    };
    format!("{kind}({}, {})", string(name), literal::sql(query))
}

/// `function("name", "CREATE FUNCTION …")`, behind `create_` or `replace_`. The builder takes
/// what stands in parentheses behind the name for the types of arguments.
fn routine(routine: &Routine) -> Option<String> {
    let Routine {
        name,
        procedure,
        arguments: _,
        definition,
        comment: _,
    } = routine;
    let kind = match procedure {
        true => "procedure",
        false => "function",
    };
    let signature = routine.signature();
    (!name.contains('(') && name.trim() == name).then(|| {
        format!(
            "{kind}({}, {})",
            string(&signature),
            literal::sql(definition)
        )
    })
}

fn domain(domain: &Domain, scope: &Scope<'_>) -> String {
    let Domain {
        name,
        ty,
        not_null,
        default,
        checks,
        comment,
    } = domain;
    let mut lines = Vec::new();
    if *not_null {
        lines.push("d.not_null();".to_owned());
    }
    if let Some(default) = default {
        lines.push(format!("d.default({});", default::untyped(default)));
    }
    lines.extend(
        checks
            .iter()
            .map(|check| format!("d.{};", check_method(check))),
    );
    if let Some(text) = comment {
        lines.push(format!("d.comment({});", string(text)));
    }
    let argument = if lines.is_empty() { "_" } else { "d" };
    let (name, ty) = (string(name), bare_type(ty));
    scope.block(
        &format!("create_domain({name}, {ty}, |{argument}| {{"),
        &lines,
    )
}

fn sequence(sequence: &Sequence) -> Vec<String> {
    let Sequence {
        name: _,
        start,
        increment,
        minimum,
        maximum,
        cache,
        cycle,
        comment,
    } = sequence;
    let numbers = [
        ("start", start),
        ("increment", increment),
        ("minimum", minimum),
        ("maximum", maximum),
        ("cache", cache),
    ];
    let mut lines: Vec<String> = numbers
        .into_iter()
        .filter_map(|(field, number)| Some(format!("s.{field} = Some({});", (*number)?)))
        .collect();
    lines.push(format!("s.cycle = {cycle};"));
    if let Some(text) = comment {
        lines.push(format!("s.comment = Some({});", owned(text)));
    }
    lines
}

fn policy(policy: &Policy) -> Vec<String> {
    let Policy {
        name: _,
        table: _,
        restrictive,
        command,
        roles,
        using,
        check,
        comment,
    } = policy;
    let mut lines = Vec::new();
    if *restrictive {
        lines.push("p.restrictive = true;".to_owned());
    }
    lines.push(format!("p.command = {}.to_owned();", string(command)));
    if !roles.is_empty() {
        let roles: Vec<String> = roles.iter().map(|role| owned(role)).collect();
        lines.push(format!("p.roles = vec![{}];", roles.join(", ")));
    }
    for (field, sql) in [("using", using), ("check", check)] {
        if let Some(sql) = sql {
            lines.push(format!("p.{field} = Some({});", text(sql)));
        }
    }
    if let Some(text) = comment {
        lines.push(format!("p.comment = Some({});", owned(text)));
    }
    lines
}

fn grant(grant: &Grant) -> String {
    let Grant {
        privileges,
        on,
        to,
        grantable,
    } = grant;
    let more = match grantable {
        true => ".grantable()",
        false => "",
    };
    format!(
        "grant({}, {}, {}){more}",
        literal::strings(privileges),
        string(on),
        string(to)
    )
}

/// What was granted to whom, if that can be told from the name.
fn granted(name: &str) -> Option<(&str, &str)> {
    let (on, to) = name.strip_prefix("on ")?.split_once(" to ")?;
    Some((on, to))
}

pub(super) fn found_by(id: &ObjectId) -> String {
    let ObjectId { kind, table, name } = id;
    let name = string(name);
    match table {
        Some(table) => format!(
            "ObjectId::of_table(ObjectKind::{kind:?}, {}, {name})",
            string(table)
        ),
        None => format!("ObjectId::new(ObjectKind::{kind:?}, {name})"),
    }
}

fn owned(name: &str) -> String {
    format!("{}.to_owned()", string(name))
}

fn text(sql: &SqlText) -> String {
    format!("{}.into()", literal::sql(sql))
}

/// The value of the schema itself, for a name that the builder would take apart.
fn routine_value(routine: &Routine) -> String {
    let Routine {
        name,
        procedure,
        arguments,
        definition,
        // It is said behind the call.
        comment: _,
    } = routine;
    let arguments = match arguments {
        Some(types) => format!("Some({})", owned(types)),
        None => "None".to_owned(),
    };
    format!(
        "Object::Routine(migration_core::schema::Routine {{ name: {}, procedure: {procedure}, \
         arguments: {arguments}, definition: {}, comment: None }})",
        owned(name),
        text(definition)
    )
}
