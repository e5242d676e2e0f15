//! Every command of the guide and the README's tour, run one after another, and what it
//! prints compared with what stands there. `UPDATE_GUIDE=1` writes what it prints instead.

use migration_tests::cli::{Project, workspace};

#[test]
fn the_guide_is_true() {
    check("docs/guide.md", "shop");
}

#[test]
fn the_tour_of_the_readme_is_true() {
    check("README.md", "blog");
}

#[test]
fn what_is_said_of_comparing_schemas_is_true() {
    check("docs/diff.md", "compared");
}

#[test]
fn the_page_on_data_migrations_is_true() {
    check("docs/data.md", "shop");
}

/// A line of a document, as far as running it goes.
enum Part<'a> {
    /// Text, or code of another kind.
    Text(&'a str),
    /// A command and what it prints.
    Command(&'a str, Vec<&'a str>),
}

/// Runs the commands of a document in a folder of this name: it gives the package its name.
fn check(document: &str, folder: &str) {
    let path = workspace().join(document);
    let text = std::fs::read_to_string(&path).expect("the document is there");
    let project = Project::empty();
    let mut written = String::new();
    let mut wrong = Vec::new();
    for part in parts(&text) {
        match part {
            Part::Text(line) => {
                written.push_str(line);
                written.push('\n');
            }
            Part::Command(command, expected) => {
                let printed = project.shell(folder, command);
                let expected = expected.join("\n");
                if normal(&printed) == normal(&expected) {
                    written.push_str(&format!("$ {command}\n{}", lines(&expected)));
                } else {
                    written.push_str(&format!("$ {command}\n{}", lines(&printed)));
                    wrong.push(format!(
                        "$ {command}\n--- stands there\n{expected}\n--- printed\n{printed}"
                    ));
                }
            }
        }
    }
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        std::fs::write(&path, written).expect("the document can be written");
        return;
    }
    assert!(wrong.is_empty(), "{document}:\n{}", wrong.join("\n\n"));
}

fn lines(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{text}\n")
    }
}

/// Takes a document apart: within a `console` block a line with `$ ` is a command, and what
/// follows is what it prints.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut console = false;
    for line in text.lines() {
        if line.starts_with("```") {
            console = line == "```console";
            parts.push(Part::Text(line));
        } else if let (true, Some(command)) = (console, line.strip_prefix("$ ")) {
            parts.push(Part::Command(command, Vec::new()));
        } else {
            match parts.last_mut() {
                Some(Part::Command(_, output)) if console => output.push(line),
                _ => parts.push(Part::Text(line)),
            }
        }
    }
    parts
}

/// The text without what is never the same twice: versions, moments, durations, checksums, hashes,
/// users, and the folder; and with one space where columns are aligned.
fn normal(text: &str) -> String {
    text.lines()
        .map(|line| {
            line.split_whitespace()
                .map(normal_word)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect::<Vec<_>>()
        .join("\n")
        .replace("<1 ms", "TIME")
        .replace("N ms", "TIME")
        .replace("N s", "TIME")
        .replace("-- ", "--")
        .trim()
        .to_owned()
}

fn normal_word(word: &str) -> String {
    let digits = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    };
    if word.contains('@') && !word.contains('\'') {
        return "USER".to_owned();
    }
    if word.len() > 60
        && word
            .chars()
            .all(|c| c.is_ascii_hexdigit() || "\",".contains(c))
    {
        return "CHECKSUM".to_owned();
    }
    let hash = word
        .trim_end_matches(|c| ";,\"".contains(c))
        .trim_start_matches('"');
    if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return "HASH".to_owned();
    }
    if word.len() >= 20 && word.starts_with("20") && word.contains('T') {
        return "WHEN".to_owned();
    }
    if word.chars().all(|c| "─-=".contains(c)) && word.len() > 3 {
        return "RULE".to_owned();
    }
    if digits(word.trim_matches(|c| "(),:%".contains(c))) {
        return "N".to_owned();
    }
    if word.strip_suffix("/s").is_some_and(digits) {
        return "RATE".to_owned();
    }
    // A version stands alone or within a file's name.
    let mut out = String::new();
    let bytes = word.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let version = bytes.get(at..at + 15).is_some_and(|part| {
            part[8] == b'_'
                && part
                    .iter()
                    .enumerate()
                    .all(|(i, byte)| i == 8 || byte.is_ascii_digit())
        });
        if version {
            out.push_str("VERSION");
            at += 15;
        } else {
            let end = word[at..].chars().next().map_or(1, char::len_utf8);
            out.push_str(&word[at..at + end]);
            at += end;
        }
    }
    out
}
