//! What a shell offers.

use crate::support::{printed, program};

/// The candidates for the last word of a line, as bash asks for them.
fn candidates(words: &[&str]) -> Vec<String> {
    let mut command = program("");
    command
        .env("COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string())
        .env("_CLAP_COMPLETE_COMP_TYPE", "9")
        .env("_CLAP_COMPLETE_SPACE", "true")
        .env("_CLAP_IFS", "\n")
        .arg("--")
        .args(words);
    let shown = printed(&command.output().unwrap());
    shown.lines().map(str::to_owned).collect()
}

#[test]
fn values_of_an_enum() {
    let words = [
        "ncloud",
        "vserver",
        "get-server-instance-list",
        "--server-instance-status-code",
        "",
    ];
    let values = candidates(&words);
    assert!(
        values.contains(&"RUN".to_owned()) && values.contains(&"NSTOP".to_owned()),
        "{values:?}"
    );
    let words = [
        "ncloud",
        "vserver",
        "get-server-instance-list",
        "--server-instance-status-code",
        "RU",
    ];
    assert_eq!(candidates(&words), ["RUN"]);
}

#[test]
fn operations_flags_and_regions() {
    assert_eq!(
        candidates(&["ncloud", "vpc", "create-vpc"]),
        ["create-vpc", "create-vpc-peering-instance"]
    );
    assert_eq!(
        candidates(&["ncloud", "vpc", "create-vpc", "--ipv"]),
        ["--ipv4-cidr-block"]
    );
    assert_eq!(
        candidates(&["ncloud", "vpc", "get-vpc-list", "--region", "SG"]),
        ["SGN"]
    );
    assert_eq!(candidates(&["ncloud", "vserv"]), ["vserver"]);
}

#[test]
fn every_shell_has_a_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&program(&format!("completion {shell}")).output().unwrap());
        assert!(
            script.contains("COMPLETE") && script.contains("ncloud"),
            "{script}"
        );
    }
}
