//! What roles may do: policies and grants.

use super::DIALECT;
use super::literal::{name, relation};
use super::object::begin_plain;
use crate::dialect::problem::Problem;
use crate::dialect::text;
use crate::schema::{Grant, Policy};

pub(super) fn policy(policy: &Policy) -> Result<String, Problem> {
    let Policy {
        name: called,
        table,
        restrictive,
        command,
        roles,
        using,
        check,
        comment: _,
    } = policy;
    let mut sql = begin_plain("CREATE POLICY ", called);
    sql.push_str(" ON ");
    relation(&mut sql, table);
    if *restrictive {
        sql.push_str(" AS RESTRICTIVE");
    }
    if command != "ALL" {
        sql.push_str(" FOR ");
        sql.push_str(command);
    }
    if !roles.is_empty() {
        sql.push_str(" TO ");
        text::listed(&mut sql, roles, |sql, who| {
            role(sql, who);
            Ok(())
        })?;
    }
    for (words, condition) in [(" USING (", using), (" WITH CHECK (", check)] {
        if let Some(condition) = condition {
            let what = || format!("policy {called:?}");
            sql.push_str(words);
            sql.push_str(text::written(condition, DIALECT, what)?.sql);
            sql.push(')');
        }
    }
    Ok(sql)
}

/// A role by name, or one of those that are words:
/// <https://www.postgresql.org/docs/current/sql-grant.html>
fn role(out: &mut String, who: &str) {
    const WORDS: [&str; 4] = ["PUBLIC", "CURRENT_USER", "CURRENT_ROLE", "SESSION_USER"];
    match WORDS
        .into_iter()
        .find(|word| word.eq_ignore_ascii_case(who))
    {
        Some(word) => out.push_str(word),
        None => name(out, who),
    }
}

/// What gives or takes away a privilege: `GRANT … TO`, `REVOKE … FROM`.
pub(super) fn granted(verb: &str, grant: &Grant, direction: &str) -> String {
    let Grant {
        privileges,
        on,
        to,
        grantable,
    } = grant;
    let mut sql = format!("{verb} {} ON ", privileges.join(", "));
    match grant.on_sql() {
        Some(_) => sql.push_str(on),
        None => relation(&mut sql, on),
    }
    sql.push_str(&format!(" {direction} "));
    role(&mut sql, to);
    if *grantable && verb == "GRANT" {
        sql.push_str(" WITH GRANT OPTION");
    }
    sql
}
