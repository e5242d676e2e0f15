//! What the generator refuses: one clear line, and the way out.

mod columns;
mod constraints;
mod objects;
mod tables;

use migration_cli::generate::Folded;
use migration_core::schema::DialectName;

use super::package::Package;

/// Words, a part of the message, a part of the help.
type Mistake = (&'static [&'static str], &'static str, &'static str);

#[test]
fn mistakes_are_told_and_write_nothing() {
    let package = Package::unwritten();
    let mut folded = Folded::default();
    for words in [
        &[
            "create_table",
            "users",
            "email:string:unique",
            "age:int:null",
            "name:string:index",
        ][..],
        &[
            "create_table",
            "posts",
            "user:references",
            "title:string",
            "body:text",
        ],
        &[
            "create_table",
            "pairs",
            "a:int",
            "b:int",
            "--primary-key",
            "a,b",
        ],
    ] {
        package
            .draft(words, DialectName::Sqlite, &mut folded)
            .unwrap_or_else(|error| panic!("{words:?}: {error}"));
    }
    let all = [tables::ALL, columns::ALL, constraints::ALL, objects::ALL];
    for (words, message, help) in all.into_iter().flatten() {
        let error = package
            .draft(words, DialectName::Sqlite, &mut folded.clone())
            .map(|draft| draft.source)
            .expect_err(&format!("{words:?}"));
        assert!(error.to_string().contains(message), "{words:?}: {error}");
        assert!(!error.to_string().contains('\n'), "{error}");
        let told = error.help().unwrap_or_default();
        assert!(told.contains(help), "{words:?}: {told}");
    }
    assert!(!package.folder().join("src").exists());
}
