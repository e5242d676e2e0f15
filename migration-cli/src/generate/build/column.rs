use migration_core::operation::{
    AddCheck, AddForeignKey, AddUnique, CreateIndex, ExistingRows, Operation, check_name,
    enumeration_name, foreign_key_name, index_name, nearest, unique_name,
};
use migration_core::schema::{
    Check, Column, ColumnType, ForeignKey, Generated, Index, IndexPart, ReferentialAction, SqlText,
    Table, Unique,
};

use super::Asked;
use super::reference::{self, Resolved};
use crate::generate::GenerateError;
use crate::generate::field::{self, DefaultWord, Field, FieldType};

/// The length of a column whose type was not said.
const STRING: ColumnType = ColumnType::Varchar(255);

/// A column with all that its field asks for beside it.
#[derive(Debug)]
pub(super) struct Built {
    pub(super) column: Column,
    pub(super) existing_rows: ExistingRows,
    pub(super) check: Option<Check>,
    pub(super) unique: Option<Unique>,
    pub(super) index: Option<Index>,
    pub(super) foreign_key: Option<ForeignKey>,
}

impl Built {
    /// The operations that add all that stands beside the column.
    pub(super) fn companions(self, table: &str) -> Vec<Operation> {
        let table = || table.to_owned();
        let check = self.check.map(|check| {
            Operation::AddCheck(AddCheck {
                table: table(),
                check,
            })
        });
        let unique = self.unique.map(|unique| {
            Operation::AddUnique(AddUnique {
                table: table(),
                unique,
            })
        });
        let index = self.index.map(|index| {
            Operation::CreateIndex(CreateIndex {
                table: table(),
                index,
                concurrently: false,
            })
        });
        let key = self.foreign_key.map(|foreign_key| {
            Operation::AddForeignKey(AddForeignKey {
                table: table(),
                foreign_key,
            })
        });
        [check, unique, index, key].into_iter().flatten().collect()
    }
}

/// Where a column goes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'a> {
    /// Into this table, which is being made.
    New(&'a Table),
    /// Into a table of this name that may have rows.
    Existing(&'a str),
}

impl Place<'_> {
    fn table(&self) -> &str {
        match self {
            Self::New(table) => &table.name,
            Self::Existing(name) => name,
        }
    }
}

/// The type of a field in this table, and what it refers to.
pub(super) fn column_type(
    asked: &Asked<'_>,
    place: Place<'_>,
    column: &str,
    field: &Field,
) -> Result<(Option<ColumnType>, Option<Resolved>), GenerateError> {
    let own = match place {
        Place::New(table) => Some(table),
        Place::Existing(_) => None,
    };
    let target = reference::resolve(asked.schema, own, field)?;
    let ty = match (&field.ty, &target) {
        (Some(FieldType::Plain(ty)), _) => Some(ty.clone()),
        (Some(FieldType::Enumeration(values)), _) => Some(ColumnType::enumeration(
            enumeration_name(place.table(), column),
            values.clone(),
        )),
        (_, Some(target)) => Some(target.ty.clone()),
        _ => None,
    };
    Ok((ty, target))
}

/// The name of a field's column.
pub(super) fn column_name(field: &Field) -> String {
    match field.ty {
        Some(FieldType::Reference(_)) => reference::column_name(&field.name),
        _ => field.name.clone(),
    }
}

/// Makes a column of a field.
pub(super) fn build(
    asked: &Asked<'_>,
    place: Place<'_>,
    field: &Field,
) -> Result<Built, GenerateError> {
    let name = column_name(field);
    let (ty, target) = column_type(asked, place, &name, field)?;
    let mut column = Column::new(&name, ty.unwrap_or(STRING));
    known_type(asked, &column.ty)?;
    column.comment = field.comment.clone();
    column.collation = field.collation.as_deref().map(SqlText::from);
    column.charset = field.charset.clone();
    column.generated = field.generated.as_deref().map(|sql| generated(field, sql));
    column.default = match &field.default {
        Some(DefaultWord::Is(text)) => Some(field::default_value(&field.word, &column.ty, text)?),
        Some(DefaultWord::Drop) => {
            return Err(GenerateError::usage(
                format!("{:?} says nodefault, and a new column has none", field.word),
                "leave it out",
            ));
        }
        None => None,
    };
    let foreign_key = foreign_key(asked, place.table(), &name, field, target)?;
    let sets_null = foreign_key
        .as_ref()
        .is_some_and(|key| [key.on_delete, key.on_update].contains(&ReferentialAction::SetNull));
    let has_value = column.default.is_some() || field.fill.is_some() || column.generated.is_some();
    column.nullable = match (field.nullable, place) {
        (Some(said), _) => said,
        (None, Place::New(_)) => sets_null,
        (None, Place::Existing(_)) => sets_null || !has_value,
    };
    if let (Place::Existing(table), false, false) = (place, column.nullable, has_value) {
        return Err(no_value(table, field));
    }
    if let (Place::New(_), Some(_)) = (place, &field.fill) {
        return Err(GenerateError::usage(
            format!("{:?}: a new table has no rows to fill", field.word),
            "use default= instead, or leave it out",
        ));
    }
    Ok(Built {
        existing_rows: match &field.fill {
            Some(sql) => ExistingRows::Fill(SqlText::from(sql.as_str())),
            None => ExistingRows::Default,
        },
        check: field
            .check
            .as_deref()
            .map(|sql| check(place.table(), &name, sql)),
        unique: field.unique.then(|| unique(place.table(), &name)),
        index: wants_index(field).then(|| index(place.table(), &name)),
        column,
        foreign_key,
    })
}

