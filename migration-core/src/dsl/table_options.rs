//! What a new table can say beside its columns, keys and indexes.

use super::exclusion::ExclusionBuilder;
use super::table_builder::TableBuilder;
use crate::schema::RowSecurity;

impl TableBuilder {
    /// What the table is for. SQLite keeps no comments, so there they stand in the migrations
    /// alone.
    pub fn comment(&mut self, comment: impl Into<String>) -> &mut Self {
        self.table.comment = Some(comment.into());
        self
    }

    /// SQLite checks the types of values: `STRICT`, from version 3.37.
    pub fn strict(&mut self) -> &mut Self {
        self.table.options.strict = true;
        self
    }

    /// SQLite keeps the rows in the primary key's own tree: `WITHOUT ROWID`.
    pub fn without_rowid(&mut self) -> &mut Self {
        self.table.options.without_rowid = true;
        self
    }

    /// PostgreSQL writes no log of the table: fast, and empty after a crash.
    pub fn unlogged(&mut self) -> &mut Self {
        self.table.options.unlogged = true;
        self
    }

    /// PostgreSQL's policies decide which rows a role sees.
    pub fn row_security(&mut self, security: RowSecurity) -> &mut Self {
        self.table.options.row_security = security;
        self
    }

    /// MySQL's and MariaDB's storage engine; InnoDB where it is not said.
    pub fn engine(&mut self, engine: impl Into<String>) -> &mut Self {
        self.table.options.engine = Some(engine.into());
        self
    }

    /// MySQL's and MariaDB's character set; utf8mb4 where it is not said.
    pub fn charset(&mut self, charset: impl Into<String>) -> &mut Self {
        self.table.options.charset = Some(charset.into());
        self
    }

    /// MySQL's and MariaDB's collation of columns that name none.
    pub fn collation(&mut self, collation: impl Into<String>) -> &mut Self {
        self.table.options.collation = Some(collation.into());
        self
    }

    /// An exclusion constraint.
    pub fn exclusion(&mut self, exclusion: ExclusionBuilder) -> &mut Self {
        self.table.exclusions.push(exclusion.into_exclusion());
        self
    }
}
