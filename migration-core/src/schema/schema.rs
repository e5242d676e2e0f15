use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::namespace::{in_namespace, key};
use super::{Object, ObjectId, ObjectKind, Table};

/// All tables, and the objects beside them, at one version.
///
/// Beside the tables it keeps who refers to whom and which names are taken, so that
/// folding stays linear however many tables there are. A table is shared with the operation
/// that created it until one of them changes: to fold a long history is to follow pointers,
/// not to copy every name in it.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    tables: BTreeMap<String, Arc<Table>>,
    links: Links,
    // Shared until it changes: a plan keeps what there was before each migration.
    objects: Arc<ObjectMap>,
}

/// The objects of a schema as they were at some moment.
#[derive(Debug, Clone)]
pub struct Objects(Arc<ObjectMap>);

/// The objects beside tables, and those of their names that no table may have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct ObjectMap {
    by_id: BTreeMap<ObjectId, Object>,
    names: BTreeSet<String>,
}

/// What is known across tables.
#[derive(Debug, Clone, Default)]
struct Links {
    /// Table referred to → table that refers → number of foreign keys.
    referrers: BTreeMap<String, BTreeMap<String, usize>>,
    /// Partitioned table → its partitions.
    partitions: BTreeMap<String, BTreeSet<String>>,
    /// How many tables are partitioned.
    partitioned: usize,
    /// Key, index, constraint or enumeration type, in its namespace → the table it belongs to.
    names: BTreeMap<String, String>,
}

impl PartialEq for Schema {
    fn eq(&self, other: &Self) -> bool {
        self.tables == other.tables && self.objects == other.objects
    }
}

impl Eq for Schema {}

