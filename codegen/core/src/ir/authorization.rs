//! How callers say who they are.

use std::fmt;

use super::ParameterLocation;

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
    /// By a token, which a login operation gave, in the header of this name.
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

    /// The form of the key that callers give besides those of the account.
    #[must_use]
    pub fn key(&self) -> KeyForm<'_> {
        match self {
            Self::Signature | Self::None => KeyForm::None,
            Self::ApiKey | Self::ApiKeyInQuery => KeyForm::Pair,
            Self::Headers(names) if names.len() > 1 => KeyForm::Named(names),
            Self::Headers(_) | Self::Bearer | Self::BodySignature(_) | Self::Token(_) => {
                KeyForm::Secret
            }
        }
    }

    /// What is sent to say who calls.
    #[must_use]
    pub fn parameters(&self) -> Vec<AuthorizationParameter> {
        let one = |location, name: &str, what| AuthorizationParameter {
            location,
            name: name.to_owned(),
            what,
        };
        let pair = |location, [identifier, secret]: [&str; 2]| {
            vec![
                one(location, identifier, "The identifier of the application."),
                one(location, secret, "The secret of the application."),
            ]
        };
        match self {
            Self::Signature => vec![
                one(
                    ParameterLocation::Header,
                    "x-ncp-apigw-timestamp",
                    "Milliseconds since 1970-01-01T00:00:00Z, at most five minutes off.",
                ),
                one(
                    ParameterLocation::Header,
                    "x-ncp-iam-access-key",
                    "The access key of the account.",
                ),
                one(
                    ParameterLocation::Header,
                    "x-ncp-apigw-signature-v2",
                    "Base64(HMAC-SHA256(secret key, \"{METHOD} {URI}\\n{TIMESTAMP}\\n{ACCESS KEY}\")), where the URI is path and query as they are sent.",
                ),
            ],
            Self::ApiKey => pair(ParameterLocation::Header, Self::API_KEY_HEADERS),
            Self::ApiKeyInQuery => pair(ParameterLocation::Query, Self::API_KEY_PARAMETERS),
            Self::Headers(names) => names
                .iter()
                .map(|name| one(ParameterLocation::Header, name, "A secret."))
                .collect(),
            Self::Bearer => vec![one(
                ParameterLocation::Header,
                "authorization",
                "The word Bearer and a secret.",
            )],
            Self::BodySignature(name) => {
                vec![one(
                    ParameterLocation::Header,
                    name,
                    "Base64(HMAC-SHA256(secret, body)).",
                )]
            }
            Self::Token(name) => {
                vec![one(
                    ParameterLocation::Header,
                    name,
                    "A token that a login operation gave.",
                )]
            }
            Self::None => Vec::new(),
        }
    }

    /// What callers give, as far as it goes by the same call with the same content.
    #[must_use]
    pub fn given(&self) -> (&'static str, Vec<&str>) {
        match self {
            Self::Signature => ("the keys of the account", Vec::new()),
            Self::ApiKey | Self::ApiKeyInQuery => ("a pair", Vec::new()),
            Self::Headers(names) => match names.as_slice() {
                [_] => ("a secret", Vec::new()),
                names => {
                    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
                    names.sort_unstable();
                    ("named secrets", names)
                }
            },
            Self::Bearer => ("a bearer token", Vec::new()),
            Self::BodySignature(_) => ("a secret that signs", Vec::new()),
            Self::Token(_) => ("a token of a login", Vec::new()),
            Self::None => ("nothing", Vec::new()),
        }
    }
}

/// Something that is sent to say who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationParameter {
    /// Where it goes: into the headers or the query.
    pub location: ParameterLocation,
    /// Its name on the wire; of a header in lower case.
    pub name: String,
    /// What it is, as a sentence.
    pub what: &'static str,
}

impl AuthorizationParameter {
    /// Whether a parameter of that name, at that location, would be sent in its place.
    #[must_use]
    pub fn is(&self, location: ParameterLocation, name: &str) -> bool {
        self.location == location
            && if location == ParameterLocation::Header {
                self.name.eq_ignore_ascii_case(name)
            } else {
                self.name == name
            }
    }
}

/// The form of a service's own key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyForm<'names> {
    /// There is none.
    None,
    /// An identifier and a secret.
    Pair,
    /// One secret.
    Secret,
    /// Secrets for headers of these names.
    Named(&'names [String]),
}

/// For people: `sent with a bearer token`.
impl fmt::Display for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signature => f.write_str("signed with the keys of the account"),
            Self::ApiKey => f.write_str("sent with the key of an application in headers"),
            Self::ApiKeyInQuery => f.write_str("sent with the key of an application in the query"),
            Self::Headers(names) => write!(
                f,
                "sent with secrets in the headers `{}`",
                names.join("`, `")
            ),
            Self::Bearer => f.write_str("sent with a bearer token"),
            Self::BodySignature(name) => {
                write!(
                    f,
                    "sent with a signature of the body in the header `{name}`"
                )
            }
            Self::Token(name) => {
                write!(f, "sent with the token of a login in the header `{name}`")
            }
            Self::None => f.write_str("sent without a key"),
        }
    }
}
