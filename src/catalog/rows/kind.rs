//! What params may hold.

use super::rule::Rule;
use super::vocabulary::Field;

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
