//! Whether an operation of a chain that was made shorter still makes sense.

use migration_core::operation::{Change, CreateObject, Operation, ReplaceObject, words};
use migration_core::schema::{IndexKey, Schema, SqlText};

/// Whether the texts of the operation are about something that is there, which the fold does
/// not know of texts.
pub(crate) fn is_founded(operation: &Operation, schema: &Schema) -> bool {
    let about_columns = |table: &str, sql: &SqlText| {
        schema.table(table).is_some_and(|table| {
            let mut columns = table.columns.iter();
            columns.any(|column| sql.texts().any(|text| words::mentions(text, &column.name)))
        })
    };
    match operation {
        Operation::AddCheck(op) => about_columns(&op.table, &op.check.expression),
        Operation::AddColumn(op) => match &op.column.generated {
            Some(generated) => about_columns(&op.table, &generated.expression),
            None => true,
        },
        Operation::AlterColumn(op) => {
            let generated = op.generated.as_ref().and_then(Change::after);
            let mut texts = generated.iter().map(|of| &of.expression).chain(&op.using);
            texts.all(|sql| about_columns(&op.table, sql))
        }
        Operation::CreateIndex(op) => {
            let keys = op.index.parts.iter().filter_map(|part| match &part.key {
                IndexKey::Expression(sql) => Some(sql),
                IndexKey::Column(_) => None,
            });
            let mut texts = keys.chain(&op.index.filter);
            texts.all(|sql| about_columns(&op.table, sql))
        }
        Operation::CreateObject(CreateObject { object })
        | Operation::ReplaceObject(ReplaceObject { object }) => object.texts().all(|sql| {
            let mut objects = schema.objects();
            let reads = |name: &str| sql.texts().any(|text| words::reads(text, name));
            objects.any(|(id, _)| reads(&id.name))
                || schema.tables().any(|table| {
                    sql.texts().any(|text| words::reads(text, &table.name))
                        && about_columns(&table.name, sql)
                })
        }),
        _ => true,
    }
}
