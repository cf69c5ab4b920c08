//! The official Python SDK of the protocol, a client that nobody here wrote.
//!
//! It is installed from the Python registry into a folder of the build; where that is not possible the test says so and ends.

use std::path::Path;
use std::process::Command;

use ncloud_sandbox::{SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY};
use ncloud_test_support::python;

use crate::support::{gateway, requests};

/// The release that the script was written for.
const PACKAGE: &str = "mcp==2.3.0";

#[test]
fn the_official_python_client_is_served() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mcp-client");
    let python = match python::with_packages(&folder, &[PACKAGE]) {
        Ok(python) => python,
        Err(reason) => {
            eprintln!("left out, as the client could not be installed: {reason}");
            return;
        }
    };
    for mode in ["legacy", "auto"] {
        let servers = gateway("vserver");
        let networks = gateway("vpc");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mcp/client.py");
        let output = Command::new(&python)
            .arg(script)
            .arg(mode)
            .env("NCLOUD", env!("CARGO_BIN_EXE_ncloud"))
            .env("SERVERS", servers.url())
            .env("NETWORKS", networks.url())
            .env("NCLOUD_ACCESS_KEY_ID", SAMPLE_ACCESS_KEY)
            .env("NCLOUD_SECRET_ACCESS_KEY", SAMPLE_SECRET_KEY)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{mode}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert_eq!(
            requests(&servers),
            ["POST /vserver/v2/getServerInstanceList"]
        );
        assert_eq!(
            requests(&networks),
            ["POST /vpc/v2/createVpc", "POST /vpc/v2/deleteVpc"]
        );
    }
}
