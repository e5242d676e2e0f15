//! Objects beside the tables: views, routines, triggers, types, sequences and so on.

use super::schema_builder::SchemaBuilder;
use crate::operation::{
    AlterEnumeration, CreateObject, DropObject, Operation, RefreshView, RenameObject,
    ReplaceObject, ValueChange,
};
use crate::schema::{
    Check, ColumnType, Composite, Domain, Enumeration, Extension, Grant, Namespace, Object,
    ObjectId, ObjectKind, Policy, Routine, Sequence, SqlText, Trigger, View, VirtualTable,
};

/// A domain under construction.
#[derive(Debug)]
pub struct DomainBuilder<'a>(&'a mut Domain);

impl DomainBuilder<'_> {
    /// Its values may not be NULL.
    pub fn not_null(&mut self) -> &mut Self {
        self.0.not_null = true;
        self
    }

    /// A condition over `VALUE`.
    pub fn check(&mut self, name: impl Into<String>, expression: impl Into<SqlText>) -> &mut Self {
        self.0.checks.push(Check {
            name: name.into(),
            expression: expression.into(),
            ..Check::default()
        });
        self
    }
}

impl SchemaBuilder {
    /// Creates an object.
    pub fn create_object(&mut self, object: Object) {
        self.operation(Operation::CreateObject(CreateObject { object }));
    }

    /// Gives an object another definition.
    pub fn replace_object(&mut self, object: Object) {
        self.operation(Operation::ReplaceObject(ReplaceObject { object }));
    }

    /// Drops an object.
    pub fn drop_object(&mut self, id: ObjectId) {
        self.operation(Operation::DropObject(DropObject { id }));
    }

    /// Gives an object another name.
    pub fn rename_object(&mut self, id: ObjectId, to: impl Into<String>) {
        self.operation(Operation::RenameObject(RenameObject { id, to: to.into() }));
    }

    /// Creates a view.
    pub fn create_view(&mut self, name: impl Into<String>, query: impl Into<SqlText>) {
        self.create_object(view(name, query, false));
    }

    /// Gives a view another query.
    pub fn replace_view(&mut self, name: impl Into<String>, query: impl Into<SqlText>) {
        self.replace_object(view(name, query, false));
    }

