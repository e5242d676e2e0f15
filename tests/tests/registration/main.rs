//! The registry is the folder of migrations: however a file came or went, and however the
//! binary was linked.

mod package;

use std::process::Command;

use package::{Package, lister};

const USERS: &str = "m20260101_000000_users";
const POSTS: &str = "m20260102_000000_posts";
const TAGS: &str = "m20260103_000000_tags";
const LIKES: &str = "m20260104_000000_likes";

/// What linkers and optimisers do to throw code away.
const SMALLEST: &str = "\n[profile.smallest]\ninherits = \"release\"\nlto = \"fat\"\nstrip = true\n\
                        panic = \"abort\"\ncodegen-units = 1\n";

#[track_caller]
fn check(package: &Package, profile: &str) {
    let registry = package
        .registry(profile)
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(registry, package.files());
}

#[track_caller]
fn check_refused(package: &Package, words: &[&str]) {
    let error = package
        .registry("dev")
        .expect_err("the folder and mod.rs differ");
    for word in words {
        assert!(error.contains(word), "{word:?} is not in:\n{error}");
    }
}

#[test]
fn a_file_that_is_not_declared_stops_the_build() {
    let package = Package::binary("dropped-in", &[USERS, POSTS]);
    check(&package, "dev");
    package.add_file(TAGS);
    check_refused(&package, &[TAGS, "is not declared", "migrate sync"]);
    package.declare(&[USERS, POSTS, TAGS]);
    check(&package, "dev");
}

#[test]
fn a_file_that_is_gone_stops_the_build_while_it_is_declared() {
    let package = Package::library("removed", &[USERS, POSTS]);
    check(&package, "dev");
    package.remove_file(POSTS);
    check_refused(&package, &[POSTS, "has no file", "migrate sync"]);
    package.declare(&[USERS]);
    check(&package, "dev");
}

#[test]
fn two_branches_that_each_add_one_merge_without_a_conflict() {
    let package = Package::binary("merged", &[USERS]);
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .args(["-c", "user.name=test", "-c", "user.email=test@localhost"])
            .args(arguments)
            .current_dir(&package.folder)
            .output()
            .expect("git runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "git {arguments:?}: {said}");
    };
    let commit = |message| {
        git(&["add", "."]);
        git(&["commit", "-qm", message]);
    };
    git(&["init", "-q", "-b", "main", "."]);
    commit("one migration");
    for (branch, module) in [("posts", POSTS), ("tags", TAGS)] {
        git(&["checkout", "-q", "-b", branch, "main"]);
        package.add_file(module);
        package.declare(&[USERS, module]);
        commit(branch);
    }
    git(&["merge", "-q", "posts"]);
    assert_eq!(package.files().len(), 3);
    check(&package, "dev");
}

#[test]
fn nothing_is_lost_in_the_smallest_binary() {
    let all = [USERS, POSTS, TAGS, LIKES];
    for package in [
        Package::binary("smallest", &all),
        Package::library("smallest-library", &all),
    ] {
        let manifest = std::fs::read_to_string(package.folder.join("Cargo.toml")).unwrap();
        package.write("Cargo.toml", &format!("{manifest}{SMALLEST}"));
        check(&package, "smallest");
    }
}

#[test]
fn an_application_that_links_two_packages_sees_each_whole() {
    let first = Package::library("first", &[USERS, POSTS]);
    let second = Package::library("second", &[TAGS, LIKES]);
    let application = Package::library("application", &[]);
    application.write(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"application\"\nversion = \"0.1.0\"\nedition = \"2024\"\nbuild = false\n\n\
             [workspace]\n\n[dependencies]\nfirst = {{ path = {:?} }}\nsecond = {{ path = {:?} }}\n{SMALLEST}",
            first.folder, second.folder
        ),
    );
    std::fs::remove_file(application.folder.join("src/lib.rs")).unwrap();
    for profile in ["dev", "smallest"] {
        for (name, package) in [("first", &first), ("second", &second)] {
            application.write("src/main.rs", &lister(&[&format!("{name}::registry()")]));
            let listed = application
                .registry(profile)
                .unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(listed, package.files(), "{name}, {profile}");
        }
    }
}
