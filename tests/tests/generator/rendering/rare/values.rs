//! Values with every field said.

use migration_core::operation::{AddColumn, ExistingRows, Operation};
use migration_core::schema::{
    Check, Column, ColumnType, DefaultValue, Deferrable, Enforcement, Exclusion, ForeignKey, Index,
    IndexKey, IndexMethod, IndexPart, NullsOrder, PrimaryKey, RowSecurity, TableOptions, Unique,
};

use super::{NASTY, per_dialect, text, texts};

pub(super) fn add(column: Column) -> Operation {
    Operation::AddColumn(AddColumn {
        table: text("t"),
        column,
        existing_rows: ExistingRows::Fill(per_dialect()),
        position: None,
    })
}

pub(super) fn full_column(name: &str) -> Column {
    Column {
        nullable: true,
        default: Some(DefaultValue::Text(text(NASTY))),
        collation: Some(per_dialect()),
        charset: Some(text("utf8mb4")),
        touched_on_update: true,
        comment: Some(text(NASTY)),
        ..Column::new(name, ColumnType::Text)
    }
}

pub(super) fn parts() -> Vec<IndexPart> {
    vec![
        IndexPart {
            descending: true,
            nulls: Some(NullsOrder::First),
            collation: Some(per_dialect()),
            operator_class: Some(text("text_pattern_ops")),
            prefix: Some(7),
            ..IndexPart::column("a")
        },
        IndexPart {
            nulls: Some(NullsOrder::Last),
            ..IndexPart::new(IndexKey::Expression(per_dialect()))
        },
    ]
}

pub(super) fn full_index(name: &str, method: IndexMethod) -> Index {
    Index {
        name: text(name),
        parts: parts(),
        unique: true,
        filter: Some(per_dialect()),
        method: Some(method),
        include: texts(&["b", NASTY]),
        nulls_not_distinct: true,
        invisible: true,
        storage: vec![(text("fillfactor"), text("70")), (text("x"), text(NASTY))],
        comment: Some(text(NASTY)),
    }
}

pub(super) fn full_key(name: &str) -> ForeignKey {
    ForeignKey {
        name: text(name),
        columns: texts(&["a", "b"]),
        references_table: text(NASTY),
        references_columns: texts(&["x", "y"]),
        set_columns: texts(&["b"]),
        match_full: true,
        deferrable: Deferrable::InitiallyImmediate,
        enforcement: Enforcement::None,
        comment: Some(text(NASTY)),
        ..ForeignKey::default()
    }
}

pub(super) fn exclusion(name: &str) -> Exclusion {
    Exclusion {
        name: text(name),
        method: Some(IndexMethod::Gist),
        parts: parts().into_iter().map(|part| (part, text("&&"))).collect(),
        filter: Some(per_dialect()),
        deferrable: Deferrable::InitiallyDeferred,
        comment: Some(text(NASTY)),
    }
}

pub(super) fn full_primary_key(name: &str) -> PrimaryKey {
    PrimaryKey {
        name: text(name),
        columns: texts(&["a", "b"]),
        include: texts(&["c"]),
        deferrable: Deferrable::InitiallyDeferred,
        comment: Some(text(NASTY)),
    }
}

pub(super) fn full_unique(name: &str) -> Unique {
    Unique {
        name: text(name),
        columns: texts(&["a"]),
        include: texts(&["b", "c"]),
        nulls_not_distinct: true,
        deferrable: Deferrable::InitiallyImmediate,
        comment: Some(text(NASTY)),
    }
}

pub(super) fn checks() -> [Check; 3] {
    [Enforcement::All, Enforcement::NewRows, Enforcement::None].map(|enforcement| Check {
        name: format!("t_a_check{enforcement:?}"),
        expression: per_dialect(),
        enforcement,
        comment: (enforcement == Enforcement::NewRows).then(|| text(NASTY)),
    })
}

pub(super) fn options() -> TableOptions {
    TableOptions {
        strict: true,
        without_rowid: true,
        unlogged: true,
        row_security: RowSecurity::Forced,
        engine: Some(text("InnoDB")),
        charset: Some(text(NASTY)),
        collation: Some(text("utf8mb4_bin")),
    }
}
