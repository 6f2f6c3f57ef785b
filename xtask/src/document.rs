//! The OpenAPI document of the API.

use crate::shell::root;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;

pub struct Document(Value);

impl Document {
    pub fn read() -> Result<Self> {
        let text = fs::read_to_string(root().join("sandbox/openapi.json"))?;
        Ok(Document(serde_json::from_str(&text)?))
    }

    /// The schema of a route's 200, if that has content.
    pub fn answer(&self, method: &str, path: &str) -> Result<Option<&Value>> {
        let route = &self.0["paths"][path][method.to_lowercase()];
        let success = route["responses"]
            .get("200")
            .with_context(|| format!("{method} {path} is not documented"))?;
        Ok(success["content"]["application/json"].get("schema"))
    }

    pub fn schema(&self, name: &str) -> &Value {
        &self.0["components"]["schemas"][name]
    }

    /// The name of what a list's entries are, whether they come in pages or not.
    pub fn item(&self, answer: &Value) -> Option<String> {
        match name_of(answer) {
            Some(page) => name_of(&self.schema(&page)["properties"]["items"]["items"]),
            None => name_of(&answer["items"]),
        }
    }
}

/// The name that a reference leads to.
pub fn name_of(schema: &Value) -> Option<String> {
    Some(schema["$ref"].as_str()?.rsplit('/').next()?.to_owned())
}
