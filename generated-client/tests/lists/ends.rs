//! Where lists end: whole, with as few requests as tell it, or with an error that says why not.

use ncloud::ErrorKind;

use crate::service::{Asked, List, STYLES, Says, Serve, Style, nothing, read, seven};

const SEVEN: [i64; 7] = [1, 2, 3, 4, 5, 6, 7];

async fn whole(list: List, serve: Serve, requests: usize, case: &str) {
    let (items, result, sent) = read(list, serve).await;
    result.unwrap();
    assert_eq!((items.as_slice(), sent), (&SEVEN[..], requests), "{case}");
}

async fn fails(list: List, serve: Serve, items: &[i64], requests: usize, problem: &str) {
    let (came, result, sent) = read(list, serve).await;
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Pages, "{problem}");
    assert_eq!(error.to_string(), format!("sample.List: {problem}"));
    assert_eq!((came.as_slice(), sent), (items, requests), "{problem}");
}

/// Seven items, three or two a page where three are asked for, and a single page.
#[tokio::test]
async fn a_page_behind_the_last_is_asked_for_only_where_nothing_else_tells() {
    let total: Says = |_, _| r#""total":7"#.to_owned();
    for style in STYLES {
        let knows_the_end = matches!(style, Style::Token | Style::NumberFrom);
        for (most, pages) in [(3, 3), (2, 4), (1, 7), (7, 1), (100, 1)] {
            let requests = pages + usize::from(!knows_the_end);
            let case = format!("{style:?} {most}");
            whole(
                List::by(style),
                seven(style, most, nothing),
                requests,
                &case,
            )
            .await;
            whole(List::by(style), seven(style, most, total), pages, &case).await;
        }
    }
}

