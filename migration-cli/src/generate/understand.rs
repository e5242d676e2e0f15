//! What the words ask for: one template, or several with a lone `+` between them, which
//! become one migration.

use migration_core::operation::Operation;
use migration_core::schema::Schema;

use super::build::{self, Asked, Body, Proposal};
use super::{Flags, Folded, GenerateError, Request, infer, naming, template::Template};

/// What stands between two templates.
const AND: &str = "+";

pub(super) struct Understood {
    /// The template whose file is filled in.
    pub(super) template: Template,
    pub(super) name: String,
    pub(super) proposal: Proposal,
}

/// One template with its words.
struct Part {
    template: Template,
    words: Vec<String>,
    flags: Flags,
    /// The name that said it, if one did.
    typed: Option<String>,
}

pub(super) fn understand(request: &Request, folded: &Folded) -> Result<Understood, GenerateError> {
    let texts: Vec<&[String]> = request.words.split(|word| word == AND).collect();
    let mut schema = folded.schema().clone();
    let mut parts: Vec<(Part, Proposal)> = Vec::with_capacity(texts.len());
    for words in &texts {
        let mut part = Part::of(words, &request.flags, &schema)?;
        if texts.len() > 1 {
            part.flags = part.flags.taken_by(part.template);
        }
        let proposal = build::build(&Asked {
            template: part.template,
            words: &part.words,
            flags: &part.flags,
            schema: &schema,
        })?;
        // The last one is checked with the whole.
        if parts.len() + 1 < texts.len() {
            for operation in operations(&part, &proposal)? {
                operation.apply(&mut schema)?;
            }
        }
        parts.push((part, proposal));
    }
    let (template, typed, proposal) = match parts.pop() {
        Some((part, proposal)) if parts.is_empty() => (part.template, part.typed, proposal),
        Some(last) => {
            parts.push(last);
            let templates: Vec<Template> = parts.iter().map(|(part, _)| part.template).collect();
            request.flags.check_all(&templates)?;
            let (template, proposal) = together(parts)?;
            (template, None, proposal)
        }
        None => return Err(nothing_said()),
    };
    let name = match (&request.flags.migration_name, &typed) {
        (Some(name), _) | (None, Some(name)) => naming::migration_name(name)?,
        // Made of names that may hold anything: what a file's name cannot hold is left out.
        (None, None) => naming::migration_name(&naming::slug(&proposal.name))?,
    };
    Ok(Understood {
        template,
        name,
        proposal,
    })
}

impl Part {
    fn of(words: &[String], flags: &Flags, schema: &Schema) -> Result<Self, GenerateError> {
        let (first, rest) = words.split_first().ok_or_else(nothing_said)?;
        let mut flags = flags.clone();
        if let Some(template) = Template::find(&naming::snake(first)) {
            return Ok(Self {
                template,
                words: rest.to_vec(),
                flags,
                typed: None,
            });
        }
        let inferred = infer::infer(schema, first, rest)?;
        flags.unique |= inferred.unique;
        Ok(Self {
            template: inferred.template,
            words: inferred.words,
            flags,
            typed: Some(first.clone()),
        })
    }
}

/// The operations of one of several parts.
fn operations<'a>(part: &Part, proposal: &'a Proposal) -> Result<&'a [Operation], GenerateError> {
    match &proposal.body {
        Body::Operations(operations) => Ok(operations),
        Body::SqlPlaceholder(_) | Body::Data { .. } | Body::Empty => Err(GenerateError::usage(
            format!(
                "{} is still to be written, and cannot be one part of several",
                part.template.name()
            ),
            "generate it as a migration of its own",
        )),
    }
}

/// Several parts as one: their operations in their order.
fn together(parts: Vec<(Part, Proposal)>) -> Result<(Template, Proposal), GenerateError> {
    let mut all = Vec::new();
    for (part, proposal) in &parts {
        all.extend_from_slice(operations(part, proposal)?);
    }
    // The file of SQL alone is another one.
    let template = parts
        .iter()
        .map(|(part, _)| part.template)
        .find(|template| *template != Template::Sql)
        .unwrap_or(Template::Sql);
    let name = |(part, proposal): &(Part, Proposal)| match &part.typed {
        Some(typed) => naming::snake(typed),
        None => proposal.name.clone(),
    };
    let name = match parts.as_slice() {
        [one, other] => format!("{}_and_{}", name(one), name(other)),
        [first, rest @ ..] => format!("{}_and_{}_more", name(first), rest.len()),
        [] => String::new(),
    };
    let made: Option<Vec<String>> = all
        .iter()
        .map(|operation| match operation {
            Operation::CreateTable(op) => Some(op.table.name.clone()),
            _ => None,
        })
        .collect();
    let doc = match made {
        Some(tables) => format!("Creates the tables {}.", build::quoted(&tables)),
        None => {
            let docs: Vec<&str> = parts.iter().map(|(_, part)| part.doc.as_str()).collect();
            docs.join(" ")
        }
    };
    let notes = parts.into_iter().flat_map(|(_, part)| part.notes).collect();
    Ok((
        template,
        Proposal {
            name,
            doc,
            body: Body::Operations(all),
            notes,
        },
    ))
}

fn nothing_said() -> GenerateError {
    GenerateError::usage("it was not said what to generate", Template::listing())
}
