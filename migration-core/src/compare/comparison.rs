use super::differences::differences;
use super::{SchemaSource, Way};
use crate::dialect::{Capabilities, Difference};
use crate::diff::{Renames, operations};
use crate::driver::DatabaseUrl;
use crate::error::Error;
use crate::introspect::{Introspection, Unmodelled};
use crate::migration::{Down, Recorded, Version};
use crate::operation::Operation;
use crate::plan::Planner;
use crate::schema::DialectName;

/// Two schemas, as one server prints them.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// What there is.
    pub from: Introspection,
    /// What there should be.
    pub to: Introspection,
    /// The server.
    pub capabilities: Capabilities,
}

impl Comparison {
    /// Reads both. What is no live database is made in a scratch database: on `server`, or where
    /// none is given on the server of the one that is live. The live ones are only read.
    ///
    /// # Errors
    /// Where neither is live and no server is given, where the two are of different dialects, and
    /// whatever keeps one of them from being made or read.
    pub async fn of(
        from: &SchemaSource,
        to: &SchemaSource,
        server: Option<&DatabaseUrl>,
    ) -> Result<Self, Error> {
        let live = [server, from.database(), to.database()];
        let mut live = live.into_iter().flatten();
        let Some(server) = live.next() else {
            return Err(Error::Call {
                problem:
                    "neither of the two is a live database, and no server is named to make them on"
                        .to_owned(),
                help: "name a server: a scratch database is made there, and dropped again"
                    .to_owned(),
            });
        };
        if let Some(other) = live.find(|other| other.dialect() != server.dialect()) {
            return Err(Error::Call {
                problem: format!(
                    "what {} {} holds cannot be compared with what {} {} holds",
                    server.dialect(),
                    server.database(),
                    other.dialect(),
                    other.database()
                ),
                help: "compare two databases of one kind".to_owned(),
            });
        }
        let before = from.read(server).await?;
        let after = to.read(server).await?;
        Ok(Self {
            from: before.found,
            to: after.found,
            capabilities: before.capabilities,
        })
    }

    /// What differs, object by object; what no schema has a value for is compared as the text that
    /// the server has for it.
    ///
    /// # Errors
    /// What the server cannot have.
    pub fn differences(&self) -> Result<Vec<Difference>, Error> {
        differences(&self.to, &self.from, &self.capabilities).map_err(|cause| Error::NoWay {
            object: cause.operation.clone(),
            problem: cause.problem.clone(),
            help: cause.help,
        })
    }

    /// The operations that make the one the other.
    ///
    /// # Errors
    /// [`Error::NoWay`], which names what no operation makes.
    pub fn operations(&self, renames: &Renames) -> Result<Vec<Operation>, Error> {
        if let Some(each) = self.beyond_operations() {
            let of = each.table.iter().map(|table| format!(" of {table}"));
            return Err(Error::NoWay {
                object: format!("{} {}{}", each.kind, each.name, of.collect::<String>()),
                problem: "the schema has no value for it, so no operation makes it".to_owned(),
                help: "make it with `sql` in a migration of its own".to_owned(),
            });
        }
        operations(&self.from.schema, &self.to.schema, renames).map_err(|stuck| Error::NoWay {
            object: stuck.object().to_owned(),
            problem: stuck.to_string(),
            help: "make this change by hand, in a migration that says it in its own words"
                .to_owned(),
        })
    }

    /// What should be there, no schema has a value for, and is not there or is another.
    fn beyond_operations(&self) -> Option<&Unmodelled> {
        let mut wanted = self.to.unmodelled.iter();
        wanted.find(|each| !self.from.unmodelled.contains(each))
    }

    /// What makes the one the other on the server.
    ///
    /// # Errors
    /// [`Error::NoWay`], which names what no operation makes, or the server cannot do.
    pub fn way(&self, renames: &Renames) -> Result<Way, Error> {
        let operations = self.operations(renames)?;
        self.keeps_the_rest(&operations)?;
        let recorded = Recorded::new(Version::FIRST, "diff", operations, Down::Derived);
        let mut planner = Planner::after(self.capabilities, self.from.schema.clone());
        let plan = planner.up(&recorded).map_err(|error| match error {
            Error::Unsupported { cause, .. } => Error::NoWay {
                object: cause.operation.clone(),
                problem: cause.problem.clone(),
                help: cause.help.clone(),
            },
            Error::Misfit {
                operation, cause, ..
            } => Error::NoWay {
                object: operation,
                problem: cause.to_string(),
                help: cause.help(),
            },
            other => other,
        })?;
        Ok(Way {
            operations: recorded.operations,
            plan,
            dialect: self.capabilities.dialect(),
        })
    }

    /// A table of SQLite that is made anew loses what its schema does not say.
    fn keeps_the_rest(&self, operations: &[Operation]) -> Result<(), Error> {
        if self.capabilities.dialect() != DialectName::Sqlite {
            return Ok(());
        }
        for operation in operations {
            let adds = matches!(
                operation,
                Operation::CreateIndex(_) | Operation::DropIndex(_) | Operation::DropTable(_)
            );
            let Some(table) = operation.table().filter(|_| !adds) else {
                continue;
            };
            let mut rest = self.from.unmodelled.iter();
            if let Some(each) = rest.find(|each| each.table.as_deref() == Some(table)) {
                return Err(Error::NoWay {
                    object: format!("table {table}"),
                    problem: format!(
                        "it has a {} ({}) that a new table in its place would lose",
                        each.kind, each.name
                    ),
                    help: "change this table by hand".to_owned(),
                });
            }
        }
        Ok(())
    }
}
