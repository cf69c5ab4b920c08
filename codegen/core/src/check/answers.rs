//! Answers: that they can be read, and that a failure can be told from a success.

use super::Subject;
use crate::{
    conventions::{NO_CONTENT, statuses},
    diagnostic::Diagnostic,
    parse::ast::{Content, Scalar, Success, SuccessOrNone, Type},
    resolve::Resolved,
    rules,
};

pub(super) fn types(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for operation in &subject.service.operations {
        let Some(response) = &operation.response else {
            continue;
        };
        // No content is an empty list, an empty map, and null.
        let needs_content = !matches!(
            subject.types.content(&response.value),
            Some(Resolved::List(_) | Resolved::Map(_) | Resolved::Scalar(Scalar::Json)) | None
        );
        if statuses(operation).contains(&NO_CONTENT)
            && needs_content
            && !operation.response_optional
        {
            findings.push(
                Diagnostic::new(
                    &rules::EMPTY_RESPONSE,
                    response.span,
                    format!(
                        "`{}` may answer 204, which comes without a body",
                        operation.name.value
                    ),
                )
                .hint("write `response: User?`, with the `?` of what may be absent; members of an inline answer need a type of their own"),
            );
        }
        if let Content::Type(ty) = &response.value
            && let Some(name) = formatted(&ty.value)
        {
            findings.push(
                Diagnostic::new(
                    &rules::BARE_RESPONSE,
                    ty.span,
                    format!("`{name}` is a format of members, and this is no member"),
                )
                .hint("declare the answer as the `string` or `i64` that comes, or as a struct with the member"),
            );
        }
    }
}

/// A scalar inside whose Rust type does not say how it is written.
pub(super) fn formatted(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::YesNo | Scalar::Timestamp(_) | Scalar::Civil(_) | Scalar::Base64 => Scalar::ALL
                .iter()
                .find(|(_, known)| known == scalar)
                .map(|(name, _)| *name),
            Scalar::String
            | Scalar::Bool
            | Scalar::I32
            | Scalar::I64
            | Scalar::F64
            | Scalar::Json => None,
        },
        Type::List(inner) | Type::Map(inner) => formatted(inner),
        // What is quoted is read without quotes too, as its type is.
        Type::Quoted(_) | Type::Code(_) | Type::File | Type::Named(_) => None,
    }
}

pub(super) fn successes(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let of_operations = subject
        .service
        .operations
        .iter()
        .filter_map(|operation| match &operation.success {
            Some(SuccessOrNone::Says(success)) => Some(success),
            Some(SuccessOrNone::None) | None => None,
        });
    for Success { code, message, .. } in subject.service.success.iter().chain(of_operations) {
        for path in std::iter::once(code).chain(message) {
            let members = path
                .value
                .split('.')
                .all(|member| !member.is_empty() && !member.contains(['[', ']']));
            if !members {
                findings.push(
                    Diagnostic::new(
                        &rules::SUCCESS,
                        path.span,
                        format!("`{}` is not a way through members", path.value),
                    )
                    .hint("name the members from the root of the answer, joined by dots: `result.code`"),
                );
            }
        }
    }
}
