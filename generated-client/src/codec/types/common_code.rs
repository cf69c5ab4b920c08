/// A code with its name for people: the pair `{"code": "RUN", "codeName": "running"}` of many services.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
