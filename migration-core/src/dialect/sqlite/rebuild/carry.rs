//! The definition of the new table: the live one, with the change that a migration asks for
//! and nothing else. Everything is compared in three: what migrations made of it, what they
//! make of it now, and what it is. What the migration does not change stays as it is, in its
//! own words; what it changes has to be what migrations made of it.

use super::indexes::needed;
use super::same::{
    constraints, is, is_in, is_of_table, kind, named, names_column, same, same_rule,
};
use crate::dialect::Refusal;
use crate::dialect::sqlite::definition::{ColumnDefinition, Constraint, Rule, TableDefinition};

/// The definition of the new table.
pub(super) fn carried(
    live: &TableDefinition,
    before: &TableDefinition,
    after: &TableDefinition,
) -> Result<TableDefinition, Refusal> {
    let carrying = Carrying {
        live,
        before,
        after,
    };
    let states = carrying.states()?;
    let mut columns = Vec::new();
    for column in &after.columns {
        columns.push(carrying.column(column, &states)?);
    }
    carrying.others(&mut columns);
    let mut constraints = states.rest(None);
    constraints.extend(new_ones(&after.constraints, before));
    let new = TableDefinition {
        name: live.name.clone(),
        columns,
        constraints,
        strict: carrying.option("STRICT", |table| table.strict)?,
        without_rowid: carrying.option("WITHOUT ROWID", |table| table.without_rowid)?,
    };
    carrying.nothing_names_what_goes(&new)?;
    Ok(new)
}

struct Carrying<'a> {
    live: &'a TableDefinition,
    before: &'a TableDefinition,
    after: &'a TableDefinition,
}

impl Carrying<'_> {
    fn differs(&self, what: &str) -> Refusal {
        Refusal {
            problem: format!(
                "{what} of table {:?} is not in the database what migrations made of it",
                self.live.name
            ),
            help: "compare the database with the migrations, and make them agree first".to_owned(),
        }
    }

    fn option(&self, what: &str, of: impl Fn(&TableDefinition) -> bool) -> Result<bool, Refusal> {
        three(of(self.live), of(self.before), of(self.after)).ok_or_else(|| self.differs(what))
    }

    /// The constraints of the live table, those that go left out.
    fn states(&self) -> Result<States<'_>, Refusal> {
        let mut states = States {
            all: constraints(self.live)
                .map(|(column, constraint)| (column, constraint, false))
                .collect(),
        };
        for (at, gone) in constraints(self.before) {
            if constraints(self.after).any(|(_, other)| same(gone, other)) {
                continue;
            }
            if states.remove(gone) {
                continue;
            }
            let column_goes = at.is_some_and(|name| self.after.column(name).is_none());
            if !column_goes {
                return Err(self.differs(&named(gone)));
            }
        }
        let has_key = |constraint: &Constraint| matches!(constraint.rule, Rule::PrimaryKey { .. });
        let new_key =
            constraints(self.after).any(|(_, each)| has_key(each) && !is_in(each, self.before));
        if new_key
            && states
                .all
                .iter()
                .any(|(_, each, gone)| !gone && has_key(each))
        {
            return Err(self.differs("the primary key"));
        }
        Ok(states)
    }

    fn column(
        &self,
        after: &ColumnDefinition,
        states: &States<'_>,
    ) -> Result<ColumnDefinition, Refusal> {
        let live = self.live.column(&after.name);
        let (before, live) = match (self.before.column(&after.name), live) {
            (None, None) => {
                return Ok(after.clone());
            }
            (Some(before), Some(live)) => (before, live),
            (None, Some(_)) => {
                return Err(Refusal {
                    problem: format!(
                        "table {:?} has a column {:?} in the database already",
                        self.live.name, after.name
                    ),
                    help: "compare the database with the migrations, and make them agree first"
                        .to_owned(),
                });
            }
            (Some(_), None) => return Err(self.differs(&format!("column {:?}", after.name))),
        };
        if before == after {
            let mut kept = live.clone();
            kept.constraints
                .retain(|each| !is_of_table(each) || states.keeps(each));
            return Ok(kept);
        }
        let what = |property: &str| format!("{property} of column {:?}", after.name);
        let ty = three(Type(&live.ty), Type(&before.ty), Type(&after.ty))
            .ok_or_else(|| self.differs(&what("the type")))?;
        let mut constraints = Vec::new();
        for property in PROPERTIES {
            let of = |column: &'_ ColumnDefinition| {
                column.constraints.iter().rfind(|c| property.is(c)).cloned()
            };
            let (l, b, a) = (of(live), of(before), of(after));
            let chosen = three(Property(l), Property(b), Property(a))
                .ok_or_else(|| self.differs(&what(property.words())))?;
            constraints.extend(chosen.0);
        }
        constraints.extend(states.rest(Some(&live.name)));
        constraints.extend(new_ones(&after.constraints, self.before));
        // In the order that the migration writes them, and the live one's own behind them.
        let place = |constraint: &Constraint| {
            after
                .constraints
                .iter()
                .position(|other| kind(other) == kind(constraint))
        };
        constraints.sort_by_key(|each| place(each).unwrap_or(usize::MAX));
        Ok(ColumnDefinition {
            name: live.name.clone(),
            ty: ty.0.to_owned(),
            constraints,
        })
    }

    /// Columns that no migration made stay behind the one that they stand behind.
    fn others(&self, columns: &mut Vec<ColumnDefinition>) {
        let mut previous: Option<&str> = None;
        for column in &self.live.columns {
            let known = self.before.column(&column.name).is_some();
            if !known {
                let at = previous.map_or(0, |name| {
                    let at = columns.iter().position(|each| is(&each.name, name));
                    at.map_or(columns.len(), |at| at + 1)
                });
                columns.insert(at, column.clone());
            }
            if columns.iter().any(|each| is(&each.name, &column.name)) {
                previous = Some(&column.name);
            }
        }
    }

    /// A constraint that no migration made may name a column that goes.
    fn nothing_names_what_goes(&self, new: &TableDefinition) -> Result<(), Refusal> {
        for gone in self
            .live
            .columns
            .iter()
            .filter(|c| new.column(&c.name).is_none())
        {
            let needs = constraints(new).find(|(_, each)| names_column(each, &gone.name));
            if let Some((_, constraint)) = needs {
                return Err(needed(&gone.name, &named(constraint)));
            }
        }
        Ok(())
    }
}

