//! A small service in the shape of generated code, and a client for it without a network.
#![allow(dead_code, missing_docs, unreachable_pub, clippy::unwrap_used)]

pub mod round_trip;

/// Makes a test of each named function for every transport over HTTP that is compiled in. A function that is not named
/// is one that nothing calls, which the compiler tells.
#[allow(unused_macros)]
macro_rules! over_every_transport {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[cfg(feature = "reqwest")]
            #[tokio::test]
            async fn over_reqwest() {
                super::$name(ncloud::transport::TransportKind::Reqwest).await;
            }

            #[cfg(feature = "hyper")]
            #[tokio::test]
            async fn over_hyper() {
                super::$name(ncloud::transport::TransportKind::Hyper).await;
            }
        }
    )+};
}

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ncloud::decode::{Decode, Reader};
use ncloud::encode::Request;
use ncloud::operation::{
    Address, Answer, Authorization, Base, Description, Envelope, ErrorCode, Method, Operation,
    PathSegment, Retry, Safety, Service,
};
use ncloud::paginate::{Page, Paginated};
use ncloud::transport::memory::Memory;
use ncloud::types::Timestamp;
use ncloud::wait::{self, NotFound, Waiter};
use ncloud::{Client, ClientBuilder, Credentials, Site};

pub const ACCESS_KEY: &str = "TESTACCESSKEY0000001";
pub const SECRET_KEY: &str = "TestSecretKeyForDocsOnly000000000000000a";
/// 2023-11-14T22:13:20Z
pub const NOW: Duration = Duration::from_millis(1_700_000_000_000);

pub static SERVICE: Service = Service {
    name: "sample",
    title: "Sample",
    address: Address::Known(&[Base {
        site: Site::Public,
        region: None,
        endpoint: "https://sample.apigw.ntruss.com",
        path: &[],
    }]),
    errors: &[
        ErrorCode {
            code: "COMMON_104",
            retry: Some(Retry::Reads),
            throttled: true,
            not_found: false,
            pause: Some(Duration::from_secs(30)),
        },
        ErrorCode {
            code: "BUSY",
            retry: Some(Retry::Always),
            throttled: false,
            not_found: false,
            pause: None,
        },
        ErrorCode {
            code: "FULL",
            retry: Some(Retry::Never),
            throttled: false,
            not_found: false,
            pause: None,
        },
        ErrorCode {
            code: "LISTED",
            retry: None,
            throttled: false,
            not_found: false,
            pause: None,
        },
        ErrorCode {
            code: "GONE",
            retry: Some(Retry::Never),
            throttled: false,
            not_found: true,
            pause: None,
        },
    ],
};

const USER_PATH: &[PathSegment] = &[
    PathSegment::Literal("/v1/companies/"),
    PathSegment::Parameter("companyId"),
    PathSegment::Literal("/users/"),
    PathSegment::Parameter("externalKey"),
];

/// A read.
#[derive(Clone, Debug)]
pub struct GetUser {
    pub company_id: String,
    pub external_key: String,
    pub filter: Option<String>,
    pub region_code: Option<String>,
}

impl GetUser {
    pub fn new(company_id: impl Into<String>, external_key: impl Into<String>) -> Self {
        Self {
            company_id: company_id.into(),
            external_key: external_key.into(),
            filter: None,
            region_code: None,
        }
    }

    pub fn filter(mut self, value: impl Into<String>) -> Self {
        self.filter = Some(value.into());
        self
    }

    pub fn region_code(mut self, value: impl Into<String>) -> Self {
        self.region_code = Some(value.into());
        self
    }
}

impl Operation for GetUser {
    type Output = User;

    const DESCRIPTION: &'static Description = &Description {
        service: &SERVICE,
        name: "GetUser",
        method: Method::Get,
        own_address: None,
        path: USER_PATH,
        authorization: Authorization::Signature,
        safety: Safety::Read,
        headers: &[],
        answer: Answer::Json {
            envelope: Envelope::None,
        },
        success: None,
    };

    fn encode(&self, request: &mut Request) {
        request.path("companyId", &self.company_id);
        request.path("externalKey", &self.external_key);
        request.query("filter", &self.filter);
        request.header("x-ncp-region_code", &self.region_code);
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct User {
    pub name: String,
    pub joined: Option<Timestamp>,
}

impl Decode for User {
    fn decode(reader: &mut Reader) -> Self {
        Self {
            name: reader.field("name"),
            joined: reader.field_as::<Option<ncloud::format::EpochMillis>, _>("joined"),
        }
    }
}

/// A write.
#[derive(Clone, Debug)]
pub struct ModifyUser {
    pub name: String,
    pub i18n_names: Option<BTreeMap<String, String>>,
    pub group_yn: bool,
    pub joined: Option<Timestamp>,
}

impl ModifyUser {
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            i18n_names: None,
            group_yn: true,
            joined: None,
        }
    }
}

