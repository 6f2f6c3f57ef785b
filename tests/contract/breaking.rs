//! Right params with one thing broken at a time: by what the document says, each is refused and named.

use crate::document::{Node, documented, routes_of};
use crate::expect_none;
use crate::leads::{Lead, build, carrying, leads, least, sample, sample_of_length, told};
use crate::place::Place;
use serde_json::{Value, json};
use wts_chat::catalog::{self, Entry, Kind, Rule};
use wts_chat::error::IssueCode::{self, Enum, Format, Length, Range, Required, Type, Unknown};

#[test]
fn every_constraint_broken_alone_is_refused_before_sending() {
    let mut wrong = Vec::new();
    for_every_lead(|entry, node, lead| {
        for (value, code) in breakages(node, lead) {
            let params = carrying(entry, &lead.param, value);
            wrong.extend(unless_told(entry, &params, &lead.param, code));
        }
    });
    expect_none(&wrong);
}

#[test]
fn everything_that_the_document_requires_is_missed() {
    let mut wrong = Vec::new();
    for_every_lead(|entry, node, lead| {
        if node.required && !follows(entry, lead) {
            let mut params = carrying(entry, &lead.param, sample(lead.kind));
            lead.param.remove(&mut params);
            wrong.extend(unless_told(entry, &params, &lead.param, Required));
        }
    });
    expect_none(&wrong);
}

#[test]
fn an_update_of_nothing_is_refused() {
    let mut wrong = Vec::new();
    for (entry, route) in documented() {
        let fields = Place::default().keys("body.fields");
        if fields.schema(&route.takes).is_some() {
            let mut params = least(entry);
            let fields = Place::default().key(Rule::MASK);
            fields.remove(&mut params);
            wrong.extend(unless_told(entry, &params, &fields, Required));
        }
    }
    expect_none(&wrong);
}

#[test]
fn what_no_object_of_the_document_has_is_refused() {
    let mut wrong = Vec::new();
    for entry in catalog::entries() {
        let mut objects = vec![(Place::default(), least(entry))];
        for lead in leads(entry).iter().filter(|lead| matches!(lead.kind, Kind::Object(_))) {
            objects.push((lead.param.clone(), carrying(entry, &lead.param, sample(lead.kind))));
        }
        for (place, params) in objects {
            // The API's own objects are flat here: `options` is no param.
            for name in ["bogus", "options", ""] {
                let mut params = params.clone();
                place.value_mut(&mut params)[name] = json!({});
                wrong.extend(unless_told(entry, &params, &place.key(name), Unknown));
            }
        }
    }
    expect_none(&wrong);
}

#[test]
fn a_path_leads_nowhere_else() {
    let mut wrong = Vec::new();
    for_every_lead(|entry, _, lead| {
        if !lead.place.starts_with("path") {
            return;
        }
        let steering = [".", "..", "a/b", "a\\b", "../x", "%2e%2e", "a%2Fb", "a?b", "a#b", "a;b"];
        let control = [
            "a\0b",
            "a\nb",
            "5\r\n5",
            "a\u{7f}b",
            "a\u{85}b",
            "5\u{200b}5",
            "a\u{202e}b",
        ];
        // A text of any form is percent-encoded whole, so that these are but letters of it.
        let harmless = ["a?b", "a#b", "a;b", "5\u{200b}5", "a\u{202e}b"];
        for text in steering.into_iter().chain(control) {
            if *lead.kind == Kind::Key && harmless.contains(&text) {
                continue;
            }
            let params = carrying(entry, &lead.param, text.into());
            wrong.extend(unless_told(entry, &params, &lead.param, Format));
        }
    });
    expect_none(&wrong);
}

#[test]
fn ids_and_choices_of_nothing_count_as_missing() {
    let mut wrong = Vec::new();
    for_every_lead(|entry, node, lead| {
        let nothing: &[&str] = match lead.kind {
            Kind::Id | Kind::Key | Kind::Sender | Kind::Recipient | Kind::Phone | Kind::FileIdOrUrl => {
                &["", " \n", "NOT_SEND", "UNDEFINED"]
            }
            Kind::Choice(known) if known.contains(&"UNDEFINED") => &["", "NOT_SEND"],
            Kind::Choice(_) => &["", "NOT_SEND", "UNDEFINED"],
            Kind::Boolean | Kind::Size | Kind::Integer(..) | Kind::Number | Kind::Position => return,
            Kind::List { .. } | Kind::Metadata { .. } | Kind::Values | Kind::Object(_) => return,
            _ => &["", " \t\r\n", "\u{a0}"],
        };
        for nothing in nothing {
            let params = carrying(entry, &lead.param, (*nothing).into());
            let is_item = lead.field.is_none();
            if lead.is_required() || is_item || (node.required && !follows(entry, lead)) {
                wrong.extend(unless_told(entry, &params, &lead.param, Required));
            } else if !is_left_out(entry, lead, &params) {
                wrong.push(format!("{} {nothing:?}: {:?}", lead.name(entry), told(entry, &params)));
            }
        }
    });
    expect_none(&wrong);
}

fn is_left_out(entry: Entry, lead: &Lead, params: &Value) -> bool {
    let Ok(built) = build(entry, params) else { return false };
    let views: Vec<Value> = routes_of(entry).filter_map(|route| route.view(&built).ok()).collect();
    // What a rule derives stands where a choice of nothing was.
    !views.is_empty() && (follows(entry, lead) || views.iter().all(|view| lead.place.value(view).is_none()))
}

