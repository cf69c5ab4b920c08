use crate::support::{Request, gateway, request};

const PATH: &str = "/forms/v2/addRules";

fn form(body: &str) -> Request {
    request("POST", PATH)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body)
}

#[tokio::test]
async fn forms_are_accepted_in_the_body_and_in_the_query() {
    let gateway = gateway().await;
    for request in [
        form("responseFormatType=json&vpcNo=7"),
        form(
            "vpcNo=a+b%26c&ruleList.2.protocol=UDP&ruleList.1.port=80&ruleList.1.protocol=TCP&responseFormatType=json",
        ),
        form(
            "responseFormatType=json&vpcNo=7&ruleList.1.protocol=TCP&ruleList.1.hostList.1=a&ruleList.1.hostList.2=b&tags=x,y",
        ),
        request("POST", &format!("{PATH}?responseFormatType=json"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("vpcNo=7"),
        request(
            "POST",
            &format!("{PATH}?responseFormatType=json&vpcNo=7&ruleList.1.protocol=TCP"),
        )
        .header("content-type", "application/x-www-form-urlencoded"),
    ] {
        request
            .send(&gateway)
            .await
            .assert_endpoint(200, r#"{"addRulesResponse":{"count":1}}"#);
    }
}

#[tokio::test]
async fn faults_of_forms_are_found() {
    let gateway = gateway().await;
    for (body, details) in [
        (
            "vpcNo=7",
            "form parameter responseFormatType: missing; every call sends json",
        ),
        (
            "responseFormatType=xml&vpcNo=7",
            "form parameter responseFormatType: expected json, got xml",
        ),
        (
            "responseFormatType=json",
            "form parameter vpcNo: required, and missing",
        ),
        (
            "responseFormatType=json&vpcNo=7&vpcNo=8",
            "form parameter vpcNo: given more than once",
        ),
        (
            "responseFormatType=json&vpcNo=7&ruleList.1.port=80",
            "form parameter ruleList: ruleList.1.protocol: required, and missing",
        ),
        (
            "responseFormatType=json&vpcNo=7&ruleList.2.protocol=TCP",
            "form parameter ruleList: ruleList.1 is missing; form parameter ruleList.2.protocol: no such parameter in the spec",
        ),
        (
            "responseFormatType=json&vpcNo=7&ruleList.0.protocol=TCP",
            "form parameter ruleList: ruleList.0.protocol: expected a number from 1 after ruleList.; form parameter ruleList.0.protocol: no such parameter in the spec",
        ),
        (
            "responseFormatType=json&vpcNo=7&ruleList.1.protocol=TCP&ruleList.1.port=many",
            "form parameter ruleList: expected a whole number of 32 bits, got \"many\"",
        ),
        (
            "responseFormatType=json&vpcNo=7&zoneNo=1",
            "form parameter zoneNo: no such parameter in the spec",
        ),
        (
            "responseFormatType=json&vpcNo=%zz",
            "in the form, \"%zz\" has a % that two hexadecimal digits do not follow; form parameter vpcNo: required, and missing",
        ),
    ] {
        form(body).send(&gateway).await.assert_gateway_error(
            400,
            "100",
            "Bad Request Exception",
            details,
        );
    }
}

#[tokio::test]
async fn a_form_that_says_it_is_json_is_refused() {
    let gateway = gateway().await;
    request("POST", PATH)
        .header("content-type", "application/json")
        .body("responseFormatType=json&vpcNo=7")
        .send(&gateway)
        .await
        .assert_gateway_error(
            400,
            "100",
            "Bad Request Exception",
            "header content-type: the body is a form, and this says otherwise",
        );
}
