//! Syntax tree -> model: names resolved and frozen, types closed, cycles boxed. Everything is decided here.
//!
//! Only specs without errors come here, so nothing is reported; `None` means that a check is missing.

mod address;
mod boxes;
mod definitions;
mod examples;
mod pages;
mod streams;
mod usage;

use std::collections::BTreeMap;

use crate::{
    check::style,
    conventions::{self, output_name, rust_name},
    diagnostic::Report,
    ir::{
        self, Body, Constant, ErrorCode, Field, Location, Operation, Parameter, PathStep, Place,
        Response, Safety, Service, Success, Type, Waiter,
    },
    names,
    parse::ast::{self, Content, Protocol},
    resolve::{Resolver, Step},
    source::{Span, Spanned},
};

/// The field of a body that is one value, in a request and beside the headers of an answer.
const BODY: &str = "body";

/// The model of a service.
pub(crate) fn service(service: &ast::Service, report: &Report) -> Option<Service> {
    Lowering {
        service,
        types: Resolver::new(service),
        operations: service
            .operations
            .iter()
            .map(|operation| (operation.name.value.as_str(), operation))
            .collect(),
        report,
    }
    .service()
}

struct Lowering<'ast> {
    service: &'ast ast::Service,
    types: Resolver<'ast>,
    operations: BTreeMap<&'ast str, &'ast ast::Operation>,
    report: &'ast Report,
}

