//! Names as commands and flags spell them.

use heck::ToKebabCase as _;

/// `get-server-instance-list` of `GetServerInstanceList`, `clova-studio` of `clova_studio`, `vpc-no` of `vpcNo`.
#[must_use]
pub fn command(name: &str) -> String {
    let spelled = name.to_kebab_case();
    if spelled.is_empty() {
        name.to_owned()
    } else {
        spelled
    }
}

/// `getServerInstanceList`, as the paths of many operations end.
#[must_use]
pub fn on_the_wire(operation: &str) -> String {
    let mut characters = operation.chars();
    characters
        .next()
        .map(|first| first.to_lowercase().chain(characters).collect())
        .unwrap_or_default()
}

/// Whether a name on the command line means a service.
#[must_use]
pub fn is_service(service: &str, given: &str) -> bool {
    service == given || command(service) == given
}

/// Whether a name on the command line means an operation.
#[must_use]
pub fn is_operation(operation: &str, given: &str) -> bool {
    operation == given || command(operation) == given || on_the_wire(operation) == given
}

/// `network-acls` of the chapter `Network ACLs`.
#[must_use]
pub fn chapter(title: &str) -> String {
    let words = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
