//! What fields demand of each other, and what follows from them.

use super::kinds::ask;
use super::path::Path;
use super::validate::{Checker, Found};
use crate::catalog::{Field, Kind, Place, Rule};
use crate::error::IssueCode;
use crate::json::Value;
use crate::text::join;

impl Checker<'_> {
    pub(super) fn rules(&mut self, at: &Path, rules: &'static [Rule], fields: &[&'static Field], found: &mut Found) {
        for rule in rules {
            let given = |name: &str| found.given.contains(&name);
            match *rule {
                Rule::ExactlyOne(names) => {
                    self.at_least_one(at, names, "exactly one", found);
                    self.at_most_one(at, names, "exactly one", found);
                }
                Rule::AtLeastOne(names) => self.at_least_one(at, names, "at least one", found),
                Rule::AtMostOne(names) => self.at_most_one(at, names, "at most one", found),
                Rule::RequiredUnless {
                    given: other,
                    fields: names,
                } if !given(other) => {
                    for name in names.iter().filter(|name| !given(name)) {
                        let path = at.field(name);
                        let message = format!(
                            "{} is empty: {}, or give {other} instead.",
                            path.label(),
                            ask_for(fields, name)
                        );
                        self.tell(&path, IssueCode::Required, message);
                    }
                }
                Rule::Requires {
                    given: other,
                    is,
                    field,
                } => {
                    let applies = given(other) && is.is_none_or(|is| found.text(other) == Some(is));
                    if applies && !given(field) {
                        let path = at.field(field);
                        let message = format!(
                            "{} is empty: {}, because {other} needs it.",
                            path.label(),
                            ask_for(fields, field)
                        );
                        self.tell(&path, IssueCode::Required, message);
                    }
                }
                Rule::Mask(names) if !given(Rule::MASK) => self.mask(at, names, fields, found),
                Rule::Follows {
                    field,
                    given: other,
                    then,
                    otherwise,
                } if !given(field) => {
                    let value = if given(other) { then } else { otherwise };
                    found.added.push((Place::Body(field), value.into()));
                }
                Rule::Brings { field, given, also } => {
                    let list = found.values.iter_mut().find(|(known, _)| known.name == field);
                    if let Some((_, Value::Array(items))) = list
                        && items.iter().any(|item| item.as_str() == Some(given))
                        && items.iter().all(|item| item.as_str() != Some(also))
                    {
                        items.push(also.into());
                    }
                }
                Rule::Always(place) => found.added.push((Place::Body(place), Value::Bool(true))),
                Rule::RequiredUnless { .. } | Rule::Mask(_) | Rule::Follows { .. } => {}
            }
        }
    }

    fn at_least_one(&mut self, at: &Path, names: &'static [&'static str], how_many: &str, found: &Found) {
        if names.iter().any(|name| found.given.contains(name)) {
            return;
        }
        let all = join(names, ", ");
        let first = at.field(names.first().copied().unwrap_or_default());
        let message = format!("One of {all} is missing: give {how_many} of them.");
        self.tell(&first, IssueCode::Required, message);
    }

    fn at_most_one(&mut self, at: &Path, names: &'static [&'static str], how_many: &str, found: &Found) {
        let mut present = names.iter().filter(|name| found.given.contains(name));
        let Some(first) = present.next() else { return };
        for extra in present {
            let all = join(names, ", ");
            let extra = at.field(extra);
            let message = format!("{extra} cannot be given together with {first}: keep {how_many} of {all}.");
            self.tell(&extra, IssueCode::Conflict, message);
        }
    }

    /// Names what the caller gave, null included.
    fn mask(
        &mut self,
        at: &Path,
        renamed: &[(&'static str, &'static str)],
        fields: &[&'static Field],
        found: &mut Found,
    ) {
        let known = fields.iter().find(|field| field.name == Rule::MASK);
        let Some(Kind::List {
            of: Kind::Choice(known),
            ..
        }) = known.map(|field| field.kind)
        else {
            return;
        };
        let named = |field: &Field| {
            let other = renamed.iter().find(|(name, _)| *name == field.name);
            let name = other.map_or_else(|| capitalised(field.name), |(_, name)| (*name).to_owned());
            known.contains(&name.as_str()).then_some(name)
        };
        let mut mask: Vec<Value> = Vec::new();
        for (field, _) in &found.values {
            if let Some(name) = named(field).map(Value::String).filter(|name| !mask.contains(name)) {
                mask.push(name);
            }
        }
        // A wrong param has been told already: that it leaves nothing to update need not be.
        if mask.is_empty() && self.issues.is_empty() {
            let names: Vec<_> = fields
                .iter()
                .filter(|field| named(field).is_some())
                .map(|field| field.name)
                .collect();
            let message = format!(
                "There is nothing to update: give at least one of {}.",
                join(&names, ", ")
            );
            self.tell(&at.field(Rule::MASK), IssueCode::Required, message);
        }
        found.added.push((Place::Body(Rule::MASK), Value::Array(mask)));
    }
}

fn ask_for(fields: &[&'static Field], name: &str) -> String {
    fields
        .iter()
        .find(|field| field.name == name)
        .map_or_else(String::new, |field| ask(&field.kind))
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
