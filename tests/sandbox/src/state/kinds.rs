//! What kinds of things services keep, and what each operation does to them: inferred from names, paths and shapes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ncloud_codegen::ir::{Field, Method, Operation, PathSegment, Service, Type, Waiter};

use super::machine::Machines;
use super::names::{self, Verb, ends_with_word, listed};
use super::said::declared;
use super::view::{View, fields, struct_name};

/// A kind of thing that a service keeps.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) service: Arc<Service>,
    /// `Subnet`, for the log.
    pub(super) name: String,
    /// The struct that says most of one.
    pub(super) item: String,
    /// The member of the struct that tells one from another.
    pub(super) key: String,
    /// What requests and other answers call the key.
    pub(super) aliases: BTreeSet<String>,
    /// Parameters that say what a thing belongs to: `uuid` of a cluster, for its node pools.
    pub(super) parents: BTreeSet<String>,
    pub(super) machines: Machines,
}

impl Kind {
    /// Whether a parameter or a member of that name tells which thing it is. A name that says what it belongs to does not.
    pub(super) fn is_key(&self, name: &str) -> bool {
        (self.key == name || self.aliases.contains(name)) && !self.parents.contains(name)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    List,
    Detail,
    Create,
    /// Creates, or changes where the key is given.
    Put,
    Change,
    /// Puts new things in the place of all that belong to the same.
    Replace,
    Delete,
    /// Reads or changes what belongs to a thing, which has to be there.
    Beneath,
}

/// What an operation does.
#[derive(Clone, Debug)]
pub(super) struct Role {
    /// The index of the kind.
    pub(super) kind: usize,
    pub(super) act: Act,
    pub(super) verb: Verb,
    pub(super) view: Option<View>,
    /// The parameter that has an element for each thing.
    pub(super) each: Option<String>,
}

/// The kinds of all services, and the roles of their operations by service and operation.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) kinds: Vec<Kind>,
    pub(super) roles: BTreeMap<(String, String), Role>,
}

impl Plan {
    pub(super) fn of(services: &[Arc<Service>]) -> Self {
        let mut plan = Self::default();
        for service in services {
            let first = plan.kinds.len();
            plan.forms(service);
            plan.collections(service);
            plan.learn_states(service, first);
        }
        plan
    }

    pub(super) fn role(&self, service: &str, operation: &str) -> Option<(&Role, &Kind)> {
        let role = self
            .roles
            .get(&(service.to_owned(), operation.to_owned()))?;
        Some((role, self.kinds.get(role.kind)?))
    }

    fn give(&mut self, service: &Service, operation: &Operation, role: Role) {
        let name = (service.name.clone(), operation.name.clone());
        self.roles.entry(name).or_insert(role);
    }

    fn learn_states(&mut self, service: &Service, first: usize) {
        for waiter in &service.waiters {
            let role = self.role(&service.name, &waiter.poll);
            let Some((Act::Detail | Act::List, kind, Some(view))) =
                role.map(|(role, _)| (role.act, role.kind, role.view.clone()))
            else {
                continue;
            };
            let Some(path) = waiter.state.get(view.steps.len()..) else {
                continue;
            };
            // Of a list inside that has a kind of its own, the state is that of its things.
            let inner = path.split_first().and_then(|(step, rest)| {
                step.index?;
                let item = fields(service, &view.item)
                    .iter()
                    .find(|field| field.wire_name == step.wire_name)
                    .and_then(|field| match &field.ty {
                        Type::List(item) => struct_name(item),
                        _ => None,
                    })?;
                let mut kinds = self.kinds.iter().enumerate().skip(first);
                let (index, _) = kinds.find(|(_, kind)| kind.item == item)?;
                Some((index, item.to_owned(), rest))
            });
            let (kind, item, path) = inner.unwrap_or((kind, view.item.clone(), path));
            if path.is_empty() {
                continue;
            }
            self.learn(service, kind, &item, waiter, path);
        }
    }

    fn learn(
        &mut self,
        service: &Service,
        kind: usize,
        item: &str,
        waiter: &Waiter,
        path: &[ncloud_codegen::ir::PathStep],
    ) {
        if let Some(kind) = self.kinds.get_mut(kind) {
            kind.machines.learn(service, item, waiter, path);
        }
    }
}

