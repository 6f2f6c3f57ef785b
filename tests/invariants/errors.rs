//! What every error promises.

use super::json;
use wts_chat::error::{Error, Issue};
use wts_chat::json::Value;

/// In bytes, however long the input is that is quoted; a few more than what is kept, for the mark of what was cut.
const LONGEST_MESSAGE: usize = 8 * 1024 + 8;
const LONGEST_ISSUE: usize = 2 * 1024 + 8;
const LONGEST_NAME: usize = 1024 + 8;

const MOST_ISSUES: usize = 100;

/// Says something, at a length that a log can take, and is data that others can read.
pub fn sound(error: &Error) {
    assert!(!error.message.trim().is_empty(), "{error:?}");
    at_most(LONGEST_MESSAGE, &error.message);
    for name in [&error.operation, &error.key, &error.request_id].into_iter().flatten() {
        at_most(LONGEST_NAME, name);
    }
    sound_issues(&error.issues);
    assert!(error.retry_after.is_none_or(|wait| wait.is_finite() && wait >= 0.0));
    json::readable(&Value::from(error).to_text());
}

pub fn sound_issues(issues: &[Issue]) {
    assert!(issues.len() <= MOST_ISSUES, "{} issues", issues.len());
    for issue in issues {
        sound_issue(issue);
    }
}

pub fn sound_issue(issue: &Issue) {
    at_most(LONGEST_NAME, &issue.field);
    at_most(LONGEST_ISSUE, &issue.message);
}

fn at_most(most: usize, text: &str) {
    assert!(
        text.len() <= most,
        "{} bytes: {}…",
        text.len(),
        text.chars().take(200).collect::<String>()
    );
}
