//! A column with what stands behind it.

use migration_core::operation::{AddColumn, Operation, Position, check_name};

use super::column::{self, Companions};
use super::{Scope, constraint, index, literal};

/// A column with the operations behind it that `.unique()`, `.index()` and so on record, in
/// the order in which they record them; and how many of those there are.
pub(super) fn column(
    op: &AddColumn,
    after: &[Operation],
    scope: &mut Scope<'_>,
) -> (String, usize) {
    let AddColumn {
        table,
        column,
        existing_rows,
        position,
    } = op;
    let name = column.name.as_str();
    let mut companions = Companions::default();
    let mut used = 0;
    // Each kind once and in this order, checks excepted: 0 checks, 1 unique, 2 index, 3 key.
    let mut stage = 0;
    for next in after {
        if next.table() != Some(table) {
            break;
        }
        match next {
            Operation::AddCheck(next) if stage == 0 => {
                let base = check_name(table, name);
                let expected = match companions.checks.len() {
                    0 => base,
                    n => format!("{base}{}", n + 1),
                };
                if next.check.name != expected || !constraint::more(&next.check).is_empty() {
                    break;
                }
                companions.checks.push(&next.check.expression);
            }
            Operation::AddUnique(next)
                if stage < 1
                    && next.unique.columns == [name]
                    && constraint::is_plain_unique(table, &next.unique) =>
            {
                companions.unique = true;
                stage = 1;
            }
            Operation::CreateIndex(next)
                if stage < 2
                    && !next.concurrently
                    && index::plain(table, &next.index) == Some(name) =>
            {
                companions.index = true;
                stage = 2;
            }
            Operation::AddForeignKey(next)
                if stage < 3
                    && next.foreign_key.columns == [name]
                    && constraint::is_plain_key(table, &next.foreign_key) =>
            {
                companions.foreign_key = Some(&next.foreign_key);
                stage = 3;
            }
            _ => break,
        }
        used += 1;
    }
    let column = column::column(table, column, existing_rows, &companions, scope);
    let place = match position {
        None => String::new(),
        Some(Position::First) => ".first()".to_owned(),
        Some(Position::After(other)) => format!(".after({})", literal::string(other)),
    };
    let table = literal::string(table);
    let line = scope.line(&format!("schema.add_column({table}, {column}){place};"));
    (line, used)
}
