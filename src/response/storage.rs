//! What the object storage answers to the PUT of a file: it takes it, or tells an error as XML.

use super::classify::{Seen, Verdict, summary, with_response};
use crate::error::{Code, Error};
use crate::text::{contains, cut, split_once};

/// Judges an answer.
pub fn classify(seen: Seen) -> Verdict {
    if (200..=299).contains(&seen.status) {
        return Verdict::Nothing;
    }
    let text = seen.text();
    let told = match (element(text, "Code"), element(text, "Message")) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        (Some(told), None) | (None, Some(told)) => told.to_owned(),
        (None, None) => summary(text),
    };
    let code = match seen.status {
        0..=399 => Code::InvalidResponse,
        400..=499 => Code::BadRequest,
        _ => Code::Server,
    };
    let mut error = Error::new(
        code,
        format!("The storage answered {}. {told}", seen.status)
            .trim_end()
            .to_owned(),
    );
    error.status = Some(seen.status);
    error.key = element(text, "Code").map(str::to_owned);
    error.request_id = element(text, "RequestId").map(str::to_owned);
    with_response(error, seen, false)
}

/// Whether the storage refused an upload because its URL was too old: a new one may do.
pub fn is_expired(error: &Error) -> bool {
    let told = error
        .response
        .as_ref()
        .map(|response| response.body.to_ascii_lowercase());
    // `Request has expired`, `ExpiredToken`, `Expiry [Fri, …]`: each storage has words of its own.
    matches!(error.status, Some(400 | 401 | 403)) && told.is_some_and(|told| contains(&told, "expir"))
}

/// The text of the first XML element of that name.
fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = split_once(xml, &format!("<{name}>"))?;
    let (text, _) = split_once(rest, &format!("</{name}>"))?;
    Some(cut(text.trim(), 300))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::Body;

    #[test]
    fn storage_takes_a_file_or_tells_an_error_as_xml() {
        let storage = |status, body: &str| {
            let verdict = classify(Seen {
                status,
                headers: &[],
                body: Body::Text(body),
                date: 0.0,
            });
            match verdict {
                Verdict::Failed { error, answered } => Some((*error, answered)),
                _ => None,
            }
        };
        assert!(storage(200, "<Ok/>").is_none());
        let xml = "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message><RequestId>R7</RequestId></Error>";
        let (error, answered) = storage(403, xml).unwrap();
        assert_eq!(
            (error.code, error.status, answered),
            (Code::BadRequest, Some(403), false)
        );
        assert_eq!(error.key.as_deref(), Some("AccessDenied"));
        assert_eq!(error.request_id.as_deref(), Some("R7"));
        assert_eq!(
            error.message,
            "The storage answered 403. AccessDenied: Request has expired"
        );
        assert!(is_expired(&error));
        let azure = "<Error><Code>AuthenticationFailed</Code><Message>No</Message><AuthenticationErrorDetail>Signature not valid in the specified time frame: Start [a] - Expiry [b]</AuthenticationErrorDetail></Error>";
        assert!(is_expired(&storage(403, azure).unwrap().0));
        let denied = storage(403, &xml.replace("Request has expired", "Access denied"));
        assert!(!is_expired(&denied.unwrap().0));
        assert_eq!(storage(503, "").unwrap().0.code, Code::Server);
        assert_eq!(storage(301, "").unwrap().0.code, Code::InvalidResponse);
    }
}
