//! Many calls at once under rate limits, against a server that enforces them, with a clock that need not be waited for.

use super::*;
use crate::client::bucket::{Bucket, Limit};
use crate::client::script::{Clock, Server};
use futures_util::future::{join, join_all, join3};

const DOCUMENTED: &[(usize, f64)] = &[(1_000, 300_000.0), (200, 5_000.0)];
const OF_SENDS: &[(usize, f64)] = &[(1_000, 120_000.0)];
const SEND: &str = r#"{"to":"5511999999999","text":"Oi"}"#;
const PATIENT: &str = r#","maxWait":2000000"#;

fn limited(server: Server, options: &str) -> Client<Script> {
    client(Script::limited(server, Clock::default()), options)
}

/// What came of one of many calls, and when.
type Ended = (Result<(), Error>, f64);

async fn one(client: &Client<Script>, resource: &str, operation: &str, params: &str, signal: Option<f64>) -> Ended {
    let call = Call {
        data: None,
        signal,
        settings: client.settings(),
        progress: &|_, _| {},
        waited: Cell::default(),
    };
    let result = client.execute(resource, operation, params, &call).await;
    (result.map(|_| ()).map_err(|failed| failed.error), client.host.now())
}

/// So many reads at once.
fn reads(client: &Client<Script>, count: usize) -> Vec<Ended> {
    let calls = (0..count).map(|_| one(client, "session", "get", SESSION, None));
    client.host.clock.run(join_all(calls))
}

fn server(client: &Client<Script>) -> &Server {
    client.host.server.as_ref().unwrap()
}

fn waits(client: &Client<Script>) -> Vec<Option<f64>> {
    let events = client.host.events.borrow();
    let waits = events.iter().filter(|event| event.kind == EventKind::Wait);
    waits.map(|event| event.wait).collect()
}

#[test]
fn a_burst_meets_no_429_and_takes_little_longer_than_the_limits_demand() {
    // The first 1,000 in five lots; the others when the first of these are 5 minutes old, in three lots.
    let optimum = 300_000.0 + 2.0 * 5_000.0;
    for (latency, seed) in [(0.0, 1), (40.0, 2), (900.0, 3), (3_000.0, 4)] {
        let client = limited(Server::new(DOCUMENTED, latency, seed), "");
        let ended = reads(&client, 1_500);
        assert!(ended.iter().all(|(result, _)| result.is_ok()));
        assert_eq!(server(&client).refused.get(), 0, "latency {latency}");
        let took = ended.iter().fold(0.0, |last, (_, at)| f64::max(last, *at));
        // An answer that is under way for seconds keeps its place for as long.
        let allowed = 1.05 * optimum + 4.0 * latency;
        assert!(took <= allowed, "latency {latency}: {took} of {optimum}");
        assert_eq!(client.host.clock.open_timers(), 0);
    }
}

#[test]
fn whatever_the_latencies_no_window_ever_holds_too_many() {
    for seed in 0..200 {
        let latency = f64::from(u32::try_from(seed).unwrap() % 40) * 10.0;
        let client = limited(
            Server::new(&[(20, 1_000.0), (7, 100.0)], latency, seed),
            r#","rateLimit":{"account":[{"limit":20,"per":1000},{"limit":7,"per":100}]}"#,
        );
        let ended = reads(&client, 90);
        assert!(ended.iter().all(|(result, _)| result.is_ok()), "{seed}");
        assert_eq!(server(&client).refused.get(), 0, "{seed}");
    }
}

#[test]
fn sends_have_a_limit_of_their_own() {
    let client = limited(Server::new(OF_SENDS, 40.0, 5), PATIENT);
    let calls = (0..1_500).map(|_| one(&client, "send", "text", SEND, None));
    let ended = client.host.clock.run(join_all(calls));
    assert!(ended.iter().all(|(result, _)| result.is_ok()));
    assert_eq!(server(&client).refused.get(), 0);
    let took = ended.iter().fold(0.0, |last, (_, at)| f64::max(last, *at));
    assert!((120_000.0..126_000.0).contains(&took), "{took}");
}

#[test]
fn a_call_with_room_does_not_wait_for_others_that_have_none() {
    let client = limited(Server::new(&[], 0.0, 6), PATIENT);
    let ended = client.host.clock.run(async {
        let sends = (0..1_200).map(|_| one(&client, "send", "text", SEND, None));
        let typing = one(&client, "send", "typing", SESSION, None);
        let read = one(&client, "session", "get", SESSION, None);
        let (_, typing, read) = join3(join_all(sends), typing, read).await;
        [typing, read]
    });
    assert!(
        ended.iter().all(|(result, at)| result.is_ok() && *at == 0.0),
        "{ended:?}"
    );
}

