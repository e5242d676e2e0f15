//! Names alone: `AddPhoneToUsers phone:string` says everything that `add_column users
//! phone:string` does.
//!
//! The words of a name are matched against the names of tables and columns that exist. They
//! are never put into the plural: where nothing matches, the nearest names are told.

use migration_core::schema::{Schema, Table};

use super::{GenerateError, lookup, naming, template::Template};

/// What a name amounts to: a template with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inferred {
    pub(super) template: Template,
    pub(super) words: Vec<String>,
    /// The name was `add_unique_index_…`.
    pub(super) unique: bool,
}

impl Inferred {
    fn new(template: Template, words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            template,
            words: words.into_iter().map(Into::into).collect(),
            unique: false,
        }
    }

    fn followed_by(mut self, rest: &[String]) -> Self {
        self.words.extend_from_slice(rest);
        self
    }
}

/// Infers template and words from a name and what stands behind it.
pub(super) fn infer(
    schema: &Schema,
    typed: &str,
    rest: &[String],
) -> Result<Inferred, GenerateError> {
    let name = naming::snake(typed);
    let words: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).collect();
    let inferred = match words.as_slice() {
        ["create", "join", "table", ..] | ["create", "view", ..] | ["create", "enum", ..] => None,
        ["create" | "add", "unique", "index", "to" | "on", tail @ ..] => {
            index(schema, tail, rest, true)?
        }
        ["create" | "add", "index", "to" | "on", tail @ ..] => index(schema, tail, rest, false)?,
        ["create", "table", tail @ ..] | ["create", tail @ ..] if !tail.is_empty() => {
            let tail = tail
                .strip_suffix(&["table"])
                .filter(|tail| !tail.is_empty())
                .unwrap_or(tail);
            Some(Inferred::new(Template::CreateTable, [tail.join("_")]).followed_by(rest))
        }
        ["add", middle @ ..] => add(schema, middle, rest)?,
        ["drop" | "remove" | "delete", middle @ ..] => drop(schema, middle, rest)?,
        ["rename", middle @ ..] => rename(schema, middle, rest)?,
        ["change" | "alter" | "modify", middle @ ..] => change(schema, middle, rest)?,
        _ => None,
    };
    inferred.ok_or_else(|| Template::unknown(typed))
}

/// A table by the words of its name, with or without `table` behind them.
fn table<'a>(schema: &'a Schema, words: &[&str]) -> Option<&'a Table> {
    let find = |words: &[&str]| {
        let name = words.join("_");
        schema.table(&name).or_else(|| {
            schema
                .tables()
                .find(|table| naming::snake(&table.name) == name)
        })
    };
    find(words).or_else(|| find(words.strip_suffix(&["table"])?))
}

/// Splits at one of these words so that what stands behind is a table: the longest name wins.
/// Where there is none, the error for the name that was probably meant.
fn split_at_table<'w, 'a>(
    schema: &'a Schema,
    words: &'w [&'w str],
    at: &[&str],
) -> Result<Option<(&'w [&'w str], &'a Table)>, GenerateError> {
    let positions: Vec<usize> = (1..words.len().saturating_sub(1).max(1))
        .filter(|i| *i < words.len() - 1 && at.contains(&words[*i]))
        .collect();
    for i in &positions {
        if let Some(table) = table(schema, &words[i + 1..]) {
            return Ok(Some((&words[..*i], table)));
        }
    }
    match positions.last() {
        Some(i) => Err(no_table(schema, &words[i + 1..].join("_"))),
        None => Ok(None),
    }
}

fn no_table(schema: &Schema, name: &str) -> GenerateError {
    lookup::table(schema, name)
        .err()
        .unwrap_or_else(|| Template::unknown(name))
}

/// The columns that words name: one, or several joined by `and`.
fn columns(table: Option<&Table>, words: &[&str]) -> Vec<String> {
    let whole = words.join("_");
    let of_table = |name: &str| {
        table.and_then(|table| {
            table
                .columns
                .iter()
                .find(|column| column.name == name || naming::snake(&column.name) == name)
                .map(|column| column.name.clone())
        })
    };
    if let Some(column) = of_table(&whole) {
        return vec![column];
    }
    words
        .split(|word| *word == "and")
        .filter(|words| !words.is_empty())
        .map(|words| {
            let name = words.join("_");
            of_table(&name).unwrap_or(name)
        })
        .collect()
}

