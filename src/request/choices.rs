//! What a field's choices are: its own values, or where the account's are listed.

use super::nearest::advice;
use crate::catalog::{Entry, Field, Kind, Listing};
use crate::error::{Issue, IssueCode};

#[derive(Debug, PartialEq)]
pub enum Choices {
    Own(&'static [&'static str]),
    Listed {
        listing: &'static Listing,
        /// What is wrong when nothing leads to what they belong to.
        missing: Option<Issue>,
    },
}

/// The choices of a field by its path: names with dots between them, indexes ignored.
pub fn choices(entry: Entry, path: &str) -> Result<Choices, Issue> {
    let issue = |code, message| Issue {
        field: path.to_owned(),
        code,
        message,
    };
    let Some(field) = find(entry, path) else {
        let names: Vec<_> = entry.operation.fields().map(|field| field.name).collect();
        let advice = advice(path, &names, "Known here", &str::to_owned);
        let message = format!("{path} is not a parameter of {}. {advice}", entry.name());
        return Err(issue(IssueCode::Unknown, message));
    };
    if let Some(source) = field.source {
        let listing = source.listing();
        let missing = listing.parent.and_then(|parent| {
            let ways = || parent.ways.iter().map(|way| way.given);
            let field = ways()
                .find(|name| entry.operation.field(name).is_some())
                .or(ways().next())?;
            Some(Issue {
                field: field.to_owned(),
                code: IssueCode::Required,
                message: format!("{field} is missing: it says {}.", parent.missing?),
            })
        });
        return Ok(Choices::Listed { listing, missing });
    }
    own(&field.kind).map(Choices::Own).ok_or_else(|| {
        issue(
            IssueCode::Unsupported,
            format!("{path} takes any value: it has no choices."),
        )
    })
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

    fn of(operation: &str, path: &str) -> Result<Choices, Issue> {
        let (resource, operation) = operation.split_once('.').unwrap();
        choices(catalog::find(resource, operation).unwrap(), path)
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
            match of(operation, path) {
                Ok(Choices::Own(values)) => assert_eq!(values[0], first, "{operation} {path}"),
                other => panic!("{operation} {path}: {other:?}"),
            }
        }
    }

    #[test]
    fn what_choices_belong_to_is_named_where_the_operation_knows_it() {
        for (operation, path, field) in [
            ("panel.createCard", "stepId", Some("panelId")),
            ("panel.updateCard", "tagIds", Some("cardId")),
            ("message.sendTemplate", "templateId", Some("from")),
            ("message.sendTemplate", "parameters", Some("from")),
            ("session.sendTemplate", "templateId", Some("sessionId")),
            ("send.templateBatch", "templateId", Some("from")),
            ("session.transfer", "newUserId", None),
            ("contact.create", "tagIds", None),
        ] {
            match of(operation, path) {
                Ok(Choices::Listed { missing, .. }) => {
                    assert_eq!(missing.map(|issue| issue.field).as_deref(), field, "{operation} {path}");
                }
                other => panic!("{operation} {path}: {other:?}"),
            }
        }
    }

    #[test]
    fn other_fields_have_none() {
        assert_eq!(of("message.sendText", "text").unwrap_err().code, IssueCode::Unsupported);
        let issue = of("message.sendText", "fron").unwrap_err();
        assert!(
            issue.code == IssueCode::Unknown && issue.message.contains("Did you mean from?"),
            "{issue:?}"
        );
        assert_eq!(
            of("message.sendFile", "file.colour").unwrap_err().code,
            IssueCode::Unknown
        );
        assert_eq!(
            of("message.sendFile", "file.type.x").unwrap_err().code,
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
