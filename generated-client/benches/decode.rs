//! What it costs to read a response: this crate's reader against what `serde_derive` makes for the same types, over the same
//! bytes, in turns and in one run. Prints the best time of each in microseconds, and their ratio.
//!
//! `cargo bench -p ncloud --bench decode`
#![allow(missing_docs, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use ncloud::decode::{self, Decode, Reader};
use ncloud::types::Json;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read by nobody, as long as it is decoded")]
struct Member {
    member_no: i64,
    login_id: String,
    member_name: String,
    member_status_code: String,
    mod_ymdt: i64,
    is_admin: bool,
    note: Option<String>,
}

impl Decode for Member {
    #[inline]
    fn decode(reader: &mut Reader<'_>) -> Self {
        Self {
            member_no: reader.field("memberNo"),
            login_id: reader.field("loginId"),
            member_name: reader.field("memberName"),
            member_status_code: reader.field("memberStatusCode"),
            mod_ymdt: reader.field("modYmdt"),
            is_admin: reader.field("isAdmin"),
            note: reader.field("note"),
        }
    }
}

/// How a service may send the same object.
#[derive(Clone, Copy)]
enum Form {
    /// As the page has it.
    Plain,
    /// The last members first.
    Reversed,
    /// With members that the types do not know, one of them an object.
    Unknown,
    /// With blanks and line feeds.
    Pretty,
}

fn response(objects: usize, form: Form) -> String {
    let mut text = String::from("[");
    for index in 0..objects {
        if index > 0 {
            text.push(',');
        }
        let no = 2_600_000 + index;
        let mut members = vec![
            format!(r#""memberNo":{no}"#),
            format!(r#""loginId":"n*******{index}@example.com""#),
            r#""memberName":"김길동""#.to_owned(),
            r#""memberStatusCode":"LVREQ""#.to_owned(),
            format!(r#""modYmdt":{}"#, 1_717_968_620_000 + index),
            r#""isAdmin":false"#.to_owned(),
            r#""note":null"#.to_owned(),
        ];
        match form {
            Form::Plain | Form::Pretty => {}
            Form::Reversed => members.reverse(),
            Form::Unknown => {
                members.insert(2, r#""more":{"a":[1,2,3],"b":"text"}"#.to_owned());
                members.push(r#""last":"2026-01-31""#.to_owned());
            }
        }
        if let Form::Pretty = form {
            let lines = members.iter().map(|member| member.replacen(':', ": ", 1));
            let lines: Vec<String> = lines.collect();
            write!(text, "\n  {{\n    {}\n  }}", lines.join(",\n    ")).unwrap();
        } else {
            write!(text, "{{{}}}", members.join(",")).unwrap();
        }
    }
    text.push(']');
    text
}

/// The best time of each of two, which run in turns.
fn best(mut one: impl FnMut(), mut other: impl FnMut(), budget: Duration) -> (f64, f64) {
    let mut times = (f64::MAX, f64::MAX);
    let timed = |run: &mut dyn FnMut(), repeats: u32| {
        let begin = Instant::now();
        (0..repeats).for_each(|_| run());
        begin.elapsed().as_secs_f64() * 1e6 / f64::from(repeats)
    };
    one();
    let once = timed(&mut one, 1);
    let repeats = (2_000.0 / once).clamp(1.0, 10_000.0) as u32;
    let end = Instant::now() + budget;
    while Instant::now() < end {
        times.0 = times.0.min(timed(&mut one, repeats));
        times.1 = times.1.min(timed(&mut other, repeats));
    }
    times
}

fn main() {
    // `cargo test` runs benchmarks too, and wants no figures.
    let is_test = !std::env::args().any(|argument| argument == "--bench");
    let budget = Duration::from_millis(if is_test { 1 } else { 1_500 });
    println!("| response | objects | KB | serde derive, us | this reader, us | ratio |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (name, form, sizes) in [
        ("as documented", Form::Plain, &[1, 20, 500, 5_000][..]),
        ("members reversed", Form::Reversed, &[500]),
        ("unknown members", Form::Unknown, &[500]),
        ("with blanks", Form::Pretty, &[500]),
    ] {
        for objects in sizes {
            let text = response(*objects, form);
            let json = text.as_bytes();
            let (serde, own) = best(
                || {
                    black_box(serde_json::from_slice::<Vec<Member>>(black_box(json)).unwrap());
                },
                || {
                    black_box(decode::from_slice::<Vec<Member>>(black_box(json)).unwrap());
                },
                budget,
            );
            row(name, *objects, json.len(), serde, own);
        }
    }
    let text = response(500, Form::Plain);
    let json = text.as_bytes();
    let (serde, own) = best(
        || {
            black_box(serde_json::from_slice::<serde_json::Value>(black_box(json)).unwrap());
        },
        || {
            black_box(decode::from_slice::<Json>(black_box(json)).unwrap());
        },
        budget,
    );
    row("free JSON (serde: `Value`)", 500, json.len(), serde, own);
}

fn row(name: &str, objects: usize, bytes: usize, serde: f64, own: f64) {
    let kilobytes = bytes as f64 / 1e3;
    let ratio = own / serde;
    println!("| {name} | {objects} | {kilobytes:.1} | {serde:.2} | {own:.2} | {ratio:.2} |");
}
