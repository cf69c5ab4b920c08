//! Files -> services: parts join the service that they are of.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, Report, clipped},
    parse::ast::{File, Operation, Part, Service},
    rules,
    suggest::did_you_mean,
};

/// The services of all files, each with its parts in the order of the files.
pub(crate) fn services(files: Vec<File>, report: &mut Report) -> Vec<Service> {
    let (mut services, mut parts) = (Vec::new(), Vec::new());
    for file in files {
        match file {
            File::Service(service) => services.push(*service),
            File::Part(part) => parts.push(part),
        }
    }
    let places: BTreeMap<String, usize> = services
        .iter()
        .enumerate()
        .map(|(index, service)| (service.name.value.clone(), index))
        .collect();
    let mut findings = Vec::new();
    for part in parts {
        let service = places
            .get(&part.service.value)
            .and_then(|index| services.get_mut(*index));
        match service {
            Some(service) => join(service, *part),
            None => findings.push(orphan(&part, places.keys().map(String::as_str))),
        }
    }
    for service in &services {
        if service.operations.is_empty() && !service.says_operations {
            findings.push(
                Diagnostic::new(
                    &rules::MISSING_KEY,
                    service.name.span,
                    format!("`{}` has no operations", clipped(&service.name.value)),
                )
                .hint("add `operations: { GetUser: { .. } }`, here or in a part of the service"),
            );
        }
    }
    report.extend(findings);
    services
}

fn join(service: &mut Service, part: Part) {
    let chapter = service.chapters.len();
    service.chapters.push(part.chapter);
    service.notes.defects.extend(part.notes.defects);
    service.notes.unconfirmed.extend(part.notes.unconfirmed);
    let of_chapter = |operation| Operation {
        chapter: Some(chapter),
        ..operation
    };
    service
        .operations
        .extend(part.operations.into_iter().map(of_chapter));
    service.types.extend(part.types);
    service.errors.extend(part.errors);
    service.waiters.extend(part.waiters);
}

fn orphan<'ast>(part: &Part, known: impl Iterator<Item = &'ast str>) -> Diagnostic {
    Diagnostic::new(
        &rules::PART_WITHOUT_SERVICE,
        part.service.span,
        format!(
            "no file defines the service `{}`",
            clipped(&part.service.value)
        ),
    )
    .hint(
        did_you_mean(&part.service.value, known)
            .unwrap_or_else(|| "read the whole folder: a part says little by itself".to_owned()),
    )
}
