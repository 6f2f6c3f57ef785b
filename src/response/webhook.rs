//! What the platform calls a subscriber's URL with.

use crate::error::{Code, Error};
use crate::json::Value;
use crate::text::{hash, join};

/// Whether a webhook's body is an event. If not, it is what a chatbot's HTTP block sends, which has another shape and no name.
pub fn is_event(body: &Value) -> Result<bool, Error> {
    let says = |name: &str| {
        body.get(name)
            .and_then(Value::as_str)
            .is_some_and(|text| !text.is_empty())
    };
    if says("eventType") && body.get("content").is_some_and(Value::is_object) {
        return Ok(true);
    }
    if says("sessionId") && matches!(body.get("responseKeys"), Some(Value::Array(_))) {
        return Ok(false);
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
    let changed = content(event, "updatedAt")
        .or(content(event, "timestamp"))
        .or(event.get("date").and_then(Value::as_str));
    let mut parts = vec![
        or_nothing(event.get("eventType").and_then(Value::as_str)),
        or_nothing(content(event, "id").or(content(event, "sessionId"))),
        or_nothing(changed),
        or_nothing(content(event, "status")),
    ];
    if content(event, "id").is_none() {
        // A chatbot's request has no id: all that it says tells it from others.
        let whole = event.get("content").map(Value::to_text).unwrap_or_default();
        parts.push(hash(&whole).to_string());
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    join(&parts, "|")
}

fn content<'a>(event: &'a Value, name: &str) -> Option<&'a str> {
    event.get("content")?.get(name)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::json;

    #[test]
    fn events_are_known_by_their_shape_whatever_they_are_called() {
        for name in ["MESSAGE_RECEIVED", "TEMPLATE_NEW", "SOMETHING_NEW"] {
            assert!(is_event(&json!({ "eventType": name, "content": {} })).unwrap());
        }
        assert!(!is_event(&json!({ "responseKeys": [], "sessionId": "1", "contact": {} })).unwrap());
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
            assert_eq!(is_event(&body).unwrap_err().code, Code::Validation);
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
                serde_json::json!({ "sessionId": "1", "lastMessage": { "id": "m" }, "menus": {} }),
            )),
        ];
        let mut different = keys.to_vec();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), keys.len(), "{keys:?}");
    }
}
