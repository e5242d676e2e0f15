//! PostgreSQL: tables that are divided, and what stands beside tables.

use migration_core::dialect::{Statement, render};
use migration_core::operation::{CreateObject, Operation};
use migration_tests::live::Live;
use migration_tests::server;

use crate::postgres::{NEW, check};
use crate::{connection, noted, read};

#[tokio::test]
async fn tables_that_are_divided() {
    check(
        r#"create table p (id int, at date not null, name text, primary key (id, at)) partition by range (at);
         create index on p (name);
         create table p_old partition of p for values from (minvalue) to ('2026-01-01') partition by list (id);
         create table p_old_a partition of p_old for values in (1, -2);
         create table p_rest partition of p default;
         create table t (id int, at date, foreign key (id, at) references p);
         create table h (id int, b text) partition by hash (b collate "C" text_pattern_ops, id);
         create table l (name text) partition by list (lower(name) collate "C");
         create table l_a partition of l for values in ('a', 'it''s', null);
         create table h_0 partition of h for values with (modulus 2, remainder 0)"#,
        r#"CREATE TABLE "h" (
           "id" integer
           "b" text
           ) PARTITION BY HASH ("b" COLLATE "C" text_pattern_ops, "id")
           CREATE TABLE "h_0" (
           "id" integer
           "b" text
           )
           ALTER TABLE "h" ATTACH PARTITION "h_0" FOR VALUES WITH (MODULUS 2, REMAINDER 0)
           CREATE TABLE "l" (
           "name" text
           ) PARTITION BY LIST ((lower(name)) COLLATE "C")
           CREATE TABLE "l_a" (
           "name" text
           )
           ALTER TABLE "l" ATTACH PARTITION "l_a" FOR VALUES IN ('a', 'it''s', NULL)
           CREATE TABLE "p" (
           "id" integer NOT NULL
           "at" date NOT NULL
           "name" text
           CONSTRAINT "p_pkey" PRIMARY KEY ("id", "at")
           ) PARTITION BY RANGE ("at")
           CREATE INDEX "p_name_idx" ON "p" ("name")
           CREATE TABLE "p_old" (
           "id" integer NOT NULL
           "at" date NOT NULL
           "name" text
           CONSTRAINT "p_old_pkey" PRIMARY KEY ("id", "at")
           ) PARTITION BY LIST ("id")
           CREATE INDEX "p_old_name_idx" ON "p_old" ("name")
           ALTER TABLE "p" ATTACH PARTITION "p_old" FOR VALUES FROM (MINVALUE) TO ('2026-01-01')
           CREATE TABLE "p_old_a" (
           "id" integer NOT NULL
           "at" date NOT NULL
           "name" text
           CONSTRAINT "p_old_a_pkey" PRIMARY KEY ("id", "at")
           )
           CREATE INDEX "p_old_a_name_idx" ON "p_old_a" ("name")
           ALTER TABLE "p_old" ATTACH PARTITION "p_old_a" FOR VALUES IN (1, '-2')
           CREATE TABLE "p_rest" (
           "id" integer NOT NULL
           "at" date NOT NULL
           "name" text
           CONSTRAINT "p_rest_pkey" PRIMARY KEY ("id", "at")
           )
           CREATE INDEX "p_rest_name_idx" ON "p_rest" ("name")
           ALTER TABLE "p" ATTACH PARTITION "p_rest" DEFAULT
           CREATE TABLE "t" (
           "id" integer
           "at" date
           CONSTRAINT "t_id_at_fkey" FOREIGN KEY ("id", "at") REFERENCES "p" ("id", "at")
           )"#,
        &[],
    )
    .await;
}

/// SQL that somebody wrote, the objects beside tables that it is read as, and what has no value.
async fn check_objects(sql: &str, expected: &str, unmodelled: &[&str]) {
    let Some(database) = server::postgres() else {
        return;
    };
    Live::connect(&database).await.ok(sql).await;
    let mut connection = connection(&database).await;
    let found = read(&mut connection).await;
    connection.close().await;
    let mut lines = Vec::new();
    for (_, object) in found.schema.objects() {
        let object = object.clone();
        let create = Operation::CreateObject(CreateObject { object });
        let steps = render(&create, &found.schema, &NEW).expect("what was found can be rendered");
        for statement in steps.into_iter().flat_map(|step| step.statements) {
            if let Statement::Run(sql) = statement {
                lines.extend(sql.lines().map(|line| line.trim().to_owned()));
            }
        }
    }
    let expected = expected.lines().map(str::trim);
    let expected: Vec<&str> = expected.filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, expected, "\n{sql}\n{}", lines.join("\n"));
    let noted = noted(&found);
    let noted: Vec<&str> = noted.lines().map(str::trim).skip(1).collect();
    assert_eq!(noted, unmodelled, "\n{sql}");
}

