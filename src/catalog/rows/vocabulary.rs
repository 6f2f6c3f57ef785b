//! The words that the rows of the catalog are written in.
//!
//! All of it is `const`: the catalog costs no code at start. Texts for people exist only with the feature `texts`.

use super::kind::Kind;
use super::rule::Rule;
use super::source::Source;

/// A group of operations: `wts.<resource>.<operation>`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resource {
    pub name: &'static str,
    pub operations: &'static [Operation],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    pub const ALL: [Method; 4] = [Method::Get, Method::Post, Method::Put, Method::Delete];

    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        }
    }

    /// What repeating means where nothing else is known.
    pub const fn safety(self) -> Safety {
        match self {
            Method::Get => Safety::Read,
            Method::Put | Method::Delete => Safety::Idempotent,
            Method::Post => Safety::Once,
        }
    }
}

/// What doing it twice would mean, which decides what may be repeated after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// Changes nothing.
    Read,
    /// Twice is the same as once.
    Idempotent,
    /// Twice would be two: a message sent again, for instance.
    Once,
}

impl Safety {
    pub const ALL: [Safety; 3] = [Safety::Read, Safety::Idempotent, Safety::Once];

    pub const fn as_str(self) -> &'static str {
        match self {
            Safety::Read => "read",
            Safety::Idempotent => "idempotent",
            Safety::Once => "once",
        }
    }
}

/// What a success answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// A JSON document.
    Json,
    /// A JSON document, or nothing at all where the API did nothing.
    JsonOrNothing,
    /// A bare JSON array: the whole list.
    Array,
    /// One page of a list, as an object.
    Page,
    /// Nothing, whatever the body says.
    Nothing,
}

impl Answer {
    pub const ALL: [Answer; 5] = [
        Answer::Json,
        Answer::JsonOrNothing,
        Answer::Array,
        Answer::Page,
        Answer::Nothing,
    ];
}

/// One operation: a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Operation {
    pub name: &'static str,
    pub method: Method,
    /// With placeholders in braces, as in the OpenAPI document.
    pub path: &'static str,
    /// The route that waits for the channel's answer, taken when the param at `Place::Route` is true.
    pub sync_path: Option<&'static str>,
    pub safety: Safety,
    pub answer: Answer,
    groups: &'static [&'static [Field]],
    pub rules: &'static [Rule],
    #[cfg(feature = "texts")]
    pub doc: &'static str,
}

/// One parameter of an operation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Field {
    /// The param's name, as callers give it.
    pub name: &'static str,
    pub kind: Kind,
    pub place: Place,
    pub required: bool,
    /// `null` is allowed, and sent.
    pub nullable: bool,
    /// Sent when the caller gives nothing.
    pub default: Option<bool>,
    /// Where its choices come from.
    pub source: Option<Source>,
    #[cfg(feature = "texts")]
    pub doc: &'static str,
}

