use crate::dialect::sqlite_definition::{IndexDefinition, IndexPartDefinition};
use crate::schema::{DialectName, Index, IndexKey, IndexPart, SqlText, Table};

pub(super) fn read(definition: &IndexDefinition, table: &Table) -> Index {
    let sql = |text: &String| SqlText::only(DialectName::Sqlite, text);
    Index {
        name: definition.name.clone(),
        parts: definition
            .parts
            .iter()
            .map(|part| read_part(part, table))
            .collect(),
        unique: definition.unique,
        filter: definition.filter.as_ref().map(sql),
        method: None,
        include: Vec::new(),
        nulls_not_distinct: false,
        invisible: false,
        storage: Vec::new(),
        comment: None,
    }
}

fn read_part(part: &IndexPartDefinition, table: &Table) -> IndexPart {
    // A name in double quotes that no column has is a text to SQLite.
    let column = part.name.as_ref().and_then(|name| {
        let mut columns = table.columns.iter();
        columns.find(|column| column.name.eq_ignore_ascii_case(name))
    });
    let key = match column {
        Some(column) => IndexKey::Column(column.name.clone()),
        None => IndexKey::Expression(SqlText::only(DialectName::Sqlite, &part.expression)),
    };
    IndexPart {
        descending: part.descending,
        collation: part
            .collation
            .as_ref()
            .map(|name| SqlText::only(DialectName::Sqlite, name)),
        ..IndexPart::new(key)
    }
}
