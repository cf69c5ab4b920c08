//! The table of services and sites, `spec/sites.tsv`, against the specs: every service has its three rows, every cell its source, and
//! what a row says of a site is what the spec has.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use ncloud_codegen::ir::{Address, Base, Notes, Service, Site};

const COLUMNS: [&str; 8] = [
    "service",
    "site",
    "address",
    "regions",
    "known from",
    "source",
    "read",
    "note",
];

/// Who was asked, the best first.
const KNOWN_FROM: [&str; 5] = ["page", "spec", "client", "catalogue", "search"];

/// What a cell without a value holds.
const NONE: &str = "-";

/// What a row says of a service, or of an operation that has an address of its own, on one site.
struct Row<'a> {
    name: &'a str,
    site: Site,
    address: &'a str,
    regions: Vec<(&'a str, Option<&'a str>)>,
    known_from: &'a str,
}

impl Row<'_> {
    /// The address, where the spec has to have it.
    fn captured(&self) -> Option<&str> {
        self.address.starts_with("https://").then_some(self.address)
    }

    /// Whether the spec has to say that nobody could check it.
    fn is_unsure(&self) -> bool {
        let weak = matches!(self.known_from, "client" | "catalogue");
        weak && !matches!(self.address, "not documented" | "tenant")
    }
}

/// A site and a region, and the address there.
type Place<'a> = (&'static str, Option<&'a str>, String);

fn below(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Why a line is no row.
fn faults_of_line(cells: &[&str]) -> Vec<String> {
    let [name, site, address, regions, known_from, source, read, note] = cells else {
        return vec![format!(
            "{} cells in place of {}",
            cells.len(),
            COLUMNS.len()
        )];
    };
    let mut faults = Vec::new();
    let mut expect = |holds: bool, what: &str| {
        if !holds {
            faults.push(format!("{name}, {site}: {what}"));
        }
    };
    let is_address = |text: &str| text.starts_with("https://") && !text.contains(' ');
    expect(
        cells.iter().all(|cell| !cell.trim().is_empty()),
        "an empty cell",
    );
    expect(
        Site::ALL.iter().any(|known| known.as_str() == *site),
        "no site",
    );
    let elsewhere = address.strip_prefix("not captured: ");
    expect(
        is_address(address)
            || elsewhere.is_some_and(is_address)
            || matches!(*address, "not documented" | "not read" | "tenant"),
        "no address",
    );
    expect(
        is_address(address) || *regions == NONE,
        "regions without an address",
    );
    expect(KNOWN_FROM.contains(known_from), "not known from anything");
    let needs_no_source = match *known_from {
        "spec" => *note != NONE,
        "search" => *address == "not documented",
        _ => false,
    };
    expect(
        is_address(source) || (*source == NONE && needs_no_source),
        "no source",
    );
    let is_day = read.len() == 10
        && read.char_indices().all(|(at, c)| match at {
            4 | 7 => c == '-',
            _ => c.is_ascii_digit(),
        });
    expect(is_day, "no day on which it was read");
    faults
}

/// The rows of a table, without those that are none.
fn rows<'a>(table: &'a str, faults: &mut Vec<String>) -> Vec<Row<'a>> {
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    if header != COLUMNS {
        faults.push(format!("the columns are {header:?}"));
    }
    let mut rows = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let found = faults_of_line(&cells);
        let is_row = found.is_empty();
        faults.extend(found);
        let [name, site, address, regions, known_from, ..] = cells.as_slice() else {
            continue;
        };
        let site = Site::ALL.into_iter().find(|known| known.as_str() == *site);
        if let (true, Some(site)) = (is_row, site) {
            let regions = regions.split(' ').filter(|region| *region != NONE);
            rows.push(Row {
                name,
                site,
                address,
                regions: regions
                    .map(|region| match region.split_once('=') {
                        Some((code, address)) => (code, Some(address)),
                        None => (region, None),
                    })
                    .collect(),
                known_from,
            });
        }
    }
    rows
}

/// Where a table says that operations are.
fn places_of_rows<'a>(rows: &'a [&Row]) -> BTreeSet<Place<'a>> {
    let mut places = BTreeSet::new();
    for row in rows {
        let site = row.site.as_str();
        if let Some(address) = row.captured() {
            places.insert((site, None, address.to_owned()));
        }
        for (code, address) in &row.regions {
            if let Some(address) = address {
                places.insert((site, Some(*code), (*address).to_owned()));
            }
        }
    }
    places
}

