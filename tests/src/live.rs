//! Running rendered SQL on a real server with plain sqlx: what the dialects' tests judge by.
//!
//! It follows a step's flags in the simplest way there is, and knows neither ledger nor lock.

use std::collections::BTreeSet;

use migration_core::dialect::{
    Capabilities, Outcome, Probe, Rebuild, Server, Statement, Step, render_next,
};
use migration_core::operation::Operation;
use migration_core::schema::{DialectName, Schema};
use sqlx::{
    AssertSqlSafe, Connection as _, MySqlConnection, PgConnection, Row as _, SqliteConnection,
};

use crate::server::TestDatabase;

/// A row, every value as text or NULL.
pub type TextRow = Vec<Option<String>>;

/// A connection to a test database.
#[derive(Debug)]
pub enum Live {
    /// To SQLite.
    Sqlite(SqliteConnection),
    /// To PostgreSQL.
    Postgres(PgConnection),
    /// To MySQL or MariaDB.
    Mysql(MySqlConnection),
}

macro_rules! each {
    ($live:expr, $connection:ident => $body:expr) => {
        match $live {
            Live::Sqlite($connection) => $body,
            Live::Postgres($connection) => $body,
            Live::Mysql($connection) => $body,
        }
    };
}

impl Live {
    /// A connection to the database.
    ///
    /// # Panics
    /// If there is none.
    pub async fn connect(database: &TestDatabase) -> Self {
        let url = database.url.as_str();
        match database.dialect {
            DialectName::Sqlite => Self::Sqlite(SqliteConnection::connect(url).await.expect(url)),
            DialectName::Postgres => Self::Postgres(PgConnection::connect(url).await.expect(url)),
            DialectName::Mysql => Self::Mysql(MySqlConnection::connect(url).await.expect(url)),
        }
    }

    /// A connection to a SQLite database of its own, in memory.
    ///
    /// # Panics
    /// If SQLite cannot make one.
    pub async fn sqlite_in_memory() -> Self {
        let connection = SqliteConnection::connect("sqlite::memory:").await;
        Self::Sqlite(connection.expect("a database in memory"))
    }

    /// The dialect at the other end.
    #[must_use]
    pub const fn dialect(&self) -> DialectName {
        match self {
            Self::Sqlite(_) => DialectName::Sqlite,
            Self::Postgres(_) => DialectName::Postgres,
            Self::Mysql(_) => DialectName::Mysql,
        }
    }

    /// Runs SQL and gives its rows.
    ///
    /// # Errors
    /// The server's, with the SQL.
    pub async fn sql(&mut self, sql: &str) -> Result<Vec<TextRow>, String> {
        let text = AssertSqlSafe(sql.to_owned());
        each!(self, connection => {
            let rows = sqlx::raw_sql(text).fetch_all(connection).await;
            let rows = rows.map_err(|error| format!("{error}\n  in: {sql}"))?;
            Ok(rows
                .iter()
                .map(|row| (0..row.columns().len()).map(|i| row.get_unchecked(i)).collect())
                .collect())
        })
    }

    /// Runs SQL that has to work, and gives its rows.
    ///
    /// # Panics
    /// With the server's error.
    pub async fn ok(&mut self, sql: &str) -> Vec<TextRow> {
        let dialect = self.dialect();
        self.sql(sql)
            .await
            .unwrap_or_else(|error| panic!("{dialect}: {error}"))
    }

    /// The first value of the first row.
    ///
    /// # Panics
    /// If there is no row.
    pub async fn value(&mut self, sql: &str) -> Option<String> {
        let rows = self.ok(sql).await;
        rows.first().unwrap_or_else(|| panic!("no row: {sql}"))[0].clone()
    }

    /// Renders the operations, runs them and folds them into the schema. Nothing is left of
    /// them, on a server with transactional DDL, if one fails.
    ///
    /// # Errors
    /// What is refused, what the server answers, or what a verification finds.
    pub async fn apply(
        &mut self,
        operations: &[Operation],
        schema: &mut Schema,
    ) -> Result<(), String> {
        let server = self.capabilities().await;
        self.apply_on(operations, schema, &server).await
    }

