//! Who sends a call.

/// How a call says who sends it. Names of headers are in lower case.
///
/// All but the signature take a [`ServiceKey`](crate::ServiceKey).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authorization {
    /// By a [signature](crate::signature) with the keys of the account.
    Signature,
    /// By the identifier and the secret of an application, in the headers `x-ncp-apigw-api-key-id` and
    /// `x-ncp-apigw-api-key`.
    ApiKey,
    /// By the same two at the end of the query.
    ApiKeyInQuery,
    /// By secrets in headers of these names.
    Headers(&'static [&'static str]),
    /// By a secret in the header `authorization`, after the word `Bearer`.
    Bearer,
    /// By base64(HMAC-SHA256(secret, body)) in the header of this name.
    BodySignature(&'static str),
    /// By a token that a login gave, in the header of this name.
    Token(&'static str),
    /// Not at all.
    None,
}
