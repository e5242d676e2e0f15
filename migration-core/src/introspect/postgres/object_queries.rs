//! The questions about what a schema holds beside tables.

/// Every one of them.
pub(super) const ALL: [&str; 13] = [
    RELATIONS_APART,
    VIEWS,
    SEQUENCES,
    DOMAINS,
    DOMAIN_CHECKS,
    FIELDS,
    ROUTINES,
    TRIGGERS,
    POLICIES,
    GRANTS,
    EXTENSIONS,
    ON_TABLES,
    OTHERS,
];

/// Whether the sequence `s`, which a column `a` owns by `p`, is what `serial` makes: the default
/// is its next number, and it says nothing more.
pub(super) const IS_SERIAL: &str = "s.seqtypid = a.atttypid AND s.seqstart = 1
    AND s.seqincrement = 1 AND s.seqmin = 1 AND s.seqcache = 1 AND NOT s.seqcycle
    AND a.attidentity = '' AND EXISTS (
        SELECT FROM pg_attrdef d JOIN pg_depend u ON u.classid = 'pg_attrdef'::regclass
            AND u.objid = d.oid AND u.refclassid = 'pg_class'::regclass
            AND u.refobjid = s.seqrelid
        WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum
            AND pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(''%''::regclass)')";

/// Tables that are not ordinary, and what has a dot in its name: there is no telling its
/// namespace then.
const RELATIONS_APART: &str = "SELECT 'object', CASE WHEN strpos(r.relname, '.') > 0
        THEN 'name with a dot' ELSE 'foreign table' END, $in[r.relnamespace]r.relname, NULL, NULL
FROM pg_class r
WHERE r.relnamespace IN ($schemas) AND (r.relkind = 'f'
    OR strpos(r.relname, '.') > 0 AND r.relkind IN ('r', 'p', 'v', 'm', 'S', 'c')) AND NOT EXISTS (
    SELECT FROM pg_depend e
    WHERE e.classid = 'pg_class'::regclass AND e.objid = r.oid AND e.deptype = 'e')";

const VIEWS: &str = "SELECT 'view', $in[r.relnamespace]r.relname, r.relkind = 'm', pg_get_viewdef(r.oid),
    d.description, r.reloptions, r.relispopulated, (
        SELECT array_agg(i.relname ORDER BY i.relname)
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = r.oid)
FROM pg_class r
LEFT JOIN pg_description d
    ON d.objoid = r.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
WHERE r.relnamespace IN ($schemas) AND r.relkind IN ('v', 'm') AND strpos(r.relname, '.') = 0 AND NOT EXISTS (
    SELECT FROM pg_depend e
    WHERE e.classid = 'pg_class'::regclass AND e.objid = r.oid AND e.deptype = 'e')";

/// Without those that are a column's own: of an identity, or as `serial` makes them.
const SEQUENCES: &str =
    "SELECT 'sequence', $in[q.relnamespace]q.relname, s.seqstart, s.seqincrement, s.seqmin,
    s.seqmax, s.seqcache, s.seqcycle, format_type(s.seqtypid, NULL), $in[r.relnamespace]r.relname,
    obj_description(q.oid, 'pg_class')
FROM pg_class q
JOIN pg_sequence s ON s.seqrelid = q.oid
LEFT JOIN pg_depend p ON p.classid = 'pg_class'::regclass AND p.objid = q.oid
    AND p.refclassid = 'pg_class'::regclass AND p.deptype IN ('a', 'i')
LEFT JOIN pg_class r ON r.oid = p.refobjid
LEFT JOIN pg_attribute a ON a.attrelid = p.refobjid AND a.attnum = p.refobjsubid
WHERE q.relnamespace IN ($schemas) AND q.relkind = 'S' AND strpos(q.relname, '.') = 0
    AND (p.deptype IS NULL OR p.deptype = 'a' AND NOT (a.attnotnull AND $serial))
    AND NOT EXISTS (
        SELECT FROM pg_depend e
        WHERE e.classid = 'pg_class'::regclass AND e.objid = q.oid AND e.deptype = 'e')";

/// One over another takes over the default of that one.
const DOMAINS: &str = "SELECT 'domain', t.oid, $in[t.typnamespace]t.typname, t.typbasetype,
    CASE WHEN b.typcategory = 'A' THEN b.typelem ELSE 0 END,
    format_type(t.typbasetype, t.typtypmod), t.typnotnull,
    CASE WHEN b.typtype = 'd' AND t.typdefault = b.typdefault THEN NULL
        ELSE pg_get_expr(t.typdefaultbin, 0) END, t.typcollation <> b.typcollation,
    obj_description(t.oid, 'pg_type')
FROM pg_type t JOIN pg_type b ON b.oid = t.typbasetype
WHERE t.typnamespace IN ($schemas) AND t.typtype = 'd' AND strpos(t.typname, '.') = 0 AND NOT EXISTS (
    SELECT FROM pg_depend e
    WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')";

const DOMAIN_CHECKS: &str = "SELECT 'domain check', c.contypid, c.conname,
    pg_get_expr(c.conbin, 0), c.convalidated, obj_description(c.oid, 'pg_constraint')
FROM pg_constraint c JOIN pg_type t ON t.oid = c.contypid
WHERE t.typnamespace IN ($schemas) AND c.contype = 'c'
ORDER BY c.conname";

const FIELDS: &str = "SELECT 'field', $in[r.relnamespace]r.relname, a.attname, a.atttypid,
    CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END,
    format_type(a.atttypid, a.atttypmod), obj_description(r.reltype, 'pg_type')
FROM pg_class r
JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
WHERE r.relnamespace IN ($schemas) AND r.relkind = 'c' AND strpos(r.relname, '.') = 0 AND NOT EXISTS (
    SELECT FROM pg_depend e
    WHERE e.classid = 'pg_type'::regclass AND e.objid = r.reltype AND e.deptype = 'e')
ORDER BY r.oid, a.attnum";

/// Aggregates and window functions have no value in the schema.
const ROUTINES: &str = "SELECT CASE WHEN p.prokind IN ('f', 'p') THEN 'routine' ELSE 'object' END,
    CASE p.prokind WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window function'
        ELSE $in[p.pronamespace]p.proname END,
    CASE WHEN p.prokind IN ('f', 'p') THEN CASE p.prokind WHEN 'p' THEN 't' ELSE 'f' END
        ELSE p.proname || '(' || oidvectortypes(p.proargtypes) || ')' END,
    CASE WHEN p.prokind IN ('f', 'p') THEN oidvectortypes(p.proargtypes) END,
    CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END,
    count(*) OVER (PARTITION BY p.pronamespace, p.proname, p.prokind) = 1,
    obj_description(p.oid, 'pg_proc')
FROM pg_proc p
WHERE p.pronamespace IN ($schemas) AND strpos(p.proname, '.') = 0 AND NOT EXISTS (
    SELECT FROM pg_depend e
    WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype IN ('e', 'i'))";

const TRIGGERS: &str =
    "SELECT 'trigger', t.tgname, $in[r.relnamespace]r.relname, pg_get_triggerdef(t.oid),
    t.tgenabled, obj_description(t.oid, 'pg_trigger')
FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid
WHERE r.relnamespace IN ($schemas) AND strpos(r.relname, '.') = 0 AND NOT t.tgisinternal
    AND t.tgparentid = 0";

const POLICIES: &str =
    "SELECT 'policy', p.polname, $in[r.relnamespace]r.relname, p.polpermissive, p.polcmd, (
        SELECT array_agg(o.rolname ORDER BY o.rolname)
        FROM pg_roles o WHERE o.oid = ANY (p.polroles)),
    pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid),
    obj_description(p.oid, 'pg_policy')
