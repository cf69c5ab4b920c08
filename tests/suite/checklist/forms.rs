//! The form family: names in the path, flat parameters, indexed lists, an envelope by the operation's name.

use ncloud_tests::forms::{AddRules, GetCost, GetNothing, GetServerList, Rule, Zone};

use crate::support::Wire;

const SPEC: &str = "fixtures/features/forms.yaml";

#[tokio::test]
async fn form_with_a_constant() {
    let wire = Wire::of(SPEC).await;
    let answer = wire
        .client
        .send(
            GetServerList::new()
                .region_code("KR")
                .server_no_list(["0123", "a b&c"])
                .is_active(true),
        )
        .await
        .unwrap();

    let sent = wire.request();
    assert_eq!(sent.line, "POST /v2/getServerList");
    assert_eq!(
        sent.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        sent.body,
        "responseFormatType=json&regionCode=KR&serverNoList.1=0123&serverNoList.2=a%20b%26c&isActive=true"
    );
    assert_eq!(answer.total_rows, 1);
    assert_eq!(answer.server_list[0].server_no, "0123");
}

#[tokio::test]
async fn form_in_the_query_of_a_get() {
    let wire = Wire::of(SPEC).await;
    let costs = wire
        .client
        .send(GetCost::new([202601, 202602]))
        .await
        .unwrap();

    let sent = wire.request();
    assert_eq!(
        sent.line,
        "GET /v2/getCost?responseFormatType=json&months.1=202601&months.2=202602"
    );
    assert_eq!(sent.body, "");
    assert_eq!(costs, [1.5]);
}

#[tokio::test]
async fn envelope_by_operation_name() {
    let wire = Wire::of(SPEC).await;
    let raw = wire
        .client
        .send_raw(GetServerList::new().server_no_list(["0123", "a b&c"]))
        .await
        .unwrap();
    assert!(raw.body().starts_with(b"{\"getServerListResponse\":{"));
    assert_eq!(raw.decode().unwrap().total_rows, 1);
}

#[tokio::test]
async fn indexed_scalar_list() {
    let wire = Wire::of(SPEC).await;
    let request = GetServerList::new().server_no_list(["1", "2", "3"]);
    wire.client.send(request).await.unwrap();
    wire.client
        .send(GetServerList::new().server_no_list(Vec::<String>::new()))
        .await
        .unwrap();

    let bodies: Vec<String> = wire.requests().into_iter().map(|sent| sent.body).collect();
    assert_eq!(
        bodies,
        [
            "responseFormatType=json&serverNoList.1=1&serverNoList.2=2&serverNoList.3=3",
            "responseFormatType=json",
        ]
    );
}

#[tokio::test]
async fn indexed_objects_with_lists() {
    let wire = Wire::of(SPEC).await;
    let rules = [
        Rule::new("TCP")
            .port(80)
            .is_open(true)
            .host_list(["10.0.0.1", "10.0.0.2"])
            .flag_list([true, false]),
        Rule::new("SCTP").zone(Zone::new("KR-1")),
    ];
    wire.client.send(AddRules::new("7", rules)).await.unwrap();

    let sent = wire.request();
    assert_eq!(sent.line, "POST /v2/addRules");
    assert_eq!(
        sent.body,
        "responseFormatType=json&vpcNo=7\
         &ruleList.1.protocol=TCP&ruleList.1.port=80&ruleList.1.isOpen=Y\
         &ruleList.1.hostList.1=10.0.0.1&ruleList.1.hostList.2=10.0.0.2\
         &ruleList.1.flagList.1=Y&ruleList.1.flagList.2=N\
         &ruleList.2.protocol=SCTP&ruleList.2.zone.code=KR-1"
    );
}

#[test]
fn operations_of_the_form_family_read_by_their_names() {
    use ncloud::operation::{Operation, Safety};

    assert_eq!(GetServerList::META.safety, Safety::Read);
    assert_eq!(AddRules::META.safety, Safety::Write);
    assert_eq!(GetNothing::META.safety, Safety::Write);
}
