//! Responses of which headers are a part: one struct of both.

use std::{borrow::Cow, collections::BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Context, data,
    debug::{self, DebugField},
    docs::{self, Docs},
    ident,
    operations::{body, text},
    structs, types,
};
use crate::ir::{Field, Format, Operation, Presence, Shape};

/// ```text
/// /// What [`GetObject`] responds with.
/// pub struct GetObjectOutput { pub etag: Option<String>, pub body: Download }
/// ```
pub(super) fn items(context: &Context<'_>, operation: &Operation, name: &str) -> Vec<TokenStream> {
    let output = Output::new(context, operation, name);
    let mut items = vec![output.declaration()];
    items.push(output.debug());
    items.push(structs::default(context, name));
    items.push(output.decode());
    items.extend(output.data());
    items
}

struct Output<'model, 'context> {
    context: &'context Context<'model>,
    operation: &'context Operation,
    name: &'context str,
    /// What an inline response has beside the headers.
    members: &'context [Field],
    /// The type of the field `body`.
    body: Option<TokenStream>,
}

impl<'model, 'context> Output<'model, 'context> {
    fn new(
        context: &'context Context<'model>,
        operation: &'context Operation,
        name: &'context str,
    ) -> Self {
        let response = &operation.response;
        let inline = context
            .service
            .type_named(name)
            .map(|definition| &definition.shape);
        let (members, body) = match (inline, &response.ty, response.format) {
            (Some(Shape::Struct(members)), ..) => (members.as_slice(), None),
            (_, Some(ty), _) => (&[][..], Some(body(context, response, ty))),
            (_, None, Format::Bytes) => {
                let run_time = &context.run_time;
                (&[][..], Some(quote!(#run_time::Download)))
            }
            (_, None, _) => (&[][..], None),
        };
        Self {
            context,
            operation,
            name,
            members,
            body,
        }
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        self.operation.response.headers.iter().chain(self.members)
    }

    fn declaration(&self) -> TokenStream {
        let name = ident(self.name);
        let docs = response_docs(self.operation).tokens();
        // Bytes are read once.
        let derives =
            (self.operation.response.format != Format::Bytes).then(|| structs::derives(false));
        let headers = self.operation.response.headers.iter();
        let headers = headers.map(|field| (field, Some("headers")));
        let members = self.members.iter().map(|field| (field, None));
        let declarations = headers.chain(members).map(|(field, place)| {
            structs::field_declaration(self.context, field, &docs::field(field, place))
        });
        let body = self.body.as_ref().map(|ty| {
            quote! {
                #[doc = " The body of the response."]
                pub body: #ty,
            }
        });
        quote! {
            #docs
            #derives
            #[non_exhaustive]
            pub struct #name {
                #(#declarations)*
                #body
            }
        }
    }

    fn debug(&self) -> TokenStream {
        let mut debug_fields: Vec<DebugField<'_>> = self.fields().map(DebugField::of).collect();
        if self.body.is_some() {
            debug_fields.push(DebugField {
                rust_name: "body",
                redacted: false,
            });
        }
        debug::implementation(self.context, self.name, &debug_fields)
    }

    fn decode(&self) -> TokenStream {
        let run_time = &self.context.run_time;
        let name = ident(self.name);
        let headers = &self.operation.response.headers;
        let header_lines = headers.iter().map(|field| self.header(field, headers));
        let member_lines = self
            .members
            .iter()
            .map(|field| structs::decode_field(self.context, field));
        let body = self.body.as_ref().map(|_| quote!(body: reader.body(),));
        quote! {
            impl #run_time::Decode for #name {
                fn decode(reader: &mut #run_time::Reader<'_>) -> Self {
                    Self {
                        #(#header_lines)*
                        #(#member_lines)*
                        #body
                    }
                }
            }
        }
    }

    /// The headers, and the members of the body or the body as a member. Bytes are no data, and headers that share the name of a
    /// member would hide it.
    fn data(&self) -> Option<TokenStream> {
        if self.operation.response.format == Format::Bytes {
            return None;
        }
        let fields = self.fields().map(data::family);
        let body = self.operation.response.ty.as_ref();
        let body = body.filter(|_| self.body.is_some()).map(|ty| {
            let location = self.operation.response.location.clone();
            Cow::Owned(Field {
                presence: Presence::new(self.operation.response.optional, false),
                ..Field::new("body", "body", ty.clone(), location)
            })
        });
        let fields: Vec<Cow<'_, Field>> = fields.chain(body).collect();
        let names: BTreeSet<&str> = fields.iter().map(|it| it.wire_name.as_str()).collect();
        if names.len() < fields.len() {
            return None;
        }
        let fields = fields.into_iter();
        Some(data::of_struct(
            self.context,
            self.name,
            [true, false],
            fields,
        ))
    }

    fn header(&self, field: &Field, all: &[Field]) -> TokenStream {
        let name = ident(&field.rust_name);
        let format = types::field_format(self.context, field);
        let Some(prefix) = field.wire_name.strip_suffix('*') else {
            let wire_name = text(&field.wire_name);
            return match format {
                None => quote!(#name: reader.header(#wire_name),),
                Some(format) => quote!(#name: reader.header_as::<#format, _>(#wire_name),),
            };
        };
        let others = all
            .iter()
            .map(|other| other.wire_name.as_str())
            .filter(|other| !other.ends_with('*') && other.starts_with(prefix))
            .map(text);
        let prefix = text(prefix);
        match format {
            None => quote!(#name: reader.header_family(#prefix, &[#(#others),*]),),
            Some(format) => {
                quote!(#name: reader.header_family_as::<#format, _>(#prefix, &[#(#others),*]),)
            }
        }
    }
}

pub(super) fn response_docs(operation: &Operation) -> Docs {
    Docs::default().markdown(&format!("What [`{}`] responds with.", operation.name))
}
