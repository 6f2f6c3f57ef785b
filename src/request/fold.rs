//! Calls of one operation side by side: what keeps two of them in order, and what goes together in one request.

use super::phone::digits;
use super::{Locale, Params, check, read};
use crate::catalog::{self, Entry, Field, Kind};
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
        let of_many = many(entry).and_then(|(operation, field, fields, most)| {
            let said = |fields: &mut dyn Iterator<Item = &'static Field>| {
                let mut said = Params::new();
                for field in fields {
                    if let Some(value) = params.get(field.name) {
                        said.insert(field.name, value.clone());
                    }
                }
                said
            };
            let (common, own) = (said(&mut operation.operation.fields()), said(&mut fields.iter()));
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
fn many(entry: Entry) -> Option<(Entry, &'static Field, &'static [Field], u8)> {
    let many = catalog::find(entry.resource, &format!("{}Batch", entry.operation.name))?;
    many.operation.fields().find_map(|field| match &field.kind {
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
