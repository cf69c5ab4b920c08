//! Operations: the request struct, its setters, its metadata, its encoding.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::{
    Context, address, authorization, data, debug,
    docs::{self, Docs, link, linked},
    events, ident, outputs, pages, structs, types,
};
use crate::{
    emit::{calls, markdown::code, spelling, words},
    ir::{
        Authorization, Body, Constant, Envelope, Field, Format, Method, Operation, Parameter,
        ParameterLocation, ParameterStyle, Response, Safety, Service, Success, Type,
    },
};

pub(super) fn items(context: &Context<'_>, operation: &Operation) -> Vec<TokenStream> {
    let fields: Vec<&Field> = operation.request_fields().collect();
    let mut items = vec![
        request(context, operation, &fields),
        structs::builder(context, &operation.name, &fields),
    ];
    items.push(debug::of_struct(context, &operation.name, &fields));
    items.push(implementation(context, operation));
    items.extend(data::of_request(context, operation));
    if let Some(output) = &operation.response.output {
        items.extend(outputs::items(context, operation, output));
    }
    if let Some(events) = &operation.events {
        items.extend(events::items(context, operation, events));
    }
    if let Some(pages) = &operation.pages {
        items.push(pages::implementation(context, operation, pages));
    }
    items
}

/// ```text
/// /// Returns one member of the company.
/// #[derive(Clone)]
/// pub struct GetUser { pub external_key: String, pub region_code: Option<String> }
/// ```
fn request(context: &Context<'_>, operation: &Operation, fields: &[&Field]) -> TokenStream {
    let name = ident(&operation.name);
    let docs = operation_docs(context, operation).tokens();
    let derives = structs::derives(fields.iter().all(|field| !field.is_required()));
    // Parameters come first, then what is in the body.
    let locations = operation.parameters.iter().map(|each| Some(each.location));
    let locations = locations.chain(std::iter::repeat(None));
    let declarations = fields.iter().zip(locations).map(|(field, location)| {
        structs::field_declaration(
            context,
            field,
            &request_field_docs(operation, field, location),
        )
    });
    quote! {
        #docs
        #derives
        #[must_use = "a request does nothing until it is sent"]
        #[non_exhaustive]
        pub struct #name {
            #(#declarations)*
        }
    }
}

fn operation_docs(context: &Context<'_>, operation: &Operation) -> Docs {
    let service = context.service;
    let docs = Docs::default()
        .prose(&operation.doc)
        .markdown(&format!(
            "{}. {}",
            code(&words::request_line(service, operation)),
            words::safety(operation.safety)
        ))
        .markdown(&response(operation));
    let docs = match &operation.events {
        None => docs,
        Some(events) => docs.markdown(&format!(
            "[`Client::events`](ncloud::Client::events) reads the response as a stream of [`{}`].",
            events.name
        )),
    };
    let docs = match &operation.pages {
        None => docs,
        Some(pages) => docs.markdown(&format!(
            "{} is page after page, {} each {}.",
            "[`Client::pages`](ncloud::Client::pages)",
            "[`Client::items`](ncloud::Client::items)",
            linked(&spelling::rust(&pages.item), Some(&pages.item)),
        )),
    };
    let others = [waits(context, operation), failures(service, operation)];
    let others = others.into_iter().flatten();
    let docs = others.fold(docs, |docs, paragraph| docs.markdown(&paragraph));
    let docs = match &operation.address {
        None => docs,
        Some(own) => words::address(own).iter().fold(
            docs.markdown(&format!("It is at {}.", code(&own.base.endpoint))),
            |docs, paragraph| docs.markdown(paragraph),
        ),
    };
    let docs = if operation.authorization == service.authorization {
        docs
    } else {
        docs.markdown(&words::authorization(
            &operation.authorization,
            &service.name,
        ))
    };
    let docs = docs
        .call(&calls::call(service, operation).text)
        .markdown(&format!("Documentation: <{}>", operation.docs));
    let docs = match words::origin(&operation.sources) {
        None => docs,
        Some(origin) => docs.markdown(&origin),
    };
    docs.notes(&operation.notes)
}

/// What callers get.
fn response(operation: &Operation) -> String {
    let response = &operation.response;
    if operation.is_event_stream() {
        return "It responds with events alone.".to_owned();
    }
    let output = match (&response.output, response.ty.as_ref()) {
        (Some(output), _) => link(output),
        (None, None) if response.format != Format::Bytes => "no value".to_owned(),
        (None, None) => "[`Download`](ncloud::body::Download), bytes that are streamed".to_owned(),
        (None, ty) => linked(&spelling::output(response), ty),
    };
    format!("[`Client::send`](ncloud::Client::send) gives {output}.")
}

/// The waits that poll with an operation.
fn waits(context: &Context<'_>, operation: &Operation) -> Option<String> {
    let waiters = context.uses.waiters(&operation.name);
    let waiters: Vec<String> = waiters.iter().map(|name| format!("[`{name}`]")).collect();
    (!waiters.is_empty()).then(|| {
        format!(
            "[`Client::wait`](ncloud::Client::wait) polls with it, for {}.",
            waiters.join(", ")
        )
    })
}

