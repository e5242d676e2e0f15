//! A source file as the rules see it: its tokens and its paths, each with a line. Comments and
//! doc examples are gone, and so is what is compiled for tests only.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// One file of the workspace.
pub(crate) struct Source {
    /// From the workspace's folder, with `/`.
    pub(crate) path: String,
    /// How many lines it has.
    pub(crate) lines: usize,
    tokens: Vec<Token>,
}

/// A word or a punctuation character; groups are flattened to their brackets.
struct Token {
    text: String,
    line: usize,
}

/// A path as written, `use` trees taken apart and `crate`/`self`/`super` resolved.
pub(crate) struct PathUse {
    pub(crate) segments: Vec<String>,
    pub(crate) line: usize,
}

/// The workspace's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ has a parent")
        .to_owned()
}

/// Every Rust file under the folders, in order, without the files of unit tests.
pub(crate) fn read_all(folders: &[&str]) -> Vec<Source> {
    let mut paths = Vec::new();
    for folder in folders {
        list(&root().join(folder), &mut paths);
    }
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path
            .strip_prefix(root())
            .expect("under the root")
            .to_string_lossy();
        let text = fs::read_to_string(path).expect("a readable source");
        Source::new(&name.replace('\\', "/"), &text)
    };
    paths.iter().map(read).collect()
}

fn list(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
    {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            list(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("tests.rs")
        {
            found.push(path);
        }
    }
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let stream: TokenStream = text
            .parse()
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut tokens = Vec::new();
        flatten(stream, &mut tokens);
        Self {
            path: path.to_owned(),
            lines: text.lines().count(),
            tokens,
        }
    }

    /// The lines where these tokens follow each other; the pattern has spaces between them.
    pub(crate) fn lines_with(&self, pattern: &str) -> Vec<usize> {
        let pattern: Vec<&str> = pattern.split(' ').collect();
        self.tokens
            .windows(pattern.len())
            .filter(|window| {
                window
                    .iter()
                    .zip(&pattern)
                    .all(|(token, text)| token.text == *text)
            })
            .map(|window| window[0].line)
            .collect()
    }

    /// Every path of two segments or more, and every path of a `use`.
    pub(crate) fn paths(&self) -> Vec<PathUse> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if self.tokens[at].text == "use" {
                at = self.use_tree(at + 1, &[], &mut found);
            } else if self.is_word(at) {
                let (segments, end) = self.path_from(at);
                if segments.len() > 1 {
                    found.push(self.resolved(segments, self.tokens[at].line));
                }
                at = end;
            } else {
                at += 1;
            }
        }
        found
    }

    /// Reads one tree of a `use` and tells where it ends.
    fn use_tree(&self, start: usize, prefix: &[String], found: &mut Vec<PathUse>) -> usize {
        let line = self.tokens.get(start).map_or(0, |token| token.line);
        let (segments, mut at) = self.path_from(start);
        let path: Vec<String> = prefix.iter().cloned().chain(segments).collect();
        if self.text(at) == "{" {
            at += 1;
            while self.text(at) != "}" {
                at = self.use_tree(at, &path, found);
                if self.text(at) == "," {
                    at += 1;
                }
            }
            return at + 1;
        }
        while !matches!(self.text(at), "," | ";" | "}") {
            at += 1; // `*`, `as name`
        }
        found.push(self.resolved(path, line));
        at
    }

    /// The segments that `::` joins from here on, and where they end; a last `::` is passed.
    fn path_from(&self, start: usize) -> (Vec<String>, usize) {
        let mut segments = Vec::new();
        let mut at = start;
        while self.text(at) == ":" && self.text(at + 1) == ":" {
            at += 2;
        }
        while self.is_word(at) {
            segments.push(self.tokens[at].text.clone());
            at += 1;
            if self.text(at) != ":" || self.text(at + 1) != ":" {
                break;
            }
            at += 2;
        }
        (segments, at.max(start))
    }

    fn resolved(&self, segments: Vec<String>, line: usize) -> PathUse {
        let relative = |word: &String| matches!(word.as_str(), "self" | "super");
        if !segments.first().is_some_and(relative) {
            return PathUse { segments, line };
        }
        let mut module = self.module();
        let mut rest = segments.as_slice();
        while let [first, others @ ..] = rest
            && relative(first)
        {
            if first == "super" {
                module.pop();
            }
            rest = others;
        }
        let segments = std::iter::once("crate".to_owned())
            .chain(module)
            .chain(rest.iter().cloned());
        PathUse {
            segments: segments.collect(),
            line,
        }
    }

    /// The module that the file is, from the crate's root.
    fn module(&self) -> Vec<String> {
        let inside = self
            .path
            .split_once("/src/")
            .map_or(self.path.as_str(), |(_, inside)| inside);
        let stem = inside.strip_suffix(".rs").unwrap_or(inside);
        let mut module: Vec<String> = stem.split('/').map(str::to_owned).collect();
        if module
            .last()
            .is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main"))
        {
            module.pop();
        }
        module
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or(";", |token| token.text.as_str())
    }

    fn is_word(&self, at: usize) -> bool {
        self.text(at)
            .starts_with(|first: char| first.is_alphabetic() || first == '_')
    }
}

/// Appends the tokens; an item under `#[cfg(test)]` is left out, literals are blank.
fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                let Some(TokenTree::Group(group)) = trees.peek() else {
                    continue;
                };
                if group.stream().to_string().replace(' ', "") == "cfg(test)" {
                    let ends = |tree: &TokenTree| match tree {
                        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                        TokenTree::Punct(mark) => mark.as_char() == ';',
                        _ => false,
                    };
                    trees.find(ends);
                }
            }
            TokenTree::Punct(mark) => tokens.push(Token {
                text: mark.as_char().to_string(),
                line,
            }),
            TokenTree::Ident(word) => {
                tokens.push(Token {
                    text: word.to_string().trim_start_matches("r#").to_owned(),
                    line,
                });
            }
            TokenTree::Literal(_) => tokens.push(Token {
                text: "\"\"".to_owned(),
                line,
            }),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                let end = group.span_close().start().line;
                tokens.push(Token {
                    text: open.to_owned(),
                    line,
                });
                flatten(group.stream(), tokens);
                tokens.push(Token {
                    text: close.to_owned(),
                    line: end,
                });
            }
        }
    }
}
