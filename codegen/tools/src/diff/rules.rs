//! What can change, as data: every change belongs to one of these rules, and `ncloud-codegen explain` prints them.

use ncloud_codegen::suggest::did_you_mean;

/// A kind of change.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// `parameter-removed`: stable, for people to search and for tests to name.
    pub id: &'static str,
    /// What it is to callers.
    pub effect: Effect,
    /// What changes, in a sentence.
    pub purpose: &'static str,
    /// Why it does or does not break callers, and what to do.
    pub explanation: &'static str,
}

/// What a change is to callers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Nothing: the client stays the same.
    None,
    /// Code that compiled compiles, and nothing can be written that could not before.
    Patch,
    /// Code that compiled compiles, and more can be written.
    Addition,
    /// Code that compiled does not any more, or does not work any more until callers do something.
    Breaking,
}

impl Effect {
    /// `breaking`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Addition => "addition",
            Self::Breaking => "breaking",
        }
    }
}

/// The rule of that id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id == id).copied()
}

/// "did you mean `parameter-removed`?", where an id is near enough to be meant.
#[must_use]
pub fn nearest(id: &str) -> Option<String> {
    did_you_mean(id, ALL.iter().map(|rule| rule.id))
}

macro_rules! rules {
    ($($name:ident = $id:literal $effect:ident: $purpose:literal $explanation:literal)*) => {
        $(
            pub(super) static $name: Rule = Rule {
                id: $id,
                effect: Effect::$effect,
                purpose: $purpose,
                explanation: $explanation,
            };
        )*

        /// Every rule, from services to the words of their documentation.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    SERVICE_ADDED = "service-added" Addition:
        "A service is new."
        "Callers get a module and a cargo feature more. What the service has is not listed one by one."

    SERVICE_REMOVED = "service-removed" Breaking:
        "A service is gone."
        "Its module and its cargo feature are gone, and with them everything in it."

    URL_CHANGED = "url-changed" Patch:
        "The address of a service, or of one of its operations, is another."
        "Callers name sites and regions, not addresses, so their code stays as it is; requests go elsewhere."

    SITE_ADDED = "site-added" Addition:
        "A service is on a site more."
        "Clients of that site can call it."

    SITE_REMOVED = "site-removed" Breaking:
        "A service is no longer on a site."
        "Clients of that site are refused before anything is sent."

    REGION_ADDED = "region-added" Addition:
        "A service is in a region more."
        "Clients of that region can call it. A service that has no regions any more takes clients of all of them."

    REGION_REMOVED = "region-removed" Breaking:
        "A service is no longer in a region."
        "Clients of that region are refused before anything is sent. A service without regions on any site takes clients of all of \
         them, so its first region leaves others out, on all of its sites."

    REGION_PARAMETER_ADDED = "region-parameter-added" Addition:
        "Requests of a service are told the region of the client."
        "Clients of a region could not call it. One that is called at an address of its own sends a parameter more."

    REGION_PARAMETER_REMOVED = "region-parameter-removed" Breaking:
        "Requests of a service are no longer told the region of the client."
        "Clients of a region are refused before anything is sent, unless the address of the service tells regions apart."

    REGION_PARAMETER_CHANGED = "region-parameter-changed" Patch:
        "The region of the client goes into another parameter of a service."
        "Callers name regions, not parameters, so their code stays as it is."

    TENANCY_CHANGED = "tenancy-changed" Breaking:
        "Addresses that customers have of their own take the place of one that is known, or the reverse."
        "Callers have to give an address where they gave none; where they gave theirs, it means something else now."

    AUTH_CHANGED = "auth-changed" Breaking:
        "Callers say in another way who they are."
        "They have to give the client another key; without it, calls fail before anything is sent."

    AUTH_SENT_DIFFERENTLY = "auth-sent-differently" Patch:
        "The key that callers give goes out in another place, or is not needed any more."
        "What callers give stays valid."

    OPERATION_ADDED = "operation-added" Addition:
        "An operation is new."
        "Callers get a request struct more."

    OPERATION_REMOVED = "operation-removed" Breaking:
        "An operation is gone."
        "Its request struct is gone."

    OPERATION_RENAMED = "operation-renamed" Breaking:
        "An operation has another name."
        "Its request struct is called differently, and so are the types that are named after it. Names of operations are not on the wire, so a better name alone is rarely worth a break."

    METHOD_CHANGED = "method-changed" Patch:
        "An operation has another HTTP method."
        "Callers do not see it."

    PATH_CHANGED = "path-changed" Patch:
        "An operation has another path."
        "Callers do not see it; the parameters in it are compared by themselves, and what their placeholders are called does not matter."

    CONSTANT_CHANGED = "constant-changed" Patch:
        "A parameter with a fixed value is new, gone, or has another value."
        "Callers do not see it; requests carry something else."

    BODY_ENCODING_CHANGED = "body-encoding-changed" Patch:
        "The body of a request is written in another way: as JSON, as a form, or not at all."
        "Callers do not see it; its parameters are compared by themselves."

    SAFETY_CHANGED = "safety-changed" Patch:
        "An operation that only read changes something, or the reverse."
        "It decides whether a call is repeated when its response is lost."

    STATUS_CHANGED = "status-changed" None:
        "Other statuses of success are documented."
        "The client takes every status of success, so it stays as it is; the sandbox and the examples know."

    ENVELOPE_CHANGED = "envelope-changed" Patch:
        "The value is in another member of the response."
        "Callers get the value alone, and do not see where it was."

    SUCCESS_CHANGED = "success-changed" Patch:
        "Responses with a status of success say in another way that a call failed."
        "Callers get the failure as the error that it is, whichever way it came."

    OUTPUT_CHANGED = "output-changed" Breaking:
        "An operation responds with another type."
        "What callers do with the response does not compile any more."

    RESPONSE_FORMAT_CHANGED = "response-format-changed" Patch:
        "A response is XML that was JSON, or the reverse."
        "Callers get the same value."

    EVENTS_ADDED = "events-added" Addition:
        "A response can be read as a stream of events."
        "`Client::events` takes the operation."

    EVENTS_REMOVED = "events-removed" Breaking:
        "A response can no longer be read as a stream of events."
        "`Client::events` does not take the operation any more, and the enum of its events is gone."

    EVENTS_FAILURE_CHANGED = "events-failure-changed" Patch:
        "Another event of a stream says that the call failed."
        "Callers see an error in either case."

    EVENTS_END_CHANGED = "events-end-changed" Patch:
        "Other data, or another event, ends a stream of events."
        "Callers see the end alone."

    EVENT_ADDED = "event-added" Addition:
        "A stream has a kind of event more."
        "Events can grow: callers have to reckon with others anyway. It came as `Unknown` before."

    EVENT_REMOVED = "event-removed" Breaking:
        "A kind of event is gone, or has another name."
        "Its variant is gone."

    EVENT_WIRE_NAME_CHANGED = "event-wire-name-changed" Patch:
        "A kind of event has another name on the wire."
        "Callers do not see it as long as its name in Rust stays."

    EVENT_TYPE_CHANGED = "event-type-changed" Breaking:
        "The data of a kind of event are of another type."
        "What callers do with them does not compile any more."

    PAGER_ADDED = "pager-added" Addition:
        "A list can be read page by page."
        "`Client::pages` and `Client::items` take the operation."

    PAGER_REMOVED = "pager-removed" Breaking:
        "A list can no longer be read page by page."
        "`Client::pages` and `Client::items` do not take the operation any more."

    PAGER_ITEM_CHANGED = "pager-item-changed" Breaking:
        "The items of a list are of another type."
        "What callers do with an item does not compile any more."

    PAGER_CHANGED = "pager-changed" Patch:
        "The next page of a list is asked for in another way, or its end is known by something else."
        "Callers see the same items."

    ARGUMENTS_MOVED = "arguments-moved" Breaking:
        "What a request or a type must be given stands in another order."
        "The arguments of `new` are in the order of the spec, so calls do not compile any more or, worse, give one for the other. Keep \
         the order, whatever the page does with its table."

    REQUIRED_PARAMETER_ADDED = "required-parameter-added" Breaking:
        "An operation has a parameter more that must be given."
        "It is an argument of `new` more. If calls without it go on working, it is optional."

    OPTIONAL_PARAMETER_ADDED = "optional-parameter-added" Addition:
        "An operation has a parameter more that may be given."
        "Callers get a field and a setter more."

    PARAMETER_REMOVED = "parameter-removed" Breaking:
        "A parameter is gone."
        "Its field and its setter, or the argument of `new`, are gone."

    PARAMETER_RENAMED = "parameter-renamed" Breaking:
        "A parameter has another name in Rust."
        "Its field and its setter are called differently. Where only the wire name is another, `name` keeps the old one."

    PARAMETER_WIRE_NAME_CHANGED = "parameter-wire-name-changed" Patch:
        "A parameter goes out under another name."
        "Callers do not see it as long as its name in Rust stays."

    PARAMETER_REQUIRED = "parameter-required" Breaking:
        "A parameter that was optional must be given."
        "It is an argument of `new` more, its setter is gone, and its field is no `Option` any more."

    PARAMETER_OPTIONAL = "parameter-optional" Breaking:
        "A parameter that had to be given is optional."
        "It is an argument of `new` less, and its field is an `Option`. What is wrongly required keeps callers from calls, so the break \
         is worth it."

    PARAMETER_NULLABLE_CHANGED = "parameter-nullable-changed" Breaking:
        "A parameter can be `null`, or cannot any more."
        "Its field has another type: an `Option` where it is required, a `Patch` where it is optional."

    PARAMETER_TYPE_CHANGED = "parameter-type-changed" Breaking:
        "A parameter has another type in Rust."
        "What callers give does not compile any more."

    PARAMETER_FORMAT_CHANGED = "parameter-format-changed" Patch:
        "A parameter of the same type in Rust is written differently on the wire."
        "Callers do not see it."

    PARAMETER_PLACE_CHANGED = "parameter-place-changed" Patch:
        "A parameter goes out in another place: path, query, headers, form or body."
        "Callers do not see it, unless the order of arguments is another for it."

    PARAMETER_STYLE_CHANGED = "parameter-style-changed" Patch:
        "A list goes out in another style: indexed, repeated, or joined by some sign."
        "Callers do not see it."

    TYPE_ADDED = "type-added" Addition:
        "A type is new."
        "Callers get a type more."

    TYPE_REMOVED = "type-removed" Breaking:
        "A type is gone, or has another name."
        "Names of types are not on the wire, but callers write them. The fields of that type are changes too."

    TYPE_KIND_CHANGED = "type-kind-changed" Breaking:
        "A type is of another kind: struct, tuple, enum, enum of numbers, union."
        "Callers use each kind differently."

    CONSTRUCTOR_ADDED = "constructor-added" Addition:
        "A type can be made in a way more: by `new`, by `From`, by `Default`."
        "Only what requests carry has `new` and `From`, and only what responses carry always has `Default`."

    CONSTRUCTOR_REMOVED = "constructor-removed" Breaking:
        "A type cannot be made any more by `new`, by `From`, or by `Default`."
        "It happens where requests or responses do not carry the type any more, or where two alternatives of a union have the same type, \
         so that a value does not say which is meant."

    MEMBER_ADDED = "member-added" Addition:
        "A type has a member more, which callers need not give."
        "Structs can grow: callers cannot write them out."

    REQUIRED_MEMBER_ADDED = "required-member-added" Breaking:
        "A type that requests carry has a member more that must be given."
        "It is an argument of `new` more. If calls without it go on working, it is optional."

    MEMBER_REMOVED = "member-removed" Breaking:
        "A member of a type is gone."
        "Its field is gone. If only some responses are without it, it is optional."

    MEMBER_RENAMED = "member-renamed" Breaking:
        "A member has another name in Rust."
        "Its field is called differently. Where only the wire name is another, `name` keeps the old one."

    MEMBER_WIRE_NAME_CHANGED = "member-wire-name-changed" Patch:
        "A member has another name on the wire."
        "Callers do not see it as long as its name in Rust stays."

    MEMBER_REQUIRED = "member-required" Breaking:
        "A member that was optional is always there."
        "Its field is no `Option` any more."

    MEMBER_OPTIONAL = "member-optional" Breaking:
        "A member that was always there may be absent."
        "Its field is an `Option`. A response without a required member is an error, so the break is worth it where it happens."

    MEMBER_NULLABLE_CHANGED = "member-nullable-changed" Breaking:
        "A member can be `null`, or cannot any more."
        "Its field has another type: an `Option` where it is required, a `Patch` where it is optional."

    MEMBER_TYPE_CHANGED = "member-type-changed" Breaking:
        "A member has another type in Rust."
        "What callers do with it does not compile any more."

    MEMBER_FORMAT_CHANGED = "member-format-changed" Patch:
        "A member of the same type in Rust is written differently on the wire."
        "Callers do not see it."

    ELEMENTS_MOVED = "elements-moved" Patch:
        "The elements of a tuple stand in other places of the list on the wire."
        "Callers go by their names. Where requests carry the tuple, the arguments of `new` move as well, which is a change by itself."

    ENUM_VALUE_ADDED = "enum-value-added" Addition:
        "An enum has a value more."
        "Enums can grow: callers have to reckon with others anyway. The value came as `Unknown` before."

    ENUM_VALUE_REMOVED = "enum-value-removed" Breaking:
        "A value of an enum is gone."
        "Its variant is gone. A value that is only out of use may stay."

    ENUM_VALUE_RENAMED = "enum-value-renamed" Breaking:
        "A value of an enum has another name in Rust."
        "Its variant is called differently. `name` keeps the old one."

    ENUM_VALUE_WIRE_NAME_CHANGED = "enum-value-wire-name-changed" Patch:
        "A value of an enum is another text or number on the wire."
        "Callers do not see it as long as its name in Rust stays."

    TAGGING_CHANGED = "tagging-changed" Patch:
        "Something else tells the alternatives of a union apart."
        "Callers do not see it."

    ALTERNATIVE_ADDED = "alternative-added" Addition:
        "A union has an alternative more."
        "Unions can grow: callers have to reckon with others anyway. It came as `Unknown` before."

    ALTERNATIVE_REMOVED = "alternative-removed" Breaking:
        "An alternative of a union is gone."
        "Its variant is gone."

    ALTERNATIVE_RENAMED = "alternative-renamed" Breaking:
        "An alternative of a union has another name in Rust."
        "Its variant is called differently. `name` keeps the old one."

    ALTERNATIVE_WIRE_NAME_CHANGED = "alternative-wire-name-changed" Patch:
        "The tag of an alternative is another."
        "Callers do not see it as long as its name in Rust stays."

    ALTERNATIVE_TYPE_CHANGED = "alternative-type-changed" Breaking:
        "An alternative of a union holds another type."
        "What callers do with it does not compile any more."

    ALTERNATIVE_FORMAT_CHANGED = "alternative-format-changed" Patch:
        "What an alternative holds is written differently on the wire."
        "Callers do not see it."

    ERROR_CODE_ADDED = "error-code-added" Addition:
        "A code of errors is new."
        "Callers get a constant more; what is said of the code holds for errors with it."

    ERROR_CODE_REMOVED = "error-code-removed" Breaking:
        "A code of errors is gone."
        "Its constant is gone. A code that is only out of use may stay."

    ERROR_CODE_CHANGED = "error-code-changed" Patch:
        "A code means something else for whether a call is repeated, or its constant has another value."
        "Callers do not see it."

    WAITER_ADDED = "waiter-added" Addition:
        "A wait for a state is new."
        "`Client::wait` takes it."

    WAITER_REMOVED = "waiter-removed" Breaking:
        "A wait for a state is gone, or has another name."
        "Its struct is gone."

    WAITER_TYPE_CHANGED = "waiter-type-changed" Breaking:
        "A wait asks with another operation, or gives another type."
        "Callers give it a request of that operation. A wait that ends well when the thing is gone gives an `Option`."

    WAITER_CHANGED = "waiter-changed" Patch:
        "A wait ends at other states, or has other times."
        "Callers write the same."

    SENSITIVE_CHANGED = "sensitive-changed" Patch:
        "A value is kept out of `Debug`, or is not any more."
        "Callers write the same. What was printed where it should not have been may be worth a release of its own."

    DOCUMENTATION_CHANGED = "documentation-changed" Patch:
        "Something is described differently."
        "Nothing but the documentation of the client changes: texts, addresses of pages, defaults and sizes, remarks."
}
