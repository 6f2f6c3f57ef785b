//! Where something is: in params, in a request, or in a schema.

use serde_json::Value;
use std::fmt;

#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Key(String),
    /// Any entry of a list; the first one, where there are values.
    Item,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place(pub Vec<Step>);

impl Place {
    pub fn with(&self, step: Step) -> Place {
        Place(self.0.iter().cloned().chain([step]).collect())
    }

    pub fn key(&self, name: &str) -> Place {
        self.with(Step::Key(name.to_owned()))
    }

    /// Object by object; the empty path is the place itself.
    pub fn keys(&self, path: &str) -> Place {
        let names = path.split('.').filter(|name| !name.is_empty());
        names.fold(self.clone(), |place, name| place.key(name))
    }

    pub fn starts_with(&self, name: &str) -> bool {
        self.0.first() == Some(&Step::Key(name.to_owned()))
    }

    pub fn value<'a>(&self, whole: &'a Value) -> Option<&'a Value> {
        self.0.iter().try_fold(whole, |value, step| match step {
            Step::Key(name) => value.get(name),
            Step::Item => value.get(0),
        })
    }

    pub fn schema<'a>(&self, whole: &'a Value) -> Option<&'a Value> {
        self.0.iter().try_fold(whole, |schema, step| match step {
            Step::Key(name) => schema.get("properties")?.get(name),
            Step::Item => schema.get("items"),
        })
    }

    pub fn value_mut<'a>(&self, whole: &'a mut Value) -> &'a mut Value {
        self.0.iter().fold(whole, |value, step| match step {
            Step::Key(name) => &mut value[name],
            Step::Item => &mut value[0],
        })
    }

    /// Takes away what is there.
    pub fn remove(&self, whole: &mut Value) {
        let Some((Step::Key(last), around)) = self.0.split_last() else {
            panic!("{self} has no name");
        };
        let object = Place(around.to_vec()).value_mut(whole);
        object.as_object_mut().unwrap().remove(last);
    }
}

/// As issues write it: `messages[0].to`.
impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::Item => out.write_str("[0]")?,
                Step::Key(name) if index == 0 => out.write_str(name)?,
                Step::Key(name) => write!(out, ".{name}")?,
            }
        }
        Ok(())
    }
}
