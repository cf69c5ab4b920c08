//! What goes where in a request, on endpoints of NCP: queries, JSON bodies of every form and with every method.

use ncloud::{
    certificate_manager::ListCertificates,
    global_dns::DeleteRecords,
    nks::UpgradeCluster,
    private_ca::{CreateCa, X509Parameters},
    sens::{RegisterUnsubscribes, UnsubscribeNumber},
    sub_account::RemoveSubAccountsFromGroup,
};

use crate::support::Wire;

const SERVICE_ID: &str = "ncp:sms:kr:501234567891:sens";

#[tokio::test]
async fn colons_in_a_path_value_are_encoded() {
    let wire = Wire::of("../spec/sens.yaml").await;
    let numbers = [UnsubscribeNumber::new("01012345678")];
    wire.client
        .send(RegisterUnsubscribes::new(SERVICE_ID, numbers))
        .await
        .unwrap();
    assert_eq!(
        wire.request().line,
        "POST /sms/v2/services/ncp%3Asms%3Akr%3A501234567891%3Asens/unsubscribes"
    );
}

#[tokio::test]
async fn json_object_as_the_body() {
    let wire = Wire::of("../spec/private_ca.yaml").await;
    let subject = X509Parameters::new("ca.example.com").country("KR");
    let request = CreateCa::new("PRIVATE_ROOT", "CA002", "RSA2048", "MAX", subject);
    let created = wire.client.send(request).await.unwrap();

    let sent = wire.request();
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(
        sent.body,
        r#"{"alias":"CA002","keyType":"RSA2048","period":"MAX","x509Parameters":{"commonName":"ca.example.com","country":"KR"}}"#
    );
    assert_eq!(created.ca_info.alias.as_deref(), Some("CA002"));
}

#[tokio::test]
async fn scalars_in_the_query() {
    let wire = Wire::of("../spec/certificate_manager.yaml").await;
    let request = ListCertificates::new()
        .certificate_name("zero certi/1")
        .certificate_no(65655);
    wire.client.send(&request).await.unwrap();
    let found = wire
        .client
        .send(ListCertificates::new().certificate_no(65655))
        .await
        .unwrap();

    assert_eq!(
        wire.requests()[0].line,
        "GET /api/v1/certificates?certificateName=zero%20certi%2F1&certificateNo=65655"
    );
    let certificates = found.ssl_certificate_list.unwrap_or_default();
    assert_eq!(certificates[0].certificate_no, 65655);
}

#[tokio::test]
async fn bare_array_as_the_body() {
    let wire = Wire::of("../spec/sens.yaml").await;
    let numbers = ["01012345678", "01023456789"].map(UnsubscribeNumber::new);
    let registered = wire
        .client
        .send(RegisterUnsubscribes::new(SERVICE_ID, numbers))
        .await
        .unwrap();

    assert_eq!(
        wire.request().body,
        r#"[{"clientTelNo":"01012345678"},{"clientTelNo":"01023456789"}]"#
    );
    assert_eq!(registered.len(), 2);
    assert_eq!(registered[1].client_tel_no, "01023456789");
}

#[tokio::test]
async fn delete_with_a_body() {
    let wire = Wire::of("../spec/sub_account.yaml").await;
    let request = RemoveSubAccountsFromGroup::new(
        "50b77400-1234-4567-8901-246e96591a38",
        ["2b141960-1234-4567-8901-246e9659184c"],
    );
    let results = wire.client.send(request).await.unwrap();

    let sent = wire.request();
    assert_eq!(
        sent.line,
        "DELETE /api/v1/groups/50b77400-1234-4567-8901-246e96591a38/sub-accounts"
    );
    assert_eq!(
        sent.body,
        r#"{"subAccountIdList":["2b141960-1234-4567-8901-246e9659184c"]}"#
    );
    assert_eq!(results[0].id, "2b141960-1234-4567-8901-246e9659184c");
}

#[tokio::test]
async fn delete_with_a_bare_array() {
    let wire = Wire::of("../spec/global_dns.yaml").await;
    wire.client
        .send(DeleteRecords::new(25123, [261234]))
        .await
        .unwrap();

    let sent = wire.request();
    assert_eq!(sent.line, "DELETE /dns/v1/ncpdns/record/25123");
    assert_eq!(sent.body, "[261234]");
}

#[tokio::test]
async fn query_and_body_in_one_request() {
    let wire = Wire::of("../spec/private_ca.yaml").await;
    let subject = X509Parameters::new("sub.example.com");
    let request = CreateCa::new("PRIVATE_SUB", "CA003", "EC256", "365", subject)
        .issuer_tag("4b0bbe37-eeea93b8");
    wire.client.send(request).await.unwrap();

    let sent = wire.request();
    assert_eq!(
        sent.line,
        "POST /api/v1/ca?issuerTag=4b0bbe37-eeea93b8&caType=PRIVATE_SUB"
    );
    assert_eq!(
        sent.body,
        r#"{"alias":"CA003","keyType":"EC256","period":"365","x509Parameters":{"commonName":"sub.example.com"}}"#
    );
}

#[tokio::test]
async fn patch_with_a_query_alone() {
    let wire = Wire::of("../spec/nks.yaml").await;
    let request = UpgradeCluster::new("00000a09", "1.27.9-nks.1").max_surge(100);
    wire.client.send(request).await.unwrap();

    let sent = wire.request();
    assert_eq!(
        sent.line,
        "PATCH /vnks/v2/clusters/00000a09/upgrade?k8sVersion=1.27.9-nks.1&maxSurge=100"
    );
    assert_eq!(sent.body, "");
}
