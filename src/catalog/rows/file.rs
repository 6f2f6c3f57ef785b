//! Files: the three documented steps of an upload are `getUploadUrl`, a PUT of the bytes to the URL it answers, and `save`.

use super::{Field, Kind, Operation, Resource};

pub const RESOURCE: Resource = Resource {
    name: "file",
    operations: &[GET_UPLOAD_URL, SAVE],
};

pub const FILE_TYPES: &[&str] = &[
    "UNDEFINED",
    "PDF",
    "EXCEL",
    "WORD",
    "IMAGE",
    "AUDIO",
    "VIDEO",
    "DOCUMENT",
];

pub const GET_UPLOAD_URL: Operation = Operation::get("getUploadUrl", "/core/v2/file")
    .takes(&[&[
        Field::query("type", "Type", Kind::Choice(FILE_TYPES))
            .required()
            .doc("DOCUMENT is stored untouched, IMAGE and VIDEO are converted, UNDEFINED lets the server decide."),
        Field::query("name", "Name", Kind::FileName)
            .required()
            .doc("Name of the file with its extension; a missing one follows from `mimeType`."),
        Field::query("mimeType", "MimeType", Kind::MimeType)
            .doc("The PUT must then carry this very Content-Type. Default: the server derives it."),
    ]])
    .doc("First step of an upload: answers the URL to PUT the bytes to, without the API's token, and the id of the temporary file.");

// Saving the same temporary file again changes nothing.
pub const SAVE: Operation = Operation::post("save", "/core/v2/file")
    .idempotent()
    .takes(&[&[Field::body("tempFileId", Kind::Id)
        .required()
        .doc("From `file.getUploadUrl`, after the bytes were PUT.")]])
    .doc("Last step of an upload: answers the file, whose id can be sent any number of times.");
