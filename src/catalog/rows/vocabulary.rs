//! The words that the rows of the catalog are written in.
//!
//! All of it is `const`: the catalog costs no code at start. Texts for people exist only with the feature `texts`.

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

/// What a param may hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A text of at most so many characters; nothing but white space counts as not given.
    Text(u32),
    /// A UUID.
    Id,
    /// What names something, in whatever form; fit for a path.
    Key,
    /// Who sends: a channel's phone number, `@instagram` user, or id.
    Sender,
    /// Who receives: a phone number or `@instagram` user.
    Recipient,
    /// A phone number, sent as its digits.
    Phone,
    Email,
    /// A public http or https address of at most so many characters.
    Url(u32),
    /// The id of a stored file, or its public address.
    FileIdOrUrl,
    Boolean,
    /// A whole number of at least 0.
    Size,
    /// A whole number from the first to the second.
    Integer(i32, i32),
    /// Any number.
    Number,
    /// A place in an order: 0 to 2147483647, with fractions between neighbours.
    Position,
    /// A moment, sent in UTC.
    Date,
    /// One of these texts.
    Choice(&'static [&'static str]),
    List {
        of: &'static Kind,
        least: u8,
        most: Option<u8>,
    },
    /// Free key-value data whose values are texts. `null` removes a key where that is allowed.
    Metadata {
        nulls: bool,
    },
    /// Free key-value data with any values.
    Values,
    Object(&'static Shape),
    /// A media type such as `application/pdf`.
    MimeType,
    /// A file's name with its extension.
    FileName,
    /// A file to upload: an object with these fields.
    File(&'static [Field]),
    /// The bytes of a file, which stay with the host.
    Bytes,
}

/// The fields of an object, and what they demand of each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    pub fields: &'static [Field],
    pub rules: &'static [Rule],
}

impl Kind {
    /// Of all kinds.
    pub const NAMES: &[&str] = &[
        "text",
        "id",
        "key",
        "sender",
        "recipient",
        "phone",
        "email",
        "url",
        "fileIdOrUrl",
        "boolean",
        "size",
        "integer",
        "number",
        "position",
        "date",
        "choice",
        "list",
        "metadata",
        "values",
        "object",
        "mimeType",
        "fileName",
        "file",
        "bytes",
    ];

    pub const TEXT: Kind = Kind::Text(u32::MAX);
    pub const URL: Kind = Kind::Url(u32::MAX);
    /// Data that is added as it is.
    pub const METADATA: Kind = Kind::Metadata { nulls: false };
    /// Data that is changed key by key.
    pub const METADATA_CHANGES: Kind = Kind::Metadata { nulls: true };

    pub const fn list(of: &'static Kind) -> Kind {
        Kind::List {
            of,
            least: 0,
            most: None,
        }
    }

    /// A list that says something: at least one item.
    pub const fn some(of: &'static Kind, most: Option<u8>) -> Kind {
        Kind::List { of, least: 1, most }
    }

    pub const fn as_str(&self) -> &'static str {
        match self {
            Kind::Text(_) => "text",
            Kind::Id => "id",
            Kind::Key => "key",
            Kind::Sender => "sender",
            Kind::Recipient => "recipient",
            Kind::Phone => "phone",
            Kind::Email => "email",
            Kind::Url(_) => "url",
            Kind::FileIdOrUrl => "fileIdOrUrl",
            Kind::Boolean => "boolean",
            Kind::Size => "size",
            Kind::Integer(..) => "integer",
            Kind::Number => "number",
            Kind::Position => "position",
            Kind::Date => "date",
            Kind::Choice(_) => "choice",
            Kind::List { .. } => "list",
            Kind::Metadata { .. } => "metadata",
            Kind::Values => "values",
            Kind::Object(_) => "object",
            Kind::MimeType => "mimeType",
            Kind::FileName => "fileName",
            Kind::File(_) => "file",
            Kind::Bytes => "bytes",
        }
    }
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

/// What the fields of an operation demand of each other, and what follows from them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    ExactlyOne(&'static [&'static str]),
    AtLeastOne(&'static [&'static str]),
    AtMostOne(&'static [&'static str]),
    /// All of `fields`, unless `given` is there.
    RequiredUnless {
        given: &'static str,
        fields: &'static [&'static str],
    },
    /// `field` too, when `given` is there (and is this).
    Requires {
        given: &'static str,
        is: Option<&'static str>,
        field: &'static str,
    },
    /// Only what the param `fields` names is written: it follows from the params that are given. A param's name there is its own
    /// with a capital, save for these.
    Mask(&'static [(&'static str, &'static str)]),
    /// `field` is `then` when `given` is there, else `otherwise`.
    Follows {
        field: &'static str,
        given: &'static str,
        then: &'static str,
        otherwise: &'static str,
    },
    /// This place in the body is always true.
    Always(&'static str),
    /// The list `field` holds `also` when it holds `given`.
    Brings {
        field: &'static str,
        given: &'static str,
        also: &'static str,
    },
}

impl Rule {
    /// The param of a mask.
    pub const MASK: &'static str = "fields";

    /// All names of fields that the rule mentions.
    pub fn names(&self) -> Vec<&'static str> {
        match *self {
            Rule::ExactlyOne(fields) | Rule::AtLeastOne(fields) | Rule::AtMostOne(fields) => fields.to_vec(),
            Rule::RequiredUnless { given, fields } => fields.iter().copied().chain([given]).collect(),
            Rule::Requires { given, field, .. } | Rule::Follows { given, field, .. } => vec![given, field],
            Rule::Mask(names) => names.iter().map(|(name, _)| *name).chain([Rule::MASK]).collect(),
            Rule::Always(_) => Vec::new(),
            Rule::Brings { field, .. } => vec![field],
        }
    }
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
            ..Self::new(method, safety, name, path)
        }
    }

    const fn new(method: Method, safety: Safety, name: &'static str, path: &'static str) -> Self {
        Operation {
            name,
            method,
            path,
            sync_path: None,
            safety,
            answer: Answer::Json,
            groups: &[],
            rules: &[],
            #[cfg(feature = "texts")]
            doc: "",
        }
    }

    pub const fn get(name: &'static str, path: &'static str) -> Self {
        Self::new(Method::Get, Safety::Read, name, path)
    }

    pub const fn put(name: &'static str, path: &'static str) -> Self {
        Self::new(Method::Put, Safety::Idempotent, name, path)
    }

    pub const fn post(name: &'static str, path: &'static str) -> Self {
        Self::new(Method::Post, Safety::Once, name, path)
    }

    pub const fn delete(name: &'static str, path: &'static str) -> Self {
        Self::new(Method::Delete, Safety::Idempotent, name, path)
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
