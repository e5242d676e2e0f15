//! Checks that the operations on objects beside the tables share.

use super::words::Mention;
use super::{SchemaError, checks, defaults, grants, namespaces, nearest, words};
use crate::schema::{ColumnType, Object, ObjectId, ObjectKind, Schema, SqlText};

/// The object, or the names it may have been meant for.
pub(super) fn find<'a>(schema: &'a Schema, id: &ObjectId) -> Result<&'a Object, SchemaError> {
    schema.object(id).ok_or_else(|| SchemaError::Unknown {
        kind: id.kind.as_str(),
        name: id.name.clone(),
        table: id.table.clone(),
        nearest: nearest(
            &id.name,
            schema
                .objects()
                .map(|(id, _)| id)
                .filter(|other| other.kind == id.kind)
                .map(|other| other.name.as_str()),
        ),
    })
}

/// Whether an object can get this name.
pub(super) fn is_free(schema: &Schema, id: &ObjectId) -> Result<(), SchemaError> {
    let kind = id.kind.as_str();
    checks::name(kind, &id.name)?;
    match id.kind {
        ObjectKind::Function | ObjectKind::Procedure => {
            checks::relation_name(schema, kind, routine_name(&id.name))?;
        }
        ObjectKind::Namespace if id.name.contains('.') => {
            return Err(SchemaError::BadName {
                kind,
                name: id.name.clone(),
                problem: "holds a dot, which stands between it and the names within it",
            });
        }
        _ if id.kind.is_relation() || id.kind.is_type() => {
            return checks::free_name(schema, kind, &id.name);
        }
        _ => {}
    }
    if schema.object(id).is_some() {
        return Err(SchemaError::Taken {
            kind: id.kind.as_str(),
            name: id.name.clone(),
            table: id.table.clone(),
        });
    }
    Ok(())
}

/// The name of a routine without the types of its arguments.
fn routine_name(signature: &str) -> &str {
    signature
        .split_once('(')
        .map_or(signature, |(name, _)| name)
}

/// Whether nothing else in the schema needs the object.
pub(super) fn nothing_needs(schema: &Schema, id: &ObjectId) -> Result<(), SchemaError> {
    let in_use = |by: String| {
        Err(SchemaError::InUse {
            what: id.to_string(),
            by,
        })
    };
    if id.kind == ObjectKind::Namespace
        && let Some(held) = namespaces::first_in(schema, &id.name)
    {
        return in_use(held);
    }
    if id.kind.is_type() {
        for table in schema.tables() {
            let user = table
                .columns
                .iter()
                .find(|column| column.ty.is_named(&id.name));
            if let Some(column) = user {
                return in_use(format!("column {}.{}", table.name, column.name));
            }
        }
        let has = |object: &Object| match object {
            Object::Domain(domain) => domain.ty.is_named(&id.name),
            Object::Composite(of) => of.fields.iter().any(|(_, ty)| ty.is_named(&id.name)),
            _ => false,
        };
        if let Some((other, _)) = schema.objects().find(|(_, object)| has(object)) {
            return in_use(other.to_string());
        }
    }
    if matches!(id.kind, ObjectKind::Function)
        && let Some(caller) = called_by(schema, id)
    {
        return in_use(caller);
    }
    if id.kind.is_relation()
        && let Some(view) = read_by(schema, &id.name)
    {
        return in_use(view.to_string());
    }
    if id.kind.is_relation()
        && let Some(default) = defaults::named_by(schema, &id.name)
    {
        return in_use(default);
    }
    Ok(())
}

/// The first table, view, trigger or policy that calls the function, as far as that can be known:
/// of two with one name the server alone knows which is meant. The texts of other routines are
/// read when they run.
fn called_by(schema: &Schema, function: &ObjectId) -> Option<String> {
    let called = routine_name(&function.name);
    let is_other = |id: &ObjectId| {
        id.kind == ObjectKind::Function && id != function && routine_name(&id.name) == called
    };
    if schema.objects().any(|(id, _)| is_other(id)) {
        return None;
    }
    let calls = |sql: &SqlText| sql.texts().any(|text| words::calls(text, called));
    let is_routine =
        |id: &ObjectId| matches!(id.kind, ObjectKind::Function | ObjectKind::Procedure);
    let mut objects = schema.objects().filter(|(id, _)| !is_routine(id));
    let caller = objects.find(|(_, object)| object.texts().any(calls));
    caller.map(|(id, _)| id.to_string()).or_else(|| {
        let mut tables = schema.tables();
        let table = tables.find(|table| table.texts().any(calls))?;
        Some(format!("table {:?}", table.name))
    })
}