/// What a column is computed from; kept unless it is said not to be, as every server can that.
fn generated(field: &Field, sql: &str) -> Box<Generated> {
    Box::new(Generated {
        expression: SqlText::from(sql),
        stored: field.stored.unwrap_or(true),
    })
}

/// A type that is named has to be one that a migration created.
pub(super) fn known_type(asked: &Asked<'_>, ty: &ColumnType) -> Result<(), GenerateError> {
    match ty {
        ColumnType::Array(of) => known_type(asked, of),
        ColumnType::Named(name) => {
            let types = || asked.schema.objects().filter(|(id, _)| id.kind.is_type());
            if types().any(|(id, _)| id.name == *name) {
                return Ok(());
            }
            let near = nearest(name, types().map(|(id, _)| id.name.as_str()));
            Err(GenerateError::schema(
                format!("no migration created a type {name:?}"),
                match near.as_slice() {
                    [] => "create it first, like `migrate generate create_enum mood sad happy`"
                        .to_owned(),
                    near => format!("did you mean {}?", near.join(" or ")),
                },
            ))
        }
        _ => Ok(()),
    }
}

/// A reference is looked up by, so it has an index unless it is said to have none; a unique
/// constraint brings its own.
pub(super) fn wants_index(field: &Field) -> bool {
    let reference = matches!(field.ty, Some(FieldType::Reference(_)));
    field.index.unwrap_or(reference) && !field.unique
}

pub(super) fn check(table: &str, column: &str, sql: &str) -> Check {
    Check {
        name: check_name(table, column),
        expression: SqlText::from(sql),
        ..Check::default()
    }
}

pub(super) fn unique(table: &str, column: &str) -> Unique {
    let columns = vec![column.to_owned()];
    Unique {
        name: unique_name(table, &columns),
        columns,
        ..Unique::default()
    }
}

pub(super) fn index(table: &str, column: &str) -> Index {
    let mut index = Index {
        name: String::new(),
        parts: vec![IndexPart::column(column)],
        unique: false,
        filter: None,
        ..Index::default()
    };
    index.name = index_name(table, &index);
    index
}

pub(super) fn foreign_key(
    asked: &Asked<'_>,
    table: &str,
    column: &str,
    field: &Field,
    target: Option<Resolved>,
) -> Result<Option<ForeignKey>, GenerateError> {
    let Some(target) = target else {
        if field.on_delete.is_some() || field.on_update.is_some() {
            return Err(GenerateError::usage(
                format!(
                    "{:?} says what a foreign key does, and refers to nothing",
                    field.word
                ),
                format!("say to what: {}:references:TABLE", field.name),
            ));
        }
        return Ok(None);
    };
    let action = |said: Option<ReferentialAction>, flag: &Option<String>| match (said, flag) {
        (Some(action), _) => Ok(action),
        (None, Some(text)) => field::referential_action(text),
        (None, None) => Ok(ReferentialAction::default()),
    };
    let columns = vec![column.to_owned()];
    Ok(Some(ForeignKey {
        name: foreign_key_name(table, &columns),
        columns,
        references_table: target.table,
        references_columns: vec![target.column],
        on_delete: action(field.on_delete, &asked.flags.on_delete)?,
        on_update: action(field.on_update, &asked.flags.on_update)?,
        ..ForeignKey::default()
    }))
}

fn no_value(table: &str, field: &Field) -> GenerateError {
    let bare = field.word.replace('!', "").replace(":required", "");
    GenerateError::usage(
        format!(
            "{:?} is required, so the rows of table {table:?} would have no value for it",
            field.word
        ),
        format!(
            "there are three ways out: a default ({bare}:default=VALUE), a value for the rows that exist ({bare}:fill=SQL), or {bare}:null"
        ),
    )
}
