//! When a constraint is checked: the same two methods for every builder of one.

/// Gives a builder, whose constraint is its only field, the methods that put its check off.
macro_rules! deferral {
    ($builder:ident) => {
        impl $builder {
            /// Lets a transaction put its check off to the end.
            pub fn deferrable(mut self) -> Self {
                self.0.deferrable = crate::schema::Deferrable::InitiallyImmediate;
                self
            }

            /// Is checked at the transaction's end.
            pub fn initially_deferred(mut self) -> Self {
                self.0.deferrable = crate::schema::Deferrable::InitiallyDeferred;
                self
            }
        }
    };
}

pub(super) use deferral;
