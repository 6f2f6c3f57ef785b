//! Files to upload: where their bytes, name, type and size come from.

use super::media;
use super::params::{self, Bytes, Params};
use super::path::Path;
use super::validate::{Checker, Found, Seen};
use crate::catalog::{Field, Kind, Operation, Place};
use crate::error::IssueCode;
use crate::json::Value;

/// A file that has to be stored before it can be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Upload {
    /// Where the stored file's id goes in the body.
    pub id_at: &'static str,
    pub name: String,
    pub mime_type: String,
    pub file_type: String,
    pub size: u64,
    /// The bytes can be read again, so a failed upload can be repeated.
    pub repeatable: bool,
}

impl Checker<'_> {
    /// A file's own description wins over what its data says of itself.
    pub(super) fn file(&mut self, path: &Path, fields: &'static [Field], mut file: Params) -> Seen {
        let told = self.issues.len();
        let bytes = file.get("data").and_then(params::bytes_of);
        let mut size = None;
        if let Some(bytes) = &bytes {
            for (name, own) in [("name", &bytes.name), ("mimeType", &bytes.mime_type)] {
                let given = file.get(name).and_then(Value::as_str).unwrap_or_default();
                if let (true, Some(own)) = (given.trim().is_empty(), own) {
                    file.insert(name, own.as_str().into());
                }
            }
            size = self.size(path, bytes, file.get("size").filter(|size| !size.is_null()));
        }
        let fields: Vec<_> = fields.iter().collect();
        let found = self.object_of(path, &fields, &[], file);
        let (Some(bytes), Some(size), Some(name), true) = (bytes, size, found.text("name"), self.issues.len() == told)
        else {
            return Seen::Refused;
        };
        let mime_type = found.text("mimeType").or_else(|| media::type_for(name));
        self.upload = Some(Upload {
            id_at: id_place(self.entry.operation),
            name: name.to_owned(),
            mime_type: mime_type.unwrap_or("application/octet-stream").to_owned(),
            file_type: found.text("type").unwrap_or("UNDEFINED").to_owned(),
            size,
            repeatable: !bytes.once,
        });
        Seen::Value(Value::Null)
    }

    /// How many bytes there are to upload, where that is certain.
    fn size(&mut self, path: &Path, bytes: &Bytes, given: Option<&Value>) -> Option<u64> {
        let data = path.field("data");
        let size = path.field("size");
        let (at, code, message) = match (bytes.size, given.and_then(Value::as_u64)) {
            _ if bytes.problem.is_some() => {
                let problem = bytes.problem.as_deref().unwrap_or_default();
                (data, IssueCode::Format, format!("{path}.data {problem}."))
            }
            (Some(0), _) | (None, Some(0)) => {
                let message = format!("{} is empty: the file has no bytes.", data.label());
                (data, IssueCode::Length, message)
            }
            // A size of the wrong kind is told where all fields are.
            (None, None) if given.is_some() => return None,
            (None, None) => {
                let message = format!("{} is empty: a stream needs its length in bytes.", size.label());
                (size, IssueCode::Required, message)
            }
            (Some(real), Some(given)) if real != given => {
                let message =
                    format!("{path}.size is {given}, but {path}.data has {real} bytes: leave it out, it is known.");
                (size, IssueCode::Conflict, message)
            }
            (real, given) => return real.or(given),
        };
        self.tell(&at, code, message);
        None
    }

    /// The API wants a name with an extension: a missing one follows from the media type.
    pub(super) fn file_name(&mut self, path: &Path, found: &mut Found) {
        let mime_type = found.text("mimeType").and_then(media::extension_for);
        let Some((field, name)) = found
            .values
            .iter_mut()
            .find_map(|(field, value)| match (&field.kind, value) {
                (Kind::FileName, Value::String(name)) => Some((field, name)),
                _ => None,
            })
        else {
            return;
        };
        if media::extension_of(name).is_some() {
            return;
        }
        match mime_type {
            Some(extension) => {
                let stem = name.trim_end_matches('.');
                *name = format!("{stem}.{extension}");
            }
            None => {
                let path = path.field(field.name);
                let message =
                    format!("{path} has no extension: write it such as invoice.pdf, or give a known mimeType.");
                self.tell(&path, IssueCode::Format, message);
            }
        }
    }
}

fn id_place(operation: &Operation) -> &'static str {
    let place = operation.fields().find_map(|field| match field.place {
        Place::Upload(id_at) => Some(id_at),
        _ => None,
    });
    place.unwrap_or_default()
}
