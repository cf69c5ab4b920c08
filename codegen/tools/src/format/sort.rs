//! Keys in the order of the language.

use ncloud_codegen::language::{Form, Value};

use super::{
    shape::Shape,
    tree::{Member, Tree},
};

impl Tree<'_> {
    /// Brings the keys that the language has into its order.
    pub(super) fn sort(&mut self, form: &'static Form) {
        let Self::Mapping(collection) = self else {
            return;
        };
        // What stands at the top of a mapping is about all of it more often than about its first key.
        let first = collection.members.first_mut();
        let (top, is_apart) = first.map_or_else(Default::default, |first| {
            (std::mem::take(&mut first.before), first.is_apart)
        });
        let place = |member: &Member<'_>| {
            let key = member.key.as_ref().map_or("", |key| key.text.as_str());
            let known = form.keys.iter().position(|known| known.name == key);
            known.unwrap_or(usize::MAX)
        };
        collection.members.sort_by_key(place);
        if let Some(first) = collection.members.first_mut()
            && !top.is_empty()
        {
            let own = std::mem::replace(&mut first.before, top);
            if own.is_empty() {
                first.is_apart = is_apart;
            }
            first.before.extend(own);
        }
        for member in &mut collection.members {
            let key = member.key.as_ref().map_or("", |key| key.text.as_str());
            if let Some(key) = form.key(key) {
                member.value.sort_by(key.value);
            }
        }
    }

    fn sort_by(&mut self, expected: &'static Value) {
        match (Shape::of(self, expected), self) {
            (Shape::Form(form), tree) => tree.sort(form),
            (
                Shape::Entries(each) | Shape::Elements(each),
                Self::Mapping(collection) | Self::Sequence(collection),
            ) => {
                for member in &mut collection.members {
                    member.value.sort_by(each);
                }
            }
            _ => {}
        }
    }
}
