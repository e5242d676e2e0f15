//! `docs/operations.md`: what each server does with each operation and option, told by the cases.
//! Whatever it calls working is run there, back and there again, and read back, on the servers
//! that `docs/servers.md` lists.

mod options;
mod write;

use std::collections::BTreeMap;

use migration_core::dialect::{Capabilities, Server, render};
use migration_core::operation::Operation;

use crate::{alone, cases, folded};

/// A product with the versions that the tests are run on, oldest first.
struct Product {
    name: &'static str,
    server: Server,
    versions: &'static [(u32, u32, u32)],
}

const PRODUCTS: [Product; 4] = [
    Product {
        name: "SQLite",
        server: Server::Sqlite,
        versions: &[(3, 51, 0)],
    },
    Product {
        name: "PostgreSQL",
        server: Server::Postgres,
        versions: &[
            (13, 0, 0),
            (14, 0, 0),
            (15, 0, 0),
            (16, 0, 0),
            (17, 0, 0),
            (18, 0, 0),
        ],
    },
    Product {
        name: "MySQL",
        server: Server::Mysql,
        versions: &[(9, 7, 0)],
    },
    Product {
        name: "MariaDB",
        server: Server::Mariadb,
        versions: &[(10, 11, 0), (11, 8, 0)],
    },
];

/// What a product does with an option.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    Works,
    /// Not before the version with this place in the product's list.
    WorksFrom(usize),
    /// What it says, and the way out.
    Refused(String, String),
}

/// One line of the page.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<Option<Cell>>,
    cases: Vec<&'static str>,
    /// How many options alone are run for it.
    alone: usize,
}

/// The lines of each operation, by option; the empty option is the operation itself.
type Operations = BTreeMap<String, BTreeMap<String, Row>>;

/// The page as it should be.
pub(crate) fn page() -> String {
    write::page(&operations())
}

fn operations() -> Operations {
    let mut operations = Operations::new();
    for case in cases::all() {
        let (setup, run) = case.operations();
        take(&mut operations, &setup, &run, Some(case.name));
    }
    for each in alone::all() {
        take(&mut operations, &each.setup, &each.run, None);
    }
    operations
}

/// Takes what each server says of the operations; `case` is the golden file that has them.
fn take(
    operations: &mut Operations,
    setup: &[Operation],
    run: &[Operation],
    case: Option<&'static str>,
) {
    let mut schema = folded(case.unwrap_or("alone"), setup);
    for operation in run {
        let used = options::of(operation);
        let mut after = schema.clone();
        let applied = operation.apply(&mut after);
        let cells = PRODUCTS.each_ref().map(|product| {
            if let Err(error) = &applied {
                return Cell::Refused(error.to_string(), error.help());
            }
            cell(product, |server| {
                render(operation, &schema, server)
                    .map(drop)
                    .map_err(|refusal| (refusal.problem, refusal.help))
            })
        });
        let rows = operations.entry(used.operation).or_default();
        for option in used.options.into_iter().chain([String::new()]) {
            rows.entry(option).or_default().add(case, &cells);
        }
        schema = after;
    }
}

fn cell(product: &Product, on: impl Fn(&Capabilities) -> Result<(), (String, String)>) -> Cell {
    let mut refused = None;
    for (at, version) in product.versions.iter().enumerate() {
        match on(&Capabilities::new(product.server, *version)) {
            Ok(()) if at == 0 => return Cell::Works,
            Ok(()) => return Cell::WorksFrom(at),
            Err(reason) => refused = Some(reason),
        }
    }
    let (reason, help) = refused.unwrap_or_default();
    Cell::Refused(reason, help)
}

impl Row {
    /// Takes what a case shows: an option works where one case with it does.
    fn add(&mut self, case: Option<&'static str>, cells: &[Cell]) {
        self.cells.resize(cells.len(), None);
        for (mine, new) in self.cells.iter_mut().zip(cells) {
            let better = match (&*mine, new) {
                (None, _) | (Some(Cell::Refused(..)), Cell::Works | Cell::WorksFrom(_)) => true,
                (Some(Cell::WorksFrom(mine)), Cell::WorksFrom(new)) => new < mine,
                (Some(Cell::WorksFrom(_)), Cell::Works) => true,
                _ => false,
            };
            if better {
                *mine = Some(new.clone());
            }
        }
        match case {
            Some(case) if self.cases.last() != Some(&case) => self.cases.push(case),
            Some(_) => {}
            None => self.alone += 1,
        }
    }
}

/// Every field of the canonical form that no case uses.
pub(crate) fn fields_without_a_case() -> Vec<String> {
    let used: Vec<String> = operations()
        .into_values()
        .flat_map(BTreeMap::into_keys)
        .map(|option| option.split(" = ").next().unwrap_or_default().to_owned())
        .collect();
    options::all()
        .into_iter()
        .filter(|field| !used.contains(field))
        .collect()
}
