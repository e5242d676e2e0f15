//! Changing a column: its type, nullability, default and all else it is.

use super::constraint::{alter, alter_column};
use super::enumerations::Types;
use super::literal::{collate, default, name};
use super::{column, comment, constraint, expression, index, literal, types};
use crate::dialect::problem::Problem;
use crate::dialect::{Capabilities, Statement, Step, text};
use crate::operation::{AlterColumn, words};
use crate::schema::{Column, ColumnType, Generated, IndexKey, SqlText, Table};

pub(super) fn column(
    op: &AlterColumn,
    before: &Table,
    server: &Capabilities,
) -> Result<Vec<Step>, Problem> {
    let Some(old) = before.column(&op.column) else {
        return Err(text::missing(&format!("column {:?}", op.column)));
    };
    let new = op.changed(old);
    let mut steps = Vec::new();
    // Values that come to an enumeration need no other type.
    let added = match &op.using {
        None => added_values(&old.ty, &new.ty),
        Some(_) => None,
    };
    if let (Some(added), Some(of)) = (&added, types::enumeration(&new.ty)) {
        steps.push(types::add_values(&of.name, added)?);
    }
    let ty = added.is_none() && (old.ty != new.ty || op.using.is_some());
    let change = Change {
        op,
        before,
        old,
        new: &new,
        ty,
        server,
    };
    steps.push(Step::new("", change.statements()?));
    Ok(steps)
}

/// One change of a column.
struct Change<'a> {
    op: &'a AlterColumn,
    before: &'a Table,
    old: &'a Column,
    new: &'a Column,
    /// Whether it gets another type.
    ty: bool,
    server: &'a Capabilities,
}