/// `users_on_email`, `users_email`, `users` with the columns behind.
fn index(
    schema: &Schema,
    words: &[&str],
    rest: &[String],
    unique: bool,
) -> Result<Option<Inferred>, GenerateError> {
    let with = |found: &Table, names: Vec<String>| {
        let words = [found.name.clone()].into_iter().chain(names);
        Some(Inferred {
            unique,
            ..Inferred::new(Template::AddIndex, words).followed_by(rest)
        })
    };
    // The longest table name first.
    for end in (1..=words.len()).rev() {
        let Some(found) = table(schema, &words[..end]) else {
            continue;
        };
        let after = &words[end..];
        let after = after.strip_prefix(&["on"]).unwrap_or(after);
        return Ok(with(found, columns(Some(found), after)));
    }
    let end = words
        .iter()
        .position(|word| *word == "on")
        .unwrap_or(words.len());
    Err(no_table(schema, &words[..end].join("_")))
}

fn add(
    schema: &Schema,
    words: &[&str],
    rest: &[String],
) -> Result<Option<Inferred>, GenerateError> {
    // What is added to a table as a whole: `foreign_key_to_posts`, `unique_to_users_on_email`.
    let constraints: [(&[&str], Template); 6] = [
        (&["foreign", "key"], Template::AddForeignKey),
        (&["unique", "constraint"], Template::AddUnique),
        (&["unique"], Template::AddUnique),
        (&["check", "constraint"], Template::AddCheckConstraint),
        (&["check"], Template::AddCheckConstraint),
        (&["reference"], Template::AddReference),
    ];
    for (prefix, template) in constraints {
        let Some(["to", tail @ ..]) = words.strip_prefix(prefix) else {
            continue;
        };
        let end = tail
            .iter()
            .enumerate()
            .filter(|(_, word)| **word == "on")
            .map(|(i, _)| i)
            .find(|i| table(schema, &tail[..*i]).is_some());
        let (name, named) = match end {
            Some(i) => (&tail[..i], &tail[i + 1..]),
            None => (tail, &[][..]),
        };
        let Some(found) = table(schema, name) else {
            return Err(no_table(schema, &name.join("_")));
        };
        let first = [found.name.clone()];
        let named = columns(Some(found), named);
        return Ok(Some(
            Inferred::new(template, first.into_iter().chain(named)).followed_by(rest),
        ));
    }
    let Some((subject, found)) = split_at_table(schema, words, &["to"])? else {
        return Ok(None);
    };
    let to_table = |template| Inferred::new(template, [found.name.clone()]);
    Ok(Some(match subject {
        [named @ .., "index"] if !named.is_empty() && rest.is_empty() => {
            let unique = named.first() == Some(&"unique");
            let named = if unique { &named[1..] } else { named };
            Inferred {
                unique,
                ..to_table(Template::AddIndex).followed_by(&columns(Some(found), named))
            }
        }
        _ if !rest.is_empty() => to_table(Template::AddColumn).followed_by(rest),
        [named @ .., "ref" | "reference" | "references"] if !named.is_empty() => {
            to_table(Template::AddReference).followed_by(&columns(None, named))
        }
        ["timestamps"] => to_table(Template::AddColumn).followed_by(
            &["created_at", "updated_at"].map(|name| format!("{name}:timestamptz:default=now")),
        ),
        ["soft", "delete"] => {
            to_table(Template::AddColumn).followed_by(&["deleted_at:timestamptz:null".to_owned()])
        }
        named => to_table(Template::AddColumn).followed_by(&columns(None, named)),
    }))
}

fn drop(
    schema: &Schema,
    words: &[&str],
    rest: &[String],
) -> Result<Option<Inferred>, GenerateError> {
    let whole = words.strip_prefix(&["table"]).unwrap_or(words);
    if let Some(found) = table(schema, whole) {
        return Ok(Some(
            Inferred::new(Template::DropTable, [found.name.clone()]).followed_by(rest),
        ));
    }
    let constraints: [(&[&str], Template); 6] = [
        (&["index"], Template::DropIndex),
        (&["foreign", "key"], Template::DropForeignKey),
        (&["unique", "constraint"], Template::DropUnique),
        (&["unique"], Template::DropUnique),
        (&["check", "constraint"], Template::DropCheckConstraint),
        (&["check"], Template::DropCheckConstraint),
    ];
    for (prefix, template) in constraints {
        let Some(["from", tail @ ..]) = words.strip_prefix(prefix) else {
            continue;
        };
        let end = tail
            .iter()
            .enumerate()
            .filter(|(_, word)| **word == "on")
            .map(|(i, _)| i)
            .find(|i| table(schema, &tail[..*i]).is_some());
        let (name, named) = match end {
            Some(i) => (&tail[..i], &tail[i + 1..]),
            None => (tail, &[][..]),
        };
        let Some(found) = table(schema, name) else {
            return Err(no_table(schema, &name.join("_")));
        };
        let named = columns(Some(found), named);
        let words = [found.name.clone()].into_iter().chain(named);
        return Ok(Some(Inferred::new(template, words).followed_by(rest)));
    }
    let Some((subject, found)) = split_at_table(schema, words, &["from"])? else {
        // `DropUser` where there is only `users`: the nearest names help more than a list.
        return match whole {
            [] => Ok(None),
            whole => Err(no_table(schema, &whole.join("_"))),
        };
    };
    let named = match (rest, subject) {
        ([], [named @ .., "index"]) if !named.is_empty() => {
            return Ok(Some(
                Inferred::new(Template::DropIndex, [found.name.clone()])
                    .followed_by(&columns(Some(found), named)),
            ));
        }
        ([], [named @ .., "ref" | "reference" | "references"]) if !named.is_empty() => {
            vec![format!("{}_id", named.join("_"))]
        }
        ([], named) => columns(Some(found), named),
        (rest, _) => rest.to_vec(),
    };
    Ok(Some(
        Inferred::new(Template::DropColumn, [found.name.clone()]).followed_by(&named),
    ))
}

