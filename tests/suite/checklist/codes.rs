//! Enums, and codes with their names.

use ncloud::types::CommonCode;
use ncloud_codegen::emit::rust;
use ncloud_tests::{
    codes::{GetServers, Grade, PutStatus, ServerRunning, ServerStatus},
    enums::{ListByStatus, SetColour, Sort, Status},
    number_enums,
};

use crate::support::Wire;

const CODES: &str = "fixtures/features/codes.yaml";

#[tokio::test]
async fn enums_are_open() {
    let wire = Wire::of("fixtures/features/enums.yaml").await;
    let found = wire
        .client
        .send(ListByStatus::new(Status::LeaveRequested).sort("HLS,DASH"))
        .await
        .unwrap();
    assert_eq!(wire.request().line, "GET /v1/status/LVREQ?sort=HLS%2CDASH");
    assert_eq!(found, [Status::Join, Status::One, Status::from("NEW_ONE")]);
    assert_eq!(found[2].as_str(), "NEW_ONE");
    assert!(matches!(found[2], Status::Unknown(_)));

    let wire = Wire::of("fixtures/features/enums.yaml").await;
    let colours = [Sort::KoKr, Sort::from("unheard.of")];
    wire.client.send(SetColour::new(colours)).await.unwrap();
    assert_eq!(wire.request().body, r#"{"colours":["ko_KR","unheard.of"]}"#);
}

#[tokio::test]
async fn enums_of_numbers_are_open() {
    use number_enums::{PutStatus, Status};

    let wire = Wire::of("fixtures/features/number_enums.yaml").await;
    let request = PutStatus::new(-1, Status::Success)
        .others([1, 7])
        .all([Status::Failed, 8.into()]);
    let found = wire.client.send(request).await.unwrap();

    let sent = wire.request();
    assert_eq!(sent.line, "PUT /v1/status/-1?others.1=1&others.2=7");
    assert_eq!(sent.body, r#"{"status":1,"all":[-1,8]}"#);
    assert_eq!(
        found[..3],
        [Status::Success, Status::Failed, Status::Waiting]
    );
    assert!(matches!(found[3], Status::Unknown(number) if number.get() == 9));
    assert_eq!(found[3].to_string(), "9");
}

#[tokio::test]
async fn codes_with_their_names() {
    let wire = Wire::of(CODES).await;
    let answer = wire.client.send(GetServers::new()).await.unwrap();

    let first = &answer.server_list[0];
    assert_eq!(first.status.code, ServerStatus::Running);
    assert_eq!(first.status.code_name.as_deref(), Some("Server run state"));
    assert_eq!(first.grade, Some(CommonCode::new(Grade::from(2))));
    let second = &answer.server_list[1];
    assert_eq!(second.status, CommonCode::new("HIBERNATED"));
    assert_eq!(second.zone, None);
    assert_eq!(
        second.tags.as_deref().unwrap()[1],
        CommonCode::new("B").code_name("Bee")
    );

    let wire = Wire::of(CODES).await;
    let request = PutStatus::new(CommonCode::new(ServerStatus::Stopped))
        .zone(CommonCode::new("KR-2").code_name("Seoul"));
    wire.client.send(request).await.unwrap();
    assert_eq!(
        wire.request().body,
        r#"{"status":{"code":"NSTOP"},"zone":{"code":"KR-2","codeName":"Seoul"}}"#
    );
}

#[tokio::test]
async fn a_wait_looks_into_a_code() {
    let wire = Wire::of(CODES).await;
    let answer = wire
        .client
        .wait(GetServers::new(), ServerRunning)
        .await
        .unwrap();
    assert_eq!(answer.server_list.len(), 2);
    assert_eq!(wire.requests().len(), 1);
}

#[tokio::test]
async fn types_are_shared() {
    // One type of the run time for all services, and one of the service for a request and an answer.
    let wire = Wire::of(CODES).await;
    let answer = wire.client.send(GetServers::new()).await.unwrap();
    let first = answer.server_list[0].clone();
    let wire = Wire::of(CODES).await;
    let request = PutStatus::new(first.status).zone(first.zone.unwrap());
    wire.client.send(request).await.unwrap();
    assert_eq!(
        wire.request().body,
        r#"{"status":{"code":"RUN","codeName":"Server run state"},"zone":{"code":"KR-1","codeName":"KR-1"}}"#
    );
}

#[test]
fn defects_reach_the_documentation() {
    for (fixture, remark) in [
        (
            "remarks",
            "/// The documentation differs: The page types it Integer.",
        ),
        ("remarks", "/// Unconfirmed: Its case."),
        (
            "number_enums",
            "/// The documentation differs: The page has it as text.",
        ),
        ("tuples", "/// Unconfirmed: In which system."),
        (
            "unions",
            "/// The documentation differs: The table calls it an object.",
        ),
        ("unions", "/// Unconfirmed: Whether there are others."),
    ] {
        let spec = format!(
            "{}/fixtures/features/{fixture}.yaml",
            env!("CARGO_MANIFEST_DIR")
        );
        let services = ncloud_codegen::load([spec]).unwrap_or_else(|report| panic!("{report}"));
        let module = rust::module(&services[0], rust::RUN_TIME);
        assert!(module.contains(remark), "{fixture}: {remark}");
    }
}
