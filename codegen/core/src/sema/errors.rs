//! Codes of failure.

use super::{
    Context,
    names::{self, Scope},
};
use crate::{diagnostic::Diagnostic, ir::ErrorCode};

pub(super) fn error_codes(context: &Context<'_>, findings: &mut Vec<Diagnostic>) -> Vec<ErrorCode> {
    let mut scope = Scope::new("among the error codes")
        .hint("keep one of them, and record the other as its `defect`");
    let errors = context.syntax.errors.iter();
    errors
        .map(|error| {
            let code = &error.code;
            let rust_name = names::constant(code, findings);
            scope.add(&rust_name, code.span, &code.value, findings);
            ErrorCode {
                code: code.value.clone(),
                rust_name,
                status: error.status,
                doc: error.doc.clone(),
                retry: error.retry,
                throttled: error.throttled,
                not_found: error.not_found,
                pause: error.pause,
                notes: error.notes.clone(),
                location: context.location(code.span),
            }
        })
        .collect()
}