/// Whether a path says what is done, not to what: in form services, and where it is such as `/cluster/getClusterInfo`.
fn is_call(operation: &Operation) -> bool {
    let (pieces, parameters) = pieces(operation);
    if operation.sends_form() {
        return parameters.is_empty();
    }
    let last = pieces.iter().rev().find_map(|piece| *piece);
    last.is_some_and(names::begins_with_verb)
}

/// What is known of a kind of a form service before it is one.
#[derive(Default)]
struct Draft {
    nouns: BTreeSet<String>,
    /// The nouns of what creates and deletes it: of lists of what is related to something there are more.
    own: BTreeSet<String>,
    key: Option<String>,
    aliases: BTreeSet<String>,
    is_created: bool,
}

/// An operation of a form service, its name taken apart.
struct Form<'s> {
    operation: &'s Operation,
    verb: Verb,
    noun: String,
    view: Option<View>,
}

// Form services: one path for each operation, kinds by what operations answer.
impl Plan {
    fn forms(&mut self, service: &Arc<Service>) {
        let forms: Vec<Form<'_>> = service
            .operations
            .iter()
            .filter(|operation| is_call(operation))
            .map(|operation| {
                let (verb, noun) = names::parsed(&operation.name);
                let view = View::of(service, operation);
                Form {
                    operation,
                    verb,
                    noun,
                    view,
                }
            })
            .collect();
        let mut drafts = BTreeMap::<String, Draft>::new();
        for form in forms.iter().filter(|form| form.verb == Verb::Read) {
            if let Some(view) = &form.view {
                let draft = drafts.entry(view.item.clone()).or_default();
                draft.nouns.insert(form.noun.clone());
                draft.nouns.insert(view.item.clone());
            }
        }
        for (item, draft) in &mut drafts {
            let mut details = forms
                .iter()
                .filter(|form| form.is_detail() && form.shows(item));
            let found = details.find_map(|form| Some((form, detail_key(service, form, item)?)));
            draft.own = match &found {
                Some((form, _)) => BTreeSet::from([form.noun.clone(), item.clone()]),
                None => draft.nouns.clone(),
            };
            draft.key = found.map(|(_, key)| key);
        }
        let known: BTreeSet<String> = drafts.values().filter_map(|it| it.key.clone()).collect();
        for (item, draft) in &mut drafts {
            if draft.key.is_none() {
                let own = |form: &&Form<'_>| draft.own.contains(&form.noun);
                let deletes = |form: &&Form<'_>| matches!(form.verb, Verb::Delete | Verb::Remove);
                let deleting = forms.iter().filter(deletes).filter(own);
                let listing = forms
                    .iter()
                    .filter(|form| form.verb == Verb::Read)
                    .filter(own);
                let found = deleting
                    .filter_map(|form| deleted_key(service, form, item, &known))
                    .next()
                    .or_else(|| {
                        listing
                            .filter_map(|form| listed_key(service, form, item))
                            .next()
                    });
                if let Some((key, alias)) = found {
                    draft.key = Some(key);
                    draft.aliases.extend(alias);
                }
            }
            draft.is_created = forms.iter().any(|form| form.creates(draft, item));
        }
        drafts.retain(|_, draft| draft.key.is_some() && draft.is_created);
        self.form_kinds(service, &forms, &drafts, &known);
    }

    fn form_kinds(
        &mut self,
        service: &Arc<Service>,
        forms: &[Form<'_>],
        drafts: &BTreeMap<String, Draft>,
        known: &BTreeSet<String>,
    ) {
        for (item, draft) in drafts {
            let Some(key) = &draft.key else { continue };
            let index = self.kinds.len();
            let mut aliases = draft.aliases.clone();
            aliases.insert(key.clone());
            // What it belongs to is said when it is created, and when it is listed or deleted.
            let required = |is_meant: &dyn Fn(&Form<'_>) -> bool| -> BTreeSet<String> {
                let forms = forms.iter().filter(|form| is_meant(form));
                let fields = forms.flat_map(|form| declared(service, form.operation));
                let fields = fields.filter(|field| field.required);
                let names = fields.map(|field| field.wire_name.clone());
                names.filter(|name| known.contains(name)).collect()
            };
            let created = required(&|form| form.creates(draft, item));
            let used = required(&|form| {
                let uses = matches!(form.verb, Verb::Read | Verb::Delete | Verb::Remove);
                uses && draft.own.contains(&form.noun)
            });
            let parents = created.intersection(&used).cloned();
            let parents = parents.filter(|name| !aliases.contains(name)).collect();
            let kind = Kind {
                service: Arc::clone(service),
                name: item.clone(),
                item: item.clone(),
                key: key.clone(),
                aliases,
                parents,
                machines: Machines::default(),
            };
            for form in forms {
                if let Some((act, each)) = form.act(service, draft, &kind) {
                    let role = Role {
                        kind: index,
                        act,
                        verb: form.verb,
                        view: form.view.clone(),
                        each,
                    };
                    self.give(service, form.operation, role);
                }
            }
            self.kinds.push(kind);
        }
    }
}

impl Form<'_> {
    /// Whether it answers one thing, in a list or alone.
    fn is_detail(&self) -> bool {
        let is_alone = self.view.as_ref().is_some_and(|view| !view.many);
        self.verb == Verb::Read && (self.operation.name.ends_with("Detail") || is_alone)
    }

