use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::SystemTime;

/// Thirty-two hexadecimal digits that no other attempt to take a lock has.
pub(super) fn token() -> String {
    let half = || {
        // Its keys come from the system's randomness and differ each time.
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u32(std::process::id());
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        hasher.write_u128(now.unwrap_or_default().as_nanos());
        hasher.finish()
    };
    format!("{:016x}{:016x}", half(), half())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::token;

    #[test]
    fn no_two_are_the_same() {
        let tokens: BTreeSet<String> = (0..1000).map(|_| token()).collect();
        assert_eq!(tokens.len(), 1000);
        let digits =
            |token: &String| token.len() == 32 && token.bytes().all(|b| b.is_ascii_hexdigit());
        assert!(tokens.iter().all(digits));
    }
}
