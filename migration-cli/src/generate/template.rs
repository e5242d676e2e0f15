use super::GenerateError;
use migration_core::operation::nearest;

/// What a migration can be generated for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(
    missing_docs,
    reason = "the names say it; `usage` says how each is written"
)]
pub enum Template {
    CreateTable,
    DropTable,
    RenameTable,
    AddColumn,
    DropColumn,
    RenameColumn,
    ChangeColumn,
    AddReference,
    AddIndex,
    DropIndex,
    AddForeignKey,
    DropForeignKey,
    AddCheckConstraint,
    DropCheckConstraint,
    AddUnique,
    DropUnique,
    Backfill,
    DataMigration,
    Sql,
    Empty,
}

/// Name, other names, flags, usage, example.
type Facts = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static str,
    &'static str,
);

impl Template {
    /// Every template, in the order that listings use.
    pub const ALL: [Self; 20] = [
        Self::CreateTable,
        Self::DropTable,
        Self::RenameTable,
        Self::AddColumn,
        Self::DropColumn,
        Self::RenameColumn,
        Self::ChangeColumn,
        Self::AddReference,
        Self::AddIndex,
        Self::DropIndex,
        Self::AddForeignKey,
        Self::DropForeignKey,
        Self::AddCheckConstraint,
        Self::DropCheckConstraint,
        Self::AddUnique,
        Self::DropUnique,
        Self::Backfill,
        Self::DataMigration,
        Self::Sql,
        Self::Empty,
    ];

    const fn facts(self) -> Facts {
        match self {
            Self::CreateTable => (
                "create_table",
                &["new_table", "table"],
                &[
                    "soft-delete",
                    "no-timestamps",
                    "id",
                    "primary-key",
                    "unique-together",
                    "on-delete",
                    "on-update",
                ],
                "create_table TABLE [FIELD…] [--soft-delete] [--no-timestamps] [--id big|int|uuid|none] [--primary-key a,b] [--unique-together a,b]",
                "create_table posts title:string.200 body:text user:references",
            ),
            Self::DropTable => (
                "drop_table",
                &["remove_table", "delete_table"],
                &[],
                "drop_table TABLE",
                "drop_table posts",
            ),
            Self::RenameTable => (
                "rename_table",
                &[],
                &[],
                "rename_table TABLE NEW_NAME",
                "rename_table posts articles",
            ),
            Self::AddColumn => (
                "add_column",
                &["add_columns", "add_field", "add_fields"],
                &["on-delete", "on-update"],
                "add_column TABLE FIELD…",
                "add_column users phone:string.20:index",
            ),
            Self::DropColumn => (
                "drop_column",
                &[
                    "drop_columns",
                    "remove_column",
                    "remove_columns",
                    "delete_column",
                    "remove_field",
                ],
                &[],
                "drop_column TABLE COLUMN…",
                "drop_column users phone",
            ),
            Self::RenameColumn => (
                "rename_column",
                &["rename_field"],
                &[],
                "rename_column TABLE COLUMN NEW_NAME",
                "rename_column users email email_address",
            ),
            Self::ChangeColumn => (
                "change_column",
                &[
                    "modify_column",
                    "alter_column",
                    "alter_field",
                    "change_columns",
                ],
                &["using", "on-delete", "on-update"],
                "change_column TABLE FIELD… [--using SQL]",
                "change_column users age:bigint:required",
            ),
            Self::AddReference => (
                "add_reference",
                &["add_references", "add_ref", "add_belongs_to"],
                &["on-delete", "on-update"],
                "add_reference TABLE NAME[:OTHER_TABLE][:MOD…] [--on-delete ACTION]",
                "add_reference posts user --on-delete cascade",
            ),
            Self::AddIndex => (
                "add_index",
                &["create_index", "index"],
                &["unique", "name", "where", "concurrently"],
                "add_index TABLE COLUMN[:desc]… [--unique] [--name NAME] [--where SQL] [--concurrently]",
                "add_index users email --unique",
            ),
            Self::DropIndex => (
                "drop_index",
                &["remove_index", "delete_index"],
                &["name", "concurrently"],
                "drop_index TABLE COLUMN… | --name NAME [--concurrently]",
                "drop_index users email",
            ),
            Self::AddForeignKey => (
                "add_foreign_key",
                &["create_foreign_key", "add_fk", "foreign_key"],
                &["name", "on-delete", "on-update"],
                "add_foreign_key TABLE COLUMN OTHER_TABLE[.COLUMN] [--on-delete ACTION] [--on-update ACTION] [--name NAME]",
                "add_foreign_key posts author_id users --on-delete cascade",
            ),
            Self::DropForeignKey => (
                "drop_foreign_key",
                &[
                    "remove_foreign_key",
                    "delete_foreign_key",
                    "drop_fk",
                    "remove_fk",
                ],
                &["name"],
                "drop_foreign_key TABLE COLUMN | --name NAME",
                "drop_foreign_key posts author_id",
            ),
            Self::AddCheckConstraint => (
                "add_check_constraint",
                &["add_check", "create_check", "create_check_constraint"],
                &["name"],
                "add_check_constraint TABLE SQL [--name NAME]",
                "add_check_constraint products 'price > 0' --name price_positive",
            ),
            Self::DropCheckConstraint => (
                "drop_check_constraint",
                &["drop_check", "remove_check", "remove_check_constraint"],
                &["name"],
                "drop_check_constraint TABLE NAME",
                "drop_check_constraint products price_positive",
            ),
            Self::AddUnique => (
                "add_unique",
                &[
                    "add_unique_constraint",
                    "create_unique",
                    "create_unique_constraint",
                ],
                &["name"],
                "add_unique TABLE COLUMN… [--name NAME]",
                "add_unique users tenant_id email",
            ),
            Self::DropUnique => (
                "drop_unique",
                &[
                    "drop_unique_constraint",
                    "remove_unique",
                    "remove_unique_constraint",
                ],
                &["name"],
                "drop_unique TABLE COLUMN… | --name NAME",
                "drop_unique users tenant_id email",
            ),
            Self::Backfill => (
                "backfill",
                &[],
                &["where"],
                "backfill TABLE COLUMN=SQL… [--where SQL]",
                "backfill users \"status='active'\" --where is_active",
            ),
            Self::DataMigration => (
                "data_migration",
                &["data"],
                &["table"],
                "data_migration NAME [--table TABLE]",
                "data_migration normalise_phones --table users",
            ),
            Self::Sql => (
                "sql",
                &["raw_sql", "execute"],
                &["per-dialect", "reverse"],
                "sql NAME [SQL] [--reverse SQL] [--per-dialect]",
                "sql lower_emails 'UPDATE users SET email = lower(email)'",
            ),
            Self::Empty => (
                "empty",
                &["blank"],
                &[],
                "empty NAME",
                "empty reorganise_billing",
            ),
        }
    }

