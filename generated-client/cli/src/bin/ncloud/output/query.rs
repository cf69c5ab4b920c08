//! JMESPath.

use jmespath::{Expression, Variable};
use ncloud_cli::data::Data;
use ncloud_cli::failure::Failure;

/// An expression that was read.
pub(crate) struct Query(Expression<'static>);

impl Query {
    /// # Errors
    ///
    /// When the text is no expression; the message says where.
    pub(crate) fn new(text: &str) -> Result<Self, Failure> {
        let read = jmespath::compile(text);
        read.map(Self)
            .map_err(|error| Failure::Usage(format!("--query: {error}")))
    }

    /// What the expression picks. The members of objects come in the order of their names.
    ///
    /// # Errors
    ///
    /// When a function of the expression is given what it does not take.
    pub(crate) fn apply(&self, data: &Data) -> Result<Data, Failure> {
        let failed = |why: &dyn std::fmt::Display| Failure::After(format!("--query: {why}"));
        let data = Variable::from_json(&data.to_string()).map_err(|error| failed(&error))?;
        let found = self.0.search(data).map_err(|error| failed(&error))?;
        Data::read(&found.to_string()).ok_or_else(|| failed(&"what it gives is no JSON"))
    }
}
