use super::{
    AddColumn, AddForeignKey, AddUnique, CreateIndex, ExistingRows, Irreversible, Operation,
    Position, SchemaError, checks, objects, words,
};
use crate::schema::{Column, ColumnType, IndexKey, IndexPart, Schema, SqlText, Table};

/// Drops a column, and with it every index, unique constraint and foreign key over this
/// column alone. What joins it to other columns has to be dropped first.
///
/// The fold checks that it is not the only column, and that no key, index, constraint, generated
/// column, view or other table's foreign key needs it. Its reverse adds the column where it stood,
/// with all that went with it; its values are gone. A NOT NULL column without default comes back
/// with a neutral value, or to a table without rows only.
///
/// ```
/// # use migration_core::example::*;
/// let sql = example(
///     |schema| {
///         schema.create_table("users", |t| {
///             t.id();
///             t.column(varchar("phone", 20).nullable().index());
///         });
///     },
///     |schema| {
///         schema.drop_column("users", "phone");
///     },
/// );
/// assert_eq!(sql.sqlite, r#"DROP INDEX "users_phone_idx";
/// ALTER TABLE "users" DROP COLUMN "phone";"#);
/// assert_eq!(sql.postgres, r#"ALTER TABLE "users" DROP COLUMN "phone";"#);
/// assert_eq!(sql.mysql, "ALTER TABLE `users` DROP COLUMN `phone`;");
/// assert_eq!(sql.back, "add column users.phone, create index users_phone_idx on users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropColumn {
    /// The table's name.
    pub table: String,
    /// The column's name.
    pub column: String,
}

