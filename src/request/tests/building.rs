//! Where in a request each param goes.

use super::*;
use crate::error::IssueCode::Unsupported;
use serde_json::json;

#[test]
fn everything_reaches_its_place() {
    let sent = built(
        "message.sendFile",
        json!({
            "from": "+55 (11) 90000-0001", "to": "@ana", "url": " https://files.example/a.pdf ", "text": "Oi", "refId": ID, "botKey": ID,
            "departmentId": ID, "userId": ID, "enableBot": true, "hiddenSession": false, "forceStartSession": true
        }),
    );
    assert_eq!(
        (sent.method.as_str(), sent.target().as_str()),
        ("POST", "/chat/v1/message/send")
    );
    assert_eq!(
        Value::from(sent.body.unwrap()),
        json!({
            "from": "5511900000001", "to": "@ana", "botKey": ID,
            "body": { "fileUrl": "https://files.example/a.pdf", "text": "Oi", "refId": ID },
            "department": { "id": ID }, "user": { "id": ID },
            "options": { "enableBot": true, "hiddenSession": false, "forceStartSession": true }
        })
    );
    let bot = body(
        "chatbot.send",
        json!({
            "botKey": ID, "sessionId": ID, "forceStartSession": true, "skipIfBotInExecution": false, "skipIfInProgress": true,
            "hiddenSession": true, "contactMetadata": { "a": 1 }, "senderId": "s", "callbackUrl": "https://a.example"
        }),
    );
    assert_eq!(
        bot,
        json!({
            "botKey": ID, "sessionId": ID, "contactMetadata": { "a": "1" }, "senderId": "s", "callbackUrl": "https://a.example",
            "options": { "forceStartSession": true, "skipIfBotInExecution": false, "skipIfInProgress": true, "hiddenSession": true }
        })
    );
    let session = built(
        "session.sendFile",
        json!({ "sessionId": ID, "fileId": ID, "text": null }),
    );
    assert_eq!(session.target(), format!("/chat/v1/session/{ID}/message"));
    assert_eq!(
        Value::from(session.body.unwrap()),
        json!({ "fileId": ID, "text": null })
    );
    let completed = built(
        "session.complete",
        json!({ "sessionId": ID, "stopBotInExecution": true }),
    );
    assert_eq!(
        (completed.method.as_str(), completed.path),
        ("PUT", format!("/chat/v1/session/{ID}/complete"))
    );
    assert_eq!(
        Value::from(completed.body.unwrap()),
        json!({ "reactivateOnNewMessage": false, "stopBotInExecution": true })
    );
    let read = built(
        "session.get",
        json!({ "sessionId": ID, "includeDetails": ["AgentDetails", "ContactDetails"] }),
    );
    assert_eq!(read.query, "includeDetails=AgentDetails&includeDetails=ContactDetails");
    assert_eq!(read.body, None);
}

#[test]
fn synchronous_takes_the_other_route() {
    for (operation, params, plain, sync) in [
        (
            "message.sendText",
            json!({ "from": "1", "to": "2", "text": "x" }),
            "/chat/v1/message/send",
            "/chat/v1/message/send-sync",
        ),
        (
            "session.sendText",
            json!({ "sessionId": ID, "text": "x" }),
            &format!("/chat/v1/session/{ID}/message"),
            &format!("/chat/v1/session/{ID}/message/sync"),
        ),
    ] {
        for (given, path) in [(json!(false), plain), (json!(true), sync)] {
            let mut params = params.clone();
            params["synchronous"] = given;
            let request = built(operation, params);
            assert_eq!(request.path, path);
            assert!(!request.body.unwrap().to_text().contains("synchronous"));
        }
    }
}

#[test]
fn unknown_names_suggest_the_nearest() {
    for (resource, operation, field, advice) in [
        ("mesage", "sendText", "resource", "Did you mean \"message\"?"),
        (
            "weather",
            "get",
            "resource",
            "Known: agent, channel, chatbot, company, contact, customField, department, file, message, panel, portfolio, \
             scheduledMessage, send, sequence, session, tag, template, webhook.",
        ),
        ("message", "sendtext", "operation", "Did you mean \"sendText\"?"),
        ("channel", "destroyEverything", "operation", "Known: list."),
    ] {
        let issue = &prepare(resource, operation, "{}", &Locale::default()).unwrap_err()[0];
        assert_eq!(issue.field, field);
        assert!(issue.message.ends_with(advice), "{}", issue.message);
    }
}

#[test]
fn a_request_is_built_whole_or_refused() {
    let endpoint = Endpoint::new(Some("pn_1"), None, false).unwrap();
    let build = |operation, params: serde_json::Value| {
        build_request("session", operation, &params.to_string(), &Locale::default())
    };
    let request = build("sendText", json!({ "sessionId": ID, "text": "Olá" })).unwrap();
    assert_eq!(
        endpoint.prepare(&request).to_text(),
        format!(
            "POST\nhttps://api.wts.chat/chat/v1/session/{ID}/message\nAccept\napplication/json\nAuthorization\nBearer pn_1\n\
             Content-Type\napplication/json\n\n{{\"text\":\"Olá\"}}"
        )
    );
    let file = json!({ "sessionId": ID, "file": { "name": "a.pdf", "data": { BYTES: "bytes", "size": 1 } } });
    let error = build("sendFile", file).unwrap_err();
    assert_eq!(
        (error.issues[0].field.as_str(), error.issues[0].code),
        ("file", Unsupported)
    );
    let error = build("sendText", json!({})).unwrap_err();
    assert_eq!(
        (error.operation.as_deref(), error.issues.len()),
        (Some("session.sendText"), 2)
    );
}

#[test]
fn no_line_of_a_request_is_broken_whatever_its_texts_hold() {
    let endpoint = Endpoint::new(None, None, false).unwrap();
    let build = |resource, operation, params: serde_json::Value| {
        let request = build_request(resource, operation, &params.to_string(), &Locale::default()).unwrap();
        endpoint.prepare(&request).to_text()
    };
    let text = build(
        "session",
        "sendText",
        json!({ "sessionId": ID, "text": "a\n\nb\r\n\u{2028}" }),
    );
    let (head, body) = text.split_once("\n\n").unwrap();
    assert_eq!(head.lines().count(), 6);
    assert_eq!(body, "{\"text\":\"a\\n\\nb\\r\\n\u{2028}\"}");
    let asked = build("file", "getUploadUrl", json!({ "type": "PDF", "name": "a b.pdf" }));
    assert_eq!(
        asked.lines().count(),
        4,
        "without a body, nothing follows the headers: {asked}"
    );
}
