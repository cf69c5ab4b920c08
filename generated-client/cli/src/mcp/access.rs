//! What may be called.

use ncloud_codegen::ir::Safety;
use ncloud_tools::dynamic::DynamicOperation;

use super::find::named;
use crate::catalog::Catalog;
use crate::failure::Failure;

/// What may be called. Everything that only reads may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access(Writes);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Writes {
    None,
    All,
    /// Services, and operations of services.
    Named(Vec<(String, Option<String>)>),
}

impl Access {
    /// What only reads.
    #[must_use]
    pub fn reads() -> Self {
        Self(Writes::None)
    }

    /// Everything.
    #[must_use]
    pub fn all() -> Self {
        Self(Writes::All)
    }

    /// What only reads, and what else services and operations of these names do: `vpc`, `sens.SendSms`.
    ///
    /// # Errors
    ///
    /// When there is no such service or operation.
    pub fn writes_of(catalog: &Catalog, names: &[String]) -> Result<Self, Failure> {
        let known = names.iter().map(|name| {
            if let Some(service) = catalog.service(name) {
                return Ok((service.name.to_owned(), None));
            }
            let operation = named(catalog, name)?;
            let service = operation.service().name.clone();
            Ok((service, Some(operation.model().name.clone())))
        });
        Ok(Self(Writes::Named(known.collect::<Result<_, Failure>>()?)))
    }

    /// Whether nothing that changes something may be called.
    #[must_use]
    pub fn only_reads(&self) -> bool {
        self.0 == Writes::None
    }

    /// Whether an operation may be called.
    #[must_use]
    pub fn allows(&self, service: &str, operation: &str, reads: bool) -> bool {
        reads
            || match &self.0 {
                Writes::None => false,
                Writes::All => true,
                Writes::Named(names) => names.iter().any(|(known, own)| {
                    known == service && own.as_deref().is_none_or(|own| own == operation)
                }),
            }
    }

    /// Refuses an operation that may not be called.
    ///
    /// # Errors
    ///
    /// With what allows it.
    pub(super) fn check(&self, operation: &DynamicOperation<'_>) -> Result<(), Failure> {
        let (service, model) = (&operation.service().name, operation.model());
        if self.allows(service, &model.name, model.safety == Safety::Read) {
            return Ok(());
        }
        let name = format!("{service}.{}", model.name);
        Err(Failure::Usage(format!(
            "nothing was sent: `{name}` changes something, and this server {}; whoever starts it can allow that with `--allow-writes={name}`, and `dry_run` shows the request",
            self.in_words()
        )))
    }

    /// What the server does, in a few words.
    pub(super) fn in_words(&self) -> String {
        match &self.0 {
            Writes::None => "only reads".to_owned(),
            Writes::All => "reads and changes".to_owned(),
            Writes::Named(names) => {
                let names = names.iter().map(|(service, operation)| match operation {
                    Some(operation) => format!("`{service}.{operation}`"),
                    None => format!("`{service}`"),
                });
                let names: Vec<String> = names.collect();
                format!("reads, and changes by {} alone", names.join(", "))
            }
        }
    }
}