    fn shows(&self, item: &str) -> bool {
        self.view.as_ref().is_some_and(|view| view.item == item)
    }

    fn creates(&self, draft: &Draft, item: &str) -> bool {
        match self.verb {
            Verb::Create => draft.own.contains(&self.noun) || self.shows(item),
            Verb::Put | Verb::Add => draft.own.contains(&self.noun),
            _ => false,
        }
    }

    /// What it does to things of a kind, and the parameter that has an element for each of them.
    fn act(&self, service: &Service, draft: &Draft, kind: &Kind) -> Option<(Act, Option<String>)> {
        let is_own = draft.own.contains(&self.noun);
        let is_read = self.verb == Verb::Read && draft.nouns.contains(&self.noun);
        if !is_own && !is_read && !self.shows(&kind.item) {
            return None;
        }
        let fields: Vec<&Field> = declared(service, self.operation).collect();
        let key = fields.iter().find(|field| kind.is_key(&field.wire_name));
        let keys = fields
            .iter()
            .find(|field| listed(&field.wire_name).is_some_and(|name| kind.is_key(name)));
        // `cloudMysqlUserList`: what is added is given whole.
        let named = format!("{}List", self.noun);
        let whole = fields.iter().find(|field| {
            names::capitalised(&field.wire_name) == named
                && matches!(&field.ty, Type::List(item) if struct_name(item).is_some())
        });
        let each = keys.or(whole).map(|field| field.wire_name.clone());
        let requires_key = key.is_some_and(|field| field.required);
        let act = match self.verb {
            Verb::Read if !is_read => return None,
            Verb::Read if requires_key && !self.operation.name.ends_with("DetailList") => {
                Act::Detail
            }
            Verb::Read => Act::List,
            Verb::Create | Verb::Add if self.creates(draft, &kind.item) => {
                if requires_key && self.verb == Verb::Create && !names::is_chosen(&kind.key) {
                    Act::Change
                } else {
                    Act::Create
                }
            }
            Verb::Put if is_own => Act::Put,
            Verb::Set if is_own && each.is_some() && key.is_none() => Act::Replace,
            Verb::Delete | Verb::Remove if is_own && (key.is_some() || each.is_some()) => {
                Act::Delete
            }
            _ if key.is_some() || keys.is_some() => Act::Change,
            _ => return None,
        };
        Some((act, each))
    }
}

/// The only parameter of the path, else the only required one that is a member of the thing.
fn detail_key(service: &Service, form: &Form<'_>, item: &str) -> Option<String> {
    let (_, parameters) = pieces(form.operation);
    match parameters.as_slice() {
        [] => {}
        [key] => return Some((*key).to_owned()),
        _ => return None,
    }
    let members = fields(service, item);
    let mut required = declared(service, form.operation)
        .filter(|field| field.required && members.iter().any(|it| it.wire_name == field.wire_name));
    let key = required.next()?.wire_name.clone();
    required.next().is_none().then_some(key)
}

/// The key by which a thing is deleted, as a member of it, and what the request calls it.
fn deleted_key(
    service: &Service,
    form: &Form<'_>,
    item: &str,
    known: &BTreeSet<String>,
) -> Option<(String, Option<String>)> {
    let members = fields(service, item);
    let given =
        || declared(service, form.operation).filter(|field| !known.contains(&field.wire_name));
    let required = given().filter(|field| field.required);
    let optional = given().filter(|field| !field.required && field.wire_name.ends_with("No"));
    required.chain(optional).find_map(|field| {
        let name = listed(&field.wire_name).unwrap_or(&field.wire_name);
        if let Type::List(inner) = &field.ty
            && let Some(element) = struct_name(inner)
        {
            let first = fields(service, element).first()?;
            let member = member_called(members, &first.wire_name)?;
            return Some((member.to_owned(), Some(first.wire_name.clone())));
        }
        let member = member_called(members, name)?;
        Some((member.to_owned(), Some(name.to_owned())))
    })
}

