//! What a proof of migrations found, for a person and for a program.

use migration_core::migration::Version;
use migration_core::verify::{Finding, MigrationVerdict, Outcome, Verdict};
use serde_json::{Value, json};

use crate::command::verify::Proof;
use crate::output::Output;
use crate::output::style::{BAD, BOLD, DIM, GOOD, HELP, WARN, paint};
use crate::output::table::Table;

/// Prints the verdicts: a table, then what was found, then what it amounts to.
pub(crate) fn print(output: &Output, proofs: &[Proof]) {
    if output.json {
        output.document(&document(proofs));
        return;
    }
    if proofs.iter().all(|proof| proof.result.is_err()) {
        // The error that ends the run says it all.
        return;
    }
    for line in table(proofs).lines() {
        output.answer(line);
    }
    for proof in proofs {
        match &proof.result {
            Ok(verdict) => details(output, verdict),
            Err(error) => output.answer(format!(
                "\n{} {}: {error}",
                paint(BAD, "✗"),
                proof.server.dialect()
            )),
        }
    }
    output.answer("");
    output.answer(total(proofs));
}

/// A row for each migration, and four columns for each server.
fn table(proofs: &[Proof]) -> Table {
    let verdicts: Vec<&Verdict> = proofs
        .iter()
        .filter_map(|proof| proof.result.as_ref().ok())
        .collect();
    let mut header = vec!["version".to_owned(), "name".to_owned()];
    for verdict in &verdicts {
        let dialect = verdict.capabilities.dialect();
        header.extend([
            format!("{dialect} up"),
            "down".to_owned(),
            "up".to_owned(),
            "rows".to_owned(),
        ]);
    }
    let mut table = Table::new(header);
    // A server that an earlier migration fails on has no later ones.
    let longest = verdicts.iter().max_by_key(|each| each.migrations.len());
    for (i, migration) in longest.iter().flat_map(|it| &it.migrations).enumerate() {
        let mut row = vec![migration.version.to_string(), migration.name.clone()];
        for verdict in &verdicts {
            row.extend(cells(verdict.migrations.get(i)));
        }
        table.row(row);
    }
    table
}

fn cells(migration: Option<&MigrationVerdict>) -> [String; 4] {
    let Some(migration) = migration else {
        return [const { String::new() }; 4];
    };
    let rows = migration.rows;
    let rows = match rows.refused {
        0 => rows.present.to_string(),
        refused => format!("{} ({refused} refused)", rows.present),
    };
    [
        cell(migration.up, false),
        cell(migration.down, migration.irreversible.is_some()),
        cell(migration.again, migration.irreversible.is_some()),
        paint(DIM, rows),
    ]
}

fn cell(outcome: Outcome, irreversible: bool) -> String {
    match outcome {
        Outcome::Same => paint(GOOD, "✓"),
        Outcome::Differs => paint(BAD, "differs"),
        Outcome::Failed => paint(BAD, "failed"),
        Outcome::NotRun if irreversible => paint(WARN, "no way back"),
        Outcome::NotRun => "-".to_owned(),
    }
}

fn details(output: &Output, verdict: &Verdict) {
    let server = verdict.capabilities;
    for migration in &verdict.migrations {
        if let Some(reason) = &migration.irreversible {
            output.answer(format!(
                "\n{} {} {} on {server} cannot be reversed, {reason}",
                paint(WARN, "·"),
                migration.version,
                migration.name
            ));
        }
    }
    for (migration, finding) in verdict.all_findings() {
        let whose = migration.map_or("all migrations".to_owned(), |migration| {
            format!("{} {}", migration.version, migration.name)
        });
        let sign = if finding.counts {
            paint(BAD, "✗")
        } else {
            paint(WARN, "·")
        };
        output.answer(format!(
            "\n{sign} {} on {server}, {}",
            paint(BOLD, whose),
            finding.phase
        ));
        finding_lines(output, finding);
    }
    if !verdict.unmodelled.is_empty() {
        let names: Vec<String> = verdict
            .unmodelled
            .iter()
            .map(|each| match &each.table {
                Some(table) => format!("{} {} of {table}", each.kind, each.name),
                None => format!("{} {}", each.kind, each.name),
            })
            .collect();
        output.answer(format!(
            "\n{} not compared on {server}, as no schema has a value for it: {}",
            paint(WARN, "·"),
            names.join(", ")
        ));
    }
    for left in &verdict.removed {
        output.note(format!(
            "dropped {left}, which a proof that was killed had left"
        ));
    }
    if verdict.kept {
        output.answer(format!("\nkept on {server}: {}", verdict.database));
    }
}

