//! Operations carried out on what is kept.

use std::collections::{BTreeMap, BTreeSet};

use http::{HeaderMap, StatusCode};
use ncloud_codegen::ir::{ErrorCode, Field, Operation, Scalar, Service, Type};
use serde_json::{Map, Value as Json, json};

use crate::answer::{Answer, AnswerBody};
use crate::check::Sent;
use crate::made;
use crate::record::Source;

use super::fill::{fitted, list_of, member_of, shown};
use super::kinds::{Act, Kind, Plan, Role};
use super::machine::{Aim, Move, READS};
use super::names::{Verb, capitalised, ends_with_word, is_chosen, last_word, listed, words};
use super::pages::{Page, count};
use super::said::{Said, text};
use super::store::{Store, Thing};
use super::view::{View, entry, fields, inside_mut, struct_name};

/// What comes with a thing that is created: services make these by themselves, and no spec says so.
const COMPANIONS: [(&str, &str, &str, &str); 3] = [
    ("vpc", "Vpc", "vpc", "NetworkAcl"),
    ("vpc", "Vpc", "vpc", "RouteTable"),
    ("vpc", "Vpc", "vserver", "AccessControlGroup"),
];

/// Members that are numbers of a thing besides its key.
const NUMBERS: [&str; 4] = ["id", "no", "uuid", "instanceNo"];

/// Members that services fill in where nobody says them.
const DEFAULTED: [&str; 2] = ["regionCode", "zoneCode"];

/// One request on its way through what is kept.
pub(super) struct Serving<'a> {
    plan: &'a Plan,
    samples: &'a BTreeMap<usize, Map<String, Json>>,
    store: &'a mut Store,
    service: &'a Service,
    operation: &'a Operation,
}

/// A sample of each kind: of the operation that answers one, else of the list, else of the one that creates it, else made.
pub(super) fn samples(plan: &Plan) -> BTreeMap<usize, Map<String, Json>> {
    let kinds = plan.kinds.iter().enumerate();
    kinds
        .map(|(index, kind)| (index, sample(plan, index, kind)))
        .collect()
}

fn sample(plan: &Plan, index: usize, kind: &Kind) -> Map<String, Json> {
    let shown = |act: Act| {
        kind.service.operations.iter().find_map(|operation| {
            let (role, _) = plan.role(&kind.service.name, &operation.name)?;
            let view = role.view.as_ref()?;
            if role.kind != index || role.act != act || view.item != kind.item {
                return None;
            }
            example(operation, view)
        })
    };
    let ty = Type::Struct(kind.item.clone());
    [Act::Detail, Act::List, Act::Create]
        .into_iter()
        .find_map(shown)
        .or_else(|| made::value(&kind.service, &ty).as_object().cloned())
        .unwrap_or_default()
}

/// The first thing that an example of success shows.
fn example(operation: &Operation, view: &View) -> Option<Map<String, Json>> {
    operation
        .examples
        .iter()
        .filter(|example| example.error.is_none())
        .find_map(|example| {
            let shown = view.shown(operation, example.response.as_ref()?)?;
            let one = if view.many { shown.get(0)? } else { shown };
            one.as_object().cloned()
        })
}

