use super::{Irreversible, Operation, SchemaError, objects};
use crate::schema::{ObjectId, ObjectKind, Schema};

/// Computes the rows of a materialised view anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshView {
    /// The view's name.
    pub view: String,
    /// Without blocking queries: needs a unique index over the view.
    pub concurrently: bool,
}

impl RefreshView {
    pub(super) fn apply(&self, schema: &mut Schema) -> Result<(), SchemaError> {
        let id = ObjectId::new(ObjectKind::MaterializedView, &self.view);
        objects::find(schema, &id).map(drop)
    }

    /// The rows follow from the tables, so there is nothing to undo.
    pub(super) fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        Ok(Vec::new())
    }
}
