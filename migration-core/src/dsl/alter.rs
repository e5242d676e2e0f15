use super::default_for::{Now, Number, RandomUuid, SqlExpression};
use crate::operation::{AlterColumn, Change};
use crate::schema::{ColumnType, DefaultValue, Generated, Identity, SqlText};

/// The changes to one column.
#[derive(Debug)]
pub struct ColumnChange {
    pub(super) alter: AlterColumn,
}

/// A changed type, which may say how values become ones of it.
#[derive(Debug)]
pub struct TypeChange<'a> {
    alter: &'a mut AlterColumn,
}

impl ColumnChange {
    pub(super) fn new(table: String, column: String) -> Self {
        Self {
            alter: AlterColumn {
                table,
                column,
                ..AlterColumn::default()
            },
        }
    }

    /// Gives the column another type, from [`types`](super::types).
    pub fn set_type(&mut self, ty: ColumnType) -> TypeChange<'_> {
        self.alter.ty = Some(ty);
        TypeChange {
            alter: &mut self.alter,
        }
    }

    /// Lets the column be NULL.
    pub fn set_nullable(&mut self) -> &mut Self {
        self.alter.nullable = Some(true);
        self
    }

    /// Lets the column be NULL no more. Rows where it is stop the migration.
    pub fn set_not_null(&mut self) -> &mut Self {
        self.alter.nullable = Some(false);
        self
    }

    /// Gives the column a default. The fold checks that it fits the type.
    pub fn set_default(&mut self, value: impl IntoDefault) -> &mut Self {
        self.alter.default = Some(Change::Set(value.into_default_value()));
        self
    }

    /// Lets the server number new rows in it from now on.
    pub fn set_identity(&mut self, identity: Identity) -> &mut Self {
        self.alter.identity = Some(Change::Set(identity));
        self
    }

    /// Lets the server number rows in it no more.
    pub fn drop_identity(&mut self) -> &mut Self {
        self.alter.identity = Some(Change::Drop);
        self
    }

    /// Computes it from the row's other columns from now on, and keeps it in the row.
    pub fn set_generated(&mut self, expression: impl Into<SqlText>) -> &mut Self {
        self.alter.generated = Some(Change::Set(Generated {
            expression: expression.into(),
            stored: true,
        }));
        self
    }

    /// Computes it from the row's other columns from now on, whenever it is read.
    pub fn set_generated_virtual(&mut self, expression: impl Into<SqlText>) -> &mut Self {
        self.alter.generated = Some(Change::Set(Generated {
            expression: expression.into(),
            stored: false,
        }));
        self
    }

    /// Computes it no more; it keeps the values it has.
    pub fn drop_generated(&mut self) -> &mut Self {
        self.alter.generated = Some(Change::Drop);
        self
    }

    /// Compares its texts by another collation: one for each dialect.
    pub fn set_collation(&mut self, collation: impl Into<SqlText>) -> &mut Self {
        self.alter.collation = Some(Change::Set(collation.into()));
        self
    }

    /// Compares its texts as the table's others are.
    pub fn drop_collation(&mut self) -> &mut Self {
        self.alter.collation = Some(Change::Drop);
        self
    }

    /// Gives it a character set of its own: MySQL and MariaDB alone have these.
    pub fn set_charset(&mut self, charset: impl Into<String>) -> &mut Self {
        self.alter.charset = Some(Change::Set(charset.into()));
        self
    }

    /// Gives it the table's character set.
    pub fn drop_charset(&mut self) -> &mut Self {
        self.alter.charset = Some(Change::Drop);
        self
    }

    /// Whether every UPDATE of the row that does not set it sets it to the moment.
    pub fn set_touched_on_update(&mut self, touched: bool) -> &mut Self {
        self.alter.touched_on_update = Some(touched);
        self
    }

    /// Says what it is for.
    pub fn set_comment(&mut self, comment: impl Into<String>) -> &mut Self {
        self.alter.comment = Some(Change::Set(comment.into()));
        self
    }

    /// Takes its comment away.
    pub fn drop_comment(&mut self) -> &mut Self {
        self.alter.comment = Some(Change::Drop);
        self
    }

    /// Takes the column's default away.
    pub fn drop_default(&mut self) -> &mut Self {
        self.alter.default = Some(Change::Drop);
        self
    }
}

impl TypeChange<'_> {
    /// How an existing value becomes one of the new type: an SQL expression.
    pub fn using(self, expression: impl Into<SqlText>) {
        self.alter.using = Some(expression.into());
    }
}

/// A value that can be some column's default; the fold knows which column's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no default",
    note = "give an integer, a text, `true` or `false`, `number(\"1.50\")`, `now()`, `random_uuid()`, or `sql(\"…\")`"
)]
pub trait IntoDefault {
    /// The default as a value of the schema.
    fn into_default_value(self) -> DefaultValue;
}

macro_rules! into_default {
    ($($value:ty => |$it:pat_param| $make:expr;)*) => {$(
        impl IntoDefault for $value {
            fn into_default_value(self) -> DefaultValue {
                let $it = self;
                $make
            }
        }
    )*};
}

into_default! {
    i64 => |it| DefaultValue::Integer(it);
    f64 => |it| DefaultValue::Number(it.to_string());
    bool => |it| DefaultValue::Boolean(it);
    &str => |it| DefaultValue::Text(it.to_owned());
    Number => |it| DefaultValue::Number(it.0);
    Now => |_| DefaultValue::Now;
    RandomUuid => |_| DefaultValue::RandomUuid;
    SqlExpression => |it| DefaultValue::Expression(it.0);
}
