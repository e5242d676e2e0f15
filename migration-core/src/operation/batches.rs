use super::{SchemaError, checks};
use crate::schema::{Column, ColumnType, Table};

/// How rows are walked in batches: in the order of a key, a transaction for each batch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batches {
    /// The columns of the key; those of the primary key where none is named.
    pub key: Vec<String>,
    /// How many rows a batch may have at most; the runner's own limit where it is not said.
    pub most: Option<u32>,
}

impl Batches {
    /// The columns of the key that is walked, checked: each row has one, no two have the same,
    /// and its text is the whole of it. `what` names what is done in batches.
    pub(crate) fn key<'a>(
        &self,
        table: &'a Table,
        what: &str,
    ) -> Result<Vec<&'a Column>, SchemaError> {
        let invalid = |problem: String, help: &str| SchemaError::Invalid {
            what: what.to_owned(),
            problem,
            help: help.to_owned(),
        };
        if self.most == Some(0) {
            return Err(invalid(
                "has batches of no row".to_owned(),
                "let a batch have at least one row",
            ));
        }
        let names = match (&self.key[..], &table.primary_key) {
            ([], Some(key)) => &key.columns[..],
            ([], None) => {
                return Err(invalid(
                    format!(
                        "walks table {:?} in batches, which has no primary key",
                        table.name
                    ),
                    "name the columns of a unique constraint with `.batched_by([…])`, \
                     or leave the batches out",
                ));
            }
            (named, _) => named,
        };
        checks::column_list(table, format_args!("the key of {what}"), names)?;
        if !is_unique(table, names) {
            return Err(invalid(
                format!("walks columns that are no key of table {:?}", table.name),
                "name the columns of the primary key or of a unique constraint, all of them",
            ));
        }
        let primary = table.primary_key.as_ref();
        let in_primary = |name: &String| primary.is_some_and(|key| key.columns.contains(name));
        names
            .iter()
            .map(|name| {
                let column = checks::column(table, name)?;
                if column.nullable && !in_primary(name) {
                    return Err(invalid(
                        format!("walks column {name:?}, which may be NULL: such rows have no place"),
                        "name a key without NULLs",
                    ));
                }
                if !has_order_as_text(&column.ty) {
                    return Err(invalid(
                        format!(
                            "walks column {name:?}, which is {}: where a batch ended cannot be kept of that",
                            column.ty
                        ),
                        "name a key of whole numbers, decimals, texts, UUIDs, dates or bytes",
                    ));
                }
                Ok(column)
            })
            .collect()
    }
}

/// Whether no two rows have the same values in these columns.
fn is_unique(table: &Table, names: &[String]) -> bool {
    let same = |columns: &[String]| {
        columns.len() == names.len() && columns.iter().all(|column| names.contains(column))
    };
    let primary = table.primary_key.iter().any(|key| same(&key.columns));
    let constraint = table.uniques.iter().any(|unique| same(&unique.columns));
    primary
        || constraint
        || table.indexes.iter().any(|index| {
            let columns: Vec<String> = index.columns().map(str::to_owned).collect();
            let whole = index.parts.iter().all(|part| part.prefix.is_none());
            index.unique
                && index.filter.is_none()
                && whole
                && columns.len() == index.parts.len()
                && same(&columns)
        })
}

/// Whether a value, written as text and read again, is the same to the last bit, and is sorted
/// as it is compared. Of MySQL's enumerations the first does not hold, of floating-point numbers
/// the second.
const fn has_order_as_text(ty: &ColumnType) -> bool {
    !matches!(
        ty,
        ColumnType::Float
            | ColumnType::Double
            | ColumnType::Json
            | ColumnType::Jsonb
            | ColumnType::Bit(_)
            | ColumnType::BitVarying(_)
            | ColumnType::Interval
            | ColumnType::Array(_)
            | ColumnType::Range(_)
            | ColumnType::Enumeration(_)
            | ColumnType::Named(_)
    )
}
