//! Waits for a state.

use ncloud_codegen::ir::{NotFound, Waiter};

use super::{Comparison, pages::way, pairs::pairs};
use crate::diff::rules;

impl Comparison<'_> {
    pub(super) fn waiters(&mut self) {
        let (old, new) = (self.old, self.new);
        let keys: [fn(&Waiter) -> Option<String>; 1] = [|waiter| Some(waiter.name.clone())];
        self.items(
            [&rules::WAITER_ADDED, &rules::WAITER_REMOVED],
            pairs(&old.waiters, &new.waiters, &keys),
            |waiter| (waiter.name.clone(), &waiter.location),
            Self::waiter,
        );
    }

    fn waiter(&mut self, old: &Waiter, new: &Waiter) {
        let (name, place) = (&new.name, &new.location);
        self.differs(
            &rules::WAITER_TYPE_CHANGED,
            name,
            place,
            (&old.poll, &new.poll),
            |old, new| format!("polls with `{new}` now; it polled with `{old}`"),
        );
        let gives_option = |waiter: &Waiter| waiter.not_found == NotFound::Success;
        let differs = self.differs(
            &rules::WAITER_TYPE_CHANGED,
            name,
            place,
            (gives_option(old), gives_option(new)),
            |_, new| {
                if *new {
                    "ends well when the thing is gone, so it gives an `Option` now".to_owned()
                } else {
                    "does not end well any more when the thing is gone, so it gives no `Option` now"
                        .to_owned()
                }
            },
        );
        if !differs {
            self.wait(
                new,
                "means something else when the thing is gone",
                (old.not_found, new.not_found),
            );
        }
        let state = (way(&old.state), way(&new.state));
        self.wait(new, "looks at another member", state);
        self.wait(
            new,
            "ends at other states",
            (
                (&old.pending, &old.success, &old.failure),
                (&new.pending, &new.success, &new.failure),
            ),
        );
        let times = |waiter: &Waiter| (waiter.every, waiter.deadline);
        self.wait(new, "has other times", (times(old), times(new)));
        self.documentation(
            name,
            place,
            ((&old.doc, &old.notes), (&new.doc, &new.notes)),
        );
    }

    fn wait<T: PartialEq>(&mut self, waiter: &Waiter, message: &str, values: (T, T)) {
        self.differs(
            &rules::WAITER_CHANGED,
            &waiter.name,
            &waiter.location,
            values,
            |_, _| message.to_owned(),
        );
    }
}
