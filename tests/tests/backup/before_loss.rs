//! In a protected environment nothing is lost without a backup.

use migration_tests::live::Live;
use migration_tests::server::{self, TestDatabase};

use crate::contents::wait;
use crate::shop::Shop;

fn full_names(database: &TestDatabase) -> Result<usize, String> {
    wait(async {
        let mut live = Live::connect(database).await;
        let rows = live
            .sql("SELECT full_name FROM users WHERE full_name LIKE '% %'")
            .await;
        rows.map(|rows| rows.len())
    })
}

#[test]
fn a_plan_that_loses_data_is_backed_up_for_or_refused() {
    for database in server::all() {
        println!("on {}", database.dialect);
        let shop = Shop::new(&database, "");
        let up = ["up", "--yes", "--confirm", shop.name.as_str()];
        shop.run(&up).exits(6).complains(&[
            "nothing says how it is backed up",
            "under [profile.prod], write `backup = ",
        ]);
        let hash = shop.run(&["plan", "--json"]).exits(0).json()["hash"].clone();
        let approved = ["up", "--approve", hash.as_str().expect("a hash")];
        shop.run(&approved)
            .exits(6)
            .complains(&["nothing says how it is backed up"]);
        assert_eq!(full_names(&database), Ok(2));
        shop.configure("backup = { folder = \"kept\", keep = 2 }");
        shop.run(&approved)
            .exits(0)
            .says(&["✓ backup kept/", "1 migration applied"]);
        assert!(full_names(&database).is_err());
        let [backup] = shop.backups().try_into().expect("one backup");
        shop.run(&["history"]).exits(0).says(&["backup", &backup]);
        // What was lost is in it.
        let file = format!("kept/{backup}");
        let restore = ["restore", file.as_str()];
        shop.run(&[&restore[..], &["--yes"]].concat())
            .exits(6)
            .complains(&["which is protected as \"prod\"", "--confirm"]);
        let confirmed = ["--yes", "--confirm", shop.name.as_str()];
        shop.run(&[&restore[..], &confirmed].concat()).exits(0);
        assert_eq!(full_names(&database), Ok(2));
        // Two of its own stay, whatever else lies there.
        shop.project.write("kept/shop.txt", "mine");
        shop.run(&["backup"]).exits(0);
        shop.run(&up).exits(0);
        let kept = shop.backups();
        assert_eq!(
            kept.iter()
                .filter(|name| !name.contains("before-restore"))
                .count(),
            3
        );
        assert!(!kept.contains(&backup), "{kept:?}");
        assert!(kept.contains(&"shop.txt".to_owned()));
        // What loses nothing is not backed up for.
        shop.run(&["down", "--yes", "--confirm", &shop.name])
            .exits(0);
        assert_eq!(shop.backups(), kept);
        shop.run(&["db", "drop", &shop.name, "--yes", "--confirm", &shop.name])
            .exits(0)
            .says(&["✓ backup kept/", "dropped"]);
    }
}

#[test]
fn a_command_of_ones_own_makes_the_backup_or_says_when_there_was_one() {
    let database = server::sqlite();
    let shop = Shop::new(&database, "");
    let up = ["up", "--yes", "--confirm", "test.db"];
    for (backup, said) in [
        (
            "backup = { command = \"echo no room >&2; exit 3\" }",
            "no room",
        ),
        (
            "backup = { check = \"exit 1\" }",
            "no recent backup is known",
        ),
        (
            "backup = { check = \"echo soon\", max_age = \"1h\" }",
            "when the last backup was made",
        ),
        (
            "backup = { check = \"echo 2026-01-01T00:00:00Z\", max_age = \"1h\" }",
            "may not be older than 60 m",
        ),
    ] {
        shop.configure(backup);
        let outcome = shop.run(&up).complains(&[said]);
        assert!(matches!(outcome.code, Some(6 | 9)), "{outcome}");
        assert_eq!(full_names(&database), Ok(2), "{backup}");
    }
    for (backup, said) in [
        (
            "backup = { check = \"date +%s\", max_age = \"1h\" }",
            "the last backup was made just now",
        ),
        ("backup = { check = \"true\" }", "by the profile's check"),
        (
            "backup = { folder = \"kept\", command = \"echo whole > $MIGRATE_BACKUP_FILE\" }",
            "✓ backup kept/test-",
        ),
        (
            "backup = { command = \"touch elsewhere\" }",
            "backup made by the profile's command",
        ),
    ] {
        shop.configure(backup);
        shop.run(&up).exits(0).says(&[said]);
        shop.run(&["down", "--yes", "--confirm", "test.db"])
            .exits(0);
    }
    let [made] = shop.backups().try_into().expect("one backup");
    assert_eq!(shop.project.read(&format!("kept/{made}")), "whole\n");
}
