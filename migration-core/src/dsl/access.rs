//! Who may do what: policies and grants.

use super::schema_builder::SchemaBuilder;
use crate::operation::{CreateObject, Operation};
use crate::schema::{Grant, Object, ObjectId, ObjectKind, Policy};

/// A grant that was just recorded, to say more about it.
#[derive(Debug)]
pub struct RecordedGrant<'a>(&'a mut Operation);

impl RecordedGrant<'_> {
    /// The role may let others, too.
    pub fn grantable(self) {
        if let Operation::CreateObject(CreateObject { object }) = self.0
            && let Object::Grant(grant) = object
        {
            grant.grantable = true;
        }
    }
}

impl SchemaBuilder {
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
            comment: None,
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
    ) -> RecordedGrant<'_> {
        let object = Object::Grant(Grant {
            privileges: privileges.into_iter().map(Into::into).collect(),
            on: on.into(),
            to: to.into(),
            grantable: false,
        });
        RecordedGrant(self.push(Operation::CreateObject(CreateObject { object })))
    }

    /// Takes away what a [`grant`](Self::grant) allowed.
    pub fn revoke(&mut self, on: impl std::fmt::Display, from: impl std::fmt::Display) {
        let name = format!("on {on} to {from}");
        self.drop_object(ObjectId::new(ObjectKind::Grant, name));
    }
}
