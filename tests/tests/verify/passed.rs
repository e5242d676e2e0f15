//! What is as it should be passes, with rows in every table.

use migration_core::prelude::*;
use migration_core::schema::DialectName;
use migration_core::verify::{Outcome, VerifyOptions};
use migration_tests::server;

use crate::support::{History, SAME, findings, listed, users, version, ways};

/// A bit of everything that every server has.
fn shop() -> History {
    users()
        .up("create_shop", |schema| {
            schema.create_table("roles", |t| {
                t.column(int("id")).primary_key("id");
                t.column(varchar("name", 20).unique());
            });
            schema.insert("roles", ["id", "name"], [(1, "admin"), (2, "reader")]);
            schema.create_table("orders", |t| {
                t.uuid_id();
                t.column(
                    big_int("user_id")
                        .references_column("users", "id")
                        .on_delete(Cascade),
                );
                t.column(int("role_id").references_column("roles", "id").unique());
                t.column(
                    varchar("status", 10)
                        .default("open")
                        .check("status IN ('open', 'paid', 'sent')"),
                );
                t.column(decimal("total", 8, 2).check("total > 1000"));
                t.column(char("country", 2).check("length(country) = 2"));
                t.column(json("details").nullable());
                t.column(boolean("gift").default(false));
                t.column(date("due"));
                t.column(binary("receipt").nullable());
                t.column(enumeration("mood", ["glad", "it's so"]));
                t.timestamps();
            });
            schema.create_table("lines", |t| {
                t.column(
                    uuid("order_id")
                        .references_column("orders", "id")
                        .on_delete(Cascade),
                );
                t.column(small_int("number"));
                t.column(double("weight"));
                t.primary_key(["order_id", "number"]);
            });
        })
        .up("let_them_refer_to_themselves", |schema| {
            schema.add_column("users", big_int("parent_id").nullable());
            schema.add_foreign_key(
                "users",
                foreign_key(["parent_id"])
                    .references("users", ["id"])
                    .on_delete(SetNull),
            );
        })
        .up("change_this_and_that", |schema| {
            schema.rename_column("users", "name", "called");
            schema.rename_table("lines", "order_lines");
            schema
                .backfill("users")
                .set("called", "'nobody'")
                .filter("called IS NULL");
            schema.alter_column("users", "called", |c| {
                c.set_not_null();
            });
            schema.add_column("orders", int("count").fill("1"));
            schema.drop_column("orders", "gift");
            schema.add_index("orders", index(["status", "due"]));
            schema
                .update("roles", ["id"], (1,))
                .set("name", "admin", "owner")
                .record();
        })
        .up("drop_lines", |schema| schema.drop_table("order_lines"))
        .up("create_nothing", |_| {})
}

#[test]
fn a_good_history_passes_with_rows_in_every_table() {
    shop().everywhere(|_, verdict| {
        assert_eq!(listed(verdict), Vec::<String>::new());
        for (i, migration) in verdict.migrations.iter().enumerate() {
            assert_eq!(ways(verdict, i + 1), SAME, "{}", migration.name);
        }
        let rows = verdict.migrations.iter().map(|each| each.rows);
        let (made, refused) = rows.fold((0, 0), |(made, refused), rows| {
            (made + rows.inserted, refused + rows.refused)
        });
        // Only so many orders can have a role of their own.
        assert!(
            made >= 20 && refused <= 3,
            "{made} rows made, {refused} refused"
        );
        assert!(!verdict.differs() && !verdict.failed() && !verdict.kept);
    });
}

#[test]
fn what_has_no_way_back_is_said_and_is_no_difference() {
    let history = users().up("analyse", |schema| {
        schema.sql("UPDATE users SET name = 'x' WHERE name = 'y'");
    });
    history.everywhere(|_, verdict| {
        assert!(!verdict.differs());
        assert_eq!(
            ways(verdict, 2),
            [Outcome::Same, Outcome::NotRun, Outcome::NotRun]
        );
        let reason = verdict.migrations[1].irreversible.as_deref().unwrap();
        assert!(reason.contains("its SQL has no reverse"), "{reason}");
    });
}

#[test]
fn what_sql_makes_and_takes_back_is_told_and_is_no_difference() {
    let history = users()
        .up("add_by_sql", |schema| {
            schema
                .sql("ALTER TABLE users ADD COLUMN extra INTEGER")
                .reverse("ALTER TABLE users DROP COLUMN extra");
        })
        .up("rename_users", |schema| {
            schema.rename_table("users", "people")
        })
        .up("add_note", |schema| {
            schema.add_column("people", text("note").nullable());
        });
    history.everywhere(|_, verdict| {
        assert!(!verdict.differs(), "{:?}", listed(verdict));
        let [told] = findings(verdict, 2) else {
            panic!("{:?}", listed(verdict));
        };
        assert_eq!(told.object, "table users");
        assert!(told.extra[0].contains("extra"), "{told:?}");
        assert!(
            told.why
                .contains("made by SQL that the schema does not know of")
        );
        // It is told where it comes from, and nowhere else.
        assert_eq!(listed(verdict).len(), 1, "{:?}", listed(verdict));
    });
}

