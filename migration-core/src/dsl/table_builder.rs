use super::check::{CheckBuilder, check};
use super::column::{ColumnParts, FitsNewTable};
use super::column_functions::{big_int, int, timestamp_tz, uuid};
use super::default_for::{now, random_uuid};
use super::foreign_key::ForeignKeyBuilder;
use super::index::{IndexBuilder, UniqueBuilder};
use super::primary_key::PrimaryKeyBuilder;
use super::text::IntoColumns;
use crate::schema::{SqlText, Table};

/// A new table under construction.
#[derive(Debug)]
pub struct TableBuilder {
    pub(super) table: Table,
    /// The columns of the rows that it begins with, and the query that gives them.
    pub(super) rows: Option<(Vec<String>, SqlText)>,
}

impl TableBuilder {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self {
            table: Table::new(name),
            rows: None,
        }
    }

    pub(super) fn into_table(mut self) -> Table {
        self.table.shrink();
        self.table
    }

    /// A column `id` of 64-bit integers that the server numbers: the primary key.
    pub fn id(&mut self) -> &mut Self {
        self.identity(FitsNewTable::into_parts(big_int("id")))
    }

    /// A column `id` of 32-bit integers that the server numbers: the primary key.
    pub fn int_id(&mut self) -> &mut Self {
        self.identity(FitsNewTable::into_parts(int("id")))
    }

    /// A column `id` of UUIDs, random where an INSERT gives none: the primary key.
    pub fn uuid_id(&mut self) -> &mut Self {
        self.column(uuid("id").default(random_uuid()));
        self.primary_key("id")
    }

    /// A column.
    pub fn column(&mut self, column: impl FitsNewTable) -> &mut Self {
        self.attach(column.into_parts());
        self
    }

    /// The primary key, of one column or several.
    pub fn primary_key(&mut self, primary_key: impl Into<PrimaryKeyBuilder>) -> &mut Self {
        let primary_key = primary_key.into().attach(&self.table.name);
        self.table.primary_key = Some(primary_key);
        self
    }

    /// The primary key under a name of its own. MySQL and MariaDB call every one `PRIMARY`.
    pub fn named_primary_key(
        &mut self,
        name: impl Into<String>,
        columns: impl IntoColumns,
    ) -> &mut Self {
        self.primary_key(PrimaryKeyBuilder::from(columns).name(name))
    }

    /// A unique constraint.
    pub fn unique(&mut self, unique: impl Into<UniqueBuilder>) -> &mut Self {
        let unique = unique.into().attach(&self.table.name);
        self.table.uniques.push(unique);
        self
    }

    /// A condition that every row meets.
    pub fn check(&mut self, name: impl Into<String>, expression: impl Into<SqlText>) -> &mut Self {
        self.check_with(check(name, expression))
    }

    /// A condition that says more than its text.
    pub fn check_with(&mut self, check: CheckBuilder) -> &mut Self {
        self.table.checks.push(check.into_check());
        self
    }

    /// An index.
    pub fn index(&mut self, index: impl Into<IndexBuilder>) -> &mut Self {
        let index = index.into().attach(&self.table.name);
        self.table.indexes.push(index);
        self
    }

    /// A foreign key, of one column or several.
    pub fn foreign_key(&mut self, key: ForeignKeyBuilder) -> &mut Self {
        let key = key.attach(&self.table.name);
        self.table.foreign_keys.push(key);
        self
    }

    /// The columns `created_at` and `updated_at`: the moment of the INSERT where it gives none.
    pub fn timestamps(&mut self) -> &mut Self {
        self.column(timestamp_tz("created_at").default(now()));
        self.column(timestamp_tz("updated_at").default(now()))
    }

    /// The column `deleted_at`: NULL while the row counts as there.
    pub fn soft_delete(&mut self) -> &mut Self {
        self.column(timestamp_tz("deleted_at").nullable())
    }

    fn identity(&mut self, parts: Box<ColumnParts>) -> &mut Self {
        self.attach(parts);
        if let Some(column) = self.table.columns.last_mut() {
            column.identity = Some(Box::default());
        }
        self.primary_key("id")
    }

    fn attach(&mut self, parts: Box<ColumnParts>) {
        let attached = parts.attach(&self.table.name);
        self.table.columns.push(attached.column);
        self.table.uniques.extend(attached.unique);
        self.table.indexes.extend(attached.index);
        self.table.checks.extend(attached.checks);
        self.table.foreign_keys.extend(attached.foreign_key);
    }
}
