//! The rows' kinds, rules and sources in words.

use std::collections::BTreeSet;
use wts_chat::catalog::{Field, Kind, Listing, Place, Rule};

/// What a field takes.
pub fn kind(kind: &Kind, nullable: bool) -> String {
    let plain = match kind {
        Kind::Choice(known) => format!("one of {}", choices(known)),
        Kind::List { of, least, most } => {
            let (head, tail) = noun(of);
            let items = match of {
                Kind::Choice(known) => format!("any of {}", choices(known)),
                _ if head.ends_with('s') => format!("{head}es{tail}"),
                _ => format!("{head}s{tail}"),
            };
            let count = match (least, most) {
                (0, None) => String::new(),
                (0, Some(most)) => format!("; at most {most}"),
                (least, None) => format!("; at least {least}"),
                (least, Some(most)) => format!("; {least} to {most}"),
            };
            format!("array of {items}{count}").replace("array of any of", "array, any of")
        }
        kind => {
            let (head, tail) = noun(kind);
            format!("{head}{tail}")
        }
    };
    if nullable { format!("{plain}, or `null`") } else { plain }
}

/// A noun, and what goes after it.
fn noun(kind: &Kind) -> (&'static str, String) {
    let plain = |head| (head, String::new());
    let at_most = |most: u32| match most {
        u32::MAX => String::new(),
        most => format!(", at most {most} characters"),
    };
    match *kind {
        Kind::Text(most) => ("text", at_most(most)),
        Kind::Id => plain("UUID"),
        Kind::Key => plain("text without `/` and control characters"),
        Kind::Sender => plain("phone number, `@instagram` user or UUID of a channel"),
        Kind::Recipient => plain("phone number or `@instagram` user"),
        Kind::Phone => plain("phone number"),
        Kind::Email => ("email address", at_most(255)),
        Kind::Url(most) => ("http or https address", at_most(most)),
        Kind::FileIdOrUrl => plain("UUID of a stored file, or http or https address"),
        Kind::Boolean => plain("boolean"),
        Kind::Size => ("whole number", ", at least 0".to_owned()),
        Kind::Integer(least, i32::MAX) => ("whole number", format!(", at least {least}")),
        Kind::Integer(least, most) => ("whole number", format!(", {least} to {most}")),
        Kind::Number => plain("number"),
        Kind::Position => ("number", format!(", 0 to {}", i32::MAX)),
        Kind::Date => plain("date"),
        Kind::Choice(_) | Kind::List { .. } => plain(""),
        Kind::Metadata { nulls: false } => plain("metadata"),
        Kind::Metadata { nulls: true } => ("metadata", " whose values may be `null`".to_owned()),
        Kind::Values => plain("object with any values"),
        Kind::Object(_) => plain("object"),
        Kind::MimeType => plain("media type"),
        Kind::FileName => plain("file name"),
        Kind::File(_) => plain("object, or a `File`"),
        Kind::Bytes => plain("bytes"),
    }
}

/// An enum's values. A long one that combines two sets says so.
fn choices(known: &[&str]) -> String {
    let code = |values: &[&str]| {
        let values: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
        values.join(", ")
    };
    let mut pairs = known.iter().map(|value| value.rsplit_once('_'));
    let (mut firsts, mut seconds) = (Vec::new(), Vec::new());
    while let Some(Some((first, second))) = pairs.next() {
        if !firsts.contains(&first) {
            firsts.push(first);
        }
        if !seconds.contains(&second) {
            seconds.push(second);
        }
    }
    let combined: BTreeSet<_> = firsts
        .iter()
        .flat_map(|first| seconds.iter().map(move |second| format!("{first}_{second}")))
        .collect();
    let all: BTreeSet<_> = known.iter().map(|value| (*value).to_owned()).collect();
    if known.len() > 20 && combined == all {
        let seconds: Vec<_> = seconds.iter().map(|second| format!("_{second}")).collect();
        let seconds: Vec<_> = seconds.iter().map(String::as_str).collect();
        format!("{}, each with {}", code(&firsts), code(&seconds))
    } else {
        code(known)
    }
}

