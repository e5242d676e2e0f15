//! Durations and instants as a person reads them.

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};

/// `<1 ms`, `12 ms`, `1.2 s`, `2 m 05 s`.
pub(crate) fn duration(of: Duration) -> String {
    let millis = of.as_millis();
    match millis {
        0 => "<1 ms".to_owned(),
        1..1_000 => format!("{millis} ms"),
        1_000..60_000 => format!("{:.1} s", of.as_secs_f64()),
        _ => format!("{} m {:02} s", of.as_secs() / 60, of.as_secs() % 60),
    }
}

/// Whole milliseconds, for the machine.
pub(crate) fn millis(of: Duration) -> u64 {
    u64::try_from(of.as_millis()).unwrap_or(u64::MAX)
}

/// `2026-11-20T09:30:00Z`: sorts, and every program reads it.
pub(crate) fn machine(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// `2026-11-20 09:30 UTC`.
pub(crate) fn absolute(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// `3 minutes ago`, counted from `now`.
pub(crate) fn relative(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (now - at).num_seconds();
    let (count, unit) = match seconds {
        i64::MIN..5 => return "just now".to_owned(),
        5..60 => (seconds, "second"),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        86_400..2_592_000 => (seconds / 86_400, "day"),
        2_592_000..31_536_000 => (seconds / 2_592_000, "month"),
        _ => (seconds / 31_536_000, "year"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural} ago")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for (millis, expected) in [
            (0, "<1 ms"),
            (7, "7 ms"),
            (999, "999 ms"),
            (1_250, "1.2 s"),
            (125_000, "2 m 05 s"),
        ] {
            assert_eq!(duration(Duration::from_millis(millis)), expected);
        }
    }

    #[test]
    fn relative_times() {
        let now = DateTime::from_timestamp(2_000_000_000, 0).unwrap();
        for (seconds, expected) in [
            (-3, "just now"),
            (1, "just now"),
            (59, "59 seconds ago"),
            (60, "1 minute ago"),
            (7_200, "2 hours ago"),
            (86_400 * 3, "3 days ago"),
            (86_400 * 800, "2 years ago"),
        ] {
            let at = now - chrono::TimeDelta::seconds(seconds);
            assert_eq!(relative(at, now), expected);
        }
    }
}
