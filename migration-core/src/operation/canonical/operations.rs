//! The canonical form of operations.

use super::{Canonical, CanonicalWriter, canonical};
use crate::operation::{
    AddCheck, AddColumn, AddForeignKey, AddPrimaryKey, AddUnique, AlterColumn, Backfill,
    CreateIndex, CreateTable, Data, DataCode, DataReverse, DefaultChange, DropCheck, DropColumn,
    DropForeignKey, DropIndex, DropPrimaryKey, DropTable, DropUnique, ExistingRows, Operation,
    RenameColumn, RenameTable, Sql, SqlReverse,
};

canonical! {
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
