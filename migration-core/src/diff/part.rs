use super::draft::Stage;
use crate::operation::{
    AddCheck, AddExclusion, AddForeignKey, AddPrimaryKey, AddUnique, AlterIndex, Change,
    CommentOnConstraint, CreateIndex, DropCheck, DropExclusion, DropForeignKey, DropIndex,
    DropPrimaryKey, DropUnique, Operation, RenameConstraint, RenameIndex, ValidateConstraint,
};
use crate::schema::{Check, Enforcement, Exclusion, ForeignKey, Index, PrimaryKey, Unique};

/// Something of a table that has a name: a key, a constraint, an index.
pub(super) trait Part: Clone + PartialEq {
    /// When one goes, and when one comes.
    const STAGES: (Stage, Stage) = (Stage::DropConstraints, Stage::AddConstraints);

    fn name(&self) -> &str;
    fn named(&self, name: &str) -> Self;
    fn comment(&self) -> Option<&String>;
    /// The same with another comment.
    fn commented(&self, comment: Option<&String>) -> Self;
    fn drop(&self, table: String) -> Operation;
    fn add(&self, table: String) -> Operation;

    fn rename(&self, table: String, to: &str) -> Operation {
        Operation::RenameConstraint(RenameConstraint {
            table,
            from: self.name().to_owned(),
            to: to.to_owned(),
        })
    }

    /// What makes it another one of its name in place, where it need not go for that.
    fn change(&self, table: String, to: &Self) -> Option<(Stage, Operation)> {
        comment_on(self, table, to)
    }
}

/// What changes the comment, where nothing else changes.
fn comment_on<T: Part>(from: &T, table: String, to: &T) -> Option<(Stage, Operation)> {
    let comment = CommentOnConstraint {
        table,
        constraint: to.name().to_owned(),
        comment: Change::to(to.comment()),
    };
    let alone = from.commented(to.comment()) == *to;
    alone.then_some((Stage::AlterTables, Operation::CommentOnConstraint(comment)))
}

/// What has all rows meet a constraint that new rows meet already, where `all` is that.
fn validate<T: Part>(all: &T, table: String, to: &T) -> Option<(Stage, Operation)> {
    let validate = ValidateConstraint {
        table,
        constraint: to.name().to_owned(),
    };
    (all == to).then_some((
        Stage::AddForeignKeys,
        Operation::ValidateConstraint(validate),
    ))
}

/// What every part has under the same names.
macro_rules! fields {
    () => {
        fn name(&self) -> &str {
            &self.name
        }

        fn named(&self, name: &str) -> Self {
            Self {
                name: name.to_owned(),
                ..self.clone()
            }
        }

        fn comment(&self) -> Option<&String> {
            self.comment.as_ref()
        }

        fn commented(&self, comment: Option<&String>) -> Self {
            Self {
                comment: comment.cloned(),
                ..self.clone()
            }
        }
    };
}

/// The same of what may wait to be validated.
macro_rules! enforced {
    () => {
        fn change(&self, table: String, to: &Self) -> Option<(Stage, Operation)> {
            let commented = comment_on(self, table.clone(), to);
            if commented.is_some() || self.enforcement != Enforcement::NewRows {
                return commented;
            }
            let all = Self {
                enforcement: Enforcement::All,
                ..self.clone()
            };
            validate(&all, table, to)
        }
    };
}

impl Part for PrimaryKey {
    fields!();

    fn drop(&self, table: String) -> Operation {
        Operation::DropPrimaryKey(DropPrimaryKey { table })
    }

    fn add(&self, table: String) -> Operation {
        let primary_key = self.clone();
        Operation::AddPrimaryKey(AddPrimaryKey { table, primary_key })
    }
}

impl Part for Unique {
    fields!();

    fn drop(&self, table: String) -> Operation {
        let unique = self.name.clone();
        Operation::DropUnique(DropUnique { table, unique })
    }

    fn add(&self, table: String) -> Operation {
        let unique = self.clone();
        Operation::AddUnique(AddUnique { table, unique })
    }
}

impl Part for Check {
    fields!();
    enforced!();

    fn drop(&self, table: String) -> Operation {
        let check = self.name.clone();
        Operation::DropCheck(DropCheck { table, check })
    }

    fn add(&self, table: String) -> Operation {
        let check = self.clone();
        Operation::AddCheck(AddCheck { table, check })
    }
}

impl Part for Exclusion {
    fields!();

    fn drop(&self, table: String) -> Operation {
        let exclusion = self.name.clone();
        Operation::DropExclusion(DropExclusion { table, exclusion })
    }

    fn add(&self, table: String) -> Operation {
        let exclusion = self.clone();
        Operation::AddExclusion(AddExclusion { table, exclusion })
    }
}

impl Part for ForeignKey {
    const STAGES: (Stage, Stage) = (Stage::DropForeignKeys, Stage::AddForeignKeys);

    fields!();
    enforced!();

    fn drop(&self, table: String) -> Operation {
        let foreign_key = self.name.clone();
        Operation::DropForeignKey(DropForeignKey { table, foreign_key })
    }

    fn add(&self, table: String) -> Operation {
        let foreign_key = self.clone();
        Operation::AddForeignKey(AddForeignKey { table, foreign_key })
    }
}

impl Part for Index {
    fields!();

    fn drop(&self, table: String) -> Operation {
        Operation::DropIndex(DropIndex {
            table,
            index: self.name.clone(),
            concurrently: false,
        })
    }

    fn add(&self, table: String) -> Operation {
        Operation::CreateIndex(CreateIndex {
            table,
            index: self.clone(),
            concurrently: false,
        })
    }

    fn rename(&self, table: String, to: &str) -> Operation {
        Operation::RenameIndex(RenameIndex {
            table,
            from: self.name.clone(),
            to: to.to_owned(),
        })
    }

    fn change(&self, table: String, to: &Self) -> Option<(Stage, Operation)> {
        let alter = AlterIndex {
            table,
            index: self.name.clone(),
            invisible: (self.invisible != to.invisible).then_some(to.invisible),
            comment: (self.comment != to.comment).then(|| Change::to(to.comment.as_ref())),
        };
        let mut altered = self.clone();
        alter.change(&mut altered);
        (altered == *to).then_some((Stage::AlterTables, Operation::AlterIndex(alter)))
    }
}
