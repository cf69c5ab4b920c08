//! The public surface of every service, an item a line: what a change of a spec does to callers is a change here.

use std::fmt::Write;

use ncloud_codegen::emit::rust;
use quote::ToTokens;
use syn::{
    Attribute, Fields, FnArg, ImplItem, Item, ReturnType, Visibility, punctuated::Punctuated,
};

use crate::support::{load, snapshots, spec};

/// What the module of a service offers is reviewed.
fn check(service: &str) {
    let module = rust::module(&load(&spec("../spec", service))[0], rust::RUN_TIME);
    snapshots("surface").bind(|| insta::assert_snapshot!(service, surface(&module)));
}

ncloud_test_support::named_tests!("surface");

fn surface(module: &str) -> String {
    let file = syn::parse_file(module).unwrap();
    let mut text = String::new();
    for item in &file.items {
        describe(item, &mut text);
    }
    text
}

fn describe(item: &Item, text: &mut String) {
    match item {
        Item::Struct(item) => {
            let fields = match &item.fields {
                Fields::Named(fields) => fields
                    .named
                    .iter()
                    .filter(|field| is_public(&field.vis))
                    .map(|field| format!("{}: {}", field.ident.as_ref().unwrap(), short(&field.ty)))
                    .collect::<Vec<_>>()
                    .join(", "),
                Fields::Unnamed(_) | Fields::Unit => String::new(),
            };
            let fields = if fields.is_empty() {
                String::new()
            } else {
                format!(" {{ {fields} }}")
            };
            writeln!(
                text,
                "struct {}{fields}{}",
                item.ident,
                derives(&item.attrs)
            )
            .unwrap();
        }
        Item::Enum(item) => {
            let variants: Vec<String> = item.variants.iter().map(short).collect();
            let variants = variants.join(", ");
            writeln!(
                text,
                "enum {} {{ {variants} }}{}",
                item.ident,
                derives(&item.attrs)
            )
            .unwrap();
        }
        Item::Static(item) => writeln!(text, "static {}: {}", item.ident, short(&item.ty)).unwrap(),
        Item::Const(item) => {
            writeln!(text, "const {} = {}", item.ident, short(&item.expr)).unwrap()
        }
        Item::Mod(item) => {
            writeln!(text, "mod {}", item.ident).unwrap();
            for inner in item.content.iter().flat_map(|(_, items)| items) {
                text.push_str("  ");
                describe(inner, text);
            }
        }
        Item::Impl(item) if item.trait_.is_none() => {
            let name = short(&item.self_ty);
            let methods = item.items.iter().filter_map(|item| match item {
                ImplItem::Fn(method) if is_public(&method.vis) => Some(signature(&method.sig)),
                _ => None,
            });
            for method in methods {
                writeln!(text, "  {name}::{method}").unwrap();
            }
        }
        Item::Impl(item) => {
            let path = item.trait_.as_ref().map(|(path, ..)| short(path)).unwrap();
            let types: Vec<String> = item
                .items
                .iter()
                .filter_map(|item| match item {
                    ImplItem::Type(item) => Some(format!("{} = {}", item.ident, short(&item.ty))),
                    _ => None,
                })
                .collect();
            let types = if types.is_empty() {
                String::new()
            } else {
                format!(" ({})", types.join(", "))
            };
            writeln!(text, "  {}: {path}{types}", short(&item.self_ty)).unwrap();
        }
        // What the module takes from the run time is nothing of its own.
        Item::Use(_) => {}
        // What is data is so by its fields, which are described already.
        Item::Macro(_) => {}
        other => panic!(
            "the surface of this is not described: {}",
            other.to_token_stream()
        ),
    }
}

/// What is derived is promised.
fn derives(attributes: &[Attribute]) -> String {
    let traits: Vec<String> = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
        .flat_map(|attribute| {
            attribute
                .parse_args_with(Punctuated::<syn::Path, syn::Token![,]>::parse_terminated)
                .unwrap()
        })
        .map(|path| path.segments.last().unwrap().ident.to_string())
        .collect();
    format!(": {}", traits.join(", "))
}

fn signature(signature: &syn::Signature) -> String {
    let arguments: Vec<String> = signature
        .inputs
        .iter()
        .map(|argument| match argument {
            FnArg::Receiver(receiver) => short(receiver),
            FnArg::Typed(argument) => short(argument),
        })
        .collect();
    let output = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => format!(" -> {}", short(ty)),
    };
    format!("{}({}){output}", signature.ident, arguments.join(", "))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Tokens as people write them, without the paths to well-known things.
fn short(tokens: &impl ToTokens) -> String {
    let mut tokens = tokens.to_token_stream();
    // Attributes: documentation is not the surface.
    tokens = without_attributes(tokens);
    let mut text = tokens.to_string();
    for path in [
        ":: core :: option :: ",
        ":: core :: convert :: ",
        ":: core :: iter :: ",
        ":: core :: fmt :: ",
        ":: std :: string :: ",
        ":: std :: vec :: ",
        ":: std :: boxed :: ",
        ":: std :: collections :: ",
        ":: ncloud :: types :: ",
        ":: ncloud :: ",
    ] {
        text = text.replace(path, "");
    }
    for (spaced, plain) in [
        (" < ", "<"),
        (" >", ">"),
        (" :: ", "::"),
        (" , ", ", "),
        (" : ", ": "),
        ("& ", "&"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        ("< ", "<"),
    ] {
        text = text.replace(spaced, plain);
    }
    text
}

fn without_attributes(tokens: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    use proc_macro2::{Delimiter, TokenTree};
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_attribute = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#')
            && matches!(tokens.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket);
        if is_attribute {
            tokens.next();
        } else {
            kept.push(token);
        }
    }
    kept.into_iter().collect()
}
