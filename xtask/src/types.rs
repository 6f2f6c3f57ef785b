//! TypeScript types: params from the catalog, results from the OpenAPI document.

use crate::shell::root;
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use wts_chat::catalog::{self, Answer, Entry, Field, Kind, Operation, Rule};

/// The whole of `index.d.ts`: what is written by hand, then what follows from the catalog and the document.
pub fn declarations() -> Result<String> {
    let by_hand = fs::read_to_string(root().join("pkg/src/public.d.ts"))?;
    let document = Document::read()?;
    let mut out = by_hand;
    out.push_str("\n// Generated from the catalog.\n\n");
    let mut schemas = BTreeSet::new();
    let mut resources = String::new();
    for resource in catalog::RESOURCES {
        let interface = format!("{}Operations", pascal(resource.name));
        writeln!(resources, "  readonly {}: {interface};", resource.name)?;
        let mut methods = String::new();
        for operation in resource.operations {
            let entry = Entry {
                resource: resource.name,
                operation,
            };
            params(&mut out, entry)?;
            method(&mut methods, entry, &document, &mut schemas)?;
        }
        writeln!(out, "export interface {interface} {{\n{methods}}}\n")?;
    }
    writeln!(
        out,
        "/** Every operation, by resource. */\nexport interface Resources {{\n{resources}}}\n"
    )?;
    out.push_str("/** A file to upload. */\nexport interface FileParam {\n");
    for field in file_fields() {
        property(&mut out, "  ", field, Presence::AsDeclared)?;
    }
    out.push_str("}\n\n// Generated from the OpenAPI document.\n");
    document.schemas(&mut out, schemas)?;
    Ok(out)
}

fn method(out: &mut String, entry: Entry, document: &Document, schemas: &mut BTreeSet<String>) -> Result<()> {
    let Operation { method, path, .. } = *entry.operation;
    let mut result = |path: &str| document.result(method.as_str(), path, schemas);
    let plain = nullable(result(path)?, entry.operation.answer == Answer::JsonOrNothing);
    let params = params_name(entry);
    let optional = if entry.operation.fields().any(|field| field.required) || !entry.operation.rules.is_empty() {
        ""
    } else {
        "?"
    };
    let route = format!("{} {path}", method.as_str());
    writeln!(out, "  /**\n   * {}\n   *\n   * `{route}`\n   */", entry.operation.doc)?;
    let name = entry.operation.name;
    match entry.operation.sync_path {
        Some(path) => {
            let sync = result(path)?;
            writeln!(
                out,
                "  {name}<Synchronous extends boolean = false>(\n    params: {params} & {{ synchronous?: Synchronous | undefined }},\n    options?: CallOptions,\n  ): Promise<Synchronous extends true ? {sync} : {plain}>;"
            )?;
        }
        None => writeln!(
            out,
            "  {name}(params{optional}: {params}, options?: CallOptions): Promise<{plain}>;"
        )?,
    }
    Ok(())
}

fn params_name(entry: Entry) -> String {
    format!("{}{}Params", pascal(entry.resource), pascal(entry.operation.name))
}

/// An object type; either-or rules make it an intersection with a union of what may be given together.
fn params(out: &mut String, entry: Entry) -> Result<()> {
    let ruled: Vec<&str> = entry.operation.rules.iter().flat_map(Rule::names).collect();
    writeln!(out, "/** Params of `{}`. */", entry.name())?;
    writeln!(out, "export type {} = {{", params_name(entry))?;
    for field in entry.operation.fields().filter(|field| !ruled.contains(&field.name)) {
        property(out, "  ", field, Presence::AsDeclared)?;
    }
    out.push('}');
    for rule in entry.operation.rules {
        out.push_str(" & (");
        for alternative in alternatives(rule) {
            out.push_str("\n  | {\n");
            for (name, presence) in alternative {
                let field = entry.operation.field(name).context("a rule of an unknown field")?;
                property(out, "      ", field, presence)?;
            }
            out.push_str("    }");
        }
        out.push_str("\n)");
    }
    out.push_str(";\n\n");
    Ok(())
}

#[derive(Clone, Copy, PartialEq)]
enum Presence {
    AsDeclared,
    Required,
    Absent,
}

fn alternatives(rule: &Rule) -> Vec<Vec<(&'static str, Presence)>> {
    match *rule {
        Rule::ExactlyOne(names) => names
            .iter()
            .map(|chosen| {
                let presence = |name| {
                    if name == chosen {
                        Presence::Required
                    } else {
                        Presence::Absent
                    }
                };
                names.iter().map(|name| (*name, presence(name))).collect()
            })
            .collect(),
        Rule::RequiredUnless { given, fields } => [
            (Presence::Required, Presence::AsDeclared),
            (Presence::Absent, Presence::Required),
        ]
        .into_iter()
        .map(|(of_given, of_fields)| {
            let fields = fields.iter().map(|name| (*name, of_fields));
            fields.chain([(given, of_given)]).collect()
        })
        .collect(),
    }
}

