//! What it costs to write a request, in turns with what others write the same bytes with: serde's derive and serde_json for
//! JSON, serde_urlencoded for forms and queries.
//!
//! `cargo bench -p ncloud --bench encode`
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "../tests/common/mod.rs"]
mod common;
mod measure;

use std::hint::black_box;

use measure::{Variant, in_turns};
use ncloud::operation::{Encode, Encoded, JsonWriter, Request};
use ncloud::operation::{Method, Operation, OperationMeta, PathSegment};
use serde::Serialize;

const ROUNDS: usize = 31;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Member {
    member_no: i64,
    login_id: String,
    member_name: String,
    member_status_code: String,
    mod_ymdt: i64,
    use_yn: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// As generated code has it.
impl Encode for Member {
    fn encode(&self, writer: &mut JsonWriter) {
        let mut object = writer.object();
        object.field("memberNo", &self.member_no);
        object.field("loginId", &self.login_id);
        object.field("memberName", &self.member_name);
        object.field("memberStatusCode", &self.member_status_code);
        object.field("modYmdt", &self.mod_ymdt);
        object.field("useYn", &self.use_yn);
        object.field("note", &self.note);
        object.end();
    }
}

fn members(count: usize) -> Vec<Member> {
    (0..count)
        .map(|index| Member {
            member_no: 2_600_001 + i64::try_from(index).unwrap(),
            login_id: format!("user{index}@example.com"),
            member_name: "홍길동".to_owned(),
            member_status_code: "LVREQ".to_owned(),
            mod_ymdt: 1_717_968_620_000,
            use_yn: true,
            note: (index % 4 == 0).then(|| "says \"hello\"\nand goes".to_owned()),
        })
        .collect()
}

/// A body that is a list.
struct Post(Vec<Member>);

const META: &OperationMeta = &OperationMeta::new(
    &common::SERVICE,
    "Post",
    Method::Post,
    &[PathSegment::Literal("/v1/members")],
);

impl Operation for Post {
    type Output = ();

    const META: &'static OperationMeta = META;

    fn encode(&self, request: &mut Request) {
        request.json(&self.0);
    }
}

/// Twelve parameters, as a form or as a query.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Parameters {
    region_code: Option<String>,
    vpc_no: String,
    server_image_no: String,
    server_spec_code: String,
    server_name: String,
    server_description: Option<String>,
    fee_system_type_code: String,
    server_create_count: i32,
    is_protect_server_termination: bool,
    init_script_no: Option<String>,
    login_key_name: String,
    response_format_type: String,
}

fn parameters() -> Parameters {
    Parameters {
        region_code: Some("KR".to_owned()),
        vpc_no: "12345".to_owned(),
        server_image_no: "16187005".to_owned(),
        server_spec_code: "c2-g3".to_owned(),
        server_name: "web-001".to_owned(),
        server_description: Some("front end, 한국어".to_owned()),
        fee_system_type_code: "MTRAT".to_owned(),
        server_create_count: 3,
        is_protect_server_termination: false,
        init_script_no: None,
        login_key_name: "deploy-key".to_owned(),
        response_format_type: "json".to_owned(),
    }
}

macro_rules! parameters_as {
    ($name:ident, $method:ident) => {
        struct $name(Parameters);

        impl Operation for $name {
            type Output = ();

            const META: &'static OperationMeta = META;

            fn encode(&self, request: &mut Request) {
                let given = &self.0;
                request.$method("regionCode", &given.region_code);
                request.$method("vpcNo", &given.vpc_no);
                request.$method("serverImageNo", &given.server_image_no);
                request.$method("serverSpecCode", &given.server_spec_code);
                request.$method("serverName", &given.server_name);
                request.$method("serverDescription", &given.server_description);
                request.$method("feeSystemTypeCode", &given.fee_system_type_code);
                request.$method("serverCreateCount", &given.server_create_count);
                request.$method(
                    "isProtectServerTermination",
                    &given.is_protect_server_termination,
                );
                request.$method("initScriptNo", &given.init_script_no);
                request.$method("loginKeyName", &given.login_key_name);
                request.$method("responseFormatType", &given.response_format_type);
            }
        }
    };
}

parameters_as!(Form, form);
parameters_as!(Query, query);

fn report(title: &str, variants: &mut [Variant<'_>], times: u32) {
    println!("\n| {title} | CPU us | of the first | wall us | of the first |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    for median in in_turns(variants, ROUNDS, times, 0) {
        println!(
            "| {} | {:.2} | {:.2} | {:.2} | {:.2} |",
            median.name, median.cpu, median.cpu_ratio, median.wall, median.wall_ratio
        );
    }
}

fn json(count: usize, times: u32) {
    let post = Post(members(count));
    let ours = Encoded::of(&post).unwrap();
    let theirs = serde_json::to_vec(&post.0).unwrap();
    assert_eq!(ours.body().as_bytes().unwrap()[..], theirs[..]);
    report(
        &format!("JSON, {count} objects, {} bytes", theirs.len()),
        &mut [
            Variant::new("serde derive, serde_json::to_vec", |times| {
                for _ in 0..times {
                    black_box(serde_json::to_vec(black_box(&post.0)).unwrap());
                }
            }),
            Variant::new("this client: body, path, headers", |times| {
                for _ in 0..times {
                    black_box(Encoded::of(black_box(&post)).unwrap());
                }
            }),
        ],
        times,
    );
}

fn pairs() {
    const TIMES: u32 = 20_000;
    let (form, query) = (Form(parameters()), Query(parameters()));
    // A blank is `+` there and `%20` here; both are read everywhere.
    let theirs = serde_urlencoded::to_string(&form.0)
        .unwrap()
        .replace('+', "%20");
    let ours = Encoded::of(&form).unwrap();
    assert_eq!(ours.body().as_bytes().unwrap()[..], *theirs.as_bytes());
    assert_eq!(
        Encoded::of(&query).unwrap().target(),
        format!("/v1/members?{theirs}")
    );
    report(
        &format!("pairs, 12 parameters, {} bytes", theirs.len()),
        &mut [
            Variant::new("serde derive, serde_urlencoded", |times| {
                for _ in 0..times {
                    black_box(serde_urlencoded::to_string(black_box(&form.0)).unwrap());
                }
            }),
            Variant::new("this client: form, path, headers", |times| {
                for _ in 0..times {
                    black_box(Encoded::of(black_box(&form)).unwrap());
                }
            }),
            Variant::new("this client: query, path, headers", |times| {
                for _ in 0..times {
                    black_box(Encoded::of(black_box(&query)).unwrap());
                }
            }),
        ],
        TIMES,
    );
}

fn main() {
    json(1, 50_000);
    json(1_000, 100);
    pairs();
}
