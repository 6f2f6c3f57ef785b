//! What a field's choices are: its own values, or where the account's are listed.

use super::kinds::is_nothing;
use super::nearest::advice;
use super::params::Params;
use crate::catalog::{Entry, Field, Kind, Listing};
use crate::error::{Issue, IssueCode};

#[derive(Debug, PartialEq)]
pub enum Choices<'a> {
    Own(&'static [&'static str]),
    /// Where the account's are listed, and the params that the listing is read by.
    Listed(&'static Listing, Vec<(&'static str, &'a str)>),
}

/// The choices of a field by its path (names with dots between them, indexes ignored), given the other params so far.
pub fn choices<'a>(entry: Entry, path: &str, params: &'a Params) -> Result<Choices<'a>, Issue> {
    let Some(field) = find(entry, path) else {
        let names: Vec<_> = entry.operation.fields().map(|field| field.name).collect();
        let advice = advice(path, &names, "Known here", &str::to_owned);
        let message = format!("{path} is not a parameter of {}. {advice}", entry.name());
        return Err(Issue::new(path, IssueCode::Unknown, message));
    };
    if let Some(source) = field.source {
        let listing = source.listing();
        let ways = listing.parent.map_or(&[][..], |parent| parent.ways);
        let names = listing.part_of.into_iter().chain(ways.iter().map(|way| way.given));
        let said: Vec<_> = names
            .filter_map(|name| Some((name, said(params, path, name)?)))
            .collect();
        return match missing(entry, listing, &|name| said.iter().any(|(known, _)| *known == name)) {
            Some(issue) => Err(issue),
            None => Ok(Choices::Listed(listing, said)),
        };
    }
    let none = || {
        Issue::new(
            path,
            IssueCode::Unsupported,
            format!("{path} takes any value: it has no choices."),
        )
    };
    own(&field.kind).map(Choices::Own).ok_or_else(none)
}

/// What has to be given before there are choices.
fn missing(entry: Entry, listing: &Listing, says: &dyn Fn(&str) -> bool) -> Option<Issue> {
    let required =
        |field: &str, what: &str| Issue::new(field, IssueCode::Required, format!("{field} is missing: give {what}."));
    if let Some(part_of) = listing.part_of.filter(|name| !says(name)) {
        return Some(required(part_of, "what the choices are a part of"));
    }
    let parent = listing.parent?;
    let ways = || parent.ways.iter().map(|way| way.given);
    let field = ways()
        .find(|name| entry.operation.field(name).is_some())
        .or(ways().next())?;
    match ways().any(says) {
        true => None,
        false => Some(required(field, parent.missing?)),
    }
}

/// What a param says, next to the field or further up to the top.
fn said<'a>(params: &'a Params, path: &str, name: &str) -> Option<&'a str> {
    let mut objects = vec![Some(params)];
    for part in path.split('.').filter_map(|part| part.split('[').next()) {
        let inner = objects.last().copied().flatten();
        objects.push(inner.and_then(|object| object.get(part)?.as_object()));
    }
    let mut texts = objects
        .into_iter()
        .rev()
        .flatten()
        .filter_map(|object| object.get(name)?.as_str());
    texts.find(|text| !text.trim().is_empty() && !is_nothing(text.trim()))
}

fn find(entry: Entry, path: &str) -> Option<&'static Field> {
    let mut parts = path.split('.').filter_map(|part| part.split('[').next());
    let mut found = entry.operation.field(parts.next()?)?;
    for name in parts {
        let kind = match &found.kind {
            Kind::List { of, .. } => *of,
            kind => kind,
        };
        let fields = match kind {
            Kind::Object(shape) => shape.fields,
            Kind::File(fields) => fields,
            _ => return None,
        };
        found = fields.iter().find(|field| field.name == name)?;
    }
    Some(found)
}