impl Operation for ModifyUser {
    type Output = ();

    const DESCRIPTION: &'static Description = &Description {
        service: &SERVICE,
        name: "ModifyUser",
        method: Method::Put,
        own_address: None,
        path: &[PathSegment::Literal("/v1/user")],
        authorization: Authorization::Signature,
        safety: Safety::Write,
        headers: &[("content-type", "application/json; charset=utf-8")],
        answer: Answer::Empty,
        success: None,
    };

    fn encode(&self, request: &mut Request) {
        let mut body = request.json_object();
        body.field("name", &self.name);
        body.field("i18nNames", &self.i18n_names);
        body.field_as::<ncloud::format::YesNo, _>("groupYn", &self.group_yn);
        body.field_as::<Option<ncloud::format::EpochMillis>, _>("joined", &self.joined);
        body.end();
    }
}

/// A read whose answer is wrapped.
#[derive(Clone, Copy, Debug)]
pub struct GetResult;

impl Operation for GetResult {
    type Output = Vec<User>;

    const DESCRIPTION: &'static Description = &Description {
        service: &SERVICE,
        name: "GetResult",
        method: Method::Get,
        own_address: None,
        path: &[PathSegment::Literal("/v1/result")],
        authorization: Authorization::Signature,
        safety: Safety::Read,
        headers: &[],
        answer: Answer::Json {
            envelope: Envelope::Member("result"),
        },
        success: None,
    };

    fn encode(&self, _: &mut Request) {}
}

/// A read in pages.
#[derive(Clone, Debug, Default)]
pub struct ListUsers {
    pub offset: Option<i64>,
}

impl Operation for ListUsers {
    type Output = UserPage;

    const DESCRIPTION: &'static Description = &Description {
        service: &SERVICE,
        name: "ListUsers",
        method: Method::Get,
        own_address: None,
        path: &[PathSegment::Literal("/v1/users")],
        authorization: Authorization::Signature,
        safety: Safety::Read,
        headers: &[],
        answer: Answer::Json {
            envelope: Envelope::None,
        },
        success: None,
    };

    fn encode(&self, request: &mut Request) {
        request.query("offset", &self.offset);
    }
}

impl Paginated for ListUsers {
    type Item = User;

    fn advance(&mut self, answer: &Self::Output, page: &mut Page) {
        page.items(answer.users.as_ref().map(Vec::len));
        page.total(&answer.total);
        page.offset(&mut self.offset, 0);
    }

    fn into_items(answer: Self::Output) -> Vec<Self::Item> {
        answer.users.unwrap_or_default()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct UserPage {
    pub users: Option<Vec<User>>,
    pub total: Option<i64>,
}

impl Decode for UserPage {
    fn decode(reader: &mut Reader) -> Self {
        Self {
            users: reader.field("users"),
            total: reader.field("total"),
        }
    }
}

/// Waits until the user has a name that says so.
#[derive(Clone, Copy, Debug)]
pub struct UserReady;

impl Waiter for UserReady {
    type Poll = GetUser;
    type Output = User;

    const DESCRIPTION: &'static wait::Description = &wait::Description {
        name: "UserReady",
        pending: None,
        success: &["READY"],
        failure: &["GONE"],
        not_found: NotFound::Failure,
        every: Duration::from_secs(5),
        deadline: Duration::from_secs(60),
    };

    fn state(answer: &User) -> Option<&str> {
        Some(&answer.name)
    }
}

pub fn credentials() -> Credentials {
    Credentials::new(ACCESS_KEY, SECRET_KEY).unwrap()
}

/// A client that always has the same time.
pub fn builder(memory: &Memory) -> ClientBuilder {
    Client::builder()
        .credentials(credentials())
        .transport(memory.clone())
        .clock(|| UNIX_EPOCH + NOW)
}

pub fn client() -> (Client, Memory) {
    let memory = Memory::new();
    (builder(&memory).build().unwrap(), memory)
}

pub fn get_user() -> GetUser {
    GetUser::new("c1", "u1")
}

pub const USER: &str = r#"{"name":"Kim"}"#;

pub fn now() -> SystemTime {
    UNIX_EPOCH + NOW
}
