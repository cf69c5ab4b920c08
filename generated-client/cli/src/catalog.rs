//! Every service that there is: those inside the program, and those of specs that were given.
//!
//! The index of names, titles and sentences is there without reading a spec; a spec is read when an operation of it is asked for.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use ncloud_codegen::Report;
use ncloud_codegen::ir::{Safety, Service};
use ncloud_codegen::suggest::did_you_mean;
use ncloud_tools::dynamic::{DynamicOperation, Request, Specs};
use ncloud_tools::search::{Document, Index, Kind, Section};

use crate::call::Call;
use crate::commands;
use crate::description::{Described, text};
use crate::failure::Failure;

/// What the index knows of a service.
#[derive(Clone, Copy, Debug)]
pub struct ServiceEntry {
    /// `vserver`.
    pub name: &'static str,
    /// `Server (VPC)`, for people.
    pub title: &'static str,
    /// What it is.
    pub doc: Option<&'static str>,
    /// The address of its overview page.
    pub docs: Option<&'static str>,
    /// The titles of its chapters, in their order.
    pub chapters: &'static [&'static str],
    /// Its operations, in the order of the spec.
    pub operations: &'static [OperationEntry],
    /// Names and texts of the files of its spec; none where the spec was given.
    pub(crate) files: &'static [(&'static str, &'static str)],
}

/// What the index knows of an operation.
#[derive(Clone, Copy, Debug)]
pub struct OperationEntry {
    /// `GetServerInstanceList`.
    pub name: &'static str,
    /// What it does.
    pub doc: &'static str,
    /// The address of its page.
    pub docs: &'static str,
    /// The index of its chapter.
    pub chapter: Option<usize>,
    /// Whether it only reads.
    pub reads: bool,
    /// `GET`.
    pub method: &'static str,
    /// `/vserver/v2/getServerInstanceList`.
    pub path: &'static str,
}

/// The specs inside the program, made by its build script.
const EMBEDDED: &[ServiceEntry] = include!(concat!(env!("OUT_DIR"), "/specs.rs"));

/// Services by their names.
#[derive(Debug)]
pub struct Catalog {
    services: Vec<ServiceEntry>,
    /// The spec of each service inside the program, as soon as somebody asked for it.
    loaded: Vec<OnceLock<Specs>>,
    given: Option<Specs>,
    /// Operations that were called, by service and name.
    described: Mutex<BTreeMap<(String, String), Described>>,
    /// What operations are found by, as soon as somebody searched.
    index: OnceLock<Index>,
}

