//! What the DSL says in fewer words than the parts of a table.

use migration_core::operation::{check_name, primary_key_name};
use migration_core::schema::{Column, ColumnType, DefaultValue, Enforcement, PrimaryKey, Table};

use super::column::Companions;
use super::{constraint, index};

/// How many of a table's constraints and indexes stand behind their columns. What stands
/// there is recorded in the order of the columns, so each list is taken from its beginning
/// and only as far as its order is theirs.
pub(super) struct Sugar {
    pub(super) key_is_id: bool,
    pub(super) uniques: usize,
    pub(super) checks: usize,
    pub(super) indexes: usize,
    pub(super) foreign_keys: usize,
}

impl Sugar {
    pub(super) fn of(table: &Table) -> Self {
        let position = |name: &str| table.columns.iter().position(|column| column.name == name);
        let prefix = |positions: &mut dyn Iterator<Item = Option<usize>>| {
            let mut last = None;
            positions
                .take_while(|position| {
                    let fits = position.is_some() && last < *position;
                    last = *position;
                    fits
                })
                .count()
        };
        Self {
            key_is_id: identity_method(table).is_some(),
            uniques: prefix(&mut table.uniques.iter().map(|unique| {
                position(alone(&unique.columns)?)
                    .filter(|_| constraint::is_plain_unique(&table.name, unique))
            })),
            indexes: prefix(
                &mut table
                    .indexes
                    .iter()
                    .map(|index| position(index::plain(&table.name, index)?)),
            ),
            foreign_keys: prefix(&mut table.foreign_keys.iter().map(|key| {
                position(alone(&key.columns)?)
                    .filter(|_| constraint::is_plain_key(&table.name, key))
            })),
            checks: Self::checks(table),
        }
    }

    /// A column may have several checks, which are numbered.
    fn checks(table: &Table) -> usize {
        let mut at = 0;
        let mut number = 0;
        let mut count = 0;
        'checks: for check in &table.checks {
            while let Some(column) = table.columns.get(at) {
                let base = check_name(&table.name, &column.name);
                let expected = if number == 0 {
                    base
                } else {
                    format!("{base}{}", number + 1)
                };
                if check.name == expected && check.enforcement == Enforcement::All {
                    number += 1;
                    count += 1;
                    continue 'checks;
                }
                at += 1;
                number = 0;
            }
            break;
        }
        count
    }

    pub(super) fn companions<'a>(&self, table: &'a Table, column: &str) -> Companions<'a> {
        let base = check_name(&table.name, column);
        let own = |name: &str| {
            name.strip_prefix(base.as_str()).is_some_and(|rest| {
                rest.is_empty() || rest.bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        Companions {
            unique: table.uniques[..self.uniques]
                .iter()
                .any(|unique| unique.columns[0] == column),
            index: table.indexes[..self.indexes]
                .iter()
                .any(|index| index::plain(&table.name, index) == Some(column)),
            checks: table.checks[..self.checks]
                .iter()
                .filter(|check| own(&check.name))
                .map(|check| &check.expression)
                .collect(),
            foreign_key: table.foreign_keys[..self.foreign_keys]
                .iter()
                .find(|key| key.columns[0] == column),
        }
    }

    /// The method that stands for the columns at the beginning of these, and their number.
    pub(super) fn whole(&self, table: &Table, columns: &[Column]) -> Option<(&'static str, usize)> {
        let bare = |name: &str| {
            let it = self.companions(table, name);
            !it.unique && !it.index && it.checks.is_empty() && it.foreign_key.is_none()
        };
        let first = columns.first()?;
        if !bare(&first.name) {
            return None;
        }
        if first.name == "id" && self.key_is_id {
            return identity_method(table).map(|method| (method, 1));
        }
        let timestamp = |name: &str| Column::new(name, ColumnType::TimestampTz(6));
        let made = |name: &str| Column {
            default: Some(DefaultValue::Now),
            ..timestamp(name)
        };
        if let Some(second) = columns.get(1)
            && *first == made("created_at")
            && *second == made("updated_at")
            && bare(&second.name)
        {
            return Some(("timestamps", 2));
        }
        let deleted = Column {
            nullable: true,
            ..timestamp("deleted_at")
        };
        (*first == deleted).then_some(("soft_delete", 1))
    }
}

/// The method that makes the column `id` and the primary key at once.
fn identity_method(table: &Table) -> Option<&'static str> {
    let id = table.column("id")?;
    let key = PrimaryKey {
        name: primary_key_name(&table.name),
        columns: vec!["id".to_owned()],
        ..PrimaryKey::default()
    };
    let by_itself = table.primary_key.as_ref() == Some(&key)
        && !table
            .checks
            .iter()
            .any(|check| check.name == check_name(&table.name, "id"))
        && !table
            .uniques
            .iter()
            .any(|unique| alone(&unique.columns) == Some("id"))
        && !table
            .indexes
            .iter()
            .any(|index| index::plain(&table.name, index) == Some("id"))
        && !table
            .foreign_keys
            .iter()
            .any(|key| alone(&key.columns) == Some("id"));
    let numbered = |ty| Column {
        identity: Some(Box::default()),
        ..Column::new("id", ty)
    };
    let random = Column {
        default: Some(DefaultValue::RandomUuid),
        ..Column::new("id", ColumnType::Uuid)
    };
    match id {
        _ if !by_itself => None,
        id if *id == numbered(ColumnType::BigInt) => Some("id"),
        id if *id == numbered(ColumnType::Int) => Some("int_id"),
        id if *id == random => Some("uuid_id"),
        _ => None,
    }
}

fn alone(columns: &[String]) -> Option<&str> {
    match columns {
        [one] => Some(one),
        _ => None,
    }
}
