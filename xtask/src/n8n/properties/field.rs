//! A field of the catalog as a property of the node.

use super::display_name;
use super::forms::Collection;
use super::names::{Names, title};
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use wts_chat::catalog::{Field, Kind, Operation, Place, Rule, Source};

/// Whether a field is not in a collection: what is required, and what most calls have to say.
pub fn is_at_top(operation: &Operation, field: &Field) -> bool {
    field.required || is_demanded(operation, field.name) || field.source == Some(Source::TemplateParameters)
}

/// Whether the operation needs one of several fields, and this is among them.
fn is_demanded(operation: &Operation, name: &str) -> bool {
    let is_update = operation.rules.iter().any(|rule| matches!(rule, Rule::Mask(_)));
    operation.rules.iter().any(|rule| match rule {
        Rule::ExactlyOne(names) | Rule::AtLeastOne(names) => !is_update && names.contains(&name),
        Rule::RequiredUnless { given, fields } => *given == name || fields.contains(&name),
        _ => false,
    })
}

/// Makes a property of a field.
pub struct Maker<'a> {
    pub names: &'a Names,
    pub operation: &'a Operation,
    /// Not in a collection.
    pub top: bool,
}

const CHOOSE_ONE: &str =
    "Choose from the list, or specify an ID using an <a href=\"https://docs.n8n.io/code/expressions/\">expression</a>";
const CHOOSE_SOME: &str =
    "Choose from the list, or specify IDs using an <a href=\"https://docs.n8n.io/code/expressions/\">expression</a>";

impl Maker<'_> {
    pub fn property(&self, field: &Field) -> Result<Value> {
        let name = field.name;
        let display = self.names.field(field);
        let mut property = Map::new();
        property.insert("displayName".to_owned(), json!(display));
        property.insert("name".to_owned(), json!(name));
        let rest = match self.chosen(field, &display) {
            Some(chosen) => chosen,
            None => {
                let mut rest = self.plain(field, &display)?;
                let description = self.names.description(field)?;
                if rest["description"].is_null()
                    && !description.trim_start_matches("The ").eq_ignore_ascii_case(&display)
                {
                    rest["description"] = json!(description);
                }
                rest
            }
        };
        if let Value::Object(rest) = rest {
            property.extend(rest);
        }
        Ok(Value::Object(property))
    }

    /// What is chosen from a list of the account.
    fn chosen(&self, field: &Field, display: &str) -> Option<Value> {
        let source = field.source?;
        let noun = display
            .trim_end_matches(" IDs")
            .trim_end_matches(" ID")
            .trim_end_matches('s');
        match field.kind {
            Kind::Id | Kind::Sender | Kind::Key | Kind::Text(_) => Some(json!({
                "displayName": format!("{noun} Name or ID"),
                "type": "options",
                "typeOptions": self.load(field.name, source),
                "default": "",
                "description": CHOOSE_ONE,
            })),
            Kind::List {
                of: Kind::Id | Kind::Text(_),
                ..
            } if !is_names(source) => Some(json!({
                "displayName": format!("{noun} Names or IDs"),
                "type": "multiOptions",
                "typeOptions": self.load(field.name, source),
                "default": [],
                "description": CHOOSE_SOME,
            })),
            _ => None,
        }
    }

    /// How a list is loaded, and after the change of what again.
    fn load(&self, name: &str, source: Source) -> Value {
        let listing = source.listing();
        let ways = listing
            .parent
            .iter()
            .flat_map(|parent| parent.ways)
            .map(|way| way.given);
        let leading: Vec<String> = ways
            .chain(listing.part_of)
            .filter_map(|given| self.path_of(given))
            .collect();
        let mut options = json!({ "loadOptionsMethod": name });
        if !leading.is_empty() {
            options["loadOptionsDependsOn"] = json!(leading);
        }
        options
    }

    /// Where in the node's parameters a field of the operation is, or the helper in its place.
    fn path_of(&self, name: &str) -> Option<String> {
        let Some(field) = self.operation.field(name) else {
            return (name == "panelId").then(|| name.to_owned());
        };
        match is_at_top(self.operation, field) {
            true if is_located(field) => Some(format!("{name}.value")),
            true => Some(name.to_owned()),
            false => Some(format!("{}.{name}", Collection::of(self.operation).names().0)),
        }
    }

    fn plain(&self, field: &Field, display: &str) -> Result<Value> {
        Ok(match field.kind {
            _ if self.top && is_located(field) => locator(field.name, display),
            _ if field.place == Place::Patience => json!({ "type": "number", "default": 60_000 }),
            Kind::Boolean => json!({ "type": "boolean", "default": field.default.unwrap_or(false) }),
            Kind::Size => number(0, None),
            Kind::Integer(least, i32::MAX) => number(least, None),
            Kind::Integer(least, most) => number(least, Some(most)),
            Kind::Number | Kind::Position => {
                json!({ "type": "number", "typeOptions": { "numberPrecision": 4 }, "default": 0 })
            }
            Kind::Date => json!({ "type": "dateTime", "default": "" }),
            Kind::Choice(values) => {
                let mut options = choices(values);
                if field.name == "action" {
                    // By its name, n8n takes it for the one that chooses what is done, and `operation` too.
                    for option in &mut options {
                        option["action"] = json!(sentence_case(option["name"].as_str().unwrap_or_default()));
                    }
                }
                let first = options.first().context("no choices")?;
                let mut property = json!({ "type": "options", "default": first["value"], "options": options });
                if field.name == "operation" {
                    property["noDataExpression"] = json!(true);
                }
                property
            }
            Kind::List {
                of: Kind::Choice(values),
                ..
            } => {
                json!({ "type": "multiOptions", "options": choices(values), "default": [] })
            }
            Kind::List {
                of: Kind::Object(_), ..
            } => json!({ "type": "json", "default": "[]" }),
            Kind::List { .. } => json!({
                "type": "string",
                "typeOptions": { "multipleValues": true, "multipleValueButtonText": format!("Add {}", display.trim_end_matches('s')) },
                "default": [],
            }),
            Kind::Metadata { .. } | Kind::Values => self.pairs(field),
            Kind::Object(shape) if shape.fields.iter().all(is_simple) => self.group(shape.fields, display)?,
            Kind::Object(_) => json!({ "type": "json", "default": "{}" }),
            _ if field.name == "email" => json!({ "type": "string", "placeholder": "name@email.com", "default": "" }),
            Kind::Text(_) if ["text", "annotation", "description"].contains(&field.name) => {
                json!({ "type": "string", "typeOptions": { "rows": 4 }, "default": "" })
            }
            _ => json!({ "type": "string", "default": "" }),
        })
    }

    /// Keys with their values.
    fn pairs(&self, field: &Field) -> Value {
        let key = match field.source {
            Some(source) => {
                let what = if field.name == "parameters" {
                    "Parameter"
                } else {
                    "Field"
                };
                json!({
                    "displayName": format!("{what} Name or ID"),
                    "name": "key",
                    "type": "options",
                    "typeOptions": self.load(field.name, source),
                    "default": "",
                    "description": CHOOSE_ONE,
                })
            }
            None => json!({ "displayName": "Key", "name": "key", "type": "string", "default": "" }),
        };
        json!({
            "type": "fixedCollection",
            "typeOptions": { "multipleValues": true },
            "placeholder": "Add Entry",
            "default": {},
            "options": [{
                "displayName": "Entry",
                "name": "entries",
                "values": [key, { "displayName": "Value", "name": "value", "type": "string", "default": "" }],
            }],
        })
    }

    /// The fields of an object.
    fn group(&self, fields: &'static [Field], display: &str) -> Result<Value> {
        let mut values = Vec::new();
        for field in fields {
            values.push(Maker { top: false, ..*self }.property(field)?);
        }
        values.sort_by_key(display_name);
        Ok(json!({
            "type": "fixedCollection",
            "placeholder": format!("Add {display}"),
            "default": {},
            "options": [{ "displayName": display, "name": "values", "values": values }],
        }))
    }
}