FROM pg_policy p JOIN pg_class r ON r.oid = p.polrelid
WHERE r.relnamespace IN ($schemas) AND strpos(r.relname, '.') = 0";

/// What the owner did not have anyway.
const GRANTS: &str = "SELECT 'grant', CASE WHEN r.relkind = 'S'
        THEN 'SEQUENCE ' || CASE WHEN r.relnamespace = $schema THEN ''
            ELSE r.relnamespace::regnamespace::text || '.' END || quote_ident(r.relname)
        ELSE $in[r.relnamespace]r.relname END,
    coalesce(o.rolname, 'PUBLIC'), array_agg(a.privilege_type ORDER BY a.privilege_type),
    a.is_grantable
FROM pg_class r CROSS JOIN aclexplode(r.relacl) a LEFT JOIN pg_roles o ON o.oid = a.grantee
WHERE r.relnamespace IN ($schemas) AND strpos(r.relname, '.') = 0 AND a.grantee <> r.relowner
GROUP BY r.oid, r.relkind, r.relnamespace, r.relname, o.rolname, a.is_grantable";

/// Extensions and other schemas belong to the whole database. The comment that an extension brings
/// with it is its author's.
const EXTENSIONS: &str = "SELECT 'extension', x.extname, nullif(
    obj_description(x.oid, 'pg_extension'),
    (SELECT v.comment FROM pg_available_extensions v WHERE v.name = x.extname))
