//! What the README's first command shows.
#![allow(clippy::unwrap_used)]

use std::process::Command;

/// Without the lines that differ from one run to the next: the port, the timestamp and the signature.
const SHOWN: &str = "
organization::ListWithdrawalRequests
  sent     GET /open-api/v1/account/leave
           x-ncp-iam-access-key: SANDBOXACCESSKEY0001
  gateway  accepted, example documented
  answer   accounts that have applied to leave: 1
           Cheolsu Kim (member 2701234 of organization 2712), state LVREQ, since 2025-02-04T08:20:31.859Z

media_connect_center::GetUser
  sent     GET /ncloudmcc/v1/companies/48128f23-e29b-496e-aa04-1f741fed86bc/users/user01
           x-ncp-region_code: KR
           x-ncp-iam-access-key: SANDBOXACCESSKEY0001
  gateway  accepted, example documented
  answer   user01 (Hong Gil Dong)
           en_US: Hong Gil Dong
           ko_KR: 홍길동
";

#[test]
fn both_endpoints_are_called_and_their_answers_shown() {
    let output = Command::new(env!("CARGO_BIN_EXE_first-contact"))
        .output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{errors}");
    let shown: String = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .skip(1)
        .filter(|line| {
            let line = line.trim_start();
            !line.starts_with("x-ncp-apigw-timestamp: ")
                && !line.starts_with("x-ncp-apigw-signature-v2: ")
        })
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(shown, SHOWN);
}
