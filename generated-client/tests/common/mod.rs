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

use ncloud::__v1::Page;
use ncloud::decode::{Decode, Reader};
use ncloud::operation::Request;
use ncloud::operation::{
    Address, Base, Envelope, ErrorCode, Method, Operation, OperationMeta, PathSegment,
    ResponseBody, Retry, Service,
};
use ncloud::paginate::Paginated;
use ncloud::transport::memory::Memory;
use ncloud::types::Timestamp;
use ncloud::wait::{self, Waiter};
use ncloud::{Client, ClientBuilder, Credentials, Site};

pub const ACCESS_KEY: &str = "TESTACCESSKEY0000001";
pub const SECRET_KEY: &str = "TestSecretKeyForDocsOnly000000000000000a";
/// 2023-11-14T22:13:20Z
pub const NOW: Duration = Duration::from_millis(1_700_000_000_000);

pub static SERVICE: Service = Service::new(
    "sample",
    "Sample",
    Address::Known(&[Base::new(
        Site::Public,
        None,
        "https://sample.apigw.ntruss.com",
        &[],
    )]),
)
.errors(&[
    ErrorCode::new("COMMON_104")
        .retry(Retry::Reads)
        .throttled()
        .pause(Duration::from_secs(30)),
    ErrorCode::new("BUSY").retry(Retry::Always),
    ErrorCode::new("FULL").retry(Retry::Never),
    ErrorCode::new("LISTED"),
    ErrorCode::new("GONE").retry(Retry::Never).not_found(),
]);

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

    const META: &'static OperationMeta =
        &OperationMeta::new(&SERVICE, "GetUser", Method::Get, USER_PATH)
            .response(ResponseBody::Json(Envelope::None));

    fn encode(&self, request: &mut Request) {
        request.path("companyId", &self.company_id);
        request.path("externalKey", &self.external_key);
        request.query("filter", &self.filter);
        request.header("x-ncp-region_code", &self.region_code);
    }

    fn as_any(&self) -> Option<&dyn std::any::Any> {
        Some(self)
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
            joined: reader.field_as::<Option<ncloud::__v1::EpochMillis>, _>("joined"),
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

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "ModifyUser",
        Method::Put,
        &[PathSegment::Literal("/v1/user")],
    )
    .headers(&[("content-type", "application/json; charset=utf-8")]);

    fn encode(&self, request: &mut Request) {
        let mut body = request.json_object();
        body.field("name", &self.name);
        body.field("i18nNames", &self.i18n_names);
        body.field_as::<ncloud::__v1::YesNo, _>("groupYn", &self.group_yn);
        body.field_as::<Option<ncloud::__v1::EpochMillis>, _>("joined", &self.joined);
        body.end();
    }

    fn as_any(&self) -> Option<&dyn std::any::Any> {
        Some(self)
    }
}

/// A read whose response is wrapped.
#[derive(Clone, Copy, Debug)]
pub struct GetResult;

impl Operation for GetResult {
    type Output = Vec<User>;

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "GetResult",
        Method::Get,
        &[PathSegment::Literal("/v1/result")],
    )
    .response(ResponseBody::Json(Envelope::Member("result")));

    fn encode(&self, _: &mut Request) {}

    fn as_any(&self) -> Option<&dyn std::any::Any> {
        Some(self)
    }
}

/// A read in pages.
#[derive(Clone, Debug, Default)]
pub struct ListUsers {
    pub offset: Option<i64>,
}

impl Operation for ListUsers {
    type Output = UserPage;

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "ListUsers",
        Method::Get,
        &[PathSegment::Literal("/v1/users")],
    )
    .response(ResponseBody::Json(Envelope::None));

    fn encode(&self, request: &mut Request) {
        request.query("offset", &self.offset);
    }

    fn as_any(&self) -> Option<&dyn std::any::Any> {
        Some(self)
    }
}

impl Paginated for ListUsers {
    type Item = User;

    fn advance(&mut self, response: &Self::Output, page: &mut Page) {
        page.items(response.users.as_ref().map(Vec::len));
        page.total(&response.total);
        page.offset(&mut self.offset, 0);
    }

    fn into_items(response: Self::Output) -> Vec<Self::Item> {
        response.users.unwrap_or_default()
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

    const META: &'static wait::WaiterMeta = &wait::WaiterMeta::new(
        "UserReady",
        &["READY"],
        Duration::from_secs(5),
        Duration::from_secs(60),
    )
    .failure(&["GONE"]);

    fn state(response: &User) -> Option<&str> {
        Some(&response.name)
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
