//! Params and requests, operation by operation.

mod building;
mod validation;

use super::*;
use crate::error::IssueCode;
use serde_json::{Value, json};

const ID: &str = "0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10";
const BYTES: &str = "\0";

fn issues(operation: &str, params: Value) -> Vec<(String, IssueCode, String)> {
    let (resource, operation) = operation.split_once('.').unwrap();
    prepare(resource, operation, &params.to_string(), &Locale::default())
        .err()
        .unwrap_or_default()
        .into_iter()
        .map(|issue| (issue.field, issue.code, issue.message))
        .collect()
}

/// Field and code of every issue.
fn told(operation: &str, params: Value) -> Vec<(String, IssueCode)> {
    issues(operation, params)
        .into_iter()
        .map(|(field, code, _)| (field, code))
        .collect()
}

fn expect(operation: &str, params: Value, wanted: &[(&str, IssueCode)]) {
    let wanted: Vec<_> = wanted.iter().map(|(field, code)| (field.to_string(), *code)).collect();
    assert_eq!(told(operation, params.clone()), wanted, "{operation} {params}");
}

fn built(operation: &str, params: Value) -> Request {
    let (resource, operation) = operation.split_once('.').unwrap();
    build(prepare(resource, operation, &params.to_string(), &Locale::default()).unwrap())
}

fn body(operation: &str, params: Value) -> Value {
    built(operation, params).body.unwrap().into()
}

fn upload(file: Value) -> Upload {
    let params = json!({ "sessionId": ID, "file": file });
    prepare("session", "sendFile", &params.to_string(), &Locale::default())
        .unwrap()
        .upload
        .unwrap()
}
