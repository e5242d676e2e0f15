//! The text of a migration's file: our templates, compiled in, or the package's own.

use std::path::Path;

use askama::Template as _;
use serde::Serialize;

use super::build::{Body, Proposal};
use super::render::{self, KnownKeys};
use super::{GenerateError, naming, template::Template};

/// Every variable that a template may use.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Variables {
    pub(super) template: &'static str,
    pub(super) version: String,
    pub(super) name: String,
    pub(super) struct_name: String,
    pub(super) doc: String,
    pub(super) operations: Vec<String>,
    pub(super) imports: Vec<Import>,
    pub(super) constants: Vec<Constant>,
    pub(super) statements: String,
    pub(super) function: String,
    pub(super) table: Option<String>,
    pub(super) table_literal: String,
    pub(super) batched: bool,
    pub(super) example_table: String,
    pub(super) placeholder: bool,
    pub(super) dialect: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Import {
    module: String,
    alias: String,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Constant {
    name: String,
    kind: String,
    table: String,
    column: String,
}

impl Variables {
    pub(super) fn new(
        template: Template,
        name: &str,
        version: String,
        dialect: &'static str,
        proposal: &Proposal,
        keys: &dyn KnownKeys,
    ) -> Result<Self, GenerateError> {
        let (operations, placeholder) = match &proposal.body {
            Body::Operations(operations) => (operations.as_slice(), false),
            Body::SqlPlaceholder(operations) => (operations.as_slice(), true),
            Body::Data { .. } | Body::Empty => (&[][..], false),
        };
        let rendered = render::render(operations, keys)?;
        let (function, table, batched) = match &proposal.body {
            Body::Data {
                function,
                table,
                batched,
            } => (function.clone(), table.clone(), *batched),
            _ => (String::new(), None, false),
        };
        Ok(Self {
            template: template.name(),
            version,
            name: name.to_owned(),
            struct_name: naming::struct_name(name),
            doc: one_line(&proposal.doc),
            operations: operations
                .iter()
                .map(|operation| one_line(&operation.describe()))
                .collect(),
            imports: rendered
                .imports
                .into_iter()
                .map(|import| Import {
                    module: import.module,
                    alias: import.alias,
                })
                .collect(),
            constants: rendered
                .constants
                .into_iter()
                .map(|constant| Constant {
                    name: constant.name,
                    kind: constant.kind,
                    table: constant.table,
                    column: constant.column,
                })
                .collect(),
            statements: rendered.statements,
            function,
            example_table: one_line(table.as_deref().unwrap_or("…")),
            table_literal: render::text(table.as_deref().unwrap_or_default()),
            table,
            batched,
            placeholder,
            dialect,
        })
    }
}

/// A comment ends with its line: a name that holds a line break must not get out of it. And
/// Rust takes no character there that turns the direction of text round without being seen.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() => out.push(' '),
            // The lint text_direction_codepoint_in_comment names them.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {
                out.extend(c.escape_unicode());
            }
            c => out.push(c),
        }
    }
    out
}

/// A template that is compiled in, with what it uses of the variables.
macro_rules! compiled {
    ($($name:ident: $path:tt, $($field:ident: $ty:ty),*;)*) => {$(
        #[derive(askama::Template)]
        #[template(path = $path, escape = "none")]
        struct $name<'a> {
            $($field: &'a $ty,)*
        }

        impl<'a> $name<'a> {
            fn of(variables: &'a Variables) -> Self {
                Self { $($field: &variables.$field,)* }
            }
        }
    )*};
}

compiled! {
    Operations: "migration/operations.rs.jinja",
        doc: String, struct_name: String, imports: Vec<Import>, constants: Vec<Constant>, statements: String;
    Sql: "migration/sql.rs.jinja",
        doc: String, struct_name: String, statements: String, placeholder: bool;
    Data: "migration/data_migration.rs.jinja",
        doc: String, struct_name: String, function: String, example_table: String;
    DataInBatches: "migration/data_in_batches.rs.jinja",
        doc: String, struct_name: String, function: String, table_literal: String, example_table: String;
    Empty: "migration/empty.rs.jinja",
        doc: String, struct_name: String;
}

/// Fills the template in. The package's own is taken where it has one.
pub(super) fn source(
    template: Template,
    own: &Path,
    variables: &Variables,
) -> Result<String, GenerateError> {
    if let Some(text) = own_source(template, own, variables)? {
        return Ok(text);
    }
    let text = match template {
        Template::Sql => Sql::of(variables).render(),
        Template::DataMigration if variables.batched => DataInBatches::of(variables).render(),
        Template::DataMigration => Data::of(variables).render(),
        Template::Empty => Empty::of(variables).render(),
        _ => Operations::of(variables).render(),
    };
    text.map(with_line_end).map_err(|error| {
        GenerateError::new(
            super::GenerateErrorKind::Files,
            format!("cannot fill in the template {}: {error}", template.name()),
            None,
        )
    })
}

fn own_source(
    template: Template,
    directory: &Path,
    variables: &Variables,
) -> Result<Option<String>, GenerateError> {
    let shared = !matches!(
        template,
        Template::Sql | Template::DataMigration | Template::Empty
    );
    let names = [template.name(), "operations"];
    let path = names[..1 + usize::from(shared)]
        .iter()
        .map(|name| directory.join(format!("{name}.rs.jinja")))
        .find(|path| path.is_file());
    let Some(path) = path else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(&path)
        .map_err(|error| GenerateError::file(&path, "read", &error))?;
    let mut environment = minijinja::Environment::new();
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    let wrong = |error: minijinja::Error| {
        GenerateError::file(&path, "fill in", &error).with_help(
            "the variables are documented in templates/migration/README.md of the framework",
        )
    };
    let filled = environment
        .template_from_str(&text)
        .and_then(|template| {
            template.render(minijinja::Value::from(minijinja::value::Serde(variables)))
        })
        .map_err(wrong)?;
    if let Err(error) = syn::parse_file(&filled) {
        let at = error.span().start();
        return Err(GenerateError::file(
            &path,
            "use",
            &format!("what it gives is no Rust: line {}: {error}", at.line),
        ));
    }
    Ok(Some(with_line_end(filled)))
}

fn with_line_end(text: String) -> String {
    text.trim_end().to_owned() + "\n"
}
