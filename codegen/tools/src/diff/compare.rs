//! Two sets of models, side by side.

mod addresses;
mod definitions;
mod fields;
mod operations;
mod outputs;
mod pages;
mod pairs;
mod services;
mod waiters;

use ncloud_codegen::ir::{Location, Service};

use self::pairs::{Pair, pairs};
use super::{Change, Rule, Side, rules};

/// Every change, in the order of the new specs: service by service, in each the service itself, its operations, types, codes
/// of errors and waiters; what is gone comes behind what is there.
#[must_use]
pub fn changes(old: &[Service], new: &[Service]) -> Vec<Change> {
    let mut changes = Vec::new();
    for pair in pairs(old, new, &[|service| Some(service.name.clone())]) {
        match pair {
            Pair::Added(service) => {
                let operations = match service.operations.len() {
                    1 => "1 operation".to_owned(),
                    count => format!("{count} operations"),
                };
                Comparison::new(service, service, &mut changes).added(
                    &rules::SERVICE_ADDED,
                    "",
                    &service.location,
                    &format!("is new, with {operations}"),
                );
            }
            Pair::Removed(service) => {
                Comparison::new(service, service, &mut changes).removed(
                    &rules::SERVICE_REMOVED,
                    "",
                    &service.location,
                );
            }
            Pair::Both {
                old: (_, old),
                new: (_, new),
            } => Comparison::new(old, new, &mut changes).service(),
        }
    }
    changes
}

/// One service, as it was and as it is.
struct Comparison<'model> {
    old: &'model Service,
    new: &'model Service,
    changes: &'model mut Vec<Change>,
}

impl<'model> Comparison<'model> {
    fn new(old: &'model Service, new: &'model Service, changes: &'model mut Vec<Change>) -> Self {
        Self { old, new, changes }
    }

    /// `subject` is what changed within the service; empty for the service itself.
    fn push(
        &mut self,
        rule: &'static Rule,
        subject: &str,
        (side, place): (Side, &Location),
        message: &str,
    ) {
        let service = &self.new.name;
        self.changes.push(Change {
            rule,
            subject: if subject.is_empty() {
                service.clone()
            } else {
                format!("{service}::{subject}")
            },
            message: message.to_owned(),
            side,
            location: place.clone(),
        });
    }

    /// What is in the new specs, and was there or was not.
    fn added(&mut self, rule: &'static Rule, subject: &str, place: &Location, message: &str) {
        self.push(rule, subject, (Side::New, place), message);
    }

    /// What was in the old specs.
    fn removed(&mut self, rule: &'static Rule, subject: &str, place: &Location) {
        self.push(rule, subject, (Side::Old, place), "is gone");
    }

    /// Items of two lists, paired by their names: says what is new and what is gone, and leaves what is in both to `both`.
    fn items<'item, T>(
        &mut self,
        [added, removed]: [&'static Rule; 2],
        pairs: Vec<Pair<'item, T>>,
        subject: impl Fn(&'item T) -> (String, &'item Location),
        mut both: impl FnMut(&mut Self, &'item T, &'item T),
    ) {
        for pair in pairs {
            match pair {
                Pair::Added(item) => {
                    let (subject, place) = subject(item);
                    self.added(added, &subject, place, "is new");
                }
                Pair::Removed(item) => {
                    let (subject, place) = subject(item);
                    self.removed(removed, &subject, place);
                }
                Pair::Both {
                    old: (_, old),
                    new: (_, new),
                } => both(self, old, new),
            }
        }
    }

    /// What is in both, in two wordings.
    fn differs<T: PartialEq>(
        &mut self,
        rule: &'static Rule,
        subject: &str,
        place: &Location,
        (old, new): (T, T),
        message: impl Fn(&T, &T) -> String,
    ) -> bool {
        let differs = old != new;
        if differs {
            let message = message(&old, &new);
            self.added(rule, subject, place, &message);
        }
        differs
    }

    /// What is said of the same thing for people.
    fn documentation<T: PartialEq>(&mut self, subject: &str, place: &Location, said: (T, T)) {
        self.differs(
            &rules::DOCUMENTATION_CHANGED,
            subject,
            place,
            said,
            |_, _| "is described differently".to_owned(),
        );
    }
}

/// `is now .., was ..`
fn now_and_before(now: &str, before: &str) -> String {
    format!("is now {now}; it was {before}")
}

/// The same of names and formats.
fn on_the_wire(now: &str, before: &str) -> String {
    format!("is `{now}` on the wire now; it was `{before}`")
}
