//! The parts of indexes: what is left out where it goes without saying.

use std::collections::HashMap;

use super::answer::Row;
use super::printed;
use super::tables::Found;
use crate::schema::{DialectName, IndexKey, IndexPart, NullsOrder, SqlText};

/// One part, as the catalogue has it.
#[derive(Debug)]
pub(super) struct Part {
    /// The column's number; 0 for an expression.
    pub(super) column: i16,
    option: i16,
    class: u32,
    collation: u32,
    /// The part as the server prints it, in an index with an expression.
    text: Option<String>,
    collation_name: Option<String>,
    /// The type of what the index keeps.
    ty: u32,
    /// The options of its operator class.
    options: Vec<String>,
}

/// An operator class.
#[derive(Debug)]
struct Class {
    name: String,
    method: u32,
    ty: u32,
    is_default: bool,
}

/// The parts of all indexes, by the number of the index.
#[derive(Debug)]
pub(super) struct Parts {
    parts: HashMap<u32, Vec<Part>>,
    classes: HashMap<u32, Class>,
    /// The classes that are taken where none is named, by method and type.
    defaults: HashMap<(u32, u32), u32>,
}

impl Parts {
    pub(super) fn new(parts: Vec<Row>, classes: Vec<Row>) -> Self {
        let mut all = Self {
            parts: HashMap::new(),
            classes: HashMap::new(),
            defaults: HashMap::new(),
        };
        for mut row in parts {
            let index = row.number();
            let part = Part {
                column: row.number(),
                option: row.number(),
                class: row.number(),
                collation: row.number(),
                text: row.maybe(),
                collation_name: row.maybe(),
                ty: row.number(),
                options: row.list(),
            };
            all.parts.entry(index).or_default().push(part);
        }
        for mut row in classes {
            let number = row.number();
            let class = Class {
                name: row.text(),
                method: row.number(),
                ty: row.number(),
                is_default: row.flag(),
            };
            if class.is_default {
                all.defaults.insert((class.method, class.ty), number);
            }
            all.classes.insert(number, class);
        }
        all
    }

    /// Takes out the parts of one index.
    pub(super) fn of(&mut self, index: u32) -> Vec<Part> {
        self.parts.remove(&index).unwrap_or_default()
    }

    /// The first `keys` of these parts, as the schema has them. `definition` is the whole
    /// index as the server prints it.
    pub(super) fn read(
        &self,
        own: Vec<Part>,
        keys: usize,
        definition: Option<&str>,
        found: &Found,
    ) -> Vec<IndexPart> {
        let mut rest = definition.and_then(|text| Some(text.split_once(" USING ")?.1));
        let mut read = Vec::with_capacity(keys);
        for part in own.into_iter().take(keys) {
            let collation = match &part.text {
                // What an expression's own collation is stands in no catalogue.
                Some(text) if part.column == 0 => {
                    let after = rest.and_then(|rest| Some(rest.split_once(text.as_str())?.1));
                    rest = after.or(rest);
                    after.and_then(named_collation)
                }
                _ => {
                    let column = found.column(part.column);
                    let own = column.is_none_or(|column| column.collation == part.collation);
                    part.collation_name.clone().filter(|_| !own)
                }
            };
            read.push(self.part(part, collation, found));
        }
        read
    }

    fn part(&self, part: Part, collation: Option<String>, found: &Found) -> IndexPart {
        let column = found.column(part.column);
        let key = match (column, part.text) {
            (Some(column), _) => IndexKey::Column(column.name.clone()),
            (None, text) => IndexKey::Expression(printed::expression(&text.unwrap_or_default())),
        };
        // Bits of pg_index.indoption: downwards, and NULLs first.
        let (descending, first) = (part.option & 1 != 0, part.option & 2 != 0);
        let nulls = match (descending, first) {
            (false, true) => Some(NullsOrder::First),
            (true, false) => Some(NullsOrder::Last),
            _ => None,
        };
        let ty = column.map_or(part.ty, |column| column.ty);
        IndexPart {
            key,
            descending,
            nulls,
            collation: collation.map(|name| SqlText::only(DialectName::Postgres, name)),
            operator_class: self.class(part.class, ty, &part.options),
            prefix: None,
        }
    }

    /// The operator class, where it is not the one that is taken where none is named.
    fn class(&self, number: u32, ty: u32, options: &[String]) -> Option<String> {
        let class = self.classes.get(&number)?;
        // A hash index keeps numbers, whatever it is over.
        let exact = match class.method {
            HASH => None,
            method => self.defaults.get(&(method, ty)),
        };
        let is_usual = match exact {
            Some(exact) => *exact == number,
            // A class for a type that this one is stored as, or for any.
            None => class.is_default,
        };
        if is_usual && options.is_empty() {
            return None;
        }
        let mut text = class.name.clone();
        if !options.is_empty() {
            let said = options.iter().map(|option| match option.split_once('=') {
                Some((name, value)) => format!("{name}='{}'", value.replace('\'', "''")),
                None => option.clone(),
            });
            text.push_str(&format!(" ({})", said.collect::<Vec<_>>().join(", ")));
        }
        Some(text)
    }
}

/// The number of the method hash in `pg_am`, the same in every database.
const HASH: u32 = 405;

/// The collation at the beginning of what stands behind a part: ` COLLATE "C" DESC`.
fn named_collation(rest: &str) -> Option<String> {
    let (name, _) = printed::name(rest.strip_prefix(" COLLATE ")?)?;
    Some(printed::unquoted(name).unwrap_or(name).to_owned())
}
