//! Work over a table in batches along a key, as text with a place for where a batch begins and
//! ends. It is put together in the same way on every dialect; what differs is in their own
//! `batches`.

use super::problem::Problem;
use super::{Statement, Step};
use crate::operation::{self, BatchCode};
use crate::schema::{Column, ColumnType, DialectName, SqlText, Table};

/// Work over the rows of a table in batches, each a range of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batches {
    /// The table's name.
    pub table: String,
    /// The key that is walked.
    pub key: Vec<KeyColumn>,
    /// How many rows a batch may have at most, where the migration says so.
    pub most: Option<u32>,
    /// What is done with a batch.
    pub work: BatchWork,
    /// A query for about how many rows the table has; NULL or less than 1 where the server does
    /// not know.
    pub estimate: String,
    pub(super) from: String,
    pub(super) filter: Option<String>,
    pub(super) syntax: Syntax,
}

/// What is done with a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchWork {
    /// An UPDATE, without its condition.
    Update(String),
    /// Rust code, over the key and these columns, each with its name in quotes.
    Code(BatchCode, Vec<(String, String)>),
}

/// One column of the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyColumn {
    /// Its name.
    pub name: String,
    /// How its values are written in SQL.
    pub kind: KeyKind,
    pub(super) sql: String,
}

/// How the values of a key's column are written in SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// As a bare number.
    Number,
    /// As a text, which the server takes for the column's type.
    Text,
    /// As bytes, which are read in hexadecimal digits.
    Bytes,
}

/// What differs between the dialects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Syntax {
    pub(super) dialect: DialectName,
    /// Whether an index serves a comparison of rows. MySQL and MariaDB read the whole table for it:
    /// <https://dev.mysql.com/doc/refman/8.4/en/row-constructor-optimization.html>
    pub(super) compares_rows: bool,
    /// What keeps others from changing the rows that a query reads.
    pub(super) locks: &'static str,
}

impl Batches {
    /// What a person is shown of it.
    #[must_use]
    pub fn shown(&self) -> &str {
        match &self.work {
            BatchWork::Update(head) => head,
            BatchWork::Code(code, _) => code.name,
        }
    }

    /// All of it as one statement; `None` where it is Rust code.
    #[must_use]
    pub fn whole(&self) -> Option<String> {
        let BatchWork::Update(head) = &self.work else {
            return None;
        };
        Some(match &self.filter {
            Some(filter) => format!("{head} WHERE {filter}"),
            None => head.clone(),
        })
    }

    /// All that makes it what it is, as one text: work that is half done goes on only where it is
    /// still the same.
    #[must_use]
    pub fn identity(&self) -> String {
        let work = match &self.work {
            BatchWork::Update(head) => head.clone(),
            BatchWork::Code(code, columns) => {
                let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
                format!("{}\0{}", code.tokens, names.join("\0"))
            }
        };
        let filter = self.filter.as_deref().unwrap_or_default();
        format!("{}\0{work}\0{filter}\0{}", self.from, self.names())
    }

    /// One line for offline texts, where it is Rust code.
    #[must_use]
    pub fn as_comment(&self) -> String {
        format!(
            "-- data code in Rust, in batches over {}: {}",
            self.table,
            self.shown()
        )
    }

    /// The query for the last key of the next batch and how many rows it has, of the rows behind
    /// `after` and up to `end`; it finds none where no row is left. All keys are SQL literals.
    #[must_use]
    pub fn next(&self, after: Option<&[String]>, end: &[String], rows: u32) -> String {
        let (read, names) = (self.read(), self.names());
        let behind = after.map_or(String::new(), |after| {
            format!("WHERE {} ", self.behind(after))
        });
        // The end stands outside: where a server has no statistics yet it takes a range with two ends for
        // a small one, and PostgreSQL sorts what it had better read in the order of the key.
        format!(
            "SELECT {read}, migrate_walked FROM (SELECT {names}, count(*) OVER () AS migrate_walked FROM \
             (SELECT {names} FROM {} {behind}ORDER BY {names} LIMIT {rows}) AS part WHERE {}) AS batch \
             ORDER BY {} LIMIT 1",
            self.from,
            self.up_to(end),
            self.backwards(),
        )
    }

