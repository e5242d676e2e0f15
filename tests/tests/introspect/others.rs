//! Schemas of other projects on SQLite: what they made comes back, and survives being made anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use migration_core::dialect::{Statement, render};
use migration_core::introspect::Introspection;
use migration_core::operation::{AddCheck, CreateTable, DropCheck, Operation};
use migration_core::schema::{Check, ObjectKind, Schema};
use migration_tests::live::Live;
use migration_tests::server;

use crate::sqlite::LINKED;
use crate::{connection, differing, read};

/// The folder of schemas that other projects have, if there is one.
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("SCHEMA_CORPUS");
    if folder.is_none() {
        eprintln!("SKIPPED: SCHEMA_CORPUS names no folder of schemas");
    }
    folder.map(PathBuf::from)
}

fn sql_files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sql_files(&path, all);
        } else if path.extension().is_some_and(|end| end == "sql") {
            all.push(path);
        }
    }
}

/// Schemas of other projects: SQLite's own pragmas agree with what was read, and what was read
/// makes a database that is read as the same.
#[tokio::test]
async fn schemas_of_other_projects_come_back() {
    let Some(corpus) = corpus() else { return };
    let mut files = Vec::new();
    for folder in ["real/sqlite", "pairs/sqlite"] {
        sql_files(&corpus.join(folder), &mut files);
    }
    files.sort();
    assert!(files.len() > 100, "only {} files", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let sql = fs::read_to_string(&file).expect("a text");
        if let Err(problem) = there_and_back(&sql).await {
            wrong.push(format!("{}: {problem}", file.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The same schemas: whatever stands in a definition survives that its table is made anew.
#[tokio::test]
async fn tables_of_other_projects_survive_a_rebuild() {
    let Some(corpus) = corpus() else { return };
    let mut files = Vec::new();
    for folder in ["real/sqlite", "pairs/sqlite"] {
        sql_files(&corpus.join(folder), &mut files);
    }
    files.sort();
    files.retain(|file| !ODD.iter().any(|odd| file.to_string_lossy().contains(odd)));
    let mut wrong = Vec::new();
    let mut rebuilt = 0;
    for file in files {
        let sql = fs::read_to_string(&file).expect("a text");
        match rebuild_each(&sql).await {
            Ok(tables) => rebuilt += tables,
            Err(problem) => wrong.push(format!("{}: {problem}", file.display())),
        }
    }
    eprintln!("{rebuilt} tables made anew twice");
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(rebuilt > 1000, "only {rebuilt} tables");
}

/// Texts that SQLite tries itself with, and that do not come back letter by letter.
const ODD: &[&str] = &[
    "altertab--003",  // a condition names its own table, which is left out
    "altertab3--016", // a name of a constraint that is none
    "altertab3--017", // a view that stops every renaming, for it names what is nowhere
];

/// Adds a check to each table and drops it again, and compares what SQLite says of them.
async fn rebuild_each(sql: &str) -> Result<usize, String> {
    let database = server::sqlite();
    let mut live = Live::connect(&database).await;
    live.ok("PRAGMA foreign_keys = OFF").await;
    if live.sql(sql).await.is_err() {
        return Ok(0);
    }
    let mut first = connection(&database).await;
    let found = read(&mut first).await;
    first.close().await;
    for (id, _) in found.schema.objects() {
        // One that is broken already can stop a renaming, whatever it is about.
        let works = format!("SELECT * FROM \"{}\" LIMIT 0", id.name);
        if id.kind == ObjectKind::View && live.sql(&works).await.is_err() {
            return Ok(0);
        }
    }
    let before = texts(&mut live).await;
    let mut schema = found.schema;
    let tables: Vec<String> = schema.tables().map(|table| table.name.clone()).collect();
    for table in &tables {
        let check = Check {
            name: "made_anew".to_owned(),
            expression: "1 = 1".into(),
            ..Check::default()
        };
        let operations = [
            Operation::AddCheck(AddCheck {
                table: table.clone(),
                check,
            }),
            Operation::DropCheck(DropCheck {
                table: table.clone(),
                check: "made_anew".to_owned(),
            }),
        ];
        for operation in operations {
            let applied = live.apply(&[operation], &mut schema).await;
            applied.map_err(|error| format!("table {table:?}: {error}"))?;
        }
    }
    let after = texts(&mut live).await;
    let mut lines = before
        .difference(&after)
        .map(|line| format!("\n  - {line}"))
        .chain(
            after
                .difference(&before)
                .map(|line| format!("\n  + {line}")),
        )
        .peekable();
    match lines.peek() {
        None => Ok(tables.len()),
        Some(_) => Err(lines.collect()),
    }
}

/// Every definition in one form: without comments and spaces, names without quotes.
async fn texts(live: &mut Live) -> BTreeSet<String> {
    let rows = live
        .ok("SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema")
        .await;
    let rows = rows.into_iter().filter_map(|row| row[0].clone());
    rows.map(|text| {
        let lines: Vec<&str> = text
            .lines()
            .map(|line| line.split("--").next().unwrap_or(""))
            .collect();
        let text = lines.join(" ").to_lowercase();
        text.chars()
            .filter(|c| !c.is_whitespace() && !"\"'`[],".contains(*c))
            .collect::<String>()
            .replace("strictwithoutrowid", "withoutrowidstrict")
    })
    .collect()
}

async fn there_and_back(sql: &str) -> Result<(), String> {
    let database = server::sqlite();
    let mut live = Live::connect(&database).await;
    live.ok("PRAGMA foreign_keys = OFF").await;
    if live.sql(sql).await.is_err() {
        // Made for another version of SQLite.
        return Ok(());
    }
    let mut first = connection(&database).await;
    let found = read(&mut first).await;
    first.close().await;
    let unread: Vec<_> = found
        .unmodelled
        .iter()
        .filter(|each| ["table", "index"].contains(&each.kind))
        .collect();
    if !unread.is_empty() {
        return Err(format!("not read: {unread:?}"));
    }
    pragmas_agree(&mut live, &found).await?;

    let database = server::sqlite();
    let mut live = Live::connect(&database).await;
    live.ok("PRAGMA foreign_keys = OFF").await;
    for table in found.schema.tables() {
        let create = Operation::CreateTable(CreateTable {
            table: table.clone().into(),
        });
        let steps = render(&create, &Schema::new(), &LINKED).map_err(|e| e.to_string())?;
        for statement in steps.into_iter().flat_map(|step| step.statements) {
            if let Statement::Run(sql) = statement {
                live.sql(&sql).await?;
            }
        }
    }
    let mut second = connection(&database).await;
    let again = read(&mut second).await;
    let differs = differing(&mut second, &found.schema, &again.schema).await;
    second.close().await;
    if differs.is_empty() {
        Ok(())
    } else {
        Err(differs)
    }
}

/// Asks SQLite's pragmas for what they know, and compares.
async fn pragmas_agree(live: &mut Live, found: &Introspection) -> Result<(), String> {
    let line = |values: &[&str]| values.join("|").to_lowercase();
    for table in found.schema.tables() {
        // One that refers to no key is named, and is no foreign key of the schema.
        let to_nothing = found
            .unmodelled
            .iter()
            .any(|each| each.kind == "foreign key" && each.table.as_ref() == Some(&table.name));
        let quoted = format!("'{}'", table.name.replace('\'', "''"));
        let mut asked = Vec::new();
        let mut read = Vec::new();
        for row in live
            .ok(&format!(
                "SELECT name, pk, hidden FROM pragma_table_xinfo({quoted}) ORDER BY cid"
            ))
            .await
        {
            let row: Vec<&str> = row.iter().map(|v| v.as_deref().unwrap_or("")).collect();
            asked.push(line(&row));
        }
        for column in &table.columns {
            let key = table.primary_key.as_ref();
            let at = key.and_then(|key| key.columns.iter().position(|name| *name == column.name));
            let hidden = column
                .generated
                .as_ref()
                .map_or("0", |of| if of.stored { "3" } else { "2" });
            read.push(line(&[
                &column.name,
                &at.map_or(0, |at| at + 1).to_string(),
                hidden,
            ]));
        }
        for row in live
            .ok(&format!(
                "SELECT \"table\", group_concat(\"from\", ','), on_delete, on_update FROM \
                 (SELECT * FROM pragma_foreign_key_list({quoted}) ORDER BY id DESC, seq) \
                 WHERE \"table\" COLLATE NOCASE IN (SELECT name FROM sqlite_schema) \
                 GROUP BY id ORDER BY id DESC"
            ))
            .await
        {
            let row: Vec<&str> = row.iter().map(|v| v.as_deref().unwrap_or("")).collect();
            if !to_nothing {
                asked.push(line(&row));
            }
        }
        for key in table.foreign_keys.iter().filter(|_| !to_nothing) {
            let (delete, update) = (key.on_delete.as_sql(), key.on_update.as_sql());
            read.push(line(&[
                &key.references_table,
                &key.columns.join(","),
                delete,
                update,
            ]));
        }
        let mut indexes: Vec<String> = Vec::new();
        for row in live
            .ok(&format!(
                "SELECT CASE origin WHEN 'c' THEN l.name ELSE 'unique' END, l.\"unique\", partial, \
                 (SELECT group_concat(coalesce(x.name, '-') || x.\"desc\", ',') FROM pragma_index_xinfo(l.name) x WHERE x.\"key\") \
                 FROM pragma_index_list({quoted}) l WHERE origin <> 'pk'"
            ))
            .await
        {
            let row: Vec<&str> = row.iter().map(|v| v.as_deref().unwrap_or("")).collect();
            indexes.push(line(&row));
        }
        let mut own: Vec<String> = Vec::new();
        for index in &table.indexes {
            let parts: Vec<String> = index
                .parts
                .iter()
                .map(|part| {
                    let name = match &part.key {
                        migration_core::schema::IndexKey::Column(name) => name.as_str(),
                        migration_core::schema::IndexKey::Expression(_) => "-",
                    };
                    format!("{name}{}", u8::from(part.descending))
                })
                .collect();
            let (unique, partial) = (u8::from(index.unique), u8::from(index.filter.is_some()));
            own.push(line(&[
                &index.name,
                &unique.to_string(),
                &partial.to_string(),
                &parts.join(","),
            ]));
        }
        for unique in &table.uniques {
            let parts: Vec<String> = unique
                .columns
                .iter()
                .map(|name| format!("{name}0"))
                .collect();
            own.push(line(&["unique", "1", "0", &parts.join(",")]));
        }
        indexes.sort();
        own.sort();
        // Two unique constraints over the same columns have one index.
        own.dedup();
        asked.extend(indexes);
        read.extend(own);
        if asked != read {
            return Err(format!("table {:?}:\n  {asked:?}\n  {read:?}", table.name));
        }
    }
    Ok(())
}
