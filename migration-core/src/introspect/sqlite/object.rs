use super::Row;
use crate::dialect::sqlite_definition as definition;
use crate::schema::{DialectName, Object, SqlText, Trigger, View, VirtualTable};

/// The object that a row of `sqlite_schema` is, if the schema has a value for all of it.
pub(super) fn read(row: &Row) -> Option<Object> {
    let sql = |text: String| SqlText::only(DialectName::Sqlite, text);
    match row.kind.as_str() {
        "view" => {
            let view = definition::view(&row.sql).ok()?;
            // The names of its columns have no place in the value.
            view.columns.is_empty().then(|| {
                Object::View(View {
                    name: row.name.clone(),
                    materialized: false,
                    query: sql(view.query),
                    comment: None,
                })
            })
        }
        "trigger" => Some(Object::Trigger(Trigger {
            name: row.name.clone(),
            table: row.table.clone(),
            definition: sql(row.sql.clone()),
            comment: None,
        })),
        _ => {
            let table = definition::virtual_table(&row.sql).ok()?;
            Some(Object::VirtualTable(VirtualTable {
                name: row.name.clone(),
                module: table.module,
                arguments: table.arguments,
            }))
        }
    }
}
