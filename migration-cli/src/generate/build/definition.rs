//! SQL that a person wrote: a word, or files of it.

use std::fs;
use std::path::Path;

use migration_core::operation::nearest;
use migration_core::schema::{DialectName, SqlText};

use super::Asked;
use crate::generate::GenerateError;

/// A file of SQL is no longer than this.
const LONGEST: u64 = 1024 * 1024;

/// The SQL behind the names: one word, or the files that `--sql` names.
pub(super) fn read(asked: &Asked<'_>, words: &[String]) -> Result<SqlText, GenerateError> {
    match (words, asked.flags.sql.as_slice()) {
        ([sql], []) => Ok(SqlText::from(sql.trim())),
        ([], []) => Err(asked
            .template
            .misused("the SQL is missing; write it in quotes, or name its file with --sql")),
        ([], files) => files.iter().try_fold(SqlText::default(), add),
        ([_], _) => Err(asked
            .template
            .misused("the SQL is given twice, as a word and with --sql")),
        (more, _) => Err(GenerateError::usage(
            format!("the SQL came in {} words", more.len()),
            "put it in quotes, so that the shell keeps it whole",
        )),
    }
}

fn add(texts: SqlText, file: &String) -> Result<SqlText, GenerateError> {
    let (dialect, path) = match file.split_once('=') {
        Some((name, path)) => (Some(dialect(name, file)?), path),
        None => (None, file.as_str()),
    };
    let is_said = match dialect {
        Some(dialect) => texts.own(dialect).is_some(),
        None => texts.common().is_some(),
    };
    if is_said {
        return Err(GenerateError::usage(
            format!("--sql {file:?} is a second text for the same dialect"),
            "give each dialect one file: --sql sqlite=FILE --sql postgres=FILE",
        ));
    }
    let sql = text(Path::new(path))?;
    Ok(match dialect {
        Some(DialectName::Sqlite) => texts.sqlite(sql),
        Some(DialectName::Postgres) => texts.postgres(sql),
        Some(DialectName::Mysql) => texts.mysql(sql),
        None => texts.otherwise(sql),
    })
}

fn dialect(name: &str, file: &str) -> Result<DialectName, GenerateError> {
    let known = DialectName::ALL
        .into_iter()
        .find(|dialect| dialect.as_str() == name);
    known.ok_or_else(|| {
        let names = DialectName::ALL.map(DialectName::as_str);
        let meant = match nearest(name, names).first() {
            Some(near) => format!("did you mean {near:?}? "),
            None => String::new(),
        };
        GenerateError::usage(
            format!("--sql {file:?}: there is no dialect {name:?}"),
            format!("{meant}the dialects are {}", names.join(", ")),
        )
    })
}

fn text(path: &Path) -> Result<String, GenerateError> {
    let unread = |error: &std::io::Error| GenerateError::io(path, "read", error);
    let size = fs::metadata(path).map_err(|error| unread(&error))?.len();
    if size > LONGEST {
        return Err(GenerateError::usage(
            format!("{} is too long for one statement", path.display()),
            "name the file that holds the definition alone",
        ));
    }
    let text = fs::read_to_string(path).map_err(|error| unread(&error))?;
    let text = text.trim();
    if text.is_empty() {
        return Err(GenerateError::usage(
            format!("{} is empty", path.display()),
            "write the SQL into it first",
        ));
    }
    Ok(text.trim_end_matches(';').trim_end().to_owned())
}

/// The first words of each text in upper case have to begin with one of these.
pub(super) fn begins_with(
    sql: &SqlText,
    what: &str,
    allowed: &[&str],
) -> Result<(), GenerateError> {
    for text in sql.texts() {
        let code = without_comments(text);
        let first: String = code.chars().take_while(|c| c.is_alphabetic()).collect();
        let is_allowed = allowed.iter().any(|word| first.eq_ignore_ascii_case(word));
        if !is_allowed && !code.starts_with('(') {
            let first: String = code.chars().take(20).collect();
            return Err(GenerateError::usage(
                format!("{first:?}… is not the beginning of {what}"),
                format!("it begins with {}", allowed.join(" or ")),
            ));
        }
    }
    Ok(())
}

/// What stands behind comments at the beginning.
fn without_comments(text: &str) -> &str {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix("--") {
        return without_comments(rest.split_once('\n').map_or("", |(_, rest)| rest));
    }
    match text.strip_prefix("/*") {
        Some(rest) => without_comments(rest.split_once("*/").map_or("", |(_, rest)| rest)),
        None => text,
    }
}
