//! Types in words: as callers write them, and as specs do, which is how they go over the wire.

use crate::{
    ir::{CivilKind, Format, Response, Scalar, Type},
    language::scalars::SCALARS,
};

/// The type of a value in Rust, without paths.
pub fn rust(ty: &Type) -> String {
    match ty {
        Type::Scalar(Scalar::String) => "String".to_owned(),
        Type::Scalar(Scalar::Bool | Scalar::YesNo) => "bool".to_owned(),
        Type::Scalar(Scalar::I32) => "i32".to_owned(),
        Type::Scalar(Scalar::I64) => "i64".to_owned(),
        Type::Scalar(Scalar::F64) => "f64".to_owned(),
        Type::Scalar(Scalar::Timestamp(_)) => "Timestamp".to_owned(),
        Type::Scalar(Scalar::Civil(format)) => match format.kind() {
            CivilKind::DateTime => "CivilDateTime",
            CivilKind::Date => "CivilDate",
            CivilKind::Month => "CivilMonth",
        }
        .to_owned(),
        Type::Scalar(Scalar::Base64) => "Vec<u8>".to_owned(),
        Type::Scalar(Scalar::Json) => "Json".to_owned(),
        Type::Scalar(Scalar::Quoted(inner)) => rust(inner.bare_type()),
        Type::CommonCode(code) => format!("CommonCode<{}>", rust(code)),
        Type::List(element) => format!("Vec<{}>", rust(element)),
        Type::Map(element) => format!("BTreeMap<String, {}>", rust(element)),
        Type::Bytes => "Upload".to_owned(),
        Type::File => "File".to_owned(),
        Type::Named(_, name) => name.clone(),
    }
}

/// The same behind a pointer, where it is held by one.
pub fn held(ty: &Type, boxed: bool) -> String {
    let ty = rust(ty);
    if boxed { format!("Box<{ty}>") } else { ty }
}

/// What an operation gives.
pub fn output(response: &Response) -> String {
    match &response.output {
        Some(output) => output.clone(),
        None => body(response),
    }
}

/// What is made of the body of a response.
pub fn body(response: &Response) -> String {
    match (&response.ty, response.format) {
        (_, Format::Bytes) => "Download".to_owned(),
        (None, _) => "()".to_owned(),
        (Some(ty), _) if response.optional => format!("Option<{}>", rust(ty)),
        (Some(ty), _) => rust(ty),
    }
}

/// The type of a value as specs write it.
pub fn spelled(ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => SCALARS.word(scalar).unwrap_or_default().to_owned(),
        Type::CommonCode(code) => format!("code<{}>", spelled(code)),
        Type::List(element) => format!("list<{}>", spelled(element)),
        Type::Map(element) => format!("map<{}>", spelled(element)),
        Type::Bytes => "bytes".to_owned(),
        Type::File => "file".to_owned(),
        Type::Named(_, name) => name.clone(),
    }
}
