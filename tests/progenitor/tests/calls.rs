//! Calls with progenitor's clients to the sandbox gateway, which checks them as it checks those of `ncloud`: signature, path, query,
//! headers and body.

#![allow(clippy::panic, clippy::unwrap_used)]

use ncloud_progenitor::{Keys, media_connect_center, organization, sens, vloadbalancer};
use ncloud_sandbox::{Gateway, SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY};
use ncloud_tools::openapi::{Version, document};
use reqwest::{
    Url,
    header::{CONTENT_TYPE, HeaderMap, HeaderValue},
};
use serde_json::{Value, json};

const SERVICES: [&str; 4] = [
    "media_connect_center",
    "organization",
    "sens",
    "vloadbalancer",
];

struct Sandbox {
    gateway: Gateway,
    documents: Vec<(String, Value)>,
}

impl Sandbox {
    async fn start() -> Self {
        let specs = SERVICES.map(|service| {
            format!(
                concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/{}.yaml"),
                service
            )
        });
        let services = ncloud_codegen::load(specs).unwrap();
        let documents = services
            .iter()
            .map(|service| {
                let document = document(service, Version::V3_0);
                (
                    service.name.clone(),
                    serde_json::from_str(&document).unwrap(),
                )
            })
            .collect();
        let gateway = Gateway::builder().specs(services).start().await.unwrap();
        Self { gateway, documents }
    }

    /// The server of a document, on this machine.
    fn url(&self, service: &str) -> String {
        let (_, document) = self
            .documents
            .iter()
            .find(|(name, _)| name == service)
            .unwrap();
        let server = document.pointer("/servers/0/url").unwrap();
        let server: Url = server.as_str().unwrap().parse().unwrap();
        format!(
            "{}{}",
            self.gateway.url(),
            server.path().trim_end_matches('/')
        )
    }

    /// What the gateway made of the last request.
    fn last(&self) -> String {
        let requests = self.gateway.requests();
        let request = requests.last().unwrap();
        format!("{} {}: {}", request.method, request.target, request.verdict)
    }

    /// The body of the last request.
    fn body(&self) -> Vec<u8> {
        self.gateway.requests().pop().unwrap().body.to_vec()
    }
}

fn keys() -> Keys {
    Keys::new(SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY).unwrap()
}

#[tokio::test]
async fn a_list() {
    let sandbox = Sandbox::start().await;
    let client = organization::Client::new(&sandbox.url("organization"), keys());
    let answer = client.list_withdrawal_requests().await.unwrap();
    assert_eq!(
        sandbox.last(),
        "GET /open-api/v1/account/leave: accepted, example documented"
    );
    let [request] = answer.as_slice() else {
        panic!("one request: {answer:?}");
    };
    assert_eq!(request.member_no, 2_701_234);
    assert_eq!(request.member_name, "Cheolsu Kim");
    assert_eq!(request.member_status_code.to_string(), "LVREQ");
}

