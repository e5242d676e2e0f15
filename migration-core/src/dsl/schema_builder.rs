use super::added::{AddedCheck, AddedColumn};
use super::alter::ColumnChange;
use super::backfill::BackfillBuilder;
use super::column::FitsExistingRows;
use super::foreign_key::ForeignKeyBuilder;
use super::index::{IndexBuilder, UniqueBuilder};
use super::primary_key::PrimaryKeyBuilder;
use super::raw::{DataBuilder, SqlBuilder};
use super::table_builder::TableBuilder;
use super::text::IntoColumns;
use crate::operation::{
    AddCheck, AddColumn, AddForeignKey, AddPrimaryKey, AddUnique, Backfill, CreateIndex,
    CreateTable, Data, DataCode, DataReverse, DropCheck, DropColumn, DropForeignKey, DropIndex,
    DropPrimaryKey, DropTable, DropUnique, Operation, RenameColumn, RenameTable, Sql, SqlReverse,
};
use crate::schema::{Check, SqlText};

/// Records what a migration does, in order.
#[derive(Debug, Default)]
pub struct SchemaBuilder {
    operations: Vec<Operation>,
    derived: bool,
}

impl SchemaBuilder {
    /// A builder that has recorded nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What was recorded.
    #[must_use]
    pub fn into_operations(self) -> Vec<Operation> {
        self.operations
    }

    pub(crate) const fn derive_down(&mut self) {
        self.derived = true;
    }

    pub(crate) const fn is_derived(&self) -> bool {
        self.derived
    }

    /// Records an operation that is a value already.
    pub fn operation(&mut self, operation: Operation) {
        self.operations.push(operation);
    }

    /// Creates a table.
    pub fn create_table(
        &mut self,
        name: impl Into<String>,
        define: impl FnOnce(&mut TableBuilder),
    ) {
        let mut table = TableBuilder::new(name);
        define(&mut table);
        let rows = table.rows.take();
        let called = table.table.name.clone();
        self.operation(Operation::CreateTable(CreateTable {
            table: table.into_table().into(),
        }));
        if let Some((columns, query)) = rows {
            self.fill_table(called, columns, query);
        }
    }

    /// Drops a table with its rows.
    pub fn drop_table(&mut self, table: impl Into<String>) {
        self.operation(Operation::DropTable(DropTable {
            table: table.into(),
        }));
    }

    /// Gives a table another name.
    pub fn rename_table(&mut self, from: impl Into<String>, to: impl Into<String>) {
        self.operation(Operation::RenameTable(RenameTable {
            from: from.into(),
            to: to.into(),
        }));
    }

