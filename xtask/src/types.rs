//! TypeScript types: params from the catalog, results from the OpenAPI document.

use crate::document::{self, Document};
use crate::shell::root;
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use wts_chat::catalog::{self, Answer, Entry, Field, Kind, Operation, Rule};

/// The files of types. `index.d.ts` has all types; the `.d.cts` have the same values for CommonJS and take their types from it.
pub fn declarations() -> Result<[(&'static str, String); 4]> {
    let read = |name: &str| fs::read_to_string(root().join("pkg/src").join(name));
    let (types, values, slim) = (read("public.d.ts")?, read("values.d.ts")?, read("init.d.ts")?);
    let names = exported(&types)
        .chain(["Resources"])
        .filter(|name| mentions(&values, name));
    let names: Vec<_> = names.collect();
    let from = "from './index.js' with { 'resolution-mode': 'import' };";
    let cjs = format!(
        "import type {{ {} }} {from}\nexport type * {from}\n\n{values}",
        names.join(", ")
    );
    Ok([
        ("index.d.ts", format!("{types}\n{values}{}", generated()?)),
        ("index.d.cts", cjs),
        ("slim.d.ts", format!("export * from './index.js';\n\n{slim}")),
        ("slim.d.cts", format!("export * from './index.cjs';\n\n{slim}")),
    ])
}

/// The names of the types that a text exports.
fn exported(types: &str) -> impl Iterator<Item = &str> {
    let declared = types.lines().filter_map(|line| {
        line.strip_prefix("export interface ")
            .or_else(|| line.strip_prefix("export type "))
    });
    declared.filter_map(|rest| rest.split(|letter: char| !letter.is_alphanumeric()).next())
}

fn mentions(text: &str, name: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric())
        .any(|word| word == name)
}

/// What follows from the catalog and the document.
fn generated() -> Result<String> {
    let document = Document::read()?;
    let mut out = String::new();
    out.push_str("\n// Generated from the catalog.\n\n");
    let mut schemas = BTreeSet::new();
    let mut resources = String::new();
    for resource in catalog::resources() {
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
    let plain = match entry.operation.answer {
        Answer::Nothing => "null".to_owned(),
        _ => nullable(result(path)?, entry.operation.may_answer_nothing()),
    };
    let params = params_name(entry);
    let optional = if entry.operation.fields().any(|field| field.required) || !entry.operation.rules.is_empty() {
        ""
    } else {
        "?"
    };
    let item = document
        .answer(method.as_str(), path)?
        .and_then(|answer| document.item(answer));
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
        None if entry.operation.field("timeout").is_some() => writeln!(
            out,
            "  {name}(messageId: string, options?: WaitOptions): Promise<{plain}>;"
        )?,
        None => writeln!(
            out,
            "  {name}(params{optional}: {params}, options?: CallOptions): Promise<{plain}>;"
        )?,
    }
    if entry.operation.is_list() {
        let item = item.with_context(|| format!("{} has no items", entry.name()))?;
        writeln!(
            out,
            "  /** All entries of `{name}`, page by page. */\n  {name}All(params{optional}: {params}, options?: ListOptions): List<{item}>;"
        )?;
    }
    Ok(())
}

fn params_name(entry: Entry) -> String {
    format!("{}{}Params", pascal(entry.resource), pascal(entry.operation.name))
}

fn params(out: &mut String, entry: Entry) -> Result<()> {
    let fields: Vec<_> = entry.operation.fields().collect();
    let kind = object_type("", &fields, entry.operation.rules)?;
    writeln!(
        out,
        "/** Params of `{}`. */\nexport type {} = {kind};\n",
        entry.name(),
        params_name(entry)
    )?;
    Ok(())
}

/// An object type; either-or rules make it an intersection with unions of what may be given together.
fn object_type(indent: &str, fields: &[&Field], rules: &[Rule]) -> Result<String> {
    let unions: Vec<_> = rules
        .iter()
        .map(alternatives)
        .filter(|union| !union.is_empty())
        .collect();
    let ruled = |field: &Field| unions.iter().flatten().flatten().any(|(name, _)| *name == field.name);
    let mut out = String::from("{\n");
    for field in fields.iter().filter(|field| !ruled(field)) {
        property(&mut out, &format!("{indent}  "), field, Presence::AsDeclared)?;
    }
    write!(out, "{indent}}}")?;
    for union in &unions {
        out.push_str(" & (");
        for alternative in union {
            write!(out, "\n{indent}  | {{\n")?;
            for (name, presence) in alternative {
                let field = fields.iter().find(|field| field.name == *name);
                let field = field.context("a rule of an unknown field")?;
                property(&mut out, &format!("{indent}      "), field, *presence)?;
            }
            write!(out, "{indent}    }}")?;
        }
        write!(out, "\n{indent})")?;
    }
    Ok(out)
}

