use migration_core::operation::{DatabaseOnly, Operation, SqlReverse, StateOnly};

use super::{
    Scope, Unrenderable, added, alter, comment, constraint, index, literal, object, partition,
    rows, table,
};

/// Every operation as a statement. What the DSL writes behind a column is taken together.
pub(super) fn all(
    operations: &[Operation],
    scope: &mut Scope<'_>,
) -> Result<Vec<String>, Unrenderable> {
    let mut statements = Vec::new();
    let mut rest = operations;
    while let Some((first, after)) = rest.split_first() {
        let (text, used) = match first {
            Operation::AddColumn(op) => added::column(op, after, scope),
            other => (one(other, scope)?, 0),
        };
        statements.push(text);
        rest = &after[used..];
    }
    Ok(statements)
}

fn one(operation: &Operation, scope: &mut Scope<'_>) -> Result<String, Unrenderable> {
    let of = |texts: &[&str]| -> String {
        let texts: Vec<String> = texts.iter().map(|text| literal::string(text)).collect();
        texts.join(", ")
    };
    let call = match operation {
        Operation::CreateTable(op) => return Ok(table::create(&op.table, scope)),
        Operation::AddColumn(op) => return Ok(added::column(op, &[], scope).0),
        Operation::AlterColumn(op) => return Ok(alter::column(op, scope)),
        Operation::AlterTable(op) => return Ok(alter::table(op, scope)),
        Operation::AlterIndex(op) => return Ok(alter::index(op, scope)),
        Operation::CreateObject(op) => return Ok(object::create(&op.object, scope)),
        Operation::ReplaceObject(op) => return Ok(object::replace(&op.object, scope)),
        Operation::StateOnly(StateOnly { operations }) => {
            return half("state_only", operations, scope);
        }
        Operation::DatabaseOnly(DatabaseOnly { operations }) => {
            return half("database_only", operations, scope);
        }
        Operation::DropTable(op) => format!("drop_table({})", of(&[&op.table])),
        Operation::RenameTable(op) => format!("rename_table({})", of(&[&op.from, &op.to])),
        Operation::DropColumn(op) => format!("drop_column({})", of(&[&op.table, &op.column])),
        Operation::RenameColumn(op) => {
            format!("rename_column({})", of(&[&op.table, &op.from, &op.to]))
        }
        Operation::CreateIndex(op) => format!(
            "add_index({}, {})",
            of(&[&op.table]),
            index::index(&op.table, &op.index, op.concurrently)
        ),
        Operation::DropIndex(op) => {
            let method = match op.concurrently {
                true => "drop_index_concurrently",
                false => "drop_index",
            };
            format!("{method}({})", of(&[&op.table, &op.index]))
        }
        Operation::RenameIndex(op) => {
            format!("rename_index({})", of(&[&op.table, &op.from, &op.to]))
        }
        Operation::AddForeignKey(op) => format!(
            "add_foreign_key({}, {})",
            of(&[&op.table]),
            constraint::foreign_key(&op.table, &op.foreign_key, scope)
        ),
        Operation::DropForeignKey(op) => {
            format!("drop_foreign_key({})", of(&[&op.table, &op.foreign_key]))
        }
        Operation::AddCheck(op) => format!(
            "add_check({}, {}){}",
            of(&[&op.table]),
            constraint::check(&op.check),
            constraint::more(&op.check)
        ),
        Operation::DropCheck(op) => format!("drop_check({})", of(&[&op.table, &op.check])),
        Operation::AddUnique(op) => format!(
            "add_unique({}, {})",
            of(&[&op.table]),
            constraint::unique(&op.table, &op.unique)
        ),
        Operation::UseIndex(op) => {
            let method = match op.primary {
                true => "add_primary_key_using_index",
                false => "add_unique_using_index",
            };
            format!("{method}({})", of(&[&op.table, &op.constraint, &op.index]))
        }
        Operation::DropUnique(op) => format!("drop_unique({})", of(&[&op.table, &op.unique])),
        Operation::AddPrimaryKey(op) => format!(
            "add_primary_key({}, {})",
            of(&[&op.table]),
            constraint::primary_key(&op.table, &op.primary_key)
        ),
        Operation::DropPrimaryKey(op) => format!("drop_primary_key({})", of(&[&op.table])),
        Operation::AddExclusion(op) => format!(
            "add_exclusion({}, {})",
            of(&[&op.table]),
            constraint::exclusion(&op.exclusion)
        ),
        Operation::DropExclusion(op) => {
            format!("drop_exclusion({})", of(&[&op.table, &op.exclusion]))
        }
        Operation::RenameConstraint(op) => {
            format!("rename_constraint({})", of(&[&op.table, &op.from, &op.to]))
        }
        Operation::ValidateConstraint(op) => {
            format!("validate_constraint({})", of(&[&op.table, &op.constraint]))
        }
        Operation::CreateTableLike(op) => partition::like(op),
        Operation::FillTable(op) => partition::fill(op),
        Operation::CreatePartition(op) => partition::create(op),
        Operation::AttachPartition(op) => partition::attach(op),
        Operation::DetachPartition(op) => partition::detach(op),
        Operation::DropObject(op) => object::drop(&op.id),
        Operation::RenameObject(op) => object::rename(op),
        Operation::AlterEnumeration(op) => object::alter_enumeration(op),
        Operation::RefreshView(op) => object::refresh(op),
        Operation::CommentOnObject(op) => comment::on_object(op),
        Operation::CommentOnConstraint(op) => comment::on_constraint(op),
        Operation::Insert(op) => rows::insert(op),
        Operation::Update(op) => rows::update(op),
        Operation::Delete(op) => rows::delete(op),
        Operation::Backfill(op) => rows::backfill(op)?,
        Operation::Sql(op) => {
            let reverse = match &op.down {
                SqlReverse::Text(sql) => format!(".reverse({})", literal::sql(sql)),
                SqlReverse::Nothing => ".nothing_to_reverse()".to_owned(),
                SqlReverse::None => String::new(),
            };
            format!("sql({}){reverse}", literal::sql(&op.up))
        }
        Operation::Ensure(op) => format!(
            "ensure({}, {})",
            of(&[&op.table]),
            literal::sql(&op.condition)
        ),
        Operation::Data(_) | Operation::BatchedData(_) => {
            return Err(Unrenderable {
                operation: operation.describe(),
                reason: "it is a function that a person wrote",
                help: "copy the function, and record it with `schema.data(…)`",
            });
        }
    };
    Ok(scope.line(&format!("schema.{call};")))
}

/// `schema.state_only(|schema| { … });`
fn half(
    method: &str,
    operations: &[Operation],
    scope: &mut Scope<'_>,
) -> Result<String, Unrenderable> {
    scope.indent += 4;
    let inner = all(operations, scope);
    scope.indent -= 4;
    let mut out = scope.line(&format!("schema.{method}(|schema| {{\n"));
    for statement in inner? {
        out.push_str(&statement);
        out.push('\n');
    }
    Ok(out + &scope.line("});"))
}
