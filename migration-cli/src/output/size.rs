//! Sizes as a person reads them.

/// `912 bytes`, `12.3 kB`, `1.2 MB`.
pub(crate) fn bytes(of: u64) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    if of == 1 {
        return "1 byte".to_owned();
    }
    if of < 1_000 {
        return format!("{of} bytes");
    }
    // Rounding shows one digit behind the point only.
    #[allow(
        clippy::cast_precision_loss,
        reason = "one digit behind the point is shown"
    )]
    let mut scaled = of as f64;
    let mut unit = "bytes";
    for next in UNITS {
        if scaled < 999.95 {
            break;
        }
        scaled /= 1_000.0;
        unit = next;
    }
    format!("{scaled:.1} {unit}")
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes() {
        for (of, expected) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (999, "999 bytes"),
            (1_000, "1.0 kB"),
            (12_345, "12.3 kB"),
            (999_990, "1.0 MB"),
            (1_250_000_000, "1.2 GB"),
        ] {
            assert_eq!(bytes(of), expected);
        }
    }
}
