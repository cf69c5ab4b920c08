//! Risk: keys from another source than the one that was meant, an error that does not say what to do, and roles that
//! expire under way.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use common::{USER, get_user};
use ncloud::credentials::{CredentialsProvider as _, ServerRole, configure_file};
use ncloud::transport::Failure;
use ncloud::transport::memory::{Memory, Response};
use ncloud::{Client, ClientBuilder, Credentials, Error, ErrorKind};

const SECRET: &str = "not-a-real-secret";

/// A client that sees these variables and a home directory with this configure file.
fn builder(memory: &Memory, variables: &[(&str, &str)], home: Option<&Path>) -> ClientBuilder {
    let mut variables: BTreeMap<_, _> = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), OsString::from(value)))
        .collect();
    if let Some(home) = home {
        variables.insert(
            if cfg!(windows) { "USERPROFILE" } else { "HOME" }.to_owned(),
            home.into(),
        );
    }
    Client::builder()
        .transport(memory.clone())
        .clock(|| UNIX_EPOCH + common::NOW)
        .environment(move |name| variables.get(name).cloned())
}

fn home_with(file: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join(".ncloud")).unwrap();
    fs::write(home.path().join(".ncloud/configure"), file).unwrap();
    home
}

/// The access key that a client signs with.
async fn signs_with(client: &Client, memory: &Memory) -> String {
    memory.otherwise(|_| Response::json(200, USER));
    client.send(get_user()).await.unwrap();
    memory.requests().last().unwrap().headers["x-ncp-iam-access-key"]
        .to_str()
        .unwrap()
        .to_owned()
}

async fn from(variables: &[(&str, &str)], home: Option<&Path>) -> Result<String, Error> {
    let memory = Memory::new();
    let client = builder(&memory, variables, home).build()?;
    Ok(signs_with(&client, &memory).await)
}

#[tokio::test]
async fn the_environment_comes_first_and_its_first_names_win() {
    let home = home_with("ncloud_access_key_id = FILE\nncloud_secret_access_key = s\n");
    let home = Some(home.path());
    let all = [
        ("NCLOUD_ACCESS_KEY_ID", "FIRST"),
        ("NCLOUD_ACCESS_KEY", "SECOND"),
        ("NCLOUD_SECRET_ACCESS_KEY", SECRET),
        ("NCLOUD_SECRET_KEY", "other"),
    ];
    assert_eq!(from(&all, home).await.unwrap(), "FIRST");
    assert_eq!(from(&[all[1], all[3]], home).await.unwrap(), "SECOND");
    assert_eq!(from(&[all[1], all[2]], home).await.unwrap(), "SECOND");
    // Half a pair, and an empty variable, are no keys.
    assert_eq!(from(&all[..2], home).await.unwrap(), "FILE");
    assert_eq!(
        from(&[("NCLOUD_ACCESS_KEY_ID", ""), all[2]], home)
            .await
            .unwrap(),
        "FILE"
    );
    assert_eq!(from(&[], home).await.unwrap(), "FILE");
}

#[tokio::test]
async fn the_file_is_read_with_its_quirks() {
    for (file, expected) in [
        ("ncloud_access_key_id=A\nncloud_secret_access_key=s", "A"),
        (
            "\u{feff}  ncloud_access_key_id  =  A  \r\n# comment\r\n\r\nncloud_secret_access_key = a=b==\r\n",
            "A",
        ),
        (
            "ncloud_access_key_id = A\nncloud_access_key_id = B\nncloud_secret_access_key = s\n",
            "B",
        ),
        (
            "# ncloud_access_key_id\nncloud_api_url = https://x\nword\nncloud_access_key_id = A\nncloud_secret_access_key = s\n",
            "A",
        ),
        (
            "ncloud_access_key_id = A\nncloud_secret_access_key = s\n[other]\nncloud_access_key_id = B\nncloud_secret_access_key = s\n",
            "A",
        ),
        (
            "[other]\nncloud_access_key_id = B\nncloud_secret_access_key = s\n[DEFAULT]\nncloud_access_key_id = A\nncloud_secret_access_key = s\n",
            "A",
        ),
        (
            "ncloud_access_key_id = B\nncloud_secret_access_key = s\n[ default ]\nncloud_access_key_id = A\nncloud_secret_access_key = s\n",
            "A",
        ),
    ] {
        let home = home_with(file);
        assert_eq!(
            from(&[], Some(home.path())).await.unwrap(),
            expected,
            "{file}"
        );
    }
}

