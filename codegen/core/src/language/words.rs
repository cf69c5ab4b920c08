//! Words of small sets.

use super::{Vocabulary, vocabulary::words};
use crate::ir::{FactSource, NotFound, Retry};

/// What the operations of a service have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protocol {
    #[default]
    Json,
    Form,
}

/// How a response is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    Xml,
}

words! {
    /// What the operations of a service have in common.
    pub const PROTOCOLS: Protocol {
        "json" => Protocol::Json, "Nothing but what is said.";
        "form" => Protocol::Form, "Every operation without `http` is a POST to its own name; parameters stand under `form` (of a GET: in the query), lists are indexed, `responseFormatType=json` comes first, the envelope is `{operation}Response`, and operations named Get.. only read.";
    }

    /// Where the facts of an operation come from.
    pub const SOURCES: FactSource {
        "reference" => FactSource::Reference, "The public reference: its page was read.";
        "sdk" => FactSource::Sdk, "The official SDK for Go: names and types that it declares.";
        "java_sdk" => FactSource::JavaSdk, "The official SDK for Java: names and types that it declares.";
        "terraform" => FactSource::Terraform, "The official Terraform provider: what it sends and reads.";
        "catalogue" => FactSource::Catalogue, "A public catalogue of the interfaces that read the pages for itself.";
        "client" => FactSource::Client, "Public code of a client of other people: what it sends and reads.";
    }

    pub(super) const NO_SUCCESS: () {
        "none" => (), "A response with a status of success is one.";
    }

    pub const FORMATS: Format {
        "json" => Format::Json, "JSON.";
        "xml" => Format::Xml, "XML: elements and attributes are members, elements that repeat are lists. The value is what the root element holds; `envelope` names that element where its name is to be checked.";
    }

    /// What it means for a wait when the thing is gone.
    pub const NOT_FOUND: NotFound {
        "failure" => NotFound::Failure, "The wait ends badly.";
        "success" => NotFound::Success, "The wait ends well, with `None` in place of a response.";
        "pending" => NotFound::Pending, "It is not there yet: the wait goes on.";
    }

    /// Which operations may be repeated after an error.
    pub const RETRIES: Retry {
        "never" => Retry::Never, "No operation may be repeated.";
        "reads" => Retry::Reads, "Operations that only read may be repeated.";
        "always" => Retry::Always, "Every operation may be repeated: the call was refused before it was carried out.";
    }

    /// What an operation says whose response is not wrapped.
    const UNWRAPPED: () {
        "none" => (), "The value is not wrapped, whatever the service says.";
    }
}

pub(super) static NO_ENVELOPE: Vocabulary = Vocabulary {
    name: "noEnvelope",
    words: UNWRAPPED.words,
};
