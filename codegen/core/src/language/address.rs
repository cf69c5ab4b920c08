//! Where a service or an operation is: its url, those of other sites and those of regions.

use super::{Expression, Form, Key, Pattern, Value, optional, patterns::anything, required};

static BASE_URL: Pattern = Pattern {
    what: "a url that begins with https://",
    example: "https://organization.apigw.ntruss.com/open-api/v1",
    expression: Expression::Text("^https://[^ ?#]+$"),
    accepts: anything,
    recased: None,
    numbers: None,
    words: &[],
};
static REGION_CODE: Pattern = Pattern {
    what: "a region code in upper case",
    example: "SGN",
    expression: Expression::Text("^[A-Z][A-Z0-9_-]*$"),
    accepts: |code| {
        code.starts_with(|first: char| first.is_ascii_uppercase())
            && code
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_' || c == '-')
    },
    recased: Some(|code| code.to_ascii_uppercase()),
    numbers: None,
    words: &[],
};

static URL_VALUE: Value = Value::Pattern(&BASE_URL);

/// Of a service: it or `tenant_url` is required, which the reader of addresses checks.
pub(super) const URL: Key = optional(
    "url",
    &URL_VALUE,
    "https://organization.apigw.ntruss.com/open-api/v1",
    "What every operation's address begins with: https, the host, perhaps a path with placeholders. Required unless there is a `tenant_url`.",
);
pub(super) const TENANT_URL: Key = optional(
    "tenant_url",
    &URL_VALUE,
    "https://clovaspeech-gw.ncloud.com/external/v1/1234/abcd",
    "In place of `url` where every customer has an address of their own, which callers give: how such an address looks.",
);
pub(super) const OPERATION_URL: Key = optional(
    "url",
    &URL_VALUE,
    "https://kms.apigw.ntruss.com/keys/v2",
    "What this operation's address begins with, where it is not the service's `url`. The service's `sites` and `regions` do not apply then.",
);
pub(super) const SITES: Key = optional(
    "sites",
    &SITES_VALUE,
    "{ government: https://privateca.apigw.gov-ntruss.com }",
    "The addresses on other sites. A url without a path has the path of `url`.",
);
pub(super) const OPERATION_SITES: Key = optional(
    "sites",
    &SITES_VALUE,
    "{ government: https://kms.apigw.gov-ntruss.com }",
    "The addresses on other sites of an operation that has a `url` of its own.",
);
pub(super) const REGIONS: Key = optional(
    "regions",
    &REGION_MAP,
    "{ SGN: https://nks.apigw.ntruss.com/vnks/sgn-v2 }",
    "The addresses of regions, by region code, where they differ. `url` is what callers get who name no region. A url without a path has the path of `url`.",
);
pub(super) const OPERATION_REGIONS: Key = optional(
    "regions",
    &REGION_MAP,
    "{ SGN: https://sg-cloudfunctions.apigw.ntruss.com }",
    "The addresses of regions of an operation that has a `url` of its own.",
);

static REGION_MAP: Value = Value::Map {
    key: &REGION_CODE,
    value: &URL_VALUE,
};

static SITES_VALUE: Value = Value::Form(&SITES_FORM);
pub(crate) static SITES_FORM: Form = Form {
    name: "sites",
    doc: "The sites beside the public one: each a url, or a url and regions.",
    keys: &[
        optional(
            "government",
            &SITE_VALUE,
            "https://privateca.apigw.gov-ntruss.com",
            "The site of the government and of public institutions, gov-ncloud.com.",
        ),
        optional(
            "financial",
            &SITE_VALUE,
            "https://sens.apigw.fin-ntruss.com",
            "The site of the financial sector, fin-ncloud.com.",
        ),
    ],
};
static SITE_VALUE: Value = Value::ShortOrLong(&URL_VALUE, &Value::Form(&SITE));

pub(crate) static SITE: Form = Form {
    name: "site",
    doc: "A site with regions of its own.",
    keys: &[
        required(
            "url",
            &URL_VALUE,
            "https://nks.apigw.gov-ntruss.com",
            "The address of callers who name no region. Without a path it has the path of the public site's `url`.",
        ),
        optional(
            "regions",
            &REGION_MAP,
            "{ KRS: https://nks.apigw.gov-ntruss.com/vnks/krs-v2 }",
            "The addresses of the site's regions, by region code. A url without a path has the path of the site's.",
        ),
    ],
};
