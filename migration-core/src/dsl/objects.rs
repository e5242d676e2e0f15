//! Objects beside the tables: views, routines, triggers, sequences and so on.

use super::comments::RecordedObject;
use super::schema_builder::SchemaBuilder;
use crate::operation::{
    CreateObject, DropObject, Operation, RefreshView, RenameObject, ReplaceObject,
};
use crate::schema::{
    Extension, Namespace, Object, ObjectId, ObjectKind, Routine, Sequence, SqlText, Trigger, View,
    VirtualTable,
};

impl SchemaBuilder {
    /// Creates an object.
    pub fn create_object(&mut self, object: Object) -> RecordedObject<'_> {
        RecordedObject::new(self.push(Operation::CreateObject(CreateObject { object })))
    }

    /// Gives an object another definition.
    pub fn replace_object(&mut self, object: Object) -> RecordedObject<'_> {
        RecordedObject::new(self.push(Operation::ReplaceObject(ReplaceObject { object })))
    }

    /// Gives objects other definitions: each that `record` creates takes the place of the one
    /// that is there.
    ///
    /// ```
    /// # use migration_core::prelude::*;
    /// # let mut schema = SchemaBuilder::new();
    /// schema.replace(|schema| schema.create_sequence("tickets", |s| s.increment = Some(10)));
    /// ```
    pub fn replace(&mut self, record: impl FnOnce(&mut Self)) {
        let mut builder = Self::new();
        record(&mut builder);
        for operation in builder.into_operations() {
            match operation {
                Operation::CreateObject(CreateObject { object }) => {
                    self.replace_object(object);
                }
                other => self.operation(other),
            }
        }
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
    pub fn create_view(
        &mut self,
        name: impl Into<String>,
        query: impl Into<SqlText>,
    ) -> RecordedObject<'_> {
        let object = view(name, query, false);
        self.create_object(object)
    }

    /// Gives a view another query.
    pub fn replace_view(
        &mut self,
        name: impl Into<String>,
        query: impl Into<SqlText>,
    ) -> RecordedObject<'_> {
        let object = view(name, query, false);
        self.replace_object(object)
    }

    /// Drops a view.
    pub fn drop_view(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::View, name));
    }

    /// Creates a materialised view: PostgreSQL's.
    pub fn create_materialized_view(
        &mut self,
        name: impl Into<String>,
        query: impl Into<SqlText>,
    ) -> RecordedObject<'_> {
        let object = view(name, query, true);
        self.create_object(object)
    }

    /// Gives a materialised view another query.
    pub fn replace_materialized_view(
        &mut self,
        name: impl Into<String>,
        query: impl Into<SqlText>,
    ) -> RecordedObject<'_> {
        let object = view(name, query, true);
        self.replace_object(object)
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
    pub fn create_function(
        &mut self,
        name: impl Into<String>,
        definition: impl Into<SqlText>,
    ) -> RecordedObject<'_> {
        self.create_object(routine(name, definition, false))
    }

    /// Gives a function another definition.
    pub fn replace_function(
        &mut self,
        name: impl Into<String>,
        definition: impl Into<SqlText>,
    ) -> RecordedObject<'_> {
        self.replace_object(routine(name, definition, false))
    }

    /// Drops a function. One that is not the only one of its name has the types of its
    /// arguments behind it: `area(integer, integer)`.
    pub fn drop_function(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::Function, name));
    }

    /// Creates a procedure: the whole `CREATE PROCEDURE …`, in each dialect that has it.
    pub fn create_procedure(
        &mut self,
        name: impl Into<String>,
        definition: impl Into<SqlText>,
    ) -> RecordedObject<'_> {
        self.create_object(routine(name, definition, true))
    }

    /// Gives a procedure another definition.
    pub fn replace_procedure(
        &mut self,
        name: impl Into<String>,
        definition: impl Into<SqlText>,
    ) -> RecordedObject<'_> {
        self.replace_object(routine(name, definition, true))
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
    ) -> RecordedObject<'_> {
        self.create_object(Object::Trigger(Trigger {
            name: name.into(),
            table: table.into(),
            definition: definition.into(),
            comment: None,
        }))
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

    /// Creates a schema within the database: PostgreSQL's. What is in it has its name and a dot
    /// before its own: `create_table("audit.events", …)`.
    pub fn create_schema(&mut self, name: impl Into<String>) -> RecordedObject<'_> {
        self.create_object(Object::Namespace(Namespace {
            name: name.into(),
            comment: None,
        }))
    }

    /// Drops a schema within the database; it has to be empty.
    pub fn drop_schema(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::Namespace, name));
    }

    /// Gives a schema within the database another name, in the names of all that is in it too.
    pub fn rename_schema(&mut self, from: impl Into<String>, to: impl Into<String>) {
        self.rename_object(ObjectId::new(ObjectKind::Namespace, from), to);
    }

    /// Creates an extension of PostgreSQL.
    pub fn create_extension(&mut self, name: impl Into<String>) -> RecordedObject<'_> {
        self.create_object(Object::Extension(Extension {
            name: name.into(),
            comment: None,
        }))
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
        comment: None,
    })
}