/// The codes of failures that are known of an operation.
fn failures(service: &Service, operation: &Operation) -> Option<String> {
    if service.errors.is_empty() {
        return None;
    }
    let shown: Vec<String> = words::shown_failures(service, operation)
        .iter()
        .map(|error| format!("[`{0}`](error_code::{0})", error.rust_name))
        .collect();
    let samples = if shown.is_empty() {
        String::new()
    } else {
        format!("; its samples show {}", shown.join(", "))
    };
    Some(format!(
        "[`Error::code`](ncloud::Error::code) of a failure is one of [`error_code`], or another{samples}."
    ))
}

/// `place` is that of a parameter.
fn request_field_docs(
    operation: &Operation,
    field: &Field,
    location: Option<ParameterLocation>,
) -> Docs {
    let location = location.map_or("body", |location| match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "headers",
        ParameterLocation::Form => "form",
        ParameterLocation::Part => "multipart",
    });
    let whole_body = matches!(operation.body, Some(Body::Value(_))) && location == "body";
    docs::field(field, (!whole_body).then_some(location))
}

/// ```text
/// impl Operation for GetUser {
///     type Output = User;
///     const META: &'static OperationMeta = &OperationMeta::new(..);
///     fn encode(&self, request: &mut Request) { request.path("externalKey", &self.external_key); }
/// }
/// ```
fn implementation(context: &Context<'_>, operation: &Operation) -> TokenStream {
    let run_time = &context.run_time;
    let name = ident(&operation.name);
    let output = output(context, &operation.response);
    let meta = meta(context, operation);
    let encoding = encoding(context, operation);
    let (option, some) = (&context.prelude.option, &context.prelude.some);
    let names = operation.sensitive_names(context.service);
    let sensitive = (!names.is_empty())
        .then(|| quote!(const SENSITIVE: &'static [&'static str] = &[#(#names),*];));
    let request = if encoding.is_empty() {
        quote!(_)
    } else {
        quote!(request)
    };
    quote! {
        impl #run_time::Operation for #name {
            type Output = #output;

            const META: &'static #run_time::OperationMeta = &#meta;

            #sensitive

            #[inline]
            fn encode(&self, #request: &mut #run_time::Request) {
                #encoding
            }

            #[inline]
            fn as_any(&self) -> #option<&dyn ::core::any::Any> {
                #some(self)
            }
        }
    }
}