#[test]
fn calls_go_in_the_order_in_which_they_came() {
    let client = limited(
        Server::new(&[(3, 1_000.0)], 0.0, 7),
        r#","rateLimit":{"account":[{"limit":3,"per":1000}]}"#,
    );
    let ended = reads(&client, 12);
    let times: Vec<f64> = ended.into_iter().map(|(_, at)| at).collect();
    let lots: Vec<f64> = (0..4).flat_map(|lot| [f64::from(lot) * 1_020.0; 3]).collect();
    assert_eq!(times, lots);
    assert_eq!(waits(&client).first(), Some(&Some(1_020.0)));
}

#[test]
fn all_clients_of_an_account_share_its_limits_and_others_do_not() {
    let parse = |token: &str, host: &str| {
        let options = format!(
            r#"{{"apiKey":"{token}","baseUrl":"https://{host}","rateLimit":{{"account":[{{"limit":2,"per":1000}}]}}}}"#
        );
        Options::parse(&options, false).ok().unwrap()
    };
    let clock = Clock::default();
    let connect = |token, host| {
        let script = Script::limited(Server::new(&[], 0.0, 8), clock.clone());
        Client::new(script, parse(token, host))
    };
    let clients = [
        connect("pn_shared", "one.example"),
        connect("pn_shared", "ONE.example"),
        connect("pn_shared", "two.example"),
        connect("pn_other", "one.example"),
    ];
    let calls = clients
        .iter()
        .flat_map(|client| (0..2).map(move |_| one(client, "session", "get", SESSION, None)));
    let times: Vec<f64> = clock.run(join_all(calls)).into_iter().map(|(_, at)| at).collect();
    assert_eq!(times, [0.0, 0.0, 1_020.0, 1_020.0, 0.0, 0.0, 0.0, 0.0]);
}

