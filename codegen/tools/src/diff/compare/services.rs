//! What a service says once: who callers are, its codes of errors, its words.

use ncloud_codegen::ir::{Authorization, ErrorCode};

use super::{Comparison, pairs::pairs};
use crate::diff::rules;

impl Comparison<'_> {
    pub(super) fn service(&mut self) {
        let (old, new) = (self.old, self.new);
        let place = &new.location;
        let operations = self.operations_of_service();
        self.addresses(
            "",
            (&old.location, place),
            (&old.address, &new.address),
            &operations,
        );
        self.region_parameter();
        self.authorization("", place, (&old.authorization, &new.authorization));
        self.documentation(
            "",
            place,
            (
                (&old.title, &old.doc, &old.docs, &old.chapters, &old.notes),
                (&new.title, &new.doc, &new.docs, &new.chapters, &new.notes),
            ),
        );
        self.operations();
        self.definitions();
        self.error_codes();
        self.waiters();
    }

    fn region_parameter(&mut self) {
        let names = (&self.old.region_parameter, &self.new.region_parameter);
        let place = &self.new.location;
        match names {
            (None, Some(new)) => {
                let message = format!("is now told the region of the client in `{new}`");
                self.added(&rules::REGION_PARAMETER_ADDED, "", place, &message);
            }
            (Some(old), None) => {
                let message =
                    format!("is no longer told the region of the client; it was in `{old}`");
                self.added(&rules::REGION_PARAMETER_REMOVED, "", place, &message);
            }
            (Some(old), Some(new)) if old != new => {
                let message =
                    format!("is now told the region of the client in `{new}`; it was in `{old}`");
                self.added(&rules::REGION_PARAMETER_CHANGED, "", place, &message);
            }
            _ => {}
        }
    }

    pub(super) fn authorization(
        &mut self,
        subject: &str,
        place: &ncloud_codegen::ir::Location,
        (old, new): (&Authorization, &Authorization),
    ) {
        let rule = if *new == Authorization::None || old.given() == new.given() {
            &rules::AUTH_SENT_DIFFERENTLY
        } else {
            &rules::AUTH_CHANGED
        };
        self.differs(rule, subject, place, (old, new), |old, new| {
            super::now_and_before(&new.to_string(), &old.to_string())
        });
    }

    fn error_codes(&mut self) {
        let (old, new) = (self.old, self.new);
        let keys: [fn(&ErrorCode) -> Option<String>; 2] = [
            |error| Some(error.code.clone()),
            |error| Some(error.rust_name.clone()),
        ];
        self.items(
            [&rules::ERROR_CODE_ADDED, &rules::ERROR_CODE_REMOVED],
            pairs(&old.errors, &new.errors, &keys),
            |error| (constant(error), &error.location),
            Self::error_code,
        );
    }

    fn error_code(&mut self, old: &ErrorCode, new: &ErrorCode) {
        let subject = constant(new);
        let place = &new.location;
        self.differs(
            &rules::ERROR_CODE_CHANGED,
            &subject,
            place,
            (&old.code, &new.code),
            |old, new| super::now_and_before(&format!("`{new}`"), &format!("`{old}`")),
        );
        let behaviour =
            |error: &ErrorCode| (error.retry, error.throttled, error.not_found, error.pause);
        self.differs(
            &rules::ERROR_CODE_CHANGED,
            &subject,
            place,
            (behaviour(old), behaviour(new)),
            |_, _| "means something else for what callers do next".to_owned(),
        );
        self.documentation(
            &subject,
            place,
            (
                (old.status, &old.doc, &old.notes),
                (new.status, &new.doc, &new.notes),
            ),
        );
    }
}

fn constant(error: &ErrorCode) -> String {
    format!("error_code::{}", error.rust_name)
}
