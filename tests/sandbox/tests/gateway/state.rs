//! Risk: things that are kept otherwise than services keep them, and waits without an end.

use std::path::Path;

use ncloud_sandbox::{Gateway, Source, Verdict};
use serde_json::{Value as Json, json};

use crate::support::unsigned;

struct Kept(Gateway);

impl Kept {
    async fn start() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept");
        let specs = ncloud_codegen::load([folder]).unwrap_or_else(|report| panic!("{report}"));
        let builder = Gateway::builder().specs(specs).keep_state();
        Self(builder.start().await.unwrap())
    }

    /// The status and the body that are answered, the body as JSON.
    async fn ask(&self, method: &str, target: &str, body: Json) -> (u16, Json) {
        let mut request = unsigned(method, target);
        if !body.is_null() {
            let json = ("content-type", "application/json");
            request = request.header(json.0, json.1).body(body.to_string());
        }
        let answer = request.send(&self.0).await;
        let json = serde_json::from_str(&answer.body).unwrap_or(Json::Null);
        (answer.status, json)
    }

    async fn get(&self, target: &str) -> Json {
        let (status, json) = self.ask("GET", target, Json::Null).await;
        assert_eq!(status, 200, "{json}");
        json
    }

    /// What a form service answers, out of its envelope.
    async fn form(&self, operation: &str, form: &str) -> Json {
        let answer = unsigned("POST", &format!("/racks/v2/{operation}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(["responseFormatType=json", form].join(if form.is_empty() { "" } else { "&" }))
            .send(&self.0)
            .await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let mut json: Json = serde_json::from_str(&answer.body).unwrap();
        json[format!("{operation}Response")].take()
    }

    async fn cart(&self, body: Json) -> String {
        let (status, json) = self.ask("POST", "/shop/v1/carts", body).await;
        assert_eq!(status, 201, "{json}");
        json["cartId"].as_str().unwrap().to_owned()
    }
}

fn members<'json>(list: &'json Json, member: &str) -> Vec<&'json str> {
    let items = list.as_array().unwrap().iter();
    items.map(|item| item[member].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_thing_says_what_its_creation_said() {
    let kept = Kept::start().await;
    let id = kept.cart(json!({ "owner": "lee", "note": "Soon." })).await;
    let target = format!("/shop/v1/carts/{id}");
    kept.get(&target).await;
    // What nobody says is as the example shows it.
    assert_eq!(
        kept.get(&target).await,
        json!({ "id": id, "owner": "lee", "note": "Soon.", "state": "OPEN", "goods": [], "rating": 4 })
    );
    // An optional member that could have been said, and was not, is absent.
    let id = kept.cart(json!({ "owner": "park" })).await;
    let cart = kept.get(&format!("/shop/v1/carts/{id}")).await;
    assert_eq!(cart.get("note"), None);
}

#[tokio::test]
async fn a_thing_is_changed_and_deleted() {
    let kept = Kept::start().await;
    let id = kept.cart(json!({ "owner": "lee", "note": "Soon." })).await;
    let other = kept.cart(json!({ "owner": "kim" })).await;
    let target = format!("/shop/v1/carts/{id}");
    let (status, changed) = kept.ask("PUT", &target, json!({ "note": "Later." })).await;
    assert_eq!((status, &changed["note"]), (200, &json!("Later.")));
    assert_eq!(kept.get(&target).await["note"], "Later.");

    assert_eq!(kept.ask("DELETE", &target, Json::Null).await.0, 204);
    let gone =
        json!({ "error": { "errorCode": "4040", "message": "The sandbox keeps no such Cart." } });
    let receipt = format!("{target}/receipt");
    for (method, target, body) in [
        ("GET", &target, Json::Null),
        ("DELETE", &target, Json::Null),
        ("PUT", &target, json!({ "note": "Never." })),
        ("GET", &receipt, Json::Null),
    ] {
        let answer = kept.ask(method, target, body).await;
        assert_eq!(answer, (404, gone.clone()), "{method} {target}");
    }
    let carts = kept.get("/shop/v1/carts").await;
    assert_eq!(members(&carts["carts"], "id"), [other]);
}

#[tokio::test]
async fn states_move_with_the_second_read_and_never_by_the_clock() {
    let kept = Kept::start().await;
    let id = kept.cart(json!({ "owner": "lee" })).await;
    let target = format!("/shop/v1/carts/{id}");
    let mut states = Vec::new();
    for _ in 0..3 {
        states.push(kept.get(&target).await["state"].take());
    }
    let (_, stopped) = kept
        .ask("POST", &format!("{target}/stop"), Json::Null)
        .await;
    states.push(stopped["state"].clone());
    for _ in 0..3 {
        states.push(kept.get(&target).await["state"].take());
    }
    let open = ["MAKING", "OPEN", "OPEN"];
    let closed = ["ENDING", "ENDING", "CLOSED", "CLOSED"];
    assert_eq!(states, [&open[..], &closed[..]].concat());
}

#[tokio::test]
async fn token_lists_page_by_the_size_and_end() {
    let kept = Kept::start().await;
    for owner in ["a", "b", "a", "a", "b"] {
        kept.cart(json!({ "owner": owner })).await;
    }
    let mut pages = Vec::new();
    let mut token = String::new();
    loop {
        let target = format!("/shop/v1/carts?owner=a&size=2&token={token}");
        let page = kept.get(&target).await;
        pages.push(members(&page["carts"], "owner").len());
        match page.get("next").and_then(Json::as_str) {
            Some(next) if !next.is_empty() => token = next.to_owned(),
            _ => break,
        }
    }
    assert_eq!(pages, [2, 1]);
    // Without a size everything is on one page.
    let all = kept.get("/shop/v1/carts").await;
    assert_eq!(members(&all["carts"], "owner").len(), 5);
    assert_eq!(all.get("next"), Some(&Json::Null));
}

#[tokio::test]
async fn what_belongs_to_a_thing_is_shown_in_it_and_goes_with_it() {
    let kept = Kept::start().await;
    let goods = json!([{ "name": "pen", "amount": 2 }]);
    let id = kept.cart(json!({ "owner": "lee", "goods": goods })).await;
    let other = kept.cart(json!({ "owner": "kim" })).await;
    let target = format!("/shop/v1/carts/{id}");
    let good = json!({ "name": "ink", "amount": 1 });
    let (_, ink) = kept.ask("POST", &format!("{target}/goods"), good).await;
    assert_eq!((&ink["name"], &ink["amount"]), (&json!("ink"), &json!(1)));
    let cart = kept.get(&target).await;
    assert_eq!(members(&cart["goods"], "name"), ["pen", "ink"]);
    let listed = kept.get(&format!("{target}/goods")).await;
    assert_eq!(members(&listed, "name"), ["pen", "ink"]);
    let elsewhere = kept.get(&format!("/shop/v1/carts/{other}/goods")).await;
    assert_eq!(elsewhere, json!([]));

    // It is removed from its own cart alone.
    let remove = |cart: &str| format!("/shop/v1/carts/{cart}/goods/{}", ink["no"]);
    assert_eq!(kept.ask("DELETE", &remove(&other), Json::Null).await.0, 404);
    assert_eq!(kept.ask("DELETE", &remove(&id), Json::Null).await.0, 204);
    let listed = kept.get(&format!("{target}/goods")).await;
    assert_eq!(members(&listed, "name"), ["pen"]);
    kept.ask("DELETE", &target, Json::Null).await;
    let listed = kept.get(&format!("{target}/goods")).await;
    assert_eq!(listed, json!([]));
}

#[tokio::test]
async fn a_form_service_creates_lists_and_deletes() {
    let kept = Kept::start().await;
    let created = kept
        .form(
            "createRackInstances",
            "rackName=a&rackTypeCode=WIDE&subnetNo=5&rackCreateCount=2",
        )
        .await;
    assert_eq!(created["totalRows"], 2);
    let racks = &created["rackInstanceList"];
    let numbers = members(racks, "rackInstanceNo");
    assert_ne!(numbers[0], numbers[1]);
    assert_eq!(
        racks[0],
        json!({
            "rackInstanceNo": numbers[0],
            "rackName": "a",
            "rackType": { "code": "WIDE", "codeName": "wide" },
            "subnetNo": "5",
            "rackInstanceStatus": { "code": "INIT", "codeName": "init" },
        })
    );
    kept.form("createRackInstances", "subnetNo=6").await;

    // Lists are narrowed by names, codes and numbers, and by pages.
    for (form, rows, items) in [
        ("", 3, 3),
        ("rackName=a", 2, 2),
        ("rackTypeCode=WIDE", 2, 2),
        ("rackTypeCode=SLIM", 0, 0),
        ("rackName=b", 0, 0),
        ("pageNo=0&pageSize=2", 3, 2),
        ("pageNo=1&pageSize=2", 3, 1),
        ("pageNo=2&pageSize=2", 3, 0),
    ] {
        let list = kept.form("getRackInstanceList", form).await;
        let items_there = list["rackInstanceList"].as_array().unwrap().len();
        assert_eq!(
            (&list["totalRows"], items_there),
            (&json!(rows), items),
            "{form}"
        );
    }
    let two = format!("rackInstanceNoList.1={}&rackInstanceNoList.2=1", numbers[1]);
    let list = kept.form("getRackInstanceList", &two).await;
    assert_eq!(
        members(&list["rackInstanceList"], "rackInstanceNo"),
        [numbers[1]]
    );

    // It is there for one more read, and gone with the second.
    let detail = format!("rackInstanceNo={}", numbers[0]);
    let delete = format!("rackInstanceNoList.1={}", numbers[0]);
    let deleted = kept.form("deleteRackInstances", &delete).await;
    let state = |answer: &Json| answer["rackInstanceList"][0]["rackInstanceStatus"]["code"].clone();
    assert_eq!(state(&deleted), "TERMTNG");
    assert_eq!(
        state(&kept.form("getRackInstanceDetail", &detail).await),
        "TERMTNG"
    );
    let gone = kept.form("getRackInstanceDetail", &detail).await;
    assert_eq!(
        (&gone["totalRows"], &gone["rackInstanceList"]),
        (&json!(0), &json!([]))
    );
}

#[tokio::test]
async fn lists_inside_of_a_thing_get_more_and_less() {
    let kept = Kept::start().await;
    let created = kept
        .form("createRackInstances", "subnetNo=5&serverNoList.1=1")
        .await;
    let number = created["rackInstanceList"][0]["rackInstanceNo"]
        .as_str()
        .unwrap();
    let change = |operation: &'static str, servers: &'static str| {
        let form = format!("rackInstanceNo={number}&{servers}");
        let kept = &kept;
        async move {
            let mut answer = kept.form(operation, &form).await;
            answer["rackInstanceList"][0]["serverNoList"].take()
        }
    };
    let added = change("addRackServer", "serverNoList.1=2&serverNoList.2=1").await;
    assert_eq!(added, json!(["1", "2"]));
    let removed = change("removeRackServer", "serverNoList.1=1").await;
    assert_eq!(removed, json!(["2"]));
}

#[tokio::test]
async fn things_without_a_number_are_kept_by_their_names() {
    let kept = Kept::start().await;
    let created = kept
        .form("createRackInstances", "subnetNo=5&rackCreateCount=2")
        .await;
    let numbers = members(&created["rackInstanceList"], "rackInstanceNo");
    for (rack, labels) in [
        (0, "rackLabelNameList.1=a&rackLabelNameList.2=b"),
        (1, "rackLabelNameList.1=a"),
    ] {
        let form = format!("rackInstanceNo={}&{labels}", numbers[rack]);
        kept.form("addRackLabelList", &form).await;
    }
    let delete = format!("rackInstanceNo={}&rackLabelNameList.1=a", numbers[0]);
    kept.form("deleteRackLabelList", &delete).await;
    for (rack, labels) in [(0, ["b"]), (1, ["a"])] {
        let form = format!("rackInstanceNo={}", numbers[rack]);
        let list = kept.form("getRackLabelList", &form).await;
        assert_eq!(members(&list["rackLabelList"], "labelName"), labels);
        assert_eq!(list["totalRows"], 1);
    }
}

#[tokio::test]
async fn the_log_says_what_is_not_kept_and_why() {
    let kept = Kept::start().await;
    kept.get("/shop/v1/prices").await;
    kept.get("/shop/v1/carts").await;
    let requests = kept.0.requests();
    assert_eq!(
        requests[0].not_kept,
        Some("the spec does not tell what it does to what")
    );
    assert_eq!(requests[1].not_kept, None);
    let Verdict::Accepted { source } = &requests[1].verdict else {
        panic!("refused");
    };
    assert_eq!(*source, Source::Kept);
}

#[tokio::test]
async fn nothing_is_kept_unless_it_is_asked_for() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept");
    let specs = ncloud_codegen::load([folder]).unwrap();
    let kept = Kept(Gateway::builder().specs(specs).start().await.unwrap());
    kept.cart(json!({ "owner": "lee" })).await;
    let carts = kept.get("/shop/v1/carts").await;
    assert_eq!(members(&carts["carts"], "owner"), ["text"]);
    assert_eq!(kept.get("/shop/v1/carts/1").await["id"], "7");
}
