//! The invariants of ARCHITECTURE.md that can be read off one file at a time: one row each.

use crate::source::Source;

/// What must not stand in the files of some folders.
pub(crate) struct Rule {
    /// What holds, as a person would say it.
    pub(crate) says: &'static str,
    /// The folders and files it is about.
    pub(crate) under: &'static [&'static str],
    /// Folders and files among them that may.
    pub(crate) except: &'static [&'static str],
    pub(crate) forbids: Forbids,
    /// A file and a text that break it: the rule is tried on them, so it cannot go blind.
    pub(crate) broken_by: (&'static str, &'static str),
}

/// The ways to forbid something.
pub(crate) enum Forbids {
    /// Paths that hold these segments one after the other.
    Paths(&'static [&'static str]),
    /// Tokens, with spaces between them.
    Tokens(&'static [&'static str]),
    /// Every other module of the crate, and every dependency that is not named.
    AllBut {
        modules: &'static [&'static str],
        crates: &'static [&'static str],
    },
}

/// The crates' sources.
const CORE: &str = "migration-core/src/";
const MACROS: &str = "migration-macros/src/";
const CLI: &str = "migration-cli/src/";

/// The folders of the core that talk to databases.
const IO: &[&str] = &[
    "migration-core/src/driver/",
    "migration-core/src/introspect/",
    "migration-core/src/ledger/",
    "migration-core/src/lock/",
    "migration-core/src/execute/",
    "migration-core/src/compare/",
    "migration-core/src/scratch/",
    "migration-core/src/verify/",
    "migration-core/src/backup/",
    "migration-core/src/health/",
];

pub(crate) const RULES: &[Rule] = &[
    Rule {
        says: "`schema` uses the standard library and serde's derives only",
        under: &["migration-core/src/schema/"],
        except: &[],
        forbids: Forbids::AllBut {
            modules: &["schema"],
            crates: &["serde"],
        },
        broken_by: (
            "migration-core/src/schema/table.rs",
            "use crate::operation::Operation;",
        ),
    },
    Rule {
        says: "`operation` uses `schema` and `strsim` only",
        under: &["migration-core/src/operation/"],
        except: &[],
        forbids: Forbids::AllBut {
            modules: &["schema", "operation"],
            crates: &["strsim"],
        },
        broken_by: (
            "migration-core/src/operation/sql.rs",
            "fn f() { super::super::plan::x() }",
        ),
    },
    Rule {
        says: "`diff` uses `schema` and `operation` only",
        under: &["migration-core/src/diff/"],
        except: &[],
        forbids: Forbids::AllBut {
            modules: &["schema", "operation", "diff"],
            crates: &["strsim"],
        },
        broken_by: (
            "migration-core/src/diff/mod.rs",
            "use crate::dialect::render;",
        ),
    },
    Rule {
        says: "sea-query is used under `dialect` only",
        under: &[CORE, MACROS, CLI],
        except: &["migration-core/src/dialect/"],
        forbids: Forbids::Paths(&["sea_query"]),
        broken_by: (
            "migration-core/src/plan/mod.rs",
            "fn f() { sea_query::Alias::new(x) }",
        ),
    },
    Rule {
        says: "sqlx is used under the IO line only: driver, introspect, ledger, lock, execute",
        under: &[CORE, MACROS, CLI],
        except: IO,
        forbids: Forbids::Paths(&["sqlx"]),
        broken_by: (
            "migration-core/src/plan/mod.rs",
            "use {std::fmt, sqlx::PgPool as Pool};",
        ),
    },
    Rule {
        says: "askama, minijinja and clap are used in migration-cli only",
        under: &[CORE, MACROS],
        except: &[],
        forbids: Forbids::Paths(&["askama", "minijinja", "clap"]),
        broken_by: (
            "migration-core/src/lib.rs",
            "#[derive(clap::Parser)] use askama::Template;",
        ),
    },
    Rule {
        says: "syn is used in migration-macros and in migration-cli's `generate` only",
        under: &[CORE, CLI],
        except: &["migration-cli/src/generate"],
        forbids: Forbids::Paths(&["syn"]),
        broken_by: ("migration-cli/src/up.rs", "use syn::File;"),
    },
    Rule {
        says: "nothing is async above the IO line",
        under: &[CORE],
        except: IO,
        forbids: Forbids::Tokens(&["async fn", "async move", "async {", ". await"]),
        broken_by: ("migration-core/src/plan/mod.rs", "async fn f() {}"),
    },
    Rule {
        says: "no clock, environment or files above the IO line",
        under: &[CORE],
        except: IO,
        forbids: Forbids::Paths(&[
            "std::env",
            "std::fs",
            "std::net",
            "std::process",
            "SystemTime",
            "Instant",
            "Utc::now",
            "Local::now",
        ]),
        broken_by: (
            "migration-core/src/migration/mod.rs",
            "use std::{env, fmt};",
        ),
    },
    Rule {
        says: "only the command line prints",
        under: &[CORE, MACROS],
        except: &[],
        forbids: Forbids::Tokens(&["print !", "println !", "eprint !", "eprintln !", "dbg !"]),
        broken_by: (
            "migration-core/src/execute/run.rs",
            "fn f() { println!(\"x\") }",
        ),
    },
    Rule {
        says: "only the command line writes to its output, reads arguments and exits",
        under: &[CORE, MACROS],
        except: &[],
        forbids: Forbids::Paths(&[
            "io::stdout",
            "io::stderr",
            "io::stdin",
            "env::args",
            "env::args_os",
            "process::exit",
            "process::ExitCode",
        ]),
        broken_by: (
            "migration-core/src/driver/url.rs",
            "fn f() { std::process::exit(1) }",
        ),
    },
    Rule {
        says: "the SQLite dialect knows no other",
        under: &["migration-core/src/dialect/sqlite/"],
        except: &[],
        forbids: Forbids::Paths(&[
            "postgres",
            "mysql",
            "PostgresQueryBuilder",
            "MysqlQueryBuilder",
        ]),
        broken_by: (
            "migration-core/src/dialect/sqlite/types.rs",
            "use super::super::mysql::types;",
        ),
    },
    Rule {
        says: "the PostgreSQL dialect knows no other",
        under: &["migration-core/src/dialect/postgres/"],
        except: &[],
        forbids: Forbids::Paths(&["sqlite", "mysql", "SqliteQueryBuilder", "MysqlQueryBuilder"]),
        broken_by: (
            "migration-core/src/dialect/postgres/types.rs",
            "use crate::dialect::{mysql};",
        ),
    },
    Rule {
        says: "the MySQL dialect knows no other",
        under: &["migration-core/src/dialect/mysql/"],
        except: &[],
        forbids: Forbids::Paths(&[
            "sqlite",
            "postgres",
            "SqliteQueryBuilder",
            "PostgresQueryBuilder",
        ]),
        broken_by: (
            "migration-core/src/dialect/mysql/types.rs",
            "fn f() { super::super::sqlite::x() }",
        ),
    },
    Rule {
        says: "a dialect sees no connection and no plan",
        under: &["migration-core/src/dialect/"],
        except: &[],
        forbids: Forbids::AllBut {
            modules: &["schema", "operation", "dialect"],
            crates: &["sea_query", "strsim"],
        },
        broken_by: (
            "migration-core/src/dialect/step.rs",
            "use crate::driver::Connection;",
        ),
    },
    Rule {
        says: "`plan` never sees a connection",
        under: &["migration-core/src/plan/"],
        except: &[],
        forbids: Forbids::Paths(&[
            "crate::driver",
            "crate::introspect",
            "crate::ledger",
            "crate::lock",
            "crate::execute",
        ]),
        broken_by: (
            "migration-core/src/plan/mod.rs",
            "use crate::ledger::Entry;",
        ),
    },
    Rule {
        says: "`execute` runs statements and never looks at operations",
        under: &["migration-core/src/execute/"],
        except: &[],
        forbids: Forbids::Paths(&["operation::Operation", "dialect::render"]),
        broken_by: (
            "migration-core/src/execute/run.rs",
            "use crate::operation::{Data, Operation};",
        ),
    },
    Rule {
        says: "what reaches SQL or text is ordered: BTreeMap and Vec",
        under: &[
            "migration-core/src/dialect/",
            "migration-core/src/plan/",
            "migration-core/src/schema/",
            "migration-core/src/operation/",
            "migration-core/src/diff/",
            "migration-core/src/migration/",
        ],
        except: &[],
        forbids: Forbids::Tokens(&["HashMap", "HashSet"]),
        broken_by: (
            "migration-core/src/plan/mod.rs",
            "struct S(std::collections::HashMap<u8, u8>);",
        ),
    },
];