#[tokio::test]
async fn characters_of_a_path() {
    let sandbox = Sandbox::start().await;
    // No parameter can be this header, so that the document has it in a member of its own, which progenitor passes over.
    let content_type = (CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let http = reqwest::Client::builder()
        .default_headers(HeaderMap::from_iter([content_type]))
        .build()
        .unwrap();
    let client = media_connect_center::Client::new_with_client(
        &sandbox.url("media_connect_center"),
        http,
        keys(),
    );
    let company = "48128f23-e29b-496e-aa04-1f741fed86bc".parse().unwrap();
    let user = "김 철수/팀?".parse().unwrap();
    let answer = client.get_user(&company, &user, None).await.unwrap();
    assert_eq!(
        sandbox.last(),
        "GET /ncloudmcc/v1/companies/48128f23-e29b-496e-aa04-1f741fed86bc/users/%EA%B9%80%20%EC%B2%A0%EC%88%98%2F%ED%8C%80%3F: \
         accepted, example made_reserved_characters"
    );
    assert_eq!(answer.user.name.as_deref(), Some("김철수"));
    assert_eq!(answer.user.external_key, "김 철수/팀?");
    assert_eq!(answer.user.i18n_names, None);
}

#[tokio::test]
async fn a_body_in_json() {
    let sandbox = Sandbox::start().await;
    let client = sens::Client::new(&sandbox.url("sens"), keys());
    let recipient = |to: &str, content: Option<&str>| sens::types::SmsRecipient {
        content: content.map(str::to_owned),
        subject: None,
        to: to.to_owned(),
    };
    let body = sens::types::SendSmsBody {
        content: "Your order has been shipped.".to_owned(),
        content_type: sens::types::ContentType::Comm,
        country_code: "82".to_owned(),
        files: Vec::new(),
        from: "0212345678".to_owned(),
        messages: vec![
            recipient("01012345678", None),
            recipient("01023456789", Some("Your order is ready.")),
        ],
        reserve_time: Some("2025-11-26 09:30".to_owned()),
        reserve_time_zone: "Asia/Seoul".to_owned(),
        subject: None,
        type_: sens::types::MessageType::Sms,
    };
    let answer = client
        .send_sms("ncp:sms:kr:501234567891:sens", &body)
        .await
        .unwrap();
    assert_eq!(
        sandbox.last(),
        "POST /sms/v2/services/ncp:sms:kr:501234567891:sens/messages: accepted, example documented"
    );
    let sent: Value = serde_json::from_slice(&sandbox.body()).unwrap();
    assert_eq!(
        sent,
        json!({
            "type": "SMS",
            "contentType": "COMM",
            "countryCode": "82",
            "from": "0212345678",
            "content": "Your order has been shipped.",
            "messages": [
                { "to": "01012345678" },
                { "to": "01023456789", "content": "Your order is ready." },
            ],
            "reserveTime": "2025-11-26 09:30",
            "reserveTimeZone": "Asia/Seoul",
        })
    );
    assert_eq!(answer.status(), 202);
    assert_eq!(
        answer.request_id,
        "RSLA-1764031180535-1234-12345678-abcdefgh"
    );
    assert_eq!(answer.status_name, sens::types::SmsResult::Success);
}

#[tokio::test]
async fn a_body_as_a_form() {
    let sandbox = Sandbox::start().await;
    let client = vloadbalancer::Client::new(&sandbox.url("vloadbalancer"), keys());
    let body = vloadbalancer::types::GetLoadBalancerInstanceDetailBody {
        load_balancer_instance_no: "4567887".to_owned(),
        region_code: Some("KR".to_owned()),
        response_format_type:
            vloadbalancer::types::GetLoadBalancerInstanceDetailBodyResponseFormatType::Json,
    };
    let answer = client
        .get_load_balancer_instance_detail(&body)
        .await
        .unwrap();
    assert_eq!(
        sandbox.last(),
        "POST /vloadbalancer/v2/getLoadBalancerInstanceDetail: accepted, example documented"
    );
    assert_eq!(
        sandbox.body(),
        b"loadBalancerInstanceNo=4567887&regionCode=KR&responseFormatType=json"
    );
    let list = &answer.get_load_balancer_instance_detail_response;
    assert_eq!(list.total_rows, 1);
    let [instance] = list.load_balancer_instance_list.as_slice() else {
        panic!("one load balancer: {list:?}");
    };
    assert_eq!(instance.load_balancer_name, "test-lb");
    assert_eq!(instance.idle_timeout, Some(60));
}

/// It compiles, and is no call: serde_urlencoded, which progenitor-client writes forms with, has no lists.
#[tokio::test]
async fn a_list_in_a_form_is_never_sent() {
    let sandbox = Sandbox::start().await;
    let client = vloadbalancer::Client::new(&sandbox.url("vloadbalancer"), keys());
    let body = vloadbalancer::types::DeleteLoadBalancerInstancesBody {
        load_balancer_instance_no_list: vec!["4567887".to_owned()],
        region_code: None,
        response_format_type:
            vloadbalancer::types::DeleteLoadBalancerInstancesBodyResponseFormatType::Json,
        return_public_ip_together: true,
    };
    let failure = client
        .delete_load_balancer_instances(&body)
        .await
        .unwrap_err();
    assert_eq!(
        failure.to_string(),
        "Invalid Request: failed to serialize body"
    );
    assert!(sandbox.gateway.requests().is_empty());
}

#[tokio::test]
async fn a_failure() {
    let sandbox = Sandbox::start().await;
    let keys = Keys::new(SAMPLE_ACCESS_KEY, "AnotherSecretKey").unwrap();
    let client = organization::Client::new(&sandbox.url("organization"), keys);
    let failure = client.get_organization().await.unwrap_err();
    let organization::Error::ErrorResponse(answer) = failure else {
        panic!("an answer: {failure:?}");
    };
    assert_eq!(answer.status(), 401);
    assert_eq!(
        answer.into_inner(),
        json!({
            "error": {
                "errorCode": "200",
                "message": "Authentication Failed",
                "details": "Invalid authentication information.",
            }
        })
    );
}
