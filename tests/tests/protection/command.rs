use migration_tests::server::{self, TestDatabase};

use crate::support::{HARMLESS, Shop, sql};

const USERS: &str = "INSERT INTO users (id, username, email, hashed_password, full_name, display_name, status) \
    VALUES (1, 'ada', 'a@x', '-', 'Ada L', 'Ada', 'active'), (2, 'bob', 'b@x', '-', 'Bob B', 'Bob', 'active')";

/// A database that says that it is prod, with two users in it.
fn protected(database: &TestDatabase) -> Shop {
    let shop = Shop::new(database);
    shop.run("prod", &["up", "-n", HARMLESS]).exits(0);
    sql(database, USERS);
    shop
}

fn names(database: &TestDatabase) -> Vec<Vec<Option<String>>> {
    sql(database, "SELECT full_name FROM users ORDER BY id")
}

#[test]
fn the_database_says_that_it_is_production_whatever_the_profile_says() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let shop = protected(&database);
        let before = names(&database);
        let drop = ["db", "drop", shop.name.as_str(), "--yes"];
        for arguments in [
            &["up", "--yes"][..],
            &["down", "--yes"],
            &["down", "-n", "1", "--yes"],
            &["redo", "--yes"],
            &["reset", "--yes"],
            &["up", "--yes", "--confirm", "other"],
            &["up", "--non-interactive"],
            &drop,
        ] {
            shop.run("dev", arguments).exits(6).complains(&[
                "which says itself that it is \"prod\" and protected",
                "--yes --confirm",
                &shop.name,
            ]);
        }
        shop.run("dev", &["up"]).exits(6).complains(&[
            "note: the database says itself that it is \"prod\", which is protected",
            "applying 1 migration loses data",
            "loses: drop column users.full_name, 2 rows",
            "--approve",
        ]);
        // It is known from the profile as well.
        shop.run("prod", &["up", "--yes"])
            .exits(6)
            .complains(&["which is protected as \"prod\""]);
        assert_eq!(names(&database), before);
        shop.run("dev", &["status", "--check"]).exits(3);
        let confirmed = ["up", "--yes", "--confirm", shop.name.as_str()];
        shop.run("dev", &confirmed)
            .exits(0)
            .says(&["1 migration applied"]);
        shop.run("dev", &["up"]).exits(0).says(&["nothing to do"]);
    }
}

#[test]
fn a_hash_approves_exactly_one_plan() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let shop = protected(&database);
        let hash = |arguments: &[&str]| {
            let all = [arguments, &["--json"]].concat();
            let plan = shop.run("prod", &all).exits(0).json();
            assert_eq!(plan["protected"], "prod", "{plan}");
            plan["hash"].as_str().expect("a hash").to_owned()
        };
        let up = hash(&["plan"]);
        let printed = shop.run("prod", &["plan"]).exits(0);
        assert!(printed.stdout.contains(&format!("plan {up}")), "{printed}");
        let down = hash(&["down", "--dry-run"]);
        let further = hash(&["down", "-n", "2", "--dry-run"]);
        assert!(up != down && down != further, "{up} {down} {further}");
        let other = [
            (&["up"][..], down.as_str()),
            (&["up"], further.as_str()),
            (&["down", "-n", "2"], down.as_str()),
            (&["down"], further.as_str()),
            (&["redo"], up.as_str()),
        ];
        for (arguments, approved) in other {
            let all = [arguments, &["--approve", approved]].concat();
            let said = format!("and {approved} was approved");
            shop.run("prod", &all).exits(6).complains(&[&said]);
        }
        shop.run("prod", &["up", "--approve", "yes"])
            .exits(2)
            .complains(&["is not the hash of a plan"]);
        let refused = shop.run("prod", &["up", "--json"]).exits(6).error();
        assert_eq!(refused["error"]["hash"], up.as_str());
        assert_eq!(refused["error"]["loses"][0]["rows"], 2);
        shop.run("prod", &["up", "--approve", &up]).exits(0);
        // What was approved is done: the plan is another one now.
        shop.run("prod", &["down", "--approve", &down])
            .exits(6)
            .complains(&["was approved"]);
        let down = hash(&["down", "--dry-run"]);
        shop.run("prod", &["redo", "--approve", &down])
            .exits(0)
            .says(&["2 migrations run"]);
        shop.run("prod", &["up"]).exits(0).says(&["nothing to do"]);
    }
}

#[test]
fn taking_the_protection_off_wants_the_name() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let shop = protected(&database);
        shop.run("dev", &["db", "unprotect", "other"])
            .exits(2)
            .complains(&["nothing was changed"]);
        shop.run("dev", &["down", "--yes"]).exits(6);
        shop.run("dev", &["db", "unprotect", &shop.name])
            .exits(0)
            .says(&["is not protected any more"]);
        shop.run("dev", &["db", "unprotect", &shop.name])
            .exits(0)
            .says(&["was not protected"]);
        shop.run("dev", &["down", "--yes"]).exits(0);
        // The profile has it remembered again, where there is nothing else to do too.
        shop.run("dev", &["up", "--yes"]).exits(0);
        shop.run("prod", &["up"]).exits(0).says(&["nothing to do"]);
        shop.run("dev", &["down", "--yes"]).exits(6);
        let confirmed = ["db", "drop", &shop.name, "--yes", "--confirm", &shop.name];
        shop.run("dev", &confirmed).exits(0).says(&["dropped"]);
    }
}

#[test]
fn one_protected_environment_is_not_taken_for_another() {
    let database = server::sqlite();
    let shop = protected(&database);
    for arguments in [&["up"][..], &["up", "--yes", "--confirm", "test.db"]] {
        shop.run("eu", arguments).exits(6).complains(&[
            "says that it is the protected environment \"prod\", not \"eu\"",
            "db unprotect",
        ]);
    }
}

#[test]
fn what_loses_data_asks_where_nothing_is_protected_too() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let shop = Shop::new(&database);
        // What the plan made itself is nobody's data.
        shop.run("dev", &["up"]).exits(0);
        shop.run("dev", &["down", "--yes"]).exits(0);
        sql(&database, USERS);
        for arguments in [&["up"][..], &["up", "--non-interactive"], &["up", "--json"]] {
            shop.run("dev", arguments)
                .exits(6)
                .complains(&["this needs your word", "--yes"]);
        }
        shop.run("dev", &["up"])
            .exits(6)
            .complains(&["loses: drop column users.full_name, 2 rows"]);
        let hash = shop.run("dev", &["plan", "--json"]).json()["hash"].clone();
        let hash = hash.as_str().expect("a hash");
        shop.run("dev", &["up", "--approve", hash]).exits(0);
        shop.run("dev", &["down"]).exits(0);
        shop.run("dev", &["up", "--yes"]).exits(0);
    }
}
