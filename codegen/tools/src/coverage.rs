//! What is captured, as a table: counted from the specs, so that it cannot claim more than they hold.

use std::{collections::BTreeSet, fmt::Write as _};

use ncloud_codegen::ir::{Example, FactSource, Operation, Service, Type};

const OPENING: &str = "<!-- coverage -->\n";
const CLOSING: &str = "<!-- /coverage -->";

/// A row a service and one for all of them, as Markdown.
#[must_use]
pub fn table(services: &[Service]) -> String {
    let mut table = String::from(
        "| service | operations | with a documented example | with a made example alone | with a pager | waiters | from its page | confirmed by two sources | by one | partial |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    let mut all = Row::default();
    for service in services {
        let row = Row::of(service);
        row.print(&format!("`{}`", service.name), &mut table);
        all.add(&row);
    }
    all.print(&format!("**{} services**", services.len()), &mut table);
    table
}

/// A text with the table between its markers, `None` where it has none.
#[must_use]
pub fn replaced(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(OPENING)?;
    let (_, after) = rest.split_once(CLOSING)?;
    Some(format!("{before}{OPENING}{table}{CLOSING}{after}"))
}

#[derive(Default)]
struct Row([usize; 9]);

impl Row {
    fn of(service: &Service) -> Self {
        let count = |holds: &dyn Fn(&Operation) -> bool| {
            let operations = service.operations.iter();
            operations.filter(|operation| holds(operation)).count()
        };
        Self([
            service.operations.len(),
            count(&|operation| operation.examples.iter().any(Example::is_documented)),
            count(&|operation| {
                let is_made = |example: &Example| example.recorded.is_none();
                let mut examples = operation.examples.iter();
                examples.clone().any(is_made) && !examples.any(Example::is_documented)
            }),
            count(&|operation| operation.pages.is_some()),
            service.waiters.len(),
            count(&|operation| operation.sources.contains(&FactSource::Reference)),
            count(&|operation| operation.sources.len() > 1),
            count(&|operation| operation.sources.len() == 1),
            count(&|operation| is_partial(service, operation)),
        ])
    }

    fn add(&mut self, other: &Self) {
        for (sum, number) in self.0.iter_mut().zip(other.0) {
            *sum += number;
        }
    }

    fn print(&self, name: &str, table: &mut String) {
        let _ = write!(table, "| {name} |");
        for number in self.0 {
            let _ = write!(table, " {number} |");
        }
        table.push('\n');
    }
}

/// Whether nobody could read all of what an operation responds with: it says so, or a type that it responds with does.
fn is_partial(service: &Service, operation: &Operation) -> bool {
    if !operation.notes.partial.is_empty() {
        return true;
    }
    let response = &operation.response;
    let mut next: Vec<&Type> = response.ty.iter().collect();
    next.extend(response.headers.iter().map(|header| &header.ty));
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    while let Some(ty) = next.pop() {
        let Some(name) = ty.definition().filter(|name| seen.insert(name)) else {
            continue;
        };
        if let Some(definition) = service.type_named(name) {
            if !definition.notes.partial.is_empty() {
                return true;
            }
            next.extend(definition.shape.types());
        }
    }
    false
}
