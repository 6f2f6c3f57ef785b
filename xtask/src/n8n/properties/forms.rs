//! Properties that belong to kinds of actions, not to fields: limits of lists, options of calls, where a file comes from.

use super::display_name;
use super::names::Action;
use serde_json::{Value, json};
use wts_chat::catalog::{Kind, Operation, Rule};

/// Where an operation takes a file, one choice says where it comes from.
pub fn is_file_source(operation: &Operation, name: &str) -> bool {
    let uploads = operation.fields().any(|field| matches!(field.kind, Kind::File(_)));
    uploads && ["url", "fileId", "file"].contains(&name)
}

pub fn file_source(operation: &Operation) -> Vec<Value> {
    let is_needed = operation
        .rules
        .iter()
        .any(|rule| matches!(rule, Rule::ExactlyOne(names) if names.contains(&"file")));
    let mut sources = vec![
        json!({ "name": "Base64 Text", "value": "base64" }),
        json!({ "name": "Binary Field of the Input", "value": "binary" }),
        json!({ "name": "ID of a Stored File", "value": "fileId" }),
        json!({ "name": "URL", "value": "url" }),
    ];
    if !is_needed {
        sources.insert(3, json!({ "name": "No File", "value": "none" }));
    }
    let of = |source: &str, name: &str, display: &str, default: &str, description: &str| {
        json!({
            "displayName": display,
            "name": name,
            "type": "string",
            "default": default,
            "description": description,
            "required": true,
            "displayOptions": { "show": { "fileSource": [source] } },
        })
    };
    vec![
        json!({
            "displayName": "File Source",
            "name": "fileSource",
            "type": "options",
            "options": sources,
            "default": if is_needed { "binary" } else { "none" },
            "description": "Where the file comes from",
        }),
        of(
            "binary",
            "binaryPropertyName",
            "Input Field File Name",
            "data",
            "Name of the binary field of the input that holds the file. In a binary mode that keeps files in the JSON, dots lead into nested fields.",
        ),
        of("base64", "fileData", "File Content", "", "Base64 text, or a data: URL"),
        of(
            "base64",
            "fileName",
            "File Name",
            "",
            "Name of the file with its extension",
        ),
        of("fileId", "fileId", "File ID", "", "ID of a file that is stored already"),
        of("url", "url", "URL", "", "Public http or https address of the file"),
        json!({
            "displayName": "Stored As",
            "name": "fileType",
            "type": "options",
            "options": [
                { "name": "Audio", "value": "AUDIO", "description": "Converted to what the channel plays" },
                { "name": "By Its Type", "value": "UNDEFINED", "description": "The platform decides" },
                { "name": "Document", "value": "DOCUMENT", "description": "Stored untouched" },
                { "name": "Image", "value": "IMAGE", "description": "Converted" },
                { "name": "Video", "value": "VIDEO", "description": "Converted" },
            ],
            "default": "UNDEFINED",
            "description": "How the platform stores the file",
            "displayOptions": { "show": { "fileSource": ["base64", "binary"] } },
        }),
    ]
}

/// Where the fields are that an action may have.
pub enum Collection {
    Filters,
    UpdateFields,
    AdditionalFields,
}

impl Collection {
    pub fn of(operation: &Operation) -> Self {
        if operation.is_list() {
            Collection::Filters
        } else if operation.rules.iter().any(|rule| matches!(rule, Rule::Mask(_))) {
            Collection::UpdateFields
        } else {
            Collection::AdditionalFields
        }
    }

    pub fn names(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Collection::Filters => ("filters", "Filters", "Add Filter"),
            Collection::UpdateFields => ("updateFields", "Update Fields", "Add Field"),
            Collection::AdditionalFields => ("additionalFields", "Additional Fields", "Add Field"),
        }
    }

    pub fn property(&self, mut inside: Vec<Value>) -> Value {
        inside.sort_by_key(display_name);
        let (name, display, placeholder) = self.names();
        let mut property = json!({
            "displayName": display,
            "name": name,
            "type": "collection",
            "placeholder": placeholder,
            "default": {},
            "options": inside,
        });
        if let Collection::UpdateFields = self {
            property["description"] = json!("Only these are written. One that is empty is cleared.");
        }
        property
    }
}