fn own(kind: &Kind) -> Option<&'static [&'static str]> {
    match kind {
        Kind::Choice(values) => Some(values),
        Kind::List { of, .. } => own(of),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog;
    use serde_json::json;

    fn of(operation: &str, path: &str, params: serde_json::Value) -> Result<Choices<'static>, Issue> {
        let (resource, operation) = operation.split_once('.').unwrap();
        let params = Box::leak(Box::new(crate::request::parse(&params.to_string()).unwrap()));
        choices(catalog::find(resource, operation).unwrap(), path, params)
    }

    #[test]
    fn an_enum_has_its_own() {
        for (operation, path, first) in [
            ("session.updateStatus", "newStatus", "STARTED"),
            ("session.list", "includeDetails", "Undefined"),
            ("message.sendFile", "file.type", "UNDEFINED"),
            ("session.update", "classification.category", "UNDEFINED"),
            ("contact.filter", "orderDirection", "ASCENDING"),
        ] {
            match of(operation, path, json!({})) {
                Ok(Choices::Own(values)) => assert_eq!(values[0], first, "{operation} {path}"),
                other => panic!("{operation} {path}: {other:?}"),
            }
        }
    }

    #[test]
    fn what_choices_belong_to_is_named_where_the_operation_knows_it() {
        for (operation, path, params, field) in [
            ("panel.createCard", "stepId", json!({}), Some("panelId")),
            (
                "panel.createCard",
                "stepId",
                json!({ "panelId": "NOT_SEND", "cardId": " " }),
                Some("panelId"),
            ),
            ("panel.createCard", "stepId", json!({ "cardId": "1" }), None),
            ("panel.updateCard", "tagIds", json!({}), Some("cardId")),
            ("message.sendTemplate", "templateId", json!({}), Some("from")),
            (
                "message.sendTemplate",
                "parameters",
                json!({ "from": "1" }),
                Some("templateId"),
            ),
            (
                "message.sendTemplate",
                "parameters",
                json!({ "templateId": "1" }),
                Some("from"),
            ),
            (
                "message.sendTemplate",
                "parameters",
                json!({ "from": "1", "templateId": "1" }),
                None,
            ),
            (
                "message.send",
                "body.parameters",
                json!({ "from": "1", "body": { "templateId": "1" } }),
                None,
            ),
            (
                "send.templateBatch",
                "messages[3].parameters",
                json!({ "from": "1", "templateId": "1" }),
                None,
            ),
            ("session.sendTemplate", "templateId", json!({}), Some("sessionId")),
            ("session.transfer", "newUserId", json!({}), None),
            ("contact.create", "tagIds", json!({}), None),
        ] {
            let told = of(operation, path, params.clone()).err().map(|issue| issue.field);
            assert_eq!(told.as_deref(), field, "{operation} {path} {params}");
        }
    }

    #[test]
    fn the_nearest_of_what_is_given_counts() {
        for (params, template) in [
            (json!({ "from": "1", "templateId": "2" }), "2"),
            (
                json!({ "from": "1", "templateId": "2", "body": { "templateId": "3" } }),
                "3",
            ),
            (
                json!({ "from": "1", "templateId": "2", "body": { "templateId": " " } }),
                "2",
            ),
        ] {
            let Ok(Choices::Listed(_, said)) = of("message.send", "body.parameters", params.clone()) else {
                panic!("{params}");
            };
            assert!(said.contains(&("templateId", template)), "{params}: {said:?}");
            assert!(said.contains(&("from", "1")), "{params}: {said:?}");
        }
    }

    #[test]
    fn other_fields_have_none() {
        assert_eq!(
            of("message.sendText", "text", json!({})).unwrap_err().code,
            IssueCode::Unsupported
        );
        let issue = of("message.sendText", "fron", json!({})).unwrap_err();
        assert!(
            issue.code == IssueCode::Unknown && issue.message.contains("Did you mean from?"),
            "{issue:?}"
        );
        assert_eq!(
            of("message.sendFile", "file.colour", json!({})).unwrap_err().code,
            IssueCode::Unknown
        );
        assert_eq!(
            of("message.sendFile", "file.type.x", json!({})).unwrap_err().code,
            IssueCode::Unknown
        );
    }

    #[test]
    fn every_source_is_listed_by_operations_and_params_that_exist() {
        let fields = catalog::entries().flat_map(|entry| entry.operation.fields());
        let known = |resource, operation, param: Option<&str>| {
            let entry = catalog::find(resource, operation).unwrap_or_else(|| panic!("{resource}.{operation}"));
            assert!(
                param.is_none_or(|param| entry.operation.field(param).is_some()),
                "{resource}.{operation} {param:?}"
            );
        };
        for listing in fields.filter_map(|field| field.source).map(|source| source.listing()) {
            let Listing {
                resource,
                operation,
                with,
                parent,
                ..
            } = *listing;
            known(resource, operation, with.map(|(name, _)| name));
            known(resource, operation, parent.and_then(|parent| parent.param));
            for ask in parent.iter().flat_map(|parent| parent.ways).filter_map(|way| way.ask) {
                known(ask.resource, ask.operation, ask.param);
            }
        }
    }
}