#[tokio::test]
async fn a_value_keeps_its_equals_signs() {
    let home = home_with("ncloud_access_key_id = A\nncloud_secret_access_key = a=b==\n");
    let keys = configure_file::read(home.path().join(".ncloud/configure"), None).unwrap();
    let meant = Credentials::new("A", "a=b==").unwrap();
    let sign = |keys| ncloud::signature::Signature::new(keys, "GET", "/", "1");
    assert_eq!(sign(&keys), sign(&meant));
}

#[tokio::test]
async fn a_profile_means_the_file() {
    let home = home_with(
        "ncloud_access_key_id = A\nncloud_secret_access_key = s\n[team]\nncloud_access_key_id = T\nncloud_secret_access_key = s\n",
    );
    let environment = [
        ("NCLOUD_ACCESS_KEY_ID", "E"),
        ("NCLOUD_SECRET_ACCESS_KEY", SECRET),
    ];
    let memory = Memory::new();
    let client = builder(&memory, &environment, Some(home.path()))
        .profile("team")
        .build()
        .unwrap();
    assert_eq!(signs_with(&client, &memory).await, "T");

    let path = home.path().join(".ncloud/configure");
    let error = builder(&memory, &environment, Some(home.path()))
        .profile("tema")
        .build()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "{} holds no profile `tema`; choose one of team",
            path.display()
        )
    );
    let error = builder(&memory, &[], None)
        .profile("team")
        .build()
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("HOME is not set") || error.contains("USERPROFILE is not set"),
        "{error}"
    );
}

#[test]
fn unusable_keys_are_one_clear_error_before_anything_is_sent() {
    for (access, secret, expected) in [
        (
            "",
            "s",
            "the access key is empty; copy it from the console, authentication keys",
        ),
        (
            "a",
            "",
            "the secret key is empty; copy it from the console, authentication keys",
        ),
        (
            "a",
            "s\n",
            "the secret key holds a line feed; remove it (it often comes from reading a file whole)",
        ),
        ("a b", "s", "the access key holds a blank; remove it"),
        (
            "a\u{d55c}",
            "s",
            "the access key holds characters that are not visible ASCII; copy it again from the console",
        ),
        (
            "a",
            "s\0",
            "the secret key holds characters that are not visible ASCII; copy it again from the console",
        ),
    ] {
        let error = Credentials::new(access, secret).unwrap_err();
        assert_eq!(
            (error.to_string().as_str(), error.kind()),
            (expected, ErrorKind::Credentials)
        );
        assert!(error.is_usage() && error.is_auth());
    }
}

#[tokio::test]
async fn unusable_sources_are_one_clear_error_before_anything_is_sent() {
    let memory = Memory::new();
    let variables = [
        ("NCLOUD_ACCESS_KEY", "A"),
        ("NCLOUD_SECRET_KEY", "not-a-real-secret\n"),
    ];
    let error = builder(&memory, &variables, None)
        .build()
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "environment variable NCLOUD_SECRET_KEY: the secret key holds a line feed; remove it (it often comes from reading a file whole)"
    );

    for (file, expected) in [
        (
            "# keys\nncloud_access_key_id A\nncloud_secret_access_key = s\n",
            ":2: `ncloud_access_key_id` without `=`; write `ncloud_access_key_id = <key>`",
        ),
        (
            "ncloud_access_key_id = \nncloud_secret_access_key = s\n",
            ":1: the access key is empty; copy it from the console, authentication keys",
        ),
        (
            "ncloud_access_key_id = A\nncloud_secret_access_key = s s\n",
            ":2: the secret key holds a blank; remove it",
        ),
    ] {
        let home = home_with(file);
        let path = home.path().join(".ncloud/configure");
        let error = builder(&memory, &[], Some(home.path()))
            .build()
            .unwrap_err()
            .to_string();
        assert_eq!(error, format!("{}{expected}", path.display()));
    }

    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("configure");
    let error = configure_file::read(&path, None).unwrap_err().to_string();
    let shown = path.display();
    assert_eq!(
        error,
        format!(
            "{shown} does not exist; run `ncloud configure`, or write `ncloud_access_key_id = ...` and `ncloud_secret_access_key = ...` to {shown}"
        )
    );
    fs::write(&path, [0xff, 0xfe]).unwrap();
    assert!(
        configure_file::read(&path, None)
            .unwrap_err()
            .to_string()
            .contains("is not UTF-8")
    );
    assert!(memory.requests().is_empty());
}

