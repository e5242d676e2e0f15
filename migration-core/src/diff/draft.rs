use crate::operation::Operation;

/// When an operation is done: what stands in the way goes first, what needs others comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Triggers, policies, grants, and views over what changes.
    DropReaders,
    DropForeignKeys,
    /// Checks, exclusions, indexes, then keys.
    DropConstraints,
    /// Namespaces, extensions, types, sequences.
    CreateTypes,
    /// Routines that tables call.
    CreateCalled,
    DropTables,
    RenameConstraints,
    AddColumns,
    AlterColumns,
    DropColumns,
    CreateTables,
    /// Keys, then indexes, checks and exclusions.
    AddConstraints,
    AddForeignKeys,
    AlterTables,
    DropRoutines,
    /// Types and sequences that nothing has any more.
    DropTypes,
    /// Routines that tables do not call.
    CreateRoutines,
    CreateViews,
    /// Triggers, policies and grants.
    CreateLast,
}

/// Operations that lead from one schema to another, not in order yet.
#[derive(Debug, Default)]
pub(super) struct Draft {
    operations: Vec<(Stage, Operation)>,
}

impl Draft {
    pub(super) fn push(&mut self, stage: Stage, operation: Operation) {
        self.operations.push((stage, operation));
    }

    /// By stage; within one in the order they came.
    pub(super) fn in_order(mut self) -> Vec<Operation> {
        self.operations.sort_by_key(|(stage, _)| *stage);
        let operations = self.operations.into_iter();
        operations.map(|(_, operation)| operation).collect()
    }
}
