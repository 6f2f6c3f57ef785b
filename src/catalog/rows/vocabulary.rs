//! The words that the rows of the catalog are written in.
//!
//! All of it is `const`: the catalog costs no code at start. Texts for people exist only with the feature `texts`.

/// A group of operations: `wts.<resource>.<operation>`.
#[derive(Debug, Clone, Copy)]
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
    #[cfg(feature = "texts")]
    pub doc: &'static str,
}

/// What a param may hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Any text; nothing but white space counts as not given.
    Text,
    /// A UUID.
    Id,
    /// Who sends: a channel's phone number, `@instagram` user, or id.
    Sender,
    /// Who receives: a phone number or `@instagram` user.
    Recipient,
    /// A public http or https address.
    Url,
    Boolean,
    /// A whole number of at least 0.
    Size,
    /// One of these texts.
    Choice(&'static [&'static str]),
    List(&'static Kind),
    /// Free key-value data whose values are texts.
    Metadata,
    /// A media type such as `application/pdf`.
    MimeType,
    /// A file's name with its extension.
    FileName,
    /// A file to upload: an object with these fields.
    File(&'static [Field]),
    /// The bytes of a file, which stay with the host.
    Bytes,
}

impl Kind {
    pub const fn as_str(&self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Id => "id",
            Kind::Sender => "sender",
            Kind::Recipient => "recipient",
            Kind::Url => "url",
            Kind::Boolean => "boolean",
            Kind::Size => "size",
            Kind::Choice(_) => "choice",
            Kind::List(_) => "list",
            Kind::Metadata => "metadata",
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
    /// Into this query parameter; a list repeats it.
    Query(&'static str),
    /// To this place in the body, objects separated by dots.
    Body(&'static str),
    /// Nowhere: it chooses between the two routes.
    Route,
    /// Uploaded first; the id of the stored file goes to this place in the body.
    Upload(&'static str),
}

/// What the fields of an operation demand of each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    /// Exactly one of them.
    ExactlyOne(&'static [&'static str]),
    /// All of `fields`, unless `given` is there.
    RequiredUnless {
        given: &'static str,
        fields: &'static [&'static str],
    },
}

impl Rule {
    /// All names of fields that the rule mentions.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        let (fields, given) = match *self {
            Rule::ExactlyOne(fields) => (fields, None),
            Rule::RequiredUnless { given, fields } => (fields, Some(given)),
        };
        fields.iter().copied().chain(given)
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
    const fn new(name: &'static str, kind: Kind, place: Place) -> Self {
        Field {
            name,
            kind,
            place,
            required: false,
            nullable: false,
            default: None,
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

    pub const fn route(name: &'static str) -> Self {
        Self::new(name, Kind::Boolean, Place::Route)
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
