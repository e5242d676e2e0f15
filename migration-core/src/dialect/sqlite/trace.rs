//! SQLite runs every statement in the transaction that its ledger entry is in: where that is not
//! there afterwards, nothing of it is. <https://www.sqlite.org/atomiccommit.html>

use crate::dialect::trace::Trace;

pub(in crate::dialect) const fn trace(_sql: &str) -> Trace {
    Trace::Rows
}