fn property(out: &mut String, indent: &str, field: &Field, presence: Presence) -> Result<()> {
    let required = presence == Presence::Required || (presence == Presence::AsDeclared && field.required);
    let kind = match presence {
        Presence::Absent => if field.nullable { "null" } else { "undefined" }.to_owned(),
        Presence::Required => type_of(&field.kind),
        Presence::AsDeclared => nullable(type_of(&field.kind), field.nullable),
    };
    let (mark, or_undefined) = if required { ("", "") } else { ("?", " | undefined") };
    writeln!(
        out,
        "{indent}/** {} */\n{indent}{}{mark}: {kind}{or_undefined};",
        field.doc, field.name
    )?;
    Ok(())
}

fn type_of(kind: &Kind) -> String {
    match kind {
        Kind::Text | Kind::Id | Kind::Sender | Kind::Recipient | Kind::Url | Kind::MimeType | Kind::FileName => {
            "string".into()
        }
        Kind::Boolean => "boolean".into(),
        Kind::Size => "number".into(),
        Kind::Choice(known) => union(known.iter().copied()),
        Kind::List(item) => format!("({})[]", type_of(item)),
        Kind::Metadata => "Record<string, string | number | boolean>".into(),
        Kind::File(_) => "FileParam | File".into(),
        Kind::Bytes => "FileData".into(),
    }
}

fn file_fields() -> &'static [Field] {
    catalog::entries()
        .flat_map(|entry| entry.operation.fields())
        .find_map(|field| match field.kind {
            Kind::File(fields) => Some(fields),
            _ => None,
        })
        .unwrap_or_default()
}

fn union<'a>(values: impl Iterator<Item = &'a str>) -> String {
    values.map(|value| format!("'{value}'")).collect::<Vec<_>>().join(" | ")
}

fn nullable(kind: String, is_nullable: bool) -> String {
    if is_nullable { format!("{kind} | null") } else { kind }
}

fn pascal(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(letters)
        .collect()
}

/// The OpenAPI document of the API.
struct Document(Value);

impl Document {
    fn read() -> Result<Self> {
        let text = fs::read_to_string(root().join("sandbox/openapi.json"))?;
        Ok(Document(serde_json::from_str(&text)?))
    }

    /// The type of a route's 200, whose schemas are added to `schemas`.
    fn result(&self, method: &str, path: &str, schemas: &mut BTreeSet<String>) -> Result<String> {
        let route = &self.0["paths"][path][method.to_lowercase()];
        let success = route["responses"]
            .get("200")
            .with_context(|| format!("{method} {path} is not documented"))?;
        match success["content"]["application/json"].get("schema") {
            Some(schema) => Ok(self.type_of(schema, schemas)),
            None => Ok("null".to_owned()),
        }
    }

    /// Interfaces of these schemas and of all that they lead to.
    fn schemas(&self, out: &mut String, mut open: BTreeSet<String>) -> Result<()> {
        let mut done = BTreeSet::new();
        while let Some(name) = open.pop_first() {
            if !done.insert(name.clone()) {
                continue;
            }
            let schema = &self.0["components"]["schemas"][&name];
            let properties = schema["properties"]
                .as_object()
                .with_context(|| format!("{name} is no object"))?;
            writeln!(out, "\nexport interface {name} {{")?;
            for (property, schema) in properties {
                if let Some(text) = schema["description"].as_str() {
                    writeln!(out, "  /** {text} */")?;
                }
                // The document says of no property that it is always there; those that can be null are left out at times.
                let mark = if is_nullable(schema) || schema.get("$ref").is_some() {
                    "?"
                } else {
                    ""
                };
                let kind = self.type_of(schema, &mut open);
                let kind = nullable(kind, is_nullable(schema) || schema.get("$ref").is_some());
                writeln!(out, "  {property}{mark}: {kind};")?;
            }
            out.push_str("}\n");
        }
        Ok(())
    }

    fn type_of(&self, schema: &Value, schemas: &mut BTreeSet<String>) -> String {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap_or(reference).to_owned();
            schemas.insert(name.clone());
            return name;
        }
        if let Some(values) = schema["enum"].as_array() {
            // The API adds values, and sends known ones in other cases, without notice.
            return format!("{} | (string & {{}})", union(values.iter().filter_map(Value::as_str)));
        }
        match schema["type"].as_str() {
            Some("string") => "string".to_owned(),
            Some("integer" | "number") => "number".to_owned(),
            Some("boolean") => "boolean".to_owned(),
            Some("array") => format!("({})[]", self.type_of(&schema["items"], schemas)),
            Some("object") => format!("Record<string, {}>", self.value_type(schema, schemas)),
            _ => "unknown".to_owned(),
        }
    }

    fn value_type(&self, schema: &Value, schemas: &mut BTreeSet<String>) -> String {
        match schema["additionalProperties"].as_object() {
            Some(value) if value.keys().any(|key| key != "nullable") => nullable(
                self.type_of(&Value::Object(value.clone()), schemas),
                is_nullable(&Value::Object(Map::clone(value))),
            ),
            _ => "unknown".to_owned(),
        }
    }
}

fn is_nullable(schema: &Value) -> bool {
    schema["nullable"] == Value::Bool(true)
}
