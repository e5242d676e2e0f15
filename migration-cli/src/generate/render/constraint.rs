//! Keys and constraints as builders.

use migration_core::operation::{foreign_key_name, primary_key_name, unique_name};
use migration_core::schema::{
    Check, Deferrable, Enforcement, Exclusion, ForeignKey, PrimaryKey, ReferentialAction, Unique,
};

use super::comment::said;
use super::{Scope, index, literal};

/// `"a"`, or `primary_key(["a", "b"]).name("…")`.
pub(super) fn primary_key(table: &str, key: &PrimaryKey) -> String {
    let PrimaryKey {
        name,
        columns,
        include,
        deferrable,
        comment,
    } = key;
    let mut options = String::new();
    if *name != primary_key_name(table) {
        options.push_str(&format!(".name({})", literal::string(name)));
    }
    options.push_str(&included(include));
    options.push_str(deferral(*deferrable));
    options.push_str(&said(comment.as_deref()));
    let columns = literal::columns(columns);
    if options.is_empty() {
        columns
    } else {
        format!("primary_key({columns}){options}")
    }
}

/// `["a", "b"]`, or `unique([…]).name("…")`.
pub(super) fn unique(table: &str, unique: &Unique) -> String {
    let Unique {
        name,
        columns,
        include,
        nulls_not_distinct,
        deferrable,
        comment,
    } = unique;
    let mut options = String::new();
    if *name != unique_name(table, columns) {
        options.push_str(&format!(".name({})", literal::string(name)));
    }
    options.push_str(&included(include));
    if *nulls_not_distinct {
        options.push_str(".nulls_not_distinct()");
    }
    options.push_str(deferral(*deferrable));
    options.push_str(&said(comment.as_deref()));
    let columns = literal::strings(columns);
    if options.is_empty() {
        columns
    } else {
        format!("unique({columns}){options}")
    }
}

/// `foreign_key("author_id").references("users", "id").on_delete(Cascade)`
pub(super) fn foreign_key(table: &str, key: &ForeignKey, scope: &mut Scope<'_>) -> String {
    let ForeignKey {
        name,
        columns,
        references_table,
        references_columns,
        on_delete: _,
        on_update: _,
        set_columns,
        match_full,
        deferrable,
        enforcement,
        comment,
    } = key;
    let exported = match references_columns.as_slice() {
        [column] => scope.imports.key(references_table, column, None),
        _ => None,
    };
    let target = match exported {
        Some(path) => format!(".references_key({path})"),
        None => format!(
            ".references({}, {})",
            literal::string(references_table),
            literal::columns(references_columns)
        ),
    };
    let mut out = format!("foreign_key({}){target}", literal::columns(columns));
    if *name != foreign_key_name(table, columns) {
        out.push_str(&format!(".name({})", literal::string(name)));
    }
    out.push_str(&actions(key));
    if !set_columns.is_empty() {
        let columns = literal::columns(set_columns);
        out.push_str(&format!(".set_columns({columns})"));
    }
    if *match_full {
        out.push_str(".match_full()");
    }
    out.push_str(deferral(*deferrable));
    out.push_str(self::enforcement(*enforcement));
    out.push_str(&said(comment.as_deref()));
    out
}

/// Whether the reference can stand behind its column: what only [`foreign_key`] can say is
/// not said.
pub(super) fn is_plain_key(table: &str, key: &ForeignKey) -> bool {
    key.columns.len() == 1
        && key.references_columns.len() == 1
        && key.name == foreign_key_name(table, &key.columns)
        && key.set_columns.is_empty()
        && !key.match_full
        && key.enforcement != Enforcement::None
        && key.comment.is_none()
}

/// Whether the constraint is the one that `.unique()` behind its column makes.
pub(super) fn is_plain_unique(table: &str, unique: &Unique) -> bool {
    let plain = Unique {
        name: unique_name(table, &unique.columns),
        columns: unique.columns.clone(),
        ..Unique::default()
    };
    unique.columns.len() == 1 && *unique == plain
}

/// `"name", "a > 0"` where it says no more, for the methods that take these two.
pub(super) fn check(check: &Check) -> String {
    let (name, sql) = (
        literal::string(&check.name),
        literal::sql(&check.expression),
    );
    format!("{name}, {sql}")
}

/// `t.check("name", "a > 0")`, as a method of what makes a table or a domain.
pub(super) fn check_method(of: &Check) -> String {
    match more(of).as_str() {
        "" => format!("check({})", check(of)),
        more => format!("check_with(check({}){more})", check(of)),
    }
}

/// What a check says beside its name and its condition.
pub(super) fn more(check: &Check) -> String {
    let comment = said(check.comment.as_deref());
    format!("{}{comment}", enforcement(check.enforcement))
}

/// `exclusion("name", [("a", "=")]).method("gist")`
pub(super) fn exclusion(of: &Exclusion) -> String {
    let Exclusion {
        name,
        method,
        parts,
        filter,
        deferrable,
        comment,
    } = of;
    let all: Vec<String> = parts
        .iter()
        .map(|(part, operator)| format!("({}, {})", index::part(part), literal::string(operator)))
        .collect();
    let mut out = format!("exclusion({}, [{}])", literal::string(name), all.join(", "));
    if let Some(method) = method {
        out.push_str(&format!(".method({})", index::method(method)));
    }
    if let Some(filter) = filter {
        out.push_str(&format!(".filter({})", literal::sql(filter)));
    }
    out.push_str(deferral(*deferrable));
    out.push_str(&said(comment.as_deref()));
    out
}

/// `.on_delete(Cascade).on_update(…)`, the default left out.
pub(super) fn actions(key: &ForeignKey) -> String {
    let mut out = String::new();
    for (method, action) in [("on_delete", key.on_delete), ("on_update", key.on_update)] {
        if action != ReferentialAction::default() {
            out.push_str(&format!(".{method}({})", action_name(action)));
        }
    }
    out
}

const fn action_name(action: ReferentialAction) -> &'static str {
    match action {
        ReferentialAction::NoAction => "NoAction",
        ReferentialAction::Restrict => "Restrict",
        ReferentialAction::Cascade => "Cascade",
        ReferentialAction::SetNull => "SetNull",
        ReferentialAction::SetDefault => "SetDefault",
    }
}

pub(super) const fn deferral(deferrable: Deferrable) -> &'static str {
    match deferrable {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => ".deferrable()",
        Deferrable::InitiallyDeferred => ".initially_deferred()",
    }
}

pub(super) const fn enforcement(enforcement: Enforcement) -> &'static str {
    match enforcement {
        Enforcement::All => "",
        Enforcement::NewRows => ".not_valid()",
        Enforcement::None => ".not_enforced()",
    }
}

fn included(columns: &[String]) -> String {
    match columns {
        [] => String::new(),
        columns => format!(".include({})", literal::columns(columns)),
    }
}
