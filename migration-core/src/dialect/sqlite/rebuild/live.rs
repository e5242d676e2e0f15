//! What the database says of a table and of what depends on it.

use super::same::is;
use super::temporary;
use crate::dialect::Refusal;
use crate::dialect::sqlite::definition::{self, TableDefinition};
use crate::dialect::sqlite::literal::string_of;

/// A table as it is in the database.
#[derive(Debug)]
pub(super) struct Live {
    pub(super) definition: TableDefinition,
    /// Its indexes that have a text, by name.
    pub(super) indexes: Vec<(String, String)>,
    /// Its triggers, which go with it and have to be created again.
    pub(super) triggers: Vec<Trigger>,
    /// All views, each with the database it is in.
    pub(super) views: Vec<(String, String)>,
    /// Every table with triggers, and its columns; a view with triggers has none here.
    pub(super) watched: Vec<(String, Vec<String>)>,
    /// The tables of statistics that there are.
    pub(super) statistics: Vec<String>,
    /// The other tables that refer to it.
    pub(super) children: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Trigger {
    /// Whether it is gone with the connection.
    pub(super) temporary: bool,
    pub(super) sql: String,
}

/// The statistics of `ANALYZE`, which go with the table.
const STATISTICS: [&str; 2] = ["sqlite_stat1", "sqlite_stat4"];

pub(super) fn queries(table: &str) -> [String; 3] {
    let (this, new) = (string_of(table), string_of(&temporary(table)));
    let objects = |database: &str| {
        format!(
            "SELECT '{database}', type, name, tbl_name, sql FROM {database}.sqlite_schema \
             WHERE type IN ('view', 'trigger') \
             OR tbl_name COLLATE NOCASE IN ({this}, {new}, 'sqlite_stat1', 'sqlite_stat4')"
        )
    };
    let watched = |database: &str| {
        format!("SELECT tbl_name FROM {database}.sqlite_schema WHERE type = 'trigger'")
    };
    [
        format!("{} UNION ALL {}", objects("main"), objects("temp")),
        format!(
            "SELECT DISTINCT t.name FROM main.sqlite_schema t, \
             pragma_foreign_key_list(t.name, 'main') k WHERE t.type = 'table' \
             AND k.\"table\" = {this} COLLATE NOCASE AND t.name <> {this} COLLATE NOCASE"
        ),
        format!(
            "SELECT t.name, c.name FROM main.sqlite_schema t, \
             pragma_table_xinfo(t.name, 'main') c WHERE t.type = 'table' AND c.hidden = 0 \
             AND t.name COLLATE NOCASE IN ({} UNION {}) ORDER BY t.name, c.cid",
            watched("main"),
            watched("temp")
        ),
    ]
}

/// A row of `sqlite_schema`, with the database it is of.
struct Object {
    database: String,
    kind: String,
    name: String,
    table: String,
    sql: String,
}

impl Object {
    fn from_row(row: Vec<Option<String>>) -> Option<Self> {
        let mut values = row.into_iter();
        let mut next = || values.next().flatten();
        Some(Self {
            database: next()?,
            kind: next()?,
            name: next()?,
            table: next()?,
            // What SQLite makes by itself has no text, and is made again by itself.
            sql: next()?,
        })
    }
}

impl Live {
    /// A table that has nothing but what migrations gave it.
    pub(super) fn as_made(
        definition: TableDefinition,
        indexes: &[(String, String)],
        triggers: &[(String, String)],
    ) -> Self {
        Self {
            definition,
            indexes: indexes.to_vec(),
            triggers: triggers
                .iter()
                .map(|(_, sql)| Trigger {
                    temporary: false,
                    sql: sql.clone(),
                })
                .collect(),
            views: Vec::new(),
            watched: Vec::new(),
            statistics: Vec::new(),
            children: Vec::new(),
        }
    }

    /// Reads the answers. Where the table is not made anew its definition does not matter.
    pub(super) fn read(
        table: &str,
        anew: bool,
        [objects, children, columns]: [Vec<Vec<Option<String>>>; 3],
    ) -> Result<Self, Refusal> {
        let mut found = None;
        let mut live = Self::as_made(TableDefinition::default(), &[], &[]);
        for object in objects.into_iter().filter_map(Object::from_row) {
            let of_table = object.table.eq_ignore_ascii_case(table);
            let temporary = object.database == "temp";
            match object.kind.as_str() {
                "table" | "view" if temporary && object.name.eq_ignore_ascii_case(table) => {
                    return Err(hidden(table));
                }
                "table" if of_table => {
                    let definition = readable(table, &object.sql);
                    found = Some(if anew {
                        definition?
                    } else {
                        definition.unwrap_or_default()
                    });
                }
                "table" if STATISTICS.contains(&object.name.as_str()) => {
                    live.statistics.push(object.name);
                }
                "table" if anew => return Err(left_over(&object.name)),
                "index" if of_table => live.indexes.push((object.name, object.sql)),
                "view" => live.views.push((object.database, object.name)),
                "trigger" => {
                    if !live.watched.iter().any(|(name, _)| is(name, &object.table)) {
                        live.watched.push((object.table, Vec::new()));
                    }
                    if of_table {
                        live.triggers.push(Trigger {
                            temporary,
                            sql: object.sql,
                        });
                    }
                }
                _ => {}
            }
        }
        live.definition = match found {
            Some(definition) => definition,
            None if anew => return Err(missing(table)),
            None => TableDefinition::default(),
        };
        live.children = children
            .into_iter()
            .filter_map(|mut row| row.pop()?)
            .collect();
        for row in columns {
            let mut values = row.into_iter().flatten();
            if let (Some(of), Some(column)) = (values.next(), values.next())
                && let Some((_, columns)) = live.watched.iter_mut().find(|(name, _)| is(name, &of))
            {
                columns.push(column);
            }
        }
        Ok(live)
    }

    /// The column of this name, in any spelling.
    pub(super) fn has_column(&self, name: &str) -> bool {
        self.definition.column(name).is_some()
    }
}

fn readable(table: &str, sql: &str) -> Result<TableDefinition, Refusal> {
    definition::table(sql).map_err(|problem| Refusal {
        problem: format!("the definition of table {table:?} in the database {problem}"),
        help: "make the change by hand, with `schema.sql(…)`".to_owned(),
    })
}

fn missing(table: &str) -> Refusal {
    Refusal {
        problem: format!("table {table:?} is not in the database"),
        help: "compare the database with the migrations: somebody dropped or renamed it".to_owned(),
    }
}

fn hidden(table: &str) -> Refusal {
    Refusal {
        problem: format!("a temporary table or view {table:?} of this connection hides the table"),
        help: "drop it first, or run migrations on a connection of their own".to_owned(),
    }
}

fn left_over(name: &str) -> Refusal {
    Refusal {
        problem: format!("there is a table {name:?}, whose name the rebuild needs"),
        help: "nothing of a migration leaves it behind; look what it holds, and drop or rename it"
            .to_owned(),
    }
}