#[tokio::test]
async fn without_keys_every_source_says_why() {
    let home = home_with("[team]\nncloud_access_key_id = A\nncloud_secret_access_key = s\n");
    let memory = Memory::new();
    let client = builder(&memory, &[("NCLOUD_SECRET_KEY", "s")], Some(home.path()))
        .build()
        .unwrap();
    memory.expect_any(Response::bytes(404, "Path Not found."));
    let error = client.send(get_user()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "sample.GetUser: no credentials found: environment: NCLOUD_SECRET_KEY is set, but neither NCLOUD_ACCESS_KEY_ID nor NCLOUD_ACCESS_KEY is set; \
             file: {} holds no keys before the profiles team (choose one with `ClientBuilder::profile`); \
             server role: this server has no role; give it one in the console. \
             Set NCLOUD_ACCESS_KEY_ID and NCLOUD_SECRET_ACCESS_KEY, or run `ncloud configure`",
            home.path().join(".ncloud/configure").display()
        )
    );
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert_eq!(
        memory.requests().len(),
        1,
        "only the metadata service was asked"
    );
}

const ROLES: &str = "GET /latest/meta-data/iam/security-credentials/";
const ROLE: &str = "GET /latest/meta-data/iam/security-credentials/role%201";

fn keys(access_key: &str, expiration: &str) -> Response {
    let keys = format!(
        r#"{{"AccessKeyId":"{access_key}","SecretAccessKey":"{SECRET}","Expiration":"{expiration}"}}"#
    );
    Response::bytes(200, keys)
}

/// A client on a server with a role, and a clock to be moved: minutes after 2023-11-14T22:13:20Z.
fn on_server(memory: &Memory) -> (Client, Arc<AtomicU64>) {
    let minutes = Arc::new(AtomicU64::new(0));
    let clock = Arc::clone(&minutes);
    let client = builder(
        memory,
        &[("NCLOUD_METADATA_API_ENDPOINT", "http://metadata.test/")],
        None,
    )
    .clock(move || common::now() + Duration::from_secs(60 * clock.load(Ordering::Relaxed)))
    .build()
    .unwrap();
    (client, minutes)
}

#[tokio::test]
async fn a_role_is_asked_once_and_again_before_its_keys_end() {
    let memory = Memory::new();
    let (client, minutes) = on_server(&memory);
    memory.expect(ROLES, Response::bytes(200, "role 1\nmore"));
    memory.expect(ROLE, keys("FIRST", "2023-11-14T23:13:20Z"));
    assert_eq!(signs_with(&client, &memory).await, "FIRST");
    let asked = &memory.requests()[0];
    assert_eq!(
        asked.url,
        "http://metadata.test/latest/meta-data/iam/security-credentials/"
    );
    assert!(asked.headers.is_empty(), "nothing is signed there");

    minutes.store(44, Ordering::Relaxed);
    assert_eq!(signs_with(&client, &memory).await, "FIRST");
    assert_eq!(memory.requests().len(), 4);

    // Fifteen minutes before their end a failure is passed over, and not repeated for every call.
    minutes.store(46, Ordering::Relaxed);
    memory.expect(ROLES, Response::failing(Failure::Lost, "reset"));
    assert_eq!(signs_with(&client, &memory).await, "FIRST");
    assert_eq!(signs_with(&client, &memory).await, "FIRST");
    assert!(memory.unmet().is_empty());
    assert_eq!(memory.requests().len(), 4 + 3);

    minutes.store(50, Ordering::Relaxed);
    memory.expect(ROLES, Response::bytes(200, "role 1"));
    memory.expect(ROLE, keys("SECOND", "2023-11-15T00:13:20Z"));
    assert_eq!(signs_with(&client, &memory).await, "SECOND");

    // Five minutes before it is an error.
    minutes.store(116, Ordering::Relaxed);
    memory.expect(ROLES, Response::failing(Failure::NotSent, "refused"));
    let error = client.send(get_user()).await.unwrap_err().to_string();
    assert!(
        error.contains("server role: the metadata service cannot be reached: refused"),
        "{error}"
    );
}

