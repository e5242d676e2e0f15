use migration_core::operation::{CreateObject, DropObject, Operation, RefreshView, ReplaceObject};
use migration_core::schema::{Object, ObjectId, ObjectKind, View};

use super::{Asked, Proposal, definition};
use crate::generate::{GenerateError, lookup, naming};

/// What a query begins with.
const QUERIES: &[&str] = &["SELECT", "WITH", "VALUES", "TABLE"];

pub(super) fn create(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, words) = asked.first("the view's name")?;
    let query = definition::read(asked, words)?;
    definition::begins_with(&query, "a view's query", QUERIES)?;
    let kind = match asked.flags.materialized {
        true => "materialised view",
        false => "view",
    };
    Ok(Proposal::new(
        format!("create_{}", naming::slug(name)),
        format!("Creates the {kind} `{name}`."),
        vec![Operation::CreateObject(CreateObject {
            object: Object::View(View {
                name: name.to_owned(),
                materialized: asked.flags.materialized,
                query,
                comment: None,
            }),
        })],
    ))
}

pub(super) fn replace(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, words) = asked.first("the view's name")?;
    let (_, view) = find(asked, name)?;
    let query = definition::read(asked, words)?;
    definition::begins_with(&query, "a view's query", QUERIES)?;
    if query == view.query {
        return Err(GenerateError::schema(
            format!("view {name:?} has this query already"),
            "give it another one",
        ));
    }
    Ok(Proposal::new(
        format!("replace_{}", naming::slug(name)),
        format!("Gives the view `{name}` another query."),
        vec![Operation::ReplaceObject(ReplaceObject {
            object: Object::View(View {
                query,
                ..view.clone()
            }),
        })],
    ))
}

pub(super) fn drop(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, rest) = asked.first("the view's name")?;
    asked.end(rest)?;
    let (id, _) = find(asked, name)?;
    Ok(Proposal::new(
        format!("drop_{}", naming::slug(name)),
        format!("Drops the {} `{name}`.", id.kind.as_str()),
        vec![Operation::DropObject(DropObject { id })],
    ))
}

pub(super) fn refresh(asked: &Asked<'_>) -> Result<Proposal, GenerateError> {
    let (name, rest) = asked.first("the view's name")?;
    asked.end(rest)?;
    let (_, view) = find(asked, name)?;
    if !view.materialized {
        return Err(GenerateError::schema(
            format!("view {name:?} keeps no rows"),
            "only a materialised view is refreshed",
        ));
    }
    Ok(Proposal::new(
        format!("refresh_{}", naming::slug(name)),
        format!("Computes the rows of `{name}` anew."),
        vec![Operation::RefreshView(RefreshView {
            view: name.to_owned(),
            concurrently: asked.flags.concurrently,
        })],
    ))
}

/// A view of either kind by its name.
fn find<'a>(asked: &Asked<'a>, name: &str) -> Result<(ObjectId, &'a View), GenerateError> {
    let materialized = ObjectId::new(ObjectKind::MaterializedView, name);
    let id = match asked.schema.object(&materialized) {
        Some(_) => materialized,
        None => ObjectId::new(ObjectKind::View, name),
    };
    match lookup::object(asked.schema, &id)? {
        Object::View(view) => Ok((id, view)),
        other => Err(asked
            .template
            .misused(format!("{name:?} is a {}", other.id()))),
    }
}