    /// The query for the last key there is.
    #[must_use]
    pub fn last(&self) -> String {
        format!(
            "SELECT {} FROM {} ORDER BY {} LIMIT 1",
            self.read(),
            self.from,
            self.backwards()
        )
    }

    /// The UPDATE of one batch; `None` where it is Rust code.
    #[must_use]
    pub fn update(&self, after: Option<&[String]>, until: &[String]) -> Option<String> {
        let BatchWork::Update(head) = &self.work else {
            return None;
        };
        let range = self.range(after, until);
        Some(match &self.filter {
            Some(filter) => format!("{head} WHERE {range} AND ({filter}\n)"),
            None => format!("{head} WHERE {range}"),
        })
    }

    /// The query for the rows of one batch, which no one else changes until the transaction ends.
    #[must_use]
    pub fn rows(&self, after: Option<&[String]>, until: &[String]) -> String {
        let mut columns = self.read();
        if let BatchWork::Code(_, more) = &self.work {
            for (_, sql) in more {
                columns.push_str(", ");
                columns.push_str(sql);
            }
        }
        let filter = self.filter.as_ref();
        let filter = filter.map_or(String::new(), |filter| format!(" AND ({filter}\n)"));
        format!(
            "SELECT {columns} FROM {} WHERE {}{filter} ORDER BY {}{}",
            self.from,
            self.range(after, until),
            self.names(),
            self.syntax.locks
        )
    }

    /// The condition of the keys behind `after` and up to `until`.
    #[must_use]
    pub fn range(&self, after: Option<&[String]>, until: &[String]) -> String {
        match after {
            Some(after) => format!("{} AND {}", self.behind(after), self.up_to(until)),
            None => self.up_to(until),
        }
    }

    fn behind(&self, key: &[String]) -> String {
        self.compared(key, ">", ">")
    }

    fn up_to(&self, key: &[String]) -> String {
        self.compared(key, "<", "<=")
    }

    /// The key compared with another: `strict` for all columns but the last.
    fn compared(&self, key: &[String], strict: &str, last: &str) -> String {
        if self.syntax.compares_rows && key.len() > 1 {
            return format!("({}) {last} ({})", self.names(), key.join(", "));
        }
        let mut pairs = self.key.iter().zip(key).rev();
        let mut out = pairs.next().map_or(String::new(), |(column, value)| {
            format!("{} {last} {value}", column.sql)
        });
        // The first part is what an index is searched by.
        for (column, value) in pairs {
            let column = &column.sql;
            out = format!("({column} {strict}= {value} AND ({column} {strict} {value} OR {out}))");
        }
        out
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.key.iter().map(|column| column.sql.as_str()).collect();
        names.join(", ")
    }

    fn backwards(&self) -> String {
        let names: Vec<String> = self.key.iter().map(|c| format!("{} DESC", c.sql)).collect();
        names.join(", ")
    }

    fn read(&self) -> String {
        let each: Vec<String> = self.key.iter().map(|c| c.read()).collect();
        each.join(", ")
    }
}

impl KeyColumn {
    fn read(&self) -> String {
        match self.kind {
            KeyKind::Bytes => format!("hex({})", self.sql),
            KeyKind::Number | KeyKind::Text => self.sql.clone(),
        }
    }
}

/// The key that `batches` walk, each column with its name in quotes. `what` names what is done.
pub(super) fn key(
    batches: &operation::Batches,
    table: &Table,
    what: &str,
    dialect: DialectName,
    quoted: impl Fn(&str) -> String,
) -> Result<Vec<KeyColumn>, Problem> {
    let columns = batches
        .key(table, what)
        .map_err(|error| Problem::new(error.to_string(), error.help()))?;
    let column = |column: &&Column| {
        Ok(KeyColumn {
            name: column.name.clone(),
            kind: kind(column, dialect)?,
            sql: quoted(&column.name),
        })
    };
    columns.iter().map(column).collect()
}

