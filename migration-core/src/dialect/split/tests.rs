use super::*;
use DialectName::{Mysql, Postgres, Sqlite};

fn check(dialect: DialectName, sql: &str, expected: &[&str]) {
    let pieces = statements(sql, dialect);
    let found: Vec<&str> = pieces.iter().map(|piece| piece.sql).collect();
    assert_eq!(found, expected, "{dialect}: {sql}");
}

#[test]
fn a_semicolon_ends_a_statement_on_every_dialect() {
    for dialect in DialectName::ALL {
        check(dialect, "", &[]);
        check(dialect, " ; ;\n", &[]);
        check(dialect, "SELECT 1", &["SELECT 1"]);
        check(dialect, "SELECT 1;", &["SELECT 1"]);
        check(dialect, "A; B ;\nC", &["A", "B", "C"]);
        check(dialect, "SELECT ';' ; B", &["SELECT ';'", "B"]);
        check(dialect, "SELECT 'a'';b'; B", &["SELECT 'a'';b'", "B"]);
        check(
            dialect,
            "SELECT \"a;\"\"b\"; B",
            &["SELECT \"a;\"\"b\"", "B"],
        );
        check(dialect, "A -- x; y\n; B", &["A -- x; y", "B"]);
        check(dialect, "A /* x; ' */; B", &["A /* x; ' */", "B"]);
        check(dialect, "A; -- the end", &["A"]);
        check(dialect, "/* only */ ; A", &["A"]);
        check(dialect, "SELECT 'ü;€'; B", &["SELECT 'ü;€'", "B"]);
        check(dialect, "SELECT 'open; B", &["SELECT 'open; B"]);
        check(dialect, "A /* open; B", &["A /* open; B"]);
    }
}

#[test]
fn each_dialect_has_quotes_of_its_own() {
    check(Sqlite, "A [x;y]; B", &["A [x;y]", "B"]);
    check(Postgres, "A[1;2]; B", &["A[1", "2]", "B"]);
    check(Sqlite, "A `x;y`; B", &["A `x;y`", "B"]);
    check(Mysql, "A `x;``y`; B", &["A `x;``y`", "B"]);
    check(Mysql, r"A 'x\';y'; B", &[r"A 'x\';y'", "B"]);
    check(Mysql, r#"A "x\";y"; B"#, &[r#"A "x\";y""#, "B"]);
    check(Sqlite, r"A 'x\'; B", &[r"A 'x\'", "B"]);
    check(Postgres, r"A 'x\'; B", &[r"A 'x\'", "B"]);
    check(Postgres, r"A E'x\';y'; B", &[r"A E'x\';y'", "B"]);
    check(Postgres, r"A someE'x\'; B", &[r"A someE'x\'", "B"]);
}

#[test]
fn each_dialect_has_comments_of_its_own() {
    check(Mysql, "A # x; y\n; B", &["A # x; y", "B"]);
    check(Postgres, "A # x; B", &["A # x", "B"]);
    check(Mysql, "SELECT 5--1; B", &["SELECT 5--1", "B"]);
    check(
        Postgres,
        "A /* x /* y */ ; */; B",
        &["A /* x /* y */ ; */", "B"],
    );
    check(Sqlite, "A /* x /* y */ ; B", &["A /* x /* y */", "B"]);
    check(
        Mysql,
        "/*!40101 SET a = 1 */; B",
        &["/*!40101 SET a = 1 */", "B"],
    );
}

#[test]
fn dollar_quotes_hold_anything() {
    check(Postgres, "A $$ x; ' $$; B", &["A $$ x; ' $$", "B"]);
    check(
        Postgres,
        "A $f$ x; $$ y; $f$; B",
        &["A $f$ x; $$ y; $f$", "B"],
    );
    check(Postgres, "A $1; B", &["A $1", "B"]);
    check(Postgres, "A a$b$; C$b$", &["A a$b$", "C$b$"]);
    check(Postgres, "A $$ open; B", &["A $$ open; B"]);
    check(Mysql, "A $$; B$$", &["A $$", "B$$"]);
}

#[test]
fn bodies_stay_whole() {
    let trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET x = CASE WHEN 1 THEN 2 END; DELETE FROM b; END";
    check(Sqlite, &format!("{trigger}; B"), &[trigger, "B"]);
    let temporary = trigger.replace("CREATE", "create temp");
    check(Sqlite, &format!("{temporary};"), &[&temporary]);
    let trigger = "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN IF NEW.x = 1 THEN SET NEW.y = 2; END IF; WHILE 0 DO SET @a = 1; END WHILE; END";
    check(Mysql, &format!("{trigger}; B"), &[trigger, "B"]);
    let routine = "CREATE DEFINER=`root`@`localhost` PROCEDURE p() BEGIN CASE x WHEN 1 THEN SELECT 1; ELSE SELECT 2; END CASE; BEGIN SELECT 3; END; END";
    check(Mysql, &format!("{routine}; B"), &[routine, "B"]);
    let plain = "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.y = 2";
    check(Mysql, &format!("{plain}; B"), &[plain, "B"]);
    let block = "BEGIN NOT ATOMIC SELECT 1; SELECT 2; END";
    check(Mysql, &format!("{block}; B"), &[block, "B"]);
    check(
        Mysql,
        "CREATE TABLE event (a int); CREATE INDEX function ON t (x); SELECT 1",
        &[
            "CREATE TABLE event (a int)",
            "CREATE INDEX function ON t (x)",
            "SELECT 1",
        ],
    );
    let function = "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END";
    check(Postgres, &format!("{function}; B"), &[function, "B"]);
    let rule = "CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b)";
    check(Postgres, &format!("{rule}; B"), &[rule, "B"]);
}

#[test]
fn what_ends_or_refuses_a_transaction_is_known() {
    for (sql, ends, refuses) in [
        ("COMMIT", true, false),
        ("-- x\nbegin", true, false),
        ("START TRANSACTION", true, false),
        ("BEGIN NOT ATOMIC SELECT 1; END", false, false),
        ("UPDATE t SET commit = 1", false, false),
        ("CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)", false, true),
        ("drop index concurrently i", false, true),
        ("VACUUM t", false, true),
        ("CREATE INDEX i ON t (a)", false, false),
    ] {
        let dialect = if sql.contains("ATOMIC") {
            Mysql
        } else {
            Postgres
        };
        let piece = &statements(sql, dialect)[0];
        assert_eq!(piece.stays_in_transaction().is_err(), ends, "{sql}");
        assert_eq!(piece.wants_no_transaction(), refuses, "{sql}");
    }
}