#[tokio::test]
async fn totals_that_contradict_the_items_are_not_believed() {
    // What is said, and the requests that it takes with three items a page.
    let cases: [(Says, usize); 14] = [
        (|_, _| r#""total":0"#.to_owned(), 4),
        (|_, _| r#""total":-1"#.to_owned(), 4),
        (|_, _| r#""total":2"#.to_owned(), 4),
        (|_, _| r#""total":5"#.to_owned(), 4),
        (|_, _| r#""total":null"#.to_owned(), 4),
        (|_, _| r#""total":"""#.to_owned(), 4),
        (|_, _| r#""total":"unknown""#.to_owned(), 4),
        (|_, _| r#""total":"7""#.to_owned(), 3),
        // More than there is: an empty page is the end.
        (|_, _| r#""total":100"#.to_owned(), 4),
        // It grows with the pages, and shrinks with them.
        (|_, end| format!(r#""total":{}"#, end.min(6) + 1), 3),
        (|asked, _| format!(r#""total":{}"#, 9 - asked.before), 3),
        // It becomes wrong, and right again.
        (
            |asked, _| format!(r#""total":{}"#, [7, 1, 7, 7][asked.before]),
            4,
        ),
        (|_, _| r#""pages":0"#.to_owned(), 4),
        (|_, _| r#""pages":9"#.to_owned(), 4),
    ];
    for (says, requests) in cases {
        for style in [Style::Offset, Style::Number, Style::Marker] {
            let asked = Asked {
                at: None,
                before: 0,
            };
            let case = format!("{style:?} {}", says(asked, 3));
            let serve = seven(style, 3, says);
            whole(List::by(style), serve, requests, &case).await;
        }
    }
}

#[tokio::test]
async fn the_number_of_pages_tells_the_end() {
    let says: Says = |_, _| r#""pages":3"#.to_owned();
    whole(
        List::by(Style::Number),
        seven(Style::Number, 3, says),
        3,
        "",
    )
    .await;
}

#[tokio::test]
async fn what_contradicts_a_flag_is_asked_for() {
    for (says, requests) in [
        ((|_, end| format!(r#""more":{}"#, end < 7)) as Says, 3_usize),
        (|_, _| r#""more":false,"total":7"#.to_owned(), 3),
        (|_, end| format!(r#""more":{},"total":3"#, end < 7), 3),
        (|_, _| r#""more":false,"total":100"#.to_owned(), 4),
    ] {
        let serve = seven(Style::Number, 3, says);
        whole(
            List::by(Style::Number),
            serve,
            requests,
            &requests.to_string(),
        )
        .await;
    }
}

#[tokio::test]
async fn an_empty_page_in_the_middle_is_not_the_end() {
    // The second page is empty, and those behind it are not.
    let pages: fn(Asked) -> &'static str = |asked| {
        [
            r#"{"items":[1,2,3],"more":true,"next":"2"}"#,
            r#"{"items":[],"more":true,"next":"3"}"#,
            r#"{"more":true,"next":"4"}"#,
            r#"{"items":[4,5,6,7],"more":false}"#,
        ][asked.before]
    };
    for style in [Style::Number, Style::NumberFrom, Style::Token] {
        let serve = Box::new(move |asked| pages(asked).to_owned());
        whole(List::by(style), serve, 4, &format!("{style:?}")).await;
    }
    for (style, problem) in [
        (
            Style::Offset,
            "the response says that there is another page, and this one has no items to go on from",
        ),
        (
            Style::Marker,
            "the next page cannot be asked for; the last item of this one has nothing that could be the marker",
        ),
    ] {
        let serve = Box::new(move |asked| pages(asked).to_owned());
        fails(List::by(style), serve, &[1, 2, 3], 2, problem).await;
    }
}

#[tokio::test]
async fn pages_without_items_do_not_go_on_for_ever() {
    let serve = Box::new(|asked: Asked| format!(r#"{{"items":[],"next":"{}"}}"#, asked.before + 1));
    let problem = "the service gave 1,000 pages without items one after the other; narrow the request, or read on from the last page";
    fails(List::by(Style::Token), serve, &[], 1_000, problem).await;
}

#[tokio::test]
async fn a_list_without_an_end_is_an_error() {
    for said in ["", r#","total":"0","more":true"#] {
        let serve =
            Box::new(move |asked: Asked| format!(r#"{{"items":[{}]{said}}}"#, asked.before));
        let items: Vec<i64> = (0..10_000).collect();
        let problem = "the list has no end: 10,000 pages came, and nothing says that it is so long; ask for larger pages, or read on from the last one";
        fails(List::by(Style::Number), serve, &items, 10_000, problem).await;
    }
    // One that says how long it is may be longer.
    let serve = Box::new(|asked: Asked| format!(r#"{{"items":[{}],"total":10002}}"#, asked.before));
    let (items, result, _) = read(List::by(Style::Number), serve).await;
    result.unwrap();
    assert_eq!(items.len(), 10_002);
}

const TWICE: &str = "the service gave the same page twice; it may not support paging here";
const CIRCLE: &str = "the service gave a page that it gave before; its pages go around in a circle";

#[tokio::test]
async fn the_same_page_twice_is_an_error() {
    // What differs beside the items is not looked at: identifiers, totals, tokens, numbers of pages.
    let full: fn(Asked) -> String = |asked| {
        format!(
            r#"{{"page":{0},"items":[1,2,3],"next":"{0}"}}"#,
            asked.before + 2
        )
    };
    // Fewer than were asked for may still be a page whose number was not looked at.
    let short: fn(Asked) -> String = |asked| {
        format!(
            r#"{{"items":[1,2],"total":0,"next":"{}"}}"#,
            asked.before + 2
        )
    };
    let total: fn(Asked) -> String = |asked| {
        format!(
            r#"{{"items":[1,2,3],"total":6,"next":"{}"}}"#,
            asked.before + 2
        )
    };
    for style in STYLES {
        for (serve, items) in [
            (full, &[1, 2, 3][..]),
            (short, &[1, 2]),
            (total, &[1, 2, 3]),
        ] {
            fails(List::by(style), Box::new(serve), items, 2, TWICE).await;
        }
    }
}

#[tokio::test]
async fn the_last_page_again_is_the_end_of_a_list_that_says_nothing() {
    // A number behind the last page means the last page.
    let serve = Box::new(|asked: Asked| {
        seven(Style::Number, 3, nothing)(Asked {
            at: asked.at.map(|at| at.min(3)),
            ..asked
        })
    });
    whole(List::by(Style::Number), serve, 4, "").await;
    // Where it says that there is more, or the page is a full one, that cannot be told from pages that are missing.
    let more = Box::new(|asked: Asked| {
        let at = asked.at.map(|at| at.min(3));
        seven(Style::Number, 3, |_, _| r#""more":true"#.to_owned())(Asked { at, ..asked })
    });
    fails(List::by(Style::Number), more, &SEVEN, 4, TWICE).await;
    let full = Box::new(|asked: Asked| {
        let at = asked.at.map(|at| at.min(2));
        seven(Style::Number, 3, nothing)(Asked { at, ..asked })
    });
    fails(List::by(Style::Number), full, &[1, 2, 3, 4, 5, 6], 3, TWICE).await;
}

#[tokio::test]
async fn pages_in_a_circle_are_an_error() {
    let serve = Box::new(|asked: Asked| format!(r#"{{"items":[{}]}}"#, asked.before % 3));
    fails(List::by(Style::Number), serve, &[0, 1, 2], 4, CIRCLE).await;
}

#[tokio::test]
async fn tokens_in_a_circle_are_an_error() {
    let tokens: [(Serve, &[i64], usize, &str); 3] = [
        (
            Box::new(|asked: Asked| format!(r#"{{"items":[{}],"next":"5"}}"#, asked.before)),
            &[0, 1],
            2,
            "the service gave the same token twice; it may not support paging here",
        ),
        (
            Box::new(|asked: Asked| {
                format!(
                    r#"{{"items":[{}],"next":"{}"}}"#,
                    asked.before,
                    asked.before % 3
                )
            }),
            &[0, 1, 2, 3],
            4,
            "the service gave a token that it gave before; its pages go around in a circle",
        ),
        // Empty pages show nothing but their tokens.
        (
            Box::new(|asked: Asked| format!(r#"{{"items":[],"next":"{}"}}"#, asked.before % 2)),
            &[],
            3,
            "the service gave a token that it gave before; its pages go around in a circle",
        ),
    ];
    for (serve, items, requests, problem) in tokens {
        fails(List::by(Style::Token), serve, items, requests, problem).await;
    }
    // The token that a caller begins with counts.
    let serve = Box::new(|asked: Asked| {
        format!(
            r#"{{"items":[{0}],"next":"{1}"}}"#,
            asked.before,
            8 + asked.before
        )
    });
    fails(
        List::by(Style::Token).at("9"),
        serve,
        &[0, 1],
        2,
        "the service gave a token that it gave before; its pages go around in a circle",
    )
    .await;
}

#[tokio::test]
async fn markers_and_numbers_in_a_circle_are_an_error() {
    let marker = Box::new(|asked: Asked| format!(r#"{{"items":[{},5]}}"#, 10 + asked.before));
    fails(
        List::by(Style::Marker),
        marker,
        &[10, 5, 11, 5],
        2,
        "the last item of this page is that of a page before; the pages go around in a circle",
    )
    .await;
    let number = Box::new(|asked: Asked| {
        format!(
            r#"{{"items":[{0}],"next":{1}}}"#,
            asked.before,
            [2, 1][asked.before]
        )
    });
    fails(
        List::by(Style::NumberFrom),
        number,
        &[0, 1],
        2,
        "the service names a page before this one as the next; its pages go around in a circle",
    )
    .await;
}

#[tokio::test]
async fn a_list_or_a_token_that_is_missing_is_an_error() {
    for body in [r#"{"total":7}"#, r#"{"items":null,"total":7}"#] {
        let serve = Box::new(move |_| body.to_owned());
        let problem = "the response says how many items the list has, and the list itself is missing; correct where the specification has it, or ask again";
        fails(List::by(Style::Number), serve, &[], 1, problem).await;
    }
    let serve = Box::new(|_| r#"{"items":[1],"more":true}"#.to_owned());
    let problem = "the response says that there is another page, and has no token for it";
    fails(List::by(Style::Token), serve, &[1], 1, problem).await;
}

#[tokio::test]
async fn lists_may_be_begun_anywhere() {
    let total: Says = |_, _| r#""total":7"#.to_owned();
    for (style, at, expected, requests) in [
        (Style::Offset, "3", &[4, 5, 6, 7][..], 2),
        (Style::Number, "2", &[4, 5, 6, 7], 2),
        // What came before the last page cannot be known from it.
        (Style::Number, "3", &[7], 2),
        (Style::Marker, "3", &[4, 5, 6, 7], 3),
        (Style::Token, "3", &[4, 5, 6, 7], 2),
        (Style::Offset, "9", &[], 1),
    ] {
        let (items, result, sent) = read(List::by(style).at(at), seven(style, 3, total)).await;
        result.unwrap();
        assert_eq!(
            (items.as_slice(), sent),
            (expected, requests),
            "{style:?} {at}"
        );
    }
}