/// What it is now, if the migration does not change it; else what it changes to, if it is
/// what migrations made of it, or is changed already.
fn three<T: PartialEq>(live: T, before: T, after: T) -> Option<T> {
    if before == after {
        Some(live)
    } else if live == before || live == after {
        Some(after)
    } else {
        None
    }
}

/// A declared type, in upper or lower case.
struct Type<'a>(&'a str);

impl PartialEq for Type<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(other.0)
    }
}

/// What a column has at most one of.
#[derive(Clone, Copy)]
enum PropertyKind {
    Collation,
    NotNull,
    Default,
    Generated,
}

const PROPERTIES: [PropertyKind; 4] = [
    PropertyKind::Collation,
    PropertyKind::NotNull,
    PropertyKind::Default,
    PropertyKind::Generated,
];

impl PropertyKind {
    const fn is(self, constraint: &Constraint) -> bool {
        matches!(
            (self, &constraint.rule),
            (Self::Collation, Rule::Collate(_))
                | (Self::NotNull, Rule::NotNull { .. })
                | (Self::Default, Rule::Default { .. })
                | (Self::Generated, Rule::Generated { .. })
        )
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Collation => "the collation",
            Self::NotNull => "NOT NULL",
            Self::Default => "the default",
            Self::Generated => "the expression",
        }
    }
}

/// A property, compared by what it means.
struct Property(Option<Constraint>);

impl PartialEq for Property {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(two)) => same_rule(&one.rule, &two.rule),
            (one, two) => one.is_none() == two.is_none(),
        }
    }
}

/// The live table's constraints that concern the table: where each stands, and whether it goes.
struct States<'a> {
    all: Vec<(Option<&'a str>, &'a Constraint, bool)>,
}

impl States<'_> {
    fn remove(&mut self, constraint: &Constraint) -> bool {
        let found = self
            .all
            .iter_mut()
            .find(|(_, live, gone)| !gone && same(constraint, live));
        found.map(|(_, _, gone)| *gone = true).is_some()
    }

    /// Whether this one stays.
    fn keeps(&self, constraint: &Constraint) -> bool {
        let mut all = self.all.iter();
        all.any(|(_, live, gone)| !gone && *live == constraint)
    }

    /// What stays at a place.
    fn rest(&self, place: Option<&str>) -> Vec<Constraint> {
        let here = |at: &Option<&str>| match (at, place) {
            (None, None) => true,
            (Some(at), Some(place)) => is(at, place),
            _ => false,
        };
        let rest = self.all.iter().filter(|(at, _, gone)| here(at) && !gone);
        rest.map(|(_, live, _)| (*live).clone()).collect()
    }
}

/// The constraints among these that the migration brings.
fn new_ones<'a>(
    all: &'a [Constraint],
    before: &'a TableDefinition,
) -> impl Iterator<Item = Constraint> + 'a {
    let new = |each: &&Constraint| is_of_table(each) && !is_in(each, before);
    all.iter().filter(new).cloned()
}
