//! The one error that callers meet, and the issues inside it.

use crate::text::{contains, replace};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// What went wrong, for programs to branch on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The params are wrong: `issues` says how. Nothing was sent.
    Validation,
    /// The client's options are wrong. Nothing was sent.
    Configuration,
    /// The token was refused (401).
    Authentication,
    /// The token is good but may not do this (403).
    Permission,
    NotFound,
    Conflict,
    BadRequest,
    RateLimited,
    /// The server failed (5xx).
    Server,
    /// The connection failed.
    Network,
    Timeout,
    /// The caller's signal ended the call.
    Aborted,
    /// The server answered something that is not an answer of this API.
    InvalidResponse,
    /// A defect of this package.
    Internal,
}

/// Why one param is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueCode {
    Required,
    Unknown,
    Type,
    Format,
    Enum,
    Range,
    Length,
    Conflict,
    Unsupported,
}

/// One thing to mend in the params.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// Path of the param: `file.data`, `messages[3].to`.
    pub field: String,
    pub code: IssueCode,
    /// What is wrong, and what to do.
    pub message: String,
}

/// What the server answered, as it came, without secrets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RawResponse {
    pub status: u16,
    #[serde(serialize_with = "as_object")]
    pub headers: Vec<(String, String)>,
    pub body: String,
}

fn as_object<S: Serializer>(pairs: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}

/// Everything that is known about a failed call.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Error {
    pub code: Code,
    pub message: String,
    /// `<resource>.<operation>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The API's own key, such as `ENTITY_NOT_FOUND`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What the platform's support asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    pub issues: Vec<Issue>,
    /// Milliseconds that the server asked to wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<f64>,
    /// Requests made for the step that failed; 0 when nothing was sent.
    pub attempts: u32,
    /// The request may have been carried out although the call failed.
    pub maybe_sent: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<RawResponse>,
}

impl Error {
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Error {
            code,
            message: message.into().into_owned(),
            operation: None,
            status: None,
            key: None,
            request_id: None,
            issues: Vec::new(),
            retry_after: None,
            attempts: 0,
            maybe_sent: false,
            response: None,
        }
    }

    /// Bad params: the message tells all issues.
    pub fn validation(issues: Vec<Issue>) -> Self {
        let messages: Vec<&str> = issues.iter().map(|issue| issue.message.as_str()).collect();
        let mut error = Error::new(Code::Validation, messages.join(" "));
        error.issues = issues;
        error
    }

    pub fn of(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// Removes a secret from everything that a server may have echoed.
    pub fn redact(&mut self, secret: &str) {
        let hide = |text: &mut String| {
            if contains(text, secret) {
                *text = replace(text, secret, "[redacted]");
            }
        };
        hide(&mut self.message);
        self.key.iter_mut().for_each(hide);
        self.request_id.iter_mut().for_each(hide);
        for issue in &mut self.issues {
            hide(&mut issue.field);
            hide(&mut issue.message);
        }
        if let Some(response) = &mut self.response {
            hide(&mut response.body);
            response.headers.iter_mut().for_each(|(_, value)| hide(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_the_server_echoes_is_removed_everywhere() {
        let secret = "pn_secret";
        let mut error = Error::new(Code::Server, "bad token pn_secret");
        error.key = Some("K_pn_secret".into());
        error.request_id = Some("pn_secret".into());
        error.issues.push(Issue {
            field: "pn_secret".into(),
            code: IssueCode::Format,
            message: "pn_secret".into(),
        });
        error.response = Some(RawResponse {
            status: 500,
            headers: vec![("x-echo".to_owned(), secret.to_owned())],
            body: "…pn_secret…".into(),
        });
        error.redact(secret);
        let told = serde_json::to_string(&error).unwrap();
        assert!(!told.contains(secret), "{told}");
        assert!(told.contains("[redacted]"));
    }

    #[test]
    fn the_message_of_bad_params_tells_every_issue() {
        let issue = |message: &str| Issue {
            field: "a".into(),
            code: IssueCode::Required,
            message: message.into(),
        };
        let error = Error::validation(vec![issue("From is empty."), issue("To is empty.")]);
        assert_eq!(error.message, "From is empty. To is empty.");
        assert_eq!(serde_json::to_value(error.code).unwrap(), "validation");
    }
}
