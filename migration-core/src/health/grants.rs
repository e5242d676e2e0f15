//! `SHOW GRANTS` of MySQL and MariaDB, read as far as it decides something:
//! <https://dev.mysql.com/doc/refman/8.4/en/show-grants.html>

use crate::plan::Need;

/// What a user may do.
#[derive(Debug, Default)]
pub(super) struct Grants {
    grants: Vec<Grant>,
    /// Whether there are rights that the list does not spell out: those of a role.
    undecided: bool,
}

#[derive(Debug)]
struct Grant {
    privileges: Vec<String>,
    database: String,
    table: String,
}

impl Grants {
    /// Reads the lines of the answer.
    pub(super) fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut grants = Self::default();
        for line in lines {
            let Some(rest) = line.strip_prefix("GRANT ") else {
                continue;
            };
            match rest.split_once(" ON ") {
                Some((privileges, scope)) => grants.take(privileges, scope),
                // `GRANT role TO user`.
                None => grants.undecided = true,
            }
        }
        grants
    }

    fn take(&mut self, privileges: &str, scope: &str) {
        let place = scope.split(" TO ").next().unwrap_or_default();
        let Some((database, table)) = place.split_once('.') else {
            return;
        };
        let bare = |name: &str| name.trim_matches('`').to_owned();
        self.grants.push(Grant {
            // `SELECT (a, b)` is a right to columns, which is no right to the table.
            privileges: privileges
                .split(", ")
                .map(|privilege| privilege.trim().to_uppercase())
                .collect(),
            database: bare(database),
            table: bare(table),
        });
    }

    /// The privilege that is missing for this need, where that is certain.
    pub(super) fn missing(&self, need: &Need, database: &str) -> Option<&'static str> {
        let privilege = match need {
            Need::Create => "CREATE",
            Need::Alter(_) => "ALTER",
            Need::Drop(_) => "DROP",
            Need::Index(_) => "INDEX",
            Need::Insert(_) => "INSERT",
            Need::Update(_) => "UPDATE",
            Need::Delete(_) => "DELETE",
            // Servers differ in whether they ask for it.
            Need::Refer(_) => return None,
        };
        let has = self.grants.iter().any(|grant| {
            let covers = matches(&grant.database, database)
                && (grant.table == "*" || need.table() == Some(grant.table.as_str()));
            let held = |held: &String| held == privilege || held == "ALL PRIVILEGES";
            covers && grant.privileges.iter().any(held)
        });
        (!has && !self.undecided).then_some(privilege)
    }
}

/// Whether a name is one that a pattern of a grant means: `%` and `_` stand for others there.
fn matches(pattern: &str, name: &str) -> bool {
    if pattern == "*" {
        return true;
    }
    let mut chars = pattern.chars();
    match chars.next() {
        None => name.is_empty(),
        Some('%') => {
            let rest = chars.as_str();
            let ends = name.char_indices().map(|(at, _)| at);
            ends.chain([name.len()])
                .any(|at| matches(rest, &name[at..]))
        }
        Some(first) => {
            let literal = match first {
                '\\' => chars.next(),
                '_' => None,
                other => Some(other),
            };
            let mut rest = name.chars();
            let fits = rest
                .next()
                .is_some_and(|c| literal.is_none_or(|literal| literal == c));
            fits && matches(chars.as_str(), rest.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_privilege_is_told_where_it_is_certain() {
        let alter = Need::Alter("users".to_owned());
        for (lines, need, expected) in [
            (
                &["GRANT ALL PRIVILEGES ON *.* TO `root`@`%` WITH GRANT OPTION"][..],
                &Need::Create,
                None,
            ),
            (
                &["GRANT USAGE ON *.* TO `a`@`%`"],
                &Need::Create,
                Some("CREATE"),
            ),
            (
                &["GRANT SELECT, CREATE ON `shop`.* TO `a`@`%`"],
                &Need::Create,
                None,
            ),
            (
                &["GRANT SELECT, CREATE ON `shop`.* TO `a`@`%`"],
                &alter,
                Some("ALTER"),
            ),
            (&["GRANT ALTER ON `shop`.`users` TO `a`@`%`"], &alter, None),
            (
                &["GRANT ALTER ON `shop`.`posts` TO `a`@`%`"],
                &alter,
                Some("ALTER"),
            ),
            (&["GRANT ALTER ON `sh%`.* TO `a`@`%`"], &alter, None),
            (
                &["GRANT ALTER ON `s\\_op`.* TO `a`@`%`"],
                &alter,
                Some("ALTER"),
            ),
            (&["GRANT ALTER ON `s_op`.* TO `a`@`%`"], &alter, None),
            (
                &["GRANT `admins` TO `a`@`%`", "GRANT USAGE ON *.* TO `a`@`%`"],
                &alter,
                None,
            ),
        ] {
            let grants = Grants::read(lines.iter().copied());
            assert_eq!(grants.missing(need, "shop"), expected, "{lines:?} {need:?}");
        }
    }
}
