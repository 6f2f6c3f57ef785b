//! Random params, right and wild, judged by the document.

use crate::document::routes_of;
use crate::leads::{Params, build, keep, sample};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestError, TestRunner};
use serde_json::{Map, Value, json};
use std::cell::Cell;
use wts_chat::catalog::{self, Entry, Field, Kind, Rule};
use wts_chat::request::Request;

#[test]
fn right_params_pass_and_build_what_the_document_accepts() {
    for entry in catalog::entries() {
        run(entry, 40, &right(entry), |params| {
            let built = build(entry, params).map_err(|issues| format!("{issues:?}"))?;
            judge(entry, &built)
        });
    }
}

#[test]
fn wild_params_that_pass_build_what_the_document_accepts() {
    let (passed, refused) = (Cell::new(0), Cell::new(0));
    for entry in catalog::entries() {
        run(entry, 80, &wild(entry), |params| match build(entry, params) {
            Err(issues) => {
                refused.set(refused.get() + 1);
                (!issues.is_empty())
                    .then_some(())
                    .ok_or("refused for no reason".to_owned())
            }
            Ok(built) => {
                passed.set(passed.get() + 1);
                judge(entry, &built)
            }
        });
    }
    // Neither side of the question may be asked too rarely to mean anything.
    assert!(
        passed.get() > 1000 && refused.get() > 1000,
        "{passed:?} passed, {refused:?} refused"
    );
}

fn run(entry: Entry, cases: u32, strategy: &BoxedStrategy<Value>, check: impl Fn(&Value) -> Result<(), String>) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let ran = TestRunner::new(config).run(strategy, |params| check(&params).map_err(TestCaseError::fail));
    match ran {
        Ok(()) => {}
        Err(TestError::Fail(why, params)) => panic!("{}: {why} with {params}", entry.name()),
        Err(TestError::Abort(why)) => panic!("{}: {why}", entry.name()),
    }
}

fn judge(entry: Entry, built: &Request) -> Result<(), String> {
    let refusals: Vec<String> = routes_of(entry).filter_map(|route| route.judge(built).err()).collect();
    match refusals.len() < routes_of(entry).count() {
        true => Ok(()),
        false => Err(refusals.join("; ")),
    }
}

/// Params that keep every rule of their row.
fn right(entry: Entry) -> BoxedStrategy<Value> {
    right_object(entry.operation.fields().collect(), entry.operation.rules)
}

fn right_object(fields: Vec<&'static Field>, rules: &'static [Rule]) -> BoxedStrategy<Value> {
    let given: Vec<_> = fields.iter().map(|field| right_field(field)).collect();
    (given, any::<Index>())
        .prop_map(move |(given, choice)| {
            let mut params: Params = given.into_iter().flatten().collect();
            for rule in rules {
                keep(rule, &mut params, &fields, &|names| names[choice.index(names.len())]);
            }
            params.into()
        })
        .boxed()
}

fn right_field(field: &'static Field) -> BoxedStrategy<Option<(String, Value)>> {
    let given = right_value(&field.kind).prop_map(|value| Some((field.name.to_owned(), value)));
    let null = Just(field.nullable.then(|| (field.name.to_owned(), Value::Null)));
    match field.required {
        true => given.boxed(),
        false => prop_oneof![3 => given, 5 => Just(None), 1 => null].boxed(),
    }
}

