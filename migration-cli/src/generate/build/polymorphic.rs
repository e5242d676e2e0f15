//! A reference to rows of any table: which table, and which of its rows.

use migration_core::operation::index_name;
use migration_core::schema::{Index, IndexPart};

use crate::generate::GenerateError;
use crate::generate::field::{self, Field, FieldType};

/// The two columns that `item:references.polymorphic` stands for, and their index.
pub(super) struct Polymorphic {
    pub(super) columns: [Field; 2],
    pub(super) index: Index,
}

/// The parts of such a field; none of another.
pub(super) fn take_apart(table: &str, of: &Field) -> Result<Option<Polymorphic>, GenerateError> {
    if of.ty != Some(FieldType::Polymorphic) {
        return Ok(None);
    }
    let plain = Field {
        word: of.word.clone(),
        name: of.name.clone(),
        ty: of.ty.clone(),
        nullable: of.nullable,
        ..Field::default()
    };
    if *of != plain {
        return Err(GenerateError::usage(
            format!(
                "{:?}: a polymorphic reference takes required or null alone",
                of.word
            ),
            "write its two columns for more: item_type:string item_id:bigint",
        ));
    }
    let column = |suffix: &str, ty: &str| {
        let word = format!("{}_{suffix}:{ty}", of.name);
        field::parse(&word).map(|field| Field {
            nullable: of.nullable,
            ..field
        })
    };
    let columns = [column("type", "string")?, column("id", "bigint")?];
    let mut index = Index {
        parts: columns
            .iter()
            .map(|field| IndexPart::column(&field.name))
            .collect(),
        ..Index::default()
    };
    index.name = index_name(table, &index);
    Ok(Some(Polymorphic { columns, index }))
}
