//! What operations give: a value, headers beside it, a stream of events.

use ncloud_codegen::ir::{Event, Field, Format, Operation, Response};

use super::{
    Comparison,
    fields::{MEMBERS, Member, Owner, WireLocation},
    now_and_before, on_the_wire,
    pairs::pairs,
};
use crate::{
    diff::{Side, rules},
    spelling,
};

impl Comparison<'_> {
    pub(super) fn output(&mut self, old: &Operation, new: &Operation) {
        let (name, place) = (&new.name, &new.location);
        let (before, after) = (&old.response, &new.response);
        let is_other = self.differs(
            &rules::OUTPUT_CHANGED,
            name,
            place,
            (spelling::output(before), spelling::output(after)),
            |old, new| format!("responds with `{new}` now; it was `{old}`"),
        );
        let texts = [before, after].map(|response| response.format != Format::Bytes);
        if texts == [true, true] && before.ty.is_some() && after.ty.is_some() {
            self.differs(
                &rules::RESPONSE_FORMAT_CHANGED,
                name,
                place,
                (before.format, after.format),
                |old, new| now_and_before(in_words(*new), in_words(*old)),
            );
        }
        // The struct of headers and body is that of an inline response, too.
        let output = after.output.as_ref().or(before.output.as_ref());
        if let (false, Some(output)) = (is_other, output) {
            self.fields(
                &Owner {
                    name: output,
                    location: place,
                    rules: &MEMBERS,
                    is_made: false,
                },
                &headers(&before.headers),
                &headers(&after.headers),
            );
            self.body(&format!("{output}::body"), old, new);
        }
    }

    /// The body beside headers, where it is a field of its own.
    fn body(&mut self, subject: &str, old: &Operation, new: &Operation) {
        let body =
            |response: &Response| response.has_body_field().then(|| spelling::body(response));
        match (body(&old.response), body(&new.response)) {
            (None, None) => {}
            (None, Some(_)) => {
                self.added(&rules::MEMBER_ADDED, subject, &new.location, "is new");
            }
            (Some(_), None) => self.removed(&rules::MEMBER_REMOVED, subject, &old.location),
            (Some(before), Some(after)) => {
                self.differs(
                    &rules::MEMBER_TYPE_CHANGED,
                    subject,
                    &new.location,
                    (before, after),
                    |old, new| now_and_before(&format!("`{new}`"), &format!("`{old}`")),
                );
            }
        }
    }

    pub(super) fn events(&mut self, old: &Operation, new: &Operation) {
        let name = &new.name;
        match (&old.events, &new.events) {
            (None, None) => {}
            (None, Some(_)) => self.added(
                &rules::EVENTS_ADDED,
                name,
                &new.location,
                "can be read as a stream of events",
            ),
            (Some(_), None) => self.push(
                &rules::EVENTS_REMOVED,
                name,
                (Side::Old, &old.location),
                "can no longer be read as a stream of events",
            ),
            (Some(before), Some(after)) => {
                let keys: [fn(&Event) -> Option<String>; 2] = [
                    |event| Some(event.wire_name.clone()),
                    |event| Some(event.rust_name.clone()),
                ];
                let subject = |event: &Event| format!("{}::{}", after.name, event.rust_name);
                self.items(
                    [&rules::EVENT_ADDED, &rules::EVENT_REMOVED],
                    pairs(&before.events, &after.events, &keys),
                    |event| (subject(event), &event.location),
                    |comparison, old, new| comparison.event(&subject(new), old, new),
                );
                self.differs(
                    &rules::EVENTS_END_CHANGED,
                    name,
                    &new.location,
                    ((&before.end, &before.last), (&after.end, &after.last)),
                    |_, end| match end {
                        (None, None) => "ends its events with the response now".to_owned(),
                        (Some(end), _) => format!("ends its events with `{end}` now"),
                        (None, Some(last)) => {
                            format!("ends its events with the event `{last}` now")
                        }
                    },
                );
                self.differs(
                    &rules::EVENTS_FAILURE_CHANGED,
                    name,
                    &new.location,
                    (&before.failure.wire_name, &after.failure.wire_name),
                    |old, new| format!("says a failure by the event `{new}` now; it was `{old}`"),
                );
            }
        }
    }

    fn event(&mut self, subject: &str, old: &Event, new: &Event) {
        let place = &new.location;
        self.differs(
            &rules::EVENT_WIRE_NAME_CHANGED,
            subject,
            place,
            (&old.wire_name, &new.wire_name),
            |old, new| on_the_wire(new, old),
        );
        self.differs(
            &rules::EVENT_TYPE_CHANGED,
            subject,
            place,
            (spelling::rust(&old.ty), spelling::rust(&new.ty)),
            |old, new| now_and_before(&format!("`{new}`"), &format!("`{old}`")),
        );
    }
}

fn headers(fields: &[Field]) -> Vec<Member<'_>> {
    fields
        .iter()
        .map(|field| Member {
            field,
            location: WireLocation::Header,
            style: None,
        })
        .collect()
}

fn in_words(format: Format) -> &'static str {
    match format {
        Format::Json => "JSON",
        Format::Xml => "XML",
        Format::Bytes => "bytes",
    }
}
