//! What was just recorded, to say more about it.

use crate::operation::{Operation, Position};
use crate::schema::Enforcement;

/// A column that was just added, to say where it stands.
#[derive(Debug)]
pub struct AddedColumn<'a> {
    operation: &'a mut Operation,
}

impl<'a> AddedColumn<'a> {
    pub(super) const fn new(operation: &'a mut Operation) -> Self {
        Self { operation }
    }

    /// Before all others. MySQL and MariaDB alone put it there.
    pub fn first(self) {
        self.put(Position::First);
    }

    /// Right behind another. MySQL and MariaDB alone put it there.
    pub fn after(self, column: impl Into<String>) {
        self.put(Position::After(column.into()));
    }

    fn put(self, position: Position) {
        if let Operation::AddColumn(add) = self.operation {
            add.position = Some(position);
        }
    }
}

/// A check that was just added, to say which rows it goes for.
#[derive(Debug)]
pub struct AddedCheck<'a> {
    operation: &'a mut Operation,
}

impl<'a> AddedCheck<'a> {
    pub(super) const fn new(operation: &'a mut Operation) -> Self {
        Self { operation }
    }

    /// Lets the rows that exist be; they are checked by a later `validate_constraint`.
    pub fn not_valid(self) {
        self.set(Enforcement::NewRows);
    }

    /// Is written down and not seen to: MySQL, and PostgreSQL from version 18.
    pub fn not_enforced(self) {
        self.set(Enforcement::None);
    }

    fn set(self, enforcement: Enforcement) {
        if let Operation::AddCheck(add) = self.operation {
            add.check.enforcement = enforcement;
        }
    }
}
