//! Pages of several requests, and layouts in which a row or an address was once lost: each says all that its page says.

use ncloud_tools::draft::{self, Draft, Options, Page};

use crate::support;

/// The draft, whose operations are sound, from the operations on.
fn operations(page: &str) -> (Draft, String) {
    let pages = [Page {
        name: "page",
        text: page,
    }];
    let draft = draft::draft(&pages, &Options::default()).unwrap();
    support::service(&draft.text);
    let (_, rest) = draft.text.split_once("\noperations:\n").unwrap();
    // What pages that are written for a test leave out.
    let rest: String = rest
        .lines()
        .filter(|line| !line.contains("gap: the page does not say its own address"))
        .map(|line| format!("{line}\n"))
        .collect();
    (draft, rest)
}

const SEVERAL: &str = include_str!("../../../fixtures/several-requests.md");

/// The page without the marks of Markdown, as copying it leaves it.
fn as_text(markdown: &str) -> String {
    let lines = markdown.lines().filter(|line| {
        let is_rule = line.starts_with('|') && line.chars().all(|c| matches!(c, '|' | '-' | ' '));
        !is_rule && !line.starts_with("```")
    });
    lines
        .map(|line| {
            let cells = line
                .strip_prefix('|')
                .and_then(|line| line.strip_suffix('|'));
            match cells {
                Some(cells) => cells
                    .split('|')
                    .map(str::trim)
                    .collect::<Vec<_>>()
                    .join(" "),
                None => line.trim_start_matches('#').trim().to_owned(),
            }
        })
        .map(|line| format!("{line}\n"))
        .collect()
}

const FIRST: &str = r#"  # gap: the table under `Response status` lists failures: put their codes under `errors`
  SendANotice:
    doc: Sends a notice to devices.
    docs: https://api.ncloud-docs.com/docs
    http: POST /notices
    headers:
      x-ncp-lang?: { type: string, name: lang, doc: Language. }
    body:
      text: { type: string, doc: Text. }
    status: 202
    response:
      noticeId: { type: string, doc: ID. }
    examples:
      documented:
        body: {"text": "a"}
        status: 202
        response: {"noticeId": "n1"}
"#;

const SECOND: &str = r#"
  GetANotice:
    doc: Returns a single notice.
    docs: https://api.ncloud-docs.com/docs
    http: GET /notices/{noticeId}
    path:
      noticeId: { type: string, doc: ID. }
    headers:
      x-ncp-lang?: { type: string, name: lang, doc: Language. }
    response:
      noticeId: { type: string, doc: ID. }
      sent:     { type: bool, doc: Whether it was sent. }
    examples:
      documented:
        made: noticeId, of which the page shows no value.
        request: { noticeId: noticeId }
        response: {"noticeId": "n1", "sent": true}
"#;

#[test]
fn a_page_of_two_requests_gives_two_operations() {
    for page in [SEVERAL.to_owned(), as_text(SEVERAL)] {
        let (draft, operations) = operations(&page);
        assert_eq!(operations, format!("{FIRST}{SECOND}"), "{page}");
        assert!(
            draft
                .text
                .contains("\nurl: https://push.apigw.ntruss.com/push/v2\n")
        );
        assert_eq!(draft.operations, ["SendANotice", "GetANotice"]);
    }
}

#[test]
fn a_request_without_its_own_host_is_below_the_address_of_the_service() {
    let page = SEVERAL.replace(
        "POST https://push.apigw.ntruss.com/push/v2/notices",
        "POST /notices",
    );
    let (draft, operations) = operations(&page);
    assert!(
        operations.contains("    http: POST /notices\n"),
        "{operations}"
    );
    assert!(
        draft
            .text
            .contains("\nurl: https://push.apigw.ntruss.com/push/v2\n")
    );
}

#[test]
fn commands_alone_tell_requests_apart_too() {
    let page = SEVERAL
        .replace("### Request URL", "### Request example")
        .replace("POST https", "curl -X POST https")
        .replace("GET https", "curl -X GET https")
        .replace("{noticeId}", "7");
    let (draft, operations) = operations(&page);
    assert_eq!(draft.operations, ["SendANotice", "GetANotice"]);
    assert!(
        operations.contains("    http: POST /notices\n"),
        "{operations}"
    );
    assert!(
        operations.contains("  # gap: `noticeId` is described as a part of the path, which has no such part: put it into `http`, or where it belongs\n"),
        "{operations}"
    );
}

#[test]
fn a_name_is_that_of_one_request() {
    let pages = [Page {
        name: "push.md",
        text: SEVERAL,
    }];
    let options = Options {
        name: Some("SendNotice".to_owned()),
        ..Options::default()
    };
    assert_eq!(
        draft::draft(&pages, &options).unwrap_err(),
        "push.md: the page shows 2 requests, and `SendNotice` can be the name of one: draft it without a name, or a page for each"
    );
}

#[test]
fn every_status_of_success_is_taken() {
    let page = |rows: &str| {
        format!(
            "# Get box\n\nGET https://shelf.apigw.ntruss.com/api/v1/boxes\n\n## Response status codes\n\n| HTTP status code | Description |\n| --- | --- |\n{rows}"
        )
    };
    for (rows, said) in [
        ("| 201 Created | x |\n", "    status: 201\n"),
        ("| `200` | x |\n| 204 | x |\n", "    status: [200, 204]\n"),
    ] {
        let (_, operations) = operations(&page(rows));
        assert!(operations.contains(said), "{operations}");
    }
    let (_, operations) = operations(&page("| 200 | x |\n"));
    assert!(!operations.contains("status"), "{operations}");
}

