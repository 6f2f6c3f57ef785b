//! What params demand of each other.

/// What the fields of an operation demand of each other, and what follows from them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    ExactlyOne(&'static [&'static str]),
    AtLeastOne(&'static [&'static str]),
    AtMostOne(&'static [&'static str]),
    /// All of `fields`, unless `given` is there.
    RequiredUnless {
        given: &'static str,
        fields: &'static [&'static str],
    },
    /// `field` too, when `given` is there (and is this).
    Requires {
        given: &'static str,
        is: Option<&'static str>,
        field: &'static str,
    },
    /// Only what the param `fields` names is written: it follows from the params that are given. A param's name there is its own
    /// with a capital, save for these.
    Mask(&'static [(&'static str, &'static str)]),
    /// `field` is `then` when `given` is there, else `otherwise`.
    Follows {
        field: &'static str,
        given: &'static str,
        then: &'static str,
        otherwise: &'static str,
    },
    /// This place in the body is always true.
    Always(&'static str),
    /// The list `field` holds `also` when it holds `given`.
    Brings {
        field: &'static str,
        given: &'static str,
        also: &'static str,
    },
}

impl Rule {
    /// The param of a mask.
    pub const MASK: &'static str = "fields";

    /// All names of fields that the rule mentions.
    pub fn names(&self) -> Vec<&'static str> {
        match *self {
            Rule::ExactlyOne(fields) | Rule::AtLeastOne(fields) | Rule::AtMostOne(fields) => fields.to_vec(),
            Rule::RequiredUnless { given, fields } => fields.iter().copied().chain([given]).collect(),
            Rule::Requires { given, field, .. } | Rule::Follows { given, field, .. } => vec![given, field],
            Rule::Mask(names) => names.iter().map(|(name, _)| *name).chain([Rule::MASK]).collect(),
            Rule::Always(_) => Vec::new(),
            Rule::Brings { field, .. } => vec![field],
        }
    }
}