/// `email_to_email_address_in_users`, `posts_to_articles`.
fn rename(
    schema: &Schema,
    words: &[&str],
    rest: &[String],
) -> Result<Option<Inferred>, GenerateError> {
    let tables = words.strip_prefix(&["table"]).unwrap_or(words);
    let to = |words: &[&str]| -> Vec<usize> {
        (1..words.len().saturating_sub(1))
            .filter(|i| words[*i] == "to")
            .collect()
    };
    let column_of = split_at_table(schema, words, &["in", "on", "of", "for"]);
    if let Ok(Some((subject, found))) = &column_of {
        let subject = subject.strip_prefix(&["column"]).unwrap_or(subject);
        if subject.is_empty() || !rest.is_empty() {
            return Ok(Some(
                Inferred::new(Template::RenameColumn, [found.name.clone()]).followed_by(rest),
            ));
        }
        let pairs: Vec<(String, String)> = to(subject)
            .into_iter()
            .map(|i| {
                (
                    columns(Some(found), &subject[..i]).join("_and_"),
                    subject[i + 1..].join("_"),
                )
            })
            .collect();
        let known = pairs.iter().find(|(from, _)| found.column(from).is_some());
        if let Some((from, new)) = known.or(pairs.first()) {
            return Ok(Some(Inferred::new(
                Template::RenameColumn,
                [found.name.clone(), from.clone(), new.clone()],
            )));
        }
    }
    for i in to(tables) {
        if let Some(found) = table(schema, &tables[..i]) {
            let words = [found.name.clone(), tables[i + 1..].join("_")];
            return Ok(Some(
                Inferred::new(Template::RenameTable, words).followed_by(rest),
            ));
        }
    }
    column_of?;
    match to(tables).first() {
        Some(i) => Err(no_table(schema, &tables[..*i].join("_"))),
        None => Ok(None),
    }
}

/// `age_in_users age:bigint`, `age_to_bigint_in_users`.
fn change(
    schema: &Schema,
    words: &[&str],
    rest: &[String],
) -> Result<Option<Inferred>, GenerateError> {
    let Some((subject, found)) = split_at_table(schema, words, &["in", "on", "of", "for"])? else {
        return Ok(None);
    };
    let fields = if rest.is_empty() {
        let subject = subject.strip_prefix(&["column"]).unwrap_or(subject);
        let Some(i) = subject.iter().position(|word| *word == "to") else {
            return Err(Template::ChangeColumn.misused("it was not said what is to be different"));
        };
        let column = columns(Some(found), &subject[..i]).join("_and_");
        vec![format!("{column}:{}", subject[i + 1..].join("_"))]
    } else {
        rest.to_vec()
    };
    Ok(Some(
        Inferred::new(Template::ChangeColumn, [found.name.clone()]).followed_by(&fields),
    ))
}

#[cfg(test)]
mod tests {
    use migration_core::schema::{Column, ColumnType};

    use super::*;

    fn schema() -> Schema {
        let mut schema = Schema::new();
        for (name, columns) in [
            ("users", &["id", "email", "first_name", "rise_and_fall"][..]),
            ("user_posts", &["id", "user_id"]),
            ("posts", &["id", "title"]),
            ("AuditLogs", &["id"]),
            ("letters_to_users", &["id"]),
        ] {
            let mut table = Table::new(name);
            table.columns = columns
                .iter()
                .map(|column| Column::new(*column, ColumnType::Text))
                .collect();
            schema.insert(table);
        }
        schema
    }