#[test]
fn rows_that_sql_changes_are_told_where_it_says_that_nothing_is_to_reverse() {
    let history = users().up("lower_names", |schema| {
        schema
            .sql("UPDATE users SET name = 'lower'")
            .nothing_to_reverse();
    });
    history.everywhere(|_, verdict| {
        assert!(!verdict.differs(), "{:?}", listed(verdict));
        let told = findings(verdict, 2);
        assert!(
            told.iter().any(|each| each.object == "rows of users"),
            "{told:?}"
        );
    });
}

#[test]
fn a_migration_that_fails_on_made_rows_is_tried_without() {
    let history = users()
        .up("one_name", |schema| {
            schema.add_column("users", varchar("kind", 5).default("a"));
            schema.add_unique("users", ["kind"]);
        })
        .up("add_note", |schema| {
            schema.add_column("users", text("note").nullable());
        });
    history.everywhere(|_, verdict| {
        assert!(
            !verdict.differs() && !verdict.failed(),
            "{:?}",
            listed(verdict)
        );
        assert_eq!(ways(verdict, 2), SAME);
        let [told] = findings(verdict, 2) else {
            panic!("{:?}", listed(verdict));
        };
        assert!(
            told.why.contains("works on tables without rows"),
            "{}",
            told.why
        );
        // Rows are made again for what comes next.
        assert_eq!(verdict.migrations[2].rows.present, 3);
    });
}

#[test]
fn made_rows_leave_room_for_those_that_migrations_write() {
    let history = History::default()
        .up("create_roles", |schema| {
            schema.create_table("roles", |t| {
                t.id();
                t.column(varchar("name", 20).unique());
            });
            schema.create_table("levels", |t| {
                t.column(int("id")).primary_key("id");
            });
        })
        .up("seed", |schema| {
            schema.insert("roles", ["id", "name"], [(1, "admin"), (2, "reader")]);
            schema.insert("levels", ["id"], [(1,), (2,), (3,)]);
        })
        .up("seed_more", |schema| {
            schema.insert("roles", ["id", "name"], [(3, "writer")]);
        });
    history.everywhere(|_, verdict| {
        assert_eq!(listed(verdict), Vec::<String>::new());
        assert_eq!(verdict.migrations[2].rows.present, 11);
    });
}

#[test]
fn only_a_part_can_be_judged() {
    for database in server::all() {
        let options = VerifyOptions {
            from: Some(version(3)),
            to: Some(version(4)),
            ..VerifyOptions::default()
        };
        let verdict = shop().verdict_with(&database, &options);
        assert!(!verdict.differs(), "{:?}", listed(&verdict));
        let versions: Vec<_> = verdict.migrations.iter().map(|each| each.version).collect();
        assert_eq!(versions, [version(3), version(4)]);
        assert!(verdict.migrations[0].rows.inserted > 5);
    }
}

#[test]
fn what_postgresql_alone_has_passes_with_rows() {
    let Some(database) = server::database(DialectName::Postgres) else {
        return;
    };
    let history = users()
        .up("create_namespace", |schema| {
            schema.create_schema("audit");
            schema.create_enumeration("mood", ["glad", "it's so"]);
            schema.create_domain(
                "short",
                types::varchar(8),
                |d| {
                    d.check("short_length", "length(VALUE) > 3");
                },
            );
            schema.create_table("audit.events", |t| {
                t.id();
                t.column(big_int("user_id").references_column("users", "id").on_delete(Cascade));
                t.column(named("mood", "mood"));
                t.column(named("code", "short"));
                t.column(array("tags", types::text()).default(sql("'{}'")));
                t.column(jsonb("body").nullable());
                t.column(timestamp_tz("at").default(now()));
                t.index(index(["at"]).method("brin"));
            });
        })
        .up("create_more", |schema| {
            schema.create_view("loud", "SELECT id, lower(email) AS email FROM users WHERE name > 'a'");
            schema.create_sequence("ticket", |s| s.start = Some(100));
            schema.create_function(
                "touched",
                "CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN NEW.at := now(); RETURN NEW; END $$",
            );
            schema.create_trigger(
                "touch",
                "audit.events",
                "CREATE TRIGGER touch BEFORE UPDATE ON audit.events FOR EACH ROW EXECUTE FUNCTION touched()",
            );
        })
        .up("rename_a_value", |schema| {
            schema.rename_enumeration_value("mood", "glad", "happy");
            schema.backfill("audit.events").set("tags", "'{x}'");
        });
    let verdict = history.verdict(&database);
    let told = listed(&verdict);
    let by_trigger = |line: &&String| line.contains("rows of audit.events: changed by a trigger");
    assert!(
        !told.is_empty() && told.iter().all(|line| by_trigger(&line)),
        "{told:?}"
    );
    assert!(!verdict.differs());
    let last = verdict.migrations.last().unwrap();
    assert_eq!((last.rows.present, last.rows.refused), (6, 0));
}

#[test]
fn what_no_schema_has_a_value_for_is_listed() {
    // An event trigger or a rule of PostgreSQL, a collation: a rule will do.
    let Some(database) = server::database(DialectName::Postgres) else {
        return;
    };
    let history = users().up("add_rule", |schema| {
        schema
            .sql("CREATE RULE quiet AS ON DELETE TO users DO INSTEAD NOTHING")
            .reverse("DROP RULE quiet ON users");
    });
    let verdict = history.verdict(&database);
    assert!(!verdict.differs(), "{:?}", listed(&verdict));
    let names: Vec<&str> = verdict
        .unmodelled
        .iter()
        .map(|each| each.name.as_str())
        .collect();
    assert_eq!(names, ["quiet"]);
}
