//! One operation.

use ncloud_codegen::{
    ir::{FactSource, Operation, PathSegment, Safety},
    language::words::SOURCES,
};

use super::{
    behaviour, remarks,
    schemas::Schemas,
    security,
    tree::{Node, Object},
};

impl Schemas<'_> {
    /// The operation object; without servers. `names` are those of the path's parameters in the document.
    pub(super) fn operation(
        self,
        operation: &Operation,
        path: &[PathSegment],
        names: &[String],
    ) -> Object {
        let authorization = (operation.authorization != self.service.authorization)
            .then(|| security::requirement(&operation.authorization));
        let pages = operation
            .pages
            .as_ref()
            .map(|pages| behaviour::pages(self.service, operation, pages));
        Object::new()
            .with("operationId", &operation.name)
            .with("summary", &operation.doc)
            .with("externalDocs", Object::new().with("url", &operation.docs))
            .and(self.parameters(operation, path, names))
            .with_some("requestBody", self.request_body(operation))
            .with("responses", self.responses(operation))
            .with_some("security", authorization)
            .with(
                "x-ncloud-safety",
                match operation.safety {
                    Safety::Read => "read",
                    Safety::Write => "write",
                },
            )
            .with_list("x-ncloud-sources", sources(operation))
            .with_some("x-ncloud-pages", pages)
            .and(remarks::notes(&operation.notes))
    }

    /// What holds for an operation of the service that does not say otherwise.
    pub(super) fn security(self) -> Node {
        security::requirement(&self.service.authorization)
    }
}

/// The words of where its facts come from; none, where that is the reference alone.
fn sources(operation: &Operation) -> impl Iterator<Item = &'static str> {
    let sources = match operation.sources.as_slice() {
        [FactSource::Reference] => &[],
        sources => sources,
    };
    sources.iter().filter_map(|source| SOURCES.word(source))
}