fn kind(column: &Column, dialect: DialectName) -> Result<KeyKind, Problem> {
    let postgres = dialect == DialectName::Postgres;
    Ok(match &column.ty {
        ColumnType::SmallInt
        | ColumnType::Int
        | ColumnType::BigInt
        | ColumnType::UnsignedSmallInt
        | ColumnType::UnsignedInt
        | ColumnType::UnsignedBigInt => KeyKind::Number,
        // As a text, MySQL would compare it as a floating-point number; SQLite keeps it as text.
        ColumnType::Decimal { .. } if dialect == DialectName::Mysql => KeyKind::Number,
        // PostgreSQL writes bytes as a text that it reads again.
        ColumnType::Binary if !postgres => KeyKind::Bytes,
        ColumnType::Custom(sql) => custom(column, sql, dialect)?,
        _ => KeyKind::Text,
    })
}

/// A type that is named in SQL tells by its name how its values are written.
fn custom(column: &Column, sql: &SqlText, dialect: DialectName) -> Result<KeyKind, Problem> {
    let name = sql
        .get(dialect)
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    if is(&[
        "enum", "set(", "set (", "float", "double", "real", "bit", "json",
    ]) {
        return Err(Problem::new(
            format!(
                "it walks column {:?}, which is {name}: where a batch ended cannot be kept of that",
                column.name
            ),
            "name a key of whole numbers, decimals, texts, UUIDs, dates or bytes",
        ));
    }
    if dialect != DialectName::Postgres && is(&["binary", "varbinary", "blob", "tinyblob"]) {
        return Ok(KeyKind::Bytes);
    }
    let numbers = [
        "int",
        "integer",
        "bigint",
        "smallint",
        "tinyint",
        "mediumint",
    ];
    let is_number = is(&numbers) && dialect != DialectName::Postgres;
    Ok(
        if is_number || (dialect == DialectName::Mysql && is(&["decimal", "numeric"])) {
            KeyKind::Number
        } else {
            KeyKind::Text
        },
    )
}

/// The query for the rows that do not meet a condition: how many they are, and the keys of some;
/// it finds nothing where every row meets it.
pub(super) struct Unmet<'a> {
    /// The table in quotes.
    pub(super) from: &'a str,
    pub(super) condition: &'a str,
    /// Texts put together: `a || b`, `CONCAT(a, b)`.
    pub(super) joined: fn(&[String]) -> String,
    /// The rows' texts put together, of a column `migrate_found`.
    pub(super) listed: &'a str,
    /// The columns of the primary key: the name as a text literal, and in quotes.
    pub(super) key: Vec<(String, String)>,
}

impl Unmet<'_> {
    pub(super) fn query(&self) -> String {
        let Self {
            from, condition, ..
        } = self;
        let unmet = format!("({condition}\n) IS NOT TRUE");
        let mut parts = vec![
            "'rows that do not: '".to_owned(),
            "migrate_unmet".to_owned(),
        ];
        if !self.key.is_empty() {
            let mut key = Vec::new();
            for (i, (text, name)) in self.key.iter().enumerate() {
                if i > 0 {
                    key.push("', '".to_owned());
                }
                key.extend([text.clone(), "' '".to_owned(), name.clone()]);
            }
            let names: Vec<&str> = self.key.iter().map(|(_, name)| name.as_str()).collect();
            parts.push("', such as '".to_owned());
            parts.push(format!(
                "(SELECT {} FROM (SELECT {} AS migrate_found FROM {from} WHERE {unmet} ORDER BY {} LIMIT {SAMPLES}) AS some_rows)",
                self.listed,
                (self.joined)(&key),
                names.join(", "),
            ));
        }
        format!(
            "SELECT {} FROM (SELECT count(*) AS migrate_unmet FROM {from} WHERE {unmet}) AS all_rows WHERE migrate_unmet > 0",
            (self.joined)(&parts)
        )
    }
}

/// The keys of so many rows are told.
const SAMPLES: u32 = 5;

/// The step that stops where a row does not meet a condition.
pub(super) fn ensure(table: &str, condition: &str, query: String) -> Step {
    Step::new(
        "",
        vec![Statement::Verify {
            query,
            problem: format!("not every row of table {table:?} meets {condition:?}"),
            help: "correct these rows, or have a backfill before this step correct them".to_owned(),
        }],
    )
}