/// What goes with a table, a view or a sequence: its triggers and policies, and what roles may do
/// with it.
pub(super) fn own<'a>(schema: &'a Schema, relation: &'a str) -> impl Iterator<Item = &'a Object> {
    let objects = schema.objects();
    let own = objects.filter(move |(id, object)| {
        id.table.as_deref() == Some(relation)
            || matches!(object, Object::Grant(grant) if grants::is_on(grant, relation))
    });
    own.map(|(_, object)| object)
}

/// The first view whose query reads the table or view.
pub(super) fn read_by(schema: &Schema, relation: &str) -> Option<ObjectId> {
    schema.objects().find_map(|(id, object)| {
        let is_view = matches!(id.kind, ObjectKind::View | ObjectKind::MaterializedView);
        let reads = object
            .texts()
            .flat_map(SqlText::texts)
            .any(|text| words::reads(text, relation));
        (is_view && id.name != relation && reads).then(|| id.clone())
    })
}

/// Whether a view stands on nothing that stands on it.
pub(super) fn reads_not_itself(schema: &Schema, object: &Object) -> Result<(), SchemaError> {
    if !matches!(object, Object::View(_)) {
        return Ok(());
    }
    let reads = |object: &Object, name: &str| {
        let mut texts = object.texts().flat_map(SqlText::texts);
        texts.any(|text| words::reads(text, name))
    };
    let id = object.id();
    let mut on_it = vec![id.name.clone()];
    let mut at = 0;
    while let Some(name) = on_it.get(at).cloned() {
        for (other, view) in schema.objects() {
            let is_new = !on_it.contains(&other.name) && matches!(view, Object::View(_));
            if is_new && reads(view, &name) {
                on_it.push(other.name.clone());
            }
        }
        at += 1;
    }
    match on_it.iter().find(|name| reads(object, name)) {
        Some(name) => Err(SchemaError::Invalid {
            what: id.to_string(),
            problem: format!("reads view {name:?}, which reads it"),
            help: "let it read tables, or views that stand on others".to_owned(),
        }),
        None => Ok(()),
    }
}

/// Whether an object means this table's column by that name.
enum Means {
    /// It says the table, or reads no other one with a column of that name.
    ThisColumn,
    /// It may mean the column of another table.
    Perhaps,
}

/// The objects that read the table and hold the column's name.
fn with_column(schema: &Schema, table: &str, column: &str) -> Vec<(ObjectId, Means)> {
    let texts = |object: &Object| -> Vec<String> {
        let texts = object.texts().flat_map(SqlText::texts);
        texts.map(str::to_owned).collect()
    };
    let mut found = Vec::new();
    for (id, object) in schema.objects() {
        let texts = texts(object);
        let reads = |table: &str| texts.iter().any(|text| words::reads(text, table));
        if id.table.as_deref() != Some(table) && !reads(table) {
            continue;
        }
        let mentions = texts.iter().map(|text| words::mention(text, table, column));
        let means = match mentions.max() {
            None | Some(Mention::No) => continue,
            Some(Mention::Qualified) => Means::ThisColumn,
            Some(Mention::Bare) => {
                let shared = schema.tables().any(|other| {
                    other.name != table && other.column(column).is_some() && reads(&other.name)
                });
                if shared {
                    Means::Perhaps
                } else {
                    Means::ThisColumn
                }
            }
        };
        found.push((id.clone(), means));
    }
    found
}

/// The view, trigger or policy that would be broken without the column, as far as that can be
/// known.
pub(super) fn broken_without(schema: &Schema, table: &str, column: &str) -> Option<ObjectId> {
    with_column(schema, table, column)
        .into_iter()
        .find(|(id, means)| {
            let is_routine = matches!(id.kind, ObjectKind::Function | ObjectKind::Procedure);
            !is_routine && matches!(means, Means::ThisColumn)
        })
        .map(|(id, _)| id)
}

