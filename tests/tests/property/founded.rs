//! Whether an operation of a chain that was made shorter still makes sense.

use migration_core::operation::{Change, CreateObject, Operation, ReplaceObject, words};
use migration_core::schema::{
    ColumnType, DefaultValue, IndexKey, Object, ObjectKind, Schema, SqlText,
};

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
        Operation::AddColumn(op) => {
            let generated = op.column.generated.as_ref();
            is_known(&op.column.ty, schema)
                && generated.is_none_or(|it| about_columns(&op.table, &it.expression))
        }
        Operation::CreateTable(op) => {
            let mut columns = op.table.columns.iter();
            columns.all(|column| is_known(&column.ty, schema))
        }
        Operation::AlterColumn(op) => {
            let generated = op.generated.as_ref().and_then(Change::after);
            let mut texts = generated.iter().map(|of| &of.expression).chain(&op.using);
            let default = op.default.as_ref().and_then(Change::after);
            texts.all(|sql| about_columns(&op.table, sql) || sql.summary() == "NULL")
                && op.ty.as_ref().is_none_or(|ty| is_known(ty, schema))
                && default.is_none_or(|default| is_numbered_by_one(&default, schema))
        }
        Operation::CreateIndex(op) => {
            let keys = op.index.parts.iter().filter_map(|part| match &part.key {
                IndexKey::Expression(sql) => Some(sql),
                IndexKey::Column(_) => None,
            });
            let mut texts = keys.chain(&op.index.filter);
            texts.all(|sql| about_columns(&op.table, sql))
        }
        Operation::CreateObject(CreateObject { object }) if !stands_on_some(object, schema) => {
            false
        }
        Operation::CreateObject(CreateObject {
            object: Object::Routine(_),
        }) => true,
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

/// Whether the type is the server's own, or one that is there.
fn is_known(ty: &ColumnType, schema: &Schema) -> bool {
    match ty {
        ColumnType::Array(of) => is_known(of, schema),
        ColumnType::Named(name) => {
            let mut objects = schema.objects().map(|(id, _)| id);
            objects.any(|id| id.kind.is_type() && id.name == *name)
        }
        _ => true,
    }
}

/// Whether the sequence is there whose next number the default is, if it is one.
fn is_numbered_by_one(default: &DefaultValue, schema: &Schema) -> bool {
    let DefaultValue::Expression(sql) = default else {
        return true;
    };
    let mut sequences = schema
        .objects()
        .map(|(id, _)| id)
        .filter(|id| id.kind == ObjectKind::Sequence);
    !sql.summary().contains("nextval")
        || sequences.any(|id| {
            let mut texts = sql.texts();
            texts.any(|text| words::names_in_string(text, &id.name))
        })
}

/// Whether there is what an object is made of or stands on, which the fold does not ask for.
fn stands_on_some(object: &Object, schema: &Schema) -> bool {
    match object {
        Object::Domain(domain) => is_known(&domain.ty, schema),
        Object::Composite(of) => of.fields.iter().all(|(_, ty)| is_known(ty, schema)),
        Object::Grant(grant) => {
            let is_on = |name: &str| grant.on == name || words::is_name_of(&grant.on, name);
            let sequence = grant.on.strip_prefix("SEQUENCE ");
            schema.tables().any(|table| is_on(&table.name))
                || schema.objects().any(|(id, _)| match id.kind {
                    ObjectKind::Sequence => {
                        sequence.is_some_and(|sql| words::is_name_of(sql, &id.name))
                    }
                    _ => id.kind.is_relation() && is_on(&id.name),
                })
        }
        Object::Trigger(trigger) => {
            let mut texts = trigger.definition.texts();
            let mut calls = |name: &str| texts.any(|text| words::calls(text, name));
            calls("suppress_redundant_updates_trigger")
                || !trigger.definition.summary().contains("EXECUTE FUNCTION")
                || schema.objects().any(|(id, _)| {
                    let mut texts = trigger.definition.texts();
                    id.kind == ObjectKind::Function
                        && texts.any(|text| words::calls(text, &id.name))
                })
        }
        _ => true,
    }
}
