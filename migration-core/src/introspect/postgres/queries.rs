//! The questions, all in one text: one round trip however many tables there are. The first
//! column of each row names the question it answers.
//!
//! They hold on PostgreSQL 13 to 18; what a version has not is left out of the text:
//! <https://www.postgresql.org/docs/current/catalogs.html>

use super::object_queries;

/// The schema that the connection is in and those of these names, by number, and the server's
/// version.
pub(super) fn places(further: &[&str]) -> String {
    let names = further
        .iter()
        .map(|name| format!(", '{}'", name.replace('\'', "''")));
    format!(
        "SELECT n.oid, n.nspname = current_schema(), n.nspname, current_setting('server_version_num')
FROM pg_namespace n WHERE n.nspname IN (current_schema(){})",
        names.collect::<String>()
    )
}

/// A schema that is read: its number, and what its names have before them.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) number: u32,
    pub(super) prefix: String,
}

/// The questions about these schemas on a server of this major version.
pub(super) fn about(places: &[Place], version: u32) -> String {
    let since = |major: u32, sql: &'static str, otherwise: &'static str| {
        if version >= major { sql } else { otherwise }
    };
    let tables = [
        // Many small expressions to compile cost more than the questions themselves.
        "SET LOCAL jit = off",
        RELATIONS,
        TYPES,
        COLUMNS,
        CONSTRAINTS,
        INDEXES,
        PARTS,
        CLASSES,
    ];
    let own = places.iter().find(|place| place.prefix.is_empty());
    let own = own.map_or(0, |place| place.number);
    let sql = [&tables[..], &object_queries::ALL[..]]
        .concat()
        .join(";\n")
        .replace("$serial", object_queries::IS_SERIAL)
        .replace("$own", OWN)
        .replace("$compression", since(14, "a.attcompression", "''"))
        .replace("$set_columns", since(15, "c.confdelsetcols", "NULL"))
        .replace("$same_nulls", since(15, "x.indnullsnotdistinct", "false"))
        .replace("$enforced", since(18, "c.conenforced", "true"))
        .replace("$period", since(18, "c.conperiod", "false"))
        .replace("$schemas", &numbers(places))
        .replace("$schema", &own.to_string());
    prefixed(&sql, places)
}

fn numbers(places: &[Place]) -> String {
    let all: Vec<String> = places
        .iter()
        .map(|place| place.number.to_string())
        .collect();
    all.join(", ")
}

/// The text with what stands before a name in the place of each `$in[namespace]`.
fn prefixed(sql: &str, places: &[Place]) -> String {
    let mut pieces = sql.split("$in[");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (number, rest) = piece.split_once(']').unwrap_or((piece, ""));
        let mut cases = String::new();
        for place in places.iter().filter(|place| !place.prefix.is_empty()) {
            let prefix = place.prefix.replace('\'', "''");
            cases.push_str(&format!("WHEN {} THEN '{prefix}' ", place.number));
        }
        if !cases.is_empty() {
            out.push_str(&format!("CASE {number} {cases}ELSE '' END || "));
        }
        out.push_str(rest);
    }
    out
}

/// Tables of the schema that no extension brought with it.
const OWN: &str = "r.relnamespace IN ($schemas) AND r.relkind IN ('r', 'p')
    AND strpos(r.relname, '.') = 0 AND NOT EXISTS (
    SELECT FROM pg_depend e
    WHERE e.classid = 'pg_class'::regclass AND e.objid = r.oid AND e.deptype = 'e')";

/// What a table cannot say: that it is a partition of one that is not read, of a type, or inherits.
const RELATIONS: &str =
    "SELECT 'table', r.oid, $in[r.relnamespace]r.relname, r.relpersistence = 'u', d.description,
    r.relispartition AND p.oid IS NULL, r.reloftype <> 0,
    NOT r.relispartition AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = r.oid),
    r.relrowsecurity,
    r.relforcerowsecurity, r.relreplident, r.reloptions, s.spcname,
    nullif(m.amname, 'heap'), $in[p.relnamespace]p.relname, pg_get_expr(r.relpartbound, r.oid),
    k.partstrat, k.partattrs, pg_get_partkeydef(r.oid)