fn finding_lines(output: &Output, finding: &Finding) {
    output.answer(format!("    {}: {}", finding.object, finding.why));
    for line in finding.sql.iter().flat_map(|sql| sql.lines()) {
        output.answer(paint(DIM, format!("      {line}")));
    }
    for line in &finding.missing {
        output.answer(paint(BAD, format!("      - {line}")));
    }
    for line in &finding.extra {
        output.answer(paint(GOOD, format!("      + {line}")));
    }
    if !finding.help.is_empty() {
        output.answer(format!("    {} {}", paint(HELP, "help:"), finding.help));
    }
}

fn total(proofs: &[Proof]) -> String {
    let servers: Vec<String> = proofs
        .iter()
        .filter_map(|proof| proof.result.as_ref().ok())
        .map(|verdict| verdict.capabilities.to_string())
        .collect();
    let all = || proofs.iter().filter_map(|proof| proof.result.as_ref().ok());
    let count = all()
        .map(|verdict| verdict.migrations.len())
        .max()
        .unwrap_or(0);
    let differences = all()
        .flat_map(Verdict::all_findings)
        .filter(|(_, finding)| finding.counts)
        .count();
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let result = match differences {
        0 => paint(GOOD, "no difference"),
        n => paint(BAD, format!("{n} difference{}", plural(n))),
    };
    format!(
        "{}, up, down and up again: {result} · {}",
        paint(BOLD, format!("{count} migration{}", plural(count))),
        paint(DIM, servers.join(", "))
    )
}

fn document(proofs: &[Proof]) -> Value {
    let verdicts = || proofs.iter().filter_map(|proof| proof.result.as_ref().ok());
    let verdict = if proofs.iter().any(|proof| proof.result.is_err()) {
        "error"
    } else if verdicts().any(Verdict::failed) {
        "failed"
    } else if verdicts().any(Verdict::differs) {
        "differs"
    } else {
        "same"
    };
    let servers: Vec<Value> = proofs.iter().map(server).collect();
    json!({"verdict": verdict, "servers": servers})
}

fn server(proof: &Proof) -> Value {
    let dialect = proof.server.dialect().as_str();
    let verdict = match &proof.result {
        Ok(verdict) => verdict,
        Err(error) => {
            let error =
                json!({"code": error.code(), "message": error.to_string(), "help": error.help()});
            return json!({"dialect": dialect, "error": error});
        }
    };
    let migrations: Vec<Value> = verdict.migrations.iter().map(migration).collect();
    let findings: Vec<Value> = verdict.findings.iter().map(finding).collect();
    let unmodelled: Vec<Value> = verdict
        .unmodelled
        .iter()
        .map(|each| json!({"table": each.table, "kind": each.kind, "name": each.name}))
        .collect();
    json!({
        "dialect": dialect,
        "server": verdict.capabilities.to_string(),
        "database": verdict.database,
        "kept": verdict.kept,
        "removed": verdict.removed,
        "migrations": migrations,
        "findings": findings,
        "unmodelled": unmodelled,
        "error": null,
    })
}

fn migration(of: &MigrationVerdict) -> Value {
    let version: Version = of.version;
    json!({
        "version": version.to_string(),
        "name": of.name,
        "up": of.up.as_str(),
        "down": of.down.as_str(),
        "again": of.again.as_str(),
        "irreversible": of.irreversible,
        "rows": {
            "made": of.rows.inserted,
            "refused": of.rows.refused,
            "present": of.rows.present,
        },
        "findings": of.findings.iter().map(finding).collect::<Vec<Value>>(),
    })
}

fn finding(of: &Finding) -> Value {
    json!({
        "phase": of.phase.as_str(),
        "counts": of.counts,
        "object": of.object,
        "missing": of.missing,
        "extra": of.extra,
        "why": of.why,
        "sql": of.sql,
        "help": of.help,
    })
}