    /// As [`Live::apply`], on a server that is known.
    ///
    /// # Errors
    /// As [`Live::apply`].
    pub async fn apply_on(
        &mut self,
        operations: &[Operation],
        schema: &mut Schema,
        server: &Capabilities,
    ) -> Result<(), String> {
        let mut after = schema.clone();
        let mut steps = Vec::new();
        let mut rest = operations;
        while !rest.is_empty() {
            let rendered = render_next(rest, &after, server);
            let (next, used) = rendered.map_err(|refusal| format!("refused: {refusal}"))?;
            steps.extend(next);
            for operation in &rest[..used] {
                operation.apply(&mut after).map_err(|e| e.to_string())?;
            }
            rest = &rest[used..];
        }
        self.steps(&steps).await?;
        *schema = after;
        Ok(())
    }

    /// What the server is.
    ///
    /// # Panics
    /// If it does not say.
    pub async fn capabilities(&mut self) -> Capabilities {
        let sql = match self.dialect() {
            DialectName::Sqlite => "SELECT sqlite_version()",
            DialectName::Postgres => "SHOW server_version",
            DialectName::Mysql => "SELECT version()",
        };
        let text = self.value(sql).await.expect("a version");
        let head = text.split(|c: char| !(c.is_ascii_digit() || c == '.'));
        let mut numbers = head
            .take(1)
            .flat_map(|head| head.split('.'))
            .map(|number| number.parse().unwrap_or(0));
        let mut next = || numbers.next().unwrap_or(0);
        let server = match self.dialect() {
            DialectName::Sqlite => Server::Sqlite,
            DialectName::Postgres => Server::Postgres,
            DialectName::Mysql if text.contains("MariaDB") => Server::Mariadb,
            DialectName::Mysql => Server::Mysql,
        };
        Capabilities::new(server, (next(), next(), next()))
    }

    /// What the database's own catalogue says of all tables, in pieces that do not depend on
    /// the order of columns.
    ///
    /// # Panics
    /// If the catalogue cannot be read.
    pub async fn catalogue(&mut self) -> BTreeSet<String> {
        match self.dialect() {
            DialectName::Sqlite => {
                let rows = self.ok(SQLITE_CATALOGUE).await;
                // SQLite keeps the text of each statement, pastes new columns into it, and puts
                // a name that it changes in quotes.
                let texts = rows.into_iter().filter_map(|row| row[0].clone());
                let texts = texts.map(|text| text.replace('"', ""));
                texts
                    .flat_map(|text| {
                        let (head, rest) = text.split_once('(').unwrap_or((&text, ""));
                        let head = head.trim().to_owned();
                        let rest = rest.trim_end_matches(|c: char| c == ')' || c.is_whitespace());
                        rest.split(',')
                            .map(|piece| format!("{head} {}", piece.trim().trim_end_matches(')')))
                            .collect::<Vec<_>>()
                    })
                    .collect()
            }
            DialectName::Postgres => {
                let rows = self.ok(POSTGRES_CATALOGUE).await;
                rows.into_iter().filter_map(|row| row[0].clone()).collect()
            }
            DialectName::Mysql => {
                let mut all = BTreeSet::new();
                for table in self.ok("SHOW TABLES").await {
                    let table = table[0].clone().expect("a name").replace('`', "``");
                    let rows = self.ok(&format!("SHOW CREATE TABLE `{table}`")).await;
                    let text = rows[0][1].clone().expect("a text");
                    let lines = text.lines().filter(|line| !line.starts_with(')'));
                    all.extend(
                        lines.map(|line| format!("{table}: {}", line.trim().trim_end_matches(','))),
                    );
                }
                all
            }
        }
    }

    async fn steps(&mut self, steps: &[Step]) -> Result<(), String> {
        let without_foreign_keys = steps.iter().any(|step| step.without_foreign_keys);
        if without_foreign_keys {
            self.ok("PRAGMA foreign_keys = OFF").await;
        }
        let result = self.in_transactions(steps).await;
        if without_foreign_keys {
            self.ok("PRAGMA foreign_keys = ON").await;
        }
        result
    }