impl DropColumn {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let table = checks::table(schema, &self.table)?;
        checks::column(table, &self.column)?;
        if let Some(by) = self
            .needed_by(table)
            .or_else(|| self.referred_to_by(schema))
            .or_else(|| {
                let object = objects::broken_without(schema, &self.table, &self.column);
                object.map(|object| object.to_string())
            })
        {
            return Err(SchemaError::InUse {
                what: format!("column {}.{}", self.table, self.column),
                by,
            });
        }
        if table.columns.len() == 1 {
            return Err(SchemaError::Invalid {
                what: format!("column {}.{}", self.table, self.column),
                problem: "is the only column of its table".to_owned(),
                help: "drop the table instead".to_owned(),
            });
        }
        schema.update(&self.table, |table| self.in_table(table));
        Ok(())
    }

    /// Takes the column away, and what is over it alone.
    fn in_table(&self, table: &mut Table) {
        table.columns.retain(|column| column.name != self.column);
        table
            .indexes
            .retain(|index| !self.is_whole(index.columns()));
        table
            .uniques
            .retain(|unique| !self.is_whole(unique.columns.iter().map(String::as_str)));
        table
            .foreign_keys
            .retain(|key| !self.is_whole(key.columns.iter().map(String::as_str)));
    }

    pub(super) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let Some(table) = before.table(&self.table) else {
            return Ok(Vec::new());
        };
        let Some(column) = table.column(&self.column) else {
            return Ok(Vec::new());
        };
        let mut back = vec![Operation::AddColumn(AddColumn {
            table: self.table.clone(),
            column: column.clone(),
            existing_rows: self.rows_on_the_way_back(table, column),
            position: self.position(table),
        })];
        back.extend(self.uniques(table).map(|unique| {
            Operation::AddUnique(AddUnique {
                table: self.table.clone(),
                unique: unique.clone(),
            })
        }));
        back.extend(self.indexes(table).map(|index| {
            Operation::CreateIndex(CreateIndex {
                table: self.table.clone(),
                index: index.clone(),
                concurrently: false,
            })
        }));
        back.extend(self.foreign_keys(table).map(|key| {
            Operation::AddForeignKey(AddForeignKey {
                table: self.table.clone(),
                foreign_key: key.clone(),
            })
        }));
        Ok(back)
    }

    /// Where it comes back: in its old place, where the server can put it there.
    fn position(&self, table: &Table) -> Option<Position> {
        let at = table
            .columns
            .iter()
            .position(|column| column.name == self.column)?;
        if at + 1 == table.columns.len() {
            return None;
        }
        Some(match at.checked_sub(1) {
            Some(before) => Position::After(table.columns[before].name.clone()),
            None => Position::First,
        })
    }

    /// The indexes that go with the column.
    pub fn indexes<'a>(
        &'a self,
        table: &'a Table,
    ) -> impl Iterator<Item = &'a crate::schema::Index> {
        table
            .indexes
            .iter()
            .filter(|index| self.is_whole(index.columns()))
    }

    /// The unique constraints that go with the column.
    pub fn uniques<'a>(
        &'a self,
        table: &'a Table,
    ) -> impl Iterator<Item = &'a crate::schema::Unique> {
        table
            .uniques
            .iter()
            .filter(|unique| self.is_whole(unique.columns.iter().map(String::as_str)))
    }

    /// The foreign keys that go with the column.
    pub fn foreign_keys<'a>(
        &'a self,
        table: &'a Table,
    ) -> impl Iterator<Item = &'a crate::schema::ForeignKey> {
        table
            .foreign_keys
            .iter()
            .filter(|key| self.is_whole(key.columns.iter().map(String::as_str)))
    }

    /// Whether these columns are the dropped one and no other.
    fn is_whole<'a>(&self, mut columns: impl Iterator<Item = &'a str>) -> bool {
        columns.next() == Some(&self.column) && columns.next().is_none()
    }

    /// What joins the column to others, or mentions it in a text.
    fn needed_by(&self, table: &Table) -> Option<String> {
        let has = |columns: &[String]| columns.contains(&self.column);
        if table
            .primary_key
            .as_ref()
            .is_some_and(|key| has(&key.columns))
        {
            return Some("primary key".to_owned());
        }
        let mentions = |sql: &SqlText| sql.texts().any(|text| words::mentions(text, &self.column));
        let uniques = table
            .uniques
            .iter()
            .filter(|unique| {
                let joined = unique.columns.len() > 1 && has(&unique.columns);
                joined || has(&unique.include)
            })
            .map(|unique| format!("unique constraint {:?}", unique.name));
        let keys = table
            .foreign_keys
            .iter()
            .filter(|key| key.columns.len() > 1 && has(&key.columns))
            .map(|key| format!("foreign key {:?}", key.name));
        let in_part = |part: &IndexPart| match &part.key {
            IndexKey::Expression(sql) => mentions(sql),
            IndexKey::Column(_) => false,
        };
        let indexes = table.indexes.iter().filter(|index| {
            let joined = index.parts.len() > 1 && index.columns().any(|name| name == self.column);
            let in_text =
                index.filter.as_ref().is_some_and(mentions) || index.parts.iter().any(in_part);
            joined || in_text || has(&index.include)
        });
        let exclusions = table.exclusions.iter().filter(|each| {
            let is_part = |part: &IndexPart| {
                in_part(part) || part.key == IndexKey::Column(self.column.clone())
            };
            each.filter.as_ref().is_some_and(mentions)
                || each.parts.iter().any(|(part, _)| is_part(part))
        });
        let generated = table.columns.iter().filter(|column| {
            let from = column.generated.as_ref();
            from.is_some_and(|from| mentions(&from.expression))
        });
        let checks = table
            .checks
            .iter()
            .filter(|check| mentions(&check.expression))
            .map(|check| format!("check {:?}", check.name));
        uniques
            .chain(keys)
            .chain(indexes.map(|index| format!("index {:?}", index.name)))
            .chain(checks)
            .chain(exclusions.map(|each| format!("exclusion constraint {:?}", each.name)))
            .chain(generated.map(|column| format!("generated column {:?}", column.name)))
            .next()
    }

    fn referred_to_by(&self, schema: &Schema) -> Option<String> {
        schema.referrers(&self.table).find_map(|other| {
            let key = other.foreign_keys.iter().find(|key| {
                key.references_table == self.table && key.references_columns.contains(&self.column)
            })?;
            Some(format!(
                "foreign key {:?} of table {:?}",
                key.name, other.name
            ))
        })
    }

    /// A NOT NULL column without default, which numbers no rows, comes back with a neutral value where its type has
    /// one that no key forbids; its own values are gone either way.
    fn rows_on_the_way_back(&self, table: &Table, column: &Column) -> ExistingRows {
        let has_value = column.nullable || column.default.is_some() || column.generated.is_some();
        if has_value || column.is_identity() {
            return ExistingRows::Default;
        }
        let keyed = self.uniques(table).next().is_some()
            || self.indexes(table).any(|index| index.unique)
            || self.foreign_keys(table).next().is_some();
        match neutral(&column.ty) {
            Some(sql) if !keyed => ExistingRows::Fill(sql),
            _ => ExistingRows::MustBeEmpty,
        }
    }
}

/// The value of a type that says least.
fn neutral(ty: &ColumnType) -> Option<SqlText> {
    use ColumnType as T;
    let sql = match ty {
        T::SmallInt
        | T::Int
        | T::BigInt
        | T::UnsignedSmallInt
        | T::UnsignedInt
        | T::UnsignedBigInt
        | T::Float
        | T::Double
        | T::Decimal { .. } => "0",
        T::Boolean => "FALSE",
        T::Char(_) | T::Varchar(_) | T::Text => "''",
        T::Binary => return Some(SqlText::from("X''").postgres("''::bytea")),
        T::Date => "'1970-01-01'",
        T::Time(_) => "'00:00:00'",
        T::Timestamp(_) | T::TimestampTz(_) => "'1970-01-01 00:00:00'",
        T::Json | T::Jsonb => "'null'",
        T::Uuid => "'00000000-0000-0000-0000-000000000000'",
        T::Interval => "'0'",
        T::Array(_) => "'{}'",
        T::Range(_) => "'empty'",
        T::Inet
        | T::Cidr
        | T::MacAddr
        | T::Bit(_)
        | T::BitVarying(_)
        | T::Enumeration(_)
        | T::Named(_)
        | T::Custom(_) => return None,
    };
    Some(SqlText::from(sql))
}
