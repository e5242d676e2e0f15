use crate::migration::Version;

/// How migrations are proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyOptions {
    /// The first migration that is judged; those before it are applied only.
    pub from: Option<Version>,
    /// The last one; those behind it are left out.
    pub to: Option<Version>,
    /// How many rows a table gets when it is new or was changed.
    pub rows: usize,
    /// Whether the scratch database stays.
    pub keep: bool,
}

impl Default for VerifyOptions {
    fn default() -> Self {
        Self {
            from: None,
            to: None,
            rows: 3,
            keep: false,
        }
    }
}
