//! The canonical form of operations: what the checksum covers.
//!
//! Every field is written with its name, and a field that is absent (none, false, empty) is
//! left out. So a field that a later version adds changes the checksum of no migration that
//! does not use it.

use super::{
    AddCheck, AddColumn, AddForeignKey, AddPrimaryKey, AddUnique, AlterColumn, Backfill,
    CreateIndex, CreateTable, Data, DataCode, DataReverse, DefaultChange, DropCheck, DropColumn,
    DropForeignKey, DropIndex, DropPrimaryKey, DropTable, DropUnique, ExistingRows, Operation,
    RenameColumn, RenameTable, Sql, SqlReverse,
};
use crate::schema::{
    Check, Column, ColumnType, DefaultValue, ForeignKey, Index, IndexKey, IndexPart, PrimaryKey,
    ReferentialAction, SqlText, Table, Unique,
};

/// Collects the canonical text.
#[derive(Debug, Default)]
pub struct CanonicalWriter {
    text: String,
}

impl CanonicalWriter {
    /// The text so far.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }

    /// A text with its length before it, so that no text can be taken for structure.
    fn text(&mut self, value: &str) {
        use std::fmt::Write as _;
        let _ = write!(self.text, "{}:", value.len());
        self.text.push_str(value);
    }

    fn group(&mut self, name: &str, inner: impl FnOnce(&mut Self)) {
        self.text.push_str(name);
        self.text.push('{');
        inner(self);
        self.text.push('}');
    }

    fn field<T: Canonical + ?Sized>(&mut self, name: &str, value: &T) {
        if !value.is_absent() {
            self.text.push_str(name);
            self.text.push('=');
            value.write(self);
            self.text.push(';');
        }
    }
}

/// A value with a canonical form.
pub trait Canonical {
    /// Writes the form.
    fn write(&self, out: &mut CanonicalWriter);

    /// Whether a field with this value is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

impl Canonical for str {
    fn write(&self, out: &mut CanonicalWriter) {
        out.text(self);
    }
}

impl Canonical for String {
    fn write(&self, out: &mut CanonicalWriter) {
        out.text(self);
    }
}

impl Canonical for bool {
    fn write(&self, out: &mut CanonicalWriter) {
        out.text(if *self { "true" } else { "false" });
    }
    fn is_absent(&self) -> bool {
        !*self
    }
}

impl<T: Canonical> Canonical for Option<T> {
    fn write(&self, out: &mut CanonicalWriter) {
        if let Some(value) = self {
            value.write(out);
        }
    }
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Canonical> Canonical for Vec<T> {
    fn write(&self, out: &mut CanonicalWriter) {
        out.group("", |out| {
            for item in self {
                item.write(out);
                out.text.push(',');
            }
        });
    }
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Canonical> Canonical for Box<T> {
    fn write(&self, out: &mut CanonicalWriter) {
        (**self).write(out);
    }
}

impl Canonical for (String, SqlText) {
    fn write(&self, out: &mut CanonicalWriter) {
        self.0.write(out);
        self.1.write(out);
    }
}

/// Writes each named field of a struct. Taking it apart makes a forgotten field a compile error.
macro_rules! canonical {
    ($($ty:ident as $name:literal { $($field:ident),* })*) => {$(
        impl Canonical for $ty {
            fn write(&self, out: &mut CanonicalWriter) {
                let Self { $($field),* } = self;
                out.group($name, |out| { $(out.field(stringify!($field), $field);)* });
            }
        }
    )*};
}

canonical! {
    Table as "table" { name, columns, primary_key, uniques, foreign_keys, checks, indexes }
    Column as "column" { name, ty, nullable, default, identity }
    PrimaryKey as "primary_key" { name, columns }
    Unique as "unique" { name, columns }
    Check as "check" { name, expression }
    ForeignKey as "foreign_key" { name, columns, references_table, references_columns, on_delete, on_update }
    Index as "index" { name, parts, unique, filter }
    IndexPart as "part" { key, descending }
    SqlText as "sql" { common, sqlite, postgres, mysql }
    CreateTable as "create_table" { table }
    DropTable as "drop_table" { table }
    RenameTable as "rename_table" { from, to }
    AddColumn as "add_column" { table, column, existing_rows }
    DropColumn as "drop_column" { table, column }
    RenameColumn as "rename_column" { table, from, to }
    AlterColumn as "alter_column" { table, column, ty, using, nullable, default }
    CreateIndex as "create_index" { table, index, concurrently }
    DropIndex as "drop_index" { table, index, concurrently }
    AddForeignKey as "add_foreign_key" { table, foreign_key }
    DropForeignKey as "drop_foreign_key" { table, foreign_key }
    AddCheck as "add_check" { table, check }
    DropCheck as "drop_check" { table, check }
    AddUnique as "add_unique" { table, unique }
    DropUnique as "drop_unique" { table, unique }
    AddPrimaryKey as "add_primary_key" { table, primary_key }
    DropPrimaryKey as "drop_primary_key" { table }
    Backfill as "backfill" { table, set, filter, reverse }
    Sql as "sql" { up, down }
    Data as "data" { up, down }
}

impl Canonical for ColumnType {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Enumeration { name, values } => out.group("enumeration", |out| {
                out.field("name", name);
                out.field("values", values);
            }),
            Self::Custom(sql) => out.group("custom", |out| out.field("sql", sql)),
            plain => out.text(&plain.to_string()),
        }
    }
}

impl Canonical for DefaultValue {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Boolean(value) => out.group("boolean", |out| out.text(&value.to_string())),
            Self::Integer(value) => out.group("integer", |out| out.text(&value.to_string())),
            Self::Number(value) => out.group("number", |out| out.text(value)),
            Self::Text(value) => out.group("text", |out| out.text(value)),
            Self::Now => out.text("now"),
            Self::RandomUuid => out.text("random_uuid"),
            Self::Expression(sql) => out.group("expression", |out| sql.write(out)),
        }
    }
}

