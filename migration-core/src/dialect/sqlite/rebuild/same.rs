//! When two constraints, two names or two texts are the same to SQLite.

use crate::dialect::sqlite::definition::{
    Constraint, KeyPart, Kind, Rule, TableDefinition, mentions, tokens, unquoted,
};

/// The constraints that concern the table, each with the column it stands at.
pub(super) fn constraints(
    table: &TableDefinition,
) -> impl Iterator<Item = (Option<&str>, &Constraint)> {
    let at_columns = table.columns.iter().flat_map(|column| {
        let own = column.constraints.iter().filter(|each| is_of_table(each));
        own.map(|each| (Some(column.name.as_str()), each))
    });
    at_columns.chain(table.constraints.iter().map(|each| (None, each)))
}

pub(super) const fn is_of_table(constraint: &Constraint) -> bool {
    matches!(
        constraint.rule,
        Rule::PrimaryKey { .. }
            | Rule::Unique { .. }
            | Rule::Check { .. }
            | Rule::ForeignKey { .. }
    )
}

pub(super) fn kind(constraint: &Constraint) -> std::mem::Discriminant<Rule> {
    std::mem::discriminant(&constraint.rule)
}

pub(super) fn is_in(constraint: &Constraint, table: &TableDefinition) -> bool {
    constraints(table).any(|(_, other)| same(constraint, other))
}

/// Whether it is the same constraint: of one name, or, where one has none, of one meaning.
pub(super) fn same(one: &Constraint, two: &Constraint) -> bool {
    match (&one.name, &two.name) {
        (Some(a), Some(b)) => is(a, b) && kind(one) == kind(two) && same_rule(&one.rule, &two.rule),
        _ => same_rule(&one.rule, &two.rule),
    }
}

pub(super) fn same_rule(one: &Rule, two: &Rule) -> bool {
    use Rule as R;
    match (one, two) {
        (
            R::PrimaryKey {
                parts: a,
                autoincrement: numbers_a,
                ..
            },
            R::PrimaryKey {
                parts: b,
                autoincrement: numbers_b,
                ..
            },
        ) => numbers_a == numbers_b && same_parts(a, b),
        (R::Unique { parts: a, .. }, R::Unique { parts: b, .. }) => same_parts(a, b),
        (R::Check { expression: a, .. }, R::Check { expression: b, .. }) => same_text(a, b),
        (
            R::ForeignKey {
                columns: a,
                reference: to_a,
            },
            R::ForeignKey {
                columns: b,
                reference: to_b,
            },
        ) => {
            // Without columns it refers to the primary key, whichever that is.
            let columns = to_a.columns.is_empty()
                || to_b.columns.is_empty()
                || all(&to_a.columns, &to_b.columns);
            all(a, b)
                && is(&to_a.table, &to_b.table)
                && columns
                && (to_a.on_delete, to_a.on_update) == (to_b.on_delete, to_b.on_update)
                && to_a.deferrable == to_b.deferrable
        }
        (R::NotNull { .. }, R::NotNull { .. }) => true,
        (R::Collate(a), R::Collate(b)) => is(a, b),
        (R::Default { text: a, .. }, R::Default { text: b, .. }) => same_text(a, b),
        (
            R::Generated {
                expression: a,
                stored: kept_a,
            },
            R::Generated {
                expression: b,
                stored: kept_b,
            },
        ) => kept_a == kept_b && same_text(a, b),
        _ => false,
    }
}

fn same_parts(one: &[KeyPart], two: &[KeyPart]) -> bool {
    one.len() == two.len() && one.iter().zip(two).all(|(a, b)| is(&a.column, &b.column))
}

fn all(one: &[String], two: &[String]) -> bool {
    one.len() == two.len() && one.iter().zip(two).all(|(a, b)| is(a, b))
}

/// Whether two names are one to SQLite.
pub(super) fn is(one: &str, two: &str) -> bool {
    one.eq_ignore_ascii_case(two)
}

/// Whether two texts say the same, however they are spaced and their names quoted.
fn same_text(one: &str, two: &str) -> bool {
    let mut others = tokens(two);
    tokens(one).all(|token| {
        others.next().is_some_and(|other| {
            let names = |kind| matches!(kind, Kind::Word | Kind::Quoted);
            if names(token.kind) && names(other.kind) {
                is(&unquoted(token.text), &unquoted(other.text))
            } else {
                token.kind == other.kind && token.text == other.text
            }
        })
    }) && others.next().is_none()
}

pub(super) fn names_column(constraint: &Constraint, column: &str) -> bool {
    match &constraint.rule {
        Rule::PrimaryKey { parts, .. } | Rule::Unique { parts, .. } => {
            parts.iter().any(|part| is(&part.column, column))
        }
        Rule::ForeignKey { columns, .. } => columns.iter().any(|name| is(name, column)),
        Rule::Check { expression, .. } => mentions(expression, column),
        _ => false,
    }
}

pub(super) fn named(constraint: &Constraint) -> String {
    match &constraint.name {
        Some(name) => format!("constraint {name:?}"),
        None => format!("the constraint `{}`", constraint.text),
    }
}
