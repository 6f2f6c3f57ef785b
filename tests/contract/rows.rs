//! What the catalog has, the document has: places, types, values, and what a mask names.

use crate::document::{Node, Route, body_of, documented, routes_of};
use crate::expect_none;
use crate::leads::{Lead, build, carrying, leads, sample};
use crate::place::Place;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use wts_chat::catalog::{self, Entry, Kind, Rule};

/// Wanted although the document does not: without a bot there is nothing to start.
const WANTED: [&str; 2] = ["chatbot.send botKey", "send.chatbot botKey"];

/// Wanted by the document, but following from other params.
const DERIVED: [&str; 1] = ["session.transfer type"];

/// Plain texts in the document that are ids all the same.
const IDS: [&str; 3] = [
    "agent.updateDepartments items[0].departmentId",
    "panel.createCard contactIds[0]",
    "panel.updateCard cardId",
];

/// Names in masks that are not the param's own with a capital.
const NAMED_OTHERWISE: [(&str, &str); 11] = [
    ("contact.update portfolioIds", "Portfolio"),
    ("contact.update portfolioNames", "Portfolio"),
    ("contact.update tagIds", "Tags"),
    ("contact.update tagNames", "Tags"),
    ("contact.updateByPhone portfolioIds", "Portfolio"),
    ("contact.updateByPhone portfolioNames", "Portfolio"),
    ("contact.updateByPhone tagIds", "Tags"),
    ("contact.updateByPhone tagNames", "Tags"),
    ("panel.updateCard tagNames", "TagIds"),
    ("scheduledMessage.update botKey", "BotId"),
    ("scheduledMessage.update departmentId", "Department"),
];

/// What no mask has a name for: options, and what is written along with something else.
const WITHOUT_NAME: [&str; 6] = [
    "contact.update tagsOperation",
    "contact.updateByPhone tagsOperation",
    "panel.updateCard lostReasonId",
    "panel.updateCard upsertTagOperation",
    "session.update companyId",
    "session.update stopBotInExecution",
];

/// Names in masks for which the document has no property.
const WITHOUT_PARAM: [&str; 6] = [
    "agent.update Undefined",
    "department.update Description",
    "panel.updateCard Archived",
    "scheduledMessage.update Undefined",
    "session.update Autocomplete",
    "session.update ReactivateDisabled",
];

#[test]
fn every_param_leads_where_the_document_has_a_place_like_it() {
    let mut wrong = Vec::new();
    for entry in catalog::entries() {
        for (route, lead) in routes_of(entry).flat_map(|route| leads(entry).into_iter().map(move |lead| (route, lead)))
        {
            let told = match route.nodes().into_iter().find(|node| node.place == lead.place) {
                Some(node) => differences(entry, route, &node, &lead),
                None => vec!["leads nowhere"],
            };
            wrong.extend(told.iter().map(|told| format!("{}: {told}", lead.name(entry))));
        }
    }
    expect_none(&wrong);
}

fn differences(entry: Entry, route: &Route, node: &Node, lead: &Lead) -> Vec<&'static str> {
    let (schema, name) = (node.schema, lead.name(entry));
    let is_documented = entry.name() == route.name;
    let listed = |names: &[&str]| names.contains(&name.as_str());
    let nullable = schema["nullable"] == true;
    let required = lead.is_required();
    let format = |format: &str, kind: Kind| (schema["format"] == format) == (*lead.kind == kind);
    let default = lead.field.and_then(|field| field.default);
    [
        (schema["readOnly"] == true, "is read only"),
        (schema["type"] != type_of(lead.kind), "has another type"),
        (!choices_agree(schema, lead.kind), "has other values"),
        (format("uuid", Kind::Id) == listed(&IDS), "is or is not a UUID"),
        (!format("date-time", Kind::Date), "is or is not a date"),
        (
            schema["format"] == "email" && *lead.kind != Kind::Email,
            "is an email address",
        ),
        (lead.is_nullable() && !nullable, "may not be null"),
        (
            is_documented && nullable && !lead.is_nullable() && !required && !lead.is_mask(),
            "may be null",
        ),
        (
            is_documented && !lead.is_mask() && (node.required && !required) != listed(&DERIVED),
            "is required",
        ),
        (
            is_documented && (required && !node.required) != listed(&WANTED),
            "is not required",
        ),
        (
            default.is_some_and(|default| schema["default"] != default),
            "has another default",
        ),
        (!nulls_agree(schema, lead), "has or has not keys that may be null"),
    ]
    .into_iter()
    .filter_map(|(differs, told)| differs.then_some(told))
    .collect()
}

fn type_of(kind: &Kind) -> &'static str {
    match kind {
        Kind::Boolean => "boolean",
        Kind::Size | Kind::Integer(..) => "integer",
        Kind::Number | Kind::Position => "number",
        Kind::List { .. } => "array",
        Kind::Metadata { .. } | Kind::Values | Kind::Object(_) => "object",
        _ => "string",
    }
}

/// Those that the document has and the catalog lacks are found by sending them.
fn choices_agree(schema: &Value, kind: &Kind) -> bool {
    match (kind, schema["enum"].as_array()) {
        (Kind::Choice(known), Some(values)) => known.iter().all(|known| values.iter().any(|value| value == known)),
        (kind, values) => !matches!(kind, Kind::Choice(_)) && values.is_none(),
    }
}

/// A key may be null where the document says that this removes it, or types the values so; a query cannot say null.
fn nulls_agree(schema: &Value, lead: &Lead) -> bool {
    let Kind::Metadata { nulls } = *lead.kind else {
        return true;
    };
    let removes = schema["description"].as_str().is_some_and(|text| text.contains("null"));
    let typed = schema["additionalProperties"]["type"] == "string" && lead.place.starts_with("body");
    nulls == (removes || typed)
}

#[test]
fn an_update_writes_what_is_given_and_nothing_else() {
    let mut wrong = Vec::new();
    for (entry, route) in documented() {
        if !entry.operation.rules.iter().any(|rule| matches!(rule, Rule::Mask(_))) {
            continue;
        }
        let names = &Place::default().keys("body.fields").schema(&route.takes).unwrap()["items"]["enum"];
        let mut unused: BTreeSet<&str> = names.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        for lead in leads(entry) {
            let is_body = lead.place.starts_with("body") && lead.param.0.len() == 1;
            if !is_body || lead.is_mask() || WITHOUT_NAME.contains(&lead.name(entry).as_str()) {
                continue;
            }
            let name = mask_name(entry, &lead);
            unused.remove(name.as_str());
            let null = lead.is_nullable().then_some(Value::Null);
            for value in [sample(lead.kind)].into_iter().chain(null) {
                let built = build(entry, &carrying(entry, &lead.param, value.clone()));
                let fields = built.map(|request| body_of(&request).unwrap()["fields"].clone());
                if fields != Ok(json!([name])) {
                    wrong.push(format!("{} {value}: {fields:?}", lead.name(entry)));
                }
            }
        }
        let unused = unused.iter().map(|name| format!("{} {name}", entry.name()));
        wrong.extend(unused.filter(|unused| !WITHOUT_PARAM.contains(&unused.as_str())));
    }
    expect_none(&wrong);
}

fn mask_name(entry: Entry, lead: &Lead) -> String {
    let other = NAMED_OTHERWISE.iter().find(|(param, _)| *param == lead.name(entry));
    let own = lead.param.to_string();
    other.map_or_else(|| own[..1].to_uppercase() + &own[1..], |(_, name)| (*name).to_owned())
}
