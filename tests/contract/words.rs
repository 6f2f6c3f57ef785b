//! What the document and its companions say in words, beyond the types.

use crate::document::{body_of, routes_of};
use crate::expect_none;
use crate::leads::{ID, build, carrying, entry, leads, least, told};
use crate::place::Place;
use serde_json::{Value, json};
use wts_chat::catalog;
use wts_chat::error::IssueCode::{self, Format, Length, Range, Required, Type};

fn expect(operation: &str, params: &Value, wanted: &[(&str, IssueCode)]) {
    let told = told(entry(operation), params);
    let told: Vec<_> = told.iter().map(|(field, code)| (field.as_str(), *code)).collect();
    assert_eq!(told, wanted, "{operation} {params:.300}");
}

#[test]
fn a_bot_starts_in_a_session_or_for_somebody_from_somewhere() {
    for operation in ["chatbot.send", "send.chatbot"] {
        expect(
            operation,
            &json!({ "botKey": ID }),
            &[("from", Required), ("to", Required)],
        );
        expect(operation, &json!({ "botKey": ID, "to": "5511" }), &[("from", Required)]);
        expect(operation, &json!({ "botKey": ID, "from": ID }), &[("to", Required)]);
        expect(operation, &json!({ "botKey": ID, "from": "@loja", "to": "@ana" }), &[]);
        expect(operation, &json!({ "botKey": ID, "sessionId": ID }), &[]);
        expect(operation, &json!({ "sessionId": ID }), &[("botKey", Required)]);
        expect(
            operation,
            &json!({ "botKey": null, "sessionId": ID }),
            &[("botKey", Required)],
        );
    }
    let batch = |message: Value| json!({ "botKey": ID, "messages": [{ "to": "5511" }, message] });
    expect("send.chatbotBatch", &batch(json!({})), &[("messages[1].to", Required)]);
    expect(
        "send.chatbotBatch",
        &batch(json!({ "to": null })),
        &[("messages[1].to", Required)],
    );
    expect("send.chatbotBatch", &batch(json!({ "sessionId": ID })), &[]);
}

#[test]
fn a_queued_send_goes_to_somebody_or_into_a_session() {
    for (operation, what) in [
        ("send.text", "text"),
        ("send.audio", "fileIdOrUrl"),
        ("send.document", "fileIdOrUrl"),
        ("send.image", "fileIdOrUrl"),
        ("send.video", "fileIdOrUrl"),
    ] {
        let url = "https://files.example/a.ogg";
        expect(operation, &json!({ what: url }), &[("to", Required)]);
        expect(operation, &json!({ what: url, "to": " " }), &[("to", Required)]);
        expect(operation, &json!({ what: url, "to": "5511" }), &[]);
        expect(operation, &json!({ what: ID, "sessionId": ID }), &[]);
    }
}

#[test]
fn some_values_need_another() {
    let delete = |more: Value| merged(json!({ "agentId": ID }), more);
    expect("agent.delete", &delete(json!({})), &[]);
    expect("agent.delete", &delete(json!({ "sessionResolution": "COMPLETE" })), &[]);
    expect(
        "agent.delete",
        &delete(json!({ "sessionResolution": "TRANSFER" })),
        &[("transferUserId", Required)],
    );
    expect(
        "agent.delete",
        &delete(json!({ "sessionResolution": "TRANSFER", "transferUserId": ID })),
        &[],
    );
    let card = |more: Value| merged(json!({ "cardId": ID, "lostReasonId": ID }), more);
    expect(
        "panel.updateCard",
        &card(json!({ "title": "x" })),
        &[("status", Required)],
    );
    expect("panel.updateCard", &card(json!({ "status": "LOST" })), &[]);
}

fn merged(mut params: Value, more: Value) -> Value {
    params
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    params
}

#[test]
fn limits_that_stand_only_in_words_hold() {
    for (operation, list) in [
        ("contact.saveMany", "items"),
        ("send.chatbotBatch", "messages"),
        ("send.templateBatch", "messages"),
    ] {
        let mut params = least(entry(operation));
        let item = params[list][0].clone();
        for (count, wanted) in [
            (0, &[(list, Length)][..]),
            (1, &[]),
            (100, &[]),
            (101, &[(list, Length)]),
        ] {
            params[list] = vec![item.clone(); count].into();
            expect(operation, &params, wanted);
        }
    }
    for operation in ["send.audio", "send.document", "send.image", "send.text", "send.video"] {
        for (seconds, wanted) in [
            (-1, &[("delayTyping", Range)][..]),
            (0, &[]),
            (25, &[]),
            (26, &[("delayTyping", Range)]),
        ] {
            let params = carrying(entry(operation), &Place::default().key("delayTyping"), seconds.into());
            expect(operation, &params, wanted);
        }
    }
    // The server fails on larger pages, which this list's types do not tell.
    let page = |size: u32| json!({ "portfolioId": ID, "pageSize": size });
    expect("portfolio.listContacts", &page(100), &[]);
    expect("portfolio.listContacts", &page(101), &[("pageSize", Range)]);
}