    /// Drops a view.
    pub fn drop_view(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::View, name));
    }

    /// Creates a materialised view: PostgreSQL's.
    pub fn create_materialized_view(&mut self, name: impl Into<String>, query: impl Into<SqlText>) {
        self.create_object(view(name, query, true));
    }

    /// Drops a materialised view.
    pub fn drop_materialized_view(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::MaterializedView, name));
    }

    /// Computes the rows of a materialised view anew.
    pub fn refresh_view(&mut self, name: impl Into<String>) {
        self.refresh(name, false);
    }

    /// Computes the rows of a materialised view anew without blocking queries. It needs a
    /// unique index.
    pub fn refresh_view_concurrently(&mut self, name: impl Into<String>) {
        self.refresh(name, true);
    }

    fn refresh(&mut self, view: impl Into<String>, concurrently: bool) {
        self.operation(Operation::RefreshView(RefreshView {
            view: view.into(),
            concurrently,
        }));
    }

    /// Creates a function: the whole `CREATE FUNCTION …`, in each dialect that has it.
    /// `include_str!("../sql/f_v1.sql")` keeps it in a file.
    pub fn create_function(&mut self, name: impl Into<String>, definition: impl Into<SqlText>) {
        self.create_object(routine(name, definition, false));
    }

    /// Gives a function another definition.
    pub fn replace_function(&mut self, name: impl Into<String>, definition: impl Into<SqlText>) {
        self.replace_object(routine(name, definition, false));
    }

    /// Drops a function. One that is not the only one of its name has the types of its
    /// arguments behind it: `area(integer, integer)`.
    pub fn drop_function(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::Function, name));
    }

    /// Creates a procedure: the whole `CREATE PROCEDURE …`, in each dialect that has it.
    pub fn create_procedure(&mut self, name: impl Into<String>, definition: impl Into<SqlText>) {
        self.create_object(routine(name, definition, true));
    }

    /// Drops a procedure.
    pub fn drop_procedure(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::Procedure, name));
    }

    /// Creates a trigger: the whole `CREATE TRIGGER …`, in each dialect that has it.
    pub fn create_trigger(
        &mut self,
        name: impl Into<String>,
        table: impl Into<String>,
        definition: impl Into<SqlText>,
    ) {
        self.create_object(Object::Trigger(Trigger {
            name: name.into(),
            table: table.into(),
            definition: definition.into(),
        }));
    }

    /// Drops a trigger.
    pub fn drop_trigger(&mut self, name: impl Into<String>, table: impl Into<String>) {
        self.drop_object(ObjectId::of_table(ObjectKind::Trigger, table, name));
    }

    /// Creates a sequence: PostgreSQL's and MariaDB's.
    pub fn create_sequence(&mut self, name: impl Into<String>, define: impl FnOnce(&mut Sequence)) {
        let mut sequence = Sequence {
            name: name.into(),
            ..Sequence::default()
        };
        define(&mut sequence);
        self.create_object(Object::Sequence(sequence));
    }

    /// Drops a sequence.
    pub fn drop_sequence(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::Sequence, name));
    }

    /// Creates an enumeration by itself, for columns of several tables: they have it as their
    /// type with [`named`](super::named).
    pub fn create_enumeration<V: Into<String>>(
        &mut self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = V>,
    ) {
        self.create_object(Object::Enumeration(Enumeration {
            name: name.into(),
            values: values.into_iter().map(Into::into).collect(),
        }));
    }

    /// Drops an enumeration.
    pub fn drop_enumeration(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::Enumeration, name));
    }

    /// Gives an enumeration another name.
    pub fn rename_enumeration(&mut self, from: impl Into<String>, to: impl Into<String>) {
        self.rename_object(ObjectId::new(ObjectKind::Enumeration, from), to);
    }

    /// Gives an enumeration one value more, at the end.
    pub fn add_enumeration_value(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.change_values(
            name,
            ValueChange::Add {
                value: value.into(),
                before: None,
            },
        );
    }

    /// Gives an enumeration one value more, before another.
    pub fn add_enumeration_value_before(
        &mut self,
        name: impl Into<String>,
        value: impl Into<String>,
        before: impl Into<String>,
    ) {
        self.change_values(
            name,
            ValueChange::Add {
                value: value.into(),
                before: Some(before.into()),
            },
        );
    }

    /// Gives a value of an enumeration another name, in the rows too.
    pub fn rename_enumeration_value(
        &mut self,
        name: impl Into<String>,
        from: impl Into<String>,
        to: impl Into<String>,
    ) {
        self.change_values(
            name,
            ValueChange::Rename {
                from: from.into(),
                to: to.into(),
            },
        );
    }

    fn change_values(&mut self, name: impl Into<String>, change: ValueChange) {
        self.operation(Operation::AlterEnumeration(AlterEnumeration {
            name: name.into(),
            change,
        }));
    }

    /// Creates a domain: a type from [`types`](super::types) with conditions. PostgreSQL's.
    pub fn create_domain(
        &mut self,
        name: impl Into<String>,
        ty: ColumnType,
        define: impl FnOnce(&mut DomainBuilder<'_>),
    ) {
        let mut domain = Domain {
            name: name.into(),
            ty,
            not_null: false,
            default: None,
            checks: Vec::new(),
        };
        define(&mut DomainBuilder(&mut domain));
        self.create_object(Object::Domain(domain));
    }

    /// Drops a domain.
    pub fn drop_domain(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::Domain, name));
    }

    /// Creates a composite type of these fields: PostgreSQL's.
    pub fn create_composite<F: Into<String>>(
        &mut self,
        name: impl Into<String>,
        fields: impl IntoIterator<Item = (F, ColumnType)>,
    ) {
        self.create_object(Object::Composite(Composite {
            name: name.into(),
            fields: fields
                .into_iter()
                .map(|(field, ty)| (field.into(), ty))
                .collect(),
        }));
    }

    /// Drops a composite type.
    pub fn drop_composite(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::Composite, name));
    }

    /// Creates a schema within the database: PostgreSQL's.
    pub fn create_schema(&mut self, name: impl Into<String>) {
        self.create_object(Object::Namespace(Namespace { name: name.into() }));
    }

    /// Drops a schema within the database; it has to be empty.
    pub fn drop_schema(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::Namespace, name));
    }

    /// Creates an extension of PostgreSQL.
    pub fn create_extension(&mut self, name: impl Into<String>) {
        self.create_object(Object::Extension(Extension { name: name.into() }));
    }

    /// Drops an extension of PostgreSQL.
    pub fn drop_extension(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::Extension, name));
    }

    /// Creates a virtual table of SQLite: `create_virtual_table("notes_fts", "fts5", ["title", "body"])`.
    pub fn create_virtual_table<A: Into<String>>(
        &mut self,
        name: impl Into<String>,
        module: impl Into<String>,
        arguments: impl IntoIterator<Item = A>,
    ) {
        self.create_object(Object::VirtualTable(VirtualTable {
            name: name.into(),
            module: module.into(),
            arguments: arguments.into_iter().map(Into::into).collect(),
        }));
    }

    /// Drops a virtual table.
    pub fn drop_virtual_table(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::VirtualTable, name));
    }

    /// Creates a policy of a table, for every command and everyone unless it says otherwise:
    /// PostgreSQL's.
    pub fn create_policy(
        &mut self,
        name: impl Into<String>,
        table: impl Into<String>,
        define: impl FnOnce(&mut Policy),
    ) {
        let mut policy = Policy {
            name: name.into(),
            table: table.into(),
            restrictive: false,
            command: "ALL".to_owned(),
            roles: Vec::new(),
            using: None,
            check: None,
        };
        define(&mut policy);
        self.create_object(Object::Policy(policy));
    }

    /// Drops a policy of a table.
    pub fn drop_policy(&mut self, name: impl Into<String>, table: impl Into<String>) {
        self.drop_object(ObjectId::of_table(ObjectKind::Policy, table, name));
    }

    /// Lets a role do something: `grant(["SELECT", "INSERT"], "users", "reader")`.
    pub fn grant<P: Into<String>>(
        &mut self,
        privileges: impl IntoIterator<Item = P>,
        on: impl Into<String>,
        to: impl Into<String>,
    ) {
        self.create_object(Object::Grant(Grant {
            privileges: privileges.into_iter().map(Into::into).collect(),
            on: on.into(),
            to: to.into(),
            grantable: false,
        }));
    }

    /// Takes away what a [`grant`](Self::grant) allowed.
    pub fn revoke(&mut self, on: impl std::fmt::Display, from: impl std::fmt::Display) {
        let name = format!("on {on} to {from}");
        self.drop_object(ObjectId::new(ObjectKind::Grant, name));
    }
}

fn view(name: impl Into<String>, query: impl Into<SqlText>, materialized: bool) -> Object {
    Object::View(View {
        name: name.into(),
        materialized,
        query: query.into(),
        comment: None,
    })
}

/// Types of arguments behind the name are told apart from it.
fn routine(name: impl Into<String>, definition: impl Into<SqlText>, procedure: bool) -> Object {
    let name = name.into();
    let (name, arguments) = match name.split_once('(') {
        Some((name, rest)) => {
            let arguments = rest.strip_suffix(')').unwrap_or(rest);
            (name.trim().to_owned(), Some(arguments.to_owned()))
        }
        None => (name, None),
    };
    Object::Routine(Routine {
        name,
        procedure,
        arguments,
        definition: definition.into(),
    })
}