/// A field's text, where its choices come from, and its default, which the text says in a sentence of its own.
pub fn description(field: &Field, all: &[&'static Field]) -> (String, String) {
    const DEFAULT: &str = "Default: ";
    let (text, default) = match field.doc.split_once(DEFAULT) {
        Some((before, rest)) => {
            let (default, after) = rest.split_once(". ").unwrap_or((rest.trim_end_matches('.'), ""));
            (format!("{before}{after}"), default.to_owned())
        }
        None => (field.doc.to_owned(), String::new()),
    };
    let mut text = text.trim_end().to_owned();
    if field.place == Place::Patience {
        text.insert_str(0, "An option, not a param. ");
    }
    if let Some(source) = field.source {
        text.push_str(&format!(" Choices: {}.", listed(source.listing(), all)));
    }
    (text, default)
}

fn listed(listing: &Listing, all: &[&'static Field]) -> String {
    let fixed = listing.with.map(|(name, value)| format!("{name}: ['{value}']"));
    let parent = listing.parent.and_then(|parent| parent.param).map(str::to_owned);
    let params: Vec<_> = parent.into_iter().chain(fixed).collect();
    let params = match params.is_empty() {
        true => String::new(),
        false => format!("{{ {} }}", params.join(", ")),
    };
    let value = match listing.inside {
        "" => listing.value.to_owned(),
        inside => format!("{inside}[].{}", listing.value),
    };
    let entry = listing
        .part_of
        .map(|param| format!("the `{param}` in "))
        .unwrap_or_default();
    let mut out = format!(
        "`{value}` of {entry}`wts.{}.{}({params})`",
        listing.resource, listing.operation
    );
    let ways = listing.parent.map(|parent| parent.ways).unwrap_or_default();
    let leading: Vec<_> = ways
        .iter()
        .filter(|way| way.ask.is_some() && all.iter().any(|field| field.name == way.given))
        .map(|way| format!("`{}`", way.given))
        .collect();
    if !leading.is_empty() {
        out.push_str(&format!(", those of {}", leading.join(" or ")));
    }
    out
}

/// The fields inside of a kind, what they demand of each other, and what their names begin with.
pub fn inside(kind: &Kind, path: &str) -> (Vec<&'static Field>, &'static [Rule], String) {
    match kind {
        Kind::Object(shape) => (shape.fields.iter().collect(), shape.rules, format!("{path}.")),
        Kind::File(fields) => (fields.iter().collect(), &[], format!("{path}.")),
        Kind::List { of, .. } => inside(of, &format!("{path}[]")),
        _ => (Vec::new(), &[], String::new()),
    }
}

/// Whether a rule can make a field necessary that otherwise is not.
pub fn may_require(rule: &Rule, name: &str) -> bool {
    match *rule {
        Rule::ExactlyOne(fields) | Rule::AtLeastOne(fields) | Rule::RequiredUnless { fields, .. } => {
            fields.contains(&name)
        }
        Rule::Requires { field, .. } => field == name,
        Rule::AtMostOne(_) | Rule::Mask(_) | Rule::Follows { .. } | Rule::Always(_) | Rule::Brings { .. } => false,
    }
}

/// All rules in sentences, those of objects inside too.
pub fn rules(at: &str, fields: &[&'static Field], rules: &[Rule], sentences: &mut Vec<String>) {
    sentences.extend(rules.iter().map(|rule| self::rule(at, rule)));
    for field in fields {
        let (inner, rules, at) = inside(&field.kind, &format!("{at}{}", field.name));
        if !inner.is_empty() {
            self::rules(&at, &inner, rules, sentences);
        }
    }
}

fn rule(at: &str, rule: &Rule) -> String {
    let code = |name: &str| format!("`{at}{name}`");
    let list = |names: &[&str], last: &str| {
        let names: Vec<_> = names.iter().map(|name| code(name)).collect();
        match names.split_last() {
            Some((end, [])) => end.clone(),
            Some((end, start)) => format!("{} {last} {end}", start.join(", ")),
            None => String::new(),
        }
    };
    match *rule {
        Rule::ExactlyOne(names) => format!("Exactly one of {} is required.", list(names, "and")),
        Rule::AtLeastOne(names) => format!("At least one of {} is required.", list(names, "and")),
        Rule::AtMostOne(names) => format!("At most one of {} may be given.", list(names, "and")),
        Rule::RequiredUnless { given, fields } => {
            let are = if fields.len() == 1 { "is" } else { "are" };
            format!(
                "{} {are} required unless {} is given.",
                list(fields, "and"),
                code(given)
            )
        }
        Rule::Requires { given, is: None, field } => format!("{} needs {}.", code(given), code(field)),
        Rule::Requires {
            given,
            is: Some(value),
            field,
        } => format!("`{at}{given}: '{value}'` needs {}.", code(field)),
        Rule::Mask(renamed) => {
            let mut out = format!(
                "{} follows from the params that are given, `null` included; with nothing to write, the call is refused.",
                code(Rule::MASK)
            );
            let mut names: Vec<_> = renamed.iter().map(|(_, name)| *name).collect();
            names.dedup();
            for name in names {
                let params: Vec<_> = renamed.iter().filter(|(_, other)| *other == name).collect();
                let params: Vec<_> = params.iter().map(|(param, _)| *param).collect();
                out.push_str(&format!(" `{name}` stands for {}.", list(&params, "and")));
            }
            out
        }
        Rule::Follows {
            field,
            given,
            then,
            otherwise,
        } => format!(
            "{} follows when it is not given: `{then}` with {}, else `{otherwise}`.",
            code(field),
            code(given)
        ),
        Rule::Brings { field, given, also } => format!("`{field}` with {given} asks for {also} too."),
        Rule::Always(place) => format!("The request always says `{place}: true`."),
    }
}