impl Lowering<'_> {
    fn service(&self) -> Option<Service> {
        let service = self.service;
        let mut lowered = Service {
            name: service.name.value.clone(),
            title: service.title.clone(),
            doc: service.doc.clone(),
            docs: service.docs.clone(),
            address: address::address(service.address.as_ref()?),
            authorization: service
                .authorization
                .as_ref()
                .map(|said| said.kind.clone())
                .unwrap_or_default(),
            chapters: service.chapters.clone(),
            notes: service.notes.clone(),
            errors: self.each(&service.errors, Self::error_code)?,
            operations: self.each(&service.operations, Self::operation)?,
            types: self.type_definitions()?,
            waiters: self.each(&service.waiters, Self::waiter)?,
            location: self.place(service.name.span),
            index: ir::Index::default(),
        };
        usage::mark(&mut lowered);
        boxes::mark(&mut lowered);
        Some(lowered)
    }

    fn each<T, U>(&self, items: &[T], lower: impl Fn(&Self, &T) -> Option<U>) -> Option<Vec<U>> {
        items.iter().map(|item| lower(self, item)).collect()
    }

    fn place(&self, span: Span) -> Location {
        self.report.place(span)
    }

    fn operation(&self, operation: &ast::Operation) -> Option<Operation> {
        let http = operation.http.as_ref()?;
        let body = match &operation.body {
            None => None,
            Some(body) => Some(match &body.value {
                Content::Fields(fields) => Body::Object(self.each(fields, Self::field)?),
                Content::Unreadable => return None,
                Content::Bytes => self.whole_body(operation, Type::Bytes, body.span),
                Content::Type(ty) => self.whole_body(operation, self.ty(&ty.value)?, body.span),
            }),
        };
        let ty = match &operation.response {
            None => None,
            Some(response) => match &response.value {
                Content::Type(ty) => Some(self.ty(&ty.value)?),
                Content::Fields(_) => Some(Type::Struct(output_name(operation))),
                Content::Bytes => None,
                Content::Unreadable => return None,
            },
        };
        Some(Operation {
            name: operation.name.value.clone(),
            doc: operation.doc.clone(),
            docs: operation.docs.clone(),
            chapter: operation.chapter,
            facts: operation.facts,
            notes: operation.notes.clone(),
            method: http.method,
            address: operation.address.as_ref().map(address::address),
            path: address::path(&http.path),
            authorization: conventions::authorization(self.service, operation),
            safety: if conventions::is_read(self.service, operation) {
                Safety::Read
            } else {
                Safety::Write
            },
            parameters: self.parameters(operation)?,
            constants: self.constants(operation),
            body,
            response: Response {
                envelope: conventions::envelope(self.service, operation).filter(|_| ty.is_some()),
                statuses: conventions::statuses(operation).to_vec(),
                optional: operation.response_optional,
                success: conventions::success(self.service, operation).map(success),
                ty,
                format: streams::format(operation),
                headers: self.response_headers(operation)?,
                output: (!operation.response_headers.is_empty()).then(|| output_name(operation)),
            },
            pages: match &operation.pages {
                None => None,
                Some(pages) => Some(self.pages(operation, pages)?),
            },
            examples: operation
                .examples
                .iter()
                .map(|example| self.example(operation, example))
                .collect(),
            events: match &operation.events {
                None => None,
                Some(events) => Some(self.events(operation, events)?),
            },
            location: self.place(operation.name.span),
        })
    }

    /// A body that is one value, in a field of its own.
    fn whole_body(&self, operation: &ast::Operation, ty: Type, span: Span) -> Body {
        Body::Value(Box::new(Field {
            wire_name: BODY.to_owned(),
            rust_name: BODY.to_owned(),
            doc: Some("The body of the request.".to_owned()),
            ty,
            required: !operation.body_optional,
            sensitive: false,
            boxed: false,
            default: None,
            size: None,
            nullable: false,
            required_when: None,
            notes: ir::Notes::default(),
            location: self.place(span),
        }))
    }

    fn parameters(&self, operation: &ast::Operation) -> Option<Vec<Parameter>> {
        conventions::parameters(self.service, operation)
            .map(|(place, field)| {
                let style = style(self.service, &self.types, place, field).ok()?;
                let mut field = self.field(field)?;
                if place == Place::Header {
                    field.wire_name.make_ascii_lowercase();
                }
                Some(Parameter {
                    place,
                    field,
                    style,
                })
            })
            .collect()
    }

    fn constants(&self, operation: &ast::Operation) -> Vec<Constant> {
        let format = (self.service.protocol == Protocol::Form).then(|| {
            let (name, value) = conventions::ANSWER_FORMAT;
            Constant {
                place: conventions::place_of_form(self.service, operation),
                before: 0,
                name: name.to_owned(),
                value: value.to_owned(),
            }
        });
        let said = conventions::constants(self.service, operation).map(|(place, constant)| {
            let name = constant.name.value.clone();
            Constant {
                place,
                before: conventions::place_among_parameters(self.service, operation, constant),
                name: match place {
                    Place::Header => name.to_ascii_lowercase(),
                    Place::Path | Place::Query | Place::Form | Place::Part => name,
                },
                value: constant.value.value.clone(),
            }
        });
        let mut constants: Vec<Constant> = format.into_iter().chain(said).collect();
        constants.sort_by_key(|constant| constant.before);
        constants
    }

    fn field(&self, field: &ast::Field) -> Option<Field> {
        Some(Field {
            wire_name: field.name.value.clone(),
            rust_name: rust_name(field)?,
            doc: field.doc.clone(),
            ty: self.ty(&field.ty.as_ref()?.value)?,
            required: !field.optional,
            sensitive: field.sensitive,
            boxed: false,
            default: field.default.clone(),
            size: field.size,
            nullable: field.nullable.is_some(),
            required_when: field.required_when.as_ref().map(|when| when.value.clone()),
            notes: field.notes.clone(),
            location: self.place(field.name.span),
        })
    }

    fn ty(&self, ty: &ast::Type) -> Option<Type> {
        Some(match ty {
            ast::Type::Scalar(scalar) => scalar_type(*scalar),
            ast::Type::Quoted(scalar) => Type::Quoted(Box::new(scalar_type(*scalar))),
            ast::Type::Code(members) => {
                let [code, _] = members.as_ref();
                Type::CommonCode(Box::new(self.ty(&code.ty.as_ref()?.value)?))
            }
            ast::Type::List(element) => Type::List(Box::new(self.ty(element)?)),
            ast::Type::Map(element) => Type::Map(Box::new(self.ty(element)?)),
            ast::Type::File => Type::File,
            ast::Type::Named(name) => match &self.types.definition(&name.value)?.shape {
                ast::Shape::Struct(_) => Type::Struct(name.value.clone()),
                ast::Shape::Tuple(_) => Type::Tuple(name.value.clone()),
                ast::Shape::Enum(_) => Type::Enum(name.value.clone()),
                ast::Shape::NumberEnum(_) => Type::NumberEnum(name.value.clone()),
                ast::Shape::Union(_) => Type::Union(name.value.clone()),
            },
        })
    }

    fn error_code(&self, error: &ast::ErrorCode) -> Option<ErrorCode> {
        Some(ErrorCode {
            code: error.code.value.clone(),
            rust_name: names::constant(&error.code.value)?,
            status: error.status,
            doc: error.doc.clone(),
            retry: error.retry,
            throttled: error.throttled,
            not_found: error.not_found,
            pause: error.pause,
            notes: error.notes.clone(),
            location: self.place(error.code.span),
        })
    }

    fn waiter(&self, waiter: &ast::Waiter) -> Option<Waiter> {
        let operation = self.operations.get(waiter.poll.value.as_str())?;
        let (path, _) = self.types.path(operation, &waiter.state).ok()?;
        let texts =
            |states: &[Spanned<String>]| states.iter().map(|state| state.value.clone()).collect();
        Some(Waiter {
            name: waiter.name.value.clone(),
            doc: waiter.doc.clone(),
            poll: waiter.poll.value.clone(),
            state: steps(&path)?,
            pending: waiter.pending.as_deref().map(texts),
            success: texts(&waiter.success),
            failure: texts(&waiter.failure),
            not_found: waiter.not_found,
            every: waiter.every,
            deadline: waiter.deadline,
            notes: waiter.notes.clone(),
            location: self.place(waiter.name.span),
        })
    }
}

fn steps(steps: &[Step<'_>]) -> Option<Vec<PathStep>> {
    steps
        .iter()
        .map(|step| {
            Some(PathStep {
                wire_name: step.field.name.value.clone(),
                rust_name: rust_name(step.field)?,
                optional: step.field.optional || step.field.nullable.is_some(),
                index: step.index,
            })
        })
        .collect()
}

fn success(success: &ast::Success) -> Success {
    let members = |path: &Spanned<String>| path.value.split('.').map(str::to_owned).collect();
    Success {
        code: members(&success.code),
        values: success.values.clone(),
        message: success.message.as_ref().map(members),
    }
}

fn scalar_type(scalar: ast::Scalar) -> Type {
    match scalar {
        ast::Scalar::String => Type::String,
        ast::Scalar::Bool => Type::Bool,
        ast::Scalar::I32 => Type::I32,
        ast::Scalar::I64 => Type::I64,
        ast::Scalar::F64 => Type::F64,
        ast::Scalar::YesNo => Type::YesNo,
        ast::Scalar::Timestamp(format) => Type::Timestamp(format),
        ast::Scalar::Civil(format) => Type::Civil(format),
        ast::Scalar::Base64 => Type::Base64,
        ast::Scalar::Json => Type::Json,
    }
}
