//! How callers say who they are.

/// How callers say who they are. Names of headers are in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Authorization {
    /// By a signature with the keys of the account.
    #[default]
    Signature,
    /// By the identifier and the secret of an application, in two headers.
    ApiKey,
    /// By the same two in the query.
    ApiKeyInQuery,
    /// By secrets in headers of these names.
    Headers(Vec<String>),
    /// By a secret in the header `authorization`.
    Bearer,
    /// By a signature of the body in the header of this name.
    BodySignature(String),
    /// By a token, which a login operation answered, in the header of this name.
    Token(String),
    /// Not at all.
    None,
}

impl Authorization {
    /// The identifier and the secret of an application, as headers are called.
    pub const API_KEY_HEADERS: [&'static str; 2] =
        ["x-ncp-apigw-api-key-id", "x-ncp-apigw-api-key"];
    /// The same as parameters of a query are called.
    pub const API_KEY_PARAMETERS: [&'static str; 2] =
        ["X-NCP-APIGW-API-KEY-ID", "X-NCP-APIGW-API-KEY"];
}
