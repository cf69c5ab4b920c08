//! Profiles, keys, sites, regions.

use std::fs;

use ncloud_sandbox::{SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY};
use tempfile::TempDir;

use crate::support::{Cloud, failed, fed, printed, program, text};

#[test]
fn keys_are_kept_and_a_profile_is_chosen() {
    let cloud = Cloud::of("vserver");
    let home = TempDir::new().unwrap();
    let keys = format!("{SAMPLE_ACCESS_KEY}\n{SAMPLE_SECRET_KEY}\n");
    let of_home = |line: &str| {
        let mut command = cloud.command(line);
        command
            .env_remove("NCLOUD_ACCESS_KEY_ID")
            .env_remove("NCLOUD_SECRET_ACCESS_KEY")
            .env("HOME", home.path())
            .env("USERPROFILE", home.path());
        command
    };
    let kept = fed(of_home("configure --profile shop"), &keys);
    assert_eq!(printed(&kept), "");
    printed(&fed(
        of_home("configure"),
        "WRONGACCESSKEY000001\nWrongSecretKeyThatIsNoSecretAtAll0000001\n",
    ));
    assert_eq!(
        printed(&of_home("configure list").output().unwrap()),
        "shop\n"
    );
    let file = home.path().join(".ncloud/configure");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .starts_with("ncloud_access_key_id = WRONG")
    );

    let taken = printed(&of_home("whoami --profile shop -o yaml").output().unwrap());
    assert!(taken.starts_with("keys: taken\nfrom: \"the profile `shop` of ~/.ncloud/configure\"\nsite: public\nregions:\n"), "{taken}");
    let refused = failed(&of_home("whoami").output().unwrap(), 3);
    assert!(
        refused.contains("\nhelp: the key was refused: `ncloud whoami` tells which one is used, "),
        "{refused}"
    );
    let unknown = failed(&of_home("whoami --profile shup").output().unwrap(), 3);
    assert!(
        unknown.contains("holds no profile `shup`; choose one of shop"),
        "{unknown}"
    );
}

#[test]
fn a_region_is_refused_where_a_service_has_none() {
    let said = failed(
        &program("organization get-organization --region KR")
            .output()
            .unwrap(),
        2,
    );
    assert_eq!(
        said,
        "error: `organization` has no regions, and cannot be called in KR: leave `--region` out\n"
    );
    let shown = printed(
        &program("vserver get-zone-list --region SGN --dry-run")
            .output()
            .unwrap(),
    );
    assert!(shown.contains("\nregionCode=SGN"), "{shown}");
    let mut of_environment = program("vserver get-zone-list --dry-run");
    let shown = printed(&of_environment.env("NCLOUD_REGION", "SGN").output().unwrap());
    assert!(shown.contains("\nregionCode=SGN"), "{shown}");
}

#[test]
fn a_site_has_addresses_of_its_own() {
    let shown = printed(
        &program("vserver get-region-list --dry-run --site government")
            .output()
            .unwrap(),
    );
    assert!(
        shown.contains("host: ncloud.apigw.gov-ntruss.com"),
        "{shown}"
    );
    let mut wrong = program("vserver get-region-list --dry-run");
    let said = failed(&wrong.env("NCLOUD_SITE", "moon").output().unwrap(), 2);
    assert_eq!(
        said,
        "error: NCLOUD_SITE is `moon`; set it to one of public, government, financial\n"
    );
}

#[test]
fn a_spec_of_ones_own_is_a_service_too() {
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("library.yaml");
    fs::write(
        &spec,
        "spec: 1\nservice: library\ntitle: Library\ndocs: https://api.ncloud-docs.com/docs/library\nurl: https://library.apigw.ntruss.com/lib/v1\n\n\
         operations:\n  GetBook:\n    doc: Returns a book.\n    docs: https://api.ncloud-docs.com/docs/library-book\n    http: GET /books/{name}\n    \
         path:\n      name: { type: string, doc: Name. }\n    response: { title: { type: string, doc: Title. } }\n",
    )
    .unwrap();
    let line = format!(
        "library get-book --name dune --dry-run --spec {}",
        spec.display()
    );
    let output = program(&line).output().unwrap();
    assert!(
        printed(&output).starts_with("GET /lib/v1/books/dune\n"),
        "{}",
        text(&output.stdout)
    );
}
