use super::Renames;
use crate::operation::Operation;
use crate::schema::{Column, Schema, Table};

/// Something that goes and something that comes, which may be one thing under another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The table that the column is in, as it is called afterwards; `None` for a table itself.
    pub table: Option<String>,
    /// What goes.
    pub from: String,
    /// What comes.
    pub to: String,
    /// How much speaks for it, of 100: names, types, places, and what else is said of them.
    pub score: u8,
}

/// What is less alike is taken for two things without a question.
const LEAST: u32 = 45;

/// The pairs that may be renames, those that most speaks for first. Each name is in as many pairs as
/// there are names that it may go with: which of them are renames is not for this function to say.
/// What `decided` names is out of the question.
#[must_use]
pub fn candidates(from: &Schema, to: &Schema, decided: &Renames) -> Vec<Candidate> {
    let mut now = from.clone();
    let renamed: Vec<Operation> = decided.operations().collect();
    for operation in &renamed {
        if operation.apply(&mut now).is_err() {
            return Vec::new();
        }
    }
    let mut all = Vec::new();
    let gone = |table: &&Table| to.table(&table.name).is_none() && table.partition_of.is_none();
    let new = |table: &&Table| now.table(&table.name).is_none() && table.partition_of.is_none();
    for table in now.tables().filter(gone) {
        for other in to.tables().filter(new) {
            add(
                &mut all,
                None,
                &table.name,
                &other.name,
                of_tables(table, other),
            );
        }
    }
    for table in now.tables() {
        if let Some(other) = to.table(&table.name) {
            of_table(table, other, &mut all);
        }
    }
    all.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
    all
}

fn of_table(table: &Table, other: &Table, all: &mut Vec<Candidate>) {
    let places = |table: &Table| -> Vec<(usize, Column)> {
        table.columns.iter().cloned().enumerate().collect()
    };
    for (at, column) in places(table) {
        if other.column(&column.name).is_some() {
            continue;
        }
        for (place, candidate) in places(other) {
            if table.column(&candidate.name).is_none() {
                let score = of_columns(&column, &candidate, at == place);
                let name = Some(other.name.clone());
                add(all, name, &column.name, &candidate.name, score);
            }
        }
    }
}

fn add(all: &mut Vec<Candidate>, table: Option<String>, from: &str, to: &str, score: u32) {
    if score >= LEAST {
        all.push(Candidate {
            table,
            from: from.to_owned(),
            to: to.to_owned(),
            score: u8::try_from(score).unwrap_or(100),
        });
    }
}

/// Most of it is what the tables hold: a table is called anew because it is known by its rows.
fn of_tables(table: &Table, other: &Table) -> u32 {
    let best = |(at, column): (usize, &Column)| {
        let others = other.columns.iter().enumerate();
        let scores = others.map(|(place, found)| of_columns(column, found, at == place));
        scores.max().unwrap_or(0)
    };
    let shared: u32 = table.columns.iter().enumerate().map(best).sum();
    let all = count(table.columns.len().max(other.columns.len())).max(1);
    shared * 70 / (all * 100) + likeness(&table.name, &other.name) * 30 / 100
}

fn of_columns(column: &Column, other: &Column, same_place: bool) -> u32 {
    let points = |holds: bool, points: u32| if holds { points } else { 0 };
    likeness(&column.name, &other.name) * 40 / 100
        + points(column.ty == other.ty, 30)
        + points(same_place, 15)
        + points(column.nullable == other.nullable, 5)
        + points(column.default == other.default, 5)
        + points(column.generated == other.generated, 5)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// How alike two names are, of 100: by their letters, or by their words.
fn likeness(name: &str, other: &str) -> u32 {
    let (name, other) = (name.to_lowercase(), other.to_lowercase());
    let letters = strsim::normalized_damerau_levenshtein(&name, &other);
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (words, others) = (words(&name), words(&other));
    let shared = words.iter().filter(|word| others.contains(word)).count();
    let most = words.len().max(others.len()).max(1);
    let by_words = count(shared) * 100 / count(most);
    // A share of 1 is 100.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 100"
    )]
    let by_letters = (letters * 100.0) as u32;
    by_letters.max(by_words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dsl::{SchemaBuilder, big_int, boolean, text, varchar};

    fn folded(record: impl Fn(&mut SchemaBuilder)) -> Schema {
        let mut builder = SchemaBuilder::new();
        record(&mut builder);
        let mut schema = Schema::new();
        for operation in builder.into_operations() {
            operation.apply(&mut schema).unwrap();
        }
        schema
    }

    fn pairs(from: &Schema, to: &Schema, decided: &Renames) -> Vec<String> {
        let all = candidates(from, to, decided).into_iter();
        all.map(|each| match each.table {
            Some(table) => format!("{table}.{}:{}", each.from, each.to),
            None => format!("{}:{}", each.from, each.to),
        })
        .collect()
    }

    #[test]
    fn what_is_alike_may_be_the_same() {
        let from = folded(|schema| {
            schema.create_table("users", |t| {
                t.id();
                t.column(varchar("mail", 200));
                t.column(boolean("is_admin").default(false));
            });
            schema.create_table("orders", |t| {
                t.id();
                t.column(big_int("total"));
            });
        });
        let to = folded(|schema| {
            schema.create_table("users", |t| {
                t.id();
                // Another type, too.
                t.column(text("email"));
                t.column(boolean("admin").default(false));
            });
            schema.create_table("purchases", |t| {
                t.id();
                t.column(big_int("total"));
            });
        });
        assert_eq!(
            pairs(&from, &to, &Renames::default()),
            [
                "users.is_admin:admin",
                "orders:purchases",
                "users.mail:email"
            ]
        );
        // What is decided is not asked again.
        let decided = Renames::default()
            .table("orders", "purchases")
            .column("users", "mail", "email");
        assert_eq!(pairs(&from, &to, &decided), ["users.is_admin:admin"]);
        assert!(pairs(&from, &from, &Renames::default()).is_empty());
    }

    #[test]
    fn what_has_nothing_in_common_is_not_asked_about() {
        let from = folded(|schema| {
            schema.create_table("users", |t| {
                t.id();
                t.column(varchar("phone", 20).nullable());
            });
        });
        let to = folded(|schema| {
            schema.create_table("users", |t| {
                t.id();
                t.column(boolean("admin").default(false));
            });
        });
        assert!(pairs(&from, &to, &Renames::default()).is_empty());
    }
}
