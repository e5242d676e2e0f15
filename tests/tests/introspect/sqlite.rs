//! SQLite.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use migration_core::dialect::{Capabilities, Server, Statement, definitions, render};
use migration_core::introspect::Introspection;
use migration_core::operation::{AddCheck, CreateTable, DropCheck, Operation};
use migration_core::schema::{
    Check, DialectName, Object, ObjectKind, Schema, SqlText, Trigger, View, VirtualTable,
};
use migration_tests::live::Live;
use migration_tests::server;

use crate::{connection, differing, every_case_is_read_back, noted, read};

const LINKED: Capabilities = Capabilities::new(Server::Sqlite, (3, 51, 0));

#[tokio::test]
async fn every_golden_case_comes_back() {
    every_case_is_read_back(DialectName::Sqlite).await;
}

/// SQL that somebody wrote, the definitions it is read as, and what has no value.
async fn check(sql: &str, expected: &str, unmodelled: &[&str]) {
    let database = server::sqlite();
    Live::connect(&database).await.ok(sql).await;
    let mut connection = connection(&database).await;
    let found = read(&mut connection).await;
    connection.close().await;
    let lines = definitions(&found.schema, &LINKED).expect("what was found can be rendered");
    let lines: Vec<String> = lines.into_values().flatten().collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    let expected: Vec<&str> = expected
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(lines, expected, "\n{sql}\n{}", lines.join("\n"));
    let noted = noted(&found);
    let noted: Vec<&str> = noted.lines().map(str::trim).skip(1).collect();
    assert_eq!(noted, unmodelled, "\n{sql}");
}

#[tokio::test]
async fn constraints_at_columns_and_without_names() {
    check(
        "create table Users (
             id integer primary key, -- the row id
             Email varchar(255) not null unique collate nocase check (email like '%@%'),
             status text not null default 'new' check (status in ('new', 'it''s')),
             boss references users on delete set null deferrable initially deferred,
             made datetime default current_timestamp,
             check (id <> boss), check (length(email) > 3)
         );
         create table posts (
             [user id] int references USERS (ID) not null,
             title text default \"untitled\",
             score numeric default -1.50,
             primary key (title, [user id])
         ) without rowid",
        r#"CREATE TABLE "Users" (
           "id" integer NOT NULL
           "Email" VARCHAR(255) COLLATE nocase NOT NULL
           "status" TEXT NOT NULL DEFAULT 'new' CHECK ("status" IN ('new', 'it''s'))
           "boss"
           "made" datetime DEFAULT CURRENT_TIMESTAMP
           CONSTRAINT "Users_pkey" PRIMARY KEY ("id")
           CONSTRAINT "Users_Email_key" UNIQUE ("Email")
           CONSTRAINT "Users_boss_fkey" FOREIGN KEY ("boss") REFERENCES "Users" ("id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
           CONSTRAINT "Users_Email_check" CHECK (email like '%@%')
           CONSTRAINT "Users_Email_check_2" CHECK (length(email) > 3)
           CONSTRAINT "Users_check" CHECK (id <> boss)
           )
           CREATE TABLE "posts" (
           "user id" int NOT NULL
           "title" TEXT NOT NULL DEFAULT 'untitled'
           "score" numeric DEFAULT -1.50
           CONSTRAINT "posts_pkey" PRIMARY KEY ("title", "user id")
           CONSTRAINT "posts_user id_fkey" FOREIGN KEY ("user id") REFERENCES "Users" ("id")
           ) WITHOUT ROWID"#,
        &[],
    )
    .await;
}

#[tokio::test]
async fn generated_columns_strict_tables_and_indexes() {
    check(
        "create table t (
             id integer primary key autoincrement,
             a int, b text,
             total integer generated always as (a * 2) stored,
             low text as (lower(b)) collate rtrim
         );
         create index by_low on t (low desc, (a + 1), b collate nocase) where b is not null;
         create unique index by_text on t (lower(b), -a);
         create table s (k text primary key, n integer default (1 + 1), r real, x any, z blob) strict",
        r#"CREATE TABLE "s" (
           "k" TEXT NOT NULL
           "n" INTEGER DEFAULT (1 + 1)
           "r" REAL
           "x" any
           "z" BLOB
           CONSTRAINT "s_pkey" PRIMARY KEY ("k")
           ) STRICT
           CREATE TABLE "t" (
           "id" INTEGER NOT NULL CONSTRAINT "t_pkey" PRIMARY KEY AUTOINCREMENT
           "a" int
           "b" TEXT
           "total" INTEGER GENERATED ALWAYS AS (a * 2) STORED
           "low" TEXT COLLATE rtrim GENERATED ALWAYS AS (lower(b)) VIRTUAL
           )
           CREATE INDEX "by_low" ON "t" ("low" DESC, (a + 1), "b" COLLATE nocase) WHERE b is not null
           CREATE UNIQUE INDEX "by_text" ON "t" ((lower(b)), (-a))"#,
        &[],
    )
    .await;
}