    async fn in_transactions(&mut self, steps: &[Step]) -> Result<(), String> {
        let transactional = self.dialect() != DialectName::Mysql;
        let mut open = false;
        for step in steps {
            if transactional && open != step.transactional {
                if open {
                    self.commit().await?;
                } else {
                    self.ok("BEGIN").await;
                }
                open = step.transactional;
            }
            for statement in &step.statements {
                let result = self.statement(statement).await;
                if result.is_err() && open {
                    self.ok("ROLLBACK").await;
                }
                result?;
            }
        }
        match open {
            true => self.commit().await,
            false => Ok(()),
        }
    }

    /// What waits for the end of the transaction may fail there.
    async fn commit(&mut self) -> Result<(), String> {
        let result = self.sql("COMMIT").await;
        if result.is_err() {
            // PostgreSQL has done so already, and says a warning.
            self.ok("ROLLBACK").await;
        }
        result.map(drop)
    }

    async fn statement(&mut self, statement: &Statement) -> Result<(), String> {
        match statement {
            Statement::Run(sql) => self.sql(sql).await.map(drop),
            Statement::Verify { query, problem, .. } => {
                let rows = self.sql(query).await?;
                match rows.first() {
                    None => Ok(()),
                    Some(row) => {
                        let found = row[0].as_deref().unwrap_or("NULL");
                        Err(format!("{problem}: {found}"))
                    }
                }
            }
            Statement::Data(_) => Ok(()),
            Statement::Batches(batches) => match batches.whole() {
                Some(sql) => self.sql(&sql).await.map(drop),
                None => Ok(()),
            },
            Statement::Rebuild(rebuild) => Box::pin(self.rebuild(rebuild)).await,
        }
    }

    async fn rebuild(&mut self, rebuild: &Rebuild) -> Result<(), String> {
        let [objects, children, columns] = rebuild.queries();
        let answers = [
            self.sql(&objects).await?,
            self.sql(&children).await?,
            self.sql(&columns).await?,
        ];
        let prepared = rebuild
            .prepare(answers)
            .map_err(|refusal| refusal.problem)?;
        let before = self.ask(&prepared.probes).await;
        for statement in &prepared.statements {
            self.statement(statement).await?;
        }
        let after = self.ask(&prepared.probes).await;
        for ((probe, before), after) in prepared.probes.iter().zip(&before).zip(&after) {
            if let Some(refusal) = probe.judge(before, after) {
                return Err(refusal.problem);
            }
        }
        Ok(())
    }

    async fn ask(&mut self, probes: &[Probe]) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for probe in probes {
            let rows = self.sql(&probe.query).await;
            outcomes.push(rows.map(|rows| probe.answer(rows)));
        }
        outcomes
    }
}

const SQLITE_CATALOGUE: &str = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!' \
     AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')";

/// The schema that the connection is in, and those that the cases create.
const POSTGRES_CATALOGUE: &str = "
    WITH spaces AS (SELECT oid FROM pg_namespace
        WHERE nspname = current_schema() OR nspname IN ('audit', 'log'))
    SELECT concat_ws(' ', 'column', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod),
                     a.attnotnull, a.attidentity, pg_get_expr(d.adbin, d.adrelid))
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relnamespace IN (SELECT oid FROM spaces) AND c.relkind IN ('r', 'p')
      AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace IN (SELECT oid FROM spaces)
    UNION ALL
    SELECT concat_ws(' ', 'partition', c.oid::regclass, pg_get_partkeydef(c.oid),
                     i.inhparent::regclass, pg_get_expr(c.relpartbound, c.oid))
    FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
    WHERE c.relnamespace IN (SELECT oid FROM spaces)
      AND (c.relkind IN ('p', 'I') OR c.relispartition)
    UNION ALL
    SELECT 'index ' || indexdef FROM pg_indexes
    WHERE schemaname = current_schema() OR schemaname IN ('audit', 'log')
    UNION ALL
    SELECT concat_ws(' ', 'enum', t.oid::regtype, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder))
    FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
    WHERE t.typnamespace IN (SELECT oid FROM spaces) GROUP BY t.oid";