impl Schema {
    /// A schema without tables.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The table of this name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.get(name).map(Arc::as_ref)
    }

    /// The table of this name, to keep.
    #[must_use]
    pub fn shared(&self, name: &str) -> Option<Arc<Table>> {
        self.tables.get(name).cloned()
    }

    /// Every table, by name.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.values().map(Arc::as_ref)
    }

    /// How many tables there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tables.len()
    }

    /// Whether there is no table.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// The tables with a foreign key to `table`, itself included.
    pub fn referrers<'a>(&'a self, table: &str) -> impl Iterator<Item = &'a Table> + 'a {
        self.links
            .referrers
            .get(table)
            .into_iter()
            .flat_map(BTreeMap::keys)
            .filter_map(|name| self.table(name))
    }

    /// Whether there is a table with partitions, or one that may get some.
    #[must_use]
    pub const fn has_partitioned_tables(&self) -> bool {
        self.links.partitioned > 0
    }

    /// The partitions of a table, by name; not theirs in turn.
    pub fn partitions<'a>(&'a self, table: &str) -> impl Iterator<Item = &'a Table> + 'a {
        self.links
            .partitions
            .get(table)
            .into_iter()
            .flatten()
            .filter_map(|name| self.table(name))
    }

    /// The table that an index, a unique constraint or an enumeration type of this name
    /// belongs to: the name of a relation or type, with its namespace. These share one space
    /// of names on PostgreSQL, and SQLite's indexes too.
    #[must_use]
    pub fn name_owner(&self, name: &str) -> Option<&str> {
        let (namespace, local) = in_namespace(name);
        self.index_owner(namespace, local)
    }

    /// The table that an index or a key of this name belongs to, in the namespace of its table.
    #[must_use]
    pub fn index_owner(&self, namespace: Option<&str>, name: &str) -> Option<&str> {
        let owner = self.links.names.get(&*key(namespace, name));
        owner.map(String::as_str)
    }

    /// The names of the namespaces that are known, beside the one that names without any are in.
    pub fn namespaces(&self) -> impl Iterator<Item = &str> {
        let namespaces = self.objects().map(|(id, _)| id);
        let namespaces = namespaces.filter(|id| id.kind == ObjectKind::Namespace);
        namespaces.map(|id| id.name.as_str())
    }

    /// Whether there is a namespace of this name.
    #[must_use]
    pub fn has_namespace(&self, name: &str) -> bool {
        self.object(&ObjectId::new(ObjectKind::Namespace, name))
            .is_some()
    }

    /// The object that is found by this.
    #[must_use]
    pub fn object(&self, id: &ObjectId) -> Option<&Object> {
        self.objects.by_id.get(id)
    }

    /// Every object beside the tables, in the order of kinds and names.
    pub fn objects(&self) -> impl Iterator<Item = (&ObjectId, &Object)> {
        self.objects.by_id.iter()
    }

    /// Puts an object in, in place of the one that is found by the same.
    pub fn insert_object(&mut self, object: Object) {
        let objects = Arc::make_mut(&mut self.objects);
        let id = object.id();
        if id.kind.is_relation() || id.kind.is_type() {
            objects.names.insert(id.name.clone());
        }
        objects.by_id.insert(id, object);
    }

    /// Takes an object out.
    pub fn remove_object(&mut self, id: &ObjectId) -> Option<Object> {
        let objects = Arc::make_mut(&mut self.objects);
        if id.kind.is_relation() || id.kind.is_type() {
            objects.names.remove(&id.name);
        }
        objects.by_id.remove(id)
    }

    /// Whether a view, a sequence, a type or the like has this name.
    #[must_use]
    pub fn is_object_name(&self, name: &str) -> bool {
        self.objects.names.contains(name)
    }

    /// The objects as they are, to put them back later.
    #[must_use]
    pub fn objects_kept(&self) -> Objects {
        Objects(Arc::clone(&self.objects))
    }

    /// Puts objects back as they were.
    pub fn put_objects(&mut self, kept: Objects) {
        self.objects = kept.0;
    }

    /// The objects that belong to a table: its triggers and policies.
    pub fn objects_of<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a Object> {
        self.objects
            .by_id
            .iter()
            .filter(move |(id, _)| id.table.as_deref() == Some(table))
            .map(|(_, object)| object)
    }

    /// Puts a table in, in place of any of its name.
    pub fn insert(&mut self, table: impl Into<Arc<Table>>) {
        let table = table.into();
        self.remove(&table.name);
        self.links.add(&table);
        self.tables.insert(table.name.clone(), table);
    }

    /// Takes a table out. Foreign keys of other tables to it stay as they are.
    pub fn remove(&mut self, name: &str) -> Option<Arc<Table>> {
        let table = self.tables.remove(name)?;
        self.links.remove(&table);
        Some(table)
    }

    /// Changes one table in place. A changed name is not followed: use [`Schema::rename`].
    pub fn update<R>(&mut self, name: &str, change: impl FnOnce(&mut Table) -> R) -> Option<R> {
        let table = Arc::make_mut(self.tables.get_mut(name)?);
        self.links.remove(table);
        let result = change(table);
        table.shrink();
        self.links.add(table);
        Some(result)
    }

    /// Gives a table another name, in the foreign keys that refer to it too.
    pub fn rename(&mut self, from: &str, to: &str) {
        let referrers: Vec<String> = self.referrers(from).map(|t| t.name.clone()).collect();
        for referrer in referrers {
            self.update(&referrer, |table| {
                for key in &mut table.foreign_keys {
                    if key.references_table == from {
                        to.clone_into(&mut key.references_table);
                    }
                }
            });
        }
        let partitions: Vec<String> = self.partitions(from).map(|t| t.name.clone()).collect();
        for partition in partitions {
            self.update(&partition, |table| {
                if let Some(of) = &mut table.partition_of {
                    to.clone_into(&mut of.parent);
                }
            });
        }
        if let Some(mut table) = self.remove(from) {
            to.clone_into(&mut Arc::make_mut(&mut table).name);
            self.insert(table);
        }
    }
}

impl Links {
    fn add(&mut self, table: &Table) {
        for key in &table.foreign_keys {
            *self
                .referrers
                .entry(key.references_table.clone())
                .or_default()
                .entry(table.name.clone())
                .or_default() += 1;
        }
        self.partitioned += usize::from(table.partitioning.is_some());
        if let Some(of) = &table.partition_of {
            let partitions = self.partitions.entry(of.parent.clone()).or_default();
            partitions.insert(table.name.clone());
        }
        for name in table.space_names() {
            self.names.insert(name.into_owned(), table.name.clone());
        }
    }

    fn remove(&mut self, table: &Table) {
        for key in &table.foreign_keys {
            if let Some(by) = self.referrers.get_mut(&key.references_table) {
                if let Some(count) = by.get_mut(&table.name) {
                    *count -= 1;
                    if *count == 0 {
                        by.remove(&table.name);
                    }
                }
                if by.is_empty() {
                    self.referrers.remove(&key.references_table);
                }
            }
        }
        self.partitioned -= usize::from(table.partitioning.is_some());
        if let Some(of) = &table.partition_of
            && let Some(partitions) = self.partitions.get_mut(&of.parent)
        {
            partitions.remove(&table.name);
            if partitions.is_empty() {
                self.partitions.remove(&of.parent);
            }
        }
        for name in table.space_names() {
            if self
                .names
                .get(&*name)
                .is_some_and(|owner| *owner == table.name)
            {
                self.names.remove(&*name);
            }
        }
    }
}