/// Where a spec says that operations are. Addresses of tenants are in no table.
fn places_of(address: &Address) -> BTreeSet<Place<'_>> {
    let whole = |base: &Base| {
        let path: String = base.path.iter().map(ToString::to_string).collect();
        format!("{}{path}", base.endpoint)
    };
    let bases = address.bases().filter(|_| !address.is_tenant);
    bases
        .map(|base| (base.site.as_str(), base.region.as_deref(), whole(base)))
        .collect()
}

/// What speaks against the rows of a service, or of an operation that has an address of its own.
fn faults_of_rows(name: &str, rows: &[&Row], address: &Address, notes: &[&Notes]) -> Vec<String> {
    let mut faults = Vec::new();
    for site in Site::ALL {
        let site_name = site.as_str();
        match rows.iter().filter(|row| row.site == site).count() {
            1 => {}
            number => faults.push(format!("{name}, {site_name}: {number} rows")),
        }
    }
    let (table, spec) = (places_of_rows(rows), places_of(address));
    for (site, region, address) in table.difference(&spec) {
        let region = region.unwrap_or(NONE);
        faults.push(format!(
            "{name}, {site}, {region}: the spec lacks {address}"
        ));
    }
    for (site, region, address) in spec.difference(&table) {
        let region = region.unwrap_or(NONE);
        faults.push(format!(
            "{name}, {site}, {region}: the table lacks {address}"
        ));
    }
    for row in rows {
        let site = row.site.as_str();
        if row.address == "tenant" && !address.is_tenant {
            faults.push(format!("{name}, {site}: the spec knows no tenants"));
        }
        let mut remarks = notes.iter().flat_map(|notes| &notes.unconfirmed);
        if row.is_unsure() && !remarks.any(|remark| remark.contains(site)) {
            faults.push(format!(
                "{name}, {site}: known from a {}, and no `unconfirmed` speaks of the site",
                row.known_from
            ));
        }
    }
    faults
}

/// What speaks against a table, given the specs. Rows of services that have no spec are taken as they are.
fn faults(table: &str, services: &[Service]) -> Vec<String> {
    let mut faults = Vec::new();
    let rows = rows(table, &mut faults);
    let mut rows_of: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        rows_of.entry(row.name).or_default().push(row);
    }
    for service in services {
        let rows = rows_of.remove(service.name.as_str()).unwrap_or_default();
        let notes = &service.notes;
        faults.extend(faults_of_rows(
            &service.name,
            &rows,
            &service.address,
            &[notes],
        ));
        for operation in &service.operations {
            if let Some(address) = &operation.address {
                let name = format!("{}.{}", service.name, operation.name);
                let rows = rows_of.remove(name.as_str()).unwrap_or_default();
                let notes = [notes, &operation.notes];
                faults.extend(faults_of_rows(&name, &rows, address, &notes));
            }
        }
    }
    for name in rows_of.keys() {
        let service = name.split_once('.').map(|(service, _)| service);
        if services
            .iter()
            .any(|known| Some(known.name.as_str()) == service)
        {
            faults.push(format!("{name}: no operation with an address of its own"));
        }
    }
    faults
}

#[test]
fn the_table_is_that_of_the_specs() {
    let table = fs::read_to_string(below("../spec/sites.tsv")).unwrap();
    let services =
        ncloud_codegen::load([below("../spec")]).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(faults(&table, &services), Vec::<String>::new());
}