#[test]
fn values_of_metadata_are_plain() {
    let mut wrong = Vec::new();
    for_every_lead(|entry, node, lead| {
        let is_free = node.schema["additionalProperties"].is_object();
        if !is_free || lead.param.to_string().ends_with("customFields") {
            return;
        }
        let null_is_refused = *lead.kind == Kind::METADATA;
        let nested = [
            json!({}),
            json!([]),
            json!({ "b": "c" }),
            json!(["b"]),
            json!({ "\0": "NaN" }),
        ];
        for value in nested.into_iter().chain(null_is_refused.then_some(Value::Null)) {
            let params = carrying(entry, &lead.param, json!({ "fine": "x", "a": value }));
            wrong.extend(unless_told(entry, &params, &lead.param.key("a"), Type));
        }
    });
    expect_none(&wrong);
}

fn for_every_lead(mut check: impl FnMut(Entry, &Node, &Lead)) {
    for entry in catalog::entries() {
        let route = routes_of(entry).next().unwrap();
        let nodes = route.nodes();
        for lead in leads(entry) {
            // That every param leads to a place is another test's question.
            if let Some(node) = nodes.iter().find(|node| node.place == lead.place) {
                check(entry, node, &lead);
            }
        }
    }
}

/// Whether a rule derives it from other params.
fn follows(entry: Entry, lead: &Lead) -> bool {
    entry.operation.rules.iter().any(|rule| match rule {
        Rule::Mask(_) => lead.is_mask(),
        Rule::Follows { field, .. } => lead.param.to_string() == *field,
        _ => false,
    })
}

/// What is wrong with the issues of params in which only this is wrong.
fn unless_told(entry: Entry, params: &Value, place: &Place, code: IssueCode) -> Option<String> {
    let told = told(entry, params);
    let wanted = (place.to_string(), code);
    (told != [wanted]).then(|| format!("{} {params:.200}: {told:?} instead of {place} {code:?}", entry.name()))
}

/// Values that the document does not allow at a place, with what is told about them.
fn breakages(node: &Node, lead: &Lead) -> Vec<(Value, IssueCode)> {
    let schema = node.schema;
    let mut broken = of_another_type(schema);
    if schema["nullable"] != true || lead.is_required() {
        broken.push((Value::Null, if lead.is_required() { Required } else { Type }));
    }
    if let Some(values) = schema["enum"].as_array() {
        broken.extend(others(values).into_iter().map(|value| (value, Enum)));
    }
    let limit = |word: &str| schema[word].as_u64().map(|limit| limit as usize);
    if let Some(most) = limit("maxLength") {
        broken.push((sample_of_length(lead.kind, most + 1), Length));
    }
    if let Kind::List { of, .. } = lead.kind {
        let few = limit("minItems").and_then(|least| least.checked_sub(1));
        let many = limit("maxItems").map(|most| most + 1);
        let lengths = few.into_iter().chain(many);
        broken.extend(lengths.map(|length| (vec![sample(of); length].into(), Length)));
    }
    broken.extend(beyond(schema).into_iter().map(|value| (value, Range)));
    broken.extend(malformed(schema).iter().map(|text| (json!(text), Format)));
    broken
}

fn of_another_type(schema: &Value) -> Vec<(Value, IssueCode)> {
    let right = schema["type"].as_str().unwrap();
    let values = [
        ("boolean", json!(true)),
        ("string", json!("text")),
        ("string", json!("1")),
        ("string", json!("true")),
        ("number", json!(1)),
        ("number", json!(0.5)),
        ("array", json!([])),
        ("array", json!(["text"])),
        ("object", json!({})),
        ("object", json!({ "a": "text" })),
        // What JSON cannot say, as the host marks it.
        ("", json!({ "\0": "NaN" })),
        ("", json!({ "\0": "bytes", "size": 3 })),
    ];
    let is_number = |kind: &str| kind == "number" && right == "integer";
    let others = values
        .into_iter()
        .filter(|(kind, _)| *kind != right && !is_number(kind));
    others.map(|(_, value)| (value, Type)).collect()
}

/// Texts that are no choice, some of them nearly one.
fn others(values: &[Value]) -> Vec<Value> {
    let first = values[0].as_str().unwrap();
    let near = [
        first.to_lowercase(),
        first.to_uppercase(),
        format!("{first}X"),
        "bogus".to_owned(),
    ];
    near.into_iter()
        .map(Value::from)
        // In capitals that means that nothing was chosen.
        .filter(|value| !values.contains(value) && value != "UNDEFINED")
        .collect()
}

fn beyond(schema: &Value) -> Vec<Value> {
    let limit = |word: &str| schema[word].as_i64();
    let is_integer = schema["type"] == "integer";
    let least = limit("minimum").or(is_integer.then_some(i32::MIN.into()));
    let most = limit("maximum").or(is_integer.then_some(i32::MAX.into()));
    let under = least.map(|least| json!(least - 1));
    let over = most.map(|most| json!(most + 1));
    under
        .into_iter()
        .chain(over)
        .chain(is_integer.then_some(json!(1.5)))
        .collect()
}

fn malformed(schema: &Value) -> &'static [&'static str] {
    match schema["format"].as_str() {
        Some("uuid") => &[
            "5",
            "0b2f6a3e8d0c4c3a9a512f6d1c9e7b10",
            "{0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10}",
            "0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b1g",
            "0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b100",
        ],
        Some("date-time") => &[
            "yesterday",
            "2026-13-01",
            "2026-02-30T00:00:00Z",
            "01/03/2026",
            "1772366400000",
        ],
        Some("email") => &[
            "ana",
            "ana@",
            "@example.com",
            "a b@example.com",
            "ana@example",
            "a@b@example.com",
        ],
        _ => &[],
    }
}