/// The key by which a list is narrowed: `vpcNo` of `vpcNoList`.
fn listed_key(service: &Service, form: &Form<'_>, item: &str) -> Option<(String, Option<String>)> {
    let members = fields(service, item);
    declared(service, form.operation).find_map(|field| {
        let name = listed(&field.wire_name).filter(|name| name.ends_with("No"))?;
        let member = members.iter().find(|member| member.wire_name == name)?;
        Some((member.wire_name.clone(), None))
    })
}

/// The member of that name, or whose name is the end of it or ends with it.
pub(super) fn member_called<'s>(members: &'s [Field], name: &str) -> Option<&'s str> {
    let names = || members.iter().map(|member| member.wire_name.as_str());
    names()
        .find(|member| *member == name)
        .or_else(|| names().find(|member| ends_with_word(name, member)))
        .or_else(|| names().find(|member| ends_with_word(member, name)))
}

/// Whether a parameter that is called otherwise than the key speaks of the thing: `projectId` of a project, or below
/// `/project`; the `domainId` of records is no key of theirs.
fn is_about(parameter: &str, key: &str, item: &str, collection: Option<&str>) -> bool {
    let Some(stem) = parameter.get(..parameter.len().saturating_sub(key.len())) else {
        return false;
    };
    let stem = stem.to_ascii_lowercase();
    let collection = collection.unwrap_or_default().to_ascii_lowercase();
    stem.is_empty()
        || parameter.eq_ignore_ascii_case(key)
        || item.to_ascii_lowercase().ends_with(&stem)
        || collection.starts_with(&stem)
}

/// A path between its slashes; `None` stands for a parameter.
type Pieces<'s> = Vec<Option<&'s str>>;

fn pieces(operation: &Operation) -> (Pieces<'_>, Vec<&str>) {
    let mut pieces = Vec::new();
    let mut parameters = Vec::new();
    for segment in &operation.path {
        match segment {
            PathSegment::Literal(text) => {
                pieces.extend(text.split('/').filter(|it| !it.is_empty()).map(Some));
            }
            PathSegment::Parameter(name) => {
                pieces.push(None);
                parameters.push(name.as_str());
            }
        }
    }
    (pieces, parameters)
}

/// Operations of one collection: `/clusters` and `/clusters/{uuid}`.
#[derive(Default)]
struct Collection<'s> {
    list: Option<&'s Operation>,
    create: Option<&'s Operation>,
    detail: Option<&'s Operation>,
    others: Vec<&'s Operation>,
    parameters: Vec<&'s str>,
}

