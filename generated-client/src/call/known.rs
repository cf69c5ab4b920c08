//! Services by their names: a name that no service has is noticed, before calls go elsewhere than they were meant to.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::meta::{OperationMeta, Service};
use crate::wire::error::Error;

/// The name of a service, or of one of its operations.
///
/// The constant of a service, `&vserver::SERVICE`, and the `META` of an operation are always right. A text, `"vserver"` or
/// `"vserver.GetServerInstanceList"`, is one of a service that is compiled in or made known by
/// [`ClientBuilder::services`](crate::ClientBuilder::services), or an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceName {
    text: Cow<'static, str>,
    is_declared: bool,
}

impl ServiceName {
    /// A name that nothing is known of, such as that of a service whose specification is read when the program runs. It is not
    /// checked.
    pub fn unchecked(name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            text: name.into(),
            is_declared: true,
        }
    }

    pub(crate) fn into_text(self) -> String {
        self.text.into_owned()
    }

    fn service(&self) -> &str {
        let (service, _) = self.text.split_once('.').unwrap_or((&self.text, ""));
        service
    }
}

impl From<&'static Service> for ServiceName {
    fn from(service: &'static Service) -> Self {
        Self::unchecked(service.name)
    }
}

impl From<&'static OperationMeta> for ServiceName {
    fn from(meta: &'static OperationMeta) -> Self {
        Self::unchecked(format!("{}.{}", meta.service.name, meta.name))
    }
}

impl From<&str> for ServiceName {
    fn from(name: &str) -> Self {
        name.to_owned().into()
    }
}

impl From<&String> for ServiceName {
    fn from(name: &String) -> Self {
        name.clone().into()
    }
}

impl From<String> for ServiceName {
    fn from(name: String) -> Self {
        Self {
            text: name.into(),
            is_declared: false,
        }
    }
}

/// Names of services, each with those of its operations.
type Services = [(&'static str, &'static [&'static str])];

/// The services that may be named by texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    generated: Vec<&'static Services>,
    /// What was named by a constant, whole.
    declared: BTreeSet<String>,
}

impl Known {
    pub(crate) fn add(&mut self, services: &'static Services) {
        self.generated.push(services);
    }

    /// Keeps a name that needs no check, and the service that it is of.
    pub(crate) fn declare(&mut self, name: &ServiceName) {
        if name.is_declared {
            self.declared.insert(name.service().to_owned());
            self.declared.insert(name.text.clone().into_owned());
        }
    }

    /// That a name is one of a service, and known.
    pub(crate) fn check_service(&self, name: &ServiceName, setting: &str) -> Result<(), Error> {
        let service = name.service();
        if service != name.text {
            return Err(Error::configuration(format!(
                "{setting}: a key is that of a service, and `{}` is an operation; name `{service}`",
                name.text
            )));
        }
        self.check(name, setting)
    }

    pub(crate) fn check(&self, name: &ServiceName, setting: &str) -> Result<(), Error> {
        if self.declared.contains(&*name.text) {
            return Ok(());
        }
        let generated = || self.generated.iter().copied().flatten();
        let (service, operation) = match name.text.split_once('.') {
            Some((service, operation)) => (service, Some(operation)),
            None => (&*name.text, None),
        };
        let found = generated().find(|(known, _)| *known == service);
        let problem = match (found, operation) {
            (Some(_), None) => return Ok(()),
            (Some((_, operations)), Some(operation)) => {
                if operations.contains(&operation) {
                    return Ok(());
                }
                let hint = did_you_mean(operation, operations.iter().copied());
                format!(
                    "the service `{service}` has no operation `{operation}`; {}",
                    hint.unwrap_or_else(|| "name one by its `META`.".to_owned())
                )
            }
            (None, Some(operation)) if self.declared.contains(service) => format!(
                "the operations of the service `{service}` are not known, and so is `{operation}`; name it by its `META`, or make them known by \
                 `ClientBuilder::services`"
            ),
            (None, _) => {
                let services = generated()
                    .map(|(known, _)| *known)
                    .chain(self.declared.iter().map(String::as_str));
                let hint = did_you_mean(service, services)
                    .map(|hint| format!("{hint} Else "))
                    .unwrap_or_default();
                format!(
                    "there is no service `{service}` here; {hint}turn on its feature, or name a service of your own by its constant, \
                     `&{service}::SERVICE`"
                )
            }
        };
        Err(Error::configuration(format!("{setting}: {problem}")))
    }
}

/// A hint that names the nearest of the known names, where one is near enough to be meant.
pub(crate) fn did_you_mean<'name>(
    unknown: &str,
    known: impl IntoIterator<Item = &'name str>,
) -> Option<String> {
    let length = unknown.chars().count();
    let tolerated = (length / 3).clamp(1, 4);
    if length > 100 {
        return None;
    }
    known
        .into_iter()
        .map(|name| (distance(unknown, name), name))
        .filter(|(distance, _)| *distance <= tolerated)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| format!("did you mean `{name}`?"))
}

/// How many letters have to be put in, left out or changed, case aside.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.to_lowercase().chars().enumerate() {
        let mut next = vec![line + 1];
        let mut left = line + 1;
        for (known, pair) in other.iter().zip(row.windows(2)) {
            let [diagonal, above] = pair else { continue };
            let changed = diagonal + usize::from(*known != letter);
            left = changed.min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
