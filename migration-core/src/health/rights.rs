use std::collections::BTreeSet;

use super::grants::Grants;
use super::waiting::{self, WAITED};
use super::{Check, Level};
use crate::driver::{Connection, DriverError, literal, quoted_table};
use crate::plan::Need;
use crate::schema::DialectName;

const NAME: &str = "rights";

/// What PostgreSQL says of rights and of who is in the way, in one answer.
pub(super) async fn postgres(
    connection: &mut Connection,
    needs: &BTreeSet<Need>,
) -> Result<Vec<Check>, DriverError> {
    let sql = postgres_sql(needs);
    if sql.is_empty() {
        return Ok(Vec::new());
    }
    let mut checks = Vec::new();
    for row in connection.query(&sql).await? {
        let mut values = row.into_iter().map(Option::unwrap_or_default);
        let mut next = || values.next().unwrap_or_default();
        let (kind, a, b, c) = (next(), next(), next(), next());
        checks.push(match kind.as_str() {
            "create" => Check::failure(
                NAME,
                format!("{b} may not create anything in the namespace {a}"),
                format!("have its owner run: GRANT CREATE ON SCHEMA {a} TO {b}"),
            ),
            "own" => Check::failure(
                NAME,
                format!("{c} does not own the table {a}, which the plan changes"),
                format!("only its owner changes a table: have it run GRANT {b} TO {c}, or migrate as {b}"),
            ),
            "right" => Check::failure(
                NAME,
                format!("{c} has no {b} on the table {a}"),
                format!("have its owner run: GRANT {b} ON {a} TO {c}"),
            ),
            _ => waiting::found(&a, &b, &c),
        });
    }
    Ok(checks)
}

/// One query over everything that is needed; empty where nothing is.
fn postgres_sql(needs: &BTreeSet<Need>) -> String {
    let mut parts = Vec::new();
    if needs.contains(&Need::Create) {
        parts.push(
            "SELECT 'create', quote_ident(current_schema()), quote_ident(current_user), '' \
             WHERE NOT has_schema_privilege(current_schema(), 'CREATE')"
                .to_owned(),
        );
    }
    let name = |table: &str| {
        literal(
            DialectName::Postgres,
            &quoted_table(DialectName::Postgres, table),
        )
    };
    let (mut owned, mut allowed, mut all) = (Vec::new(), Vec::new(), BTreeSet::new());
    for need in needs {
        let Some(table) = need.table() else { continue };
        let privilege = match need {
            Need::Create => continue,
            Need::Alter(_) | Need::Drop(_) | Need::Index(_) => None,
            Need::Refer(_) => Some("REFERENCES"),
            Need::Insert(_) => Some("INSERT"),
            Need::Update(_) => Some("UPDATE"),
            Need::Delete(_) => Some("DELETE"),
        };
        all.insert(format!("({})", name(table)));
        match privilege {
            None => owned.push(format!("({})", name(table))),
            Some(privilege) => allowed.push(format!("({}, '{privilege}')", name(table))),
        }
    }
    owned.dedup();
    if !owned.is_empty() {
        parts.push(format!(
            "SELECT DISTINCT 'own', v.name, quote_ident(pg_get_userbyid(c.relowner)), quote_ident(current_user) \
             FROM (VALUES {}) AS v(name) JOIN pg_class c ON c.oid = to_regclass(v.name) \
             WHERE NOT pg_has_role(c.relowner, 'USAGE')",
            owned.join(", ")
        ));
    }
    if !allowed.is_empty() {
        parts.push(format!(
            "SELECT 'right', v.name, v.privilege, quote_ident(current_user) \
             FROM (VALUES {}) AS v(name, privilege) JOIN pg_class c ON c.oid = to_regclass(v.name) \
             WHERE NOT has_table_privilege(c.oid, v.privilege)",
            allowed.join(", ")
        ));
    }
    if !all.is_empty() {
        let tables: Vec<String> = all.into_iter().collect();
        parts.push(format!(
            "SELECT DISTINCT 'waiting', a.pid::text, \
             extract(epoch FROM clock_timestamp() - a.xact_start)::bigint::text, left(a.query, 200) \
             FROM (VALUES {}) AS v(name) JOIN pg_locks l ON l.relation = to_regclass(v.name) \
             JOIN pg_stat_activity a ON a.pid = l.pid AND a.datname = current_database() \
             WHERE a.pid <> pg_backend_pid() \
             AND a.xact_start < clock_timestamp() - interval '{WAITED} seconds'",
            tables.join(", ")
        ));
    }
    parts.join(" UNION ALL ")
}

/// What the grants of MySQL and MariaDB leave out, as far as they tell.
pub(super) async fn mysql(
    connection: &mut Connection,
    database: &str,
    needs: &BTreeSet<Need>,
) -> Result<Vec<Check>, DriverError> {
    let rows = connection.query("SHOW GRANTS").await?;
    let lines: Vec<String> = rows
        .into_iter()
        .filter_map(|row| row.into_iter().next()?)
        .collect();
    let grants = Grants::read(lines.iter().map(String::as_str));
    let missing = needs.iter().filter_map(|need| {
        let privilege = grants.missing(need, database)?;
        let place = match need.table() {
            Some(table) => format!("{database}.{table}"),
            None => database.to_owned(),
        };
        Some((privilege, place))
    });
    let mut told = BTreeSet::new();
    Ok(missing
        .filter(|(privilege, _)| told.insert(*privilege))
        .map(|(privilege, place)| {
            Check::failure(
                NAME,
                format!("this user has no {privilege} on {place}"),
                format!("have an administrator run: GRANT {privilege} ON `{database}`.* TO …"),
            )
        })
        .collect())
}

/// What a whole check says where nothing is missing.
pub(super) fn enough(checks: &[Check]) -> Option<Check> {
    let short = checks
        .iter()
        .any(|check| check.name == NAME && check.level == Level::Failure);
    (!short).then(|| {
        Check::ok(
            NAME,
            "enough for every statement that is known before it runs",
        )
    })
}
