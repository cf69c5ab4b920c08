//! OpenAPI documents: what they say of features that OpenAPI has no member for, and that samples fit their schemas.

use ncloud_codegen::load as load_all;
use ncloud_tools::openapi::{Version, document};
use serde_json::{Value as Json, json};

use crate::support::{load, path};

fn of_fixture(name: &str, version: Version) -> Json {
    let services = load(&path(&format!("fixtures/features/{name}.yaml")));
    serde_json::from_str(&document(&services[0], version)).unwrap()
}

#[test]
fn operations_that_share_method_and_path_are_one() {
    let document = of_fixture("parts", Version::V3_1);
    let merged = &document["paths"]["/pictures"]["post"];
    assert_eq!(merged["operationId"], "ReadPictureOrReadText");
    let content = merged["requestBody"]["content"].as_object().unwrap();
    let media_types: Vec<_> = content.keys().map(String::as_str).collect();
    assert_eq!(media_types, ["application/json", "multipart/form-data"]);
    assert_eq!(
        merged["responses"]["200"]["content"]["application/json"]["schema"],
        json!({ "anyOf": [
            { "$ref": "#/components/schemas/ReadPictureOutput" },
            { "$ref": "#/components/schemas/ReadTextOutput" },
        ] })
    );
    let each: Vec<_> = merged["x-ncloud-operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|operation| operation["operationId"].as_str().unwrap())
        .collect();
    assert_eq!(each, ["ReadPicture", "ReadText"]);
}

#[test]
fn parts_say_how_they_are_written() {
    let document = of_fixture("parts", Version::V3_1);
    let body = &document["paths"]["/pictures"]["post"]["requestBody"];
    let media = &body["content"]["multipart/form-data"];
    assert_eq!(
        media["encoding"]["days"],
        json!({ "contentType": "application/json" })
    );
    assert_eq!(
        media["schema"]["properties"]["file"],
        json!({ "type": "string", "format": "binary", "description": "The picture." })
    );
    assert_eq!(
        media["schema"]["required"],
        json!(["message", "source", "file"])
    );
}

#[test]
fn headers_that_cannot_be_parameters_stand_beside_them() {
    let document = of_fixture("contents", Version::V3_1);
    let put = &document["paths"]["/contents/{name}"]["put"];
    let names = |list: &Json| -> Vec<String> {
        let list = list.as_array().unwrap().iter();
        list.map(|each| each["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&put["parameters"]), ["name"]);
    assert_eq!(
        names(&put["x-ncloud-headers"]),
        ["content-type", "x-object-meta-*", "x-flag-*"]
    );
    let answer = &document["paths"]["/contents/{name}"]["get"]["responses"]["206"];
    assert_eq!(
        answer["headers"]["x-object-meta-key"],
        json!({
            "required": false,
            "schema": { "type": "string", "format": "password" },
            "x-ncloud-sensitive": true,
        })
    );
    assert!(answer["x-ncloud-header-families"]["x-object-meta-*"].is_object());
}

#[test]
fn events_are_a_media_type() {
    let document = of_fixture("chat", Version::V3_1);
    let content = &document["paths"]["/chat/{model}"]["post"]["responses"]["200"]["content"];
    let events = &content["text/event-stream"]["x-ncloud-events"];
    assert_eq!(
        events["data"]["token"],
        json!({ "$ref": "#/components/schemas/Token" })
    );
    assert_eq!(events["end"], "[DONE]");
    assert_eq!(events["failure"], "error");
    assert_eq!(
        content["application/json"]["schema"],
        json!({
            "type": "object",
            "properties": { "result": { "$ref": "#/components/schemas/Completion" } },
            "required": ["result"],
        })
    );

    let content = &document["paths"]["/summary"]["post"]["responses"]["200"]["content"];
    let events = &content["text/event-stream"]["x-ncloud-events"];
    assert_eq!(events["last"], "result");
    assert_eq!(events["failure"], "problem");
    assert_eq!(
        events["data"]["problem"],
        json!({ "$ref": "#/components/schemas/Problem" })
    );
}

#[test]
fn lists_say_where_they_begin_and_where_the_service_ends_them() {
    let document = of_fixture("paging", Version::V3_1);
    let pages = |path: &str| &document["paths"][path]["get"]["x-ncloud-pages"];
    assert_eq!(
        pages("/users"),
        &json!({
            "offset": { "in": "query", "name": "offset" },
            "first": 0,
            "items": "users",
            "total": "page.total",
        })
    );
    assert_eq!(
        pages("/notes"),
        &json!({
            "offset": { "in": "query", "name": "start" },
            "first": 1,
            "max": 5,
            "size": { "in": "query", "name": "display" },
            "items": "notes",
            "total": "total",
        })
    );
    assert_eq!(pages("/rows")["first"], 1);
    assert_eq!(pages("/rows")["max"], 2);
}

#[test]
fn the_root_of_xml_has_its_name() {
    let document = of_fixture("markup", Version::V3_1);
    let answer = &document["paths"]["/startApp"]["post"]["responses"]["200"];
    assert_eq!(
        answer["content"]["application/xml"]["schema"],
        json!({ "$ref": "#/components/schemas/Outcome", "xml": { "name": "StartAppResponse" } })
    );
}

#[test]
fn version_3_0_says_of_elements_in_its_own_way() {
    let newer = of_fixture("tuples", Version::V3_1);
    let older = of_fixture("tuples", Version::V3_0);
    let elements = json!([
        { "title": "longitude", "type": "number", "format": "double", "description": "Longitude." },
        { "title": "latitude", "type": "number", "format": "double" },
    ]);
    assert_eq!(newer["openapi"], "3.1.0");
    let position = &newer["components"]["schemas"]["Position"];
    assert_eq!(position["prefixItems"], elements);
    assert_eq!(older["openapi"], "3.0.3");
    let position = &older["components"]["schemas"]["Position"];
    assert_eq!(position["x-ncloud-elements"], elements);
    assert_eq!(
        position["items"],
        json!({ "type": "number", "format": "double" })
    );
    assert_eq!(position["maxItems"], 2);
}

#[test]
fn null_is_said_as_the_version_says_it() {
    let service = load(&path("../spec/organization.yaml")).remove(0);
    for (version, schema) in [
        (
            Version::V3_1,
            json!({ "type": ["integer", "null"], "format": "int64" }),
        ),
        (
            Version::V3_0,
            json!({ "type": "integer", "format": "int64", "nullable": true }),
        ),
    ] {
        let document: Json = serde_json::from_str(&document(&service, version)).unwrap();
        let mut member =
            document["components"]["schemas"]["Organization"]["properties"]["regYmdt"].clone();
        let member = member.as_object_mut().unwrap();
        member.retain(|name, _| schema.get(name).is_some());
        assert_eq!(json!(member), schema);
    }
}

/// What the documents of real services show of bodies and answers is what they say of them; where answers only have to be read
/// leniently no sample is kept.
#[test]
fn samples_fit_their_schemas() {
    let mut samples = 0;
    let mut faults = Vec::new();
    for service in load_all([path("../spec")]).unwrap() {
        let document: Json = serde_json::from_str(&document(&service, Version::V3_1)).unwrap();
        let mut waiting = vec![&document["paths"]];
        while let Some(node) = waiting.pop() {
            if let (Some(schema), Some(examples)) = (node.get("schema"), node.get("examples")) {
                let mut schema = schema.clone();
                schema["components"] = document["components"].clone();
                let validator = jsonschema::draft202012::new(&schema).unwrap();
                for (name, example) in examples.as_object().unwrap() {
                    samples += 1;
                    let errors = validator.iter_errors(&example["value"]);
                    faults.extend(errors.map(|error| {
                        format!("{} {name} {} {error}", service.name, error.instance_path())
                    }));
                }
            }
            match node {
                // Samples of XML are text.
                Json::Object(members) => waiting.extend(
                    members
                        .iter()
                        .filter(|(name, _)| *name != "application/xml")
                        .map(|(_, member)| member),
                ),
                Json::Array(elements) => waiting.extend(elements),
                _ => {}
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    assert!(samples > 700, "{samples}");
}