impl Rule {
    /// The lines of the file that break the rule, each with what stands there.
    pub(crate) fn broken_in(
        &self,
        source: &Source,
        dependencies: &[String],
    ) -> Vec<(usize, String)> {
        let covers =
            |folders: &[&str]| folders.iter().any(|folder| source.path.starts_with(folder));
        if !covers(self.under) || covers(self.except) {
            return Vec::new();
        }
        match self.forbids {
            Forbids::Tokens(patterns) => patterns
                .iter()
                .flat_map(|pattern| {
                    source
                        .lines_with(pattern)
                        .into_iter()
                        .map(move |line| (line, pattern))
                })
                .map(|(line, pattern)| (line, pattern.replace(' ', "")))
                .collect(),
            Forbids::Paths(forbidden) => broken_paths(source, |path| {
                forbidden.iter().any(|forbidden| {
                    let forbidden: Vec<&str> = forbidden.split("::").collect();
                    path.windows(forbidden.len())
                        .any(|window| window == forbidden)
                })
            }),
            Forbids::AllBut { modules, crates } => broken_paths(source, |path| match path {
                ["crate", module, ..] => {
                    let is_module = module.starts_with(char::is_lowercase);
                    is_module && !modules.contains(module)
                }
                [first, ..] => {
                    dependencies.iter().any(|name| name == first) && !crates.contains(first)
                }
                [] => false,
            }),
        }
    }
}

fn broken_paths(source: &Source, is_forbidden: impl Fn(&[&str]) -> bool) -> Vec<(usize, String)> {
    source
        .paths()
        .into_iter()
        .filter(|path| is_forbidden(&path.segments.iter().map(String::as_str).collect::<Vec<_>>()))
        .map(|path| (path.line, path.segments.join("::")))
        .collect()
}