impl<'a> Serving<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        samples: &'a BTreeMap<usize, Map<String, Json>>,
        store: &'a mut Store,
        service: &'a Service,
        operation: &'a Operation,
    ) -> Self {
        Self {
            plan,
            samples,
            store,
            service,
            operation,
        }
    }

    pub(super) fn answer(
        mut self,
        role: &Role,
        kind: &Kind,
        sent: &Sent,
        usual: Answer,
    ) -> (Answer, Option<&'static str>) {
        let said = Said::read(self.service, self.operation, sent);
        let answer = match role.act {
            Act::List => self.list(role, kind, sent, &said, usual),
            Act::Detail => self.detail(role, kind, &said, usual),
            Act::Beneath if self.find(role, kind, &said).is_empty() => self.gone(role, kind, usual),
            Act::Beneath => return (usual, Some("the spec does not tell what changes it")),
            Act::Put if said.given().any(|(field, _)| kind.is_key(&field.wire_name)) => {
                self.change(role, kind, &said, usual)
            }
            Act::Create | Act::Put => self.create(role, kind, &said, usual),
            Act::Replace => {
                for number in self.belonging(kind, &said) {
                    self.store.remove(number, &self.plan.kinds);
                }
                self.create(role, kind, &said, usual)
            }
            Act::Change => self.change(role, kind, &said, usual),
            Act::Delete => self.delete(role, kind, &said, usual),
        };
        (answer, None)
    }

    // Finding

    /// Things of a kind that belong to what the request says.
    fn belonging(&self, kind: &Kind, said: &Said<'_>) -> Vec<u64> {
        let parents: Vec<(&str, String)> = said
            .given()
            .filter(|(field, _)| kind.parents.contains(&field.wire_name))
            .filter_map(|(field, value)| Some((field.wire_name.as_str(), text(value)?)))
            .collect();
        let kinds = &self.plan.kinds;
        let things = self.store.things.iter().filter(|thing| {
            kinds
                .get(thing.kind)
                .is_some_and(|its| std::ptr::eq(its, kind))
        });
        things
            .filter(|thing| {
                parents
                    .iter()
                    .all(|(name, wanted)| thing.says(kind, name).is_none_or(|says| says == *wanted))
            })
            .map(|thing| thing.number)
            .collect()
    }

    /// The things that the request names by their keys.
    fn find(&self, role: &Role, kind: &Kind, said: &Said<'_>) -> Vec<u64> {
        let mut keys = Vec::new();
        for (field, value) in said.given() {
            let name = field.wire_name.as_str();
            if role.each.as_deref() == Some(name)
                || listed(name).is_some_and(|name| kind.is_key(name))
            {
                keys.extend(elements(value).filter_map(|element| key_of(kind, element)));
            } else if kind.is_key(name) {
                keys.extend(text(value));
            }
        }
        let belonging = self.belonging(kind, said);
        keys.iter()
            .filter_map(|key| {
                let mut numbers = belonging.iter().copied();
                numbers.find(|it| self.store.get(*it).is_some_and(|thing| thing.key == *key))
            })
            .collect()
    }

    // Answering

    fn detail(&mut self, role: &Role, kind: &Kind, said: &Said<'_>, usual: Answer) -> Answer {
        let mut found = self.find(role, kind, said);
        for number in &found {
            self.read(*number, kind);
        }
        found.retain(|number| self.store.get(*number).is_some());
        if found.is_empty() {
            return self.gone(role, kind, usual);
        }
        self.shown(role, &found, usual)
    }

    fn list(
        &mut self,
        role: &Role,
        kind: &Kind,
        sent: &Sent,
        said: &Said<'_>,
        usual: Answer,
    ) -> Answer {
        let wanted = self.belonging(kind, said);
        for number in &wanted {
            self.read(*number, kind);
        }
        let wanted = wanted.into_iter().filter(|number| {
            let thing = self.store.get(*number);
            thing.is_some_and(|thing| self.is_asked_for(kind, thing, said))
        });
        let wanted: Vec<u64> = wanted.collect();
        let Some(view) = role.view.as_ref().filter(|view| view.many) else {
            return usual;
        };
        let items = wanted
            .iter()
            .filter_map(|number| self.rendered(*number, &view.item))
            .map(Json::Object)
            .collect();
        let page = Page::of(self.service, self.operation, sent, items);
        with_body(
            usual,
            |operation, body| {
                view.put(operation, body, Json::Array(page.items.clone()));
                page.finish(operation, body);
            },
            self.operation,
        )
    }

    /// Counts a read of a thing, and of what is shown inside of it.
    fn read(&mut self, number: u64, kind: &Kind) {
        let inner: Vec<u64> = match self.store.get(number) {
            Some(thing) => fields(&kind.service, &kind.item)
                .iter()
                .filter_map(|field| self.child_of(kind, field))
                .flat_map(|(inner, _)| self.children(thing, kind, inner))
                .collect(),
            None => Vec::new(),
        };
        for number in inner.into_iter().chain([number]) {
            self.store.read(number, &self.plan.kinds);
        }
    }

    /// Whether a list asks for a thing, by what both of them say. What nobody can compare narrows nothing, but what a thing could
    /// say and does not is nothing that is asked for, nor is a required number of something that it was never brought together
    /// with.
    fn is_asked_for(&self, kind: &Kind, thing: &Thing, said: &Said<'_>) -> bool {
        let own = fields(&kind.service, &kind.item);
        let is_comparable = |field: &Field, name: &str| {
            let is_number = || {
                let mut kinds = self.plan.kinds.iter();
                kinds.any(|other| other.service.name == kind.service.name && other.is_key(name))
            };
            member_of(own, &kind.name, name).is_some() || field.required && is_number()
        };
        said.given().all(|(field, value)| {
            let name = field.wire_name.as_str();
            let (name, wanted) = match (listed(name), value) {
                (Some(one), Json::Array(wanted)) => (one, wanted.iter().collect()),
                _ => (name, vec![value]),
            };
            let mut wanted = wanted.into_iter().filter_map(text).peekable();
            if wanted.peek().is_none() {
                return true;
            }
            match thing.says(kind, name) {
                Some(says) => wanted.any(|wanted| wanted == says),
                None => !is_comparable(field, name),
            }
        })
    }

    /// The answer that shows these things.
    fn shown(&self, role: &Role, things: &[u64], usual: Answer) -> Answer {
        let Some(view) = &role.view else {
            return kept(usual);
        };
        let is_of_kind = self
            .plan
            .kinds
            .get(role.kind)
            .is_some_and(|kind| kind.item == view.item);
        if view.many && !is_of_kind {
            return kept(usual);
        }
        let mut items = things
            .iter()
            .filter_map(|number| self.rendered(*number, &view.item))
            .map(Json::Object);
        with_body(
            usual,
            |operation, body| {
                if view.many {
                    let items: Vec<Json> = items.collect();
                    let total = items.len();
                    if let Some(parent) = view.put(operation, body, Json::Array(items)) {
                        count(parent, total);
                    }
                } else if let Some(item) = items.next() {
                    view.put(operation, body, item);
                }
            },
            self.operation,
        )
    }

    /// A thing as a struct shows it, with what belongs to it.
    fn rendered(&self, number: u64, item: &str) -> Option<Map<String, Json>> {
        let thing = self.store.get(number)?;
        let kind = self.plan.kinds.get(thing.kind)?;
        Some(shown(self.service, item, &thing.members, |field| {
            let name = &field.wire_name;
            if let Some((inner, inner_kind)) = self.child_of(kind, field) {
                let children = self.children(thing, kind, inner);
                let items = children.into_iter().filter_map(|child| {
                    Some(Json::Object(self.rendered(child, &inner_kind.item)?))
                });
                return Some(items.collect());
            }
            if let Some((inner, _)) = self.listed_child_of(kind, name) {
                let children = self.children(thing, kind, inner);
                let keys = children
                    .into_iter()
                    .filter_map(|child| self.store.get(child));
                let keys: Json = keys.map(|child| child.key.as_str()).collect();
                return fitted(self.service, &field.ty, &keys, None);
            }
            if kind.aliases.contains(name) && !thing.members.contains_key(name) {
                return key_value(&field.ty, &thing.key);
            }
            if !thing.members.contains_key(name) {
                return fitted(self.service, &field.ty, thing.tags.get(name)?, None);
            }
            None
        }))
    }

    /// The kind of the things that a list inside of a thing shows.
    fn child_of(&self, kind: &Kind, field: &Field) -> Option<(usize, &'a Kind)> {
        let Type::List(item) = &field.ty else {
            return None;
        };
        let item = struct_name(item)?;
        self.kinds_beneath(kind)
            .find(|(_, inner)| inner.item == item)
    }

    /// The kind of the things whose keys a list inside of a thing shows.
    fn listed_child_of(&self, kind: &Kind, name: &str) -> Option<(usize, &'a Kind)> {
        let key = listed(name)?;
        self.kinds_beneath(kind).find(|(_, inner)| inner.key == key)
    }

    /// The kinds of what belongs to things of a kind.
    fn kinds_beneath<'k>(
        &self,
        kind: &'k Kind,
    ) -> impl Iterator<Item = (usize, &'a Kind)> + use<'a, 'k> {
        let kinds = self.plan.kinds.iter().enumerate();
        kinds.filter(|(_, inner)| {
            inner.service.name == kind.service.name
                && inner.parents.iter().any(|parent| kind.is_key(parent))
        })
    }

    fn children(&self, thing: &Thing, kind: &Kind, inner: usize) -> Vec<u64> {
        let belongs = |child: &&Thing| {
            let mut tags = child.tags.iter();
            child.kind == inner
                && tags.any(|(name, value)| {
                    kind.is_key(name) && text(value).as_ref() == Some(&thing.key)
                })
        };
        let children = self.store.things.iter().filter(belongs);
        children.map(|child| child.number).collect()
    }

    /// What is answered about a thing that is not there: the code that the service has for that, else a list without
    /// it, else an error of the sandbox's own.
    fn gone(&self, role: &Role, kind: &Kind, usual: Answer) -> Answer {
        let code = self.not_found_code(kind);
        let shown = code.and_then(|code| {
            let mut operations = self.service.operations.iter();
            operations.find_map(|operation| {
                operation.examples.iter().find(|example| {
                    let error = example.error.as_ref();
                    error.and_then(|error| error.code.as_ref()) == Some(&code.code)
                })
            })
        });
        if let Some((status, body)) =
            shown.and_then(|example| Some((example.status, example.response.clone()?)))
        {
            return failure(status, body);
        }
        if code.is_none()
            && role.act == Act::Detail
            && let Some(view) = role.view.as_ref().filter(|view| view.many)
        {
            return with_body(
                usual,
                |operation, body| {
                    if let Some(parent) = view.put(operation, body, json!([])) {
                        count(parent, 0);
                    }
                },
                self.operation,
            );
        }
        let status = code.and_then(|code| code.status).unwrap_or(404);
        let code_text = code.map_or("404", |code| code.code.as_str());
        let message = format!("The sandbox keeps no such {}.", kind.name);
        let success = self.operation.response.success.as_ref();
        let body = if let (Some(success), 200) = (success, status) {
            // Nothing but the code tells that it is a failure.
            let code = success.code.iter().rev();
            code.fold(
                Json::from(code_text),
                |value, name| json!({ (name): value }),
            )
        } else if self.operation.sends_form() {
            json!({ "responseError": { "returnCode": code_text, "returnMessage": message } })
        } else {
            json!({ "error": { "errorCode": code_text, "message": message } })
        };
        failure(status, body)
    }

    /// The code for things of a kind that are not there: one that names the kind, else one that names no other.
    fn not_found_code(&self, kind: &Kind) -> Option<&'a ErrorCode> {
        let codes = || self.service.errors.iter().filter(|code| code.not_found);
        let names = |code: &ErrorCode, kind: &Kind| {
            let name = words(kind.name.strip_suffix("Instance").unwrap_or(&kind.name));
            code.doc.to_lowercase().contains(&name)
        };
        let is_of_another = |code: &&ErrorCode| {
            let mut kinds = self.plan.kinds.iter();
            kinds.any(|other| other.service.name == kind.service.name && names(code, other))
        };
        let own = codes().find(|code| names(code, kind));
        own.or_else(|| codes().find(|code| !is_of_another(code)))
    }

    // Creating

    fn create(&mut self, role: &Role, kind: &Kind, said: &Said<'_>, usual: Answer) -> Answer {
        let elements: Vec<&Json> = match role.each.as_deref().and_then(|each| said.get(each)) {
            Some(list) => elements(list).collect(),
            None => Vec::new(),
        };
        let copies = said
            .given()
            .find(|(field, _)| field.wire_name.ends_with("CreateCount"))
            .and_then(|(_, count)| count.as_u64())
            .unwrap_or(1);
        let mut created = Vec::new();
        if role.each.is_some() {
            for element in elements {
                created.extend(self.created(role, kind, said, Some(element)));
            }
        } else {
            for _ in 0..copies.min(100) {
                created.extend(self.created(role, kind, said, None));
            }
        }
        self.shown(role, &created, usual)
    }

    /// Creates one thing, as the request says it, or an element of it.
    fn created(
        &mut self,
        role: &Role,
        kind: &Kind,
        said: &Said<'_>,
        element: Option<&Json>,
    ) -> Option<u64> {
        let number = self.store.number();
        let members = self.samples.get(&role.kind)?.clone();
        let mut thing = Thing {
            number,
            kind: role.kind,
            key: String::new(),
            members,
            tags: BTreeMap::new(),
            moves: Vec::new(),
            owner: None,
            attached: BTreeSet::new(),
            leaves: None,
        };
        for (field, value) in said.given() {
            thing.tags.insert(field.wire_name.clone(), value.clone());
        }
        self.leave_out(kind, said, &mut thing);
        self.fill(kind, said, &mut thing);
        let own = fields(&kind.service, &kind.item);
        match element {
            Some(Json::Object(element)) => {
                for (name, value) in element {
                    let member = super::kinds::member_called(own, name);
                    let field = own.iter().find(|it| Some(it.wire_name.as_str()) == member);
                    put(&kind.service, field, value, &mut thing.members);
                }
            }
            Some(scalar) => {
                let field = own.iter().find(|field| field.wire_name == kind.key);
                put(&kind.service, field, scalar, &mut thing.members);
            }
            None => {}
        }
        self.number(kind, said, element, &mut thing);
        self.begin(role, kind, &mut thing);
        let key = thing.key.clone();
        self.store.things.push(thing);
        self.create_children(kind, said, &key);
        self.create_companions(kind, &key, number);
        Some(number)
    }

    /// Takes out of a sample what the request could have said and did not, and what it lists of other things.
    fn leave_out(&self, kind: &Kind, said: &Said<'_>, thing: &mut Thing) {
        let own = fields(&kind.service, &kind.item);
        for (field, value) in &said.all {
            if value.is_some() || DEFAULTED.contains(&field.wire_name.as_str()) {
                continue;
            }
            if let Some(member) = member_of(own, &kind.name, &field.wire_name)
                && !member.required
                && member.wire_name != kind.key
            {
                thing.members.remove(&member.wire_name);
            }
        }
        for member in own {
            let is_of_others = member.wire_name.ends_with("NoList");
            let inner = self.child_of(kind, member).is_some();
            if is_of_others || inner {
                let value = thing.members.get_mut(&member.wire_name);
                if let Some(list @ Json::Array(_)) = value {
                    *list = json!([]);
                }
            }
        }
    }

    /// Says in the members of a thing what a request says under their names.
    fn fill(&self, kind: &Kind, said: &Said<'_>, thing: &mut Thing) {
        let own = fields(&kind.service, &kind.item);
        for (field, value) in said.given() {
            let name = &field.wire_name;
            let member = member_of(own, &kind.name, name);
            put(&kind.service, member, value, &mut thing.members);
            if let (None, Json::Array(items)) = (member, value)
                && let Some((list, items)) = part_of(&kind.service, own, name, items)
                && list.wire_name.ends_with("NoList")
            {
                thing
                    .members
                    .insert(list.wire_name.clone(), Json::Array(items));
            }
        }
    }

    /// Gives a thing its key, and other numbers.
    fn number(&mut self, kind: &Kind, said: &Said<'_>, element: Option<&Json>, thing: &mut Thing) {
        let own = fields(&kind.service, &kind.item);
        let chosen = element
            .and_then(|element| key_of(kind, element))
            .or_else(|| {
                let mut given = said.given();
                given
                    .find(|(field, _)| kind.is_key(&field.wire_name))
                    .and_then(|(_, value)| text(value))
            });
        let new = |value: Option<&Json>, number: u64| match value {
            Some(Json::String(text)) if text.len() == 36 && text.contains('-') => {
                format!("00000000-0000-4000-8000-{number:012}")
            }
            _ => number.to_string(),
        };
        let is_named = is_chosen(&kind.key) && kind.key.ends_with("ame");
        thing.key = chosen.unwrap_or_else(|| {
            if is_named {
                format!("{}-{}", kind.name.to_lowercase(), thing.number)
            } else {
                new(thing.members.get(&kind.key), thing.number)
            }
        });
        for field in own {
            let name = field.wire_name.as_str();
            let value = if name == kind.key {
                key_value(&field.ty, &thing.key)
            } else if NUMBERS.contains(&name) && !kind.parents.contains(name) {
                let text = new(thing.members.get(name), thing.number);
                key_value(&field.ty, &text)
            } else if field.required
                && name.ends_with("Name")
                && said
                    .all
                    .iter()
                    .any(|(it, said)| it.wire_name == name && said.is_none())
            {
                // The service makes a name where none is given.
                key_value(
                    &field.ty,
                    &format!("{}-{}", kind.name.to_lowercase(), thing.number),
                )
            } else {
                None
            };
            if let Some(value) = value {
                thing.members.insert(name.to_owned(), value);
            }
        }
    }

    /// Sets a new thing on its way to where it can be used.
    fn begin(&self, role: &Role, kind: &Kind, thing: &mut Thing) {
        let sample = self.samples.get(&role.kind);
        let shown = role.view.as_ref().filter(|view| view.item == kind.item);
        let shown = shown.and_then(|view| example(self.operation, view));
        for (index, machine) in kind.machines.all.iter().enumerate() {
            let Some(first) = machine.path.first() else {
                continue;
            };
            // Something that a create operation itself begins, such as a run.
            let aim = if machine.has(Aim::Finished) && role.verb != Verb::Create {
                Aim::Finished
            } else if machine.is_of_a_run() {
                // It has not been begun.
                if machine.path.len() > 1 {
                    thing.members.remove(&first.wire_name);
                }
                continue;
            } else {
                Aim::Ready
            };
            if !thing.members.contains_key(&first.wire_name) || first.index.is_some() {
                self.restore(kind, sample, &first.wire_name, &mut thing.members);
            }
            let sampled = sample.and_then(|sample| machine.state(sample));
            let hint = shown.as_ref().and_then(|it| machine.state(it)).or(sampled);
            let step = machine.begin(index, aim, hint, &mut thing.members);
            thing.moves.extend(step);
        }
    }

    /// Puts back a member that the sample shows, or one of the right shape.
    fn restore(
        &self,
        kind: &Kind,
        sample: Option<&Map<String, Json>>,
        name: &str,
        members: &mut Map<String, Json>,
    ) {
        let is_empty = |value: &Json| value.as_array().is_some_and(Vec::is_empty);
        let sampled = sample
            .and_then(|it| it.get(name))
            .filter(|it| !is_empty(it));
        let value = sampled.cloned().or_else(|| {
            let mut own = fields(&kind.service, &kind.item).iter();
            let field = own.find(|field| field.wire_name == name)?;
            Some(made::value(&kind.service, &field.ty))
        });
        if let Some(value) = value {
            members.insert(name.to_owned(), value);
        }
    }

    /// Creates what a request lists or names with a thing and what is of a kind of its own: the node pools of a cluster, the
    /// first database of a database service.
    fn create_children(&mut self, kind: &Kind, said: &Said<'_>, key: &str) {
        let own = fields(&kind.service, &kind.item);
        for (field, value) in said.given() {
            let name = &field.wire_name;
            let member = own.iter().find(|it| it.wire_name == *name);
            let called = |inner: &Kind| match value {
                Json::Array(_) => capitalised(name) == format!("{}List", inner.name),
                _ => {
                    is_chosen(&inner.key)
                        && (inner.is_key(name) || ends_with_word(name, &inner.key))
                }
            };
            let found = member.and_then(|it| self.child_of(kind, it));
            let found = found.or_else(|| self.kinds_beneath(kind).find(|(_, it)| called(it)));
            let Some((inner, inner_kind)) = found else {
                continue;
            };
            let parents = inner_kind.parents.iter().filter(|it| kind.is_key(it));
            let tags: BTreeMap<String, Json> = parents
                .map(|parent| (parent.clone(), Json::from(key)))
                .collect();
            let role = Role {
                kind: inner,
                act: Act::Create,
                verb: Verb::Create,
                view: None,
                each: None,
            };
            let nothing = Said { all: Vec::new() };
            let elements: Vec<&Json> = match value {
                Json::Array(elements) => elements.iter().filter(|it| it.is_object()).collect(),
                name => vec![name],
            };
            // Of what is only named, the request says the rest besides.
            let besides = if value.is_array() { &nothing } else { said };
            for element in elements {
                if let Some(number) = self.created(&role, inner_kind, besides, Some(element))
                    && let Some(child) = self.store.get_mut(number)
                {
                    child.tags.extend(tags.clone());
                }
            }
        }
    }

    fn create_companions(&mut self, kind: &Kind, key: &str, owner: u64) {
        for (service, name, other_service, other) in COMPANIONS {
            if kind.service.name != service || kind.name != name {
                continue;
            }
            let mut kinds = self.plan.kinds.iter().enumerate();
            let Some((index, companion)) =
                kinds.find(|(_, it)| it.service.name == other_service && it.name == other)
            else {
                continue;
            };
            let role = Role {
                kind: index,
                act: Act::Create,
                verb: Verb::Create,
                view: None,
                each: None,
            };
            let nothing = Said { all: Vec::new() };
            let Some(number) = self.created(&role, companion, &nothing, None) else {
                continue;
            };
            if let Some(thing) = self.store.get_mut(number) {
                let key = Json::from(key);
                thing.owner = Some(owner);
                thing.members.insert(kind.key.clone(), key.clone());
                thing.tags.insert(kind.key.clone(), key);
                if thing.members.contains_key("isDefault") {
                    thing
                        .members
                        .insert("isDefault".to_owned(), Json::Bool(true));
                }
                // It is there as soon as its owner is.
                for step in std::mem::take(&mut thing.moves) {
                    if let (Some(machine), Some(state)) =
                        (companion.machines.all.get(step.machine), &step.to)
                    {
                        machine.set(&mut thing.members, state);
                    }
                }
            }
        }
    }

    // Changing and deleting

    fn change(&mut self, role: &Role, kind: &Kind, said: &Said<'_>, usual: Answer) -> Answer {
        let found = self.find(role, kind, said);
        if found.is_empty() {
            return self.gone(role, kind, usual);
        }
        let mut begun = BTreeMap::new();
        for number in &found {
            let new = self.store.number();
            let Some(mut thing) = self.store.get(*number).cloned() else {
                continue;
            };
            self.changed(role, kind, said, &mut thing);
            self.moved(role, kind, said, new, &mut thing, &mut begun);
            if let Some(place) = self.store.get_mut(*number) {
                *place = thing;
            }
        }
        let answer = self.shown(role, &found, usual);
        let Some(view) = role.view.as_ref().filter(|view| !view.many) else {
            return answer;
        };
        with_body(
            answer,
            |operation, body| {
                let Some(inside) = inside_mut(operation, body) else {
                    return;
                };
                let item = view
                    .steps
                    .iter()
                    .try_fold(inside, |at, step| entry(at, step));
                if let Some(Json::Object(members)) = item {
                    for field in fields(self.service, &view.item) {
                        let number = begun.get(&capitalised(&field.wire_name));
                        if let (Some(number), false) = (number, kind.is_key(&field.wire_name)) {
                            members.insert(field.wire_name.clone(), (*number).clone());
                        }
                    }
                }
            },
            self.operation,
        )
    }

    /// Writes what a request says into a thing: lists get more or less, everything else is replaced.
    fn changed(&self, role: &Role, kind: &Kind, said: &Said<'_>, thing: &mut Thing) {
        let own = fields(&kind.service, &kind.item);
        for (field, value) in said.given() {
            let name = &field.wire_name;
            if kind.is_key(name) || kind.parents.contains(name) {
                continue;
            }
            let partly = matches!(role.verb, Verb::Add | Verb::Remove | Verb::Set);
            if let (true, Json::Array(items)) = (partly, value)
                && let Some((member, items)) = part_of(&kind.service, own, name, items)
            {
                let before = thing.members.get(&member.wire_name);
                let mut list = before.and_then(Json::as_array).cloned().unwrap_or_default();
                match role.verb {
                    Verb::Remove => list.retain(|it| !items.contains(it)),
                    Verb::Add => {
                        for new in items {
                            if !list.contains(&new) {
                                list.push(new);
                            }
                        }
                    }
                    _ => list = items,
                }
                thing
                    .members
                    .insert(member.wire_name.clone(), Json::Array(list));
                continue;
            }
            let member = member_of(own, &kind.name, name);
            put(&kind.service, member, value, &mut thing.members);
            if role.verb == Verb::Attach {
                thing.attached.insert(name.clone());
            }
        }
        // What it says besides, lists may be narrowed by.
        for (field, value) in said.given() {
            let name = &field.wire_name;
            if kind.is_key(name) || listed(name).is_some_and(|name| kind.is_key(name)) {
                continue;
            }
            match role.verb {
                Verb::Remove => {
                    thing.tags.remove(name);
                }
                _ => {
                    thing.tags.insert(name.clone(), value.clone());
                }
            }
        }
        if role.verb == Verb::Detach {
            for name in std::mem::take(&mut thing.attached) {
                thing.tags.remove(&name);
                let is_optional = |field: &&Field| field.wire_name == name && !field.required;
                if own.iter().any(|field| is_optional(&field)) {
                    thing.members.remove(&name);
                }
            }
        }
    }

    /// Moves the states of a thing as the name of the operation says. `begun` takes the number of what is begun, under the end
    /// of the name that answers call it by.
    fn moved(
        &self,
        role: &Role,
        kind: &Kind,
        said: &Said<'_>,
        new: u64,
        thing: &mut Thing,
        begun: &mut BTreeMap<String, Json>,
    ) {
        let sample = self.samples.get(&role.kind);
        for (index, machine) in kind.machines.all.iter().enumerate() {
            let Some(first) = machine.path.first() else {
                continue;
            };
            if machine.is_emptied() && sizes_are_zero(said) {
                thing.moves.retain(|it| it.machine != index);
                thing.moves.push(Move {
                    machine: index,
                    to: None,
                    reads: READS,
                });
                continue;
            }
            let aim = match Aim::after(role.verb) {
                Some(Aim::Ready) if machine.is_of_a_run() => Aim::Finished,
                Some(aim) => aim,
                None => continue,
            };
            if !machine.has(aim) {
                continue;
            }
            if aim == Aim::Finished && machine.path.len() > 1 {
                self.restore(kind, sample, &first.wire_name, &mut thing.members);
                if let Some(Json::Object(run)) = thing.members.get_mut(&first.wire_name) {
                    for name in NUMBERS {
                        if let Some(id) = run.get_mut(name) {
                            *id = renumbered(id, new);
                            let called =
                                format!("{}{}", last_word(&first.wire_name), capitalised(name));
                            begun.insert(called, id.clone());
                        }
                    }
                }
            }
            let now = machine.state(&thing.members).map(str::to_owned);
            let hint = if aim == Aim::Finished {
                None
            } else {
                now.as_deref()
            };
            let step = machine.begin(index, aim, hint, &mut thing.members);
            thing.moves.retain(|it| it.machine != index);
            thing.moves.extend(step);
        }
    }

    fn delete(&mut self, role: &Role, kind: &Kind, said: &Said<'_>, usual: Answer) -> Answer {
        let found = self.find(role, kind, said);
        if found.is_empty() {
            return self.gone(role, kind, usual);
        }
        for number in &found {
            if let Some(thing) = self.store.get_mut(*number) {
                thing.moves.clear();
                thing.leaves = Some(READS);
                for machine in &kind.machines.all {
                    machine.leave(&mut thing.members);
                }
            }
        }
        let answer = self.shown(role, &found, usual);
        if !kind.machines.lingers {
            for number in found {
                self.store.remove(number, &self.plan.kinds);
            }
        }
        answer
    }
}

