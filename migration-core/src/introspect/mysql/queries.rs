//! What is asked. `information_schema` is read without statistics of rows, which would make
//! the server look into every table.

use super::is_mysql;
use crate::dialect::{Capabilities, Server};

pub(super) const COLLATIONS: &str = "SELECT character_set_name, collation_name \
    FROM information_schema.collations WHERE is_default = 'Yes'";

/// Where a server has other defaults than it was built with:
/// <https://mariadb.com/kb/en/server-system-variables/#character_set_collations>,
/// <https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_default_collation_for_utf8mb4>
pub(super) const SETTINGS: &str = "SHOW VARIABLES WHERE variable_name IN \
    ('character_set_collations', 'default_collation_for_utf8mb4')";

pub(super) const TABLES: &str = "SELECT table_name, table_type, engine, table_collation, \
    create_options, table_comment FROM information_schema.tables \
    WHERE table_schema = DATABASE() AND table_type NOT IN ('VIEW', 'SYSTEM VIEW') ORDER BY table_name";

pub(super) const COLUMNS: &str = "SELECT table_name, column_name, column_default, is_nullable, \
    column_type, character_set_name, collation_name, extra, column_comment, generation_expression \
    FROM information_schema.columns WHERE table_schema = DATABASE() \
    ORDER BY table_name, ordinal_position";

pub(super) const FOREIGN_KEYS: &str = "SELECT k.table_name, k.constraint_name, k.column_name, \
    k.referenced_table_schema, k.referenced_table_name, k.referenced_column_name, \
    r.delete_rule, r.update_rule \
    FROM information_schema.key_column_usage k \
    JOIN information_schema.referential_constraints r \
      ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name \
      AND r.table_name = k.table_name \
    WHERE k.table_schema = DATABASE() AND r.constraint_schema = DATABASE() \
      AND k.referenced_table_name IS NOT NULL \
    ORDER BY k.table_name, k.constraint_name, k.ordinal_position";

/// Table, name, condition, whether it stands at a column. MySQL says the table elsewhere, and to
/// join the two there takes 15 seconds for 1,000 tables.
pub(super) const fn checks(server: &Capabilities) -> &'static str {
    match server.server {
        Server::Mysql => {
            "SELECT NULL, constraint_name, check_clause, 'Table' \
             FROM information_schema.check_constraints \
             WHERE constraint_schema = DATABASE() ORDER BY constraint_name"
        }
        _ => {
            "SELECT table_name, constraint_name, check_clause, level \
             FROM information_schema.check_constraints \
             WHERE constraint_schema = DATABASE() ORDER BY table_name, constraint_name"
        }
    }
}

/// Which table of MySQL a check belongs to, and whether it is enforced.
pub(super) const CHECKED_TABLES: &str = "SELECT constraint_name, table_name, enforced \
    FROM information_schema.table_constraints \
    WHERE constraint_schema = DATABASE() AND constraint_type = 'CHECK'";

pub(super) fn indexes(server: &Capabilities) -> String {
    let expression = match is_mysql(server) && server.indexes_expressions() {
        true => "expression",
        false => "NULL",
    };
    let is_invisible = match server.invisible_index() {
        Some("INVISIBLE") => "is_visible = 'NO'",
        Some(_) => "ignored = 'YES'",
        None => "0",
    };
    format!(
        "SELECT table_name, index_name, non_unique, column_name, {expression}, collation, sub_part, \
         index_type, index_comment, {is_invisible} FROM information_schema.statistics \
         WHERE table_schema = DATABASE() ORDER BY table_name, index_name, seq_in_index"
    )
}

pub(super) const VIEWS: &str = "SELECT table_name, view_definition, check_option, security_type \
    FROM information_schema.views WHERE table_schema = DATABASE() ORDER BY table_name";

pub(super) const TRIGGERS: &str = "SELECT trigger_name, event_object_table, action_timing, \
    event_manipulation, action_statement FROM information_schema.triggers \
    WHERE trigger_schema = DATABASE() ORDER BY event_object_table, action_order";

pub(super) const ROUTINES: &str = "SELECT routine_name, routine_type, routine_comment \
    FROM information_schema.routines WHERE routine_schema = DATABASE() ORDER BY routine_name";

pub(super) const EVENTS: &str = "SELECT event_name, event_definition \
    FROM information_schema.events WHERE event_schema = DATABASE() ORDER BY event_name";
