use std::fmt;

use crate::schema::DialectName;

/// The server product: MariaDB and MySQL share a dialect and differ in what they can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// SQLite, linked into the process.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MySQL.
    Mysql,
    /// MariaDB.
    Mariadb,
}

/// What the server at hand can do: every difference between servers and versions is a fact here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// The product.
    pub server: Server,
    /// Its version: major, minor, patch.
    pub version: (u32, u32, u32),
}

impl Capabilities {
    /// The facts about a server of this version.
    #[must_use]
    pub const fn new(server: Server, version: (u32, u32, u32)) -> Self {
        Self { server, version }
    }

    /// What every supported server of the dialect can do: for SQL that is made without a server at hand.
    #[must_use]
    pub const fn common(dialect: DialectName) -> Self {
        match dialect {
            DialectName::Sqlite => Self::new(Server::Sqlite, (3, 35, 0)),
            DialectName::Postgres => Self::new(Server::Postgres, (13, 0, 0)),
            // What every MySQL takes, MariaDB takes too; not the other way round.
            DialectName::Mysql => Self::new(Server::Mysql, (0, 0, 0)),
        }
    }

    /// The dialect it speaks.
    #[must_use]
    pub const fn dialect(&self) -> DialectName {
        match self.server {
            Server::Sqlite => DialectName::Sqlite,
            Server::Postgres => DialectName::Postgres,
            Server::Mysql | Server::Mariadb => DialectName::Mysql,
        }
    }

    /// Whether DDL can be rolled back. MySQL and MariaDB commit with every DDL statement:
    /// <https://mariadb.com/kb/en/sql-statements-that-cause-an-implicit-commit/>
    #[must_use]
    pub const fn transactional_ddl(&self) -> bool {
        matches!(self.server, Server::Sqlite | Server::Postgres)
    }

    /// Whether an enumeration is a type of its own.
    #[must_use]
    pub const fn has_enumeration_types(&self) -> bool {
        matches!(self.server, Server::Postgres)
    }

    /// Whether an index can take two NULLs for the same key:
    /// <https://www.postgresql.org/docs/15/release-15.html>
    #[must_use]
    pub fn nulls_not_distinct(&self) -> bool {
        self.is_postgres_from(15)
    }

    /// Whether a partition can be detached while others read:
    /// <https://www.postgresql.org/docs/14/release-14.html>
    #[must_use]
    pub fn detaches_concurrently(&self) -> bool {
        self.is_postgres_from(14)
    }

    /// Whether a column that numbers rows can join a table with partitions:
    /// <https://www.postgresql.org/docs/17/release-17.html>
    #[must_use]
    pub fn numbers_partitioned_rows(&self) -> bool {
        self.is_postgres_from(17)
    }

    /// Whether a foreign key can set some of its columns to NULL and leave the others:
    /// <https://www.postgresql.org/docs/15/release-15.html>
    #[must_use]
    pub fn sets_some_columns(&self) -> bool {
        self.is_postgres_from(15)
    }

    /// Whether PostgreSQL can change what a column is computed from:
    /// <https://www.postgresql.org/docs/17/release-17.html>
    #[must_use]
    pub fn changes_generated_expressions(&self) -> bool {
        self.is_postgres_from(17)
    }

    /// Whether PostgreSQL can compute a column when it is read, and keep a constraint that it
    /// does not enforce: <https://www.postgresql.org/docs/18/release-18.html>
    #[must_use]
    pub fn virtual_columns_and_unenforced_constraints(&self) -> bool {
        self.is_postgres_from(18)
    }

    fn is_postgres_from(&self, major: u32) -> bool {
        matches!(self.server, Server::Postgres) && self.version >= (major, 0, 0)
    }

    /// Whether an index may be over an expression. MariaDB has none of these:
    /// <https://dev.mysql.com/doc/refman/8.4/en/create-index.html#create-index-functional-key-parts>
    #[must_use]
    pub fn indexes_expressions(&self) -> bool {
        match self.server {
            Server::Sqlite | Server::Postgres => true,
            Server::Mysql => self.version >= (8, 0, 13),
            Server::Mariadb => false,
        }
    }

    /// Whether a renamed column is renamed in the checks and index expressions that name it.
    /// MySQL refuses to rename it:
    /// <https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html>
    #[must_use]
    pub const fn renames_in_expressions(&self) -> bool {
        !matches!(self.server, Server::Mysql)
    }

    /// Whether the server may have a check of its own for what a JSON column holds, as MariaDB does:
    /// <https://mariadb.com/kb/en/json/>
    #[must_use]
    pub const fn may_check_json(&self) -> bool {
        match self.server {
            Server::Mariadb => true,
            Server::Mysql => self.version.0 == 0,
            Server::Sqlite | Server::Postgres => false,
        }
    }

