use core::fmt;

/// A code with its name for people: the pair `{"code": "RUN", "codeName": "running"}` of many services.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommonCode<T = String> {
    /// The code, for programs.
    pub code: T,
    /// What the code is called.
    pub code_name: Option<String>,
}

impl<T> CommonCode<T> {
    /// A code without a name.
    pub fn new(code: impl Into<T>) -> Self {
        Self {
            code: code.into(),
            code_name: None,
        }
    }

    /// What the code is called.
    #[must_use]
    pub fn code_name(self, name: impl Into<String>) -> Self {
        Self {
            code_name: Some(name.into()),
            ..self
        }
    }
}

/// The code, as an enum displays itself; what it is called is in `code_name`.
impl<T: fmt::Display> fmt::Display for CommonCode<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.code.fmt(f)
    }
}