impl Change<'_> {
    fn statements(&self) -> Result<Vec<Statement>, Problem> {
        self.keeps_its_sequence()?;
        let Self {
            op,
            before,
            old,
            new,
            server,
            ..
        } = *self;
        let mut statements = Vec::new();
        match self.computed()? {
            Computed::Same => {}
            Computed::Changed(action) => statements.push(self.alter(&[action])),
            Computed::Again => {
                let (away, back) = column::again(before, &[new], server)?;
                return Ok(away.into_iter().chain(back).collect());
            }
        }
        let mut types = if self.ty {
            Types::of(before, old, new)?
        } else {
            Types::default()
        };
        let actions = self.actions(&types)?;
        statements.append(&mut types.before);
        let (mut drops, mut adds) = (Vec::new(), Vec::new());
        let of_enumeration = |column: &Column| types::enumeration(&column.ty).is_some();
        if self.ty && (of_enumeration(old) || of_enumeration(new)) {
            (drops, adds) = apart(before, &op.column, server)?;
        }
        if self.ty {
            let (away, back) = self.computed_from_it()?;
            drops.extend(away);
            adds.splice(0..0, back);
        }
        statements.append(&mut drops);
        if !actions.is_empty() {
            statements.push(self.alter(&actions));
        }
        statements.append(&mut types.after);
        statements.append(&mut adds);
        statements.extend(self.numbered_from_the_last());
        statements.extend(self.sequence_of_its_type(types.called(new)?));
        if op.comment.is_some() {
            let comment = new.comment.as_deref();
            statements.push(comment::on_column(&op.table, &op.column, comment)?);
        }
        Ok(statements)
    }

    fn alter(&self, actions: &[String]) -> Statement {
        Statement::Run(alter(&self.op.table, &actions.join(", ")))
    }

    fn action(&self, what: &str) -> String {
        alter_column(&self.op.column, what)
    }

    /// The actions of one `ALTER TABLE`.
    fn actions(&self, types: &Types) -> Result<Vec<String>, Problem> {
        let Self {
            before, old, new, ..
        } = *self;
        // What PostgreSQL has not is refused as in a new column.
        column::definition(&mut String::new(), before, new, self.server)?;
        let mut actions = Vec::new();
        // The old default is of the old type, and need not be one of the new.
        let dropped = old.default.is_some() && (self.ty || new.default.is_none());
        if dropped {
            actions.push(self.action("DROP DEFAULT"));
        }
        if old.identity.is_some() && new.identity.is_none() {
            actions.push(self.action("DROP IDENTITY"));
        }
        if self.ty || old.collation != new.collation {
            actions.push(self.retyped(types)?);
        }
        if let Some(value) = &new.default
            && (dropped || old.default.as_ref() != Some(value))
        {
            let mut sql = self.action("SET DEFAULT ");
            default(&mut sql, before, new, value)?;
            actions.push(sql);
        }
        if old.nullable != new.nullable {
            actions.push(self.action(if new.nullable {
                "DROP NOT NULL"
            } else {
                "SET NOT NULL"
            }));
        }
        match (&old.identity, &new.identity) {
            (None, Some(identity)) => {
                let mut sql = self.action("ADD ");
                column::numbered(&mut sql, identity);
                actions.push(sql);
            }
            (Some(old), Some(new)) if old != new => {
                let kind = if new.always { "ALWAYS" } else { "BY DEFAULT" };
                let (start, increment) = (new.start.unwrap_or(1), new.increment.unwrap_or(1));
                actions.push(self.action(&format!(
                    "SET GENERATED {kind} SET START WITH {start} SET INCREMENT BY {increment}"
                )));
            }
            _ => {}
        }
        Ok(actions)
    }

    fn retyped(&self, types: &Types) -> Result<String, Problem> {
        let Self {
            op,
            before,
            old,
            new,
            ..
        } = *self;
        let mut sql = self.action("TYPE ");
        let called = types.called(new)?;
        sql.push_str(&called);
        // A new type brings its own collation where none is named.
        let what = || format!("column {:?}", op.column);
        collate(&mut sql, new.collation.as_ref(), what)?;
        // What is computed is computed anew, and takes no other value.
        if !self.ty || new.generated.is_some() {
            return Ok(sql);
        }
        sql.push_str(" USING ");
        match &op.using {
            Some(using) => sql.push_str(&expression::of(using, before, || {
                format!("the `using` of column {:?}", op.column)
            })?),
            None => converted(&mut sql, old, new, &called),
        }
        Ok(sql)
    }

    /// How the column gets what it is computed from:
    /// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-GENERATED>
    fn computed(&self) -> Result<Computed, Problem> {
        let stays = |a: &Generated, b: &Generated| a.stored == b.stored;
        match (&self.old.generated, &self.new.generated) {
            (old, new) if old == new => Ok(Computed::Same),
            (Some(old), None) if old.stored => {
                Ok(Computed::Changed(self.action("DROP EXPRESSION")))
            }
            (_, None) => Err(Problem::new(
                format!(
                    "column {:?} is computed when it is read, and has no values to keep",
                    self.op.column
                ),
                "add another column, fill it, and drop this one",
            )),
            (Some(old), Some(new))
                if stays(old, new) && self.server.changes_generated_expressions() =>
            {
                let what = || format!("the expression of column {:?}", self.op.column);
                let sql = expression::of(&new.expression, self.before, what)?;
                let action = self.action(&format!("SET EXPRESSION AS ({sql})"));
                Ok(Computed::Changed(action))
            }
            (_, Some(_)) => Ok(Computed::Again),
        }
    }

    /// A column that others are computed from keeps its type as long as they are there.
    fn computed_from_it(&self) -> Result<(Vec<Statement>, Vec<Statement>), Problem> {
        let others: Vec<&Column> = self
            .before
            .columns
            .iter()
            .filter(|other| {
                other.generated.as_ref().is_some_and(|generated| {
                    let mut texts = generated.expression.texts();
                    texts.any(|text| words::mentions(text, &self.op.column))
                })
            })
            .collect();
        if others.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        column::again(self.before, &others, self.server)
    }

    /// The sequence of a serial column is an object of its own.
    fn keeps_its_sequence(&self) -> Result<(), Problem> {
        let is_serial = |column: &Column| column.identity.as_ref().is_some_and(|it| it.serial);
        if self.old.identity == self.new.identity || !(is_serial(self.old) || is_serial(self.new)) {
            return Ok(());
        }
        Err(Problem::new(
            format!(
                "column {:?} is serial: what numbers its rows is a sequence and a default",
                self.op.column
            ),
            "drop or create them with `schema.sql(by_dialect().postgres(\"…\"))`",
        ))
    }

    /// The numbers of a serial column are of the column's type.
    fn sequence_of_its_type(&self, called: String) -> Option<Statement> {
        let identity = self.new.identity.as_ref();
        if !self.ty || !identity.is_some_and(|identity| identity.serial) {
            return None;
        }
        let sequence = super::data::sequence_of(self.before, self.new);
        Some(literal::block(&format!(
            "BEGIN\n    EXECUTE format('ALTER SEQUENCE %s AS {called}', {sequence});\nEND"
        )))
    }

    /// A column that begins to number rows goes on behind the numbers that are there.
    fn numbered_from_the_last(&self) -> Option<Statement> {
        let begins = self.old.identity.is_none() && self.new.identity.is_some();
        begins.then(|| super::data::numbered_from_the_last(self.before, self.new))
    }
}