#[tokio::test]
async fn what_the_schema_has_no_value_for_is_named() {
    check(
        "create table p (id integer primary key desc, a int unique on conflict replace,
             b int constraint given not null on conflict ignore,
             unique (a desc, b collate nocase));
         create table c (p int references p match full, gone int references nowhere,
             two int, foreign key (p, two) references p);
         create view named (x) as select 1;
         create view v as select * from p;
         create trigger g after insert on p begin select 1; end;
         create virtual table f using fts5(body)",
        r#"CREATE TABLE "c" (
           "p" int
           "gone" int
           "two" int
           CONSTRAINT "c_p_fkey" FOREIGN KEY ("p") REFERENCES "p" ("id")
           )
           CREATE TABLE "p" (
           "id" integer
           "a" int
           "b" int NOT NULL
           CONSTRAINT "p_pkey" PRIMARY KEY ("id")
           CONSTRAINT "p_a_b_key" UNIQUE ("a", "b")
           CONSTRAINT "p_a_key" UNIQUE ("a")
           )
           CREATE TRIGGER g after insert on p begin select 1; end
           CREATE VIEW "v" AS
           select * from p
           CREATE VIRTUAL TABLE "f" USING "fts5"(body)"#,
        &[
            "-: view named",
            "c: foreign key c_gone_fkey",
            "c: foreign key c_p_two_fkey",
            "c: match clause c_p_fkey",
            "p: conflict clause b",
            "p: conflict clause p_a_key",
            "p: constraint name given",
            "p: key collation p_a_b_key",
            "p: key order p_a_b_key",
            "p: key order p_pkey",
        ],
    )
    .await;
}

#[tokio::test]
async fn objects_beside_tables() {
    let database = server::sqlite();
    Live::connect(&database)
        .await
        .ok("create table Users (id integer primary key, name text);
             create view if not exists \"a view\" as select 1 as one -- end
             ;
             create trigger if not exists g after insert on users begin select 1; end;
             create virtual table f using fts5(body, tokenize = 'porter')")
        .await;
    let mut connection = connection(&database).await;
    let found = read(&mut connection).await;
    connection.close().await;
    let sql = |text: &str| SqlText::only(DialectName::Sqlite, text);
    let expected = [
        Object::View(View {
            name: "a view".to_owned(),
            materialized: false,
            query: sql("select 1 as one -- end"),
            comment: None,
        }),
        Object::VirtualTable(VirtualTable {
            name: "f".to_owned(),
            module: "fts5".to_owned(),
            arguments: vec!["body".to_owned(), "tokenize = 'porter'".to_owned()],
        }),
        Object::Trigger(Trigger {
            name: "g".to_owned(),
            table: "Users".to_owned(),
            definition: sql("CREATE TRIGGER g after insert on users begin select 1; end"),
        }),
    ];
    let objects: Vec<Object> = found.schema.objects().map(|(_, o)| o.clone()).collect();
    assert_eq!(objects, expected);
    assert_eq!(found.unmodelled, []);
}

#[tokio::test]
async fn names_of_every_kind() {
    check(
        r#"create table "it's a ""table"".x" (`select` int, [a.b] text, "日本" blob, "café" int,
               primary key ("日本", [a.b]));
           create index "i ""x"" 'y'" on "it's a ""table"".x" ([a.b], "select");
           alter table "it's a ""table"".x" rename column "café" to "order";
           alter table "it's a ""table"".x" add column "check" text default 'it''s'"#,
        r#"CREATE TABLE "it's a ""table"".x" (
           "select" int
           "a.b" TEXT
           "日本" BLOB
           "order" int
           "check" TEXT DEFAULT 'it''s'
           CONSTRAINT "x_pkey" PRIMARY KEY ("日本", "a.b")
           )
           CREATE INDEX "i ""x"" 'y'" ON "it's a ""table"".x" ("a.b", "select")"#,
        &[],
    )
    .await;
}

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
