//! Waiters know every state: where a spec lists the states of a thing and those on the way, each one is on the way, the end or a
//! failure. A state in none of them would end the wait with an error.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use ncloud_codegen::ir::{Service, Shape, ShapeKind, Type, Waiter};

/// The states that the enum at the end of a waiter's path has.
fn states(service: &Service, waiter: &Waiter) -> Vec<String> {
    let polled = service.operation_named(&waiter.poll).unwrap();
    let mut ty = polled.response.ty.clone();
    for step in &waiter.state {
        let Some(Type::Named(ShapeKind::Struct, name)) = ty.map(inner) else {
            return Vec::new();
        };
        let members = service.type_named(&name).unwrap().shape.members().unwrap();
        let member = members.iter().find(|it| it.wire_name == step.wire_name);
        // `code` of a code with its name is no member: the type that the code has is what leads on.
        ty = match member {
            Some(member) => Some(member.ty.clone()),
            None => return Vec::new(),
        };
        if let Some(Type::CommonCode(code)) = ty {
            ty = Some(*code);
            break;
        }
    }
    let Some(Type::Named(ShapeKind::Enum, name)) = ty.map(inner) else {
        return Vec::new();
    };
    match &service.type_named(&name).unwrap().shape {
        Shape::Enum(values) => values.iter().map(|it| it.wire_name.clone()).collect(),
        _ => Vec::new(),
    }
}

/// What a list holds.
fn inner(ty: Type) -> Type {
    match ty {
        Type::List(element) => inner(*element),
        ty => ty,
    }
}

#[test]
fn every_state_is_on_the_way_the_end_or_a_failure() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let mut checked = 0;
    let mut forgotten = Vec::new();
    for service in ncloud_codegen::load([specs]).unwrap() {
        for waiter in &service.waiters {
            let Some(pending) = &waiter.pending else {
                continue;
            };
            let states = states(&service, waiter);
            checked += usize::from(!states.is_empty());
            let known = [pending, &waiter.success, &waiter.failure];
            let unknown = states
                .iter()
                .filter(|state| !known.iter().any(|known| known.contains(state)));
            for state in unknown {
                forgotten.push(format!("{}.{}: {state}", service.name, waiter.name));
            }
        }
    }
    assert_eq!(forgotten, Vec::<String>::new());
    assert!(checked > 60, "{checked} waiters were looked at");
}
