//! What is not as it should be is found, and told with the migration and the way out.

use migration_core::operation::{CreateTable, Operation, StateOnly};
use migration_core::prelude::*;
use migration_core::schema::{Column, ColumnType, Table};
use migration_core::verify::{Outcome, Phase};

use crate::support::{SAME, findings, listed, users, ways};

#[test]
fn sql_that_its_reverse_does_not_undo() {
    let history = users()
        .up("add_by_sql", |schema| {
            schema
                .sql("ALTER TABLE users ADD COLUMN extra INTEGER")
                .reverse("UPDATE users SET extra = 1");
        })
        .up("add_note", |schema| {
            schema.add_column("users", text("note").nullable());
        });
    history.everywhere(|_, verdict| {
        assert!(verdict.differs() && !verdict.failed());
        assert_eq!(
            ways(verdict, 2),
            [Outcome::Same, Outcome::Differs, Outcome::Failed]
        );
        let down = &findings(verdict, 2)[1];
        assert_eq!((down.phase, down.counts), (Phase::Down, true), "{down:?}");
        assert_eq!(down.object, "table users");
        assert!(down.extra[0].contains("extra"), "{down:?}");
        assert!(down.why.contains("SQL of the migration does is not undone"));
        assert!(down.help.contains(".reverse("), "{}", down.help);
        // What comes behind it is judged all the same.
        assert_eq!(ways(verdict, 3), SAME, "{:?}", listed(verdict));
    });
}

#[test]
fn sql_that_says_that_there_is_nothing_to_reverse_and_there_is() {
    let history = users().up("add_index", |schema| {
        schema
            .sql("CREATE INDEX users_name ON users (name)")
            .nothing_to_reverse();
    });
    history.everywhere(|_, verdict| {
        assert!(verdict.differs());
        assert_eq!(ways(verdict, 2)[1], Outcome::Differs);
        let help = &findings(verdict, 2)[1].help;
        assert!(help.contains("no trace in the schema"), "{help}");
    });
}

#[test]
fn a_fold_that_says_what_is_not_there() {
    let history = users().up("adopt", |schema| {
        let mut table = Table::new("legacy");
        table.columns.push(Column::new("id", ColumnType::Int));
        let create = Operation::CreateTable(CreateTable {
            table: table.into(),
        });
        let operations = vec![create];
        schema.operation(Operation::StateOnly(StateOnly { operations }));
        // SQL in the same migration is no excuse.
        schema
            .sql("UPDATE users SET name = 'x'")
            .nothing_to_reverse();
    });
    history.everywhere(|_, verdict| {
        assert!(verdict.differs());
        assert_eq!(ways(verdict, 2)[0], Outcome::Differs);
        let found = findings(verdict, 2);
        let found = found
            .iter()
            .find(|each| each.object == "table legacy")
            .unwrap();
        assert!(found.counts && !found.missing.is_empty(), "{found:?}");
        assert!(found.help.contains("`state_only`"), "{}", found.help);
    });
}

#[test]
fn rows_of_another_table_that_go_with_deleted_ones() {
    let history = users()
        .up("create_roles", |schema| {
            schema.create_table("roles", |t| {
                t.column(int("id")).primary_key("id");
                t.column(varchar("name", 20));
            });
            schema.insert("roles", ["id", "name"], [(1, "admin")]);
            schema.create_table("members", |t| {
                t.id();
                t.column(
                    int("role_id")
                        .references_column("roles", "id")
                        .on_delete(Cascade),
                );
            });
        })
        .up("drop_admin", |schema| {
            schema.delete("roles", ["id", "name"], [(1, "admin")]);
        });
    history.everywhere(|_, verdict| {
        assert!(verdict.differs(), "{:?}", listed(verdict));
        assert_eq!(ways(verdict, 3)[..2], [Outcome::Differs, Outcome::Differs]);
        let [up, down, ..] = findings(verdict, 3) else {
            panic!("{:?}", listed(verdict));
        };
        assert_eq!(up.object, "rows of members");
        assert_eq!((up.phase, down.phase), (Phase::Up, Phase::Down));
        assert!(up.help.contains("on_delete"), "{}", up.help);
    });
}