FROM pg_extension x
WHERE x.extnamespace <> 'pg_catalog'::regnamespace
UNION ALL
SELECT 'namespace', n.nspname, obj_description(n.oid, 'pg_namespace') FROM pg_namespace n
WHERE n.oid <> $schema AND n.nspname NOT IN ('public', 'information_schema')
    AND n.nspname NOT LIKE 'pg\\_%' AND NOT EXISTS (
        SELECT FROM pg_depend e
        WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e')";

/// Rules and statistics. The rule that a view is stands with the view.
const ON_TABLES: &str = "SELECT 'object', 'rule', u.rulename, $in[r.relnamespace]r.relname, pg_get_ruledef(u.oid)
FROM pg_rewrite u JOIN pg_class r ON r.oid = u.ev_class
WHERE r.relnamespace IN ($schemas) AND u.rulename <> '_RETURN'
UNION ALL
SELECT 'object', 'statistics', s.stxname, $in[r.relnamespace]r.relname, pg_get_statisticsobjdef(s.oid)
FROM pg_statistic_ext s JOIN pg_class r ON r.oid = s.stxrelid
WHERE s.stxnamespace IN ($schemas)";

/// What has no other place.
const OTHERS: &str = "SELECT 'object', o.kind, o.name, NULL, NULL FROM (
    SELECT 'name with a dot' AS kind, typname AS name, 'pg_type'::regclass AS class, oid
    FROM pg_type
    WHERE typnamespace IN ($schemas) AND typtype IN ('e', 'd') AND strpos(typname, '.') > 0
    UNION ALL
    SELECT 'name with a dot', proname, 'pg_proc'::regclass, oid
    FROM pg_proc WHERE pronamespace IN ($schemas) AND strpos(proname, '.') > 0
    UNION ALL
    SELECT 'range type', typname, 'pg_type'::regclass, oid
    FROM pg_type WHERE typnamespace IN ($schemas) AND typtype = 'r'
    UNION ALL
    SELECT 'collation', collname, 'pg_collation'::regclass, oid
    FROM pg_collation WHERE collnamespace IN ($schemas)
    UNION ALL
    SELECT 'operator', oprname, 'pg_operator'::regclass, oid
    FROM pg_operator WHERE oprnamespace IN ($schemas)
    UNION ALL
    SELECT 'operator class', opcname, 'pg_opclass'::regclass, oid
    FROM pg_opclass WHERE opcnamespace IN ($schemas)
    UNION ALL
    SELECT 'text search configuration', cfgname, 'pg_ts_config'::regclass, oid
    FROM pg_ts_config WHERE cfgnamespace IN ($schemas)
    UNION ALL
    SELECT 'text search dictionary', dictname, 'pg_ts_dict'::regclass, oid
    FROM pg_ts_dict WHERE dictnamespace IN ($schemas)
) o
WHERE NOT EXISTS (
    SELECT FROM pg_depend e
    WHERE e.classid = o.class AND e.objid = o.oid AND e.deptype IN ('e', 'i'))";
