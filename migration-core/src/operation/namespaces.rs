//! What is in a namespace, and follows its name.

use std::sync::Arc;

use super::{grants, words};
use crate::schema::{
    ColumnType, DefaultValue, IndexKey, IndexPart, Object, ObjectId, Schema, SqlText, Table,
    in_namespace, moved,
};

/// The first thing in the namespace, in words.
pub(super) fn first_in(schema: &Schema, namespace: &str) -> Option<String> {
    let is_in = |name: &str| in_namespace(name).0 == Some(namespace);
    let mut tables = schema.tables();
    if let Some(table) = tables.find(|table| is_in(&table.name)) {
        return Some(format!("table {:?}", table.name));
    }
    let enumeration = schema.tables().find_map(|table| {
        let mut types = table.columns.iter().filter_map(|it| it.ty.as_enumeration());
        let found = types.find(|of| is_in(&of.name))?;
        Some(format!(
            "enumeration {:?} of table {:?}",
            found.name, table.name
        ))
    });
    enumeration.or_else(|| {
        let mut objects = schema.objects();
        let found = objects.find(|(_, object)| own_name(object).is_some_and(is_in));
        found.map(|(id, _)| id.to_string())
    })
}

/// The name of an object that is in a namespace or in none.
fn own_name(object: &Object) -> Option<&str> {
    Some(match object {
        Object::Enumeration(it) => &it.name,
        Object::Domain(it) => &it.name,
        Object::Composite(it) => &it.name,
        Object::Sequence(it) => &it.name,
        Object::Routine(it) => &it.name,
        Object::View(it) => &it.name,
        Object::VirtualTable(it) => &it.name,
        Object::Namespace(_)
        | Object::Extension(_)
        | Object::Trigger(_)
        | Object::Policy(_)
        | Object::Grant(_) => return None,
    })
}

/// Gives every name in the namespace its new one, and those in texts too, as the server does.
pub(super) fn renamed(schema: &mut Schema, from: &str, to: &str) {
    let to = Renamed { from, to };
    let names: Vec<String> = schema.tables().map(|table| table.name.clone()).collect();
    for name in names {
        let Some(before) = schema.shared(&name) else {
            continue;
        };
        let mut after = Table::clone(&before);
        to.in_table(&mut after);
        if after != *before {
            schema.remove(&name);
            schema.insert(Arc::new(after));
        }
    }
    let objects: Vec<(ObjectId, Object)> = schema
        .objects()
        .map(|(id, object)| (id.clone(), object.clone()))
        .collect();
    for (id, before) in objects {
        let mut after = before.clone();
        to.in_object(&mut after);
        if after != before {
            schema.remove_object(&id);
            schema.insert_object(after);
        }
    }
}

struct Renamed<'a> {
    from: &'a str,
    to: &'a str,
}

impl Renamed<'_> {
    fn name(&self, name: &mut String) {
        if let Some(moved) = moved(name, self.from, self.to) {
            *name = moved;
        }
    }

    fn text(&self, sql: &mut SqlText) {
        words::rename_namespace_in(sql, self.from, self.to);
    }

    fn ty(&self, ty: &mut ColumnType) {
        match ty {
            ColumnType::Array(of) => self.ty(of),
            ColumnType::Enumeration(of) => self.name(&mut of.name),
            ColumnType::Named(name) => self.name(name),
            ColumnType::Custom(sql) => self.text(sql),
            _ => {}
        }
    }

    fn default(&self, default: &mut Option<DefaultValue>) {
        if let Some(DefaultValue::Expression(sql)) = default {
            self.text(sql);
        }
    }

    fn part(&self, part: &mut IndexPart) {
        if let IndexKey::Expression(sql) = &mut part.key {
            self.text(sql);
        }
    }

    fn in_table(&self, table: &mut Table) {
        self.name(&mut table.name);
        for column in &mut table.columns {
            self.ty(&mut column.ty);
            self.default(&mut column.default);
            if let Some(generated) = &mut column.generated {
                self.text(&mut generated.expression);
            }
        }
        if let Some(of) = &mut table.partition_of {
            self.name(&mut of.parent);
        }
        if let Some(partitioning) = &mut table.partitioning {
            let parts = partitioning.parts.iter_mut();
            parts.for_each(|part| self.part(part));
        }
        for key in &mut table.foreign_keys {
            self.name(&mut key.references_table);
        }
        for check in &mut table.checks {
            self.text(&mut check.expression);
        }
        for index in &mut table.indexes {
            index.parts.iter_mut().for_each(|part| self.part(part));
            index.filter.iter_mut().for_each(|sql| self.text(sql));
        }
        for exclusion in &mut table.exclusions {
            let parts = exclusion.parts.iter_mut();
            parts.for_each(|(part, _)| self.part(part));
            exclusion.filter.iter_mut().for_each(|sql| self.text(sql));
        }
    }

    fn in_object(&self, object: &mut Object) {
        match object {
            Object::Namespace(_) | Object::Extension(_) => {}
            Object::Enumeration(it) => self.name(&mut it.name),
            Object::Domain(it) => {
                self.name(&mut it.name);
                self.ty(&mut it.ty);
                self.default(&mut it.default);
                for check in &mut it.checks {
                    self.text(&mut check.expression);
                }
            }
            Object::Composite(it) => {
                self.name(&mut it.name);
                it.fields.iter_mut().for_each(|(_, ty)| self.ty(ty));
            }
            Object::Sequence(it) => self.name(&mut it.name),
            Object::Routine(it) => {
                self.name(&mut it.name);
                if let Some(arguments) = &mut it.arguments {
                    let mut sql = SqlText::from(arguments.as_str());
                    self.text(&mut sql);
                    sql.summary().clone_into(arguments);
                }
            }
            Object::View(it) => self.name(&mut it.name),
            Object::VirtualTable(it) => self.name(&mut it.name),
            Object::Trigger(it) => self.name(&mut it.table),
            Object::Policy(it) => self.name(&mut it.table),
            Object::Grant(it) => grants::namespace_renamed(it, self.from, self.to),
        }
        for text in object.texts_mut() {
            self.text(text);
        }
    }
}
