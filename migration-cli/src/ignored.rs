//! Objects that a comparison leaves out, by patterns with `*`.

use crate::error::CliError;

/// What is left out.
#[derive(Debug)]
pub(crate) struct Ignored(Vec<String>);

impl Ignored {
    /// The patterns of the configuration and of the flags: a kind and a name, `table audit_*`.
    pub(crate) fn new(configured: Vec<String>, given: &[String]) -> Result<Self, CliError> {
        let mut all = configured;
        all.extend_from_slice(given);
        let plain = all.iter().find(|pattern| !pattern.trim().contains(' '));
        match plain {
            Some(pattern) => Err(CliError::usage(
                "usage",
                format!("{pattern:?} does not say what kind of object it is"),
            )
            .help(format!(
                "write the kind before the name: `table {pattern}`, `view {pattern}`, `* {pattern}`"
            ))),
            None => Ok(Self(all)),
        }
    }

    pub(crate) fn matches(&self, object: &str) -> bool {
        self.0.iter().any(|pattern| matches(pattern.trim(), object))
    }
}

/// Whether the text is of the pattern, in which `*` stands for any text.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(rest) = text.strip_prefix(head) else {
        return false;
    };
    let mut ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    ends.any(|at| matches(tail, &rest[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let ignored = Ignored::new(
            vec!["table audit_*".to_owned()],
            &["* tmp".to_owned(), "view *_old".to_owned()],
        )
        .unwrap();
        for (object, expected) in [
            ("table audit_log", true),
            ("table audit_", true),
            ("table my_audit_log", false),
            ("view audit_log", false),
            ("table tmp", true),
            ("sequence tmp", true),
            ("view été_old", true),
            ("view old", false),
        ] {
            assert_eq!(ignored.matches(object), expected, "{object}");
        }
        let error = Ignored::new(Vec::new(), &["audit_*".to_owned()]).unwrap_err();
        assert!(error.help.unwrap().contains("`table audit_*`"));
    }
}
