//! Finding operations, services, types, waits and error codes by words, in English or Korean.
//!
//! The texts of specs are English; Korean words, and English ones that mean the same, come from one table of terms. An [`Index`]
//! is made once, and is plain data: the search of the site reads the same numbers.
//!
//! ```
//! let services = ncloud_codegen::load_str("shop.yaml", "
//! spec: 1
//! service: shop
//! title: Shop
//! docs: https://docs.example.com
//! url: https://shop.example.com
//! operations:
//!   GetOrderList: { doc: Lists orders., docs: https://docs.example.com/a, http: GET /orders }
//!   DeleteOrder: { doc: Deletes an order., docs: https://docs.example.com/b, http: DELETE /orders }
//! ").unwrap();
//! let index = ncloud_tools::search::Index::of(&services);
//! assert_eq!(index.find("remove orders")[0].entry.name, "DeleteOrder");
//! assert_eq!(index.find("목록 조회")[0].entry.name, "GetOrderList");
//! ```

mod documents;
mod terms;
mod words;

use std::collections::BTreeMap;

use ncloud_codegen::ir::Service;

pub use self::{
    documents::{Document, Section},
    terms::{Term, terms},
};
use self::{terms::Dictionary, words::words};
pub(crate) use self::{
    terms::{endings, stop_words},
    words::fillers,
};

/// What a match of the beginning of a word is worth, in hundredths.
pub const BEGINNING: u32 = 60;
/// What a word for the same thing is worth, in hundredths.
pub const SYNONYM: u32 = 80;
/// What it is worth that a query has all words of a name, and a part of it as much less.
pub const COVERED: u32 = 30;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A service.
    Service,
    /// An operation.
    Operation,
    /// A wait for a state.
    Waiter,
    /// An error code.
    ErrorCode,
    /// A type.
    Type,
}

impl Kind {
    /// `operation`, for people.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Operation => "operation",
            Self::Waiter => "wait",
            Self::ErrorCode => "error code",
            Self::Type => "type",
        }
    }
}

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// The name of its service.
    pub service: String,
    /// Its name: of an operation as in `GetServerInstanceList`, of a service the title.
    pub name: String,
    /// What it is or does, in a sentence.
    pub doc: String,
    /// The words of its name that say something.
    pub length: u32,
    /// What it is worth beside its words.
    pub boost: u32,
}

/// An entry that was found.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'index> {
    /// What was found.
    pub entry: &'index Entry,
    /// How many words of the query it has.
    pub matched: u32,
    /// How well it has them.
    pub score: u32,
}

/// What can be found, and by which words.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// By word: entries by their places, each with what the word is worth there.
    words: BTreeMap<String, Vec<(usize, u32)>>,
    dictionary: Dictionary,
}

impl Index {
    /// Of all that services have.
    #[must_use]
    pub fn of(services: &[Service]) -> Self {
        Self::new(services.iter().flat_map(documents::of_service))
    }

    /// Of documents, in their order: the first of two that fit alike is found first.
    #[must_use]
    pub fn new(documents: impl IntoIterator<Item = Document>) -> Self {
        let mut index = Self::default();
        for document in documents {
            let place = index.entries.len();
            let mut worth: BTreeMap<String, u32> = BTreeMap::new();
            for (at, text) in &document.texts {
                let mut found = words(text);
                if *at == Section::Name {
                    found.push(text.to_lowercase());
                }
                found.sort();
                found.dedup();
                for word in found {
                    *worth.entry(word).or_default() += at.worth();
                }
            }
            for (word, worth) in worth {
                index.words.entry(word).or_default().push((place, worth));
            }
            index.entries.push(document.entry);
        }
        index
    }

    /// Everything that can be found.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Every word, with the entries that have it by their places in [`entries`](Self::entries), and what it is worth there.
    pub fn words(&self) -> impl Iterator<Item = (&str, &[(usize, u32)])> {
        let words = self.words.iter();
        words.map(|(word, places)| (word.as_str(), places.as_slice()))
    }

    /// What has a word of a query, best first: what has more of its words before what has fewer. A word that ends the query may be
    /// the beginning of one.
    #[must_use]
    pub fn find(&self, query: &str) -> Vec<Hit<'_>> {
        let groups = self.dictionary.groups(query);
        let last = groups.len().saturating_sub(1);
        let mut found: BTreeMap<usize, Found> = BTreeMap::new();
        for (position, group) in groups.iter().enumerate() {
            let mut best: BTreeMap<usize, Found> = BTreeMap::new();
            for (word, worth) in group {
                self.matches(word, *worth, position == last, &mut best);
            }
            for (place, one) in best {
                let all = found.entry(place).or_default();
                all.matched += one.matched;
                all.score += one.score;
                all.named += one.named;
            }
        }
        let mut hits: Vec<(usize, Hit<'_>)> = found
            .into_iter()
            .filter_map(|(place, found)| {
                let entry = self.entries.get(place)?;
                let length = entry.length.max(1);
                let covered = COVERED * found.named.min(length) / length;
                let hit = Hit {
                    entry,
                    matched: found.matched,
                    score: found.score + covered + entry.boost,
                };
                Some((place, hit))
            })
            .collect();
        hits.sort_by_key(|(place, hit)| {
            let best = (hit.matched, hit.score);
            (std::cmp::Reverse(best), *place)
        });
        hits.into_iter().map(|(_, hit)| hit).collect()
    }

    /// The best match of a word in each entry.
    fn matches(
        &self,
        word: &str,
        worth: u32,
        or_beginning: bool,
        best: &mut BTreeMap<usize, Found>,
    ) {
        let is_filler = words::is_filler(word);
        let mut add = |places: &[(usize, u32)], worth: u32| {
            for (place, of_word) in places {
                let score = of_word * worth / 100;
                if score > best.get(place).map_or(0, |known| known.score) {
                    let is_named = *of_word >= Section::Name.worth() && !is_filler;
                    let found = Found {
                        matched: 1,
                        score,
                        named: u32::from(is_named),
                    };
                    best.insert(*place, found);
                }
            }
        };
        if let Some(places) = self.words.get(word) {
            add(places, worth);
        }
        if or_beginning && word.chars().count() > 1 {
            let longer = self.words.range(word.to_owned()..);
            let longer = longer.take_while(|(longer, _)| longer.starts_with(word));
            for (_, places) in longer.filter(|(longer, _)| *longer != word) {
                add(places, worth * BEGINNING / 100);
            }
        }
    }
}

/// What was found in an entry.
#[derive(Clone, Copy, Default)]
struct Found {
    matched: u32,
    score: u32,
    /// The words that are in its name.
    named: u32,
}
