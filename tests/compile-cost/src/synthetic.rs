//! A spec of any number of operations, made as large as real ones are.
//!
//! Its shape is the one that other generators were measured on: one half of the operations are GETs with a path and six
//! query parameters, the other half POSTs with a body of ten fields, among them an object, a list of objects and an
//! enum. All answer with twelve fields, the last a list of objects with six. Every operation has types of its own, and
//! everything has a doc, as in a spec that a person wrote.

/// The text of the spec; its service is called `synthetic`.
///
/// The same number gives the same text.
#[must_use]
pub fn spec(operations: usize) -> String {
    let mut text = HEAD.to_owned();
    text.push_str("\noperations:\n");
    for number in 0..operations {
        text.push_str(&operation(number));
    }
    text.push_str("\ntypes:\n");
    for number in 0..operations {
        text.push_str(&types(number));
    }
    text
}

/// Nouns take turns, so that names differ in length and order as real ones do.
const NOUNS: [&str; 10] = [
    "Server",
    "BlockStorage",
    "LoadBalancer",
    "Subnet",
    "NatGateway",
    "RouteTable",
    "AccessControlGroup",
    "PublicIp",
    "Snapshot",
    "TargetGroup",
];

const HEAD: &str = "\
# yaml-language-server: $schema=ncloud-spec.schema.json
spec: 1
service: synthetic
title: Synthetic
doc: An API that no service has, to measure generation and compilation with.
docs: https://docs.example.com/synthetic
url: https://synthetic.example.com/api/v2
";

const GET: &str = "
  GetNOUN:
    doc: Returns one LABEL with the rules that are attached to it.
    docs: https://docs.example.com/synthetic/get-NUMBER
    http: GET /resources/NUMBER/{resourceNo}
    path:
      resourceNo: { type: string, doc: Number of the LABEL. }
    query:
      regionCode?:  { type: string, doc: \"Region code; see the list of regions.\", default: KR }
      vpcNo?:       { type: string, doc: Number of the VPC that the LABEL is in. }
      status?:      { type: NOUNStatus, doc: Only in this state. }
      isProtected?: { type: bool, doc: Only those that are protected from deletion. }
      pageNo?:      { type: i32, doc: Number of the page., default: 0 }
      pageSize?:    { type: i32, doc: Entries on a page., default: 20 }
    response: NOUNDetail
";

const POST: &str = "
  CreateNOUN:
    doc: Creates a LABEL and attaches the given rules to it.
    docs: https://docs.example.com/synthetic/create-NUMBER
    http: POST /resources/NUMBER
    body:
      name:         { type: string, doc: Name of the LABEL., size: 30 }
      regionCode?:  { type: string, doc: \"Region code; see the list of regions.\", default: KR }
      vpcNo:        { type: string, doc: Number of the VPC that the LABEL is in. }
      description?: { type: string, doc: Description of the LABEL., size: 1000 }
      kind:         { type: NOUNKind, doc: Kind of the LABEL. }
      count?:       { type: i32, doc: How many are created., default: 1 }
      isProtected?: { type: bool, doc: Whether it is protected from deletion., default: \"false\" }
      memorySize?:  { type: i64, doc: Size of the memory in bytes. }
      placement?:   { type: NOUNPlacement, doc: Where the LABEL is placed. }
      rules?:       { type: list<NOUNRuleInput>, doc: Rules to attach. }
    response: NOUNDetail
";

const GET_TYPES: &str = "
  NOUNStatus:
    doc: State of a LABEL.
    enum:
      INIT: Being created.
      RUN: In operation.
      STOP: Stopped.
      TERMT: Being terminated.
";

const POST_TYPES: &str = "
  NOUNKind:
    doc: Kind of a LABEL.
    enum:
      STANDARD: Shared hardware.
      HIGH_MEMORY: Shared hardware with much memory.
      DEDICATED: Hardware of its own.

  NOUNPlacement:
    doc: Where a LABEL is placed.
    fields:
      zoneCode:          { type: string, doc: Zone code. }
      subnetNo:          { type: string, doc: Number of the subnet. }
      placementGroupNo?: { type: string, doc: Number of the physical placement group. }

  NOUNRuleInput:
    doc: A rule to attach to a LABEL.
    fields:
      priority:   { type: i32, doc: \"Priority; the lowest number goes first.\" }
      protocol:   { type: string, doc: Protocol by its short name. }
      ipBlock?:   { type: string, doc: Addresses that the rule holds for. }
      portRange?: { type: string, doc: Ports that the rule holds for. }
";

/// `STATE` is the type of the second field: an enum of the operation's own in both halves.
const ANSWER_TYPES: &str = "
  NOUNDetail:
    doc: A LABEL.
    fields:
      resourceNo:    { type: string, doc: Number of the LABEL. }
      classifier:    { type: STATE, doc: State or kind of the LABEL. }
      name:          { type: string, doc: Name of the LABEL. }
      description?:  { type: string, doc: Description of the LABEL. }
      vpcNo:         { type: string, doc: Number of the VPC that the LABEL is in. }
      regionCode:    { type: string, doc: Region code. }
      cpuCount:      { type: i32, doc: Number of virtual CPUs. }
      memorySize:    { type: i64, doc: Size of the memory in bytes. }
      isProtected:   { type: bool, doc: Whether it is protected from deletion. }
      createDate:    { type: timestamp(ms), doc: When the LABEL was created. }
      publicIpList?: { type: list<string>, doc: Public addresses of the LABEL. }
      rules:         { type: list<NOUNRule>, doc: Rules that are attached. }

  NOUNRule:
    doc: A rule of a LABEL.
    fields:
      ruleNo?:     { type: string, doc: Number of the rule. }
      priority:    { type: i32, doc: \"Priority; the lowest number goes first.\" }
      protocol:    { type: string, doc: Protocol by its short name. }
      ipBlock?:    { type: string, doc: Addresses that the rule holds for. }
      portRange?:  { type: string, doc: Ports that the rule holds for. }
      isReadOnly?: { type: bool, doc: Whether the rule is the service's own. }
";

fn is_get(number: usize) -> bool {
    number.is_multiple_of(2)
}

fn operation(number: usize) -> String {
    let template = if is_get(number) { GET } else { POST };
    filled(template, number)
}

fn types(number: usize) -> String {
    let (own, state) = if is_get(number) {
        (GET_TYPES, "NOUNStatus")
    } else {
        (POST_TYPES, "NOUNKind")
    };
    filled(
        &format!("{own}{}", ANSWER_TYPES.replace("STATE", state)),
        number,
    )
}

fn filled(template: &str, number: usize) -> String {
    let noun = NOUNS.get(number % NOUNS.len()).copied().unwrap_or_default();
    template
        .replace("NOUN", &format!("{noun}{number}"))
        .replace("LABEL", &words(noun))
        .replace("NUMBER", &number.to_string())
}

/// `LoadBalancer` -> `load balancer`.
fn words(noun: &str) -> String {
    let mut words = String::new();
    for character in noun.chars() {
        if character.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(character.to_ascii_lowercase());
    }
    words
}
