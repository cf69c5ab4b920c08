//! Kinds of services whose paths say what is done: by what operations answer and are called.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ncloud_codegen::ir::{Field, Operation, Service, Type};

use crate::state::machine::Machines;
use crate::state::names::{self, Verb, listed};
use crate::state::said::declared;
use crate::state::view::{View, fields, struct_name};

use super::{Act, Kind, Plan, Role, is_call, member_called, pieces};

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

impl Plan {
    pub(super) fn calls(&mut self, service: &Arc<Service>) {
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
                let fields = fields.filter(|field| field.is_required());
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
        let requires_key = key.is_some_and(|field| field.is_required());
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
    let mut required = declared(service, form.operation).filter(|field| {
        field.is_required() && members.iter().any(|it| it.wire_name == field.wire_name)
    });
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
    let required = given().filter(|field| field.is_required());
    let optional = given().filter(|field| !field.is_required() && field.wire_name.ends_with("No"));
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
