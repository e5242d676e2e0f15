use super::failed;
use crate::driver::{Access, DatabaseUrl, Source as _, quoted};
use crate::error::Error;
use crate::schema::DialectName;

/// Drops all that a database of MySQL or MariaDB holds, and leaves the database itself. What is
/// dropped is gone at once: these servers cannot roll it back.
///
/// # Errors
/// Where it cannot be reached, or an object cannot be dropped.
pub async fn empty_mysql(url: &DatabaseUrl) -> Result<(), Error> {
    let Some(mut connection) = url.open(Access::Write).await? else {
        return Ok(());
    };
    let emptied = async {
        let rows = connection.query(OBJECTS).await?;
        let mut sql = String::from("SET FOREIGN_KEY_CHECKS = 0");
        for row in rows {
            let mut parts = row.into_iter().flatten();
            if let (Some(kind), Some(name)) = (parts.next(), parts.next()) {
                let name = quoted(DialectName::Mysql, &name);
                sql.push_str(&format!("; DROP {kind} IF EXISTS {name}"));
            }
        }
        connection.execute(&sql).await
    }
    .await;
    connection.close().await;
    emptied
        .map(|_| ())
        .map_err(|cause| failed("empty the database", &cause))
}

/// Triggers go with their tables.
const OBJECTS: &str = "\
    SELECT CASE table_type WHEN 'VIEW' THEN 'VIEW' WHEN 'SEQUENCE' THEN 'SEQUENCE' ELSE 'TABLE' END, table_name \
    FROM information_schema.tables WHERE table_schema = DATABASE() \
    UNION ALL SELECT routine_type, routine_name FROM information_schema.routines WHERE routine_schema = DATABASE() \
    UNION ALL SELECT 'EVENT', event_name FROM information_schema.events WHERE event_schema = DATABASE()";

/// SQL that drops all that a database of PostgreSQL holds: to be run in one transaction with what
/// comes in its place. The namespace `public` itself stays with its owner and its grants, and so
/// do extensions in it.
#[must_use]
pub const fn emptying_postgres() -> &'static str {
    r"
DO $migrate$
DECLARE thing record;
BEGIN
    FOR thing IN
        SELECT nspname AS name FROM pg_namespace n
        WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')
          AND NOT EXISTS (SELECT FROM pg_depend d
                          WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', thing.name);
    END LOOP;
    FOR thing IN
        SELECT c.oid, c.relname AS name,
               CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                    WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END AS kind
        FROM pg_class c
        WHERE c.relnamespace = to_regnamespace('public') AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c')
          AND NOT EXISTS (SELECT FROM pg_depend d
                          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        -- A sequence that numbers a column goes with its table alone.
        ORDER BY c.relkind = 'S'
    LOOP
        IF EXISTS (SELECT FROM pg_class WHERE oid = thing.oid) THEN
            EXECUTE format('DROP %s public.%I CASCADE', thing.kind, thing.name);
        END IF;
    END LOOP;
    FOR thing IN
        SELECT p.oid, p.oid::regprocedure AS name
        FROM pg_proc p
        WHERE p.pronamespace = to_regnamespace('public')
          AND NOT EXISTS (SELECT FROM pg_depend d
                          WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
    LOOP
        IF EXISTS (SELECT FROM pg_proc WHERE oid = thing.oid) THEN
            EXECUTE format('DROP ROUTINE %s CASCADE', thing.name);
        END IF;
    END LOOP;
    FOR thing IN
        SELECT t.oid, t.typname AS name, CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END AS kind
        FROM pg_type t
        WHERE t.typnamespace = to_regnamespace('public') AND t.typtype IN ('e', 'd', 'r')
          AND NOT EXISTS (SELECT FROM pg_depend d
                          WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
    LOOP
        IF EXISTS (SELECT FROM pg_type WHERE oid = thing.oid) THEN
            EXECUTE format('DROP %s public.%I CASCADE', thing.kind, thing.name);
        END IF;
    END LOOP;
END
$migrate$;
"
}
