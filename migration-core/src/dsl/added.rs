//! What was just recorded, to say more about it.

use crate::operation::{Operation, Position};
use crate::schema::{Check, Enforcement};

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

/// A check that was just added, to say more about it.
#[derive(Debug)]
pub struct AddedCheck<'a> {
    operation: &'a mut Operation,
}

impl<'a> AddedCheck<'a> {
    pub(super) const fn new(operation: &'a mut Operation) -> Self {
        Self { operation }
    }

    /// Lets the rows that exist be; they are checked by a later `validate_constraint`.
    pub fn not_valid(self) -> Self {
        self.with(|check| check.enforcement = Enforcement::NewRows)
    }

    /// Is written down and not seen to: MySQL, and PostgreSQL from version 18.
    pub fn not_enforced(self) -> Self {
        self.with(|check| check.enforcement = Enforcement::None)
    }

    /// What it is for. PostgreSQL alone keeps it.
    pub fn comment(self, comment: impl Into<String>) -> Self {
        self.with(|check| check.comment = Some(comment.into()))
    }

    fn with(self, change: impl FnOnce(&mut Check)) -> Self {
        if let Operation::AddCheck(add) = &mut *self.operation {
            change(&mut add.check);
        }
        self
    }
}