    #[test]
    fn names_say_what_is_meant() {
        use Template as T;
        for (typed, template, words) in [
            (
                "AddPhoneToUsers phone:string",
                T::AddColumn,
                "users phone:string",
            ),
            ("add_phone_to_users", T::AddColumn, "users phone"),
            ("AddPhoneAndFaxToUsers", T::AddColumn, "users phone fax"),
            (
                "AddDateToLettersToUsers date:date",
                T::AddColumn,
                "letters_to_users date:date",
            ),
            (
                "AddIpToAuditLogs ip:string",
                T::AddColumn,
                "AuditLogs ip:string",
            ),
            (
                "AddTimestampsToPosts",
                T::AddColumn,
                "posts created_at:timestamptz:default=now updated_at:timestamptz:default=now",
            ),
            (
                "AddUserRefToPosts user:references",
                T::AddColumn,
                "posts user:references",
            ),
            ("AddUserRefToPosts", T::AddReference, "posts user"),
            ("RemoveEmailFromUsers", T::DropColumn, "users email"),
            (
                "RemoveEmailFromUsers email:string",
                T::DropColumn,
                "users email:string",
            ),
            (
                "drop_first_name_and_email_from_users",
                T::DropColumn,
                "users first_name email",
            ),
            (
                "drop_rise_and_fall_from_users",
                T::DropColumn,
                "users rise_and_fall",
            ),
            (
                "CreateComments body:text",
                T::CreateTable,
                "comments body:text",
            ),
            ("create_table_comments", T::CreateTable, "comments"),
            ("CreateCommentsTable", T::CreateTable, "comments"),
            ("DropPosts", T::DropTable, "posts"),
            ("DeletePostsTable", T::DropTable, "posts"),
            ("AddIndexToUsersOnEmail", T::AddIndex, "users email"),
            ("AddEmailIndexToUsers", T::AddIndex, "users email"),
            (
                "CreateIndexOnUserPostsUserId",
                T::AddIndex,
                "user_posts user_id",
            ),
            (
                "AddIndexToUsers email first_name:desc",
                T::AddIndex,
                "users email first_name:desc",
            ),
            ("RemoveIndexFromUsersOnEmail", T::DropIndex, "users email"),
            (
                "AddForeignKeyToUserPosts user_id users",
                T::AddForeignKey,
                "user_posts user_id users",
            ),
            ("AddUniqueToUsersOnEmail", T::AddUnique, "users email"),
            ("AddCheckToUsers id>0", T::AddCheckConstraint, "users id>0"),
            ("RemoveCheckFromUsers x", T::DropCheckConstraint, "users x"),
            (
                "RenameEmailToEmailAddressInUsers",
                T::RenameColumn,
                "users email email_address",
            ),
            ("RenamePostsToArticles", T::RenameTable, "posts articles"),
            (
                "ChangeEmailInUsers email:text",
                T::ChangeColumn,
                "users email:text",
            ),
            (
                "change_email_to_text_in_users",
                T::ChangeColumn,
                "users email:text",
            ),
        ] {
            let mut typed = typed.split(' ');
            let name = typed.next().unwrap();
            let rest: Vec<String> = typed.map(str::to_owned).collect();
            let got =
                infer(&schema(), name, &rest).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(
                (got.template, got.words.join(" ").as_str()),
                (template, words),
                "{name}"
            );
        }
        assert!(
            infer(&schema(), "AddUniqueIndexToUsersOnEmail", &[])
                .unwrap()
                .unique
        );
    }

    #[test]
    fn what_cannot_be_inferred_is_refused() {
        for (name, message, help) in [
            (
                "FixEverything",
                "cannot tell from \"FixEverything\"",
                "migrate generate create_table",
            ),
            ("AddPhone", "cannot tell", "add_column"),
            ("add_colum", "cannot tell", "did you mean \"add_column\"?"),
            ("AddPhoneToUser", "there is no table \"user\"", "\"users\""),
            ("DropUser", "there is no table \"user\"", "\"users\""),
            (
                "RemoveEmailFromUser",
                "there is no table \"user\"",
                "\"users\"",
            ),
            (
                "RenamePostToArticle",
                "there is no table \"post\"",
                "\"posts\"",
            ),
            (
                "RenameEmailToMailInUser",
                "there is no table \"user\"",
                "\"users\"",
            ),
            (
                "AddIndexToUserOnEmail",
                "there is no table \"user\"",
                "\"users\"",
            ),
            ("CreateJoinTableUsersPosts", "cannot tell", "create_table"),
            ("ChangeEmailInUsers", "not said", "change_column"),
        ] {
            let error = infer(&schema(), name, &[]).unwrap_err();
            assert!(error.to_string().contains(message), "{name}: {error}");
            let told = error.help().unwrap_or_default();
            assert!(told.contains(help), "{name}: {told}");
        }
    }
}
