//! Defaults that name a relation in a string: the next number of a sequence.

use super::words;
use crate::schema::{DefaultValue, Object, Schema};

fn names(default: &Option<DefaultValue>, relation: &str) -> bool {
    match default {
        Some(DefaultValue::Expression(sql)) => {
            let mut texts = sql.texts();
            texts.any(|text| words::names_in_string(text, relation))
        }
        _ => false,
    }
}

/// The first default of another table's column, or of a domain, that names the relation: the next
/// number of a sequence.
pub(super) fn named_by(schema: &Schema, relation: &str) -> Option<String> {
    let column = schema
        .tables()
        .filter(|table| table.name != relation)
        .find_map(|table| {
            let column = table
                .columns
                .iter()
                .find(|column| names(&column.default, relation))?;
            Some(format!(
                "the default of column {}.{}",
                table.name, column.name
            ))
        });
    column.or_else(|| {
        schema.objects().find_map(|(id, object)| match object {
            Object::Domain(domain) if names(&domain.default, relation) => {
                Some(format!("the default of {id}"))
            }
            _ => None,
        })
    })
}

/// Follows the new name of a relation in the defaults that name it in a string.
pub(super) fn renamed(schema: &mut Schema, from: &str, to: &str) {
    let rename = |default: &mut Option<DefaultValue>| {
        if let Some(DefaultValue::Expression(sql)) = default {
            words::rename_in_strings(sql, from, to);
        }
    };
    let tables: Vec<String> = schema
        .tables()
        .filter(|table| {
            table
                .columns
                .iter()
                .any(|column| names(&column.default, from))
        })
        .map(|table| table.name.clone())
        .collect();
    for table in tables {
        schema.update(&table, |table| {
            let columns = table.columns.iter_mut();
            columns.for_each(|column| rename(&mut column.default));
        });
    }
    let domains: Vec<Object> = schema
        .objects()
        .filter(
            |(_, object)| matches!(object, Object::Domain(domain) if names(&domain.default, from)),
        )
        .map(|(_, object)| object.clone())
        .collect();
    for mut object in domains {
        if let Object::Domain(domain) = &mut object {
            rename(&mut domain.default);
        }
        schema.insert_object(object);
    }
}