impl Catalog {
    /// The services inside the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            services: EMBEDDED.to_vec(),
            loaded: EMBEDDED.iter().map(|_| OnceLock::new()).collect(),
            given: None,
            described: Mutex::default(),
            index: OnceLock::new(),
        }
    }

    /// Those, and the services of specs at paths, which take the place of services of the same name.
    ///
    /// # Errors
    ///
    /// The findings of the specs that are given.
    pub fn with_specs<P: AsRef<Path>>(
        paths: impl IntoIterator<Item = P>,
    ) -> Result<Self, Box<Report>> {
        let given = Specs::load(paths).map_err(Box::new)?;
        let mut this = Self::embedded();
        for service in given.services() {
            let entry = entry(service);
            match this.services.iter_mut().find(|it| it.name == entry.name) {
                Some(known) => *known = entry,
                None => {
                    this.services.push(entry);
                    this.loaded.push(OnceLock::new());
                }
            }
        }
        this.given = Some(given);
        Ok(this)
    }

    /// Every service, those of given specs last.
    #[must_use]
    pub fn services(&self) -> &[ServiceEntry] {
        &self.services
    }

    /// The service of a name: `clova_studio` or, as commands spell it, `clova-studio`.
    #[must_use]
    pub fn service(&self, name: &str) -> Option<&ServiceEntry> {
        self.services
            .iter()
            .find(|it| commands::is_service(it.name, name))
    }

    /// The service of a name.
    ///
    /// # Errors
    ///
    /// When there is none, with what may have been meant.
    pub fn known_service(&self, name: &str) -> Result<&ServiceEntry, Failure> {
        self.service(name).ok_or_else(|| {
            let names = self.services.iter().map(|it| it.name);
            Failure::Usage(match did_you_mean(&name.replace('-', "_"), names) {
                Some(hint) => format!("there is no service `{name}`; {hint}"),
                None => format!(
                    "there is no service `{name}`; `ncloud services` lists those that there are"
                ),
            })
        })
    }

    /// The operation of a service, by its name in the spec or as commands spell it.
    ///
    /// # Errors
    ///
    /// When there is no such service or operation, with what may have been meant, and when the spec is not sound.
    pub fn operation(
        &self,
        service: &str,
        operation: &str,
    ) -> Result<DynamicOperation<'_>, Failure> {
        let entry = self.known_service(service)?;
        let found = entry
            .operations
            .iter()
            .find(|it| commands::is_operation(it.name, operation));
        let name = found.map(|it| it.name).ok_or_else(|| {
            let names: Vec<String> = entry
                .operations
                .iter()
                .map(|it| commands::command(it.name))
                .collect();
            let hint = did_you_mean(
                &commands::command(operation),
                names.iter().map(String::as_str),
            );
            let hint = hint.unwrap_or_else(|| {
                format!(
                    "`ncloud {} --help` lists its operations",
                    commands::command(entry.name)
                )
            });
            Failure::Usage(format!(
                "`{}` has no operation `{operation}`; {hint}",
                entry.name
            ))
        })?;
        self.specs(entry)?
            .operation(&format!("{}.{name}", entry.name))
            .map_err(Failure::Usage)
    }

    /// A call of an operation of this catalog. What the run time has to know of the operation is made once, so that a program that lives
    /// long does not grow; the response comes as events where it has no other form.
    ///
    /// # Errors
    ///
    /// When a parameter cannot be written.
    pub fn call<'specs>(
        &'specs self,
        operation: DynamicOperation<'specs>,
        request: Request,
    ) -> Result<Call<'specs>, Failure> {
        let model = operation.model();
        let as_events = model.events.is_some() && model.response.ty.is_none();
        let name = (operation.service().name.clone(), model.name.clone());
        let described = *self
            .described
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(name)
            .or_insert_with(|| Described::new(&operation, as_events));
        Call::described(operation, request, described)
    }

    /// The files of the spec of a service, their names and texts; none where the spec was given by its path.
    #[must_use]
    pub fn files(&self, service: &str) -> &'static [(&'static str, &'static str)] {
        self.service(service).map_or(&[], |entry| entry.files)
    }

    fn specs(&self, entry: &ServiceEntry) -> Result<&Specs, Failure> {
        if let (true, Some(given)) = (entry.files.is_empty(), &self.given) {
            return Ok(given);
        }
        let index = self.services.iter().position(|it| it.name == entry.name);
        let Some(cell) = index.and_then(|index| self.loaded.get(index)) else {
            return Err(Failure::Usage(format!(
                "there is no spec of `{}`",
                entry.name
            )));
        };
        if let Some(specs) = cell.get() {
            return Ok(specs);
        }
        let specs = Specs::of_texts(entry.files.iter().copied())
            .map_err(|report| Failure::Findings(Box::new(report)))?;
        Ok(cell.get_or_init(|| specs))
    }

    /// Operations by words in English or Korean, best first: those that have the most of the words in their names, sentences, paths,
    /// chapters and services.
    #[must_use]
    pub fn search(&self, words: &[String]) -> Vec<(&ServiceEntry, &OperationEntry)> {
        self.found(words, |_| true)
    }

    /// Operations of one service, as [`search`](Self::search) finds them.
    #[must_use]
    pub fn search_in(
        &self,
        service: &ServiceEntry,
        words: &[String],
    ) -> Vec<(&ServiceEntry, &OperationEntry)> {
        self.found(words, |name| name == service.name)
    }

    fn found(
        &self,
        words: &[String],
        is_meant: impl Fn(&str) -> bool,
    ) -> Vec<(&ServiceEntry, &OperationEntry)> {
        let index = self
            .index
            .get_or_init(|| Index::new(self.services.iter().flat_map(documents)));
        let mut hits = index.find(&words.join(" "));
        hits.retain(|hit| is_meant(&hit.entry.service));
        let most = hits.first().map_or(0, |hit| hit.matched);
        let best = hits.into_iter().take_while(|hit| hit.matched == most);
        best.filter_map(|hit| {
            let service = self.service(&hit.entry.service)?;
            let mut operations = service.operations.iter();
            Some((service, operations.find(|it| it.name == hit.entry.name)?))
        })
        .collect()
    }
}

/// What the operations of a service are found by.
fn documents(service: &ServiceEntry) -> impl Iterator<Item = Document> {
    // The Classic platform has the names of the one that followed it, and takes no new customers.
    let boost = if service.title.contains("(Classic)") {
        0
    } else {
        5
    };
    service.operations.iter().map(move |operation| {
        let chapter = operation
            .chapter
            .and_then(|index| service.chapters.get(index));
        let path = format!("{} {}", operation.method, operation.path);
        let document = Document::new(
            Kind::Operation,
            service.name,
            operation.name,
            operation.doc,
            boost,
        );
        let name = format!("{} {}", service.name, service.title);
        let document = document
            .with(Section::Service, name)
            .with(Section::Path, path);
        match chapter {
            Some(chapter) => document.with(Section::Chapter, *chapter),
            None => document,
        }
    })
}

/// The entry of a spec that was given. It lives as long as the program, as those inside it do.
fn entry(service: &Service) -> ServiceEntry {
    let operations = service.operations.iter().map(|operation| OperationEntry {
        name: text(&operation.name),
        doc: text(&operation.doc),
        docs: text(&operation.docs),
        chapter: operation.chapter,
        reads: operation.safety == Safety::Read,
        method: operation.method.as_str(),
        path: text(&service.path_template(operation)),
    });
    let chapters = service.chapters.iter().map(|chapter| text(&chapter.title));
    ServiceEntry {
        name: text(&service.name),
        title: text(&service.title),
        doc: service.doc.as_deref().map(text),
        docs: service.docs.as_deref().map(text),
        chapters: Box::leak(chapters.collect()),
        operations: Box::leak(operations.collect()),
        files: &[],
    }
}