/// Where a param goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Into this placeholder of the path.
    Path(&'static str),
    /// Into this query parameter; a list repeats it, an object adds its keys in brackets.
    Query(&'static str),
    /// To this place in the body, objects separated by dots; the empty place is the whole body.
    Body(&'static str),
    /// Nowhere: it chooses between the two routes.
    Route,
    /// Nowhere: it says for how many milliseconds to wait for the end.
    Patience,
    /// Uploaded first; the id of the stored file goes to this place in the body.
    Upload(&'static str),
}

impl Operation {
    /// All fields, in the order in which they are documented.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.groups.iter().flat_map(|group| group.iter())
    }

    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.name == name)
    }

    /// Whether it reads a list that can be gone through entry by entry.
    pub fn is_list(&self) -> bool {
        self.safety == Safety::Read && matches!(self.answer, Answer::Array | Answer::Page)
    }

    /// Whether a success may have no result: where the API may answer nothing, and where what is to be deleted may be found
    /// deleted when that is repeated.
    #[cfg_attr(not(feature = "texts"), allow(dead_code, reason = "types and documents tell it"))]
    pub fn may_answer_nothing(&self) -> bool {
        self.answer == Answer::JsonOrNothing || self.method == Method::Delete
    }

    /// The fields as they are declared: in groups, so that what operations share is there once.
    pub const fn groups(&self) -> &'static [&'static [Field]] {
        self.groups
    }

    /// From its name, path and synchronous path, and the rest.
    pub const fn unpacked(
        (name, path, sync_path): (&'static str, &'static str, Option<&'static str>),
        method: Method,
        safety: Safety,
        answer: Answer,
        groups: &'static [&'static [Field]],
        rules: &'static [Rule],
    ) -> Self {
        Operation {
            sync_path,
            answer,
            groups,
            rules,
            safety,
            ..Self::new(method, name, path)
        }
    }

    const fn new(method: Method, name: &'static str, path: &'static str) -> Self {
        Operation {
            name,
            method,
            path,
            sync_path: None,
            safety: method.safety(),
            answer: Answer::Json,
            groups: &[],
            rules: &[],
            #[cfg(feature = "texts")]
            doc: "",
        }
    }

    pub const fn get(name: &'static str, path: &'static str) -> Self {
        Self::new(Method::Get, name, path)
    }

    pub const fn put(name: &'static str, path: &'static str) -> Self {
        Self::new(Method::Put, name, path)
    }

    pub const fn post(name: &'static str, path: &'static str) -> Self {
        Self::new(Method::Post, name, path)
    }

    pub const fn delete(name: &'static str, path: &'static str) -> Self {
        Self::new(Method::Delete, name, path)
    }

    /// One page of a list.
    pub const fn page(name: &'static str, path: &'static str) -> Self {
        Self::get(name, path).answers(Answer::Page)
    }

    /// A POST that only asks.
    pub const fn reads(mut self) -> Self {
        self.safety = Safety::Read;
        self
    }

    pub const fn idempotent(mut self) -> Self {
        self.safety = Safety::Idempotent;
        self
    }

    pub const fn or_sync(mut self, path: &'static str) -> Self {
        self.sync_path = Some(path);
        self
    }

    pub const fn answers(mut self, answer: Answer) -> Self {
        self.answer = answer;
        self
    }

    /// Fields come in groups, so that what operations share is in the module once.
    pub const fn takes(mut self, groups: &'static [&'static [Field]]) -> Self {
        self.groups = groups;
        self
    }

    pub const fn rules(mut self, rules: &'static [Rule]) -> Self {
        self.rules = rules;
        self
    }

    #[cfg(feature = "texts")]
    pub const fn doc(mut self, text: &'static str) -> Self {
        self.doc = text;
        self
    }

    #[cfg(not(feature = "texts"))]
    pub const fn doc(self, _text: &'static str) -> Self {
        self
    }
}

impl Field {
    /// What is yes or no, as bits.
    pub const fn flags(&self) -> u8 {
        let default = match self.default {
            None => 0,
            Some(false) => 1,
            Some(true) => 2,
        };
        self.required as u8 | (self.nullable as u8) << 1 | default << 2
    }

    pub const fn unpacked(name: &'static str, kind: Kind, place: Place, flags: u8, source: Option<Source>) -> Self {
        Field {
            required: flags & 1 != 0,
            nullable: flags & 2 != 0,
            default: match flags >> 2 {
                0 => None,
                set => Some(set == 2),
            },
            source,
            ..Self::new(name, kind, place)
        }
    }

    const fn new(name: &'static str, kind: Kind, place: Place) -> Self {
        Field {
            name,
            kind,
            place,
            required: false,
            nullable: false,
            default: None,
            source: None,
            #[cfg(feature = "texts")]
            doc: "",
        }
    }

    /// Fills `{placeholder}`; what is in a path is always required.
    pub const fn path(name: &'static str, placeholder: &'static str, kind: Kind) -> Self {
        Self::new(name, kind, Place::Path(placeholder)).required()
    }

    pub const fn query(name: &'static str, parameter: &'static str, kind: Kind) -> Self {
        Self::new(name, kind, Place::Query(parameter))
    }

    pub const fn body(name: &'static str, kind: Kind) -> Self {
        Self::new(name, kind, Place::Body(name))
    }

    /// Names what an update writes; it follows from the params that are given (`Rule::Mask`).
    pub const fn mask(names: &'static Kind) -> Self {
        Self::body(Rule::MASK, Kind::some(names, None))
            .doc("What is written. Default: the params that are given, and nothing else.")
    }

    pub const fn route(name: &'static str) -> Self {
        Self::new(name, Kind::Boolean, Place::Route)
    }

    pub const fn patience(name: &'static str) -> Self {
        Self::new(name, Kind::Integer(1, 86_400_000), Place::Patience)
    }

    pub const fn upload(name: &'static str, fields: &'static [Field], id_at: &'static str) -> Self {
        Self::new(name, Kind::File(fields), Place::Upload(id_at))
    }

    /// Elsewhere in the body than under its own name.
    pub const fn at(mut self, path: &'static str) -> Self {
        self.place = Place::Body(path);
        self
    }

    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    pub const fn or(mut self, default: bool) -> Self {
        self.default = Some(default);
        self
    }

    pub const fn from(mut self, source: Source) -> Self {
        self.source = Some(source);
        self
    }

    #[cfg(feature = "texts")]
    pub const fn doc(mut self, text: &'static str) -> Self {
        self.doc = text;
        self
    }

    #[cfg(not(feature = "texts"))]
    pub const fn doc(self, _text: &'static str) -> Self {
        self
    }
}
