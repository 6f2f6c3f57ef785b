//! The catalog, as JavaScript sees it.

use super::{split, to_js, told};
use crate::catalog::{self, Field, Kind, Listing, Operation, Resource, Way};
use crate::client;
use crate::error::Error;
use crate::json::{Value, object, object_of};
use crate::request::{self, Choices};
use wasm_bindgen::prelude::*;

/// The names of all operations, by resource, and whether each is a list.
#[wasm_bindgen]
pub fn operations() -> Result<JsValue, JsValue> {
    let names = |resource: &Resource| object_of(resource.operations.iter().map(|row| (row.name, row.is_list().into())));
    let resources = catalog::resources().iter();
    to_js(&object_of(resources.map(|resource| (resource.name, names(resource)))))
}

/// The whole catalog, for programs.
#[wasm_bindgen]
pub fn catalog() -> Result<JsValue, JsValue> {
    let resources = catalog::resources().iter().map(|resource| {
        let operations = resource.operations.iter().map(operation).collect();
        object([("name", resource.name.into()), ("operations", operations)])
    });
    to_js(&object([("resources", resources.collect())]))
}

fn operation(row: &Operation) -> Value {
    object([
        ("name", row.name.into()),
        ("method", row.method.as_str().into()),
        ("path", row.path.into()),
        ("safety", row.safety.as_str().into()),
        ("list", row.is_list().into()),
        ("fields", row.fields().map(field).collect()),
    ])
}

fn field(field: &Field) -> Value {
    let mut facts = kind(&field.kind);
    facts.push(("name", field.name.into()));
    facts.push(("required", field.required.into()));
    facts.push(("nullable", field.nullable.into()));
    if let Some(default) = field.default {
        facts.push(("default", default.into()));
    }
    if let Some(source) = field.source {
        facts.push(("choices", source.as_str().into()));
    }
    object_of(facts)
}

/// What a field or an item may hold.
fn kind(kind: &Kind) -> Vec<(&'static str, Value)> {
    let mut facts = vec![("kind", kind.as_str().into())];
    match kind {
        Kind::Choice(known) => facts.push(("values", known.iter().copied().collect())),
        Kind::List { of, least, most } => {
            facts.push(("items", object_of(self::kind(of))));
            facts.push(("minItems", (*least).into()));
            facts.push(("maxItems", (*most).into()));
        }
        Kind::Text(most) | Kind::Url(most) if *most < u32::MAX => facts.push(("maxLength", (*most).into())),
        Kind::Integer(least, most) => {
            facts.push(("minimum", (*least).into()));
            facts.push(("maximum", (*most).into()));
        }
        Kind::Metadata { nulls } => facts.push(("nulls", (*nulls).into())),
        Kind::Object(shape) => facts.push(("fields", shape.fields.iter().map(field).collect())),
        Kind::File(fields) => facts.push(("fields", fields.iter().map(field).collect())),
        _ => {}
    }
    facts
}

/// What the choices of a field are: an enum's values, or where the account's are listed.
#[wasm_bindgen]
pub fn choices(lines: &str) -> Result<JsValue, JsValue> {
    let [options, params, resource, operation, field] = split(lines);
    let name = || format!("{resource}.{operation}");
    let refuse = |issue| told(Error::validation(vec![issue]).of(name()));
    let entry = request::find(resource, operation).map_err(refuse)?;
    client::check_choice_options(options).map_err(|error| told(error.of(name())))?;
    let params = request::read(params).map_err(refuse)?;
    to_js(&match request::choices(entry, field, &params).map_err(refuse)? {
        Choices::Own(values) => object([("values", values.iter().copied().collect())]),
        Choices::Listed(listing, said) => object([
            ("listing", self::listing(listing)),
            (
                "given",
                object_of(said.into_iter().map(|(name, text)| (name, text.into()))),
            ),
        ]),
    })
}

/// Where all of a kind are listed, by its name.
#[wasm_bindgen(js_name = listingOf)]
pub fn listing_of(source: &str) -> Result<JsValue, JsValue> {
    let mut fields = catalog::entries().flat_map(|entry| entry.operation.fields());
    let listing = fields.find_map(|field| Some(field.source?.listing()).filter(|listing| listing.name == source));
    to_js(&listing.map_or(Value::Null, self::listing))
}

fn listing(listing: &Listing) -> Value {
    let parent = listing.parent.map_or(Value::Null, |parent| {
        object([
            ("param", parent.param.into()),
            ("ways", parent.ways.iter().map(way).collect()),
        ])
    });
    let with = listing
        .with
        .map(|(name, detail)| object([(name, Value::Array(vec![detail.into()]))]));
    object([
        ("resource", listing.resource.into()),
        ("operation", listing.operation.into()),
        ("with", with.into()),
        ("inside", listing.inside.into()),
        ("value", listing.value.into()),
        ("names", catalog::NAMES.iter().copied().collect()),
        ("description", listing.description.into()),
        ("parent", parent),
        ("partOf", listing.part_of.into()),
    ])
}

fn way(way: &Way) -> Value {
    let ask = way.ask.map(|ask| {
        object([
            ("resource", ask.resource.into()),
            ("operation", ask.operation.into()),
            ("param", ask.param.into()),
            ("detail", ask.detail.into()),
        ])
    });
    object([
        ("given", way.given.into()),
        ("ask", ask.into()),
        ("take", way.take.into()),
        ("among", way.among.iter().copied().collect()),
    ])
}
