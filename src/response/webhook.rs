//! What the platform calls a subscriber's URL with.

use crate::error::{Code, Error};
use crate::json::{Value, object};

/// What a chatbot's own HTTP block is called here; the platform gives it no name.
const CHATBOT: &str = "CHATBOT";

/// A webhook's body as an event, or what is wrong with it. A chatbot's HTTP block has another shape: it becomes the content of an
/// event of its own.
pub fn parse(body: Value) -> Result<Value, Error> {
    let text = |name: &str| body.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    if text("eventType").is_some() && body.get("content").is_some_and(Value::is_object) {
        return Ok(body);
    }
    if text("sessionId").is_some()
        && body
            .get("responseKeys")
            .is_some_and(|keys| matches!(keys, Value::Array(_)))
    {
        return Ok(object([
            ("eventType", CHATBOT.into()),
            ("date", Value::Null),
            ("content", body),
        ]));
    }
    let message = "This is no webhook of the platform: it has neither an eventType with a content, nor a chatbot's sessionId with responseKeys.";
    Err(Error::new(Code::Validation, message).of("parseWebhook".to_owned()))
}

/// Whether the contact wrote it. The direction is seen from the platform.
pub fn is_from_contact(event: &Value) -> bool {
    content(event, "direction").is_some_and(|direction| direction.eq_ignore_ascii_case("FROM_HUB"))
}

/// The same for an event that is delivered again, which it is at times; another one for anything else.
pub fn key(event: &Value) -> String {
    let or_nothing = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let id = content(event, "id").or(content(event, "sessionId"));
    let message = event
        .get("content")
        .and_then(|content| content.get("lastMessage")?.get("id")?.as_str());
    let changed = content(event, "updatedAt")
        .or(content(event, "timestamp"))
        .or(message)
        .or(event.get("date").and_then(Value::as_str));
    let parts = [
        or_nothing(event.get("eventType").and_then(Value::as_str)),
        or_nothing(id),
        or_nothing(changed),
        or_nothing(content(event, "status")),
    ];
    parts.join("|")
}

fn content<'a>(event: &'a Value, name: &str) -> Option<&'a str> {
    event.get("content")?.get(name)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::json;

    #[test]
    fn events_are_passed_on_whatever_they_are_called() {
        for name in ["MESSAGE_RECEIVED", "TEMPLATE_NEW", "SOMETHING_NEW"] {
            let body = json!({ "eventType": name, "date": "2026-03-01T12:00:00Z", "content": { "id": "1" }, "changeMetadata": null });
            assert_eq!(parse(body.clone()).unwrap(), body);
        }
    }

    #[test]
    fn a_chatbot_s_block_is_an_event_of_its_own() {
        let body = serde_json::json!({ "responseKeys": ["A"], "sessionId": "1", "contact": { "id": "2" } });
        let event = parse(body.clone().into()).unwrap();
        let told = serde_json::Value::from(event);
        assert_eq!(
            told,
            serde_json::json!({ "eventType": "CHATBOT", "date": null, "content": body })
        );
    }

    #[test]
    fn anything_else_is_refused() {
        for body in [
            json!(null),
            json!([]),
            json!("x"),
            json!({}),
            json!({ "eventType": "X" }),
            json!({ "eventType": "", "content": {} }),
            json!({ "eventType": "X", "content": "x" }),
            json!({ "sessionId": "1" }),
        ] {
            assert_eq!(parse(body).unwrap_err().code, Code::Validation);
        }
    }

    #[test]
    fn the_direction_is_seen_from_the_platform() {
        let message = |direction| json!({ "eventType": "MESSAGE_RECEIVED", "content": { "direction": direction } });
        assert!(is_from_contact(&message("FROM_HUB")));
        assert!(is_from_contact(&message("From_Hub")));
        assert!(!is_from_contact(&message("TO_HUB")));
        assert!(!is_from_contact(&json!({ "eventType": "CONTACT_NEW", "content": {} })));
    }

    #[test]
    fn a_key_tells_events_from_repeats() {
        let event = |kind, content| json!({ "eventType": kind, "date": "now", "content": content });
        let card = serde_json::json!({ "id": "1", "updatedAt": "a" });
        assert_eq!(
            key(&event("PANEL_CARD_UPDATE", card.clone())),
            key(&json!({ "eventType": "PANEL_CARD_UPDATE", "date": "later", "content": card }))
        );
        let keys = [
            key(&event("PANEL_CARD_UPDATE", card.clone())),
            key(&event("PANEL_CARD_STEP_CHANGE", card)),
            key(&event(
                "PANEL_CARD_UPDATE",
                serde_json::json!({ "id": "1", "updatedAt": "b" }),
            )),
            key(&event(
                "PANEL_CARD_UPDATE",
                serde_json::json!({ "id": "2", "updatedAt": "a" }),
            )),
            key(&event(
                "MESSAGE_UPDATED",
                serde_json::json!({ "id": "1", "timestamp": "a", "status": "SENT" }),
            )),
            key(&event(
                "MESSAGE_UPDATED",
                serde_json::json!({ "id": "1", "timestamp": "a", "status": "READ" }),
            )),
            key(&event(
                "CHATBOT",
                serde_json::json!({ "sessionId": "1", "lastMessage": { "id": "m" } }),
            )),
            key(&event(
                "CHATBOT",
                serde_json::json!({ "sessionId": "1", "lastMessage": { "id": "n" } }),
            )),
        ];
        let mut different = keys.to_vec();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), keys.len(), "{keys:?}");
    }
}