#[derive(Clone, Copy, PartialEq)]
enum Presence {
    AsDeclared,
    Required,
    Absent,
}

/// What may be given together, for rules that a type can say.
fn alternatives(rule: &Rule) -> Vec<Vec<(&'static str, Presence)>> {
    use Presence::{Absent, AsDeclared, Required};
    let each = |names: &[&'static str], of_chosen, of_others| -> Vec<Vec<_>> {
        let presence = |is_chosen| if is_chosen { of_chosen } else { of_others };
        let alternative = |chosen| {
            let numbered = names.iter().enumerate();
            numbered.map(|(at, name)| (*name, presence(at == chosen))).collect()
        };
        (0..names.len()).map(alternative).collect()
    };
    match *rule {
        Rule::ExactlyOne(names) => each(names, Required, Absent),
        Rule::AtLeastOne(names) => each(names, Required, AsDeclared),
        Rule::AtMostOne(names) => each(names, AsDeclared, Absent),
        Rule::RequiredUnless { given, fields } => [(Required, AsDeclared), (Absent, Required)]
            .into_iter()
            .map(|(of_given, of_fields)| {
                let fields = fields.iter().map(|name| (*name, of_fields));
                fields.chain([(given, of_given)]).collect()
            })
            .collect(),
        Rule::Requires { given, is: None, field } => {
            vec![
                vec![(given, Absent), (field, AsDeclared)],
                vec![(given, Required), (field, Required)],
            ]
        }
        Rule::Requires { .. } | Rule::Mask(_) | Rule::Follows { .. } | Rule::Always(_) | Rule::Brings { .. } => {
            Vec::new()
        }
    }
}

fn property(out: &mut String, indent: &str, field: &Field, presence: Presence) -> Result<()> {
    let required = presence == Presence::Required || (presence == Presence::AsDeclared && field.required);
    let kind = match presence {
        Presence::Absent => if field.nullable { "null" } else { "undefined" }.to_owned(),
        Presence::Required => type_of(&field.kind, indent)?,
        Presence::AsDeclared => nullable(type_of(&field.kind, indent)?, field.nullable),
    };
    let (mark, or_undefined) = if required { ("", "") } else { ("?", " | undefined") };
    writeln!(
        out,
        "{indent}/** {} */\n{indent}{}{mark}: {kind}{or_undefined};",
        field.doc, field.name
    )?;
    Ok(())
}

fn type_of(kind: &Kind, indent: &str) -> Result<String> {
    Ok(match kind {
        Kind::Text(_)
        | Kind::Id
        | Kind::Key
        | Kind::Sender
        | Kind::Recipient
        | Kind::Phone
        | Kind::Email
        | Kind::Url(_)
        | Kind::FileIdOrUrl
        | Kind::MimeType
        | Kind::FileName => "string".into(),
        Kind::Boolean => "boolean".into(),
        Kind::Size | Kind::Integer(..) | Kind::Number | Kind::Position => "number".into(),
        Kind::Date => "Date | string".into(),
        Kind::Choice(known) => union(known.iter().copied()),
        Kind::List { of, .. } => format!("({})[]", type_of(of, indent)?),
        Kind::Metadata { nulls } => {
            let null = if *nulls { " | null" } else { "" };
            format!("Record<string, string | number | boolean{null}>")
        }
        Kind::Values => "Record<string, unknown>".into(),
        Kind::Object(shape) => object_type(indent, &shape.fields.iter().collect::<Vec<_>>(), shape.rules)?,
        Kind::File(_) => "FileParam | File".into(),
        Kind::Bytes => "FileData".into(),
    })
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

impl Document {
    /// The type of a route's 200, whose schemas are added to `schemas`.
    fn result(&self, method: &str, path: &str, schemas: &mut BTreeSet<String>) -> Result<String> {
        match self.answer(method, path)? {
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
            let schema = self.schema(&name);
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
        if let Some(name) = document::name_of(schema) {
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