fn right_value(kind: &'static Kind) -> BoxedStrategy<Value> {
    match *kind {
        Kind::Text(_) => "\\PC{0,9}[a-z]\\PC{0,9}".prop_map(Value::from).boxed(),
        Kind::Key => texts("[0-9a-zA-Z @._-]{3,40}[a-z]"),
        Kind::Id => texts("[0-9a-fA-F]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
        Kind::Sender | Kind::Recipient => prop_oneof![right_value(&Kind::Phone), texts("@[a-z.]{1,20}")].boxed(),
        Kind::Phone => prop_oneof![
            texts("[0-9]{10,13}"),
            texts("\\+55 \\([1-9]{2}\\) 9[0-9]{4}-[0-9]{4}"),
            texts("\\+55\\|[0-9]{11}")
        ]
        .boxed(),
        Kind::Email => {
            texts("[a-z!#$%&'*+/=?^_`{|}~-]{1,9}(\\.[a-z0-9]{1,5})?@[a-z]([a-z0-9]{0,5}-?[a-z])?\\.[a-z]{2,4}")
        }
        Kind::Url(_) => texts("https?://[a-z]{1,9}\\.example/[a-zA-Z0-9%?=&#]{0,20}"),
        Kind::FileIdOrUrl => prop_oneof![right_value(&Kind::Id), right_value(&Kind::URL)].boxed(),
        Kind::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        Kind::Size => any::<u32>().prop_map(Value::from).boxed(),
        Kind::Integer(least, most) => (least..=most).prop_map(Value::from).boxed(),
        Kind::Number => (-1e12..1e12).prop_map(Value::from).boxed(),
        Kind::Position => (0.0..=f64::from(i32::MAX)).prop_map(Value::from).boxed(),
        Kind::Date => texts(
            "(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,7})?)?(Z|[+-]0[0-9]:[03]0)?)?",
        ),
        Kind::Choice(known) => select(known).prop_map(Value::from).boxed(),
        Kind::List { of, least, most } => {
            let most = usize::from(most.unwrap_or(4)).min(4);
            vec(right_value(of), usize::from(least)..=most)
                .prop_map(Value::from)
                .boxed()
        }
        Kind::Metadata { nulls } => {
            let null = if nulls { Value::Null } else { json!(0) };
            let value = prop_oneof![
                texts(".{0,20}"),
                any::<i64>().prop_map(Value::from),
                any::<f64>()
                    .prop_map(Value::from)
                    .prop_filter("a number", |value| !value.is_null()),
                any::<bool>().prop_map(Value::from),
                Just(null)
            ];
            // A bracket in a key cannot be told from those around it.
            entries(btree_map("[^\\[\\]\0]{0,8}", value, 0..4))
        }
        Kind::Values => entries(btree_map("[^\0]{0,8}", anything(), 0..4))
            .prop_filter("has a JSON form", |value| !value.to_string().contains("\\u0000"))
            .boxed(),
        Kind::Object(shape) => right_object(shape.fields.iter().collect(), shape.rules),
        Kind::MimeType => select(&["application/pdf", "image/png", "text/plain; charset=utf-8"][..])
            .prop_map(Value::from)
            .boxed(),
        Kind::FileName => texts("[a-z ]{0,9}[a-z]\\.[a-z]{2,4}"),
        Kind::File(_) | Kind::Bytes => Just(sample(kind)).boxed(),
    }
}

/// Params in which anything may be missing, wrong, null, or unknown.
fn wild(entry: Entry) -> BoxedStrategy<Value> {
    wild_object(entry.operation.fields().collect())
}

fn wild_object(fields: Vec<&'static Field>) -> BoxedStrategy<Value> {
    // Otherwise hardly anything of many fields would pass.
    let wildness = 40 / fields.len().max(1) as u32 + 1;
    let one = |field: &'static Field| {
        let value = prop_oneof![30 => wild_value(&field.kind), wildness.min(10) => anything()];
        let absent = if field.required { 1 } else { 20 };
        prop_oneof![absent => Just(None), 12 => value.prop_map(|value| Some((field.name.to_owned(), value)))].boxed()
    };
    let given: Vec<_> = fields.into_iter().map(one).collect();
    let unknown = prop_oneof![19 => Just(None), 1 => ("[a-zA-Z.]{0,12}", anything()).prop_map(Some)];
    (given, unknown)
        .prop_map(|(given, unknown)| Value::Object(given.into_iter().flatten().chain(unknown).collect()))
        .boxed()
}

fn wild_value(kind: &'static Kind) -> BoxedStrategy<Value> {
    match kind {
        Kind::Object(shape) => wild_object(shape.fields.iter().collect()),
        Kind::List {
            of: of @ Kind::Object(_),
            ..
        } => vec(wild_value(of), 0..3).prop_map(Value::from).boxed(),
        kind => right_value(kind),
    }
}

fn anything() -> BoxedStrategy<Value> {
    let odd = [
        "NOT_SEND",
        "UNDEFINED",
        " ",
        ".",
        "..",
        "a/b",
        "\r\nX: y",
        "%2e%2e",
        "0000-01-01T00:00+05:00",
        "9999-12-31T23:00-05:00",
        "2016-12-31T23:59:60Z",
        "a@b.c",
        "+",
        "http://",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        texts(".{0,20}"),
        select(odd.to_vec()).prop_map(Value::from),
        Just(json!({ "\0": "NaN" })),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            entries(btree_map("[a-zA-Z]{0,8}", inner, 0..4)),
        ]
    })
    .boxed()
}

fn texts(pattern: &'static str) -> BoxedStrategy<Value> {
    pattern.prop_map(Value::from).boxed()
}

fn entries(map: impl Strategy<Value = std::collections::BTreeMap<String, Value>> + 'static) -> BoxedStrategy<Value> {
    map.prop_map(|entries| Value::Object(Map::from_iter(entries))).boxed()
}
