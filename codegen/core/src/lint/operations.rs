//! What operations do: lists that go on, and writes.

use super::Subject;
use crate::{
    conventions,
    diagnostic::Diagnostic,
    ir::Method,
    parse::ast::{Field, Operation, Scalar, Type},
    resolve::Resolved,
    rules,
};

/// Members that say how many items there are in all.
const TOTALS: [&str; 8] = [
    "total",
    "totalCount",
    "totalRows",
    "totalElements",
    "totalItems",
    "totalPages",
    "totalPage",
    "total_count",
];
/// Fields of a request that say which page to give.
const PAGES: [&str; 8] = [
    "page",
    "pageNo",
    "pageNumber",
    "pageIndex",
    "offset",
    "start",
    "nextToken",
    "page_no",
];
/// What names of operations begin with that change something.
const WRITES: [&str; 36] = [
    "Accept",
    "Add",
    "Apply",
    "Approve",
    "Associate",
    "Attach",
    "Cancel",
    "Change",
    "Copy",
    "Create",
    "Decide",
    "Delete",
    "Detach",
    "Disable",
    "Disassociate",
    "Enable",
    "Import",
    "Insert",
    "Modify",
    "Move",
    "Publish",
    "Put",
    "Reboot",
    "Register",
    "Reject",
    "Release",
    "Remove",
    "Rename",
    "Reset",
    "Restart",
    "Send",
    "Set",
    "Start",
    "Stop",
    "Terminate",
    "Update",
];

pub(super) fn pagers(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let lists = subject.service.operations.iter();
    for operation in lists.filter(|operation| operation.pages.is_none()) {
        let fields = subject.types.page_fields(subject.service, operation);
        let page = fields
            .iter()
            .map(|field| field.field)
            .find(|field| is_number_or_text(field) && is_one_of(field, &PAGES));
        let total = total(subject, operation);
        if let (Some(page), Some(total)) = (page, total) {
            findings.push(
                Diagnostic::new(
                    &rules::MISSING_PAGER,
                    operation.name.span,
                    format!(
                        "`{}` takes `{}` and answers `{}`, and does not say how it goes on",
                        operation.name.value, page.name.value, total.name.value
                    ),
                )
                .related(page.name.span, "which page")
                .related(total.name.span, "how many")
                .hint("add `pages: { .. }`"),
            );
        }
    }
}

fn is_one_of(field: &Field, names: &[&str]) -> bool {
    names.contains(&field.name.value.as_str())
}

fn is_number_or_text(field: &Field) -> bool {
    let scalar = field.ty.as_ref().map(|ty| &ty.value);
    matches!(
        scalar,
        Some(Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::String) | Type::Quoted(_))
    )
}

/// The total beside a list: in the answer, or in an object of it beside the list.
fn total<'ast>(subject: &Subject<'ast>, operation: &'ast Operation) -> Option<&'ast Field> {
    let answer = subject.types.content(&operation.response.as_ref()?.value)?;
    let Resolved::Struct(fields) = answer else {
        return None;
    };
    let resolved = |field: &'ast Field| subject.types.resolve(&field.ty.as_ref()?.value);
    fields
        .iter()
        .find(|field| matches!(resolved(field), Some(Resolved::List(_))))?;
    let nested = fields.iter().flat_map(|field| match resolved(field) {
        Some(Resolved::Struct(fields)) => fields,
        _ => &[],
    });
    fields
        .iter()
        .chain(nested)
        .find(|field| is_one_of(field, &TOTALS) && is_number_or_text(field))
}

pub(super) fn writes(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for operation in &subject.service.operations {
        if !conventions::is_read(subject.service, operation) {
            continue;
        }
        let name = &operation.name;
        let method = operation.http.as_ref().map(|http| http.method);
        let by_method = matches!(method, Some(Method::Put | Method::Patch | Method::Delete));
        let by_name = WRITES.iter().any(|verb| {
            let rest = name.value.strip_prefix(verb);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase()))
        });
        if by_method || by_name {
            let what = if by_method { "method" } else { "name" };
            findings.push(
                Diagnostic::new(
                    &rules::SAFE_WRITE,
                    name.span,
                    format!("`{}` writes by its {what}, and is a read to the client", name.value),
                )
                .hint("take `safe: true` away, or write `safe: false` where the method says that it only reads"),
            );
        }
    }
}
