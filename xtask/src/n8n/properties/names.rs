//! What people call resources, actions and fields: names.json, and what follows from the catalog's own names.

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};
use wts_chat::catalog::{self, Entry, Field, Kind, Resource};

/// What people call resources, actions and fields.
pub struct Names(Value);

/// An action of the node: an operation of the catalog, or a part of it.
pub struct Action {
    pub value: String,
    pub name: String,
    pub action: String,
    pub entry: Entry,
    /// A field that is required here, and one that is left out.
    pub requires: Option<String>,
    pub without: Option<String>,
}

impl Names {
    /// Fails where they speak of something that the catalog lacks.
    pub fn read() -> Result<Self> {
        let names = Names(serde_json::from_str(include_str!("names.json"))?);
        names.check()?;
        Ok(names)
    }

    fn check(&self) -> Result<()> {
        for resource in self.0["actions"].as_object().into_iter().flat_map(Map::keys) {
            if !catalog::resources().iter().any(|known| known.name == resource) {
                bail!("names.json names {resource}, which the catalog lacks");
            }
        }
        for (resource, operations) in self.0["simplified"].as_object().into_iter().flatten() {
            for operation in operations.as_array().into_iter().flatten() {
                let known = operation.as_str().and_then(|name| catalog::find(resource, name));
                known.with_context(|| {
                    format!("names.json simplifies {resource}.{operation}, which the catalog lacks")
                })?;
            }
        }
        for list in ["fields", "booleans"] {
            for field in self.0[list].as_object().into_iter().flat_map(Map::keys) {
                if !catalog::entries().any(|entry| entry.operation.field(field).is_some()) {
                    bail!("names.json names the field {field}, which the catalog lacks");
                }
            }
        }
        Ok(())
    }

    pub fn resource(&self, name: &str) -> Result<&str> {
        self.0["resources"][name]
            .as_str()
            .with_context(|| format!("names.json has no name for {name}"))
    }

    /// The actions of a resource, sorted by their names; every operation has at least one.
    pub fn actions_of(&self, resource: &Resource) -> Result<Vec<Action>> {
        let named = self.0["actions"][resource.name].as_object();
        let mut actions = Vec::new();
        for (value, told) in named.into_iter().flatten() {
            let text = |at: usize| told[at].as_str().map(str::to_owned);
            let detail = |name: &str| told[2][name].as_str().map(str::to_owned);
            let operation = detail("of").unwrap_or_else(|| value.clone());
            actions.push(Action {
                value: value.clone(),
                name: text(0).with_context(|| format!("{value} has no name"))?,
                action: text(1).with_context(|| format!("{value} has no action"))?,
                entry: catalog::find(resource.name, &operation).with_context(|| {
                    format!(
                        "names.json names {}.{operation}, which the catalog lacks",
                        resource.name
                    )
                })?,
                requires: detail("requires"),
                without: detail("without"),
            });
        }
        for operation in resource.operations {
            if !actions
                .iter()
                .any(|action| action.entry.operation.name == operation.name)
            {
                bail!("names.json has no name for {}.{}", resource.name, operation.name);
            }
        }
        actions.sort_by_key(|action| action.name.to_lowercase());
        Ok(actions)
    }

    /// Whether the answers of an action have more properties than most workflows need.
    pub fn is_simplified(&self, action: &Action) -> bool {
        let simplified = self.0["simplified"][action.entry.resource].as_array();
        simplified.is_some_and(|names| names.iter().any(|name| *name == action.value))
    }

    pub fn field(&self, field: &Field) -> String {
        match self.0["fields"][field.name].as_str() {
            Some(name) => name.to_owned(),
            None => title(field.name),
        }
    }

    /// The description of a field, as n8n's rules want it.
    pub fn description(&self, field: &Field) -> Result<String> {
        if field.kind == Kind::Boolean {
            let text = self.0["booleans"][field.name].as_str();
            return Ok(text
                .with_context(|| format!("names.json does not say what {} means", field.name))?
                .to_owned());
        }
        let text = shown(field.doc);
        let is_one_sentence = !text.contains(". ");
        Ok(if is_one_sentence {
            text.trim_end_matches('.').to_owned()
        } else {
            text
        })
    }
}

/// `createdAtAfter` as `Created At After`, `fileUrls` as `File URLs`.
pub fn title(name: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for letter in name.chars() {
        match words.last_mut() {
            Some(word) if !letter.is_uppercase() => word.push(letter),
            _ => words.push(letter.to_uppercase().collect()),
        }
    }
    let words: Vec<&str> = words.iter().map(|word| in_capitals(word)).collect();
    words.join(" ")
}

/// Some words are abbreviations.
fn in_capitals(word: &str) -> &str {
    match word {
        "Id" | "id" => "ID",
        "Ids" | "ids" => "IDs",
        "id." => "ID.",
        "ids." => "IDs.",
        "id," => "ID,",
        "ids," => "IDs,",
        "id:" => "ID:",
        "Url" => "URL",
        "Urls" => "URLs",
        other => other,
    }
}

/// The first sentence of a text, without its point.
pub fn sentence(text: &str) -> String {
    let first = text.split(". ").next().unwrap_or(text);
    shown(first).trim_end_matches('.').to_owned()
}

/// A text of the catalog as n8n's rules want it.
fn shown(text: &str) -> String {
    let plain = text.replace('`', "");
    let words: Vec<&str> = plain.split(' ').map(in_capitals).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fields_become_titles() {
        for (name, expected) in [
            ("createdAtAfter", "Created At After"),
            ("fileUrls", "File URLs"),
            ("sessionId", "Session ID"),
            ("to", "To"),
        ] {
            assert_eq!(title(name), expected);
        }
    }

    #[test]
    fn texts_of_the_catalog_become_descriptions() {
        assert_eq!(sentence("Reads `x` of a card. More."), "Reads x of a card");
        assert_eq!(shown("Id of the message."), "ID of the message.");
    }
}