#[test]
fn what_takes_its_turn_under_other_limits_does_not_wait_for_them() {
    let options = |limit: &str| {
        let options = format!(r#"{{"apiKey":"pn_mixed","rateLimit":{limit}}}"#);
        Options::parse(&options, false).ok().unwrap()
    };
    let clock = Clock::default();
    let connect = |limit| {
        let script = Script::limited(Server::new(&[], 0.0, 9), clock.clone());
        Client::new(script, options(limit))
    };
    let (strict, free) = (connect(r#"{"account":[{"limit":1,"per":1000}]}"#), connect("false"));
    let (strictly, freely) = clock.run(async {
        let strictly = join_all((0..3).map(|_| one(&strict, "session", "get", SESSION, None)));
        let freely = join_all((0..5).map(|_| one(&free, "session", "get", SESSION, None)));
        join(strictly, freely).await
    });
    assert!(freely.iter().all(|(_, at)| *at == 0.0), "{freely:?}");
    assert_eq!(strictly.len(), 3);
}

#[test]
fn a_call_that_is_aborted_while_it_waits_sends_nothing_and_makes_room_for_the_next() {
    let client = limited(
        Server::new(&[], 0.0, 10),
        r#","rateLimit":{"account":[{"limit":1,"per":1000}]}"#,
    );
    let ended = client.host.clock.run(async {
        let first = one(&client, "session", "get", SESSION, None);
        let aborted = one(&client, "message", "sendText", TEXT, Some(300.0));
        let next = one(&client, "session", "get", SESSION, None);
        let (first, aborted, next) = join3(first, aborted, next).await;
        [first, aborted, next]
    });
    let [(first, _), (aborted, at), (next, later)] = ended;
    assert!(first.is_ok() && next.is_ok());
    let aborted = aborted.unwrap_err();
    assert_eq!(
        (aborted.code, aborted.attempts, aborted.maybe_sent, at),
        (Code::Aborted, 0, false, 300.0)
    );
    assert_eq!(later, 1_020.0);
    assert_eq!(client.host.requests.borrow().len(), 2);
    assert_eq!(client.host.clock.open_timers(), 0);
}

#[test]
fn a_wait_that_would_be_too_long_is_not_begun() {
    let client = limited(
        Server::new(&[], 0.0, 11),
        r#","maxWait":1500,"rateLimit":{"account":[{"limit":1,"per":1000}]}"#,
    );
    let ended = reads(&client, 4);
    let codes: Vec<_> = ended
        .iter()
        .map(|(result, at)| (result.as_ref().err().map(|error| error.code), *at))
        .collect();
    let no_room = Some(Code::RateLimited);
    assert_eq!(codes[..2], [(None, 0.0), (None, 1_020.0)]);
    assert!(
        codes[2..].iter().all(|(code, at)| *code == no_room && *at <= 1_500.0),
        "{codes:?}"
    );
    let error = ended[3].0.as_ref().unwrap_err();
    assert_eq!((error.attempts, error.maybe_sent), (0, false));
    assert!(error.message.contains("1500 ms (maxWait)"), "{}", error.message);
    assert_eq!(client.host.requests.borrow().len(), 2);
}

#[test]
fn a_refused_call_waits_and_goes_again_without_a_retry() {
    for (operation, params) in [("session.get", SESSION), ("message.sendText", TEXT)] {
        let refused = || Play::With(429, &[("retry-after", "3")], "");
        let played = play(operation, params, [refused(), refused(), refused(), OK]);
        assert!(played.result.is_ok(), "{:?}", played.result);
        assert_eq!(played.script.requests.borrow().len(), 4);
        assert_eq!(played.script.now(), 9_000.0);
    }
}

#[test]
fn a_refusal_without_a_wait_closes_the_bucket_for_its_short_window_doubling() {
    let refused = || Play::Answer(429, "");
    let played = play("session.get", SESSION, [refused(), refused(), refused(), OK]);
    assert!(played.result.is_ok());
    assert_eq!(played.script.now(), 5_000.0 + 10_000.0 + 20_000.0);
    let of_sends = play("send.text", SEND, [refused(), OK]);
    assert_eq!(of_sends.script.now(), 120_000.0);
}

#[test]
fn a_server_that_refuses_for_ever_is_given_up_after_max_wait() {
    for headers in [&[][..], &[("retry-after", "0")], &[("retry-after", "40")]] {
        let plays = (0..200).map(|_| Play::With(429, headers, "Devagar"));
        let played = play("message.sendText", TEXT, plays);
        let error = played.error();
        assert_eq!(
            (error.code, error.status, error.maybe_sent),
            (Code::RateLimited, Some(429), false)
        );
        assert!(error.message.starts_with("Devagar."), "{}", error.message);
        assert_eq!(error.attempts as usize, played.script.requests.borrow().len());
        assert!(error.attempts < 60, "{headers:?}: {}", error.attempts);
        assert!(played.script.now() <= 360_000.0);
    }
}

#[test]
fn a_longer_wait_than_max_wait_is_told_at_once() {
    let played = play(
        "session.get",
        SESSION,
        [Play::With(429, &[("retry-after", "3600")], "")],
    );
    let error = played.error();
    assert_eq!(
        (error.code, error.attempts, error.retry_after),
        (Code::RateLimited, 1, Some(3_600_000.0))
    );
    assert_eq!(played.script.now(), 0.0);
}

#[test]
fn after_a_refusal_everyone_waits_and_one_goes_ahead() {
    // The limit is lower than documented, and nobody knows.
    let client = limited(Server::new(&[(10, 4_000.0)], 20.0, 12), PATIENT);
    let ended = reads(&client, 50);
    let failed: Vec<_> = ended.iter().filter(|(result, _)| result.is_err()).collect();
    assert!(failed.is_empty(), "{failed:?}");
    let refused = server(&client).refused.get();
    // A burst each time that the bucket opens, of which ten find room, and a few that find out that it is closed.
    assert!((40..=120).contains(&refused), "{refused}");
    let took = ended.iter().fold(0.0, |last, (_, at)| f64::max(last, *at));
    assert!(took < 60_000.0, "{took}");
}

#[test]
fn where_no_call_may_wake_another_each_looks_for_itself() {
    let client = limited(Server::new(DOCUMENTED, 40.0, 13), PATIENT);
    client.host.isolated.set(true);
    let ended = reads(&client, 450);
    assert!(ended.iter().all(|(result, _)| result.is_ok()));
    assert_eq!(server(&client).refused.get(), 0);
    let took = ended.iter().fold(0.0, |last, (_, at)| f64::max(last, *at));
    assert!((10_000.0..11_500.0).contains(&took), "{took}");
}

#[test]
fn calls_under_two_kinds_of_limits_do_not_wake_each_other_in_vain() {
    let clock = Clock::default();
    let connect = |limit| {
        let options =
            format!(r#"{{"apiKey":"pn_kinds","rateLimit":{{"account":[{{"limit":{limit},"per":1000}}]}}{PATIENT}}}"#);
        let script = Script::limited(Server::new(&[(11, 1_000.0)], 20.0, 14), clock.clone());
        Client::new(script, Options::parse(&options, false).ok().unwrap())
    };
    let clients = [connect(10), connect(11)];
    let calls = (0..400).map(|at| one(&clients[at % 2], "session", "get", SESSION, None));
    let ended = clock.run(join_all(calls));
    assert!(ended.iter().all(|(result, _)| result.is_ok()));
    // For each call: two ways, a time limit, and a few looks at the queue.
    assert!(clock.all_timers() < 400 * 12, "{}", clock.all_timers());
}

#[test]
fn what_is_aborted_already_or_never_left_takes_no_place() {
    let options = r#","maxRetries":0,"rateLimit":{"account":[{"limit":1,"per":1000}]}"#;
    let client = client(Script::new([Play::Fail(FailureKind::NotSent), OK]), options);
    let ended = client.host.clock.run(async {
        let aborted = one(&client, "session", "get", SESSION, Some(0.0)).await;
        let unsent = one(&client, "session", "get", SESSION, None).await;
        let next = one(&client, "session", "get", SESSION, None).await;
        [aborted, unsent, next].map(|(result, at)| (result.err().map(|error| (error.code, error.attempts)), at))
    });
    let expected = [
        (Some((Code::Aborted, 0)), 0.0),
        (Some((Code::Network, 1)), 0.0),
        (None, 0.0),
    ];
    assert_eq!(ended, expected);
}

#[test]
fn refusals_of_what_was_under_way_together_count_as_one() {
    let limits = [Limit {
        requests: 10,
        per: 1_000.0,
    }];
    let mut bucket = Bucket::default();
    let [first, second, third] = [(); 3].map(|()| bucket.begin(&limits, 0.0));
    for place in [first, second] {
        bucket.end(Some(5.0));
        bucket.refuse(place, 5.0, Some(0.0), 1_000.0);
    }
    assert_eq!(bucket.opens_at(&limits, 0, 5.0), 5.0);
    // A later one says more if it asks for more.
    bucket.end(Some(6.0));
    bucket.refuse(third, 6.0, Some(30.0), 1_000.0);
    assert_eq!(bucket.opens_at(&limits, 0, 6.0), 36.0);
    // Whoever comes back as it was asked to and is refused again waits longer than it is asked to.
    let again = bucket.begin(&limits, 36.0);
    bucket.end(Some(40.0));
    bucket.refuse(again, 40.0, Some(0.0), 1_000.0);
    assert_eq!(bucket.opens_at(&limits, 0, 40.0), 540.0);
}

#[test]
fn a_request_that_goes_ahead_and_hangs_keeps_the_others_waiting_for_8_seconds() {
    let plays = [Play::With(429, &[("retry-after", "1")], ""), Play::Stall, OK, OK, OK];
    let client = client(Script::new(plays), "");
    let times: Vec<f64> = reads(&client, 3).into_iter().map(|(_, at)| at).collect();
    // The first goes ahead after a second; it succeeds when it has timed out after a minute and is repeated.
    assert_eq!(times, [61_250.0, 9_000.0, 9_000.0]);
}

#[test]
fn no_refusal_closes_a_bucket_for_good() {
    let plays = (0..10).map(|_| Play::Answer(429, "")).chain([OK]);
    let silent = client(Script::new(plays), PATIENT);
    let ended = reads(&silent, 1);
    assert!(ended[0].0.is_ok());
    assert_eq!(ended[0].1, 315_000.0 + 4.0 * 300_000.0);

    let year = Play::With(429, &[("retry-after", "31536000")], "");
    let client = client(Script::new([year, OK]), "");
    let (first, second, third) = client.host.clock.run(async {
        let first = one(&client, "session", "get", SESSION, None).await;
        let second = one(&client, "session", "get", SESSION, None).await;
        client.host.sleep(3_600_000.0).await;
        (first, second, one(&client, "session", "get", SESSION, None).await)
    });
    assert_eq!(first.0.unwrap_err().retry_after, Some(31_536_000_000.0));
    assert_eq!(second.0.unwrap_err().retry_after, Some(3_600_000.0));
    assert!(third.0.is_ok());
}