    /// Whether `ADD COLUMN` takes a default whose value differs from row to row. MySQL refuses one
    /// as unsafe for replication:
    /// <https://dev.mysql.com/doc/refman/8.4/en/replication-features-functions.html>
    #[must_use]
    pub const fn adds_columns_with_random_defaults(&self) -> bool {
        !matches!(self.server, Server::Mysql)
    }

    /// Whether a table can check the types of its values: <https://www.sqlite.org/stricttables.html>
    #[must_use]
    pub fn strict_tables(&self) -> bool {
        self.server == Server::Sqlite && self.version >= (3, 37, 0)
    }

    /// Whether ALTER TABLE changes NOT NULL and adds and drops checks, and drops foreign keys.
    /// SQLite does so from version 3.53 on; before, it makes the table anew.
    /// <https://www.sqlite.org/lang_altertable.html>
    #[must_use]
    pub fn alters_constraints(&self) -> bool {
        self.server != Server::Sqlite || self.version >= (3, 53, 0)
    }

    /// Whether a computed column may be NOT NULL. MariaDB's grammar has no place for that:
    /// <https://mariadb.com/kb/en/generated-columns/>
    #[must_use]
    pub const fn has_not_null_generated_columns(&self) -> bool {
        !matches!(self.server, Server::Mariadb) && self.version.0 > 0
    }

    /// Whether a check may be there without being enforced. Of MySQL's dialect MySQL alone has that:
    /// <https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html>
    #[must_use]
    pub const fn has_unenforced_checks(&self) -> bool {
        matches!(self.server, Server::Mysql) && self.version.0 >= 8
    }

    /// What an index that queries do not use is called:
    /// <https://dev.mysql.com/doc/refman/8.4/en/invisible-indexes.html>,
    /// <https://mariadb.com/kb/en/ignored-indexes/>
    #[must_use]
    pub fn invisible_index(&self) -> Option<&'static str> {
        match self.server {
            Server::Mysql if self.version >= (8, 0, 0) => Some("INVISIBLE"),
            Server::Mariadb if self.version >= (10, 6, 0) => Some("IGNORED"),
            _ => None,
        }
    }

    /// Whether a column that a foreign key refers to may begin or cease to number rows:
    /// <https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>
    #[must_use]
    pub const fn renumbers_referenced_columns(&self) -> bool {
        !matches!(self.server, Server::Mysql)
    }

    /// Whether a foreign key that says nothing shows as RESTRICT, which it does; so one that says
    /// RESTRICT says nothing: <https://mariadb.com/kb/en/foreign-keys/>
    #[must_use]
    pub const fn restricts_where_nothing_is_said(&self) -> bool {
        matches!(self.server, Server::Mariadb)
    }

    /// Whether there are sequences beside the numbering of columns.
    #[must_use]
    pub const fn has_sequences(&self) -> bool {
        matches!(self.server, Server::Postgres | Server::Mariadb)
    }

    /// Whether an empty comment of a routine takes the one away that it has: MySQL lets it be.
    #[must_use]
    pub const fn takes_routine_comments_away(&self) -> bool {
        matches!(self.server, Server::Mariadb)
    }

    /// Whether other engines than InnoDB take the words for an index that sorts downwards. MySQL's refuse:
    /// <https://dev.mysql.com/doc/refman/8.4/en/descending-indexes.html>
    #[must_use]
    pub const fn every_engine_sorts_downwards(&self) -> bool {
        matches!(self.server, Server::Mariadb)
    }

    /// Whether a foreign key may refer to its own columns, which every row does then. MySQL takes them for
    /// no key.
    #[must_use]
    pub const fn refers_to_the_same_columns(&self) -> bool {
        !matches!(self.server, Server::Mysql)
    }

    /// Whether `ALTER COLUMN … SET DEFAULT` goes for texts without a length and for JSON. MySQL has that
    /// in a column's definition alone: <https://dev.mysql.com/doc/refman/8.4/en/data-type-defaults.html>
    #[must_use]
    pub const fn sets_defaults_of_large_values(&self) -> bool {
        !matches!(self.server, Server::Mysql)
    }

    /// Whether `DROP INDEX` takes `IF EXISTS`.
    #[must_use]
    pub const fn drops_index_if_exists(&self) -> bool {
        !matches!(self.server, Server::Mysql)
    }
}

impl fmt::Display for Capabilities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.server {
            Server::Sqlite => "SQLite",
            Server::Postgres => "PostgreSQL",
            Server::Mysql => "MySQL",
            Server::Mariadb => "MariaDB",
        };
        let (major, minor, patch) = self.version;
        if major == 0 {
            return f.write_str("every MySQL and MariaDB");
        }
        write!(f, "{name} {major}.{minor}.{patch}")
    }
}
