//! Scalars that come in other forms than the page says, and bytes.

use ncloud_tests::scalars::{GetLenient, Lenient, PutScalars, Scalars, Word};
use serde_json::{Value as Json, json};

use crate::support::Wire;

const SPEC: &str = "fixtures/features/scalars.yaml";

async fn answer(member: &str, value: Json) -> Result<Lenient, ncloud::Error> {
    let mut response = json!({ "text": "", "word": "A", "whole": 0, "long": 0, "ratio": 0, "flag": false, "yes": "N" });
    response[member] = value;
    let wire = Wire::answering(SPEC, &response).await;
    wire.client.send(GetLenient::new()).await
}

#[tokio::test]
async fn a_number_or_a_flag_as_text() {
    for (value, text) in [
        (json!(12), "12"),
        (json!(1.5), "1.5"),
        (json!(true), "true"),
    ] {
        assert_eq!(answer("text", value.clone()).await.unwrap().text, text);
        let word = answer("word", value).await.unwrap().word;
        assert_eq!(word, Word::from(text));
    }
}

#[tokio::test]
async fn text_as_a_number() {
    assert_eq!(answer("whole", json!("-12")).await.unwrap().whole, -12);
    assert_eq!(
        answer("long", json!("9007199254740993"))
            .await
            .unwrap()
            .long,
        9_007_199_254_740_993
    );
    assert_eq!(answer("ratio", json!("1.25")).await.unwrap().ratio, 1.25);
    let error = answer("whole", json!("many")).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("whole: expected an integer of 32 bits, got text"),
        "{error}"
    );
}

#[tokio::test]
async fn a_whole_number_with_a_fraction_and_without() {
    assert_eq!(answer("whole", json!(12.0)).await.unwrap().whole, 12);
    assert_eq!(answer("long", json!(12.0)).await.unwrap().long, 12);
    assert_eq!(answer("ratio", json!(12)).await.unwrap().ratio, 12.0);
    assert!(answer("long", json!(12.5)).await.is_err());
}

#[tokio::test]
async fn flags_in_every_form() {
    for (value, flag) in [
        (json!(true), true),
        (json!("true"), true),
        (json!("Y"), true),
        (json!("y"), true),
        (json!(false), false),
        (json!("FALSE"), false),
        (json!("N"), false),
    ] {
        assert_eq!(
            answer("flag", value.clone()).await.unwrap().flag,
            flag,
            "{value}"
        );
        assert_eq!(
            answer("yes", value.clone()).await.unwrap().yes,
            flag,
            "{value}"
        );
    }
}

#[tokio::test]
async fn numbers_and_flags_in_quotes_go_out() {
    let wire = Wire::of(SPEC).await;
    let scalars = Scalars::new(-5, 5, 1.5, true, *b"\0\xffdata").numbers([1, 2]);
    wire.client
        .send(PutScalars::new(scalars).count(5))
        .await
        .unwrap();
    let sent = wire.request();
    assert_eq!(sent.line, "PUT /v1/scalars?count=5");
    assert_eq!(
        sent.body,
        r#"{"number":"-5","small":"5","ratio":"1.5","flag":"true","file":"AP9kYXRh","numbers":["1","2"]}"#
    );

    let wire = Wire::of(SPEC).await;
    let endless = Scalars::new(0, 0, f64::INFINITY, true, "");
    let error = wire
        .client
        .send(PutScalars::new(endless))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "scalars.PutScalars: body member `ratio` is not a finite number, which JSON cannot hold; give it another value"
    );
    assert_eq!(wire.requests().len(), 0);
}

#[tokio::test]
async fn bytes_as_base64() {
    let response = json!({
        "number": 0, "small": 0, "ratio": 0, "flag": false, "file": "AP9k\nYXRh", "files": ["YQ", ""],
    });
    let wire = Wire::answering(SPEC, &response).await;
    let scalars = Scalars::new(0, 0, 0.0, false, "a").files(["b", "cc"]);
    let answer = wire
        .client
        .send(PutScalars::new(scalars).seal(*b"\0\xff"))
        .await
        .unwrap();

    let sent = wire.request();
    assert_eq!(sent.line, "PUT /v1/scalars?seal=AP8%3D");
    assert!(
        sent.body
            .ends_with(r#""file":"YQ==","files":["Yg==","Y2M="]}"#),
        "{}",
        sent.body
    );
    assert_eq!(answer.file, b"\0\xffdata");
    assert_eq!(answer.files, Some(vec![b"a".to_vec(), Vec::new()]));
    assert!(
        !format!("{answer:?}").contains("255"),
        "bytes are as secret as text"
    );
}