#[tokio::test]
async fn calls_at_once_ask_a_role_once() {
    let memory = Memory::new();
    let (client, _) = on_server(&memory);
    let (open, gate) = tokio::sync::oneshot::channel::<()>();
    memory.expect(
        ROLES,
        Response::bytes(200, "role 1").after(async { gate.await.unwrap() }),
    );
    memory.expect(ROLE, keys("FIRST", "2023-11-14T23:13:20Z"));
    memory.otherwise(|_| Response::json(200, USER));
    let calls: Vec<_> = (0..10)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.send(get_user()).await.unwrap() })
        })
        .collect();
    while memory.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    open.send(()).unwrap();
    for call in calls {
        call.await.unwrap();
    }
    assert_eq!(memory.requests().len(), 2 + 10);
}

/// Calls at once, each from its own task.
fn calls(
    client: &Client,
    count: usize,
) -> Vec<tokio::task::JoinHandle<Result<common::User, Error>>> {
    (0..count)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.send(get_user()).await })
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn calls_at_once_share_a_failure() {
    let memory = Memory::new();
    let (client, _) = on_server(&memory);
    memory.expect_any(Response::never());
    let start = tokio::time::Instant::now();
    for call in calls(&client, 10) {
        let error = call.await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        let text = error.to_string();
        assert!(text.contains("did not respond within 3 s"), "{text}");
    }
    assert_eq!(start.elapsed().as_secs(), 3, "not one after the other");
    assert_eq!(memory.requests().len(), 1);

    // A failure is that of those who waited for it. Whoever calls later asks again.
    memory.expect_any(Response::bytes(404, ""));
    let error = client.send(get_user()).await.unwrap_err().to_string();
    assert!(error.contains("this server has no role"), "{error}");
    memory.expect(ROLES, Response::bytes(200, "role 1"));
    memory.expect(ROLE, keys("FIRST", "2023-11-14T23:13:20Z"));
    assert_eq!(signs_with(&client, &memory).await, "FIRST");
}

#[tokio::test(start_paused = true)]
async fn a_first_call_that_is_given_up_strands_nobody() {
    let memory = Memory::new();
    let (client, _) = on_server(&memory);
    let (open, gate) = tokio::sync::oneshot::channel::<()>();
    memory.expect(
        ROLES,
        Response::bytes(200, "role 1").after(async { gate.await.unwrap() }),
    );
    memory.expect(ROLE, keys("FIRST", "2023-11-14T23:13:20Z"));
    memory.otherwise(|_| Response::json(200, USER));
    let mut waiting = calls(&client, 5);
    while memory.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    let first = waiting.remove(0);
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    open.send(()).unwrap();
    for call in waiting {
        call.await.unwrap().unwrap();
    }
    assert_eq!(memory.requests().len(), 2 + 4);
}

#[tokio::test(start_paused = true)]
async fn what_nobody_waits_for_any_more_is_begun_anew() {
    let memory = Memory::new();
    let (client, _) = on_server(&memory);
    memory.expect_any(Response::never());
    let waiting = calls(&client, 3);
    while memory.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    for call in waiting {
        call.abort();
        assert!(call.await.unwrap_err().is_cancelled());
    }
    memory.expect(ROLES, Response::bytes(200, "role 1"));
    memory.expect(ROLE, keys("FIRST", "2023-11-14T23:13:20Z"));
    assert_eq!(signs_with(&client, &memory).await, "FIRST");
}