/// What happens to what a column is computed from.
enum Computed {
    Same,
    Changed(String),
    /// The column goes and comes back.
    Again,
}

/// The values that come to an enumeration, each with the one it stands before, if it only
/// gets more of them.
pub(super) fn added_values<'a>(
    old: &'a ColumnType,
    new: &'a ColumnType,
) -> Option<Vec<(&'a str, Option<&'a str>)>> {
    let (ColumnType::Enumeration(old), ColumnType::Enumeration(new)) = (old, new) else {
        return None;
    };
    let mut known = old.values.iter().map(String::as_str).peekable();
    let mut added = Vec::new();
    for value in &new.values {
        if known.next_if_eq(&value.as_str()).is_none() {
            added.push((value.as_str(), known.peek().copied()));
        }
    }
    let only_more = old.name == new.name && known.next().is_none() && !added.is_empty();
    only_more.then_some(added)
}

/// Checks and index conditions compare the column with values of its old enumeration, and
/// would stop the change: they go before it and come back after.
fn apart(
    table: &Table,
    column: &str,
    server: &Capabilities,
) -> Result<(Vec<Statement>, Vec<Statement>), Problem> {
    let mentions = |sql: &SqlText| sql.texts().any(|text| words::mentions(text, column));
    let (mut drops, mut adds) = (Vec::new(), Vec::new());
    for check in &table.checks {
        if mentions(&check.expression) {
            drops.extend(constraint::drop(&table.name, &check.name).statements);
            let sql = constraint::add_check_sql(table, check, server)?;
            adds.push(Statement::Run(sql));
            let said = check.comment.as_deref();
            adds.extend(comment::of_constraint(&table.name, &check.name, said)?);
        }
    }
    for each in &table.indexes {
        let by_expression = each.parts.iter().any(|part| match &part.key {
            IndexKey::Expression(sql) => mentions(sql),
            IndexKey::Column(_) => false,
        });
        if by_expression || each.filter.as_ref().is_some_and(mentions) {
            drops.push(Statement::Run(index::drop_sql(&table.name, &each.name)));
            let sql = index::create_sql(table, each, false, server)?;
            adds.push(Statement::Run(sql));
            adds.extend(comment::of_index(&table.name, each)?);
        }
    }
    Ok((drops, adds))
}

/// The old value as one of the new type. What has no zone is in UTC, whatever zone the
/// session is in.
fn converted(out: &mut String, old: &Column, new: &Column, called: &str) {
    use ColumnType::{Array, Date, Enumeration, Time, Timestamp, TimestampTz};
    let mut column = String::new();
    name(&mut column, &old.name);
    let value = match (&old.ty, &new.ty) {
        (Timestamp(_), TimestampTz(_)) | (TimestampTz(_), Timestamp(_)) => {
            format!("{column} AT TIME ZONE 'utc'")
        }
        (TimestampTz(_), Date | Time(_)) => format!("({column} AT TIME ZONE 'utc')::{called}"),
        (Date, TimestampTz(_)) => format!("{column}::timestamp AT TIME ZONE 'utc'"),
        (Enumeration(_), _) | (_, Enumeration(_)) => format!("{column}::text::{called}"),
        (Array(_), Array(_)) => format!("{column}::text[]::{called}"),
        _ => format!("{column}::{called}"),
    };
    out.push_str(&value);
}
