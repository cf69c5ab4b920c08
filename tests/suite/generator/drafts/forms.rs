//! One page in every form in which tables come: what it says is the same in all of them.

use ncloud_tools::draft::{self, Options, Page};

use crate::support;

/// A page in Markdown, in pieces.
enum Piece<'page> {
    Heading(&'page str, usize),
    Table(Vec<Vec<&'page str>>),
    Code(Vec<&'page str>),
    Line(&'page str),
}

fn pieces(page: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        if line == "```" {
            let mut code = Vec::new();
            for line in lines.by_ref().take_while(|line| *line != "```") {
                code.push(line);
            }
            pieces.push(Piece::Code(code));
        } else if line.starts_with('#') {
            let text = line.trim_start_matches('#');
            pieces.push(Piece::Heading(text.trim(), line.len() - text.len()));
        } else if line.starts_with('|') {
            let mut rows = vec![cells(line)];
            while let Some(line) = lines.next_if(|line| line.starts_with('|')) {
                if !line.contains("---") {
                    rows.push(cells(line));
                }
            }
            pieces.push(Piece::Table(rows));
        } else {
            pieces.push(Piece::Line(line));
        }
    }
    pieces
}

fn cells(line: &str) -> Vec<&str> {
    line.trim_matches('|').split('|').map(str::trim).collect()
}

type Form = (&'static str, fn(&[Vec<&str>]) -> String);

/// How a table is written in text.
const FORMS: [Form; 7] = [
    ("Markdown", |rows| {
        let row = |cells: &Vec<&str>| format!("| {} |\n", cells.join(" | "));
        let rule = vec!["---"; rows[0].len()];
        row(&rows[0]) + &row(&rule) + &rows[1..].iter().map(row).collect::<String>()
    }),
    ("pipes", |rows| {
        let row = |cells: &Vec<&str>| format!("{} |\n", cells.join(" | ").replace("<br>", " "));
        rows.iter().map(row).collect()
    }),
    ("pipes, rows broken over lines", |rows| {
        let row = |cells: &Vec<&str>| match cells.split_first() {
            Some((first, rest)) => {
                format!("{first} |\n{}\n|\n", rest.join(" | ").replace("<br>", "\n"))
            }
            None => String::new(),
        };
        let rule = format!("{}\n", "---|".repeat(rows[0].len()));
        let head = format!("{} |\n", rows[0].join(" | "));
        head + &rule + &rows[1..].iter().map(row).collect::<String>()
    }),
    ("parted by spaces", |rows| lines(rows, " ")),
    ("aligned", |rows| {
        let row = |cells: &Vec<&str>| {
            let cells = cells
                .iter()
                .map(|cell| format!("{:<24}", cell.replace("<br>", " ")));
            format!("{}\n", cells.collect::<String>().trim_end())
        };
        rows.iter().map(row).collect()
    }),
    ("run together", |rows| lines(rows, "")),
    ("HTML in Markdown", |rows| format!("{}\n", html_table(rows))),
];

fn lines(rows: &[Vec<&str>], border: &str) -> String {
    let row = |cells: &Vec<&str>| format!("{}\n", cells.join(border).replace("<br>", "\n"));
    rows.iter().map(row).collect()
}

fn html_table(rows: &[Vec<&str>]) -> String {
    let row = |cells: &Vec<&str>, tag: &str| {
        let cells = cells.iter().map(|cell| format!("<{tag}>{cell}</{tag}>"));
        format!("<tr>{}</tr>", cells.collect::<String>())
    };
    let body: String = rows[1..].iter().map(|cells| row(cells, "td")).collect();
    format!("<table>{}{body}</table>", row(&rows[0], "th"))
}

/// The page with its headings as text alone and its tables in a form.
fn written(page: &str, is_markdown: bool, table: fn(&[Vec<&str>]) -> String) -> String {
    let mut text = String::new();
    for piece in pieces(page) {
        text.push_str(&match piece {
            Piece::Heading(heading, level) if is_markdown => {
                format!("{} {heading}\n\n", "#".repeat(level))
            }
            Piece::Heading(heading, _) => format!("{heading}\n\n"),
            Piece::Table(rows) => format!("{}\n", table(&rows)),
            Piece::Code(code) if is_markdown => format!("```\n{}\n```\n\n", code.join("\n")),
            Piece::Code(code) => format!("{}\n\n", code.join("\n")),
            Piece::Line(line) => format!("{line}\n\n"),
        });
    }
    text
}

fn as_html(page: &str) -> String {
    let mut text = String::from("<html><body>");
    for piece in pieces(page) {
        text.push_str(&match piece {
            Piece::Heading(heading, level) => format!("<h{level}>{heading}</h{level}>"),
            Piece::Table(rows) => html_table(&rows),
            Piece::Code(code) => format!("<pre><code>{}</code></pre>", code.join("\n")),
            Piece::Line(line) => format!("<p>{line}</p>"),
        });
    }
    text + "</body></html>"
}

/// What the draft has from the operations on, without what only this test leaves out.
fn operations(page: &str) -> String {
    let pages = [Page {
        name: "page",
        text: page,
    }];
    let draft = draft::draft(&pages, &Options::default()).unwrap();
    support::service(&draft.text);
    let (_, rest) = draft.text.split_once("\noperations:\n").unwrap();
    let rest = rest.split("    examples:\n").next().unwrap();
    rest.lines()
        .filter(|line| !line.contains("gap: the page does not say its own address"))
        .map(|line| format!("{line}\n"))
        .collect()
}

fn says_the_same(page: &str, parts: &[&str]) {
    let mut drafts = vec![("HTML", operations(&as_html(page)))];
    for (form, table) in FORMS {
        let is_markdown = form.contains("Markdown");
        drafts.push((form, operations(&written(page, is_markdown, table))));
    }
    for (form, draft) in &drafts {
        for part in parts {
            assert!(draft.contains(part), "{form}: {part}\n{draft}");
        }
        for lie in ["No table", "does not list", "was not read", "may be a row"] {
            assert!(!draft.contains(lie), "{form}: {lie}\n{draft}");
        }
    }
}

#[test]
fn a_page_in_japanese_says_the_same_in_every_form() {
    says_the_same(
        JAPANESE,
        &[
            "    doc: 箱を作成します。\n",
            "    http: POST /boxes/{shelfNo}\n",
            "      shelfNo: { type: string, doc: 棚. }\n",
            "      dryRun?: { type: bool, doc: 試行. }\n",
            "      boxName:  { type: string, doc: 箱の名前. }\n      boxSize?: { type: i64, doc: 大きさ. }\n",
            "      boxNo?: { type: i64, doc: 番号. }\n",
        ],
    );
}

const JAPANESE: &str = r#"# 箱の作成

VPC環境で利用できます。

箱を作成します。

## リクエスト

| メソッド | URI |
| --- | --- |
| POST | /api/v1/boxes/{shelfNo} |

### パスパラメータ

| パラメータ名 | 要否 | タイプ | 制約事項 | 説明 |
| --- | --- | --- | --- | --- |
| shelfNo | Yes | String | - | 棚 |

### クエリパラメータ

| フィールド | タイプ | 必須の有無 | 説明 |
| --- | --- | --- | --- |
| dryRun | Boolean | Optional | 試行 |

### リクエストボディ

| フィールド | タイプ | 必須の有無 | 説明 |
| --- | --- | --- | --- |
| boxName | String | Required | 箱の名前 |
| boxSize | Integer | Optional | 大きさ |

### リクエスト例

```
curl --location --request POST 'https://shelf.apigw.ntruss.com/api/v1/boxes/3' \
--header 'x-ncp-apigw-timestamp: {Timestamp}' \
--header 'x-ncp-iam-access-key: {Access Key}' \
--header 'x-ncp-apigw-signature-v2: {Signature}' \
--data '{"boxName": "b"}'
```

## レスポンス

### レスポンスボディ

| フィールド名 | タイプ | 説明 | 備考 |
| --- | --- | --- | --- |
| boxNo | Integer | 番号 | - |

### レスポンス例

```
{"boxNo": 7}
```
"#;

#[test]
fn the_table_of_a_member_is_that_of_a_member_in_every_form() {
    says_the_same(
        LABELS,
        &[
            "    envelope: result\n    response: GetBoxResult\n",
            "  GetBoxResult:\n    name?:   { type: string, doc: Name. }\n",
            "labels?: { type: list<Label>, doc: \"Labels: label information.\" }\n",
            "  Label:\n    key?: { type: string, doc: Key. }\n    no?:  { type: i64, doc: Number. }\n",
        ],
    );
}

const LABELS: &str = r#"# Get box

Get a single box.

## Request

| Method | URI |
| --- | --- |
| GET | /api/v1/boxes/{boxNo} |

### Request path parameters

| Field | Type | Required | Description |
| --- | --- | --- | --- |
| boxNo | String | Required | Number |

### Request example

```
curl --location --request GET 'https://shelf.apigw.ntruss.com/api/v1/boxes/7' \
--header 'x-ncp-apigw-signature-v2: {Signature}'
```

## Response

### Response body

| Field | Type | Required | Description |
| --- | --- | --- | --- |
| result | Object | - | Result |
| result.name | String | - | Name |
| result.labels | Array | - | Labels: label information |

#### Label information

The following describes Label information.

| Field | Type | Required | Description |
| --- | --- | --- | --- |
| key | String | - | Key |
| no | Integer | - | Number |

### Response status codes

See the common ones.
"#;

#[test]
fn an_old_page_says_the_same_in_every_form() {
    says_the_same(
        OLD,
        &[
            "      boxName?: { type: string, ",
            "      shelfNo:  { type: string, doc: Number of the shelf. }\n",
            "      kind?:    { type: string, doc: Kind., unconfirmed: \"The table makes it conditional",
        ],
    );
}

const OLD: &str = r#"# createBox

## Overview

Create a single box.

## Request

### Request parameters

| Parameter | Required | Type | Limitations | Description |
| --- | --- | --- | --- | --- |
| boxName | N | String | Min: 1<br>Max: 255 | Name of the box |
| shelfNo | Y | String | - | Number of the shelf |
| kind | Conditional | String | - | Kind |

## Examples

### Request example

```
GET https://ncloud.apigw.ntruss.com/shelf/v2/createBox
?shelfNo=7
```
"#;

#[test]
fn what_cannot_be_a_row_is_a_gap() {
    let page = "# Get box\n\nGET https://shelf.apigw.ntruss.com/api/v1/boxes\n\n## Response body\n\n| Field | Type | Required | Description |\n| --- | --- | --- | --- |\n";
    for (rows, gap) in [
        ("| a b | String | - | x |\n", "the row `a b` was not read"),
        (
            "| string | Mail address | | |\n",
            "the row `string` was not read",
        ),
        (
            "| | String | - | x |\n",
            "a row has no name and was not read, `String - x`",
        ),
    ] {
        let operations = operations(&format!("{page}{rows}"));
        assert!(operations.contains(gap), "{rows}{operations}");
    }
    let text = "Get box\n\nGET https://shelf.apigw.ntruss.com/api/v1/boxes\n\nResponse body\n\nField Type Required Description\nboxNo String - Number\nboxKind BoxKind Required Kind\n";
    let operations = operations(text);
    assert!(
        operations.contains("the line `boxKind BoxKind Required Kind` may be a row of its own"),
        "{operations}"
    );
}

#[test]
fn of_a_row_that_was_not_read_nobody_says_that_it_is_not_there() {
    let page = "# Get box\n\nGET https://shelf.apigw.ntruss.com/api/v1/boxes\n\n## Response body\n\n| Field | Type | Description |\n| --- | --- | --- |\n\
        | no | Integer | Number |\n| string | Mail address | |\n\n## Response example\n\n```\n{\"no\": 1, \"email\": \"a@b.c\"}\n```\n";
    let operations = operations(page);
    assert!(
        operations.contains("unconfirmed: A sample has it; not all tables of the page were read."),
        "{operations}"
    );
    assert!(!operations.contains("does not list"), "{operations}");
}

#[test]
fn a_table_of_one_of_two_members_of_a_name_is_a_gap() {
    let head = "| Field | Type | Description |\n| --- | --- | --- |\n";
    let page = format!(
        "# Get box\n\nGET https://shelf.apigw.ntruss.com/api/v1/boxes\n\n## Response body\n\n{head}| top.files | Array | Files |\n| bottom.files | Array | Files |\n\n\
         #### `files`\n\n{head}| name | String | Name |\n"
    );
    let operations = operations(&page);
    assert!(
        operations.contains(
            "several members are called `files`, and its table was taken for that of `top.files`"
        ),
        "{operations}"
    );
}

#[test]
fn samples_of_failures_are_none_of_successes() {
    for label in ["Failure", "실패", "失敗", "Error response example"] {
        let page = format!(
            "# Get box\n\nGET https://shelf.apigw.ntruss.com/api/v1/boxes\n\n## Response\n\n### Response example\n\nSuccess\n\n```\n{{\"no\": 1}}\n```\n\n{label}\n\n```\n{{\"errorCode\": \"1\"}}\n```\n"
        );
        let operations = operations(&page);
        assert!(operations.contains("no?: "), "{label}{operations}");
        assert!(!operations.contains("errorCode"), "{label}{operations}");
        assert!(
            operations.contains("the sample of a failure was left out"),
            "{label}{operations}"
        );
    }
}

#[test]
fn a_part_of_a_path_may_have_a_name_and_more() {
    let page = "# Get box\n\nGET https://shelf.apigw.ntruss.com/{regionCode}-v1/boxes/{boxNo}\n\n## Path parameters\n\n| Field | Type | Required | Description |\n| --- | --- | --- | --- |\n\
        | regionCode | String | Y | Region |\n| boxNo | Integer | Y | Number |\n\n## Request example\n\n```\nGET https://shelf.apigw.ntruss.com/kr-v1/boxes/7\n```\n";
    let operations = operations(page);
    assert!(
        operations.contains("    http: GET /{regionCode}-v1/boxes/{boxNo}\n"),
        "{operations}"
    );
    assert!(!operations.contains("defect"), "{operations}");
}

#[test]
fn bodies_may_be_lists() {
    let page = "# Put boxes\n\nPUT https://shelf.apigw.ntruss.com/api/v1/boxes\n\n## Request body\n\n| Field | Type | Required | Description |\n| --- | --- | --- | --- |\n\
        | [].boxNo | Integer | Y | Number |\n\n## Response body\n\n| Field | Type | Required | Description |\n| --- | --- | --- | --- |\n| [].boxName | String | - | Name |\n";
    let operations = operations(page);
    assert!(operations.contains("    body: list<"), "{operations}");
    assert!(operations.contains("    response: list<"), "{operations}");
}
