/// What happens to something that may be absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change<T> {
    /// There is this one from now on.
    Set(T),
    /// There is none any more.
    Drop,
}

impl<T: Clone> Change<T> {
    /// The change from anything to this.
    #[must_use]
    pub fn to(value: Option<&T>) -> Self {
        value.map_or(Self::Drop, |value| Self::Set(value.clone()))
    }

    /// What is there afterwards.
    #[must_use]
    pub fn after(&self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value.clone()),
            Self::Drop => None,
        }
    }
}