    /// Adds a column, with the key, index, checks and foreign key that it names; at the end,
    /// unless the place is said.
    pub fn add_column(
        &mut self,
        table: impl Into<String>,
        column: impl FitsExistingRows,
    ) -> AddedColumn<'_> {
        let table = table.into();
        let at = self.operations.len();
        let attached = column.into_parts().attach(&table);
        self.operation(Operation::AddColumn(AddColumn {
            table: table.clone(),
            column: attached.column,
            existing_rows: attached.existing_rows,
            position: None,
        }));
        for check in attached.checks {
            self.operation(Operation::AddCheck(AddCheck {
                table: table.clone(),
                check,
            }));
        }
        if let Some(unique) = attached.unique {
            self.operation(Operation::AddUnique(AddUnique {
                table: table.clone(),
                unique,
            }));
        }
        if let Some(index) = attached.index {
            self.operation(Operation::CreateIndex(CreateIndex {
                table: table.clone(),
                index,
                concurrently: false,
            }));
        }
        if let Some(foreign_key) = attached.foreign_key {
            self.operation(Operation::AddForeignKey(AddForeignKey {
                table,
                foreign_key,
            }));
        }
        AddedColumn::new(&mut self.operations[at])
    }

    /// Drops a column with its values, and the keys and indexes over it alone.
    pub fn drop_column(&mut self, table: impl Into<String>, column: impl Into<String>) {
        self.operation(Operation::DropColumn(DropColumn {
            table: table.into(),
            column: column.into(),
        }));
    }

    /// Gives a column another name.
    pub fn rename_column(
        &mut self,
        table: impl Into<String>,
        from: impl Into<String>,
        to: impl Into<String>,
    ) {
        self.operation(Operation::RenameColumn(RenameColumn {
            table: table.into(),
            from: from.into(),
            to: to.into(),
        }));
    }

    /// Changes a column's type, nullability or default.
    pub fn alter_column(
        &mut self,
        table: impl Into<String>,
        column: impl Into<String>,
        define: impl FnOnce(&mut ColumnChange),
    ) {
        let mut change = ColumnChange::new(table.into(), column.into());
        define(&mut change);
        self.operation(Operation::AlterColumn(change.alter));
    }

    /// Creates an index.
    pub fn add_index(&mut self, table: impl Into<String>, index: impl Into<IndexBuilder>) {
        let (table, index) = (table.into(), index.into());
        let concurrently = index.concurrently;
        let index = index.attach(&table);
        self.operation(Operation::CreateIndex(CreateIndex {
            table,
            index,
            concurrently,
        }));
    }

    /// Drops an index by name.
    pub fn drop_index(&mut self, table: impl Into<String>, index: impl Into<String>) {
        self.operation(Operation::DropIndex(DropIndex {
            table: table.into(),
            index: index.into(),
            concurrently: false,
        }));
    }

    /// Drops an index by name without blocking writes, where the server offers it.
    pub fn drop_index_concurrently(&mut self, table: impl Into<String>, index: impl Into<String>) {
        self.operation(Operation::DropIndex(DropIndex {
            table: table.into(),
            index: index.into(),
            concurrently: true,
        }));
    }

    /// Adds a foreign key.
    pub fn add_foreign_key(&mut self, table: impl Into<String>, key: ForeignKeyBuilder) {
        let table = table.into();
        let foreign_key = key.attach(&table);
        self.operation(Operation::AddForeignKey(AddForeignKey {
            table,
            foreign_key,
        }));
    }

    /// Drops a foreign key by name.
    pub fn drop_foreign_key(&mut self, table: impl Into<String>, foreign_key: impl Into<String>) {
        self.operation(Operation::DropForeignKey(DropForeignKey {
            table: table.into(),
            foreign_key: foreign_key.into(),
        }));
    }

    /// Adds a check.
    pub fn add_check(
        &mut self,
        table: impl Into<String>,
        name: impl Into<String>,
        expression: impl Into<SqlText>,
    ) -> AddedCheck<'_> {
        AddedCheck::new(self.push(Operation::AddCheck(AddCheck {
            table: table.into(),
            check: Check {
                name: name.into(),
                expression: expression.into(),
                ..Check::default()
            },
        })))
    }

    /// Drops a check by name.
    pub fn drop_check(&mut self, table: impl Into<String>, check: impl Into<String>) {
        self.operation(Operation::DropCheck(DropCheck {
            table: table.into(),
            check: check.into(),
        }));
    }

    /// Adds a unique constraint.
    pub fn add_unique(&mut self, table: impl Into<String>, unique: impl Into<UniqueBuilder>) {
        let table = table.into();
        let unique = unique.into().attach(&table);
        self.operation(Operation::AddUnique(AddUnique { table, unique }));
    }

    /// Drops a unique constraint by name.
    pub fn drop_unique(&mut self, table: impl Into<String>, unique: impl Into<String>) {
        self.operation(Operation::DropUnique(DropUnique {
            table: table.into(),
            unique: unique.into(),
        }));
    }

    /// Adds a primary key to a table that has none.
    pub fn add_primary_key(
        &mut self,
        table: impl Into<String>,
        primary_key: impl Into<PrimaryKeyBuilder>,
    ) {
        let table = table.into();
        let primary_key = primary_key.into().attach(&table);
        self.operation(Operation::AddPrimaryKey(AddPrimaryKey {
            table,
            primary_key,
        }));
    }

    /// Adds a primary key under a name of its own. MySQL and MariaDB call every one `PRIMARY`.
    pub fn add_named_primary_key(
        &mut self,
        table: impl Into<String>,
        name: impl Into<String>,
        columns: impl IntoColumns,
    ) {
        self.add_primary_key(table, PrimaryKeyBuilder::from(columns).name(name));
    }

    /// Drops a table's primary key.
    pub fn drop_primary_key(&mut self, table: impl Into<String>) {
        self.operation(Operation::DropPrimaryKey(DropPrimaryKey {
            table: table.into(),
        }));
    }

    /// Runs SQL as written. It cannot be reversed unless it says how.
    pub fn sql(&mut self, sql: impl Into<SqlText>) -> SqlBuilder<'_> {
        SqlBuilder::new(self.push(Operation::Sql(Sql {
            up: sql.into(),
            down: SqlReverse::None,
        })))
    }

    /// Sets columns of the rows that exist.
    pub fn backfill(&mut self, table: impl Into<String>) -> BackfillBuilder<'_> {
        BackfillBuilder::new(self.push(Operation::Backfill(Backfill {
            table: table.into(),
            set: Vec::new(),
            filter: None,
            reverse: None,
            batches: None,
        })))
    }

    /// Runs Rust code over rows. It cannot be reversed unless it says how.
    pub fn data(&mut self, code: DataCode) -> DataBuilder<'_> {
        DataBuilder::new(self.push(Operation::Data(Data {
            up: code,
            down: DataReverse::None,
        })))
    }

    pub(super) fn push(&mut self, operation: Operation) -> &mut Operation {
        let at = self.operations.len();
        self.operations.push(operation);
        &mut self.operations[at]
    }
}