#[test]
fn rows_that_sql_deletes_and_its_reverse_does_not_bring_back() {
    let history = users().up("clean_up", |schema| {
        schema
            .sql("DELETE FROM users")
            .reverse("UPDATE users SET name = 'x'");
    });
    history.everywhere(|_, verdict| {
        assert!(verdict.differs());
        let [up, down, ..] = findings(verdict, 2) else {
            panic!("{:?}", listed(verdict));
        };
        assert!(!up.counts && down.counts, "{:?}", listed(verdict));
        assert_eq!(down.extra, ["3 rows before, 0 afterwards"]);
        assert!(down.help.contains("`.nothing_to_reverse()`"));
    });
}

#[test]
fn a_written_way_back_that_does_not_lead_back() {
    let history = users()
        .up_and_down(
            "add_columns",
            |schema| {
                schema.add_column("users", text("one").nullable());
                schema.add_column("users", text("two").nullable());
            },
            |schema| schema.drop_column("users", "one"),
        )
        .up("rename", |schema| {
            schema.rename_column("users", "name", "called")
        });
    history.everywhere(|_, verdict| {
        assert!(verdict.differs());
        assert_eq!(ways(verdict, 2)[1], Outcome::Differs);
        let found = &findings(verdict, 2)[0];
        assert!(found.extra[0].contains("two"), "{found:?}");
        assert!(
            found
                .why
                .contains("the written way down does not lead back")
        );
        assert_eq!(ways(verdict, 3), SAME, "{:?}", listed(verdict));
    });
}

#[test]
fn a_written_way_back_that_loses_rows() {
    let history = users().up_and_down(
        "make_it_anew",
        |schema| {
            schema.add_column("users", text("note").nullable());
        },
        |schema| {
            schema.drop_column("users", "note");
            schema.sql("DELETE FROM users").nothing_to_reverse();
        },
    );
    history.everywhere(|_, verdict| {
        assert!(verdict.differs(), "{:?}", listed(verdict));
        assert_eq!(ways(verdict, 2)[1], Outcome::Differs);
        assert_eq!(findings(verdict, 2)[0].object, "rows of users");
    });
}

#[test]
fn a_migration_that_fails_ends_the_proof() {
    let history = users()
        .up("nonsense", |schema| {
            schema
                .sql("UPDATE nobody SET name = 1")
                .nothing_to_reverse();
        })
        .up("add_note", |schema| {
            schema.add_column("users", text("note").nullable());
        });
    history.everywhere(|_, verdict| {
        assert!(verdict.failed());
        assert_eq!(verdict.migrations.len(), 2);
        assert_eq!(ways(verdict, 2)[0], Outcome::Failed);
        let found = &findings(verdict, 2)[0];
        assert_eq!(found.sql.as_deref(), Some("UPDATE nobody SET name = 1"));
        assert!(found.why.contains("nobody"), "{}", found.why);
    });
}

#[test]
fn a_way_back_that_fails_does_not_end_it() {
    let history = users()
        .up("nonsense", |schema| {
            schema
                .sql("UPDATE users SET name = 'x'")
                .reverse("UPDATE nobody SET name = 1");
        })
        .up("add_note", |schema| {
            schema.add_column("users", text("note").nullable());
        });
    history.everywhere(|_, verdict| {
        assert!(verdict.failed());
        assert_eq!(
            ways(verdict, 2),
            [Outcome::Same, Outcome::Failed, Outcome::NotRun]
        );
        assert_eq!(ways(verdict, 3), SAME, "{:?}", listed(verdict));
        assert!(verdict.migrations[2].rows.inserted > 0);
    });
}
