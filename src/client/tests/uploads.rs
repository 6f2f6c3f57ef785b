//! The steps of an upload: what is repeated, when a new URL is asked for, and that nothing is sent after a failure.

use super::*;

const STREAM: &str = r#"{"from":"5511900000001","to":"5511999999999","file":{"name":"a.pdf","size":3,"data":{"\u0000":"bytes","once":true}}}"#;

#[test]
fn a_file_is_stored_in_three_steps_and_then_sent_by_its_id() {
    let played = play(
        "message.sendFile",
        FILE,
        [SLOT, Play::Take(&[1.0, 1.0, 1.0]), SAVED, OK],
    );
    assert!(played.result.is_ok(), "{:?}", played.result);
    assert_eq!(
        played.urls(),
        [
            "GET https://api.wts.chat/core/v2/file",
            "PUT https://storage.example/put",
            "POST https://api.wts.chat/core/v2/file",
            "POST https://api.wts.chat/chat/v1/message/send",
        ]
    );
    let requests = played.script.requests.borrow();
    assert!(
        requests[0]
            .url
            .ends_with("?Type=UNDEFINED&Name=a.pdf&MimeType=application%2Fpdf"),
        "{}",
        requests[0].url
    );
    assert_eq!(requests[1].content_type.as_deref(), Some("application/pdf"));
    assert_eq!(requests[1].body.as_deref(), Some("abc"));
    assert_eq!(
        requests[2].body.as_deref(),
        Some(r#"{"tempFileId":"0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b11"}"#)
    );
    let sent: serde_json::Value = serde_json::from_str(requests[3].body.as_deref().unwrap()).unwrap();
    assert_eq!(
        sent["body"],
        serde_json::json!({ "fileId": "0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b12" })
    );
    assert_eq!(played.progress, [(1.0, 3.0), (2.0, 3.0), (3.0, 3.0)]);
}

#[test]
fn a_failed_upload_sends_nothing() {
    let refused = Play::Answer(403, "<Error><Code>AccessDenied</Code><Message>No</Message></Error>");
    for (plays, code) in [
        (vec![Play::Answer(401, "")], Code::Authentication),
        (vec![Play::Answer(200, "{}")], Code::InvalidResponse),
        (
            vec![Play::Answer(200, r#"{"tempFileId":"x","urlUpload":"ftp://x"}"#)],
            Code::InvalidResponse,
        ),
        (vec![SLOT, refused], Code::BadRequest),
        (vec![SLOT, Play::Fail(FailureKind::BadData)], Code::Validation),
        (vec![SLOT, Play::Take(&[]), Play::Answer(400, "")], Code::BadRequest),
        (
            vec![SLOT, Play::Take(&[]), Play::Answer(200, "{}")],
            Code::InvalidResponse,
        ),
    ] {
        let played = play("message.sendFile", FILE, plays);
        let error = played.error();
        assert_eq!((error.code, error.maybe_sent), (code, false), "{}", error.message);
        assert!(
            error
                .message
                .starts_with("The file could not be uploaded, nothing was sent."),
            "{}",
            error.message
        );
        assert_eq!(error.operation.as_deref(), Some("message.sendFile"));
        assert!(!played.urls().iter().any(|url| url.ends_with("/message/send")));
    }
}

#[test]
fn bytes_are_sent_again_only_if_they_can_be_read_again() {
    let played = play(
        "message.sendFile",
        FILE,
        [SLOT, Play::Answer(503, ""), Play::Take(&[]), SAVED, OK],
    );
    assert!(played.result.is_ok());
    let played = play("message.sendFile", STREAM, [SLOT, Play::Answer(503, "")]);
    assert_eq!((played.error().attempts, played.error().maybe_sent), (1, false));
}

#[test]
fn an_upload_url_that_has_expired_is_asked_for_anew() {
    let expired = || {
        let xml = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
        Play::Answer(403, xml)
    };
    let played = play(
        "message.sendFile",
        FILE,
        [SLOT, expired(), SLOT, expired(), SLOT, Play::Take(&[]), SAVED, OK],
    );
    assert!(played.result.is_ok(), "{:?}", played.result);
    let for_ever = play(
        "message.sendFile",
        FILE,
        [SLOT, expired(), SLOT, expired(), SLOT, expired()],
    );
    assert_eq!(for_ever.error().key.as_deref(), Some("AccessDenied"));
    let once = play("message.sendFile", STREAM, [SLOT, expired()]);
    assert_eq!(once.script.requests.borrow().len(), 2);
}

#[test]
fn an_upload_may_take_long_but_not_stand_still() {
    let slow = Play::Take(&[50_000.0, 50_000.0, 50_000.0]);
    assert!(play("message.sendFile", FILE, [SLOT, slow, SAVED, OK]).result.is_ok());
    let standing = play("message.sendFile", STREAM, [SLOT, Play::Take(&[50_000.0, 70_000.0])]);
    assert_eq!(standing.error().code, Code::Timeout);
    assert_eq!(standing.script.now(), 110_000.0);
}
