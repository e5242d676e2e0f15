use super::{Column, DefaultValue, IndexKey, IndexPart, SqlText, Table};

impl Table {
    /// The texts of SQL in it, which may name columns and call routines: of defaults, computed
    /// columns, checks, exclusions and indexes.
    pub fn texts(&self) -> impl Iterator<Item = &SqlText> {
        let columns = self.columns.iter().flat_map(of_column);
        let checks = self.checks.iter().map(|check| &check.expression);
        let exclusions = self.exclusions.iter().flat_map(|each| {
            let parts = each.parts.iter().filter_map(|(part, _)| of_part(part));
            parts.chain(&each.filter)
        });
        let indexes = self.indexes.iter().flat_map(|index| {
            let parts = index.parts.iter().filter_map(of_part);
            parts.chain(&index.filter)
        });
        columns.chain(checks).chain(exclusions).chain(indexes)
    }
}

fn of_column(column: &Column) -> impl Iterator<Item = &SqlText> {
    let default = match &column.default {
        Some(DefaultValue::Expression(sql)) => Some(sql),
        _ => None,
    };
    let generated = column.generated.as_ref().map(|from| &from.expression);
    default.into_iter().chain(generated)
}

fn of_part(part: &IndexPart) -> Option<&SqlText> {
    match &part.key {
        IndexKey::Expression(sql) => Some(sql),
        IndexKey::Column(_) => None,
    }
}
