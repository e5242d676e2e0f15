//! What the DSL says in fewer words than the parts of a table.

use migration_core::operation::{check_name, primary_key_name};
use migration_core::schema::{Column, ColumnType, DefaultValue, Index, PrimaryKey, Table};

use super::column::Companions;
use super::{constraint, index, literal};

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
            indexes: prefix(&mut table.indexes.iter().map(|index| {
                match index::plain(&table.name, index) {
                    Some(column) => position(column),
                    // It is made with the second of the two columns.
                    None => polymorphic(table, index).map(|(at, _)| at + 1),
                }
            })),
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
                if check.name == expected && constraint::more(check).is_empty() {
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

    /// The call that stands for the columns at the beginning of these, and their number.
    pub(super) fn whole(&self, table: &Table, columns: &[Column]) -> Option<(String, usize)> {
        let at = table.columns.len() - columns.len();
        let mut referring = table.indexes[..self.indexes]
            .iter()
            .filter_map(|index| polymorphic(table, index));
        if let Some((_, name)) = referring.find(|(first, _)| *first == at) {
            return Some((format!("polymorphic({})", literal::string(name)), 2));
        }
        self.known(table, columns)
            .map(|(method, used)| (format!("{method}()"), used))
    }

    fn is_bare(&self, table: &Table, column: &str) -> bool {
        let it = self.companions(table, column);
        !it.unique && !it.index && it.checks.is_empty() && it.foreign_key.is_none()
    }

    fn known(&self, table: &Table, columns: &[Column]) -> Option<(&'static str, usize)> {
        let first = columns.first()?;
        if !self.is_bare(table, &first.name) {
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
        let touched = || Column {
            touched_on_update: true,
            ..made("updated_at")
        };
        if let Some(second) = columns.get(1)
            && *first == made("created_at")
            && self.is_bare(table, &second.name)
        {
            if *second == made("updated_at") {
                return Some(("timestamps", 2));
            }
            if *second == touched() {
                return Some(("touched_timestamps", 2));
            }
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
    let by_itself = table.primary_key.as_ref() == Some(&key) && nothing_beside(table, "id");
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
        id if *id == Column::new("id", ColumnType::Char(26)) => Some("ulid_id"),
        _ => None,
    }
}

/// Whether nothing of what may stand behind a column stands behind this one.
fn nothing_beside(table: &Table, column: &str) -> bool {
    let of_it = |columns: &[String]| alone(columns) == Some(column);
    let check = check_name(&table.name, column);
    !(table.checks.iter().any(|each| each.name == check)
        || table.uniques.iter().any(|each| of_it(&each.columns))
        || table.foreign_keys.iter().any(|key| of_it(&key.columns))
        || has_index(table, column))
}

fn has_index(table: &Table, column: &str) -> bool {
    let mut indexes = table.indexes.iter();
    indexes.any(|index| index::plain(&table.name, index) == Some(column))
}

/// Where the two columns of a polymorphic reference stand whose index this is, and its name.
fn polymorphic<'a>(table: &'a Table, index: &Index) -> Option<(usize, &'a str)> {
    let names: Vec<&str> = index.columns().collect();
    let [kind, _] = names.as_slice() else {
        return None;
    };
    let at = table
        .columns
        .iter()
        .position(|column| column.name == *kind)?;
    let name = table.columns[at].name.strip_suffix("_type")?;
    let (kind, id) = (format!("{name}_type"), format!("{name}_id"));
    let made = [
        Column::new(&kind, ColumnType::Varchar(255)),
        Column::new(&id, ColumnType::BigInt),
    ];
    let plain = index::over(&table.name, &[kind.clone(), id.clone()]);
    let by_themselves = made
        .iter()
        .all(|column| nothing_beside(table, &column.name));
    (table.columns.get(at..at + 2) == Some(&made) && *index == plain && by_themselves)
        .then_some((at, name))
}

/// What is left to say of a table that joins two others: the key over the first two columns and
/// the way back between them are said by the call.
pub(super) fn joining(table: &Table) -> Option<Table> {
    let [first, second, ..] = table.columns.as_slice() else {
        return None;
    };
    let both = [first.name.clone(), second.name.clone()];
    let key = PrimaryKey {
        name: primary_key_name(&table.name),
        columns: both.to_vec(),
        ..PrimaryKey::default()
    };
    let back = index::over(&table.name, &[second.name.clone(), first.name.clone()]);
    let refers = |column: &String| {
        let mut keys = table.foreign_keys.iter();
        keys.any(|key| key.columns == [column.as_str()])
    };
    // The way back is made before any other index.
    let joins = table.primary_key.as_ref() == Some(&key)
        && table.indexes.first() == Some(&back)
        && both
            .iter()
            .all(|column| refers(column) && !has_index(table, column));
    joins.then(|| {
        let mut rest = table.clone();
        rest.primary_key = None;
        rest.indexes.remove(0);
        rest
    })
}

fn alone(columns: &[String]) -> Option<&str> {
    match columns {
        [one] => Some(one),
        _ => None,
    }
}
