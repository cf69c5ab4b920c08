//! Layouts of tables, in pages that are written for the test.

use ncloud_codegen::ir::Service;
use ncloud_tools::draft::{self, Options, Page};

use super::statements::said;
use crate::support;

fn of_inline(page: &str) -> (Service, Vec<String>) {
    let pages = [Page {
        name: "page",
        text: page,
    }];
    let draft = draft::draft(&pages, &Options::default()).unwrap();
    let service = support::service(&draft.text);
    let said = said(&service, &service.operations[0]);
    (service, said)
}

/// A table may list the members of one member as if they were those of the answer.
#[test]
fn what_wraps_an_answer_is_seen_in_the_sample() {
    let (service, said) = of_inline(
        "Get certificate\n\nReturns a certificate.\n\nGET https://pca.apigw.ntruss.com/api/v1/cert\n\nResponse body\n\nField Type Required Description\n\
         commonName String - Common name\nnotAfterDate Long - Expiry (timestamp)\n\nResponse example\n\n\
         {\"code\": \"SUCCESS\", \"data\": {\"commonName\": \"a\", \"notAfterDate\": 2036465242000}}\n",
    );
    assert_eq!(
        said,
        [
            "GET https://pca.apigw.ntruss.com/api/v1/cert",
            "answer code string optional",
            "answer data.commonName string optional",
            "answer data.notAfterDate timestamp(ms) optional",
        ]
    );
    assert_eq!(service.operations[0].doc, "Returns a certificate.");
    let defects = &service.operations[0].notes.defects;
    assert_eq!(
        defects,
        &[
            "The table lists the members of data as if they were those of the response; the sample has them in data."
        ]
    );
}

#[test]
fn groups_of_members_are_what_they_are_members_of() {
    let (_, said) = of_inline(
        "<h1>Search trend</h1><h2>Request</h2><p>POST https://a.apigw.ntruss.com/datalab/v1/search</p><h2>Response</h2><h3>Response body</h3>\
         <table><tr><th>Field group</th><th>Field</th><th>Type</th></tr><tr><td></td><td>timeUnit</td><td>string</td></tr>\
         <tr><td rowspan=2>results[]</td><td>title</td><td>string</td></tr><tr><td>keywords</td><td>array&lt;string&gt;</td></tr></table>",
    );
    assert_eq!(
        said[1..],
        [
            "answer timeUnit string optional",
            "answer results[].title string optional",
            "answer results[].keywords list<string> optional",
        ]
    );
}
