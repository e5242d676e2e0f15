//! The canonical form of the schema's values.

use super::{Canonical, CanonicalWriter, canonical};
use crate::schema::{
    BoundValue, Check, Column, ColumnType, DefaultValue, Deferrable, Enforcement, Exclusion,
    ForeignKey, Generated, Identity, Index, IndexKey, IndexMethod, IndexPart, NullsOrder,
    Partition, PartitionBound, PartitionMethod, Partitioning, PrimaryKey, ReferentialAction,
    RowSecurity, SqlText, Table, TableOptions, Unique,
};

canonical! {
    Table as "table" { name, columns, primary_key, uniques, foreign_keys, checks, exclusions, indexes, comment, options, partitioning, partition_of }
    Partitioning as "partitioning" { method, parts }
    Partition as "partition" { parent, bound }
    Column as "column" { name, ty, nullable, default, identity, generated, collation, charset, touched_on_update, comment }
    Generated as "generated" { expression, stored }
    PrimaryKey as "primary_key" { name, columns, include, deferrable, comment }
    Unique as "unique" { name, columns, include, nulls_not_distinct, deferrable, comment }
    Check as "check" { name, expression, enforcement, comment }
    Exclusion as "exclusion" { name, method, parts, filter, deferrable, comment }
    ForeignKey as "foreign_key" { name, columns, references_table, references_columns, on_delete, on_update, set_columns, match_full, deferrable, enforcement, comment }
    Index as "index" { name, parts, unique, filter, method, include, nulls_not_distinct, invisible, storage, comment }
    IndexPart as "part" { key, descending, nulls, collation, operator_class, prefix }
}

impl Canonical for PartitionMethod {
    fn write(&self, out: &mut CanonicalWriter) {
        out.text(self.as_sql());
    }
}

impl Canonical for PartitionBound {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Range { from, to } => out.group("range", |out| {
                out.field("from", from);
                out.field("to", to);
            }),
            Self::List(values) => out.group("list", |out| values.write(out)),
            Self::Hash { modulus, remainder } => out.group("hash", |out| {
                out.field("modulus", modulus);
                out.field("remainder", remainder);
            }),
            Self::Default => out.text("default"),
        }
    }
}

impl Canonical for BoundValue {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Minimum => out.text("minimum"),
            Self::Maximum => out.text("maximum"),
            Self::Value(value) => value.write(out),
        }
    }
}

impl Canonical for ColumnType {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Enumeration(of) => of.write(out),
            Self::Array(of) => out.group("array", |out| out.field("of", of)),
            Self::Named(name) => out.group("named", |out| out.field("name", name)),
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

/// A field that is left out where it has the value that goes without saying.
macro_rules! words {
    ($($ty:ident { $($variant:ident => $word:literal),* })*) => {$(
        impl Canonical for $ty {
            fn write(&self, out: &mut CanonicalWriter) {
                out.text(match self { $(Self::$variant => $word),* });
            }
            fn is_absent(&self) -> bool {
                *self == Self::default()
            }
        }
    )*};
}

words! {
    Deferrable { No => "no", InitiallyImmediate => "immediate", InitiallyDeferred => "deferred" }
    RowSecurity { Off => "off", On => "on", Forced => "forced" }
    Enforcement { All => "all", NewRows => "new_rows", None => "none" }
}

impl Canonical for NullsOrder {
    fn write(&self, out: &mut CanonicalWriter) {
        out.text(self.as_sql());
    }
}

impl Canonical for IndexMethod {
    fn write(&self, out: &mut CanonicalWriter) {
        out.text(self.as_str());
    }
}

impl Canonical for Identity {
    fn write(&self, out: &mut CanonicalWriter) {
        let Self {
            always,
            start,
            increment,
            serial,
        } = self;
        // A column could be an identity before it could say more.
        if *self == Self::default() {
            return out.text("true");
        }
        out.group("identity", |out| {
            out.field("always", always);
            out.field("start", start);
            out.field("increment", increment);
            out.field("serial", serial);
        });
    }
}

impl Canonical for SqlText {
    fn write(&self, out: &mut CanonicalWriter) {
        out.group("sql", |out| {
            for (name, text) in self.each() {
                if let Some(text) = text {
                    out.field(name, text);
                }
            }
        });
    }
}

impl Canonical for TableOptions {
    fn write(&self, out: &mut CanonicalWriter) {
        let Self {
            strict,
            without_rowid,
            unlogged,
            row_security,
            engine,
            charset,
            collation,
        } = self;
        out.group("options", |out| {
            out.field("strict", strict);
            out.field("without_rowid", without_rowid);
            out.field("unlogged", unlogged);
            out.field("row_security", row_security);
            out.field("engine", engine);
            out.field("charset", charset);
            out.field("collation", collation);
        });
    }
    fn is_absent(&self) -> bool {
        *self == Self::default()
    }
}
