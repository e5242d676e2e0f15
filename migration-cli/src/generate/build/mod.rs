//! From a template's words to operations. One template, or a pair that undo each other, a file.
//!
//! Nothing here writes Rust or SQL: that is the renderers' work.

mod backfill;
mod change_column;
mod checks;
mod code;
mod column;
mod columns;
mod create_table;
mod definition;
mod ensure;
mod enums;
mod exclusions;
mod foreign_keys;
mod indexes;
mod insert;
mod join_table;
mod life;
mod names;
mod namespaces;
mod polymorphic;
mod primary_keys;
mod reference;
mod routines;
mod sequences;
mod tables;
mod uniques;
mod views;

use migration_core::operation::Operation;
use migration_core::schema::{Enforcement, Schema};

use super::{Flags, GenerateError, template::Template};

/// What a template was asked with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) template: Template,
    /// The words behind the template's name.
    pub(crate) words: &'a [String],
    pub(crate) flags: &'a Flags,
    pub(crate) schema: &'a Schema,
}

/// What the migration will hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proposal {
    /// The migration's name, if no other was given.
    pub(crate) name: String,
    /// What it does, as one sentence.
    pub(crate) doc: String,
    pub(crate) body: Body,
    /// What a person should know beside that.
    pub(crate) notes: Vec<String>,
}

/// What stands in `up`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Body {
    /// These operations.
    Operations(Vec<Operation>),
    /// SQL to be replaced by a person's own.
    SqlPlaceholder(Vec<Operation>),
    /// Rust code over rows.
    Data {
        /// The function's name.
        function: String,
        /// The table it is about.
        table: Option<String>,
        /// Whether it walks the rows of that table in batches.
        batched: bool,
    },
    /// Nothing yet.
    Empty,
}

impl Proposal {
    fn new(name: String, doc: String, operations: Vec<Operation>) -> Self {
        Self {
            name,
            doc,
            body: Body::Operations(operations),
            notes: Vec::new(),
        }
    }
}

/// Turns the words into operations.
pub(crate) fn build(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    asked.flags.check(asked.template)?;
    match asked.template {
        Template::CreateTable => create_table::build(asked),
        Template::DropTable => tables::drop(asked),
        Template::RenameTable => tables::rename(asked),
        Template::AddColumn => columns::add(asked),
        Template::DropColumn => columns::drop(asked),
        Template::RenameColumn => columns::rename(asked),
        Template::ChangeColumn => change_column::build(asked),
        Template::AddReference => columns::add_reference(asked),
        Template::AddIndex => indexes::add(asked),
        Template::DropIndex => indexes::drop(asked),
        Template::AddForeignKey => foreign_keys::add(asked),
        Template::DropForeignKey => foreign_keys::drop(asked),
        Template::AddCheckConstraint => checks::add(asked),
        Template::DropCheckConstraint => checks::drop(asked),
        Template::AddUnique => uniques::add(asked),
        Template::DropUnique => uniques::drop(asked),
        Template::JoinTable => join_table::build(asked),
        Template::CommentOn => names::comment(asked),
        Template::AddTimestamps => life::timestamps(asked),
        Template::AddSoftDelete => life::soft_delete(asked),
        Template::RenameIndex => names::rename_index(asked),
        Template::AddPrimaryKey => primary_keys::add(asked),
        Template::DropPrimaryKey => primary_keys::drop(asked),
        Template::AddExclusion => exclusions::add(asked),
        Template::DropExclusion => exclusions::drop(asked),
        Template::RenameConstraint => names::rename_constraint(asked),
        Template::ValidateConstraint => names::validate(asked),
        Template::CreateView => views::create(asked),
        Template::ReplaceView => views::replace(asked),
        Template::DropView => views::drop(asked),
        Template::RefreshView => views::refresh(asked),
        Template::CreateFunction => routines::create_function(asked),
        Template::ReplaceFunction => routines::replace_function(asked),
        Template::DropFunction => routines::drop_function(asked),
        Template::CreateTrigger => routines::create_trigger(asked),
        Template::DropTrigger => routines::drop_trigger(asked),
        Template::CreateEnum => enums::create(asked),
        Template::DropEnum => enums::drop(asked),
        Template::AddEnumValue => enums::add_value(asked),
        Template::RenameEnumValue => enums::rename_value(asked),
        Template::CreateSequence => sequences::create(asked),
        Template::DropSequence => sequences::drop(asked),
        Template::CreateExtension => namespaces::create_extensions(asked),
        Template::DropExtension => namespaces::drop_extensions(asked),
        Template::CreateSchema => namespaces::create_schema(asked),
        Template::DropSchema => namespaces::drop_schema(asked),
        Template::Insert => insert::build(asked),
        Template::Backfill => backfill::build(asked),
        Template::Ensure => ensure::build(asked),
        Template::DataMigration => code::data(asked),
        Template::Sql => code::sql(asked),
        Template::Empty => code::empty(asked),
    }
}

impl<'a> Asked<'a> {
    /// The first word and the rest.
    fn first(&self, what: &str) -> Result<(&'a str, &'a [String]), GenerateError> {
        match self.words {
            [first, rest @ ..] => Ok((first, rest)),
            [] => Err(self.template.misused(format!("{what} is missing"))),
        }
    }

    /// Which rows a new constraint goes for.
    const fn enforcement(&self) -> Enforcement {
        match self.flags.not_valid {
            true => Enforcement::NewRows,
            false => Enforcement::All,
        }
    }

    /// No word may be left over.
    fn end(&self, rest: &[String]) -> Result<(), GenerateError> {
        match rest.first() {
            None => Ok(()),
            Some(word) => Err(self
                .template
                .misused(format!("there is no use for {word:?}"))),
        }
    }
}

/// `` `a`, `b` and `c` ``
pub(super) fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
