//! What the document has, the catalog has: operations, answers, parameters, properties and values.

use crate::document::{Node, Route, documented, routes, routes_of};
use crate::expect_none;
use crate::leads::{ID, Lead, build, carrying, leads, sample, sample_of_length, told};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use wts_chat::catalog::{self, Answer, Entry, Kind};
use wts_chat::error::IssueCode;

/// Rows besides those of the document: easier ways to use a documented route, or two.
const COMPOSED: [&str; 8] = [
    "contact.getOrCreate",
    "message.sendFile",
    "message.sendTemplate",
    "message.sendText",
    "message.waitUntilFinal",
    "session.sendFile",
    "session.sendTemplate",
    "session.sendText",
];

/// Answers that are taken for something else than the document says.
const ANSWERS: [(&str, Answer); 3] = [
    // A start that an option skipped may come back as nothing.
    ("chatbot.send", Answer::JsonOrNothing),
    // They answer a page, but are no lists that could be gone through.
    ("portfolio.addContacts", Answer::Json),
    ("sequence.addContacts", Answer::Json),
];

/// A value that the document knows and that means nothing as a new status.
const REFUSED: [(&str, &str); 2] = [
    ("session.update status", "UNDEFINED"),
    ("session.updateStatus newStatus", "UNDEFINED"),
];

/// Lists that say nothing when they are empty: they are the point of the call.
const NEVER_EMPTY: [&str; 14] = [
    "panel.createCardNote fileUrls",
    "portfolio.addContacts contactIds",
    "portfolio.addContacts phoneNumbers",
    "portfolio.removeContacts contactIds",
    "portfolio.removeContacts phoneNumbers",
    "scheduledMessage.cancelMany ids",
    "send.chatbotBatch messages",
    "send.templateBatch messages",
    "sequence.addContacts contactIds",
    "sequence.addContacts phoneNumbers",
    "sequence.removeContacts contactIds",
    "sequence.removeContacts phoneNumbers",
    "session.createNote filesIds",
    "session.createNote filesUrls",
];

/// Limited by the words of the document (and, for bots, like templates) instead of its types.
const AT_MOST_100: [&str; 2] = ["send.chatbotBatch messages", "send.templateBatch messages"];

