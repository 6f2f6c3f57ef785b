//! What the API offers, as data: one file per resource, one row per operation, read by one engine.
//!
//! An operation more is a row more: validation, requests, types, documentation and the lists of names all come from here.

#[cfg_attr(
    not(any(feature = "texts", test)),
    allow(dead_code, reason = "the module holds them packed")
)]
mod rows;
#[cfg(not(feature = "texts"))]
mod unpack;

pub use rows::{
    Answer, Ask, Field, Kind, Listing, Method, NAMES, Operation, Parent, Place, Resource, Rule, Safety, Shape, Source,
    Way,
};

/// The rows as `build.rs` has packed them.
#[cfg(not(feature = "texts"))]
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.bin"));

/// Every resource, in alphabetical order: as written where there are texts, else unpacked, which takes less of the module.
#[cfg(feature = "texts")]
pub fn resources() -> &'static [Resource] {
    rows::ROWS
}

#[cfg(not(feature = "texts"))]
pub fn resources() -> &'static [Resource] {
    static UNPACKED: std::sync::OnceLock<&[Resource]> = std::sync::OnceLock::new();
    UNPACKED.get_or_init(|| unpack::unpack(PACKED).unwrap_or_default())
}

/// The row of an operation, with the name of its resource.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    pub resource: &'static str,
    pub operation: &'static Operation,
}

impl Entry {
    /// `<resource>.<operation>`, as errors and events name it.
    pub fn name(&self) -> String {
        format!("{}.{}", self.resource, self.operation.name)
    }
}

/// All operations, resource by resource.
pub fn entries() -> impl Iterator<Item = Entry> {
    resources().iter().flat_map(|resource| {
        resource.operations.iter().map(|operation| Entry {
            resource: resource.name,
            operation,
        })
    })
}

/// Looks an operation up by its two names.
pub fn find(resource: &str, operation: &str) -> Option<Entry> {
    let resource = resources().iter().find(|known| known.name == resource)?;
    let operation = resource.operations.iter().find(|known| known.name == operation)?;
    Some(Entry {
        resource: resource.name,
        operation,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique() {
        let mut seen = HashSet::new();
        for entry in entries() {
            assert!(seen.insert(entry.name()), "{} is there twice", entry.name());
            let mut fields = HashSet::new();
            for field in entry.operation.fields() {
                assert!(fields.insert(field.name), "{}: {}", entry.name(), field.name);
            }
        }
    }

    #[test]
    fn every_placeholder_of_a_path_is_filled_by_a_required_field() {
        for Entry { operation, .. } in entries() {
            for path in [Some(operation.path), operation.sync_path].into_iter().flatten() {
                let wanted: Vec<&str> = path.split('/').filter(|part| part.starts_with('{')).collect();
                let filled: Vec<String> = operation
                    .fields()
                    .filter(|field| field.required)
                    .filter_map(|field| match field.place {
                        Place::Path(name) => Some(format!("{{{name}}}")),
                        _ => None,
                    })
                    .collect();
                assert_eq!(wanted, filled, "{path}");
            }
        }
    }

    #[test]
    fn every_rule_speaks_of_fields_that_exist() {
        for entry in entries() {
            for rule in entry.operation.rules {
                for name in rule.names() {
                    assert!(entry.operation.field(name).is_some(), "{}: {name}", entry.name());
                }
            }
        }
    }

    #[test]
    fn only_an_operation_with_two_routes_has_a_switch_between_them() {
        for entry in entries() {
            let switch = entry
                .operation
                .fields()
                .any(|field| matches!(field.place, Place::Route));
            assert_eq!(switch, entry.operation.sync_path.is_some(), "{}", entry.name());
        }
    }
}
