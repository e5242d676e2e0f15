//! SQLite.

use migration_core::dialect::{Capabilities, Server, definitions};
use migration_core::schema::{DialectName, Object, SqlText, Trigger, View, VirtualTable};
use migration_tests::live::Live;
use migration_tests::server;

use crate::{connection, every_case_is_read_back, noted, read};

pub(crate) const LINKED: Capabilities = Capabilities::new(Server::Sqlite, (3, 51, 0));

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
            comment: None,
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
