//! What goes for every comment.

use super::SchemaError;
use crate::schema::Table;

/// Whether a comment says something: the servers keep an empty one as none.
pub(super) fn comment(what: &str, comment: Option<&str>) -> Result<(), SchemaError> {
    if comment != Some("") {
        return Ok(());
    }
    Err(SchemaError::Invalid {
        what: what.to_owned(),
        problem: "has an empty comment".to_owned(),
        help: "write what it is for, or take the comment away".to_owned(),
    })
}

/// Whether the comments of a table's constraints say something.
pub(super) fn of_constraints(table: &Table) -> Result<(), SchemaError> {
    let mut all = table.constraint_comments();
    all.try_for_each(|(name, said)| comment(&format!("constraint {name:?}"), said))
}

#[cfg(test)]
mod tests {
    use crate::dsl::{SchemaBuilder, check, primary_key, unique};
    use crate::operation::{Change, CommentOnObject, Operation};
    use crate::schema::{ColumnType, Enumeration, ObjectId, ObjectKind, Schema};

    fn people(schema: &mut SchemaBuilder) {
        schema.create_table("people", |t| {
            t.id();
            t.check_with(check("grown", "id > 17").comment("of age"));
        });
        schema.create_view("named", "SELECT id FROM people");
        schema.create_virtual_table("words", "fts5", ["title"]);
    }

    /// The schema after what is recorded, or why it does not fit.
    fn folded(record: impl FnOnce(&mut SchemaBuilder)) -> Result<Schema, String> {
        let mut builder = SchemaBuilder::new();
        people(&mut builder);
        record(&mut builder);
        let mut schema = Schema::new();
        for operation in builder.into_operations() {
            let before = schema.clone();
            if let Err(error) = operation.apply(&mut schema) {
                assert_eq!(schema, before, "an error changes nothing");
                return Err(format!("{error}; {}", error.help()));
            }
            for back in operation.reverse(&before).expect("a way back").iter() {
                let mut undone = schema.clone();
                back.apply(&mut undone).expect("the way back fits");
                assert_eq!(undone, before, "{}", back.describe());
            }
        }
        Ok(schema)
    }

    #[test]
    fn comments_are_set_and_taken_away() {
        let view = ObjectId::new(ObjectKind::View, "named");
        let schema = folded(|schema| {
            schema.set_comment(view.clone(), "who");
            schema.set_comment(view.clone(), "who is named");
            schema.drop_constraint_comment("people", "grown");
            schema.set_constraint_comment("people", "people_pkey", "which one");
        });
        let schema = schema.expect("it fits");
        assert_eq!(
            schema.object(&view).unwrap().comment(),
            Some("who is named")
        );
        let table = schema.table("people").unwrap();
        let all: Vec<_> = table.constraint_comments().collect();
        assert_eq!(all, [("people_pkey", Some("which one")), ("grown", None)]);
    }

    #[test]
    fn what_cannot_be_said_is_refused() {
        let refused = |record: fn(&mut SchemaBuilder), words: &str| {
            let error = folded(record).expect_err(words);
            assert!(error.contains(words), "{error}");
        };
        refused(
            |schema| schema.create_enumeration("mood", ["sad"]).comment(""),
            "enumeration mood has an empty comment",
        );
        refused(
            |schema| schema.set_comment(ObjectId::new(ObjectKind::View, "named"), ""),
            "view named has an empty comment",
        );
        refused(
            |schema| schema.set_comment(ObjectId::new(ObjectKind::View, "name"), "x"),
            "there is no view \"name\"",
        );
        refused(
            |schema| schema.set_comment(ObjectId::new(ObjectKind::VirtualTable, "words"), "x"),
            "virtual table words gets a comment, which no server keeps",
        );
        refused(
            |schema| schema.set_constraint_comment("people", "grown", ""),
            "has an empty comment",
        );
        refused(
            |schema| schema.set_constraint_comment("people", "grwn", "x"),
            "grown",
        );
        refused(
            |schema| schema.add_unique("people", unique(["id"]).comment("")),
            "unique constraint \"people_id_key\" has an empty comment",
        );
        refused(
            |schema| {
                schema.create_table("others", |t| {
                    t.column(crate::dsl::big_int("id"));
                    t.primary_key(primary_key("id").comment(""));
                });
            },
            "constraint \"others_pkey\" has an empty comment",
        );
        refused(
            |schema| {
                let mood = Enumeration {
                    name: "mood".to_owned(),
                    values: vec!["sad".to_owned()],
                    comment: Some("how they feel".to_owned()),
                };
                let ty = ColumnType::Array(Box::new(ColumnType::Enumeration(Box::new(mood))));
                schema.alter_column("people", "id", |c| {
                    c.set_type(ty);
                });
            },
            "is of an enumeration of its own, which has a comment",
        );
    }

    #[test]
    fn a_comment_is_a_part_of_what_is_canonical_where_it_is_said() {
        let written = |operation: &Operation| {
            let mut out = crate::operation::CanonicalWriter::default();
            crate::operation::Canonical::write(operation, &mut out);
            out.finish()
        };
        let comment = |comment| {
            Operation::CommentOnObject(CommentOnObject {
                id: ObjectId::new(ObjectKind::View, "v"),
                comment,
            })
        };
        assert_eq!(
            written(&comment(Change::Drop)),
            "comment_on_object{id=id{kind=4:view;name=1:v;};comment=4:drop;}"
        );
        let mut builder = SchemaBuilder::new();
        builder.create_schema("audit");
        builder.create_schema("audit").comment("who");
        let [plain, with] = builder.into_operations().try_into().unwrap();
        assert_eq!(
            written(&plain),
            "create_object{object=namespace{name=5:audit;};}"
        );
        assert_eq!(
            written(&with),
            "create_object{object=namespace{name=5:audit;comment=3:who;};}"
        );
    }
}
