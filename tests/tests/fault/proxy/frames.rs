//! Where one message of a client ends and the next begins, in both protocols.
//! <https://www.postgresql.org/docs/current/protocol-message-formats.html>
//! <https://mariadb.com/kb/en/0-packet/>

use migration_core::schema::DialectName;

/// Cuts what a client sends into messages.
pub(super) struct Frames {
    dialect: DialectName,
    begun: bool,
    buffer: Vec<u8>,
}

/// One message, with the statement in it if it has one.
pub(super) struct Frame {
    pub(super) bytes: Vec<u8>,
    pub(super) statement: Option<String>,
}

impl Frames {
    pub(super) const fn new(dialect: DialectName) -> Self {
        Self {
            dialect,
            begun: false,
            buffer: Vec::new(),
        }
    }

    /// Takes in what was read.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next message that is whole.
    pub(super) fn next(&mut self) -> Option<Frame> {
        let length = match self.dialect {
            DialectName::Mysql => {
                let head: [u8; 3] = self.buffer.get(..3)?.try_into().ok()?;
                4 + u32::from_le_bytes([head[0], head[1], head[2], 0]) as usize
            }
            // The first message has no letter before its length.
            _ if !self.begun => number(self.buffer.get(..4)?),
            _ => 1 + number(self.buffer.get(1..5)?),
        };
        if self.buffer.len() < length {
            return None;
        }
        let bytes: Vec<u8> = self.buffer.drain(..length).collect();
        let statement = match self.dialect {
            DialectName::Mysql => mysql(&bytes),
            _ if !self.begun => {
                self.begun = true;
                None
            }
            _ => postgres(&bytes),
        };
        Some(Frame { bytes, statement })
    }
}

fn number(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// A command begins a count anew; `COM_QUERY` is 3, `COM_STMT_PREPARE` 22, `COM_STMT_EXECUTE` 23.
fn mysql(bytes: &[u8]) -> Option<String> {
    match (bytes.get(3)?, bytes.get(4)?) {
        (0, 3 | 22 | 23) => Some(text(&bytes[5..])),
        _ => None,
    }
}

/// `Query`, `Parse` and `Execute`.
fn postgres(bytes: &[u8]) -> Option<String> {
    matches!(bytes.first()?, b'Q' | b'P' | b'E').then(|| text(&bytes[5..]))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_matches('\0').to_owned()
}

/// The message of a statement.
pub(super) fn query(dialect: DialectName, sql: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(sql.len() + 6);
    let length = |extra: usize| u32::try_from(sql.len() + extra).expect("a short statement");
    if dialect == DialectName::Mysql {
        bytes.extend_from_slice(&length(1).to_le_bytes()[..3]);
        bytes.extend_from_slice(&[0, 3]);
        bytes.extend_from_slice(sql.as_bytes());
    } else {
        bytes.push(b'Q');
        bytes.extend_from_slice(&length(5).to_be_bytes());
        bytes.extend_from_slice(sql.as_bytes());
        bytes.push(0);
    }
    bytes
}
