use std::fmt;
use std::str::FromStr;

/// When a migration was written: `20261120_093000`. Migrations are applied in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    date: u32,
    time: u32,
}

/// Why a text is no version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionError {
    /// The text.
    pub text: String,
}

impl fmt::Display for VersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is no version; a version is written like 20261120_093000",
            self.text
        )
    }
}

impl std::error::Error for VersionError {}

impl Version {
    /// The first that there can be, for what has no other.
    #[cfg(feature = "_io")]
    pub(crate) const FIRST: Self = Self {
        date: 10_000_101,
        time: 0,
    };

    /// A version of a date (`20261120`) and a time (`93000`), if there can be such a moment.
    #[must_use]
    pub const fn new(date: u32, time: u32) -> Option<Self> {
        let (month, day) = (date / 100 % 100, date % 100);
        let (hour, minute, second) = (time / 10_000, time / 100 % 100, time % 100);
        let ok = date >= 10_000_101
            && date <= 99_991_231
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= 31
            && hour < 24
            && minute < 60
            && second < 60;
        if ok { Some(Self { date, time }) } else { None }
    }

    /// Reads `YYYYMMDD_HHMMSS`, and the same without the underscore.
    #[must_use]
    pub const fn parse(text: &[u8]) -> Option<Self> {
        let gap = match text.len() {
            14 => 0,
            15 if text[8] == b'_' => 1,
            _ => return None,
        };
        match (digits(text, 0, 8), digits(text, 8 + gap, 6)) {
            (Some(date), Some(time)) => Self::new(date, time),
            _ => None,
        }
    }

    /// Takes a module's name apart: `m20261120_093000_create_posts` is the version
    /// `20261120_093000` and the name `create_posts`.
    ///
    /// # Errors
    /// The name, where it is not of this form.
    pub fn from_file_stem(stem: &str) -> Result<(Self, &str), VersionError> {
        Self::split_module(stem).ok_or_else(|| VersionError {
            text: stem.to_owned(),
        })
    }

    /// As [`Version::from_file_stem`], while compiling.
    pub(crate) const fn split_module(module: &str) -> Option<(Self, &str)> {
        let bytes = module.as_bytes();
        if bytes.len() < 18 || bytes[0] != b'm' || bytes[16] != b'_' {
            return None;
        }
        let (head, name) = bytes.split_at(17);
        let (_, version) = head.split_at(1);
        let (version, _) = version.split_at(15);
        match (Self::parse(version), std::str::from_utf8(name)) {
            (Some(version), Ok(name)) => Some((version, name)),
            _ => None,
        }
    }

    /// The date as a number: `20261120`.
    #[must_use]
    pub const fn date(self) -> u32 {
        self.date
    }

    /// The time as a number: `93000` is half past nine.
    #[must_use]
    pub const fn time(self) -> u32 {
        self.time
    }
}

const fn digits(text: &[u8], start: usize, count: usize) -> Option<u32> {
    let mut value = 0;
    let mut i = start;
    while i < start + count {
        if !text[i].is_ascii_digit() {
            return None;
        }
        value = value * 10 + (text[i] - b'0') as u32;
        i += 1;
    }
    Some(value)
}

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text.as_bytes()).ok_or_else(|| VersionError {
            text: text.to_owned(),
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:08}_{:06}", self.date, self.time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_a_moment() {
        for (text, expected) in [
            ("20261120_093000", Some("20261120_093000")),
            ("20261120093000", Some("20261120_093000")),
            ("20261320_093000", None),
            ("20261120_243000", None),
            ("2026112_0093000", None),
            ("20261120-093000", None),
            ("", None),
        ] {
            let version = text
                .parse::<Version>()
                .ok()
                .map(|version| version.to_string());
            assert_eq!(version.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_module_holds_version_and_name() {
        let (version, name) = Version::from_file_stem("m20261120_093000_create_posts").unwrap();
        assert_eq!(
            (version.to_string().as_str(), name),
            ("20261120_093000", "create_posts")
        );
        for bad in [
            "create_posts",
            "m20261120_093000",
            "m20261120_093000_",
            "m2026_x",
        ] {
            assert!(Version::from_file_stem(bad).is_err(), "{bad}");
        }
    }
}
