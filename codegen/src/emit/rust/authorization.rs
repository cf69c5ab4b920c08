//! How callers say who they are: as data for the run time, and as prose.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Context,
    docs::{Docs, code},
};
use crate::ir::Authorization;

/// `Authorization::Headers(&["x-ocr-secret"])`.
pub(super) fn description(context: &Context<'_>, authorization: &Authorization) -> TokenStream {
    let run_time = &context.run_time;
    let kind = match authorization {
        Authorization::Signature => quote!(Signature),
        Authorization::ApiKey => quote!(ApiKey),
        Authorization::ApiKeyInQuery => quote!(ApiKeyInQuery),
        Authorization::Headers(names) => quote!(Headers(&[#(#names),*])),
        Authorization::Bearer => quote!(Bearer),
        Authorization::BodySignature(header) => quote!(BodySignature(#header)),
        Authorization::Token(header) => quote!(Token(#header)),
        Authorization::None => quote!(None),
    };
    quote!(#run_time::operation::Authorization::#kind)
}

/// Which key callers give.
pub(super) fn docs(docs: Docs, authorization: &Authorization, service: &str) -> Docs {
    let key = match authorization {
        Authorization::Signature => {
            return docs.markdown("It is signed with the keys of the account.");
        }
        Authorization::None => {
            return docs.markdown("Nothing is sent that says who the caller is.");
        }
        Authorization::ApiKey | Authorization::ApiKeyInQuery => {
            "`ServiceKey::pair`, the identifier and the secret of an application".to_owned()
        }
        Authorization::Headers(names) => match names.as_slice() {
            [name] => format!("`ServiceKey::secret`, for the header {}", code(name)),
            names => {
                let names: Vec<String> = names.iter().map(|name| code(name)).collect();
                format!(
                    "`ServiceKey::named`, for the headers {}",
                    names.join(" and ")
                )
            }
        },
        Authorization::Bearer => "`ServiceKey::secret`, sent as a bearer token".to_owned(),
        Authorization::BodySignature(_) => "`ServiceKey::secret`, which signs the body".to_owned(),
        Authorization::Token(name) => format!(
            "`ServiceKey::secret`, the token that a login answered, for the header {}",
            code(name)
        ),
    };
    docs.markdown(&format!(
        "It takes a key of its own by `ClientBuilder::service_key`, under the name {}: {key}.",
        code(service)
    ))
}
