//! Risk: a signature that the gateway does not take.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::{ACCESS_KEY, builder, credentials, get_user};
use ncloud::signature::Signature;
use ncloud::transport::memory::{Memory, Response};

#[test]
fn signatures_are_those_of_the_documented_rule() {
    let vectors = [
        (
            "GET",
            "/photos/puppy.jpg?query1=&query2",
            "1505290625682",
            "fTjTVzjY8K39pVBWNP4nLRFVmdch75M3+04fg67KLfA=",
        ),
        (
            "POST",
            "/vserver/v2/getServerInstanceList",
            "1505290625682",
            "aDpnZct0qzDbtKrIQHmOvqHWu6MbSpV65e2pM06OCpw=",
        ),
        (
            "GET",
            "/open-api/v1/org",
            "1700000000000",
            "BCJjA/6Aq+Ning9vNLn9vC3wkydrtk/aHuJ5SOl+iBM=",
        ),
        (
            "GET",
            "/x/v1/search?name=%EB%84%A4%EC%9D%B4%EB%B2%84&size=10",
            "1700000000000",
            "Ol8BLsDYbg3+n+08f9urjhVBiNcESlJNYt7aeqVSChI=",
        ),
    ];
    for (method, target, timestamp, signature) in vectors {
        assert_eq!(
            Signature::new(&credentials(), method, target, timestamp).as_str(),
            signature,
            "{target}"
        );
    }
}

#[tokio::test]
async fn a_request_carries_the_signature_of_its_own_target() {
    let memory = Memory::new();
    memory.expect(
        "GET /base/v1/companies/c1/users/u1?filter=a%20b",
        Response::json(200, common::USER),
    );
    let client = builder(&memory)
        .endpoint(&common::SERVICE, "https://example.com/base/")
        .build()
        .unwrap();
    client
        .send(get_user().filter("a b").region_code("KR"))
        .await
        .unwrap();

    let request = &memory.requests()[0];
    assert_eq!(
        request.url,
        "https://example.com/base/v1/companies/c1/users/u1?filter=a%20b"
    );
    let header = |name: &str| request.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("x-ncp-apigw-timestamp"), "1700000000000");
    assert_eq!(header("x-ncp-iam-access-key"), ACCESS_KEY);
    let target = "/base/v1/companies/c1/users/u1?filter=a%20b";
    let signature = Signature::new(&credentials(), "GET", target, "1700000000000");
    assert_eq!(header("x-ncp-apigw-signature-v2"), signature.as_str());
    assert_eq!(header("accept"), "application/json");
    assert_eq!(
        header("user-agent"),
        concat!("ncloud-rust/", env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(header("x-ncp-region_code"), "KR");
    for name in [
        "x-ncp-apigw-timestamp",
        "x-ncp-iam-access-key",
        "x-ncp-apigw-signature-v2",
    ] {
        assert!(request.headers[name].is_sensitive(), "{name}");
    }
}
