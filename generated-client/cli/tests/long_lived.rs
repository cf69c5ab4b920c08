//! A program that calls an operation again and again does not grow.
#![allow(clippy::unwrap_used)]

use ncloud_cli::bind;
use ncloud_cli::catalog::Catalog;
use peak_alloc::PeakAlloc;
use serde_json::json;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

#[test]
fn calls_leave_nothing_behind() {
    let catalog = Catalog::embedded();
    let operation = catalog.operation("sens", "SendSms").unwrap();
    let call = || {
        let input = json!({
            "serviceId": "a", "type": "SMS", "from": "02", "content": "b", "messages": [{ "to": "010" }]
        });
        let request = bind::of_json(&operation, &input).unwrap();
        let call = catalog.call(operation, request).unwrap();
        call.encoded(None).unwrap();
    };
    call();
    let before = ALLOCATOR.current_usage();
    for _ in 0..1_000 {
        call();
    }
    assert_eq!(ALLOCATOR.current_usage(), before);
}