// Services with paths of things: kinds by paths.
impl Plan {
    fn collections(&mut self, service: &Arc<Service>) {
        let operations: Vec<(&Operation, Pieces<'_>, Vec<&str>)> = service
            .operations
            .iter()
            .filter(|operation| !is_call(operation))
            .map(|operation| {
                let (pieces, parameters) = pieces(operation);
                (operation, pieces, parameters)
            })
            .collect();
        let mut collections = BTreeMap::<Pieces<'_>, Collection<'_>>::new();
        for (operation, pieces, parameters) in &operations {
            if let Some((None, before)) = pieces.split_last() {
                let collection = collections.entry(before.to_vec()).or_default();
                collection.parameters.clone_from(parameters);
                match operation.method {
                    Method::Get => collection.detail = Some(operation),
                    Method::Head => {}
                    _ => collection.others.push(operation),
                }
            }
        }
        for (operation, pieces, _) in &operations {
            let Some(collection) = collections.get_mut(pieces) else {
                continue;
            };
            match operation.method {
                Method::Get => collection.list = Some(operation),
                Method::Post | Method::Put if collection.create.is_none() => {
                    collection.create = Some(operation);
                }
                _ => {}
            }
        }
        let first = self.kinds.len();
        let mut places: Vec<(Pieces<'_>, usize)> = Vec::new();
        for (place, collection) in collections {
            let index = self.kinds.len();
            if let Some(kind) = collection.kind(service, &place) {
                self.kinds.push(kind);
                collection.give(self, service, index);
                places.push((place, index));
            }
        }
        // The longest first: what is beneath a node pool is beneath its cluster as well.
        places.sort_by_key(|(place, _)| std::cmp::Reverse(place.len()));
        for (operation, pieces, _) in &operations {
            let beneath = places.iter().find(|(place, _)| {
                pieces.starts_with(place) && pieces.get(place.len()) == Some(&None)
            });
            if let Some((_, kind)) = beneath {
                self.give_beneath(service, operation, *kind, first);
            }
        }
        self.drop_what_nobody_creates(service, first);
    }

    /// An operation whose path goes on behind a thing: it begins something else, changes the thing or reads a part of it.
    fn give_beneath(
        &mut self,
        service: &Service,
        operation: &Operation,
        kind: usize,
        first: usize,
    ) {
        let (verb, _) = names::parsed(&operation.name);
        let view = View::of(service, operation);
        let answered: Vec<&str> = view.as_ref().map_or_else(Vec::new, |view| {
            let members = fields(service, &view.item).iter();
            members.map(|field| field.wire_name.as_str()).collect()
        });
        let (_, parameters) = pieces(operation);
        // `StartPipeline` answers the `historyId` of a run, which nothing else creates.
        let begun = self
            .kinds
            .iter()
            .enumerate()
            .skip(first)
            .find(|(_, begun)| {
                let mut parents = begun.parents.iter();
                !begun.parents.is_empty()
                    && parents.all(|parent| parameters.contains(&parent.as_str()))
                    && begun
                        .aliases
                        .iter()
                        .any(|it| answered.contains(&it.as_str()))
            });
        let is_read = operation.method == Method::Get;
        let (kind, act) = match begun {
            Some((begun, _)) if !is_read && !self.is_created(service, begun) => {
                (begun, Act::Create)
            }
            _ if is_read => (kind, Act::Beneath),
            _ => (kind, Act::Change),
        };
        let role = Role {
            kind,
            act,
            verb,
            view,
            each: None,
        };
        self.give(service, operation, role);
    }

    fn is_created(&self, service: &Service, kind: usize) -> bool {
        let mut roles = self.roles.iter();
        roles.any(|((of, _), role)| {
            *of == service.name && role.kind == kind && role.act == Act::Create
        })
    }

    /// What nobody creates is as the examples show it.
    fn drop_what_nobody_creates(&mut self, service: &Service, first: usize) {
        let created: BTreeSet<usize> = self
            .roles
            .values()
            .filter(|role| role.act == Act::Create)
            .map(|role| role.kind)
            .collect();
        self.roles.retain(|(of, _), role| {
            *of != service.name || role.kind < first || created.contains(&role.kind)
        });
    }
}

impl Collection<'_> {
    fn kind(&self, service: &Arc<Service>, place: &Pieces<'_>) -> Option<Kind> {
        let (parameter, parents) = self.parameters.split_last()?;
        let view = |operation: Option<&Operation>| View::of(service, operation?);
        let item = view(self.detail).or_else(|| view(self.list))?.item;
        let members = fields(service, &item);
        let key = member_called(members, parameter)
            .or_else(|| {
                let usual = ["id", "uuid", "no"];
                usual.into_iter().find_map(|usual| {
                    let mut names = members.iter().map(|it| it.wire_name.as_str());
                    names.find(|name| *name == usual)
                })
            })?
            .to_owned();
        if !is_about(parameter, &key, &item, place.last().copied().flatten()) {
            return None;
        }
        Some(Kind {
            service: Arc::clone(service),
            name: item.clone(),
            item,
            aliases: BTreeSet::from([(*parameter).to_owned(), key.clone()]),
            key,
            parents: parents.iter().map(|it| (*it).to_owned()).collect(),
            machines: Machines::default(),
        })
    }

    fn give(&self, plan: &mut Plan, service: &Service, kind: usize) {
        let mut give = |operation: Option<&Operation>, act| {
            if let Some(operation) = operation {
                let role = Role {
                    kind,
                    act,
                    verb: names::parsed(&operation.name).0,
                    view: View::of(service, operation),
                    each: None,
                };
                plan.give(service, operation, role);
            }
        };
        give(self.list, Act::List);
        give(self.detail, Act::Detail);
        give(self.create, Act::Create);
        for other in &self.others {
            match other.method {
                Method::Delete => give(Some(other), Act::Delete),
                _ => give(Some(other), Act::Change),
            }
        }
    }
}
