//! What comes from files and goes to files, and what comes bit by bit.

use std::fs;

use tempfile::TempDir;

use crate::support::{Cloud, failed, fed, printed, text};

const MESSAGE: &str = r#"{"serviceId": "ncp:sms:kr:501234567891:sens", "type": "SMS", "from": "0212345678", "content": "Your order is ready.", "messages": [{"to": "01012345678"}]}"#;

#[test]
fn a_message_is_sent_from_a_file() {
    let cloud = Cloud::of("sens");
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("message.json");
    fs::write(&file, MESSAGE).unwrap();
    let line = format!("sens send-sms --input-json @{}", file.display());
    let sent = cloud.data(&format!("{line} --query statusName -o text"));
    assert_eq!(sent, "success\n");
    let output = fed(
        cloud.command("sens send-sms --input-json @- --content again"),
        MESSAGE,
    );
    printed(&output);
    let requests = cloud.gateway.requests();
    let body: serde_json::Value = serde_json::from_slice(&requests.last().unwrap().body).unwrap();
    assert_eq!(body["content"], "again");
    assert_eq!(body["from"], "0212345678");
    let shown = cloud.data(&format!("{line} --dry-run"));
    assert!(!shown.contains("0212345678"), "{shown}");
    assert!(shown.contains("\"from\": \"[redacted]\""), "{shown}");
}

#[test]
fn members_come_from_pairs() {
    let cloud = Cloud::of("sens");
    let line = "sens send-sms --service-id ncp:sms:kr:1:sens --type SMS --from 0212345678 --content a --messages to=01012345678,content=b\\,c --messages to=01023456789";
    cloud.data(line);
    let requests = cloud.gateway.requests();
    let body: serde_json::Value = serde_json::from_slice(&requests.last().unwrap().body).unwrap();
    assert_eq!(
        body["messages"],
        serde_json::json!([{ "to": "01012345678", "content": "b,c" }, { "to": "01023456789" }])
    );
    let said = failed(&cloud.run(&line.replace("to=01023456789", "too=1")), 2);
    assert_eq!(
        said,
        "error: `--messages` has no member `too`; did you mean `to`?\n"
    );
}

#[test]
fn a_chat_is_followed() {
    let cloud = Cloud::of("clova_studio");
    let line = "clova-studio complete-chat --model-name HCX-003 --events";
    let messages = r#"[{"role": "system", "content": "test"}, {"role": "user", "content": "테스트 해보자."}, {"role": "assistant", "content": "알겠습니다. 무엇을 테스트해볼까요?"}]"#;
    let mut command = cloud.command(line);
    let tokens = "data.message.content";
    command.args([
        "--messages",
        messages,
        "--output",
        "text",
        "--query",
        tokens,
    ]);
    let output = command.output().unwrap();
    assert_eq!(
        printed(&output).lines().take(3).collect::<Vec<_>>(),
        ["안", "녕", "안녕"]
    );
}

#[test]
fn a_picture_is_uploaded_with_a_bar() {
    let cloud = Cloud::of("clova_ocr");
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("receipt.png");
    fs::write(&file, vec![0x89; 200_000]).unwrap();
    let mut command = cloud.command("clova-ocr recognize-text-in-file --progress always -o json");
    let message = r#"{"version": "V2", "requestId": "1", "timestamp": 0, "images": [{"format": "png", "name": "receipt"}]}"#;
    command.args([
        "--message",
        message,
        "--file",
        &format!("@{}", file.display()),
    ]);
    let output = command.output().unwrap();
    printed(&output);
    let requests = cloud.gateway.requests();
    let part = requests[0]
        .parts
        .iter()
        .find(|part| part.name == "file")
        .unwrap();
    assert_eq!(
        (part.length, part.content_type.as_deref()),
        (200_000, Some("image/png"))
    );
    insta::assert_snapshot!("upload_bar", text(&output.stderr).replace('\r', "\n"));
}

#[test]
fn a_document_is_downloaded() {
    let cloud = Cloud::of("papago");
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("translated.xlsx");
    let line = "papago download-document --request-id 20201007_2522985202669";
    let output = cloud.run(&format!(
        "{line} --progress always --out {}",
        file.display()
    ));
    assert_eq!(printed(&output), "");
    assert_eq!(fs::read_to_string(&file).unwrap(), "a translated workbook");
    assert!(
        text(&output.stderr).contains("[####################] 100 % 21 bytes of 21 bytes"),
        "{}",
        text(&output.stderr)
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(cloud.data(line), "a translated workbook");
}
