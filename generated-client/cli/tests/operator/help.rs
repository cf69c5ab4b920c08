//! Help texts as a person sees them.

use crate::support::{printed, program};

fn help(line: &str) -> String {
    let mut command = program(line);
    printed(&command.env("COLUMNS", "120").output().unwrap())
}

#[test]
fn of_the_program() {
    insta::assert_snapshot!("help_program", help("--help"));
}

#[test]
fn of_a_service_and_of_a_chapter() {
    insta::assert_snapshot!("help_service", help("vpc --help"));
    insta::assert_snapshot!("help_chapter", help("vserver public-ip-addresses"));
}

#[test]
fn of_an_operation() {
    insta::assert_snapshot!(
        "help_operation",
        help("vserver get-server-instance-list -h")
    );
    insta::assert_snapshot!("help_operation_long", help("sens send-sms --help"));
}

#[test]
fn skeleton() {
    insta::assert_snapshot!("skeleton", help("sens send-sms --skeleton"));
}

#[test]
fn what_there_is() {
    insta::assert_snapshot!(
        "search",
        help("search public ip list -o table --columns service,operation,does")
    );
    let services = help("services -o csv");
    assert!(services.contains("\nvserver,"), "{services}");
}