/// ```text
/// OperationMeta::new(&SERVICE, "GetUser", Method::Get, &[..]).response(ResponseBody::Json(Envelope::None))
/// ```
///
/// Only what differs from what `new` takes for granted is written.
fn meta(context: &Context<'_>, operation: &Operation) -> TokenStream {
    let run_time = &context.run_time;
    let name = &operation.name;
    let method = match operation.method {
        Method::Get => quote!(Get),
        Method::Head => quote!(Head),
        Method::Post => quote!(Post),
        Method::Put => quote!(Put),
        Method::Patch => quote!(Patch),
        Method::Delete => quote!(Delete),
    };
    let address = operation.address.as_ref().map(|own| {
        let own = address::meta(context, own);
        quote!(.address(&#own))
    });
    let path = address::path(context, &operation.path);
    let authorization = (operation.authorization != Authorization::Signature).then(|| {
        let authorization = authorization::meta(context, &operation.authorization);
        quote!(.authorization(#authorization))
    });
    let reads_by_method = matches!(operation.method, Method::Get | Method::Head);
    let safety = match (operation.safety, reads_by_method) {
        (Safety::Read, true) | (Safety::Write, false) => None,
        (Safety::Read, false) => Some(quote!(.safety(#run_time::Safety::Read))),
        (Safety::Write, true) => Some(quote!(.safety(#run_time::Safety::Write))),
    };
    let mut headers = constants(operation, ParameterLocation::Header)
        .map(|header| {
            let (name, value) = (&header.name, &header.value);
            quote!((#name, #value))
        })
        .peekable();
    let headers = headers
        .peek()
        .is_some()
        .then(|| quote!(.headers(&[#(#headers),*])));
    let envelope = match &operation.response.envelope {
        None => quote!(None),
        Some(Envelope { member, optional }) => {
            if *optional {
                quote!(Optional(#member))
            } else {
                quote!(Member(#member))
            }
        }
    };
    let response = match (&operation.response.ty, operation.response.format) {
        (_, Format::Bytes) => Some(quote!(Bytes)),
        (None, _) if operation.events.is_some() => Some(quote!(Events)),
        (None, _) => None,
        (Some(_), Format::Json) => Some(quote!(Json(#run_time::Envelope::#envelope))),
        (Some(_), Format::Xml) => Some(quote!(Xml(#run_time::Envelope::#envelope))),
    };
    let response = response.map(|response| quote!(.response(#run_time::ResponseBody::#response)));
    let success = operation.response.success.as_ref().map(|success| {
        let success = success_code(context, success);
        quote!(.success(&#success))
    });
    quote! {
        #run_time::OperationMeta::new(&SERVICE, #name, #run_time::Method::#method, #path)
            #address #authorization #safety #headers #response #success
    }
}

fn success_code(context: &Context<'_>, success: &Success) -> TokenStream {
    let run_time = &context.run_time;
    let Success {
        code,
        values,
        message,
    } = success;
    let message = message
        .as_ref()
        .map(|message| quote!(.message(&[#(#message),*])));
    quote!(#run_time::SuccessCode::new(&[#(#code),*], &[#(#values),*]) #message)
}

/// What an operation gives.
fn output(context: &Context<'_>, response: &Response) -> TokenStream {
    match (&response.output, &response.ty, response.format) {
        (Some(output), ..) => ident(output).into_token_stream(),
        (None, _, Format::Bytes) => {
            let run_time = &context.run_time;
            quote!(#run_time::Download)
        }
        (None, None, _) => quote!(()),
        (None, Some(ty), _) => body(context, response, ty),
    }
}

/// The value of a response's body.
pub(super) fn body(context: &Context<'_>, response: &Response, ty: &Type) -> TokenStream {
    let ty = types::value(context, ty);
    if response.optional {
        context.prelude.optional(&ty)
    } else {
        ty
    }
}

fn encoding(context: &Context<'_>, operation: &Operation) -> TokenStream {
    let mut lines = TokenStream::new();
    if operation.responds_with_parts() {
        lines.extend(quote!(request.accept_part();));
    }
    if operation.sends_form() {
        lines.extend(quote!(request.form_body();));
    }
    if operation.sends_parts() {
        lines.extend(quote!(request.multipart_body();));
    }
    let mut constants = operation
        .constants
        .iter()
        .filter(|constant| {
            matches!(
                constant.location,
                ParameterLocation::Query | ParameterLocation::Form
            )
        })
        .peekable();
    for (index, parameter) in operation.parameters.iter().enumerate() {
        while let Some(constant) = constants.next_if(|constant| constant.before <= index) {
            lines.extend(encode_constant(constant));
        }
        lines.extend(encode_parameter(context, parameter));
    }
    lines.extend(constants.map(encode_constant));
    match &operation.body {
        None => {}
        Some(Body::Object(fields)) => {
            let members = fields
                .iter()
                .map(|field| structs::encode_field(context, "body", "field", field));
            let body = structs::object_binding("body", fields.is_empty());
            lines.extend(quote! {
                let #body = request.json_object();
                #(#members)*
                body.end();
            });
        }
        Some(Body::Value(field)) if field.ty == Type::Bytes => {
            let name = ident(&field.rust_name);
            lines.extend(quote!(request.upload(&self.#name);));
        }
        Some(Body::Value(field)) => {
            let name = ident(&field.rust_name);
            lines.extend(match types::field_format(context, field) {
                None => quote!(request.json(&self.#name);),
                Some(format) => quote!(request.json_as::<#format, _>(&self.#name);),
            });
        }
    }
    lines
}

fn constants(
    operation: &Operation,
    location: ParameterLocation,
) -> impl Iterator<Item = &Constant> {
    let constants = operation.constants.iter();
    constants.filter(move |constant| constant.location == location)
}

fn encode_constant(constant: &Constant) -> TokenStream {
    let method = ident(constant.location.as_str());
    let (name, value) = (&constant.name, &constant.value);
    quote!(request.#method(#name, #value);)
}

/// One line: `request.query("limit", &self.limit);`.
fn encode_parameter(context: &Context<'_>, parameter: &Parameter) -> TokenStream {
    let field = &parameter.field;
    let location = parameter.location.as_str();
    let suffix = match &parameter.style {
        ParameterStyle::Single => {
            return structs::encode_field(context, "request", location, field);
        }
        ParameterStyle::Joined(separators) => {
            let method = ident(&format!("{location}_as"));
            let wire_name = text(&field.wire_name);
            let name = ident(&field.rust_name);
            let format = types::joined_format(context, field, separators);
            return quote!(request.#method::<#format, _>(#wire_name, &self.#name););
        }
        ParameterStyle::Json => {
            return structs::encode_field(context, "request", "part_json", field);
        }
        ParameterStyle::File => {
            let wire_name = text(&field.wire_name);
            let name = ident(&field.rust_name);
            return quote!(request.part_files(#wire_name, &self.#name););
        }
        ParameterStyle::Family => "family",
        ParameterStyle::Indexed => "indexed",
        ParameterStyle::Repeated => "repeated",
    };
    let method = format!("{location}_{suffix}");
    structs::encode_items(
        context,
        "request",
        [&method, &format!("{method}_as")],
        field,
    )
}

/// A text as a literal that is printed without a suffix.
pub(super) fn text(value: &str) -> Literal {
    Literal::string(value)
}
