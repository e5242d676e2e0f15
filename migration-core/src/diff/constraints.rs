use super::draft::{Draft, Stage};
use super::part::Part;
use crate::schema::{ForeignKey, Schema, Table};

/// Drafts what makes the keys, constraints and indexes of `table` those of `other`.
pub(super) fn compare(from: &Schema, table: &Table, to: &Schema, other: &Table, draft: &mut Draft) {
    let mut on = On { table, draft };
    on.parts(table.primary_key.as_slice(), other.primary_key.as_slice());
    on.parts(&table.uniques, &other.uniques);
    on.parts(&table.indexes, &other.indexes);
    on.parts(&table.checks, &other.checks);
    on.parts(&table.exclusions, &other.exclusions);
    on.parts(&table.foreign_keys, &other.foreign_keys);
    for key in &other.foreign_keys {
        let stays = table.foreign_key(&key.name) == Some(key);
        if stays && !can_stay(from, table, to, other, key) {
            on.make_again(key, key);
        }
    }
}

/// A table whose parts are compared.
struct On<'a> {
    table: &'a Table,
    draft: &'a mut Draft,
}

impl On<'_> {
    fn parts<T: Part>(&mut self, from: &[T], to: &[T]) {
        let find = |all: &[T], name: &str| all.iter().position(|each| each.name() == name);
        let mut added: Vec<&T> = to
            .iter()
            .filter(|part| find(from, part.name()).is_none())
            .collect();
        for part in from {
            match find(to, part.name()).map(|at| &to[at]) {
                Some(other) if other == part => {}
                Some(other) => match part.change(self.table.name.clone(), other) {
                    Some((stage, operation)) => self.draft.push(stage, operation),
                    None => self.make_again(part, other),
                },
                None => {
                    // The same under another name.
                    let same = |other: &&T| part.named(other.name()) == **other;
                    match added.iter().position(same) {
                        Some(at) => self.rename(part, added.remove(at).name()),
                        None => self.drop(part),
                    }
                }
            }
        }
        for part in added {
            self.add(part);
        }
    }

    fn rename<T: Part>(&mut self, part: &T, to: &str) {
        let rename = part.rename(self.table.name.clone(), to);
        self.draft.push(Stage::RenameConstraints, rename);
    }

    fn make_again<T: Part>(&mut self, from: &T, to: &T) {
        self.drop(from);
        self.add(to);
    }

    fn drop<T: Part>(&mut self, part: &T) {
        let drop = part.drop(self.table.name.clone());
        self.draft.push(T::STAGES.0, drop);
    }

    fn add<T: Part>(&mut self, part: &T) {
        let add = part.add(self.table.name.clone());
        self.draft.push(T::STAGES.1, add);
    }
}

/// Whether a foreign key can stay while its columns, and the key that it refers to, become
/// what they are to be.
fn can_stay(from: &Schema, table: &Table, to: &Schema, other: &Table, key: &ForeignKey) -> bool {
    let same_types = |from: &Table, to: &Table, columns: &[String]| {
        let ty = |table: &Table, name: &String| table.column(name).map(|column| column.ty.clone());
        columns.iter().all(|name| ty(from, name) == ty(to, name))
    };
    let (Some(before), Some(after)) = (
        from.table(&key.references_table),
        to.table(&key.references_table),
    ) else {
        return false;
    };
    same_types(table, other, &key.columns)
        && same_types(before, after, &key.references_columns)
        && holds(before, after, &key.references_columns)
}

/// Whether every key and unique index over these columns stays: a server holds on to one of
/// them, and does not say here to which.
fn holds(from: &Table, to: &Table, columns: &[String]) -> bool {
    let over = |other: &[String]| {
        other.len() == columns.len() && other.iter().all(|name| columns.contains(name))
    };
    let primary = from.primary_key.iter();
    let uniques = from.uniques.iter();
    let mut indexes = from.indexes.iter().filter(|index| index.unique);
    primary
        .filter(|key| over(&key.columns))
        .all(|key| to.primary_key.as_ref() == Some(key))
        && uniques
            .filter(|unique| over(&unique.columns))
            .all(|unique| to.uniques.contains(unique))
        && indexes.all(|index| {
            let names: Vec<String> = index.columns().map(str::to_owned).collect();
            !over(&names) || to.indexes.contains(index)
        })
}