/// Choices by name also go without a list: the list has ids.
fn is_names(source: Source) -> bool {
    matches!(source, Source::TagNames | Source::PortfolioNames | Source::CardTagNames)
}

/// Whether it names something that there are too many of for a list.
fn is_located(field: &Field) -> bool {
    field.kind == Kind::Id && ["contactId", "sessionId", "cardId"].contains(&field.name)
}

fn is_simple(field: &Field) -> bool {
    !matches!(field.kind, Kind::Object(_) | Kind::List { .. } | Kind::Boolean)
        && !matches!(field.place, Place::Upload(_))
}

fn locator(name: &str, display: &str) -> Value {
    let noun = display.trim_end_matches(" ID");
    json!({
        "displayName": noun,
        "type": "resourceLocator",
        "default": { "mode": "list", "value": "" },
        "modes": [
            {
                "displayName": "From List",
                "name": "list",
                "type": "list",
                "placeholder": format!("Select a {}…", noun.to_lowercase()),
                "typeOptions": { "searchListMethod": name, "searchable": true },
            },
            { "displayName": "By ID", "name": "id", "type": "string", "placeholder": "e.g. 0b0cd3b4-7c1f-4f2e-9d6a-5e8f7a6b5c4d" },
        ],
    })
}

fn number(least: i32, most: Option<i32>) -> Value {
    let mut options = json!({ "minValue": least });
    if let Some(most) = most {
        options["maxValue"] = json!(most);
    }
    json!({ "type": "number", "typeOptions": options, "default": least })
}

/// `Replace All` as `Replace all`.
fn sentence_case(name: &str) -> String {
    match name.split_once(' ') {
        Some((first, rest)) => format!("{first} {}", rest.to_lowercase()),
        None => name.to_owned(),
    }
}

/// The values of an enum, by name. What says that nothing was chosen is no choice.
fn choices(values: &[&str]) -> Vec<Value> {
    let mut options: Vec<Value> = values
        .iter()
        .filter(|value| !value.eq_ignore_ascii_case("undefined"))
        .map(|value| json!({ "name": readable(value), "value": value }))
        .collect();
    options.sort_by_key(|option| option["name"].as_str().unwrap_or_default().to_lowercase());
    options
}

/// `IN_PROGRESS` as `In Progress`, `DepartmentsDetails` as `Departments Details`.
fn readable(value: &str) -> String {
    let parts = value.split('_').map(|part| {
        if part.chars().all(|letter| !letter.is_lowercase()) {
            part.to_lowercase()
        } else {
            part.to_owned()
        }
    });
    parts.map(|part| title(&part)).collect::<Vec<_>>().join(" ")
}