    /// Its name, as typed.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.facts().0
    }

    /// The flags it takes, without dashes.
    pub(crate) const fn flags(self) -> &'static [&'static str] {
        self.facts().2
    }

    /// How it is written.
    #[must_use]
    pub const fn usage(self) -> &'static str {
        self.facts().3
    }

    /// One use of it.
    #[must_use]
    pub const fn example(self) -> &'static str {
        self.facts().4
    }

    /// The template of this name or of an other name of it, in snake case.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|template| template.name() == name || template.facts().1.contains(&name))
    }

    /// Every template with an example.
    #[must_use]
    pub fn listing() -> String {
        let mut lines = vec!["the templates, each with an example:".to_owned()];
        lines.extend(
            Self::ALL
                .iter()
                .map(|template| format!("  migrate generate {}", template.example())),
        );
        lines.push(
            "or a name that says it: migrate generate AddPhoneToUsers phone:string".to_owned(),
        );
        lines.push(
            "or several with a lone + between them, for one migration:\n  \
             migrate generate create_table users name + create_table posts user:references --as begin"
                .to_owned(),
        );
        lines.join("\n")
    }

    /// The error for words that name no template and say nothing that can be inferred.
    pub(crate) fn unknown(word: &str) -> GenerateError {
        let names = Self::ALL.iter().flat_map(|template| {
            [template.name()]
                .into_iter()
                .chain(template.facts().1.iter().copied())
        });
        let meant = match nearest(word, names).into_iter().next() {
            Some(name) => format!("did you mean {name:?}? "),
            None => String::new(),
        };
        GenerateError::usage(
            format!("cannot tell from {word:?} what to generate"),
            format!("{meant}{}", Self::listing()),
        )
    }

    /// The error for words that this template cannot take.
    pub(crate) fn misused(self, problem: impl std::fmt::Display) -> GenerateError {
        GenerateError::usage(
            format!("{}: {problem}", self.name()),
            format!(
                "usage: migrate generate {}\nfor example: migrate generate {}",
                self.usage(),
                self.example()
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_other_names_are_each_one_template() {
        for template in Template::ALL {
            let (name, others, ..) = template.facts();
            for word in [name].iter().chain(others) {
                assert_eq!(Template::find(word), Some(template), "{word}");
            }
            assert!(template.usage().starts_with(name));
            assert!(template.example().starts_with(name));
            assert!(Template::listing().contains(template.example()));
        }
    }
}
