//! What is checked, as data: every finding belongs to one of these rules, and `ncloud-codegen explain` prints them.

use crate::suggest::did_you_mean;

/// Whether a finding keeps a spec from being generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It does.
    Error,
    /// It does not; it is most likely a slip of whoever read the page. A lint, which can be allowed in place.
    Warning,
}

/// A rule that specs are held to.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// `unknown-key`: stable, for people to search and for tests to name.
    pub id: &'static str,
    /// What the rule checks, in a sentence.
    pub purpose: &'static str,
    /// Why it exists and how to satisfy it.
    pub explanation: &'static str,
    /// What its findings are.
    pub severity: Severity,
}

/// Every rule of every list.
pub fn every() -> impl Iterator<Item = &'static Rule> {
    [ALL, LINTS, REQUESTS, RESPONSES]
        .into_iter()
        .flatten()
        .copied()
}

/// The rule or lint of that id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    every().find(|rule| rule.id == id)
}

/// "did you mean `unknown-key`?", where an id is near enough to be meant.
#[must_use]
pub fn nearest(id: &str) -> Option<String> {
    did_you_mean(id, every().map(|rule| rule.id))
}

macro_rules! rules {
    ($severity:ident: $(#[$about:meta])* $list:ident; $($name:ident = $id:literal: $purpose:literal $explanation:literal)*) => {
        $(
            #[doc(hidden)]
            pub static $name: Rule = Rule {
                id: $id,
                purpose: $purpose,
                explanation: $explanation,
                severity: Severity::$severity,
            };
        )*

        $(#[$about])*
        pub static $list: &[&Rule] = &[$(&$name),*];
    };
}

mod calls;
mod lints;

pub use calls::*;
pub use lints::*;

rules! {
    Error:
    /// Every rule, in the order in which a spec is read and checked.
    ALL;

    UNREADABLE = "unreadable-file":
        "Every file that is named can be read and is of a size that a spec can have."
        "A spec has at most 4 MiB. A larger file is not read at all, so that a mistake in a path costs neither time nor memory."

    NOT_UTF8 = "not-utf8":
        "A spec is UTF-8 text."
        "The place is the first byte that is not. Editors call the setting `encoding`."

    YAML_SYNTAX = "yaml-syntax":
        "A spec is one document of YAML 1.2."
        "Reading ends at the first fault of syntax, so a file has at most one finding of this rule; mend it and run again. \
         A plain text that holds `: ` or ` #`, or in braces a comma, needs quotes."

    UNSUPPORTED_YAML = "unsupported-yaml":
        "A spec uses no anchors, aliases, tags, merge keys, keys that are not text, or second documents."
        "They would make a spec a program: what is shared is said once in the keys of the service and in named types. \
         An alias can also stand for a text of any size."

    TOO_DEEP = "too-deep":
        "Nothing is nested more than 64 levels deep."
        "No documented request or response comes near it."

    DUPLICATE_KEY = "duplicate-key":
        "A mapping has each key once."
        "YAML readers differ in which of two they keep. A name with and without `?` is the same key."

    UNKNOWN_KEY = "unknown-key":
        "A mapping has only keys that the language has."
        "A key that is not known would be ignored, and what it says with it."

    MISSING_KEY = "missing-key":
        "A mapping has every key that the language requires."
        "`ncloud-codegen schema` prints the language's definition; an editor with a YAML language server shows it in place."

    WRONG_KIND = "wrong-kind":
        "A value is of the kind that its key takes: text, a list, a mapping, a flag, a number."
        "A flag is `true` or `false`, nothing else: `yes` and `on` are text in YAML 1.2."

    BAD_VALUE = "bad-value":
        "A value has the form that its key takes."
        "Durations are a whole number with `ms`, `s` or `m`; statuses are three digits; the version of the language is 1."

    BAD_NAME = "bad-name":
        "Names are written as the generated Rust writes them: services in snake_case, operations, types and waiters in UpperCamelCase."
        "These names are not on the wire; they are the ones that callers type, so nothing is derived from them."

    BAD_URL = "bad-url":
        "The url of a service is `https://`, a host and perhaps a path; a path has only characters that a path may have."
        "Requests are signed, and keys travel in headers, so plain http is refused. Parameters stand in braces: `/users/{externalKey}`."

    BAD_ADDRESS = "bad-address":
        "A service has a `url` or a `tenant_url`; sites and regions belong to a `url`, and all of their addresses have its placeholders."
        "Callers choose a site and a region once for all operations, so a parameter of one address is a parameter of every other. A `tenant_url` is an address that customers have of their own and give whole; it only shows how such an address looks."

    BAD_REGION = "bad-region":
        "`region_parameter` names an optional text in the query, the form or the headers."
        "The client sends its region there where a request leaves it out. In a path, and of what is required, nothing can be left out, and what is no text cannot hold a code."

    BAD_AUTH = "bad-auth":
        "`auth` is a way to authenticate that the client has, and what it sends is declared nowhere else."
        "`signature` is the default. Of a service with secrets in headers of its own, `{ headers: [..] }` names them. Object Storage is left to S3 clients."

    BAD_HTTP = "bad-http":
        "`http` is a method, a space and a path that begins with a slash: `GET /users/{externalKey}`."
        "The path continues the service's `url`. Query parameters are declared under `query`, not written into the path."

    BAD_TYPE = "bad-type":
        "A type is a scalar, `list<..>`, `map<..>`, `code`, `code<..>` or the name of a type of this service."
        "Editors and the reference of the language list the scalars. Times have their format in parentheses, as in `timestamp(ms)` and \
         `date(yyyy-MM-dd)`; numbers and flags in quotes are `quoted<..>`."

    UNKNOWN_TYPE = "unknown-type":
        "A type that is named is defined under `types`."
        "Types belong to the service that defines them: pages of different services drift apart even where they begin alike."

    UNUSED_TYPE = "unused-type":
        "Every type is reached from an operation."
        "A type that no request and no response has is a slip in a name or a left-over."

    INFINITE_TYPE = "infinite-type":
        "A type does not require itself."
        "A value of it could never end. Make one field of the circle optional (`?`), or a list."

    TUPLE = "tuple":
        "A tuple has elements, and none of them can be left out."
        "The place in the list says which element it is, so each of them is there. One that can be null is `nullable: true`."

    UNION = "union":
        "The alternatives of a union can be told apart."
        "By the value of the member that `tag` names, or by the kind of JSON: text, a number, true or false, a list, an object. \
         Beside a tag stand the members of structs; anything else needs a member of its own, named with `content`."

    ENUM_NUMBER = "enum-number":
        "The values of an enum with `numbers: true` are whole numbers."
        "They are written as JSON has them: no plus, no leading zero, no fraction."

    DUPLICATE_SERVICE = "duplicate-service":
        "A service is defined in one file."
        "The name is the module and the cargo feature of the service."

    PART_WITHOUT_SERVICE = "part-without-service":
        "A part names a service whose own file is read with it."
        "A big service is a folder: one file with `service`, and a part a chapter, each with `part_of`. Check and load the folder as a whole."

    DUPLICATE_OPERATION = "duplicate-operation":
        "Two operations of a service differ in method, path, a constant parameter or the kind of their body."
        "They would be the same request."

    DUPLICATE_PARAMETER = "duplicate-parameter":
        "A parameter is declared once: for every operation, or for one."
        "It would be sent twice. Header names differ by more than their case."

    PLACEHOLDER_WITHOUT_PARAMETER = "placeholder-without-parameter":
        "Every placeholder of a path is declared under `path`, of the operation or of the service."
        "The declaration gives its type and its documentation."

    PARAMETER_WITHOUT_PLACEHOLDER = "parameter-without-placeholder":
        "Every parameter under `path` occurs in the path."
        "Otherwise it would never be sent."

    OPTIONAL_PATH_PARAMETER = "optional-path-parameter":
        "A path parameter is required."
        "A path with a hole is another path. Where the page has both forms, they are two operations."

    BAD_PARAMETER_TYPE = "bad-parameter-type":
        "A parameter outside of a JSON body is a scalar, an enum or a list with a style; in a query or a form also an indexed list of structs."
        "Lists have many ways to be written there, and pages show which: indexed (`name.1=a`), repeated (`name=a&name=b`), or joined by comma, \
         pipe, colon or space (`name=a,b`)."

    BAD_STYLE = "bad-style":
        "A `style` stands on a parameter that is a list, one word for each level of it."
        "Only lists outside of a JSON body have a style. Indexed and repeated lists are several parameters of one name, which a path and a \
         header cannot hold; what is inside them is not joined, and what is inside a joined value is joined."

    BAD_CONSTANT = "bad-constant":
        "A parameter has a `type` and is given by callers, or it has `const` and is always the same and always sent."
        "What callers could leave out is not constant."

    BAD_HEADER = "bad-header":
        "A header has a legal name and is not one that the client sets."
        "The three signature headers, host, content-length, transfer-encoding and connection belong to the run time, and so does the \
         content-type of a body with parts. `*` behind a name makes a family of headers."

    BAD_NULLABLE = "bad-nullable":
        "Only a member of JSON can be `null`."
        "In a path, a query, a header or a form there is text or nothing."

    REQUIRED_WHEN = "required-when":
        "`required_when` stands on an optional field."
        "What is always required has no condition. The service checks the condition, not the client."

    BODY_NOT_ALLOWED = "body-not-allowed":
        "GET and HEAD requests have no body, and a request has one body: JSON or a form."
        "Some pages show an empty table of body parameters on a GET; that is a defect to record, not a body. With `protocol: form` the \
         parameters under `form` go into the query of a GET."

    BAD_RESPONSE = "bad-response":
        "A response has the body that its method and its format allow."
        "The response to HEAD has headers alone. `format: xml` needs a `response` with members, and not one of the form family, which asks \
         for JSON. Bytes are neither XML nor events."

    BAD_EVENTS = "bad-events":
        "`events` names the events of a stream and the type of the data of each."
        "Text stands as it is and everything else is JSON, so that formats of single members (yn, timestamp) have no place there. An event \
         that is not named reaches callers as unknown."

    UNUSABLE_NAME = "unusable-name":
        "A name that Rust needs can be derived from the wire name."
        "Fields become snake_case, enum values UpperCamelCase; keywords become raw identifiers, and `self`, `super`, `crate` get an \
         underscore. A name without letters, or one that starts with a digit, must be given with `name`."

    NAME_COLLISION = "name-collision":
        "Two names of one scope do not become the same Rust name."
        "Nothing is renamed in silence: give one of them with `name`."

    RESERVED_NAME = "reserved-name":
        "No optional field is called `new`, and nothing has a name that the generated module uses."
        "The setter of the field would be the constructor of its struct. Give it another name with `name`."

    EMPTY_RESPONSE = "empty-response":
        "A response that may come with status 204 is a list, a map, any JSON, or optional: `response: User?`."
        "204 comes without a body. The caller gets an empty list or map, null, or `None`."

    BARE_RESPONSE = "bare-response":
        "A response that is no object is of a type whose Rust type says how it is written."
        "`yn` and `timestamp(ms)` are formats of members: as a whole response, alone or in a list, they are declared as the text or number that comes."

    SUCCESS = "success":
        "`success` names members of the response, from its root, joined by dots."
        "The root is what comes over the wire, envelope included."

    PAGER = "pager":
        "`pages` says in one way how the next page is asked for, and names fields of the request and members of the response."
        "One of `offset`, `number` (with `first`), `token` (with `next`) and `marker` (with `key`, where items are objects) names what is sent \
         in the query, the form or the body, a whole number or text. `items` leads to a list, unless the response is the list; `total`, `total_pages` and \
         `next` lead to whole numbers or text, `more` and `last` to true or false. `first` is where the list begins: an offset of which the \
         default is another would give items twice or leave them out."

    WAITER = "waiter":
        "A waiter polls an operation that only reads, and its `state` leads to text or an enum in the response."
        "Its pending, success and failure states are values of that enum, and no state is in two sets. Without a state of success, the wait \
         ends when the thing is gone: `not_found: success`."

    UNSAFE_READ = "unsafe-read":
        "A waiter or a pager repeats only what is safe to repeat."
        "GET and HEAD are reads unless `safe: false` says otherwise; other methods are writes unless `safe: true` does."

    EXAMPLE_REQUEST = "example-request":
        "The request of an example gives every required parameter, no unknown one, and values of their types."
        "Examples are tests: the request that is shown is the request that is sent."

    EXAMPLE_BODY = "example-body":
        "The body of an example fits the operation's body."
        "Every required member is there, every member is declared, every value is of its type."

    EXAMPLE_RESPONSE = "example-response":
        "The response of an example fits the operation's response."
        "Every required member is there, every member is declared, every value is of its type or in a form that is read as such \
         (a number in quotes, text without them). Where the page's own sample breaks its own table, mend the declaration and record a `defect`."

    EXAMPLE_ERROR = "example-error":
        "A sample of a failure says with `error` what the caller is told, and nothing else does."
        "A failure has a status that is not one of success, or a code that `success` refuses, or it is nothing but an error wrapper. The test \
         of the example asserts code, message and status."

    EXAMPLE_SENT = "example-sent":
        "The request line of an example is of its operation."
        "Method and path are compared here; the test of the example compares the whole line."

    NOT_FORMATTED = "not-formatted":
        "A spec says the same after it is formatted."
        "The formatter reads what it has written before it gives it away. This is a fault of it, not of the spec: please report it with \
         the spec, which is left as it was."
}