pub fn limits() -> [Value; 2] {
    [
        json!({
            "displayName": "Return All",
            "name": "returnAll",
            "type": "boolean",
            "default": false,
            "description": "Whether to return all results or only up to a given limit",
        }),
        json!({
            "displayName": "Limit",
            "name": "limit",
            "type": "number",
            "typeOptions": { "minValue": 1 },
            "default": 50,
            "description": "Max number of results to return",
            "displayOptions": { "show": { "returnAll": [false] } },
        }),
    ]
}

pub fn simplify() -> Value {
    json!({
        "displayName": "Simplify",
        "name": "simplify",
        "type": "boolean",
        "default": false,
        "description": "Whether to return a simplified version of the response instead of the raw data",
    })
}

/// How an action is carried out.
pub fn options(Action { entry, .. }: &Action) -> Vec<Value> {
    let operation = entry.operation;
    let mut options = call_options();
    if operation
        .fields()
        .any(|field| matches!(field.kind, Kind::Phone | Kind::Recipient | Kind::Sender))
    {
        options.push(json!({
            "displayName": "Default Country",
            "name": "defaultCountry",
            "type": "string",
            "default": "",
            "placeholder": "e.g. BR",
            "description": "Country of phone numbers that are written without one, as its two letters or its calling code. Without it, numbers stay as they are.",
        }));
    }
    if operation.fields().any(|field| field.kind == Kind::Date) {
        options.push(json!({
            "displayName": "Time Zone",
            "name": "timeZone",
            "type": "string",
            "default": "",
            "placeholder": "e.g. America/Sao_Paulo",
            "description": "Zone of dates that are written without one. Empty for that of the workflow.",
        }));
    }
    if OF_OLDER_NODE.contains(&(entry.resource, operation.name)) {
        options.push(json!({
            "displayName": "Values of the Older Node",
            "name": "olderValues",
            "type": "boolean",
            "default": true,
            "description": "Whether to look up chatbots that are given by their ID, and custom fields that are given by their names, as saved workflows of the older node have them",
        }));
    }
    if entry.resource == "send" && ["template", "chatbot"].contains(&operation.name) {
        options.push(json!({
            "displayName": "Send in Batches",
            "name": "fold",
            "type": "boolean",
            "default": true,
            "description": "Whether items that differ only in their recipient and parameters go together, up to 100 in one request",
        }));
    }
    if operation.is_list() && operation.field("pageNumber").is_some() {
        options.push(json!({
            "displayName": "Return Pages",
            "name": "pages",
            "type": "fixedCollection",
            "default": {},
            "placeholder": "Add Pages",
            "description": "Gives the pages as the API answers them, one item for each, in place of their entries",
            "options": [{
                "displayName": "Pages",
                "name": "values",
                "values": [
                    number(("Max Pages", "maxPages"), 1, [1, 1_000_000], "How many pages are read at most"),
                    number(("Page Number", "pageNumber"), 1, [1, 1_000_000], "Number of the first page"),
                    number(("Page Size", "pageSize"), 15, [1, 100], "Entries of a page"),
                ],
            }],
        }));
    }
    options
}

/// Actions in which saved workflows of the older node hold values that the API does not take.
const OF_OLDER_NODE: [(&str, &str); 4] = [
    ("message", "sendFile"),
    ("message", "sendTemplate"),
    ("message", "sendText"),
    ("panel", "updateCard"),
];

/// How every call is made.
pub fn call_options() -> Vec<Value> {
    vec![
        number(
            ("Concurrency", "concurrency"),
            4,
            [1, 100],
            "How many items are worked on at a time. Those for one recipient or session keep their order.",
        ),
        number(
            ("Max Retries", "maxRetries"),
            2,
            [0, 10],
            "Attempts after the first one, where repeating is safe. What may have been sent is never sent again.",
        ),
        number(
            ("Timeout", "timeout"),
            60_000,
            [1, 3_600_000],
            "Milliseconds for one attempt",
        ),
    ]
}

/// What people read and its name, its default, from where to where it goes.
fn number((display, name): (&str, &str), default: u32, [least, most]: [u32; 2], description: &str) -> Value {
    json!({
        "displayName": display,
        "name": name,
        "type": "number",
        "typeOptions": { "minValue": least, "maxValue": most },
        "default": default,
        "description": description,
    })
}
