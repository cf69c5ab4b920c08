//! What of a service can be found, and by which texts.

use ncloud_codegen::ir::{Operation, Service};

use super::{
    Entry, Kind,
    words::{is_filler, words},
};

/// Something that can be found, and the texts that it is found by.
#[derive(Clone, Debug)]
pub struct Document {
    /// What is found.
    pub entry: Entry,
    /// The texts, and what each is to it.
    pub texts: Vec<(Section, String)>,
}

/// What a text is to the thing that is found by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Its name.
    Name,
    /// Name and title of its service.
    Service,
    /// The chapter that it is in.
    Chapter,
    /// Method and path.
    Path,
    /// What it does.
    Doc,
}

impl Section {
    /// What a word in it is worth. That in a name is worth more than one in all other places together.
    #[must_use]
    pub const fn worth(self) -> u32 {
        match self {
            Self::Name => 20,
            Self::Service => 6,
            Self::Chapter => 4,
            Self::Path => 3,
            Self::Doc => 2,
        }
    }
}

impl Document {
    /// Something of a service; `boost` is what it is worth beside its words.
    #[must_use]
    pub fn new(kind: Kind, service: &str, name: &str, doc: &str, boost: u32) -> Self {
        let said = words(name);
        let said = said.iter().filter(|word| !is_filler(word)).count();
        Self {
            entry: Entry {
                kind,
                service: service.to_owned(),
                name: name.to_owned(),
                doc: doc.to_owned(),
                length: u32::try_from(said).unwrap_or(u32::MAX),
                boost,
            },
            texts: vec![
                (Section::Name, name.to_owned()),
                (Section::Doc, doc.to_owned()),
            ],
        }
    }

    /// Found by a text more.
    #[must_use]
    pub fn with(mut self, place: Section, text: impl Into<String>) -> Self {
        self.texts.push((place, text.into()));
        self
    }
}

/// The service, then its operations, waits, error codes and types.
pub(super) fn of_service(service: &Service) -> Vec<Document> {
    // The Classic platform has the names of the one that followed it, and takes no new customers.
    let boost = if service.title.contains("(Classic)") {
        0
    } else {
        5
    };
    let new = |kind, name: &str, doc: &str, more: u32| {
        Document::new(kind, &service.name, name, doc, boost + more).with(
            Section::Service,
            format!("{} {}", service.name, service.title),
        )
    };
    let doc = service.doc.as_deref().unwrap_or_default();
    let mut documents = vec![new(Kind::Service, &service.title, doc, 10)];
    for operation in &service.operations {
        let chapter = operation
            .chapter
            .and_then(|index| service.chapters.get(index));
        let chapter = chapter.map_or("", |chapter| chapter.title.as_str());
        documents.push(
            new(Kind::Operation, &operation.name, &operation.doc, 10)
                .with(Section::Chapter, chapter)
                .with(Section::Path, line(service, operation)),
        );
    }
    for waiter in &service.waiters {
        documents.push(new(Kind::Waiter, &waiter.name, &waiter.doc, 0));
    }
    for error in &service.errors {
        documents.push(new(Kind::ErrorCode, &error.code, &error.doc, 0));
    }
    for definition in service
        .types
        .iter()
        .filter(|known| known.response_of.is_none())
    {
        let doc = definition.doc.as_deref().unwrap_or_default();
        documents.push(new(Kind::Type, &definition.name, doc, 0));
    }
    documents
}

fn line(service: &Service, operation: &Operation) -> String {
    format!(
        "{} {}",
        operation.method.as_str(),
        service.path_template(operation)
    )
}
