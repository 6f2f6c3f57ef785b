//! Params → issues, params → HTTP request. Plain functions: no I/O, no clock, no JavaScript.

mod build;
mod choices;
mod date;
mod endpoint;
mod file;
mod fold;
mod formats;
mod kinds;
mod locale;
mod media;
mod nearest;
mod params;
mod path;
mod phone;
mod raw;
mod rules;
mod validate;

#[cfg(test)]
mod tests;

pub use build::{Request, build, encoded};
pub use choices::{Choices, choices};
pub use endpoint::{Endpoint, Prepared};
pub use file::Upload;
pub use fold::Part;
pub use formats::scheme_and_authority;
pub use kinds::is_nothing;
pub use locale::Locale;
pub use nearest::advice;
pub use params::{Params, describe, parse};
pub use phone::Country;
pub use raw::raw;
pub use validate::{Checked, check};

use crate::catalog::{self, Entry};
use crate::error::{Error, Issue, IssueCode};

/// The row of an operation, or an issue that names the nearest one.
pub fn find(resource: &str, operation: &str) -> Result<Entry, Issue> {
    catalog::find(resource, operation).ok_or_else(|| {
        let known = catalog::resources().iter().find(|known| known.name == resource);
        let (field, typed, names): (_, _, Vec<_>) = match known {
            Some(known) => (
                "operation",
                operation,
                known.operations.iter().map(|row| row.name).collect(),
            ),
            None => (
                "resource",
                resource,
                catalog::resources().iter().map(|known| known.name).collect(),
            ),
        };
        let advice = advice(typed, &names, "Known", &|meant| format!("\"{meant}\""));
        let typed: String = typed.chars().take(64).collect();
        let message = format!("There is no {field} \"{typed}\". {advice}");
        Issue::new(field, IssueCode::Unknown, message)
    })
}

/// Looks up, reads and checks in one go.
pub fn prepare(resource: &str, operation: &str, params: &str, locale: &Locale) -> Result<Checked, Vec<Issue>> {
    let entry = find(resource, operation).map_err(|issue| vec![issue])?;
    let params = read(params).map_err(|issue| vec![issue])?;
    check(entry, params, locale)
}

/// Params from their JSON text.
pub fn read(params: &str) -> Result<Params, Issue> {
    parse(params).map_err(|why| Issue::new("", IssueCode::Type, format!("Params {why}")))
}

/// The request of a call, without making it.
pub fn build_request(resource: &str, operation: &str, params: &str, locale: &Locale) -> Result<Request, Error> {
    let refuse = |issues| Error::validation(issues).of(format!("{resource}.{operation}"));
    let checked = prepare(resource, operation, params, locale).map_err(refuse)?;
    if checked.upload.is_some() {
        let message = "file has to be uploaded before its request can be built: upload it first and give its fileId.";
        return Err(refuse(vec![Issue::new("file", IssueCode::Unsupported, message)]));
    }
    Ok(build(checked))
}
