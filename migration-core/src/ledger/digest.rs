use std::fmt;

use sha2::{Digest, Sha256};

use crate::migration::{Checksum, Version};

/// The digest of all applied migrations: the sum (exclusive or) of a digest of each.
///
/// Adding a migration and taking it away are the same operation, so the ledger's head moves
/// without reading the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LedgerDigest([u8; 32]);

impl LedgerDigest {
    /// The digest of these migrations.
    pub fn of<'a>(migrations: impl IntoIterator<Item = (Version, &'a Checksum)>) -> Self {
        let mut digest = Self::default();
        for (version, checksum) in migrations {
            digest = digest.toggled(version, checksum);
        }
        digest
    }

    /// The digest with one migration more, or less if it was in.
    #[must_use]
    pub fn toggled(mut self, version: Version, checksum: &Checksum) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(version.date().to_be_bytes());
        hasher.update(version.time().to_be_bytes());
        hasher.update([Checksum::ALGORITHM]);
        hasher.update(checksum.as_bytes());
        let one: [u8; 32] = hasher.finalize().into();
        for (byte, other) in self.0.iter_mut().zip(one) {
            *byte ^= other;
        }
        self
    }
}

impl fmt::Display for LedgerDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_does_not_matter_and_taking_away_undoes_adding() {
        let checksum = Checksum::of(&[], None);
        let versions =
            ["20260101_000000", "20260102_000000"].map(|text| text.parse::<Version>().unwrap());
        let both = LedgerDigest::of(versions.map(|version| (version, &checksum)));
        let turned =
            LedgerDigest::of([versions[1], versions[0]].map(|version| (version, &checksum)));
        assert_eq!(both, turned);
        let one = LedgerDigest::of([(versions[0], &checksum)]);
        assert_eq!(both.toggled(versions[1], &checksum), one);
        assert_ne!(both, one);
    }
}
