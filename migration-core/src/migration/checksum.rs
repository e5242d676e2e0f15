use std::fmt;

use sha2::{Digest, Sha256};

use crate::operation::{Canonical, CanonicalWriter, Operation};

/// The digest of what a migration does.
///
/// It covers the canonical form of the operations (and the tokens of Rust data code), never
/// the bytes of a file: comments, formatting and another way to write the same thing change
/// nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Checksum([u8; 32]);

impl Checksum {
    /// The version of the algorithm, which the ledger keeps beside each checksum.
    pub const ALGORITHM: u8 = 1;

    /// The checksum of operations, and of the way back where a person wrote it.
    #[must_use]
    pub fn of(up: &[Operation], down: Option<&[Operation]>) -> Self {
        let mut out = CanonicalWriter::default();
        for operation in up {
            operation.write(&mut out);
        }
        let mut hasher = Sha256::new();
        hasher.update(out.finish());
        if let Some(down) = down {
            let mut out = CanonicalWriter::default();
            for operation in down {
                operation.write(&mut out);
            }
            hasher.update("\0down\0");
            hasher.update(out.finish());
        }
        Self(hasher.finalize().into())
    }

    /// The checksum written in hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(i * 2..i * 2 + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::DropTable;

    #[test]
    fn a_checksum_survives_its_text_and_tells_operations_apart() {
        let drop = |table: &str| {
            [Operation::DropTable(DropTable {
                table: table.to_owned(),
            })]
        };
        let one = Checksum::of(&drop("a"), None);
        assert_eq!(Checksum::parse(&one.to_string()), Some(one));
        assert_ne!(one, Checksum::of(&drop("b"), None));
        assert_ne!(one, Checksum::of(&drop("a"), Some(&[])));
        assert_eq!(Checksum::parse("zz"), None);
    }

    #[test]
    fn the_algorithm_stays_what_it_is() {
        // A changed digest here means that every ledger in the world is out of date:
        // raise `ALGORITHM` and keep the old one for the entries that have it.
        let drop = [Operation::DropTable(DropTable {
            table: "a".to_owned(),
        })];
        assert_eq!(
            Checksum::of(&drop, None).to_string(),
            "566b65b387bd27a634f7e216d5df29bf6065f0f13374c7aa244417b239bf9815"
        );
    }
}