#[test]
fn every_operation_of_the_document_is_in_the_catalog() {
    assert_eq!(routes().len(), 109);
    let names: BTreeSet<String> = routes().iter().map(|route| route.name.clone()).collect();
    let rows: BTreeSet<String> = catalog::entries().map(|entry| entry.name()).collect();
    let composed: BTreeSet<String> = COMPOSED.map(String::from).into();
    assert_eq!(names.difference(&rows).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(rows.difference(&names).cloned().collect::<BTreeSet<_>>(), composed);
    for (entry, route) in documented() {
        let operation = entry.operation;
        assert_eq!(
            (operation.method.as_str(), operation.path, operation.sync_path),
            (route.method.as_str(), route.path.as_str(), None),
            "{}",
            route.name
        );
    }
}

#[test]
fn every_row_answers_what_the_document_says() {
    for entry in catalog::entries() {
        for route in routes_of(entry) {
            let documented = match &route.answers {
                Value::Null => Answer::Nothing,
                schema if schema["type"] == "array" => Answer::Array,
                schema if schema["properties"].get("hasMorePages").is_some() => Answer::Page,
                _ => Answer::Json,
            };
            let other = ANSWERS.iter().find(|(name, _)| *name == entry.name());
            let wanted = other.map_or(documented, |(_, answer)| *answer);
            assert_eq!(entry.operation.answer, wanted, "{}", entry.name());
        }
    }
}

#[test]
fn every_parameter_property_and_enum_value_can_be_sent() {
    let mut wrong = Vec::new();
    for (entry, route) in documented() {
        let leads = leads(entry);
        for node in route.nodes().iter().filter(|node| node.schema["readOnly"] != true) {
            let mut led = node.schema["properties"].is_object();
            for lead in leads.iter().filter(|lead| lead.place == node.place) {
                led = true;
                let values = values(entry, node, lead);
                wrong.extend(
                    values
                        .into_iter()
                        .filter_map(|value| sent(entry, route, lead, value).err()),
                );
            }
            if !led {
                wrong.push(format!("{}: no param leads to {}", route.name, node.place));
            }
        }
    }
    expect_none(&wrong);
}

/// Whether a value reaches its place, in a request that the document accepts.
fn sent(entry: Entry, route: &Route, lead: &Lead, value: Value) -> Result<(), String> {
    let params = carrying(entry, &lead.param, value.clone());
    let why = |why: &dyn std::fmt::Debug| format!("{}: {why:?} with {params:.200}", lead.name(entry));
    let built = build(entry, &params).map_err(|issues| why(&issues))?;
    route.judge(&built).map_err(|told| why(&told))?;
    let view = route.view(&built).map_err(|told| why(&told))?;
    match lead.place.value(&view) == Some(&value) {
        true => Ok(()),
        false => Err(why(&view)),
    }
}

/// All values worth sending that the document allows at a place.
fn values(entry: Entry, node: &Node, lead: &Lead) -> Vec<Value> {
    let schema = node.schema;
    let name = lead.name(entry);
    let limits = || {
        ["minimum", "maximum"]
            .into_iter()
            .filter_map(|limit| schema.get(limit).cloned())
    };
    let mut values: Vec<Value> = match schema["type"].as_str().unwrap() {
        _ if schema["enum"].is_array() => schema["enum"].as_array().unwrap().clone(),
        "boolean" => vec![json!(false), json!(true)],
        "integer" | "number" => limits().chain([sample(lead.kind)]).collect(),
        "array" => list_lengths(schema, &name, lead)
            .map(|length| vec![sample_of_items(lead.kind); length].into())
            .collect(),
        "string" => texts(schema, lead.kind),
        _ => vec![sample(lead.kind)],
    };
    values.retain(|value| {
        !REFUSED
            .iter()
            .any(|(param, refused)| *param == name && value == refused)
    });
    if schema["nullable"] == true && !lead.is_required() && !lead.is_mask() {
        values.push(Value::Null);
    }
    values
}

fn list_lengths(schema: &Value, name: &str, lead: &Lead) -> impl Iterator<Item = usize> + use<> {
    let limit = |word: &str| schema[word].as_u64().map(|limit| limit as usize);
    // A query has no way to say that a list is empty.
    let never_empty = NEVER_EMPTY.contains(&name) || lead.is_mask() || lead.place.starts_with("query");
    let most = limit("maxItems").unwrap_or(if AT_MOST_100.contains(&name) { 100 } else { 101 });
    [limit("minItems").unwrap_or(usize::from(never_empty)), most].into_iter()
}

fn sample_of_items(kind: &'static Kind) -> Value {
    match kind {
        Kind::List { of, .. } => sample(of),
        _ => panic!("{} is no list", kind.as_str()),
    }
}

fn texts(schema: &Value, kind: &'static Kind) -> Vec<Value> {
    let right = match schema["format"].as_str() {
        Some("uuid") => json!(ID),
        Some("date-time") => sample(&Kind::Date),
        Some("email") => sample(&Kind::Email),
        _ => sample(kind),
    };
    let long = match (schema["maxLength"].as_u64(), kind) {
        (Some(most), _) => Some(sample_of_length(kind, most as usize)),
        // Nothing says how long it may be.
        (None, Kind::Text(_)) => Some(sample_of_length(kind, 10_000)),
        _ => None,
    };
    [right].into_iter().chain(long).collect()
}

#[test]
fn lists_that_are_the_point_of_a_call_are_not_empty() {
    for (entry, _) in documented() {
        for lead in leads(entry)
            .iter()
            .filter(|lead| NEVER_EMPTY.contains(&lead.name(entry).as_str()))
        {
            let params = carrying(entry, &lead.param, json!([]));
            assert_eq!(
                told(entry, &params),
                [(lead.param.to_string(), IssueCode::Length)],
                "{params}"
            );
        }
    }
}
