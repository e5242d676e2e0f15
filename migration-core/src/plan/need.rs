use crate::operation::Operation;

/// A right that a statement of a plan needs. What raw SQL and data code need is not known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// To make tables, or what stands beside them.
    Create,
    /// To change this table.
    Alter(String),
    /// To drop this table.
    Drop(String),
    /// To make and drop indexes of this table.
    Index(String),
    /// To let foreign keys refer to this table.
    Refer(String),
    /// To put rows into this table.
    Insert(String),
    /// To change rows of this table.
    Update(String),
    /// To delete rows of this table.
    Delete(String),
}

impl Need {
    /// The table that it is about.
    #[must_use]
    pub fn table(&self) -> Option<&str> {
        match self {
            Self::Create => None,
            Self::Alter(table)
            | Self::Drop(table)
            | Self::Index(table)
            | Self::Refer(table)
            | Self::Insert(table)
            | Self::Update(table)
            | Self::Delete(table) => Some(table),
        }
    }

    /// What the operation needs.
    pub(super) fn of(operation: &Operation, needs: &mut Vec<Self>) {
        let refer = |key: &crate::schema::ForeignKey| Self::Refer(key.references_table.clone());
        match operation {
            Operation::CreateTable(op) => {
                needs.push(Self::Create);
                needs.extend(op.table.foreign_keys.iter().map(refer));
            }
            Operation::CreateTableLike(_)
            | Operation::CreatePartition(_)
            | Operation::CreateObject(_) => needs.push(Self::Create),
            Operation::DropTable(op) => needs.push(Self::Drop(op.table.clone())),
            Operation::CreateIndex(op) => needs.push(Self::Index(op.table.clone())),
            Operation::DropIndex(op) => needs.push(Self::Index(op.table.clone())),
            Operation::Insert(op) => needs.push(Self::Insert(op.table.clone())),
            Operation::FillTable(op) => needs.push(Self::Insert(op.table.clone())),
            Operation::Update(op) => needs.push(Self::Update(op.table.clone())),
            Operation::Backfill(op) => needs.push(Self::Update(op.table.clone())),
            Operation::Delete(op) => needs.push(Self::Delete(op.table.clone())),
            Operation::AddForeignKey(op) => {
                needs.push(Self::Alter(op.table.clone()));
                needs.push(refer(&op.foreign_key));
            }
            Operation::DatabaseOnly(op) => {
                for each in &op.operations {
                    Self::of(each, needs);
                }
            }
            // Conditions are read; what is run in batches is data code or an UPDATE like any other.
            Operation::StateOnly(_) | Operation::Ensure(_) | Operation::BatchedData(_) => {}
            other => {
                if let Some(table) = other.table() {
                    needs.push(Self::Alter(table.to_owned()));
                }
            }
        }
    }
}