/// A page in Japanese.
#[test]
fn tables_in_japanese_are_read() {
    let (_, operations) = operations(JAPANESE);
    for said in [
        "    doc: 箱を作成します。\n",
        "    http: POST /boxes\n",
        "    body:\n      boxName:  { type: string, doc: 箱の名前. }\n      boxSize?: { type: i64, doc: 大きさ. }\n",
        "    response:\n      boxNo?: { type: i64, doc: 番号. }\n",
    ] {
        assert!(operations.contains(said), "{said}{operations}");
    }
    assert!(!operations.contains("No table"), "{operations}");
    let query = "# 箱の一覧\n\n## リクエスト\n\nGET https://shelf.apigw.ntruss.com/api/v1/boxes/{shelfNo}\n\n### パスパラメータ\n\n\
        | パラメータ名 | 要否 | タイプ | 制約事項 | 説明 |\n| --- | --- | --- | --- | --- |\n| shelfNo | 必須 | String | - | 棚 |\n\n\
        ### クエリパラメータ\n\n| フィールド | タイプ | 必須の有無 | デフォルト | 説明 |\n| --- | --- | --- | --- | --- |\n| size | Integer | Optional | 10 | 件数 |\n";
    let (_, operations) = self::operations(query);
    assert!(
        operations.contains("      shelfNo: { type: string, doc: 棚. }\n"),
        "{operations}"
    );
    assert!(
        operations.contains("      size?: { type: i64, default: \"10\", doc: 件数. }\n"),
        "{operations}"
    );
}

const JAPANESE: &str = r####"# 箱の作成

箱を作成します。

## リクエスト

| メソッド | URI |
| --- | --- |
| POST | /api/v1/boxes |

### リクエストボディ

| フィールド | タイプ | 必須の有無 | 説明 |
| --- | --- | --- | --- |
| `boxName` | String | Required | 箱の名前 |
| `boxSize` | Integer | Optional | 大きさ |

### リクエスト例

    curl --location --request POST 'https://shelf.apigw.ntruss.com/api/v1/boxes' \
    --header 'x-ncp-apigw-timestamp: {Timestamp}' \
    --header 'x-ncp-iam-access-key: {Access Key}' \
    --header 'x-ncp-apigw-signature-v2: {Signature}' \
    --data '{"boxName": "b"}'

## レスポンス

### レスポンスボディ

| フィールド | タイプ | 必須の有無 | 説明 |
| --- | --- | --- | --- |
| `boxNo` | Integer | - | 番号 |

### レスポンス例

    {"boxNo": 7}
"####;

/// In plain text nothing but a description says of which member a table is.
#[test]
fn a_table_of_a_member_is_not_one_of_the_answer() {
    let (draft, operations) = operations(LABELS);
    assert!(
        operations.ends_with(
            "    envelope: result\n    response: GetBoxResult\n\ntypes:\n  GetBoxResult:\n    name?:   { type: string, doc: Name. }\n    \
             labels?: { type: list<Label>, doc: \"Labels: label information.\" }\n\n  Label:\n    key?: { type: string, doc: Key. }\n    no?:  { type: i64, doc: Number. }\n"
        ),
        "{}",
        draft.text
    );
    let (_, operations) = self::operations(&LABELS.replace("Labels: label information", "Labels"));
    assert!(
        operations.contains(
            "  # gap: the table under `Label information` was not read: put its rows down by hand\n"
        ),
        "{operations}"
    );
    assert!(!operations.contains("key?"), "{operations}");
}

const LABELS: &str = r####"Get box

Get a box.

Request

Method URI
GET /api/v1/boxes/{boxNo}

Request path parameters

Field Type Required Description
boxNo String Required Number

Request example

curl --location --request GET 'https://shelf.apigw.ntruss.com/api/v1/boxes/7' \
--header 'x-ncp-iam-access-key: {Access Key}'

Response

Response body

Field Type Required Description
result Object - Result
result.name String - Name
result.labels Array - Labels: label information

Label information

The following describes Label information.

Field Type Required Description
key String - Key
no Integer - Number

Response status codes
"####;

#[test]
fn rows_that_have_run_together_are_cut_or_named() {
    let (_, operations) = operations(TOGETHER);
    assert!(
        operations.contains(
            "    query:\n      boxName?: { type: string, size: 255, doc: Name of the box. }\n      shelfNo:  { type: string, doc: Number of the shelf. }\n      \
             kind?:    { type: string, doc: Kind., unconfirmed: \"The table makes it conditional: say under `required_when` on what, or that it never is.\" }\n"
        ),
        "{operations}"
    );
    let (_, operations) = self::operations(&TOGETHER.replace("Limitations", "Odds"));
    assert!(
        operations.contains("  # gap: the table under `Request parameters` was not read: put its rows down by hand\n"),
        "{operations}"
    );
    assert!(
        operations.contains(
            "shelfNo?: { type: string, unconfirmed: The sample has it; not all tables of the page were read. }\n"
        ),
        "{operations}"
    );
}

const TOGETHER: &str = r####"createBox

Overview

Create a box.

Request

Request parameters

ParameterRequiredTypeLimitationsDescription
boxNameNStringMin: 1
Max: 255
Name of the box
shelfNoYString-Number of the shelf
kindConditionalString-Kind

Examples

Request example

GET https://ncloud.apigw.ntruss.com/shelf/v2/createBox?shelfNo=7
"####;