impl Canonical for IndexKey {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Column(name) => out.group("column", |out| out.text(name)),
            Self::Expression(sql) => out.group("expression", |out| sql.write(out)),
        }
    }
}

impl Canonical for ReferentialAction {
    fn write(&self, out: &mut CanonicalWriter) {
        out.text(self.as_sql());
    }
    fn is_absent(&self) -> bool {
        *self == Self::default()
    }
}

impl Canonical for ExistingRows {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Default => {}
            Self::Fill(sql) => out.group("fill", |out| sql.write(out)),
            Self::MustBeEmpty => out.text("must_be_empty"),
        }
    }
    fn is_absent(&self) -> bool {
        *self == Self::Default
    }
}

impl Canonical for DefaultChange {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Set(default) => out.group("set", |out| default.write(out)),
            Self::Drop => out.text("drop"),
        }
    }
}

impl Canonical for SqlReverse {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Text(sql) => sql.write(out),
            Self::Nothing => out.text("nothing"),
            Self::None => {}
        }
    }
    fn is_absent(&self) -> bool {
        *self == Self::None
    }
}

impl Canonical for DataCode {
    fn write(&self, out: &mut CanonicalWriter) {
        out.group("code", |out| {
            out.field("name", self.name);
            out.field("tokens", self.tokens);
        });
    }
}

impl Canonical for DataReverse {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Code(code) => code.write(out),
            Self::Nothing => out.text("nothing"),
            Self::None => {}
        }
    }
    fn is_absent(&self) -> bool {
        *self == Self::None
    }
}

impl Canonical for Operation {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::CreateTable(op) => op.write(out),
            Self::DropTable(op) => op.write(out),
            Self::RenameTable(op) => op.write(out),
            Self::AddColumn(op) => op.write(out),
            Self::DropColumn(op) => op.write(out),
            Self::RenameColumn(op) => op.write(out),
            Self::AlterColumn(op) => op.write(out),
            Self::CreateIndex(op) => op.write(out),
            Self::DropIndex(op) => op.write(out),
            Self::AddForeignKey(op) => op.write(out),
            Self::DropForeignKey(op) => op.write(out),
            Self::AddCheck(op) => op.write(out),
            Self::DropCheck(op) => op.write(out),
            Self::AddUnique(op) => op.write(out),
            Self::DropUnique(op) => op.write(out),
            Self::AddPrimaryKey(op) => op.write(out),
            Self::DropPrimaryKey(op) => op.write(out),
            Self::Sql(op) => op.write(out),
            Self::Backfill(op) => op.write(out),
            Self::Data(op) => op.write(out),
        }
    }
}
