use crate::operation::Operation;
use crate::plan::{self, MigrationPlan};
use crate::schema::DialectName;

/// What leads from one schema to another on a server.
#[derive(Debug, Clone)]
pub struct Way {
    /// The operations, in an order in which each fits.
    pub operations: Vec<Operation>,
    /// What carries them out.
    pub plan: MigrationPlan,
    pub(super) dialect: DialectName,
}

impl Way {
    /// As a script for the server's own client; empty where nothing differs.
    #[must_use]
    pub fn script(&self) -> String {
        if self.operations.is_empty() {
            return String::new();
        }
        self.plan.bare_script(self.dialect)
    }

    /// The statements that change an object, like `table users`. Where statements carry out what
    /// happens to several objects, they stand at each of them.
    #[must_use]
    pub fn statements_of(&self, object: &str) -> Vec<String> {
        let mut found = Vec::new();
        let all = self.plan.steps.iter().flat_map(|step| &step.statements);
        let all: Vec<_> = all.collect();
        let (mut operation, mut statement) = (0, 0);
        for part in &self.plan.parts {
            let operations = self.operations.get(operation..part.operations);
            let statements = all.get(statement..part.statements);
            let mut operations = operations.into_iter().flatten();
            if operations.any(|each| subject(each) == object) {
                let texts = statements.into_iter().flatten();
                found.extend(texts.map(|each| plan::statement(each).trim_end().to_owned()));
            }
            (operation, statement) = (part.operations, part.statements);
        }
        found
    }
}

/// What an operation changes, as differences name it.
fn subject(operation: &Operation) -> String {
    if let Some(table) = operation.table() {
        return format!("table {table}");
    }
    match operation {
        Operation::CreateObject(op) => op.object.id().to_string(),
        Operation::ReplaceObject(op) => op.object.id().to_string(),
        Operation::DropObject(op) => op.id.to_string(),
        Operation::RenameObject(op) => op.id.to_string(),
        Operation::CommentOnObject(op) => op.id.to_string(),
        Operation::AlterEnumeration(op) => format!("enumeration {}", op.name),
        other => other.describe(),
    }
}
