//! The types of a column's enumeration while the column changes.

use super::literal::relation;
use super::types;
use crate::dialect::Statement;
use crate::dialect::problem::Problem;
use crate::schema::{Column, ColumnType, Table, beside};

/// The name of a type while another still has the one it will get.
const TEMPORARY: &str = "__migrate_new_type";

/// What happens to the types of enumerations around the change of a column.
#[derive(Default)]
pub(super) struct Types {
    pub(super) before: Vec<Statement>,
    pub(super) after: Vec<Statement>,
    /// Whether the new type goes by [`TEMPORARY`] while the column changes.
    temporary: bool,
}

impl Types {
    pub(super) fn of(table: &Table, old: &Column, new: &Column) -> Result<Self, Problem> {
        let mut types = Self::default();
        let of = types::enumeration;
        let goes = |name: &&str| !types::is_shared(table, &old.name, name);
        match (of(&old.ty), of(&new.ty)) {
            (_, Some(_)) if old.ty == new.ty => {}
            (Some(old), Some(new)) if old == new => {}
            (Some(old), Some(new)) if old.name == new.name => {
                types.temporary = true;
                let temporary = beside(&new.name, TEMPORARY);
                types.before.push(types::create(&temporary, &new.values)?);
                types.after.push(types::drop(&new.name));
                types.after.extend(types::rename(&temporary, &new.name));
            }
            (old, new) => {
                if let Some(new) = new {
                    types.before.push(types::create(&new.name, &new.values)?);
                }
                let old = old.map(|old| old.name.as_str());
                types.after.extend(old.filter(goes).map(types::drop));
            }
        }
        Ok(types)
    }

    pub(super) fn called(&self, new: &Column) -> Result<String, Problem> {
        let mut out = String::new();
        if self.temporary {
            let called = types::enumeration(&new.ty).map_or("", |of| &of.name);
            relation(&mut out, &beside(called, TEMPORARY));
            if matches!(new.ty, ColumnType::Array(_)) {
                out.push_str("[]");
            }
        } else {
            types::of(&mut out, &new.name, &new.ty)?;
        }
        Ok(out)
    }
}
