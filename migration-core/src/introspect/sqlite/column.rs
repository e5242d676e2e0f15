use super::{default, types};
use crate::dialect::sqlite_definition::{
    ColumnDefinition, Constraint, Kind, Rule, TableDefinition, tokens, unquoted,
};
use crate::introspect::Unmodelled;
use crate::operation::enumeration_name;
use crate::schema::{Column, ColumnType, DialectName, Generated, Identity, SqlText};

/// A column without its constraints that concern the table.
pub(super) fn read(
    definition: &ColumnDefinition,
    table: &TableDefinition,
    unmodelled: &mut Vec<Unmodelled>,
) -> Column {
    let key = Key::of(definition, table);
    let ty = types::column_type(&definition.ty, table.strict, key.sole);
    let mut column = Column::new(&definition.name, ty);
    column.nullable = !(key.never_null || (table.without_rowid || table.strict) && key.part);
    if key.numbers {
        column.ty = ColumnType::BigInt;
        column.identity = Some(Box::new(Identity::default()));
    }
    for constraint in &definition.constraints {
        read_rule(&mut column, constraint, table, unmodelled);
    }
    // A default is read last: what it is depends on the type.
    for constraint in &definition.constraints {
        if let Rule::Default {
            text,
            parenthesised,
        } = &constraint.rule
        {
            column.default = Some(default::read(&column, text, *parenthesised));
        }
    }
    column
}

fn read_rule(
    column: &mut Column,
    constraint: &Constraint,
    table: &TableDefinition,
    unmodelled: &mut Vec<Unmodelled>,
) {
    let mut note = |kind, name: &str| {
        unmodelled.push(Unmodelled {
            table: Some(table.name.clone()),
            kind,
            name: name.to_owned(),
            definition: Some(constraint.text.clone()),
        });
    };
    let named_for_nothing = match &constraint.rule {
        Rule::NotNull { conflict } => {
            column.nullable = false;
            if conflict.is_some() {
                note("conflict clause", &column.name);
            }
            true
        }
        Rule::Collate(name) => {
            column.collation = Some(SqlText::only(DialectName::Sqlite, name));
            true
        }
        Rule::Generated { expression, stored } => {
            column.generated = Some(Box::new(Generated {
                expression: SqlText::only(DialectName::Sqlite, expression),
                stored: *stored,
            }));
            true
        }
        Rule::Check { expression, .. } if is_enumeration(column, constraint) => {
            if let Some(values) = enumeration(&column.name, expression) {
                let name = enumeration_name(&table.name, &column.name);
                column.ty = ColumnType::enumeration(name, values);
            }
            false
        }
        Rule::Default { .. } | Rule::Null => true,
        Rule::PrimaryKey { .. }
        | Rule::Unique { .. }
        | Rule::Check { .. }
        | Rule::ForeignKey { .. } => false,
    };
    if let (true, Some(name)) = (named_for_nothing, &constraint.name) {
        note("constraint name", name);
    }
}

/// Whether the check at a column is how an enumeration is kept.
pub(super) fn is_enumeration(column: &Column, constraint: &Constraint) -> bool {
    match &constraint.rule {
        Rule::Check {
            expression,
            conflict: None,
        } => {
            constraint.name.is_none()
                && matches!(column.ty, ColumnType::Text | ColumnType::Enumeration(_))
                && enumeration(&column.name, expression).is_some()
        }
        _ => false,
    }
}

/// The values of `"column" IN ('one', 'two')`.
fn enumeration(column: &str, expression: &str) -> Option<Vec<String>> {
    let mut tokens = tokens(expression);
    let name = tokens.next()?;
    let named = matches!(name.kind, Kind::Word | Kind::Quoted)
        && unquoted(name.text).eq_ignore_ascii_case(column);
    if !named || !tokens.next()?.is_word("IN") || !tokens.next()?.is_symbol('(') {
        return None;
    }
    let mut values = Vec::new();
    loop {
        let value = tokens.next().filter(|token| token.kind == Kind::Text)?;
        let value = unquoted(value.text);
        if values.contains(&value) {
            return None;
        }
        values.push(value);
        let behind = tokens.next()?;
        if behind.is_symbol(')') {
            break;
        }
        if !behind.is_symbol(',') {
            return None;
        }
    }
    tokens.next().is_none().then_some(values)
}

/// What a column is in the primary key.
struct Key {
    part: bool,
    sole: bool,
    numbers: bool,
    /// Whether it is the row id under another name.
    never_null: bool,
}

impl Key {
    fn of(column: &ColumnDefinition, table: &TableDefinition) -> Self {
        let mut key = Self {
            part: false,
            sole: false,
            numbers: false,
            never_null: false,
        };
        for constraint in table.constraints() {
            let Rule::PrimaryKey {
                parts,
                autoincrement,
                ..
            } = &constraint.rule
            else {
                continue;
            };
            let is_part = parts
                .iter()
                .any(|part| part.column.eq_ignore_ascii_case(&column.name));
            if !is_part {
                continue;
            }
            key.part = true;
            key.sole = parts.len() == 1;
            key.numbers = *autoincrement;
            key.never_null = table.is_rowid(column);
        }
        key
    }
}
