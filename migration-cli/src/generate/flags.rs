use std::collections::BTreeSet;

use super::{GenerateError, template::Template};

/// The flags of `generate`. Which of them a template takes is in its usage line.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
pub struct Flags {
    /// Make the index unique
    #[arg(long)]
    pub unique: bool,
    /// The name of the index or constraint
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Which rows a partial index holds, or a backfill changes
    #[arg(long = "where", value_name = "SQL")]
    pub filter: Option<String>,
    /// How existing values become the new type
    #[arg(long, value_name = "SQL")]
    pub using: Option<String>,
    /// cascade, restrict, set-null, set-default or no-action
    #[arg(long, value_name = "ACTION")]
    pub on_delete: Option<String>,
    /// cascade, restrict, set-null, set-default or no-action
    #[arg(long, value_name = "ACTION")]
    pub on_update: Option<String>,
    /// Add deleted_at to the new table
    #[arg(long)]
    pub soft_delete: bool,
    /// Leave created_at and updated_at out of the new table
    #[arg(long)]
    pub no_timestamps: bool,
    /// The new table's id: big, int, uuid or none
    #[arg(long, value_name = "KIND")]
    pub id: Option<String>,
    /// The columns of the new table's primary key
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub primary_key: Vec<String>,
    /// Columns of the new table that are unique together; may be given again
    #[arg(long, value_name = "COLUMNS")]
    pub unique_together: Vec<String>,
    /// Do not block writes while the index is made or dropped
    #[arg(long)]
    pub concurrently: bool,
    /// Write one SQL text for each dialect
    #[arg(long)]
    pub per_dialect: bool,
    /// The table that the data migration is about
    #[arg(long, value_name = "TABLE")]
    pub table: Option<String>,
    /// The SQL that undoes the SQL
    #[arg(long, value_name = "SQL")]
    pub reverse: Option<String>,
    /// The migration's own name, instead of one made from the words
    #[arg(long = "as", value_name = "NAME")]
    pub migration_name: Option<String>,
}

impl Flags {
    /// The flags that were given, as typed.
    fn given(&self) -> BTreeSet<&'static str> {
        let all = [
            ("unique", self.unique),
            ("name", self.name.is_some()),
            ("where", self.filter.is_some()),
            ("using", self.using.is_some()),
            ("on-delete", self.on_delete.is_some()),
            ("on-update", self.on_update.is_some()),
            ("soft-delete", self.soft_delete),
            ("no-timestamps", self.no_timestamps),
            ("id", self.id.is_some()),
            ("primary-key", !self.primary_key.is_empty()),
            ("unique-together", !self.unique_together.is_empty()),
            ("concurrently", self.concurrently),
            ("per-dialect", self.per_dialect),
            ("table", self.table.is_some()),
            ("reverse", self.reverse.is_some()),
        ];
        all.into_iter()
            .filter_map(|(name, given)| given.then_some(name))
            .collect()
    }

    /// A flag that the template would ignore is a mistake: it was meant for something.
    pub(crate) fn check(&self, template: Template) -> Result<(), GenerateError> {
        let Some(flag) = self
            .given()
            .into_iter()
            .find(|flag| !template.flags().contains(flag))
        else {
            return Ok(());
        };
        let takers: Vec<&str> = Template::ALL
            .iter()
            .filter(|template| template.flags().contains(&flag))
            .map(|template| template.name())
            .collect();
        Err(GenerateError::usage(
            format!("{} takes no --{flag}", template.name()),
            format!("--{flag} belongs to {}", takers.join(", ")),
        ))
    }
}
