//! Which rate limits calls are under: the documented ones, or what the options make of them.

use super::bucket::Limit;
use crate::json::Value;
use crate::text::{self, hash};

/// One thing for requests that count against the account, and one for sends, whose limit is their own.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Families<T> {
    pub account: T,
    pub send: T,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Family {
    Account,
    Send,
}

impl<T> Families<T> {
    pub fn of(&self, family: Family) -> &T {
        match family {
            Family::Account => &self.account,
            Family::Send => &self.send,
        }
    }
}

impl Family {
    /// By the path of the API that a request goes to.
    pub fn of(path: &str) -> Self {
        let path = path.to_ascii_lowercase();
        match path.strip_prefix("/chat/v1/send/") {
            Some(operation) if operation != "typing" => Family::Send,
            _ => Family::Account,
        }
    }
}

/// The limits of a client. Where `kind` is the same, they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    pub kind: u64,
    pub families: Families<Vec<Limit>>,
}

/// What the API documents.
pub const DOCUMENTED: Families<&[Limit]> = Families {
    account: &[
        Limit {
            requests: 1_000,
            per: 300_000.0,
        },
        Limit {
            requests: 200,
            per: 5_000.0,
        },
    ],
    send: &[Limit {
        requests: 1_000,
        per: 120_000.0,
    }],
};

/// How long a refusal that says nothing itself closes a family's lane: for the shortest time that its limits speak of.
pub fn closing(limits: &[Limit], family: Family) -> f64 {
    let limits = if limits.is_empty() {
        DOCUMENTED.of(family)
    } else {
        limits
    };
    limits.iter().map(|limit| limit.per).fold(f64::INFINITY, f64::min)
}

impl Limits {
    /// The documented limits, none, a share of the documented, or others; nothing for what is none of these.
    pub fn parse(given: &Value) -> Option<Self> {
        Some(Limits {
            kind: hash(&given.to_text()),
            families: families(given)?,
        })
    }
}

fn families(given: &Value) -> Option<Families<Vec<Limit>>> {
    let mut share = None;
    let mut limits = Families::default();
    let (mut account, mut send) = (None, None);
    match given {
        Value::Null => {}
        Value::Bool(false) => return Some(limits),
        Value::Object(given) => {
            for (name, value) in given.iter() {
                match name {
                    "share" => share = Some(share_of(value)?),
                    "account" => account = Some(limits_of(value)?),
                    "send" => send = Some(limits_of(value)?),
                    _ => return None,
                }
            }
        }
        _ => return None,
    }
    // A share is one of the documented limits.
    (share.is_none() || account.is_none() && send.is_none()).then_some(())?;
    let share = share.unwrap_or(1.0);
    limits.account = account.unwrap_or_else(|| part(DOCUMENTED.account, share));
    limits.send = send.unwrap_or_else(|| part(DOCUMENTED.send, share));
    Some(limits)
}

fn part(limits: &[Limit], share: f64) -> Vec<Limit> {
    let mut part = limits.to_vec();
    for limit in &mut part {
        limit.requests = (f64::from(limit.requests) * share).max(1.0) as u32;
    }
    part
}

fn limits_of(given: &Value) -> Option<Vec<Limit>> {
    let Value::Array(given) = given else { return None };
    let mut limits = Vec::new();
    for given in given {
        let mut limit = Limit { requests: 0, per: 0.0 };
        for (name, value) in given.as_object()?.iter() {
            let number = u32::try_from(value.as_u64()?).ok()?;
            match name {
                "limit" => limit.requests = number,
                "per" => limit.per = f64::from(number),
                _ => return None,
            }
        }
        (limit.requests > 0 && limit.per > 0.0).then_some(())?;
        limits.push(limit);
    }
    Some(limits)
}

/// A number above 0 up to 1.
fn share_of(given: &Value) -> Option<f64> {
    let Value::Number(number) = given else { return None };
    let (whole, digits) = text::split_once(number.as_str(), ".").unwrap_or((number.as_str(), "0"));
    let mut fraction = text::number(digits)? as f64;
    for _ in digits.bytes() {
        fraction /= 10.0;
    }
    Some(text::number(whole)? as f64 + fraction).filter(|share| *share > 0.0 && *share <= 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(given: &str) -> Option<[Vec<(u32, f64)>; 2]> {
        let Families { account, send } = Limits::parse(&Value::parse(given).unwrap())?.families;
        Some([account, send].map(|limits| limits.iter().map(|limit| (limit.requests, limit.per)).collect()))
    }

    #[test]
    fn limits_are_documented_none_a_share_or_others() {
        let documented = [vec![(1_000, 300_000.0), (200, 5_000.0)], vec![(1_000, 120_000.0)]];
        for (given, expected) in [
            ("null", documented.clone()),
            ("{}", documented.clone()),
            ("false", [vec![], vec![]]),
            (
                r#"{"share":0.25}"#,
                [vec![(250, 300_000.0), (50, 5_000.0)], vec![(250, 120_000.0)]],
            ),
            (
                r#"{"share":0.0001}"#,
                [vec![(1, 300_000.0), (1, 5_000.0)], vec![(1, 120_000.0)]],
            ),
            (
                r#"{"account":[{"limit":7,"per":100}]}"#,
                [vec![(7, 100.0)], documented[1].clone()],
            ),
            (r#"{"send":[]}"#, [documented[0].clone(), vec![]]),
        ] {
            assert_eq!(limits(given), Some(expected), "{given}");
        }
    }

    #[test]
    fn what_is_none_of_these_is_refused() {
        for given in [
            "true",
            "5",
            "[]",
            r#"{"share":0}"#,
            r#"{"share":1.5}"#,
            r#"{"share":1e-7}"#,
            r#"{"share":-0.5}"#,
            r#"{"share":"0.5"}"#,
            r#"{"share":1,"account":[]}"#,
            r#"{"account":5}"#,
            r#"{"account":[{"limit":1}]}"#,
            r#"{"account":[{"limit":0,"per":1}]}"#,
            r#"{"account":[{"limit":1,"per":1.5}]}"#,
            r#"{"acount":[]}"#,
        ] {
            assert_eq!(limits(given), None, "{given}");
        }
    }

    #[test]
    fn sends_have_a_family_of_their_own_but_typing_is_none() {
        for (path, family) in [
            ("/chat/v1/send/text", Family::Send),
            ("/Chat/V1/Send/template/batch", Family::Send),
            ("/chat/v1/send/message/1", Family::Send),
            ("/chat/v1/send/typing", Family::Account),
            ("/chat/v1/message/send", Family::Account),
            ("/core/v1/contact", Family::Account),
        ] {
            assert_eq!(Family::of(path), family, "{path}");
        }
    }
}
