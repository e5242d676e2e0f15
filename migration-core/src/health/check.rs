/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Level {
    /// Nothing stands in the way.
    Ok,
    /// A run may wait or fail, or it is not known.
    Warning,
    /// A run would fail.
    Failure,
}

impl Level {
    /// `ok`, `warning` or `failure`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Failure => "failure",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Check {
    /// What, in a word or two: `rights`, `disk space`.
    pub name: &'static str,
    /// How it ended.
    pub level: Level,
    /// What was found, as a lower-case fragment.
    pub found: String,
    /// The way out, where one is needed.
    pub help: Option<String>,
}

#[cfg(feature = "_io")]
impl Check {
    pub(super) fn ok(name: &'static str, found: impl Into<String>) -> Self {
        Self {
            name,
            level: Level::Ok,
            found: found.into(),
            help: None,
        }
    }

    pub(super) fn warning(
        name: &'static str,
        found: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            level: Level::Warning,
            help: Some(help.into()),
            ..Self::ok(name, found)
        }
    }

    pub(super) fn failure(
        name: &'static str,
        found: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            level: Level::Failure,
            help: Some(help.into()),
            ..Self::ok(name, found)
        }
    }
}

/// What was found of a database.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Health {
    /// The checks, in the order they were made.
    pub checks: Vec<Check>,
}

impl Health {
    /// The worst of the checks.
    #[must_use]
    pub fn level(&self) -> Level {
        let levels = self.checks.iter().map(|check| check.level);
        levels.max().unwrap_or(Level::Ok)
    }
}

/// What was found, on one line.
pub(crate) fn found(checks: &[Check]) -> String {
    let found: Vec<&str> = checks.iter().map(|check| check.found.as_str()).collect();
    found.join("; ")
}

/// The ways out, a line each.
pub(crate) fn ways_out(checks: &[Check]) -> String {
    let ways: Vec<&str> = checks
        .iter()
        .filter_map(|check| check.help.as_deref())
        .collect();
    ways.join("\n")
}