FROM pg_class r
LEFT JOIN pg_inherits h ON h.inhrelid = r.oid AND r.relispartition
LEFT JOIN pg_class p ON p.oid = h.inhparent AND p.relnamespace IN ($schemas)
    AND strpos(p.relname, '.') = 0
LEFT JOIN pg_partitioned_table k ON k.partrelid = r.oid
LEFT JOIN pg_description d
    ON d.objoid = r.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
LEFT JOIN pg_tablespace s ON s.oid = r.reltablespace
LEFT JOIN pg_am m ON m.oid = r.relam
WHERE $own
ORDER BY r.oid";

/// A table is a type too; it is left out.
const TYPES: &str = "SELECT 'type', t.oid, $in[t.typnamespace]t.typname, t.typtype = 'e', (
        SELECT array_agg(v.enumlabel ORDER BY v.enumsortorder)
        FROM pg_enum v WHERE v.enumtypid = t.oid),
    CASE t.typtype WHEN 'e' THEN obj_description(t.oid, 'pg_type') END
FROM pg_type t LEFT JOIN pg_class r ON r.oid = t.typrelid
WHERE t.typnamespace IN ($schemas) AND strpos(t.typname, '.') = 0
    AND (t.typtype IN ('e', 'd', 'r') OR r.relkind = 'c')
    AND NOT EXISTS (
        SELECT FROM pg_depend e
        WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')";

const COLUMNS: &str = "SELECT 'column', a.attrelid, a.attnum, a.attname, a.atttypid,
    CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END,
    format_type(a.atttypid, a.atttypmod), a.attnotnull,
    CASE WHEN r.relispartition THEN '' ELSE a.attidentity END, a.attgenerated,
    pg_get_expr(d.adbin, d.adrelid), n.description,
    CASE WHEN a.attcollation = t.typcollation THEN NULL
        WHEN pg_collation_is_visible(o.oid) THEN o.collname
        ELSE o.collnamespace::regnamespace || '.' || quote_ident(o.collname) END,
    a.attcollation, p.deptype = 'a', s.seqstart, s.seqincrement,
    s.seqcache <> 1 OR s.seqcycle OR s.seqtypid <> a.atttypid
        OR s.seqmin <> CASE WHEN s.seqincrement > 0 THEN 1 ELSE b.low END
        OR s.seqmax <> CASE WHEN s.seqincrement > 0 THEN b.high ELSE -1 END,
    a.attstorage <> t.typstorage, nullif($compression, ''),
    coalesce(a.attstattarget, -1) >= 0,
    CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE a.atttypid END
FROM pg_class r
JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
LEFT JOIN pg_description n
    ON n.objoid = r.oid AND n.classoid = 'pg_class'::regclass AND n.objsubid = a.attnum
LEFT JOIN pg_collation o ON o.oid = a.attcollation
LEFT JOIN (pg_depend p JOIN pg_sequence s ON s.seqrelid = p.objid)
    ON p.refclassid = 'pg_class'::regclass AND p.refobjid = r.oid
    AND p.refobjsubid = a.attnum AND p.classid = 'pg_class'::regclass
    AND (p.deptype = 'i' OR p.deptype = 'a' AND a.attnotnull AND $serial)
LEFT JOIN (VALUES (21, -32768, 32767), (23, -2147483648, 2147483647),
    (20, -9223372036854775808, 9223372036854775807)) b (type, low, high) ON b.type = s.seqtypid
WHERE $own
ORDER BY r.oid, a.attnum";

/// The definition is only asked for where the schema has no value for the constraint. A key that
/// refers to a table with partitions stands there for each of them too.
const CONSTRAINTS: &str = "SELECT 'constraint', c.conrelid, c.contype, c.conname, c.conkey,
    c.confrelid, f.relnamespace IN ($schemas) AND f.relkind IN ('r', 'p') AND strpos(f.relname, '.') = 0, (
        SELECT array_agg(a.attname ORDER BY k.n)
        FROM unnest(c.confkey) WITH ORDINALITY k (attnum, n)
        JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attnum),
    $in[f.relnamespace]f.relname, c.confdeltype, c.confupdtype, c.confmatchtype, $set_columns,
    c.condeferrable, c.condeferred, c.convalidated, $enforced, $period,
    c.connoinherit AND c.contype = 'c', pg_get_expr(c.conbin, c.conrelid), d.description,
    CASE WHEN $period OR c.confmatchtype = 'p' OR c.contype = 'f'
            AND (f.relnamespace NOT IN ($schemas) OR f.relkind NOT IN ('r', 'p') OR strpos(f.relname, '.') > 0)
        THEN pg_get_constraintdef(c.oid) END
FROM pg_class r
JOIN pg_constraint c ON c.conrelid = r.oid AND c.contype IN ('f', 'c')
LEFT JOIN pg_class f ON f.oid = c.confrelid
LEFT JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_constraint'::regclass
WHERE $own AND NOT EXISTS (
    SELECT FROM pg_constraint o WHERE o.oid = c.conparentid AND o.conrelid = c.conrelid)
ORDER BY c.oid";

/// Every index, with the constraint that it stands behind, if it does.
const INDEXES: &str = "SELECT 'index', x.indrelid, x.indexrelid, i.relname, x.indisunique,
    x.indnkeyatts, m.amname, i.reloptions, pg_get_expr(x.indpred, x.indrelid), $same_nulls,
    x.indisvalid, x.indisclustered, x.indisreplident, s.spcname, d.description,
    c.contype, c.conname, c.condeferrable, c.condeferred, $period, (
        SELECT array_agg(
            CASE WHEN pg_operator_is_visible(p.oid) THEN p.oprname
                ELSE 'OPERATOR(' || p.oprnamespace::regnamespace || '.' || p.oprname || ')' END
            ORDER BY k.n)
        FROM unnest(c.conexclop) WITH ORDINALITY k (number, n)
        JOIN pg_operator p ON p.oid = k.number), n.description,
    CASE WHEN x.indexprs IS NOT NULL OR NOT x.indisvalid OR $period
        THEN pg_get_indexdef(x.indexrelid) END
FROM pg_class r
JOIN pg_index x ON x.indrelid = r.oid
JOIN pg_class i ON i.oid = x.indexrelid
JOIN pg_am m ON m.oid = i.relam
LEFT JOIN pg_tablespace s ON s.oid = i.reltablespace
LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid AND c.contype IN ('p', 'u', 'x')
LEFT JOIN pg_description d
    ON d.objoid = i.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
LEFT JOIN pg_description n ON n.objoid = c.oid AND n.classoid = 'pg_constraint'::regclass
WHERE $own
ORDER BY x.indexrelid";

/// What each index sorts by and includes. The text that PostgreSQL prints for a part is only
/// asked for where one is an expression. Options of a part are those of its operator class.
const PARTS: &str = "SELECT 'part', x.indexrelid, k.attnum, k.bits, k.class, k.coll,
    CASE WHEN x.indexprs IS NOT NULL THEN pg_get_indexdef(x.indexrelid, k.n::int, false) END,
    CASE WHEN k.coll = 0 THEN NULL
        WHEN pg_collation_is_visible(o.oid) THEN o.collname
        ELSE o.collnamespace::regnamespace || '.' || quote_ident(o.collname) END,
    a.atttypid, a.attoptions
FROM pg_class r
JOIN pg_index x ON x.indrelid = r.oid
CROSS JOIN LATERAL unnest(x.indkey::int2[], x.indoption::int2[], x.indclass::oid[],
    x.indcollation::oid[]) WITH ORDINALITY k (attnum, bits, class, coll, n)
JOIN pg_attribute a ON a.attrelid = x.indexrelid AND a.attnum = k.n
LEFT JOIN pg_collation o ON o.oid = k.coll
WHERE $own
ORDER BY x.indexrelid, k.n";

/// Every operator class there is: the usual one of a type is found by comparing them.
const CLASSES: &str = "SELECT 'class', c.oid,
    CASE WHEN pg_opclass_is_visible(c.oid) THEN quote_ident(c.opcname)
        ELSE c.opcnamespace::regnamespace || '.' || quote_ident(c.opcname) END,
    c.opcmethod, c.opcintype, c.opcdefault
FROM pg_opclass c";