#[test]
fn a_session_gets_no_undefined_status() {
    let status = |status: &str| json!({ "sessionId": ID, "newStatus": status });
    expect("session.updateStatus", &status("UNDEFINED"), &[("newStatus", Required)]);
    expect(
        "session.updateStatus",
        &status("Started"),
        &[("newStatus", IssueCode::Enum)],
    );
}

#[test]
fn switches_that_are_not_sent_are_checked_too() {
    for operation in [
        "message.sendFile",
        "message.sendTemplate",
        "message.sendText",
        "session.sendFile",
        "session.sendTemplate",
        "session.sendText",
    ] {
        let params = merged(least(entry(operation)), json!({ "synchronous": "true" }));
        expect(operation, &params, &[("synchronous", Type)]);
    }
    let wait = |timeout: Value| json!({ "messageId": ID, "timeout": timeout });
    expect("message.waitUntilFinal", &wait(json!(0)), &[("timeout", Range)]);
    expect("message.waitUntilFinal", &wait(json!("5s")), &[("timeout", Type)]);
    expect("message.waitUntilFinal", &wait(json!(60_000)), &[]);
}

/// The document types most of them as plain texts.
#[test]
fn addresses_and_numbers_have_their_form() {
    // A search is for whatever is in it.
    let searches = ["contact.filter email"];
    let urls = [
        "a.pdf",
        "ftp://a.example/b",
        "javascript:alert(1)",
        "https://",
        "//a/b",
        "https://a b",
    ];
    let emails = ["ana", "@example.com", "ana@", "a b@example.com"];
    let phones = ["ana", "+", "5511x", "5511,12", "../5511"];
    let mut wrong = Vec::new();
    for entry in catalog::entries() {
        for lead in leads(entry)
            .iter()
            .filter(|lead| !searches.contains(&lead.name(entry).as_str()))
        {
            let name = lead.param.to_string().to_lowercase();
            let ends_with = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
            let malformed = match () {
                _ if ends_with(&["url", "urls[0]"]) => &urls[..],
                _ if ends_with(&["email"]) => &emails,
                _ if ends_with(&["phone", "phonenumber", "phonenumbers[0]"]) => &phones,
                _ => &[],
            };
            for text in malformed {
                let told = told(entry, &carrying(entry, &lead.param, (*text).into()));
                if told != [(lead.param.to_string(), Format)] {
                    wrong.push(format!("{} {text}: {told:?}", lead.name(entry)));
                }
            }
        }
    }
    let file = |name: &str, mime_type: &str| json!({ "type": "PDF", "name": name, "mimeType": mime_type });
    expect("file.getUploadUrl", &file("a.pdf", "pdf"), &[("mimeType", Format)]);
    expect(
        "file.getUploadUrl",
        &file("a", "application/x-unheard-of"),
        &[("name", Format)],
    );
    expect(
        "file.getUploadUrl",
        &file("a\r\nb.pdf", "application/pdf"),
        &[("name", Format)],
    );
    expect_none(&wrong);
}

#[test]
fn moments_at_the_ends_of_time_are_refused_or_dates_for_the_document_too() {
    for text in [
        "0000-01-01",
        "0000-01-01T00:00+05:00",
        "0001-01-01T00:00+05:00",
        "9999-12-31T23:59:59.999Z",
        "9999-12-31T23:59-05:00",
        "2024-02-29T00:00Z",
        "2100-02-29T00:00Z",
        "2016-12-31T23:59:60Z",
    ] {
        let entry = entry("panel.createCard");
        let params = carrying(entry, &Place::default().key("dueDate"), text.into());
        match build(entry, &params) {
            Ok(built) => {
                let judged = routes_of(entry).next().unwrap().judge(&built);
                assert_eq!(judged, Ok(()), "{text}");
                let sent = body_of(&built).unwrap()["dueDate"].as_str().unwrap().to_owned();
                assert!(
                    sent.len() == 24 && sent.starts_with(|c: char| c.is_ascii_digit()),
                    "{text}: {sent}"
                );
            }
            Err(_) => assert_eq!(told(entry, &params), [("dueDate".to_owned(), Format)], "{text}"),
        }
    }
}
