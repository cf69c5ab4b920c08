//! The programs of `generated-client/examples`, held by what they print.

use std::fs;

use ncloud::Client;
use ncloud::types::CivilMonth;
use ncloud::vserver::{CreateServerInstances, NewServerNetworkInterface};
use ncloud_sandbox::{Gateway, Misbehaviour};
use ncloud_test_support::gateway::pointed_at;

use crate::support::Cloud;

/// Each as it stands there; its `main` is for those who run it.
macro_rules! programs {
    ($($name:ident $file:literal)*) => {
        $(
            #[allow(dead_code)]
            #[path = $file]
            mod $name;
        )*
    };
}

programs! {
    any_endpoint "../../../generated-client/examples/any_endpoint.rs"
    blocking "../../../generated-client/examples/blocking.rs"
    chat "../../../generated-client/examples/chat.rs"
    cost "../../../generated-client/examples/cost.rs"
    inventory "../../../generated-client/examples/inventory.rs"
    network "../../../generated-client/examples/network.rs"
    ocr "../../../generated-client/examples/ocr.rs"
    sms "../../../generated-client/examples/sms.rs"
    unit_tests "../../../generated-client/examples/unit_tests.rs"
}

fn text(out: Vec<u8>) -> String {
    String::from_utf8(out).unwrap()
}

/// A gateway of one service, and a client that reaches it over the wire.
async fn served(spec: &str) -> (Gateway, Client) {
    let specs = ncloud_codegen::load([format!("../spec/{spec}.yaml")]).unwrap();
    let gateway = Gateway::builder()
        .specs(specs)
        .keep_state()
        .start()
        .await
        .unwrap();
    let client = pointed_at(&gateway, Client::builder()).build().unwrap();
    (gateway, client)
}

#[tokio::test(start_paused = true)]
async fn an_inventory_is_a_table_csv_or_json() {
    let cloud = Cloud::of(&["vloadbalancer", "vpc", "vserver"]);
    let vpc = ncloud::vpc::CreateVpc::new("10.0.0.0/16").vpc_name("shop");
    let vpc = cloud.client.send(vpc).await.unwrap().vpc_list.remove(0);
    let server = CreateServerInstances::new(&vpc.vpc_no, "1", [NewServerNetworkInterface::new(0)])
        .server_image_no("100524418")
        .server_name("web");
    cloud.client.send(server).await.unwrap();

    let print = async |format| {
        let mut out = Vec::new();
        inventory::run(&cloud.client, format, &mut out)
            .await
            .unwrap();
        text(out)
    };
    let pad = |cell: &str| format!("{cell:<24}");
    assert_eq!(
        print("").await,
        [pad("web"), pad("INIT"), "203.0.111.215\n".to_owned()].concat()
            + &[pad("shop"), pad("INIT"), "10.0.0.0/16\n".to_owned()].concat()
    );
    assert_eq!(
        print("csv").await,
        "serverName,serverInstanceStatus.code,publicIp\r\nweb,RUN,203.0.111.215\r\n\
         vpcName,vpcStatus.code,ipv4CidrBlock\r\nshop,RUN,10.0.0.0/16\r\n\
         subnetName,subnetStatus.code,subnet\r\n\
         loadBalancerName,loadBalancerInstanceStatus.code,loadBalancerDomain\r\n"
    );
    // All members, also those that no column shows.
    let json = print("json").await;
    let items: Vec<serde_json::Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(items.len(), 2);
    assert_eq!(items[0]["serverName"], "web");
    assert_eq!(items[0]["vpcNo"], vpc.vpc_no.as_str());
    assert_eq!(items[1]["vpcName"], "shop");
}

#[tokio::test(start_paused = true)]
async fn a_network_is_built_and_torn_down() {
    let cloud = Cloud::of(&["vpc", "vserver"]);
    let mut out = Vec::new();
    network::run(&cloud.client, &mut out).await.unwrap();
    assert_eq!(
        text(out),
        "the network runs\nthe subnet runs\nthe server runs: true\nall is gone\n"
    );
    for list in [
        "vpc.DeleteVpc",
        "vpc.DeleteSubnet",
        "vserver.TerminateServerInstances",
    ] {
        assert_eq!(cloud.calls(list), 1, "{list}");
    }
}

