//! A schema as serde sees it: the tables and the objects. What is known across them follows.

use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Object, Schema, Table};

/// As it is read; it is written without a copy.
#[derive(Deserialize)]
struct Parts {
    tables: Vec<Table>,
    objects: Vec<Object>,
}

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let objects = self.objects().map(|(_, object)| object);
        let mut parts = serializer.serialize_struct("Schema", 2)?;
        parts.serialize_field("tables", &self.tables().collect::<Vec<_>>())?;
        parts.serialize_field("objects", &objects.collect::<Vec<_>>())?;
        parts.end()
    }
}

impl<'de> Deserialize<'de> for Schema {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let parts = Parts::deserialize(deserializer)?;
        let mut schema = Self::new();
        for table in parts.tables {
            schema.insert(table);
        }
        for object in parts.objects {
            schema.insert_object(object);
        }
        Ok(schema)
    }
}