/// The list inside of a thing that a list in a request is about, and what it says of it: itself, or of objects the numbers in
/// them, as `accessControlRuleList` says `serverInstanceNo` for `nasVolumeServerInstanceNoList`.
fn part_of<'s>(
    service: &Service,
    own: &'s [Field],
    name: &str,
    items: &[Json],
) -> Option<(&'s Field, Vec<Json>)> {
    let fit = |member: &'s Field, items: &[Json]| {
        let items = Json::Array(items.to_vec());
        let fitting = fitted(service, &member.ty, &items, None)?;
        Some((member, fitting.as_array().cloned()?))
    };
    if let Some(member) = list_of(own, name) {
        return fit(member, items);
    }
    let first = items.first()?.as_object()?;
    let (member, number) = first.keys().find_map(|number| {
        let member = list_of(own, &format!("{number}List"))?;
        Some((member, number))
    })?;
    let numbers: Vec<Json> = items
        .iter()
        .filter_map(|it| it.get(number).cloned())
        .collect();
    fit(member, &numbers)
}

fn elements(list: &Json) -> impl Iterator<Item = &Json> {
    list.as_array().into_iter().flatten()
}

/// The key of a thing that a request names, by the key alone or in an object.
fn key_of(kind: &Kind, element: &Json) -> Option<String> {
    match element {
        Json::Object(members) => members
            .iter()
            .find(|(name, _)| kind.is_key(name) || ends_with_word(&kind.key, name))
            .and_then(|(_, value)| text(value)),
        scalar => text(scalar),
    }
}