/// The view, trigger or policy that may hold on to the column's type: it names the column, or
/// shows whatever columns there are.
pub(crate) fn holding(schema: &Schema, table: &str, column: &str) -> Option<ObjectId> {
    let reads_all = |text: &str| words::reads(text, table) && words::shows_all(text);
    let shows_all = |object: &Object| object.texts().flat_map(SqlText::texts).any(reads_all);
    let named = with_column(schema, table, column)
        .into_iter()
        .find(|(id, _)| !matches!(id.kind, ObjectKind::Function | ObjectKind::Procedure));
    named.map(|(id, _)| id).or_else(|| {
        let mut views = schema
            .objects()
            .filter(|(_, object)| matches!(object, Object::View(_)));
        views
            .find(|(_, object)| shows_all(object))
            .map(|(id, _)| id.clone())
    })
}

/// Follows the new name of a column in the texts that hold it, as the servers do.
///
/// # Errors
/// What may mean another table's column of that name: only the server knows.
pub(super) fn column_renamed(
    schema: &mut Schema,
    table: &str,
    from: &str,
    to: &str,
) -> Result<(), SchemaError> {
    let holders = with_column(schema, table, from);
    if let Some((id, _)) = holders
        .iter()
        .find(|(_, means)| matches!(means, Means::Perhaps))
    {
        return Err(SchemaError::InUse {
            what: format!("column {table}.{from}"),
            by: id.to_string(),
        });
    }
    for (id, _) in holders {
        if let Some(mut object) = schema.remove_object(&id) {
            for text in object.texts_mut() {
                words::rename_column(text, table, from, to);
            }
            schema.insert_object(object);
        }
    }
    Ok(())
}

/// Follows the new name of a table in what belongs to it and in the texts that read it, as
/// the servers do.
pub(super) fn table_renamed(schema: &mut Schema, from: &str, to: &str) {
    let touched: Vec<ObjectId> = schema
        .objects()
        .filter(|(id, object)| {
            id.table.as_deref() == Some(from)
                || matches!(object, Object::Grant(grant) if grants::is_on(grant, from))
                || object
                    .texts()
                    .flat_map(SqlText::texts)
                    .any(|text| words::reads(text, from))
        })
        .map(|(id, _)| id.clone())
        .collect();
    for id in touched {
        let Some(mut object) = schema.remove_object(&id) else {
            continue;
        };
        match &mut object {
            Object::Trigger(trigger) if trigger.table == from => to.clone_into(&mut trigger.table),
            Object::Policy(policy) if policy.table == from => to.clone_into(&mut policy.table),
            _ => {}
        }
        if let Object::Grant(grant) = &mut object {
            grants::renamed(grant, from, to);
        }
        for text in object.texts_mut() {
            words::rename_relation_in(text, from, to);
        }
        schema.insert_object(object);
    }
    defaults::renamed(schema, from, to);
}

/// Shows every type of a column, a field or a domain to `change`.
pub(super) fn each_type(schema: &mut Schema, mut change: impl FnMut(&mut ColumnType)) {
    let tables: Vec<String> = schema.tables().map(|table| table.name.clone()).collect();
    for table in tables {
        schema.update(&table, |table| {
            for column in &mut table.columns {
                innermost(&mut column.ty, &mut change);
            }
        });
    }
    let objects: Vec<Object> = schema.objects().map(|(_, object)| object.clone()).collect();
    for mut object in objects {
        match &mut object {
            Object::Domain(domain) => innermost(&mut domain.ty, &mut change),
            Object::Composite(composite) => {
                for (_, ty) in &mut composite.fields {
                    innermost(ty, &mut change);
                }
            }
            _ => continue,
        }
        schema.insert_object(object);
    }
}

fn innermost(ty: &mut ColumnType, change: &mut impl FnMut(&mut ColumnType)) {
    match ty {
        ColumnType::Array(of) => innermost(of, change),
        other => change(other),
    }
}
