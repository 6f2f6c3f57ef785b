//! Fields that several operations share.

use super::file::FILE_TYPES;
use super::{Field, Kind, Rule};

pub const SESSION_ID: Field = Field::path("sessionId", "id", Kind::Id).doc("Id of the session.");

pub const MESSAGE_ID: Field = Field::path("messageId", "id", Kind::Id).doc("Id of the message.");

pub const SYNCHRONOUS: Field = Field::route("synchronous")
    .doc("Waits up to 25 s for the channel's answer and returns the latest status known. Default: false.");

/// A file comes from exactly one place.
pub const ONE_FILE: Rule = Rule::ExactlyOne(&["url", "fileId", "file"]);

/// A file to upload before it is sent.
pub const FILE: &[Field] = &[
    Field::body("data", Kind::Bytes).required().doc(
        "The bytes: Blob, File, ArrayBuffer, any view or Buffer, base64 text or data: URL, or a ReadableStream or AsyncIterable of bytes together with `size`.",
    ),
    Field::body("name", Kind::FileName)
        .required()
        .doc("Name with its extension; a missing extension follows from `mimeType`. Taken from `data` when that is a File."),
    Field::body("mimeType", Kind::MimeType).doc("Media type such as application/pdf. Default: that of `data`, else it follows from the extension."),
    Field::body("size", Kind::Size).doc("Length in bytes. Required for streams, otherwise known from `data`."),
    Field::body("type", Kind::Choice(FILE_TYPES)).doc(
        "How it is stored: DOCUMENT untouched, IMAGE and VIDEO converted so that every device shows them. Default: UNDEFINED, the server decides.",
    ),
];

pub const fn text(at: &'static str) -> Field {
    Field::body("text", Kind::Text).at(at).required().doc("The text.")
}

pub const fn caption(at: &'static str) -> Field {
    Field::body("text", Kind::Text)
        .nullable()
        .at(at)
        .doc("Caption of the file.")
}

pub const fn ref_id(at: &'static str) -> Field {
    Field::body("refId", Kind::Id)
        .nullable()
        .at(at)
        .doc("Id of the message that this one replies to.")
}

/// The three places that a file can come from; an uploaded one is sent by its id.
pub const fn file_source(url_at: &'static str, id_at: &'static str) -> [Field; 3] {
    [
        Field::body("url", Kind::Url)
            .nullable()
            .at(url_at)
            .doc("Public http or https address of the file."),
        Field::body("fileId", Kind::Id)
            .nullable()
            .at(id_at)
            .doc("Id of a file that is stored already."),
        Field::upload("file", FILE, id_at).doc("A file to upload and then send."),
    ]
}