/// A key as a value of a type.
fn key_value(ty: &Type, key: &str) -> Option<Json> {
    match ty {
        Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::F64) => {
            key.parse::<i64>().ok().map(Json::from)
        }
        Type::Scalar(Scalar::String | Scalar::Quoted(_)) | Type::Enum(_) => Some(Json::from(key)),
        _ => None,
    }
}

/// A number in the form of another one.
fn renumbered(before: &Json, number: u64) -> Json {
    match before {
        Json::Number(_) => Json::from(number),
        Json::String(text) if text.len() == 36 => {
            Json::from(format!("00000000-0000-4000-8000-{number:012}"))
        }
        _ => Json::from(number.to_string()),
    }
}

fn put(service: &Service, field: Option<&Field>, value: &Json, members: &mut Map<String, Json>) {
    let Some(field) = field else { return };
    let before = members.get(&field.wire_name);
    if let Some(value) = fitted(service, &field.ty, value, before) {
        members.insert(field.wire_name.clone(), value);
    }
}

/// Whether a request sets sizes, and all of them to zero.
fn sizes_are_zero(said: &Said<'_>) -> bool {
    let mut sizes = said
        .given()
        .filter(|(field, _)| {
            let name = field.wire_name.as_str();
            ["Size", "Capacity", "Count"]
                .iter()
                .any(|end| name.ends_with(end))
        })
        .peekable();
    sizes.peek().is_some() && sizes.all(|(_, value)| value.as_i64() == Some(0))
}

fn kept(answer: Answer) -> Answer {
    Answer {
        source: Source::Kept,
        ..answer
    }
}

/// An answer with a body that says something else.
fn with_body(
    answer: Answer,
    write: impl FnOnce(&Operation, &mut Json),
    operation: &Operation,
) -> Answer {
    let mut answer = kept(answer);
    if let AnswerBody::Json(body) = &mut answer.body {
        write(operation, body);
    }
    answer
}

fn failure(status: u16, body: Json) -> Answer {
    Answer {
        status: StatusCode::from_u16(status).unwrap_or(StatusCode::NOT_FOUND),
        headers: HeaderMap::new(),
        body: AnswerBody::Json(body),
        source: Source::Kept,
    }
}
