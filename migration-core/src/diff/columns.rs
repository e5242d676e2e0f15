use super::draft::{Draft, Stage};
use crate::operation::{AddColumn, AlterColumn, Change, DropColumn, ExistingRows, Operation};
use crate::schema::{Column, Table};

/// Drafts what makes the columns of `from` those of `to`.
pub(super) fn compare(from: &Table, to: &Table, draft: &mut Draft) {
    for column in &to.columns {
        match from.column(&column.name) {
            None => draft.push(Stage::AddColumns, Operation::AddColumn(add(to, column))),
            Some(before) if before != column => draft.push(
                Stage::AlterColumns,
                Operation::AlterColumn(alter(&from.name, before, column)),
            ),
            Some(_) => {}
        }
    }
    for column in &from.columns {
        if to.column(&column.name).is_none() {
            // The key of a column that numbers rows does not go before that ends.
            if column.is_identity() {
                let alter = AlterColumn {
                    table: from.name.clone(),
                    column: column.name.clone(),
                    identity: Some(Change::Drop),
                    ..AlterColumn::default()
                };
                draft.push(Stage::DropConstraints, Operation::AlterColumn(alter));
            }
            let drop = DropColumn {
                table: from.name.clone(),
                column: column.name.clone(),
            };
            draft.push(Stage::DropColumns, Operation::DropColumn(drop));
        }
    }
}

fn add(table: &Table, column: &Column) -> AddColumn {
    let has_value = column.nullable || column.default.is_some() || column.generated.is_some();
    let without_value = !has_value && !column.is_identity();
    AddColumn {
        table: table.name.clone(),
        column: column.clone(),
        existing_rows: if without_value {
            ExistingRows::MustBeEmpty
        } else {
            ExistingRows::Default
        },
        position: None,
    }
}

fn alter(table: &str, from: &Column, to: &Column) -> AlterColumn {
    AlterColumn {
        table: table.to_owned(),
        column: to.name.clone(),
        ty: (from.ty != to.ty).then(|| to.ty.clone()),
        using: None,
        nullable: (from.nullable != to.nullable).then_some(to.nullable),
        default: changed(from.default.as_ref(), to.default.as_ref()),
        identity: changed(from.identity.as_deref(), to.identity.as_deref()),
        generated: changed(from.generated.as_deref(), to.generated.as_deref()),
        collation: changed(from.collation.as_ref(), to.collation.as_ref()),
        charset: changed(from.charset.as_ref(), to.charset.as_ref()),
        touched_on_update: (from.touched_on_update != to.touched_on_update)
            .then_some(to.touched_on_update),
        comment: changed(from.comment.as_ref(), to.comment.as_ref()),
    }
}

fn changed<T: Clone + PartialEq>(from: Option<&T>, to: Option<&T>) -> Option<Change<T>> {
    (from != to).then(|| Change::to(to))
}
