//! The canonical form of operations: what the checksum covers.
//!
//! Every field is written with its name, and a field that is absent (none, false, empty) is
//! left out. So a field that a later version adds changes the checksum of no migration that
//! does not use it.

mod objects;
mod operations;
mod values;

use std::sync::Arc;

/// Collects the canonical text.
#[derive(Debug, Default)]
pub struct CanonicalWriter {
    text: String,
}

impl CanonicalWriter {
    /// The text so far.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }

    /// A text with its length before it, so that no text can be taken for structure.
    fn text(&mut self, value: &str) {
        use std::fmt::Write as _;
        let _ = write!(self.text, "{}:", value.len());
        self.text.push_str(value);
    }

    fn group(&mut self, name: &str, inner: impl FnOnce(&mut Self)) {
        self.text.push_str(name);
        self.text.push('{');
        inner(self);
        self.text.push('}');
    }

    fn field<T: Canonical + ?Sized>(&mut self, name: &str, value: &T) {
        if !value.is_absent() {
            self.text.push_str(name);
            self.text.push('=');
            value.write(self);
            self.text.push(';');
        }
    }
}

/// A value with a canonical form.
pub trait Canonical {
    /// Writes the form.
    fn write(&self, out: &mut CanonicalWriter);

    /// Whether a field with this value is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

impl Canonical for str {
    fn write(&self, out: &mut CanonicalWriter) {
        out.text(self);
    }
}

impl Canonical for String {
    fn write(&self, out: &mut CanonicalWriter) {
        out.text(self);
    }
}

impl Canonical for bool {
    fn write(&self, out: &mut CanonicalWriter) {
        out.text(if *self { "true" } else { "false" });
    }
    fn is_absent(&self) -> bool {
        !*self
    }
}

impl<T: Canonical> Canonical for Option<T> {
    fn write(&self, out: &mut CanonicalWriter) {
        if let Some(value) = self {
            value.write(out);
        }
    }
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Canonical> Canonical for Vec<T> {
    fn write(&self, out: &mut CanonicalWriter) {
        out.group("", |out| {
            for item in self {
                item.write(out);
                out.text.push(',');
            }
        });
    }
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Canonical> Canonical for Box<T> {
    fn write(&self, out: &mut CanonicalWriter) {
        (**self).write(out);
    }
}

impl<T: Canonical> Canonical for Arc<T> {
    fn write(&self, out: &mut CanonicalWriter) {
        (**self).write(out);
    }
}

impl<A: Canonical, B: Canonical> Canonical for (A, B) {
    fn write(&self, out: &mut CanonicalWriter) {
        self.0.write(out);
        self.1.write(out);
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Canonical for $number {
            fn write(&self, out: &mut CanonicalWriter) {
                out.text(&self.to_string());
            }
        }
    )*};
}

numbers!(i64 u32);

/// Writes each named field of a struct. Taking it apart makes a forgotten field a compile error.
macro_rules! canonical {
    ($($ty:ident as $name:literal { $($field:ident),* })*) => {$(
        impl Canonical for $ty {
            fn write(&self, out: &mut CanonicalWriter) {
                let Self { $($field),* } = self;
                out.group($name, |out| { $(out.field(stringify!($field), $field);)* });
            }
        }
    )*};
}

use canonical;
