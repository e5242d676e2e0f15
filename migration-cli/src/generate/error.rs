use std::fmt;
use std::path::Path;

use migration_core::operation::SchemaError;

/// What kind of mistake it was, for the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GenerateErrorKind {
    /// The words or flags cannot be understood.
    Usage,
    /// What was asked for does not fit the folded schema.
    Schema,
    /// A file could not be read or written.
    Files,
}

/// Why nothing was generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenerateError {
    kind: GenerateErrorKind,
    message: String,
    help: Option<String>,
}

impl GenerateError {
    /// Words or flags that cannot be understood, and the way out.
    #[must_use]
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(GenerateErrorKind::Usage, message, Some(help.into()))
    }

    /// Something that does not fit the folded schema, and the way out.
    #[must_use]
    pub fn schema(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(GenerateErrorKind::Schema, message, Some(help.into()))
    }

    /// A file that could not be read or written.
    #[must_use]
    pub fn file(path: &Path, doing: &str, error: &impl fmt::Display) -> Self {
        Self::new(
            GenerateErrorKind::Files,
            format!("cannot {doing} {}: {error}", path.display()),
            None,
        )
    }

    /// What the file system answered about a file or folder.
    #[must_use]
    pub fn io(path: &Path, doing: &str, error: &std::io::Error) -> Self {
        let shown = Self::file(path, doing, error);
        match error.kind() {
            std::io::ErrorKind::PermissionDenied => {
                shown.with_help("give this user the permission to write there")
            }
            _ => shown,
        }
    }

    /// An error of any kind.
    #[must_use]
    pub fn new(kind: GenerateErrorKind, message: impl Into<String>, help: Option<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            help,
        }
    }

    /// What kind of mistake it was.
    #[must_use]
    pub const fn kind(&self) -> GenerateErrorKind {
        self.kind
    }

    /// What to do about it; may have several lines.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        self.help.clone()
    }

    /// The same error with another way out.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for GenerateError {}

impl From<migration_core::Error> for GenerateError {
    fn from(error: migration_core::Error) -> Self {
        Self::new(GenerateErrorKind::Schema, error.to_string(), error.help())
    }
}

impl From<SchemaError> for GenerateError {
    fn from(error: SchemaError) -> Self {
        Self::schema(error.to_string(), error.help())
    }
}

impl From<super::render::Unrenderable> for GenerateError {
    fn from(error: super::render::Unrenderable) -> Self {
        Self::schema(error.to_string(), error.help)
    }
}
