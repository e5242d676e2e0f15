//! Chains about keys and constraints.

use super::*;

pub(super) const HOLD: &[(&str, Chain)] = &[
    (
        "those that refer to a renamed column follow it in the next plan",
        || {
            recorded(|schema| {
                schema.create_table("parents", |t| {
                    t.column(int("a"));
                    t.column(int("b"));
                    t.primary_key(["a", "b"]);
                });
                schema.create_table("children", |t| {
                    t.id();
                    t.column(int("x").nullable());
                    t.column(int("y").nullable());
                    t.foreign_key(
                        foreign_key(["x", "y"])
                            .references("parents", ["a", "b"])
                            .name("theirs"),
                    );
                });
                schema.add_column("parents", int("n1").nullable());
                schema.add_column("parents", int("n2").nullable());
                schema.add_column("parents", int("n3").nullable());
                schema.add_column("parents", int("n4").nullable());
                schema.rename_column("parents", "b", "c");
                schema.rename_constraint("children", "theirs", "ours");
            })
        },
    ),
    ("a key goes that another serves as well", || {
        recorded(|schema| {
            schema.create_table("nodes", |t| {
                t.column(int("n"));
                t.column(int("parent").nullable());
                t.primary_key(["n"]);
                t.unique(["n"]);
                t.foreign_key(foreign_key(["parent"]).references("nodes", ["n"]));
            });
            schema.drop_primary_key("nodes");
        })
    }),
    (
        "a key stays that is the only one to compare as its column does",
        || {
            recorded(|schema| {
                schema.create_table("nodes", |t| {
                    t.id();
                    t.column(varchar("code", 20).unique());
                    t.column(
                        varchar("parent", 20)
                            .nullable()
                            .references_column("nodes", "code"),
                    );
                });
                let anyhow = SqlText::default().sqlite("NOCASE").postgres("C");
                let code = asc("code").collate(anyhow);
                schema.add_index("nodes", index([code]).unique().name("nodes_anyhow"));
                schema.drop_unique("nodes", "nodes_code_key");
            })
        },
    ),
    (
        "a key comes and goes beside the one by which rows are numbered",
        || {
            let mut chain = recorded(|schema| {
                schema.create_table("notes", |t| {
                    t.column(int("n"));
                    t.column(varchar("code", 20));
                    t.index(["n"]);
                });
            });
            chain.push(altered("notes", "n", |it| {
                it.identity = Some(Change::Set(Identity::default()));
            }));
            chain.extend(recorded(|schema| {
                schema.add_primary_key("notes", ["code", "n"]);
            }));
            chain
        },
    ),
    ("a key over the same columns in another order", || {
        recorded(|schema| {
            schema.create_table("pairs", |t| {
                t.column(int("a"));
                t.column(int("b"));
                t.column(int("x").nullable());
                t.column(int("y").nullable());
                t.primary_key(["a", "b"]);
                t.index(index(["b", "a"]).unique());
                t.foreign_key(foreign_key(["x", "y"]).references("pairs", ["a", "b"]));
            });
            schema.drop_primary_key("pairs");
            schema.drop_table("pairs");
        })
    }),
    (
        "a foreign key goes with its column, and what it referred to",
        || {
            recorded(|schema| {
                schema.create_table("nodes", |t| {
                    t.column(int("n").nullable().unique());
                    t.column(int("parent").nullable().references_column("nodes", "n"));
                    t.column(varchar("name", 20));
                });
                schema.drop_column("nodes", "parent");
                schema.drop_column("nodes", "n");
            })
        },
    ),
    (
        "a check holds a negative number, and its table changes",
        || {
            recorded(|schema| {
                schema.create_table("t", |t| {
                    t.column(int("n"));
                    t.check("t_n", "n > -1000");
                    t.index(["n"]);
                });
                schema.drop_index("t", "t_n_idx");
            })
        },
    ),
    (
        "what a row refers to is not the same columns where none can",
        || {
            recorded(|schema| {
                schema.create_table("t", |t| {
                    t.column(int("n").unique());
                });
                schema.add_foreign_key("t", foreign_key(["n"]).references("t", ["n"]));
            })
        },
    ),
    ("an index sorts downwards with any engine that can", || {
        recorded(|schema| {
            schema.create_table("u", |t| {
                t.column(int("n"));
            });
            schema.create_table("t", |t| {
                t.column(int("n"));
                t.index([desc("n")]);
                t.engine("MyISAM");
            });
        })
    }),
];
