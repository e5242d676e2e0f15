//! Checks and exclusion constraints.

use migration_core::schema::{Check, Deferrable, Enforcement, Exclusion, IndexMethod, IndexPart};

pub(super) fn checks() -> Vec<(&'static str, Check)> {
    [
        ("plain", Enforcement::All),
        ("for new rows", Enforcement::NewRows),
        ("not enforced", Enforcement::None),
    ]
    .map(|(what, enforcement)| {
        let check = Check {
            name: "things_small".to_owned(),
            expression: "n < 100".into(),
            enforcement,
            comment: None,
        };
        (what, check)
    })
    .into()
}

pub(super) fn exclusions() -> Vec<(&'static str, Exclusion)> {
    let exclusion = || Exclusion {
        name: "things_apart".to_owned(),
        method: Some(IndexMethod::Gist),
        parts: vec![(IndexPart::column("during"), "&&".to_owned())],
        filter: None,
        deferrable: Deferrable::No,
        comment: None,
    };
    vec![
        ("plain", exclusion()),
        (
            "of some rows",
            Exclusion {
                filter: Some("n > 0".into()),
                ..exclusion()
            },
        ),
        (
            "deferred",
            Exclusion {
                deferrable: Deferrable::InitiallyDeferred,
                ..exclusion()
            },
        ),
    ]
}
