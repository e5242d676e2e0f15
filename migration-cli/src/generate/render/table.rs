use migration_core::operation::{
    ExistingRows, check_name, foreign_key_name, index_name, primary_key_name, unique_name,
};
use migration_core::schema::{
    Column, ColumnType, DefaultValue, ForeignKey, Index, IndexKey, PrimaryKey, Table, Unique,
};

use super::column::Companions;
use super::{Scope, column, indented, index, literal};

/// `schema.create_table("posts", |t| { … });`
pub(super) fn create(table: &Table, scope: &mut Scope<'_>, indent: usize) -> String {
    let mut lines = Vec::new();
    let sugar = Sugar::of(table);
    let mut columns = table.columns.as_slice();
    while let Some((first, rest)) = columns.split_first() {
        let (line, used) = match sugar.whole(table, columns) {
            Some((method, used)) => (format!("t.{method}();"), used),
            None => {
                let companions = sugar.companions(table, &first.name);
                let text = column::column(
                    &table.name,
                    first,
                    &ExistingRows::Default,
                    &companions,
                    scope,
                );
                (format!("t.column({text});"), 1)
            }
        };
        lines.push(line);
        columns = &rest[used - 1..];
    }
    if let Some(key) = table.primary_key.as_ref().filter(|_| !sugar.key_is_id) {
        lines.push(format!("t.{}", primary_key(&table.name, key)));
    }
    for unique in &table.uniques[sugar.uniques..] {
        lines.push(format!("t.unique({});", index::unique(&table.name, unique)));
    }
    for check in &table.checks[sugar.checks..] {
        lines.push(format!(
            "t.check({}, {});",
            literal::string(&check.name),
            literal::sql(&check.expression)
        ));
    }
    for wanted in &table.indexes[sugar.indexes..] {
        lines.push(format!(
            "t.index({});",
            index::index(&table.name, wanted, false)
        ));
    }
    for key in &table.foreign_keys[sugar.foreign_keys..] {
        lines.push(format!(
            "t.foreign_key({});",
            index::foreign_key(&table.name, key, scope)
        ));
    }
    let mut out = indented(
        indent,
        &format!(
            "schema.create_table({}, |t| {{\n",
            literal::string(&table.name)
        ),
    );
    for line in lines {
        out.push_str(&indented(indent + 4, &line));
        out.push('\n');
    }
    out.push_str(&indented(indent, "});"));
    out
}

/// `primary_key("a");` or `named_primary_key("…", ["a", "b"]);`
fn primary_key(table: &str, key: &PrimaryKey) -> String {
    let columns = literal::columns(&key.columns);
    if key.name == primary_key_name(table) {
        format!("primary_key({columns});")
    } else {
        format!(
            "named_primary_key({}, {columns});",
            literal::string(&key.name)
        )
    }
}

/// How many of a table's constraints and indexes stand behind their columns. What stands
/// there is recorded in the order of the columns, so each list is taken from its beginning
/// and only as far as its order is theirs.
struct Sugar {
    key_is_id: bool,
    uniques: usize,
    checks: usize,
    indexes: usize,
    foreign_keys: usize,
}

impl Sugar {
    fn of(table: &Table) -> Self {
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
                position(alone(&unique.columns)?).filter(|_| named_unique(table, unique))
            })),
            indexes: prefix(
                &mut table
                    .indexes
                    .iter()
                    .map(|index| position(plain_index(table, index)?)),
            ),
            foreign_keys: prefix(&mut table.foreign_keys.iter().map(|key| {
                let named = named_key(table, key) && key.references_columns.len() == 1;
                position(alone(&key.columns)?).filter(|_| named)
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
                if check.name == expected {
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

    fn companions<'a>(&self, table: &'a Table, column: &str) -> Companions<'a> {
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
                .any(|index| plain_index(table, index) == Some(column)),
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
    fn whole(&self, table: &Table, columns: &[Column]) -> Option<(&'static str, usize)> {
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
        let timestamp = |column: &Column, name: &str| {
            column.name == name
                && column.ty == ColumnType::TimestampTz(6)
                && !column.nullable
                && column.default == Some(DefaultValue::Now)
        };
        if let Some(second) = columns.get(1)
            && timestamp(first, "created_at")
            && timestamp(second, "updated_at")
            && bare(&second.name)
        {
            return Some(("timestamps", 2));
        }
        (first.name == "deleted_at"
            && first.ty == ColumnType::TimestampTz(6)
            && first.nullable
            && first.default.is_none())
        .then_some(("soft_delete", 1))
    }
}

/// The method that makes the column `id` and the primary key at once.
fn identity_method(table: &Table) -> Option<&'static str> {
    let key = table.primary_key.as_ref()?;
    let id = table.column("id")?;
    let plain = alone(&key.columns) == Some("id")
        && key.name == primary_key_name(&table.name)
        && !id.nullable
        && table
            .checks
            .iter()
            .all(|check| check.name != check_name(&table.name, "id"))
        && !table
            .uniques
            .iter()
            .any(|unique| alone(&unique.columns) == Some("id"))
        && !table
            .indexes
            .iter()
            .any(|index| plain_index(table, index) == Some("id"))
        && !table
            .foreign_keys
            .iter()
            .any(|key| alone(&key.columns) == Some("id"));
    match (&id.ty, id.is_identity(), &id.default) {
        (ColumnType::BigInt, true, None) if plain => Some("id"),
        (ColumnType::Int, true, None) if plain => Some("int_id"),
        (ColumnType::Uuid, false, Some(DefaultValue::RandomUuid)) if plain => Some("uuid_id"),
        _ => None,
    }
}

fn alone(columns: &[String]) -> Option<&str> {
    match columns {
        [one] => Some(one),
        _ => None,
    }
}

fn named_unique(table: &Table, unique: &Unique) -> bool {
    unique.name == unique_name(&table.name, &unique.columns)
}

fn named_key(table: &Table, key: &ForeignKey) -> bool {
    key.name == foreign_key_name(&table.name, &key.columns)
}

/// The column of an index that `.index()` behind the column makes.
fn plain_index<'a>(table: &Table, index: &'a Index) -> Option<&'a str> {
    let [part] = index.parts.as_slice() else {
        return None;
    };
    let IndexKey::Column(name) = &part.key else {
        return None;
    };
    let plain = !part.descending
        && !index.unique
        && index.filter.is_none()
        && index.name == index_name(&table.name, index);
    plain.then_some(name)
}
