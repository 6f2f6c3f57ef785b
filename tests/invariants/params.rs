//! Params either have issues or become the request of their row.
//!
//! A case is a line with an operation (`tag.get`) or a route (`GET /core/v1/tag`), then the JSON text of params or content.

use super::{errors, requests};
use wts_chat::catalog::{self, Entry, Place};
use wts_chat::error::Code;
use wts_chat::json::Value;
use wts_chat::request::{self, Country, Endpoint, Locale, Upload};

const BASE_URL: &str = "https://api.example/wts";

pub fn hold(case: &str) {
    let (first, params) = case.split_once('\n').unwrap_or((case, "null"));
    match first.split_once(' ') {
        Some((method, path)) => route(method, path, params),
        None => operation(first, params),
    }
}

fn operation(name: &str, params: &str) {
    let entry = entry(name);
    let hours_behind = |_| -3 * 3_600_000;
    let brazil = Locale {
        country: Country::named("BR"),
        offset: &hours_behind,
    };
    for locale in [Locale::default(), brazil] {
        call(entry, params, &locale);
    }
    if let Ok(read) = request::read(params) {
        for path in read.keys().take(8) {
            let choices = request::choices(entry, path, &read);
            choices.err().iter().for_each(errors::sound_issue);
        }
    }
}

/// The operation of that name. A name that is none is told, and stands for any.
fn entry(name: &str) -> Entry {
    let (resource, operation) = name.split_once('.').unwrap_or((name, ""));
    request::find(resource, operation).unwrap_or_else(|unknown| {
        errors::sound_issue(&unknown);
        let error = request::build_request(resource, operation, "null", &Locale::default()).unwrap_err();
        errors::sound(&error);
        let number = name
            .bytes()
            .fold(0_usize, |number, byte| number.wrapping_mul(7) + usize::from(byte));
        catalog::entries().nth(number % catalog::entries().count()).unwrap()
    })
}

fn call(entry: Entry, params: &str, locale: &Locale) {
    let name = (entry.resource, entry.operation.name);
    let checked = request::prepare(name.0, name.1, params, locale);
    let built = request::build_request(name.0, name.1, params, locale);
    let checked = match checked {
        Ok(checked) => checked,
        Err(issues) => {
            assert!(!issues.is_empty(), "refused for no reason");
            let error = built.unwrap_err();
            assert_eq!((error.code, &error.issues), (Code::Validation, &issues));
            return errors::sound(&error);
        }
    };
    if let Some(upload) = &checked.upload {
        sound_upload(upload);
        errors::sound(built.as_ref().unwrap_err());
    }
    let has_upload = checked.upload.is_some();
    let request = request::build(checked);
    let may_have = |given: &str| {
        entry.operation.fields().any(|field| match field.place {
            Place::Query(name) => is_within(given, name),
            _ => false,
        })
    };
    let waits = request::read(params).is_ok_and(|params| params.get("synchronous") == Some(&true.into()));
    let path = entry.operation.sync_path.filter(|_| waits);
    let path = path.unwrap_or(entry.operation.path);
    requests::sound(endpoint().prepare(&request), BASE_URL, path, &may_have);
    if !has_upload {
        assert_eq!(built.as_ref(), Ok(&request));
    }
}

fn route(method: &str, path: &str, content: &str) {
    let request = match request::raw(method, path, content) {
        Ok((request, _)) => request,
        Err(issues) => {
            assert!(!issues.is_empty(), "refused for no reason");
            return errors::sound(&wts_chat::error::Error::validation(issues).of(format!("{method} {path}")));
        }
    };
    let content = Value::parse(content).unwrap();
    let may_have = |given: &str| {
        let query = content.as_object().into_iter().flat_map(|content| content.iter());
        let queries = query.filter(|(name, _)| *name == "query");
        queries
            .filter_map(|(_, query)| query.as_object())
            .any(|query| query.keys().any(|name| is_within(given, name)))
    };
    requests::sound(endpoint().prepare(&request), BASE_URL, path, &may_have);
}

/// `Metadata[key]` is within `Metadata`.
fn is_within(given: &str, name: &str) -> bool {
    given
        .strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
}

fn sound_upload(upload: &Upload) {
    assert!(requests::is_header("content-type", &upload.mime_type), "{upload:?}");
    assert!(
        !upload.name.trim().is_empty() && !upload.name.chars().any(char::is_control),
        "{upload:?}"
    );
    assert!(upload.size > 0, "{upload:?}");
}

fn endpoint() -> Endpoint {
    Endpoint::new(Some("pn_1"), Some(BASE_URL), false).unwrap()
}
