//! A service as an OpenAPI document, in JSON.
//!
//! What OpenAPI has no member for stands in members that begin with `x-ncloud-`:
//!
//! | member | of | says |
//! | --- | --- | --- |
//! | `service`, `chapters` | the document | name of the service, chapters of its documentation |
//! | `errors`, `waiters` | the document | codes and when to repeat; states that can be waited for |
//! | `lenient` | the document | which other forms of a response have to be read |
//! | `site`, `region`, `tenant` | a server | whose it is; whether every customer has one of the look |
//! | `other-addresses` | the document, an operation | addresses whose path differs in parameters, which no server can say |
//! | `authorization` | a security scheme | what is computed rather than given |
//! | `safety` | an operation | whether it only reads |
//! | `pages` | an operation | how its list goes on |
//! | `sources` | an operation | the words of `source`, where it is not the reference alone |
//! | `operations` | an operation | each of several that share method and path; the operation itself is all of them at once |
//! | `path` | a path | the path where it is not the key: that of the address itself is empty |
//! | `name` | a parameter | its own name, where another operation names the same place otherwise |
//! | `style`, `value` | a parameter, a member of a form | `indexed` (`name.1=`, `name.1.member=`) or the separators that join a value to text, and what the text is made of |
//! | `headers` | an operation | headers that cannot be parameters: `content-type`, families such as `x-meta-*` |
//! | `header-families` | a response | the same |
//! | `success`, `envelope`, `may-be-empty` | a response | how it says that the call failed; the member that is the value; whether there may be none |
//! | `failures` | a body | samples of failures that come with a status of success |
//! | `events` | an event stream | types of the data by event, and what ends it |
//! | `type`, `quoted`, `size`, `default` | a schema | how text or a number is to be read |
//! | `open` | a schema | more values or alternatives may come |
//! | `tag` | a schema | the member that tells alternatives apart |
//! | `elements` | a list, in 3.0 | its elements one by one |
//! | `values` | an enum | remarks on values |
//! | `sensitive`, `required-when`, `defects`, `unconfirmed`, `partial` | anything | as in the spec |

mod behaviour;
mod bodies;
mod definitions;
mod examples;
mod merge;
mod operations;
mod parameters;
mod paths;
mod remarks;
mod responses;
mod schemas;
mod security;
mod servers;
mod styles;
mod tree;

use ncloud_codegen::ir::Service;

use self::{schemas::Schemas, tree::Object};

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 3.0, for tools that know no other. It cannot say which element of a list is of which type.
    V3_0,
    /// 3.1.
    V3_1,
}

impl Version {
    fn as_str(self) -> &'static str {
        match self {
            Self::V3_0 => "3.0.3",
            Self::V3_1 => "3.1.0",
        }
    }
}

/// What has to be read besides what the schemas say, as generated clients do.
const LENIENT: [&str; 5] = [
    "Members that no schema has may come, and mean nothing.",
    "Where a schema has `x-ncloud-open`, other values may come.",
    "Numbers and booleans may come in quotes, and quoted ones without them.",
    "What may be absent may be null.",
    "Times may come in another format of the same kind, with any distance from UTC.",
];

/// The document of a service, with a line feed at its end.
#[must_use]
pub fn document(service: &Service, version: Version) -> String {
    let schemas = Schemas { service, version };
    let components = Object::new()
        .with_object("schemas", schemas.components())
        .with("responses", responses::components())
        .with_object("securitySchemes", security::schemes(service));
    let mut waiters = Object::new();
    for waiter in &service.waiters {
        waiters.set(&waiter.name, behaviour::waiter(waiter));
    }
    let chapters = service.chapters.iter().map(|chapter| {
        Object::new()
            .with("title", &chapter.title)
            .with_some("url", chapter.docs.as_ref())
    });
    let docs = service.docs.as_ref();
    Object::new()
        .with("openapi", version.as_str())
        .with("info", info(service))
        .with_some(
            "externalDocs",
            docs.map(|docs| Object::new().with("url", docs)),
        )
        .and(servers::servers(&service.address))
        .with("security", schemas.security())
        .with("paths", schemas.paths())
        .with("components", components)
        .with("x-ncloud-service", &service.name)
        .with_some(
            "x-ncloud-region-parameter",
            service.region_parameter.as_deref(),
        )
        .with_list("x-ncloud-chapters", chapters)
        .with_list(
            "x-ncloud-errors",
            service.errors.iter().map(behaviour::error),
        )
        .with_object("x-ncloud-waiters", waiters)
        .with("x-ncloud-lenient", LENIENT.to_vec())
        .and(remarks::notes(&service.notes))
        .document()
}

/// NCP gives its services no version that the reference shows: the version is that of this program.
fn info(service: &Service) -> Object {
    Object::new()
        .with("title", &service.title)
        .with_some("description", remarks::prose(service.doc.as_ref()))
        .with("version", env!("CARGO_PKG_VERSION"))
}