#[tokio::test]
async fn objects_beside_tables() {
    check_objects(
        r#"create schema "Other";
         create type mood as enum ('sad', 'it''s ok');
         create type alone as enum ('x');
         create domain amount as numeric(10, 2) default 1.50 not null check (value > 0);
         create type place as (street varchar(80), moods mood[]);
         create sequence plain;
         create sequence "Odd" as int increment by -2 minvalue -100 start with -4 cache 5 cycle;
         create table a (id int primary key, m mood, n bigserial);
         create table b (id int default nextval('plain'), m mood[], v amount);
         create sequence owned owned by a.id;
         create view v as select 1 as one;
         comment on view v is 'it''s a view';
         create materialized view mv as select count(*) as n from v;
         create index mvi on mv (n);
         create function f() returns trigger language plpgsql as $$begin return new; end$$;
         create function g(int) returns int language sql as 'select $1';
         create function g(text, int[]) returns int language sql as 'select 1';
         create procedure p() language sql as 'select 1';
         create trigger t before insert or update of m on a for each row when (new.id > 0) execute function f();
         create policy "own rows" on a as restrictive for update to public using (id > 0) with check (id > 1);
         grant select, update on a to public;
         grant usage on sequence plain to public;
         alter table a disable trigger t"#,
        r#"CREATE SCHEMA "Other"
           CREATE TYPE "alone" AS ENUM ('x')
           CREATE TYPE "mood" AS ENUM ('sad', 'it''s ok')
           CREATE DOMAIN "amount" AS numeric(10,2) DEFAULT 1.50 NOT NULL CONSTRAINT "amount_check" CHECK (VALUE > (0)::numeric)
           CREATE TYPE "place" AS ("street" varchar(80), "moods" "mood"[])
           CREATE SEQUENCE "Odd" INCREMENT BY -2 MINVALUE -100 START WITH -4 CACHE 5 CYCLE
           CREATE SEQUENCE "owned"
           CREATE SEQUENCE "plain"
           CREATE OR REPLACE FUNCTION public.f()
           RETURNS trigger
           LANGUAGE plpgsql
           AS $function$begin return new; end$function$
           CREATE OR REPLACE FUNCTION public.g(integer)
           RETURNS integer
           LANGUAGE sql
           AS $function$select $1$function$
           CREATE OR REPLACE FUNCTION public.g(text, integer[])
           RETURNS integer
           LANGUAGE sql
           AS $function$select 1$function$
           CREATE OR REPLACE PROCEDURE public.p()
           LANGUAGE sql
           AS $procedure$select 1$procedure$
           CREATE VIEW "v" AS
           SELECT 1 AS one
           COMMENT ON VIEW "v" IS 'it''s a view'
           CREATE MATERIALIZED VIEW "mv" AS
           SELECT count(*) AS n
           FROM v
           CREATE TRIGGER t BEFORE INSERT OR UPDATE OF m ON public.a FOR EACH ROW WHEN ((new.id > 0)) EXECUTE FUNCTION f()
           CREATE POLICY "own rows" ON "a" AS RESTRICTIVE FOR UPDATE USING (id > 0) WITH CHECK (id > 1)
           GRANT USAGE ON SEQUENCE plain TO PUBLIC
           GRANT SELECT, UPDATE ON "a" TO PUBLIC"#,
        &[
            "-: sequence type Odd",
            "a: sequence of a column owned",
            "a: trigger state t",
            "mv: index of a view mvi",
        ],
    )
    .await;
}

/// The comment that an extension brings with it is its author's, and that of another is somebody's.
#[tokio::test]
async fn comments_of_every_kind() {
    let Some(database) = server::postgres() else {
        return;
    };
    let sql = "create extension citext; create extension pg_trgm;
        comment on extension pg_trgm is 'to search';
        create type mood as enum ('sad'); comment on type mood is 'how they feel';
        create type plain as enum ('a');
        create table t (a mood, b plain, constraint c check (a > 'sad'));
        comment on constraint c on t is 'why'";
    Live::connect(&database).await.ok(sql).await;
    let mut connection = connection(&database).await;
    let found = read(&mut connection).await;
    connection.close().await;
    let said: Vec<String> = found
        .schema
        .objects()
        .map(|(id, object)| format!("{id}: {}", object.comment().unwrap_or("-")))
        .collect();
    assert_eq!(
        said,
        [
            "extension citext: -",
            "extension pg_trgm: to search",
            "enumeration mood: how they feel"
        ]
    );
    let table = found.schema.table("t").expect("the table");
    assert_eq!(
        table.constraint_comments().collect::<Vec<_>>(),
        [("c", Some("why"))]
    );
    assert_eq!(noted(&found), "");
}