/// A spec whose operation `Far` has an address of its own.
const SPEC: &str = "spec: 1
service: sample
title: Sample
docs: https://docs.example.com
url: https://sample.example.com/v1
sites:
  government:
    url: https://gov.example.com
    regions: { KRS: https://gov.example.com/krs-v1 }
unconfirmed: Whether the government has it.
operations:
  Near: { doc: Is., docs: https://docs.example.com/a, http: GET /a }
  Far: { doc: Is., docs: https://docs.example.com/b, http: GET /b, url: https://far.example.com }
";

const TABLE: &str = "\
service	site	address	regions	known from	source	read	note
sample	public	https://sample.example.com/v1	KR SGN	page	https://docs.example.com	2026-11-30	-
sample	government	https://gov.example.com/v1	KR KRS=https://gov.example.com/krs-v1	client	https://docs.example.com	2026-11-30	-
sample	financial	not documented	-	search	-	2026-11-30	-
sample.Far	public	https://far.example.com	-	page	https://docs.example.com	2026-11-30	-
sample.Far	government	not captured: https://far.gov.example.com	-	spec	-	2026-11-30	Another API.
sample.Far	financial	not read	-	page	https://docs.example.com	2026-11-30	-
other	public	https://other.example.com	-	page	https://docs.example.com	2026-11-30	-
";

/// The faults of the sample's table, once `from` is `to` in it, and in its spec.
fn faults_with(table: (&str, &str), spec: (&str, &str)) -> Vec<String> {
    assert!(TABLE.contains(table.0) && SPEC.contains(spec.0));
    let text = SPEC.replacen(spec.0, spec.1, 1);
    let services =
        ncloud_codegen::load_str("sample.yaml", &text).unwrap_or_else(|report| panic!("{report}"));
    faults(&TABLE.replacen(table.0, table.1, 1), &services)
}

#[test]
fn a_table_that_fits_has_no_faults() {
    assert_eq!(faults_with(("", ""), ("", "")), Vec::<String>::new());
}

#[test]
fn what_does_not_fit_is_a_fault() {
    let far =
        "sample.Far	public	https://far.example.com	-	page	https://docs.example.com	2026-11-30	-\n";
    let twice = far.repeat(2);
    let cases = [
        // A row that is missing, or there twice.
        (
            (far, ""),
            ("", ""),
            vec![
                "sample.Far, public: 0 rows",
                "sample.Far, public, -: the table lacks https://far.example.com",
            ],
        ),
        (
            (far, twice.as_str()),
            ("", ""),
            vec!["sample.Far, public: 2 rows"],
        ),
        // Cells.
        (
            (
                "not documented	-	search	-	2026-11-30	-",
                "not documented	-	catalogue	-	2026-11-30	-",
            ),
            ("", ""),
            vec!["sample, financial: no source", "sample, financial: 0 rows"],
        ),
        (
            ("search	-	2026-11-30", "search	-	today"),
            ("", ""),
            vec![
                "sample, financial: no day on which it was read",
                "sample, financial: 0 rows",
            ],
        ),
        (
            ("not documented	-", "not documented	FKR"),
            ("", ""),
            vec![
                "sample, financial: regions without an address",
                "sample, financial: 0 rows",
            ],
        ),
        (
            ("not documented	-	search", "	-	search"),
            ("", ""),
            vec![
                "sample, financial: an empty cell",
                "sample, financial: no address",
                "sample, financial: no source",
                "sample, financial: 0 rows",
            ],
        ),
        (
            ("Another API.", "-"),
            ("", ""),
            vec![
                "sample.Far, government: no source",
                "sample.Far, government: 0 rows",
            ],
        ),
        // A site and a region that the other lacks.
        (
            (
                "not documented	-	search	-",
                "https://fin.example.com/v1	-	page	https://docs.example.com",
            ),
            ("", ""),
            vec!["sample, financial, -: the spec lacks https://fin.example.com/v1"],
        ),
        (
            ("", ""),
            ("sites:\n", "sites:\n  financial: https://fin.example.com\n"),
            vec!["sample, financial, -: the table lacks https://fin.example.com/v1"],
        ),
        (
            ("KRS=https://gov.example.com/krs-v1", "KRS"),
            ("", ""),
            vec!["sample, government, KRS: the table lacks https://gov.example.com/krs-v1"],
        ),
        (
            ("not read", "tenant"),
            ("", ""),
            vec!["sample.Far, financial: the spec knows no tenants"],
        ),
        // What only a client says.
        (
            ("", ""),
            ("unconfirmed: Whether the government has it.\n", ""),
            vec![
                "sample, government: known from a client, and no `unconfirmed` speaks of the site",
            ],
        ),
        // An operation that has the address of its service.
        (
            ("other	public", "sample.Near	public"),
            ("", ""),
            vec!["sample.Near: no operation with an address of its own"],
        ),
    ];
    for (table, spec, expected) in cases {
        assert_eq!(faults_with(table, spec), expected, "{table:?} {spec:?}");
    }
}
