//! Types that columns may have: enumerations, domains and composites.

use super::alter::IntoDefault;
use super::check::{CheckBuilder, check};
use super::comments::RecordedObject;
use super::schema_builder::SchemaBuilder;
use crate::operation::{AlterEnumeration, Operation, ValueChange};
use crate::schema::{
    ColumnType, Composite, Domain, Enumeration, Object, ObjectId, ObjectKind, SqlText,
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

    /// What a column of it gets where nothing else is said.
    pub fn default(&mut self, value: impl IntoDefault) -> &mut Self {
        self.0.default = Some(value.into_default_value());
        self
    }

    /// A condition over `VALUE`.
    pub fn check(&mut self, name: impl Into<String>, expression: impl Into<SqlText>) -> &mut Self {
        self.check_with(check(name, expression))
    }

    /// A condition over `VALUE` that says more than its text.
    pub fn check_with(&mut self, check: CheckBuilder) -> &mut Self {
        self.0.checks.push(check.into_check());
        self
    }

    /// What it is for. PostgreSQL alone keeps it.
    pub fn comment(&mut self, comment: impl Into<String>) -> &mut Self {
        self.0.comment = Some(comment.into());
        self
    }
}

impl SchemaBuilder {
    /// Creates an enumeration by itself, for columns of several tables: they have it as their
    /// type with [`named`](super::named).
    pub fn create_enumeration<V: Into<String>>(
        &mut self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = V>,
    ) -> RecordedObject<'_> {
        self.create_object(Object::Enumeration(Enumeration {
            name: name.into(),
            values: values.into_iter().map(Into::into).collect(),
            comment: None,
        }))
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
            comment: None,
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
    ) -> RecordedObject<'_> {
        self.create_object(Object::Composite(Composite {
            name: name.into(),
            fields: fields
                .into_iter()
                .map(|(field, ty)| (field.into(), ty))
                .collect(),
            comment: None,
        }))
    }

    /// Drops a composite type.
    pub fn drop_composite(&mut self, name: impl Into<String>) {
        self.drop_object(ObjectId::new(ObjectKind::Composite, name));
    }
}
