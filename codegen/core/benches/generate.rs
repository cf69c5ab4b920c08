//! What it costs to generate: all specs of this repository, and a synthetic API of 10, 100 and 700 operations.
//!
//! Bare readers of the same text run beside it, so that figures of different machines can be compared.

#![allow(clippy::expect_used, missing_docs)]

use std::{hint::black_box, path::Path, time::Duration};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ncloud_codegen::{emit::rust, ir::Service, load, load_str};
use ncloud_compile_cost::synthetic;

fn all_specs(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    criterion.bench_function("all specs", |bencher| {
        bencher.iter(|| print(&load([&folder]).expect("the specs are without findings")));
    });
}

fn synthetic_api(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("synthetic");
    for operations in [10, 100, 700] {
        let text = synthetic::spec(operations);
        let services = read(&text);
        group
            .throughput(Throughput::Elements(operations as u64))
            .bench_with_input(
                BenchmarkId::new("generate", operations),
                &text,
                |bencher, text| {
                    bencher.iter(|| print(&read(text)));
                },
            )
            .bench_with_input(
                BenchmarkId::new("load", operations),
                &text,
                |bencher, text| {
                    bencher.iter(|| read(text));
                },
            )
            .bench_with_input(
                BenchmarkId::new("emit", operations),
                &services,
                |bencher, services| {
                    bencher.iter(|| print(services));
                },
            )
            .bench_with_input(
                BenchmarkId::new("saphyr-parser", operations),
                &text,
                |bencher, text| {
                    bencher.iter(|| events(text));
                },
            )
            .bench_with_input(
                BenchmarkId::new("serde_yaml", operations),
                &text,
                |bencher, text| {
                    bencher.iter(|| {
                        serde_yaml::from_str::<serde_yaml::Value>(text).expect("the text is YAML")
                    });
                },
            );
    }
    group.finish();
}

fn read(text: &str) -> Vec<Service> {
    load_str("synthetic.yaml", text).expect("the synthetic API is without findings")
}

/// The work of a build script but for the files.
fn print(services: &[Service]) {
    for service in services {
        black_box(rust::module(service, rust::RUN_TIME));
    }
    black_box(rust::index(services));
}

/// The events of the text: what the library below the generator does by itself.
fn events(text: &str) -> usize {
    saphyr_parser::Parser::new_from_str(text)
        .inspect(|event| {
            black_box(event);
        })
        .count()
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(20)
        .measurement_time(Duration::from_secs(8));
    targets = all_specs, synthetic_api
}
criterion_main!(benches);
