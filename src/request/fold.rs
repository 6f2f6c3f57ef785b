//! Calls of one operation side by side: what keeps two of them in order, and what goes together in one request.

use super::phone::digits;
use super::{Locale, Params, check, read};
use crate::catalog::{self, Entry, Field, Kind, Operation};
use crate::json::{Value, object};

/// Params that say to whom or to what a call goes.
const RECIPIENTS: [&str; 5] = ["to", "sessionId", "contactId", "phone", "cardId"];

/// A call among others, by the JSON text of its params.
#[derive(Debug, Default)]
pub struct Part {
    /// To whom it goes, one text for all notations. Calls with the same one stay in their order.
    pub recipients: Vec<String>,
    /// As a part of a request for many; nothing for a call that must be made alone.
    pub of_many: Option<OfMany>,
}

#[derive(Debug)]
pub struct OfMany {
    /// What all calls of the request say alike.
    pub common: Value,
    /// What this one says, as an item of `field`, which holds `most` at most.
    pub own: Value,
    pub field: &'static str,
    pub most: u8,
}

impl Part {
    /// Of params that are wrong nothing is known: their call tells why.
    pub fn of(entry: Entry, params: &str, locale: &Locale) -> Self {
        let params = read(params).unwrap_or_default();
        let recipients = RECIPIENTS.iter().filter_map(|name| {
            let text = params.get(name)?.as_str()?;
            let one = digits(text, locale.country).unwrap_or_else(|| text.trim().to_ascii_lowercase());
            Some(format!("{name} {one}"))
        });
        let recipients = recipients.collect();
        let of_many = many(entry).and_then(|(many, field, fields, most)| {
            let said = |fields: &mut dyn Iterator<Item = &'static Field>| {
                let mut said = Params::new();
                for field in fields {
                    if let Some(value) = params.get(field.name) {
                        said.insert(field.name, value.clone());
                    }
                }
                said
            };
            let (common, own) = (said(&mut many.fields()), said(&mut fields.iter()));
            let has_place = |name: &str| common.contains_key(name) || own.contains_key(name);
            params.keys().all(has_place).then_some(())?;
            check(entry, params, locale).ok()?;
            Some(OfMany {
                common: Value::Object(common),
                own: Value::Object(own),
                field: field.name,
                most,
            })
        });
        Part { recipients, of_many }
    }
}

/// The operation that does many of these in one request, where the API has one: by its name, and by what it takes, a list of objects.
fn many(entry: Entry) -> Option<(&'static Operation, &'static Field, &'static [Field], u8)> {
    let many = catalog::find(entry.resource, &format!("{}Batch", entry.operation.name))?.operation;
    many.fields().find_map(|field| match &field.kind {
        Kind::List {
            of: Kind::Object(shape),
            most: Some(most),
            ..
        } => Some((many, field, shape.fields, *most)),
        _ => None,
    })
}

impl From<Part> for Value {
    fn from(part: Part) -> Self {
        let of_many = part.of_many.map(|many| {
            object([
                ("common", many.common),
                ("own", many.own),
                ("field", many.field.into()),
                ("most", many.most.into()),
            ])
        });
        object([
            ("recipients", part.recipients.into_iter().collect()),
            ("ofMany", of_many.into()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{Country, find};
    use serde_json::{Value as Json, json};

    const ID: &str = "0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10";

    fn part(operation: &str, params: Json) -> Part {
        let (resource, operation) = operation.split_once('.').unwrap();
        let locale = Locale {
            country: Country::named("BR"),
            ..Locale::default()
        };
        Part::of(find(resource, operation).ok().unwrap(), &params.to_string(), &locale)
    }

    fn template(more: Json) -> Json {
        let mut params = json!({ "from": "5511900000001", "to": "5511999999999", "templateId": "t" });
        params
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        params
    }

    fn many(params: Json) -> Option<(Json, Json)> {
        let of_many = part("send.template", params).of_many?;
        assert_eq!((of_many.field, of_many.most), ("messages", 100));
        Some((of_many.common.into(), of_many.own.into()))
    }

    #[test]
    fn one_recipient_is_the_same_in_any_notation() {
        let to = |to: &str| part("message.sendText", json!({ "from": "x", "to": to, "text": "Oi" })).recipients;
        for number in ["5511999999999", "+55 (11) 99999-9999", "11 99999-9999"] {
            assert_eq!(to(number), ["to 5511999999999"]);
        }
        assert_eq!(to(" @Carla.M "), ["to @carla.m"]);
        assert_ne!(to("5511999999998"), to("5511999999999"));
        let both = part(
            "chatbot.send",
            json!({ "botKey": ID, "to": "5511999999999", "sessionId": ID }),
        );
        assert_eq!(
            both.recipients,
            ["to 5511999999999".to_owned(), format!("sessionId {ID}")]
        );
        assert!(part("tag.list", json!({})).recipients.is_empty());
    }

    #[test]
    fn a_call_falls_into_what_is_common_and_what_is_its_own() {
        let given = template(json!({ "senderId": "s", "parameters": { "nome": "Ana" }, "enableBot": true }));
        let (common, own) = many(given).unwrap();
        assert_eq!(
            common,
            json!({ "from": "5511900000001", "templateId": "t", "enableBot": true })
        );
        assert_eq!(
            own,
            json!({ "to": "5511999999999", "senderId": "s", "parameters": { "nome": "Ana" } })
        );
    }

    #[test]
    fn what_a_request_for_many_cannot_say_or_would_be_refused_for_is_said_alone() {
        assert!(many(template(json!({ "sessionId": ID }))).is_none());
        assert!(many(template(json!({ "to": "" }))).is_none());
        assert!(many(template(json!({ "colour": "blue" }))).is_none());
        assert!(part("message.sendText", template(json!({}))).of_many.is_none());
        assert!(
            part("send.chatbot", json!({ "botKey": ID, "sessionId": ID }))
                .of_many
                .is_some()
        );
    }
}