/// A server that is refused leaves no network behind.
#[tokio::test(start_paused = true)]
async fn a_network_is_torn_down_where_it_could_not_be_filled() {
    let cloud = Cloud::of(&["vpc", "vserver"]);
    let refusal = Misbehaviour::respond(
        400,
        r#"{"responseError": {"returnCode": "1", "returnMessage": "full"}}"#,
    );
    cloud.misbehave_on("CreateServerInstances", refusal);
    let mut out = Vec::new();
    let error = network::run(&cloud.client, &mut out).await.unwrap_err();
    assert!(error.to_string().contains("full"), "{error}");
    assert_eq!(
        text(out),
        "the network runs\nthe subnet runs\nall is gone\n"
    );
    assert_eq!(cloud.calls("vpc.DeleteSubnet"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_text_message_is_followed_until_it_went_out() {
    let cloud = Cloud::of(&["sens"]);
    let service = "ncp:sms:kr:501234567891:sens";
    let mut out = Vec::new();
    let to = ["01012345678".to_owned()];
    sms::run(&cloud.client, service, "0212345678", &to, &mut out)
        .await
        .unwrap();
    assert_eq!(
        text(out),
        "to,statusName,completeTime\r\n01012345678,success,2025-11-25 09:39:42\r\n"
    );
    assert_eq!(cloud.calls("sens.SendSms"), 1);
}

#[tokio::test]
async fn a_chat_is_shown_and_can_be_stopped() {
    let (_gateway, client) = served("clova_studio").await;
    let mut out = Vec::new();
    chat::run(&client, "Hello?", std::future::pending(), &mut out)
        .await
        .unwrap();
    assert_eq!(text(out), "\u{c548}\u{b155}\n");

    let mut out = Vec::new();
    let stop = std::future::ready("stopped");
    // Which of the two is taken first is not said: at the latest it is the second.
    chat::run(&client, "Hello?", stop, &mut out).await.unwrap();
    assert!(text(out).ends_with(" [stopped]\n"));
}

#[tokio::test]
async fn costs_are_csv() {
    let (_gateway, client) = served("billing").await;
    let month = CivilMonth::new(2024, 1).unwrap();
    let mut out = Vec::new();
    cost::run(&client, month, month, &mut out).await.unwrap();
    assert_eq!(
        text(out),
        "demandMonth,useAmount,promiseDiscountAmount,totalDemandAmount,payCurrency.code,isPaidUp\r\n\
         202401,120000.0,0.0,131995.6,KRW,true\r\n"
    );
}

#[tokio::test]
async fn pictures_are_read_and_one_that_fails_stops_no_other() {
    let (gateway, client) = served("clova_ocr").await;
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<_> = (1..=5)
        .map(|number| folder.path().join(format!("{number}.jpg")))
        .collect();
    for file in files.iter().skip(1) {
        fs::write(file, "picture").unwrap();
    }
    let words = r#"{"version": "V2", "requestId": "a", "timestamp": 0, "images": [{"name": "a", "inferResult": "SUCCESS",
        "fields": [{"inferText": "to"}, {"inferText": "pay"}]}]}"#;
    gateway.misbehave(Misbehaviour::respond(200, words), 4);
    let mut out = Vec::new();
    let error = ocr::run(&client, &files, &mut out).await.unwrap_err();
    assert_eq!(error.to_string(), "1 of 5 files could not be read");
    let out = text(out).replace(&format!("{}/", folder.path().display()), "");
    let (first, rest) = out.split_once('\n').unwrap();
    assert!(
        first.starts_with("1.jpg: clova_ocr.RecognizeTextInFile: "),
        "{first}"
    );
    assert_eq!(
        rest,
        "2.jpg: to pay\n3.jpg: to pay\n4.jpg: to pay\n5.jpg: to pay\n"
    );
    assert_eq!(gateway.requests().len(), 4);
}

#[test]
fn servers_are_listed_without_async() {
    let cloud = Cloud::of(&["vserver"]);
    let client = ncloud::blocking::Client::new(cloud.client.clone()).unwrap();
    let server = CreateServerInstances::new("1", "2", [NewServerNetworkInterface::new(0)]);
    client
        .send(server.server_image_no("100524418").server_name("web"))
        .unwrap();
    let mut out = Vec::new();
    blocking::run(&client, &mut out).unwrap();
    assert_eq!(text(out), "web INIT\n");
}

/// The gateway knows the service, and the client has never heard of it.
#[tokio::test]
async fn an_endpoint_that_no_spec_has_is_called() {
    let specs = ncloud_codegen::load(["own-spec/spec"]).unwrap();
    let gateway = Gateway::builder().specs(specs).start().await.unwrap();
    let client = pointed_at(&gateway, Client::builder())
        .endpoint_for_all(gateway.url())
        .build()
        .unwrap();
    let mut out = Vec::new();
    let address = "https://bookings.example.com/api/v1";
    any_endpoint::run(&client, address, "/bookings/b-1", &mut out)
        .await
        .unwrap();
    assert_eq!(
        text(out),
        "{\"bookingNo\":\"b-1\",\"seats\":2,\"state\":\"CONFIRMED\"}\n"
    );
    let sent = gateway.requests().remove(0);
    assert_eq!(sent.target, "/api/v1/bookings/b-1");
    assert_eq!(sent.verdict.to_string(), "accepted, example made");
}
