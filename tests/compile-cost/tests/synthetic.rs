//! The synthetic API has the shape that BENCHMARKS.md says it has.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use ncloud_codegen::{
    ir::{Body, Field, Method, Operation, ParameterLocation, Service, Shape, ShapeKind, Type},
    load_str,
};
use ncloud_compile_cost::synthetic;

fn service(operations: usize) -> Service {
    let mut services = load_str("synthetic.yaml", &synthetic::spec(operations)).unwrap();
    assert_eq!(services.len(), 1);
    services.remove(0)
}

fn fields<'model>(service: &'model Service, ty: &Type) -> &'model [Field] {
    let Type::Named(ShapeKind::Struct, name) = ty else {
        unreachable!("{ty:?} is no struct");
    };
    match &service.type_named(name).unwrap().shape {
        Shape::Struct(fields) => fields,
        _ => unreachable!("{name} is no struct"),
    }
}

fn in_place(operation: &Operation, place: ParameterLocation) -> usize {
    operation
        .parameters
        .iter()
        .filter(|parameter| parameter.location == place)
        .count()
}

#[test]
fn half_are_reads_with_parameters_and_half_writes_with_a_body() {
    let service = service(20);
    assert_eq!(service.operations.len(), 20);
    let (reads, writes): (Vec<_>, Vec<_>) = service
        .operations
        .iter()
        .partition(|operation| operation.method == Method::Get);
    assert_eq!((reads.len(), writes.len()), (10, 10));
    for read in reads {
        assert_eq!(
            (
                in_place(read, ParameterLocation::Path),
                in_place(read, ParameterLocation::Query)
            ),
            (1, 6)
        );
    }
    for write in writes {
        assert_eq!(write.method, Method::Post);
        let Some(Body::Object(fields)) = &write.body else {
            unreachable!("{} sends no object", write.name);
        };
        assert_eq!(fields.len(), 10);
        let count = |kind: fn(&Type) -> bool| fields.iter().filter(|field| kind(&field.ty)).count();
        assert_eq!(count(|ty| matches!(ty, Type::Named(ShapeKind::Enum, _))), 1);
        assert_eq!(
            count(|ty| matches!(ty, Type::Named(ShapeKind::Struct, _))),
            1
        );
        assert_eq!(
            count(
                |ty| matches!(ty, Type::List(element) if matches!(**element, Type::Named(ShapeKind::Struct, _)))
            ),
            1
        );
    }
}

#[test]
fn every_answer_has_twelve_fields_the_last_a_list_of_objects_with_six() {
    let service = service(20);
    for operation in &service.operations {
        let answer = fields(&service, operation.response.ty.as_ref().unwrap());
        assert_eq!(answer.len(), 12);
        let Type::List(element) = &answer[11].ty else {
            unreachable!("{} ends in no list", operation.name);
        };
        assert_eq!(fields(&service, element).len(), 6);
    }
}

#[test]
fn an_operation_has_four_types_of_its_own() {
    let service = service(700);
    assert_eq!(
        (service.operations.len(), service.types.len()),
        (700, 4 * 700)
    );
}
