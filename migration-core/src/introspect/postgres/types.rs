//! Column types: from the name that PostgreSQL gives a type back to ours.

use std::collections::HashMap;

use super::answer::Row;
use crate::schema::{ColumnType, DialectName, RangeOf, SqlText};

/// A type that somebody created in the schema.
#[derive(Debug)]
pub(super) struct Created {
    pub(super) name: String,
    /// What is in it: an enumeration's values.
    pub(super) values: Option<Vec<String>>,
    /// What an enumeration is for.
    pub(super) comment: Option<String>,
    /// The tables with a column of it.
    pub(super) users: Vec<u32>,
}

impl Created {
    /// Whether it belongs to the one table that uses it: one with a comment is by itself.
    const fn is_of_a_table(&self) -> bool {
        self.users.len() == 1 && self.comment.is_none()
    }
}

/// The types that somebody created in the schema, by their number.
#[derive(Debug, Default)]
pub(super) struct CreatedTypes(HashMap<u32, Created>);

impl CreatedTypes {
    pub(super) fn new(rows: Vec<Row>) -> Self {
        let all = rows.into_iter().map(|mut row| {
            let number = row.number();
            let name = row.text();
            // The list stands there for every type.
            let is_enumeration = row.flag();
            let list = row.list();
            let created = Created {
                name,
                values: is_enumeration.then_some(list),
                comment: row.maybe(),
                users: Vec::new(),
            };
            (number, created)
        });
        Self(all.collect())
    }

    /// Remembers that a table has a column of the type.
    pub(super) fn is_used(&mut self, number: u32, table: u32) {
        if let Some(created) = self.0.get_mut(&number)
            && !created.users.contains(&table)
        {
            created.users.push(table);
        }
    }

    /// The enumerations that belong to no table alone.
    pub(super) fn enumerations_apart(&self) -> impl Iterator<Item = &Created> {
        let all = self.0.values();
        all.filter(|created| created.values.is_some() && !created.is_of_a_table())
    }

    /// The type of this number, if it was created in the schema. An enumeration that one table
    /// uses is the table's own.
    fn get(&self, number: u32) -> Option<ColumnType> {
        let created = self.0.get(&number)?;
        Some(match &created.values {
            Some(values) if created.is_of_a_table() => {
                ColumnType::enumeration(&created.name, values.clone())
            }
            _ => ColumnType::Named(created.name.clone()),
        })
    }
}

/// What PostgreSQL says of a column's type.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) number: u32,
    /// The number of an array's element type; 0 where it is no array.
    pub(super) element: u32,
    /// The name that `format_type` gives, with what the column adds to it.
    pub(super) called: String,
}

impl Stored {
    pub(super) fn ty(&self, created: &CreatedTypes) -> ColumnType {
        if let Some(ty) = created.get(self.number) {
            return ty;
        }
        if let Some(element) = created.get(self.element) {
            return ColumnType::Array(Box::new(element));
        }
        known(&self.called).unwrap_or_else(|| {
            ColumnType::Custom(SqlText::only(DialectName::Postgres, &self.called))
        })
    }
}

/// The type of this name, if it is one of ours.
fn known(called: &str) -> Option<ColumnType> {
    if let Some(element) = called.strip_suffix("[]") {
        let element = known(element)
            .unwrap_or_else(|| ColumnType::Custom(SqlText::only(DialectName::Postgres, element)));
        return Some(ColumnType::Array(Box::new(element)));
    }
    let range = RangeOf::ALL
        .into_iter()
        .find(|range| range.as_sql() == called);
    if let Some(range) = range {
        return Some(ColumnType::Range(range));
    }
    Some(match called {
        "smallint" => ColumnType::SmallInt,
        "integer" => ColumnType::Int,
        "bigint" => ColumnType::BigInt,
        "real" => ColumnType::Float,
        "double precision" => ColumnType::Double,
        "boolean" => ColumnType::Boolean,
        "text" => ColumnType::Text,
        "bytea" => ColumnType::Binary,
        "date" => ColumnType::Date,
        "time without time zone" => ColumnType::Time(6),
        "timestamp without time zone" => ColumnType::Timestamp(6),
        "timestamp with time zone" => ColumnType::TimestampTz(6),
        "interval" => ColumnType::Interval,
        "json" => ColumnType::Json,
        "jsonb" => ColumnType::Jsonb,
        "uuid" => ColumnType::Uuid,
        "inet" => ColumnType::Inet,
        "cidr" => ColumnType::Cidr,
        "macaddr" => ColumnType::MacAddr,
        _ => return measured(called),
    })
}

/// A type with numbers behind its name: `numeric(10,2)`, `timestamp(3) with time zone`.
fn measured(called: &str) -> Option<ColumnType> {
    let (name, rest) = called.split_once('(')?;
    let (inner, after) = rest.split_once(')')?;
    if name == "numeric" {
        let (precision, scale) = inner.split_once(',')?;
        let (precision, scale) = (precision.parse().ok()?, scale.parse().ok()?);
        // What a migration can say: more digits than any server's decimals have are PostgreSQL's own.
        return (precision <= 65 && scale <= 30 && scale <= precision)
            .then_some(ColumnType::Decimal { precision, scale });
    }
    let n: u32 = inner.parse().ok()?;
    let digits = u8::try_from(n).ok();
    Some(match (name, after) {
        ("character", "") => ColumnType::Char(n),
        ("character varying", "") => ColumnType::Varchar(n),
        ("bit", "") => ColumnType::Bit(n),
        ("bit varying", "") => ColumnType::BitVarying(n),
        ("time", " without time zone") => ColumnType::Time(digits?),
        ("timestamp", " without time zone") => ColumnType::Timestamp(digits?),
        ("timestamp", " with time zone") => ColumnType::TimestampTz(digits?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn a_stored_type_is_ours_only_if_it_is_the_same() {
        for (called, expected) in [
            ("numeric(10,2)", Some("decimal(10,2)")),
            ("numeric", None),
            ("numeric(10,-2)", None),
            ("numeric(100,2)", None),
            ("character varying", None),
            ("character varying(20)[]", Some("array(varchar(20))")),
            ("timestamp(3) with time zone", Some("timestamp_tz(3)")),
            ("time(0) with time zone", None),
            ("interval(3)", None),
            ("interval day to second", None),
            ("citext[]", Some("array(citext)")),
            ("int4range", Some("int4range")),
            ("\"char\"", None),
        ] {
            let found = known(called).map(|ty| ty.to_string());
            assert_eq!(found.as_deref(), expected, "{called}");
        }
    }
}