/// What one run time waits for makes no progress while it does not run.
#[test]
fn a_run_time_that_stopped_waiting_strands_no_other() {
    let run_time = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap()
    };
    let memory = Memory::new();
    let (client, _) = on_server(&memory);
    memory.expect_any(Response::never());
    let (first, second) = (run_time(), run_time());
    let waiting = first.block_on(async {
        let waiting = calls(&client, 1);
        while memory.requests().is_empty() {
            tokio::task::yield_now().await;
        }
        waiting
    });
    memory.expect(ROLES, Response::bytes(200, "role 1"));
    memory.expect(ROLE, keys("FIRST", "2023-11-14T23:13:20Z"));
    assert_eq!(second.block_on(signs_with(&client, &memory)), "FIRST");
    drop(waiting);
}

#[tokio::test(start_paused = true)]
async fn a_role_that_gives_no_keys_says_why() {
    for (responses, expected) in [
        (
            vec![Response::never()],
            "the metadata service did not respond within 3 s",
        ),
        (
            vec![Response::bytes(500, "")],
            "the metadata service responded with HTTP 500",
        ),
        (
            vec![Response::bytes(200, "\n")],
            "the metadata service names no role; give the server one in the console",
        ),
        (
            vec![Response::bytes(200, "r"), Response::bytes(404, "")],
            "this server has no role; give it one in the console",
        ),
        (
            vec![Response::bytes(200, "r"), Response::bytes(200, "{}")],
            "the role's keys: AccessKeyId: expected a value, got no such member",
        ),
        (
            vec![Response::bytes(200, "r"), keys("A", "soon")],
            "the role's keys: Expiration: expected a date and a time such as 2026-01-31T09:30:00",
        ),
        (
            vec![Response::bytes(200, "r"), keys("A", "2023-11-14T22:00:00Z")],
            "the role's keys ended at 2023-11-14T22:00:00.000Z, and it is 2023-11-14T22:13:20.000Z; set the clock of this machine",
        ),
    ] {
        let memory = Memory::new();
        let (client, _) = on_server(&memory);
        responses
            .into_iter()
            .for_each(|response| memory.expect_any(response));
        let error = client.send(get_user()).await.unwrap_err().to_string();
        assert!(
            error.contains(&format!("server role: {expected}")),
            "{error}"
        );
        assert!(!error.contains(SECRET));
    }
}

#[tokio::test]
async fn a_role_can_be_used_alone() {
    let memory = Memory::new();
    memory.expect(
        "GET /latest/meta-data/iam/security-credentials/",
        Response::bytes(404, ""),
    );
    let role = ServerRole::new(ServerRole::ENDPOINT, Arc::new(memory)).unwrap();
    let error = role.credentials().await.unwrap_err().to_string();
    assert_eq!(
        error,
        "server role: this server has no role; give it one in the console"
    );
    assert!(ServerRole::new("metadata", Arc::new(Memory::new())).is_err());
}

#[tokio::test]
async fn a_provider_is_asked_before_every_attempt() {
    #[derive(Debug)]
    struct Rotating(Mutex<Vec<&'static str>>);

    impl ncloud::credentials::CredentialsProvider for Rotating {
        fn credentials(&self) -> ncloud::credentials::CredentialsFuture<'_> {
            let key = self.0.lock().unwrap().pop();
            Box::pin(async move { Credentials::new(key.unwrap_or_default(), SECRET) })
        }
    }

    let memory = Memory::new();
    let client = common::builder(&memory)
        .credentials(Rotating(Mutex::new(vec!["B", "A"])))
        .build()
        .unwrap();
    assert_eq!(signs_with(&client, &memory).await, "A");
    assert_eq!(signs_with(&client, &memory).await, "B");
    let error = client.send(get_user()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.GetUser: the access key is empty; copy it from the console, authentication keys"
    );
}
