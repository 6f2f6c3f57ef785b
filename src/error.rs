//! The one error that callers meet, and the issues inside it.

use crate::json::{Map, Value, list, object, object_of, whole};
use crate::response::redacted;
use crate::text::{cut, join};
use std::borrow::Cow;

/// What went wrong, for programs to branch on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

impl Code {
    pub const fn as_str(self) -> &'static str {
        match self {
            Code::Validation => "validation",
            Code::Configuration => "configuration",
            Code::Authentication => "authentication",
            Code::Permission => "permission",
            Code::NotFound => "not_found",
            Code::Conflict => "conflict",
            Code::BadRequest => "bad_request",
            Code::RateLimited => "rate_limited",
            Code::Server => "server",
            Code::Network => "network",
            Code::Timeout => "timeout",
            Code::Aborted => "aborted",
            Code::InvalidResponse => "invalid_response",
            Code::Internal => "internal",
        }
    }
}

/// How many issues an error tells at most: whoever has as many mends them by a rule, not one by one.
pub const MOST_ISSUES: usize = 100;

// What is quoted may be of any length; an error is for logs and people. In bytes.
const LONGEST_NAME: usize = 1024;
const LONGEST_ISSUE: usize = 2 * 1024;
const LONGEST_MESSAGE: usize = 8 * 1024;

fn kept(text: Cow<str>, most: usize) -> String {
    let mut text = text.into_owned();
    if text.len() > most {
        text = format!("{}…", cut(&text, most));
    }
    text
}

/// Why one param is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

impl IssueCode {
    pub const fn as_str(self) -> &'static str {
        match self {
            IssueCode::Required => "required",
            IssueCode::Unknown => "unknown",
            IssueCode::Type => "type",
            IssueCode::Format => "format",
            IssueCode::Enum => "enum",
            IssueCode::Range => "range",
            IssueCode::Length => "length",
            IssueCode::Conflict => "conflict",
            IssueCode::Unsupported => "unsupported",
        }
    }
}

/// One thing to mend in the params.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Path of the param: `file.data`, `messages[3].to`.
    pub field: String,
    pub code: IssueCode,
    /// What is wrong, and what to do.
    pub message: String,
}

impl Issue {
    pub fn new(field: &str, code: IssueCode, message: impl Into<Cow<'static, str>>) -> Self {
        Issue {
            field: kept(field.into(), LONGEST_NAME),
            code,
            message: kept(message.into(), LONGEST_ISSUE),
        }
    }
}

impl From<&Issue> for Value {
    fn from(issue: &Issue) -> Self {
        object([
            ("field", issue.field.as_str().into()),
            ("code", issue.code.as_str().into()),
            ("message", issue.message.as_str().into()),
        ])
    }
}

/// What the server answered, as it came, without secrets.
#[derive(Debug, Clone, PartialEq)]
pub struct RawResponse {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// Everything that is known about a failed call.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    pub code: Code,
    pub message: String,
    /// `<resource>.<operation>`.
    pub operation: Option<String>,
    pub status: Option<u16>,
    /// The API's own key, such as `ENTITY_NOT_FOUND`.
    pub key: Option<String>,
    /// What the platform's support asks for.
    pub request_id: Option<String>,
    pub issues: Vec<Issue>,
    /// Milliseconds that the server asked to wait.
    pub retry_after: Option<f64>,
    /// Requests made for the step that failed; 0 when nothing was sent.
    pub attempts: u32,
    /// The request may have been carried out although the call failed.
    pub maybe_sent: bool,
    pub response: Option<RawResponse>,
}

impl Error {
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Error {
            code,
            message: kept(message.into(), LONGEST_MESSAGE),
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
        let mut error = Error::new(Code::Validation, join(&messages, " "));
        error.issues = issues;
        error
    }

    pub fn of(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(kept(Cow::Owned(operation.into()), LONGEST_NAME));
        self
    }

    /// Removes a secret from what a server's words have become. (The answer itself is rid of it before.)
    pub fn redact(&mut self, secret: &str) {
        let hide = |text: &mut String| *text = redacted(text, secret);
        hide(&mut self.message);
        self.key.iter_mut().for_each(hide);
        self.request_id.iter_mut().for_each(hide);
        for issue in &mut self.issues {
            hide(&mut issue.field);
            hide(&mut issue.message);
        }
    }
}

/// What is not known is not there.
impl From<&Error> for Value {
    fn from(error: &Error) -> Self {
        let mut told = Map::new();
        told.tell("code", error.code.as_str().into());
        told.tell("message", error.message.as_str().into());
        told.tell("operation", error.operation.as_deref().into());
        told.tell("status", error.status.into());
        told.tell("key", error.key.as_deref().into());
        told.tell("requestId", error.request_id.as_deref().into());
        told.tell("issues", list(&error.issues));
        told.tell("retryAfter", error.retry_after.map(whole).into());
        told.tell("attempts", error.attempts.into());
        told.tell("maybeSent", error.maybe_sent.into());
        if let Some(response) = &error.response {
            let headers = response.headers.iter();
            let headers = object_of(headers.map(|(name, value)| (name.clone(), value.as_str().into())));
            let mut answer = Map::new();
            answer.tell("status", response.status.into());
            answer.tell("headers", headers);
            answer.tell("body", response.body.as_str().into());
            told.tell("response", Value::Object(answer));
        }
        Value::Object(told)
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
        error.issues.push(Issue::new(secret, IssueCode::Format, secret));
        error.redact(secret);
        let told = Value::from(&error).to_text();
        assert!(!told.contains(secret), "{told}");
        assert!(told.contains("[redacted]"));
    }

    #[test]
    fn what_is_quoted_does_not_make_an_error_long() {
        let long = "é".repeat(1_000_000);
        let issue = Issue::new(&long, IssueCode::Unknown, long.clone());
        assert!(issue.field.ends_with('…') && issue.field.len() < 1030);
        assert!(issue.message.len() < 2060);
        let error = Error::validation(vec![issue; 100]).of(long);
        assert!(error.message.len() < 8200);
        assert!(error.operation.unwrap().len() < 1030);
    }

    #[test]
    fn the_message_of_bad_params_tells_every_issue() {
        let issue = |message| Issue::new("a", IssueCode::Required, message);
        let error = Error::validation(vec![issue("From is empty."), issue("To is empty.")]);
        assert_eq!(error.message, "From is empty. To is empty.");
        let told = serde_json::Value::from(Value::from(&error));
        assert_eq!(told["code"], "validation");
        assert_eq!(told["issues"][1]["message"], "To is empty.");
        assert_eq!(Value::from(&error).get("status"), None);
    }
}
