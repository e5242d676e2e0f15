//! The canonical form of what a schema holds beside tables, and of values in rows.

use super::{Canonical, CanonicalWriter, canonical};
use crate::schema::{
    Composite, Domain, Enumeration, Extension, Grant, Namespace, Object, ObjectId, ObjectKind,
    Policy, Routine, Sequence, Trigger, Value, View, VirtualTable,
};

canonical! {
    Namespace as "namespace" { name, comment }
    Extension as "extension" { name, comment }
    Enumeration as "enumeration" { name, values, comment }
    Domain as "domain" { name, ty, not_null, default, checks, comment }
    Composite as "composite" { name, fields, comment }
    Sequence as "sequence" { name, start, increment, minimum, maximum, cache, cycle, comment }
    Routine as "routine" { name, procedure, arguments, definition, comment }
    View as "view" { name, materialized, query, comment }
    VirtualTable as "virtual_table" { name, module, arguments }
    Trigger as "trigger" { name, table, definition, comment }
    Policy as "policy" { name, table, restrictive, command, roles, using, check, comment }
    Grant as "grant" { privileges, on, to, grantable }
    ObjectId as "id" { kind, table, name }
}

impl Canonical for ObjectKind {
    fn write(&self, out: &mut CanonicalWriter) {
        out.text(self.as_str());
    }
}

impl Canonical for Object {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Namespace(it) => it.write(out),
            Self::Extension(it) => it.write(out),
            Self::Enumeration(it) => it.write(out),
            Self::Domain(it) => it.write(out),
            Self::Composite(it) => it.write(out),
            Self::Sequence(it) => it.write(out),
            Self::Routine(it) => it.write(out),
            Self::View(it) => it.write(out),
            Self::VirtualTable(it) => it.write(out),
            Self::Trigger(it) => it.write(out),
            Self::Policy(it) => it.write(out),
            Self::Grant(it) => it.write(out),
        }
    }
}

impl Canonical for Value {
    fn write(&self, out: &mut CanonicalWriter) {
        match self {
            Self::Null => out.text("null"),
            Self::Boolean(value) => out.group("boolean", |out| out.text(&value.to_string())),
            Self::Integer(value) => out.group("integer", |out| out.text(&value.to_string())),
            Self::Number(value) => out.group("number", |out| out.text(value)),
            Self::Text(value) => out.group("text", |out| out.text(value)),
            Self::Bytes(value) => out.group("bytes", |out| {
                let digits: String = value.iter().map(|byte| format!("{byte:02x}")).collect();
                out.text(&digits);
            }),
            Self::Expression(sql) => out.group("expression", |out| sql.write(out)),
        }
    }
}
