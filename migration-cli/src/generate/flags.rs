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
    /// Let every UPDATE set updated_at
    #[arg(long)]
    pub touch: bool,
    /// The new table's id: big, int, uuid, ulid or none
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
    /// Walk the table in batches, each a transaction of its own
    #[arg(long)]
    pub batched: bool,
    /// The SQL that undoes the SQL
    #[arg(long, value_name = "SQL")]
    pub reverse: Option<String>,
    /// The SELECT or the definition: a file, for one dialect if its name stands before it
    #[arg(long, value_name = "[DIALECT=]FILE")]
    pub sql: Vec<String>,
    /// Keep the view's rows until it is refreshed
    #[arg(long)]
    pub materialized: bool,
    /// The value that the new one stands before
    #[arg(long, value_name = "VALUE")]
    pub before: Option<String>,
    /// The value that the new one stands behind
    #[arg(long, value_name = "VALUE")]
    pub after: Option<String>,
    /// The first number
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub start: Option<i64>,
    /// The difference between two numbers
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub increment: Option<i64>,
    /// Columns that the index holds without sorting by them
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub include: Vec<String>,
    /// How the index finds rows: gin, gist, hash, fulltext and so on
    #[arg(long, value_name = "METHOD")]
    pub method: Option<String>,
    /// Let the rows that exist be, until validate_constraint checks them
    #[arg(long)]
    pub not_valid: bool,
    /// The migration's own name, instead of one made from the words
    #[arg(long = "as", value_name = "NAME")]
    pub migration_name: Option<String>,
}

/// Flags about names and columns of one table.
const OF_ONE: &[&str] = &[
    "name",
    "where",
    "using",
    "primary-key",
    "unique-together",
    "reverse",
    "sql",
    "before",
    "after",
    "start",
    "increment",
    "include",
    "method",
];

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
            ("touch", self.touch),
            ("id", self.id.is_some()),
            ("primary-key", !self.primary_key.is_empty()),
            ("unique-together", !self.unique_together.is_empty()),
            ("concurrently", self.concurrently),
            ("per-dialect", self.per_dialect),
            ("table", self.table.is_some()),
            ("batched", self.batched),
            ("reverse", self.reverse.is_some()),
            ("sql", !self.sql.is_empty()),
            ("materialized", self.materialized),
            ("before", self.before.is_some()),
            ("after", self.after.is_some()),
            ("start", self.start.is_some()),
            ("increment", self.increment.is_some()),
            ("include", !self.include.is_empty()),
            ("method", self.method.is_some()),
            ("not-valid", self.not_valid),
        ];
        all.into_iter()
            .filter_map(|(name, given)| given.then_some(name))
            .collect()
    }

    /// The flags that this template takes, for one part of several.
    pub(crate) fn taken_by(&self, template: Template) -> Self {
        let takes = |flag| template.flags().contains(&flag);
        let text = |flag, value: &Option<String>| value.clone().filter(|_| takes(flag));
        let list = |flag, values: &[String]| {
            if takes(flag) {
                values.to_vec()
            } else {
                Vec::new()
            }
        };
        Self {
            unique: self.unique && takes("unique"),
            name: text("name", &self.name),
            filter: text("where", &self.filter),
            using: text("using", &self.using),
            on_delete: text("on-delete", &self.on_delete),
            on_update: text("on-update", &self.on_update),
            soft_delete: self.soft_delete && takes("soft-delete"),
            no_timestamps: self.no_timestamps && takes("no-timestamps"),
            touch: self.touch && takes("touch"),
            id: text("id", &self.id),
            primary_key: list("primary-key", &self.primary_key),
            unique_together: list("unique-together", &self.unique_together),
            concurrently: self.concurrently && takes("concurrently"),
            per_dialect: self.per_dialect && takes("per-dialect"),
            table: text("table", &self.table),
            batched: self.batched && takes("batched"),
            reverse: text("reverse", &self.reverse),
            sql: list("sql", &self.sql),
            materialized: self.materialized && takes("materialized"),
            before: text("before", &self.before),
            after: text("after", &self.after),
            start: self.start.filter(|_| takes("start")),
            increment: self.increment.filter(|_| takes("increment")),
            include: list("include", &self.include),
            method: text("method", &self.method),
            not_valid: self.not_valid && takes("not-valid"),
            migration_name: self.migration_name.clone(),
        }
    }

    /// Of several parts, a flag belongs to each that takes it: one at least, and one alone
    /// where it is about what only that part has.
    pub(crate) fn check_all(&self, templates: &[Template]) -> Result<(), GenerateError> {
        for flag in self.given() {
            let takers = templates
                .iter()
                .filter(|template| template.flags().contains(&flag))
                .count();
            match takers {
                0 => templates
                    .iter()
                    .try_for_each(|template| self.check(*template))?,
                1 => {}
                many if OF_ONE.contains(&flag) => {
                    return Err(GenerateError::usage(
                        format!("--{flag} would belong to {many} parts of the migration"),
                        "generate the part that it is meant for as a migration of its own",
                    ));
                }
                _ => {}
            }
        }
        Ok(())
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
