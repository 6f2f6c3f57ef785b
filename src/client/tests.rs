//! The client against scripted hosts: what is repeated, what is uploaded, how calls end.

mod pacing;
mod uploads;

use super::script::{Play, Script};
use super::*;
use crate::error::Code;
use std::sync::atomic::{AtomicU32, Ordering};

const ID: &str = "0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10";
const SESSION: &str = r#"{"sessionId":"0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10"}"#;
const TEXT: &str = r#"{"from":"5511900000001","to":"5511999999999","text":"Oi"}"#;
const FILE: &str =
    r#"{"from":"5511900000001","to":"5511999999999","file":{"name":"a.pdf","data":{"\u0000":"bytes","size":3}}}"#;
const SLOT: Play = Play::Answer(
    200,
    r#"{"tempFileId":"0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b11","urlUpload":"https://storage.example/put?signature=s3cret"}"#,
);
const SAVED: Play = Play::Answer(200, r#"{"id":"0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b12"}"#);
const OK: Play = Play::Answer(200, r#"{"id":"done"}"#);
const ENVELOPE_500: Play = Play::Answer(
    500,
    r#"{"error":true,"key":"ENTITY_NOT_FOUND","text":"Atendimento não encontrado","httpStatusCode":500}"#,
);

/// One call, and the script as it was played.
struct Played {
    result: CallResult<Option<serde_json::Value>, Script>,
    script: Script,
    progress: Vec<(f64, f64)>,
}

impl Played {
    fn error(&self) -> &Error {
        &self.result.as_ref().expect_err("the call failed").error
    }

    fn urls(&self) -> Vec<String> {
        let requests = self.script.requests.borrow();
        requests
            .iter()
            .map(|sent| format!("{} {}", sent.method, sent.url.split('?').next().unwrap()))
            .collect()
    }
}

/// A client of an account that nothing is known of yet.
fn client(script: Script, options: &str) -> Client<Script> {
    static ACCOUNTS: AtomicU32 = AtomicU32::new(0);
    let account = ACCOUNTS.fetch_add(1, Ordering::Relaxed);
    let options = format!(r#"{{"apiKey":"pn_s3cret","account":"{account}"{options}}}"#);
    Client::new(script, Options::parse(&options, false).ok().unwrap())
}

fn play(operation: &str, params: &str, plays: impl IntoIterator<Item = Play>) -> Played {
    play_until(operation, params, plays, None)
}

fn play_until(operation: &str, params: &str, plays: impl IntoIterator<Item = Play>, abort_at: Option<f64>) -> Played {
    play_with(Script::new(plays), operation, params, abort_at)
}

fn play_with(script: Script, operation: &str, params: &str, abort_at: Option<f64>) -> Played {
    let (resource, operation) = operation.split_once('.').unwrap();
    let client = client(script, "");
    let progress = std::cell::RefCell::new(Vec::new());
    let tell = |sent, total| progress.borrow_mut().push((sent, total));
    let call = Call {
        data: Some("abc"),
        signal: abort_at,
        settings: client.settings(),
        progress: &tell,
        waited: Cell::default(),
    };
    let result = client
        .host
        .clock
        .run(client.execute(resource, operation, params, &call));
    assert_eq!(client.host.clock.open_timers(), 0, "a timer is left");
    Played {
        result,
        progress: progress.take(),
        script: client.host,
    }
}

#[test]
fn a_read_is_repeated_until_it_succeeds() {
    let played = play(
        "session.get",
        SESSION,
        [Play::Answer(503, ""), Play::Fail(FailureKind::Unknown), OK],
    );
    assert_eq!(played.result.as_ref().unwrap().as_ref().unwrap()["id"], "done");
    assert_eq!(played.script.requests.borrow().len(), 3);
    assert_eq!(played.script.now(), 250.0 + 500.0);
}

#[test]
fn retries_are_counted_and_end() {
    let played = play(
        "session.get",
        SESSION,
        [Play::Answer(502, ""), Play::Answer(502, ""), Play::Answer(504, "")],
    );
    let error = played.error();
    assert_eq!(
        (error.code, error.status, error.attempts, error.maybe_sent),
        (Code::Server, Some(504), 3, false)
    );
    assert_eq!(error.operation.as_deref(), Some("session.get"));
}

#[test]
fn the_server_s_own_wait_is_kept() {
    let played = play(
        "session.get",
        SESSION,
        [Play::With(503, &[("retry-after", "7")], ""), OK],
    );
    assert!(played.result.is_ok());
    assert_eq!(played.script.now(), 7_000.0);
}

#[test]
fn a_send_is_not_repeated_when_it_may_have_arrived() {
    for (failing, code) in [
        (Play::Fail(FailureKind::Unknown), Code::Network),
        (Play::Answer(502, ""), Code::Server),
        (Play::Answer(200, "{"), Code::InvalidResponse),
        (Play::Stall, Code::Timeout),
    ] {
        let played = play("message.sendText", TEXT, [failing]);
        let error = played.error();
        assert_eq!((error.code, error.attempts, error.maybe_sent), (code, 1, true));
        assert!(
            error.message.contains("check before you repeat it"),
            "{}",
            error.message
        );
    }
}

#[test]
fn a_send_is_repeated_when_it_certainly_never_left() {
    let played = play("message.sendText", TEXT, [Play::Fail(FailureKind::NotSent), OK]);
    assert!(played.result.is_ok());
    assert_eq!(played.script.requests.borrow().len(), 2);
}

#[test]
fn an_answer_of_the_api_is_no_outage_even_as_a_500() {
    let played = play("session.complete", SESSION, [ENVELOPE_500]);
    let error = played.error();
    assert_eq!(
        (error.code, error.status, error.attempts),
        (Code::NotFound, Some(500), 1)
    );
    assert_eq!(error.message, "Atendimento não encontrado.");
}

#[test]
fn an_attempt_ends_after_its_time_and_its_request_with_it() {
    let played = play(
        "session.get",
        SESSION,
        [Play::Stall, Play::Late(59_999.0, 200, r#"{"id":"late"}"#)],
    );
    assert!(played.result.is_ok());
    assert_eq!(played.script.ended_early.get(), 1);
    assert_eq!(played.script.now(), 60_000.0 + 250.0 + 59_999.0);
}

#[test]
fn an_aborted_call_sends_nothing_or_no_more() {
    let before = play_until("message.sendText", TEXT, [], Some(0.0));
    let error = before.error();
    assert_eq!(
        (error.code, error.attempts, error.maybe_sent),
        (Code::Aborted, 0, false)
    );
    assert!(before.script.requests.borrow().is_empty());
    assert_eq!(before.result.as_ref().unwrap_err().cause.as_deref(), Some("the reason"));

    let during = play_until("message.sendText", TEXT, [Play::Stall], Some(10.0));
    let error = during.error();
    assert_eq!((error.code, error.attempts, error.maybe_sent), (Code::Aborted, 1, true));
    assert_eq!(during.script.ended_early.get(), 1);
    assert_eq!(during.script.now(), 10.0);

    let while_waiting = play_until("session.get", SESSION, [Play::Answer(503, "")], Some(100.0));
    let error = while_waiting.error();
    assert_eq!(
        (error.code, error.attempts, error.maybe_sent),
        (Code::Aborted, 1, false)
    );
    assert_eq!(while_waiting.script.now(), 100.0);
}

#[test]
fn a_delete_that_was_carried_out_unheard_succeeds() {
    let tag = format!(r#"{{"tagId":"{ID}"}}"#);
    let gone = || {
        Play::Answer(
            500,
            r#"{"error":true,"key":"ENTITY_NOT_FOUND","text":"Não encontrado","httpStatusCode":500}"#,
        )
    };
    for lost in [Play::Fail(FailureKind::Unknown), Play::Answer(502, ""), Play::Stall] {
        let played = play("tag.delete", &tag, [lost, gone()]);
        assert!(matches!(played.result, Ok(None)), "{:?}", played.result);
    }
    for before in [
        Play::Fail(FailureKind::NotSent),
        Play::With(429, &[("retry-after", "0")], ""),
    ] {
        let played = play("tag.delete", &tag, [before, gone()]);
        assert_eq!(played.error().code, Code::NotFound);
    }
    let played = play("session.complete", SESSION, [Play::Answer(502, ""), gone()]);
    assert_eq!(played.error().code, Code::NotFound);
}

#[test]
fn events_tell_each_step_and_no_secret() {
    let played = play(
        "message.sendFile",
        FILE,
        [SLOT, Play::Answer(503, ""), Play::Take(&[]), SAVED, OK],
    );
    let events = played.script.events.borrow();
    let told: Vec<String> = events
        .iter()
        .map(|event| {
            format!(
                "{:?} {} {} {}",
                event.kind,
                event.step,
                event.attempt,
                event.status.unwrap_or(0)
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "Request file.getUploadUrl 1 0",
            "Response file.getUploadUrl 1 200",
            "Request upload 1 0",
            "Response upload 1 503",
            "Retry upload 1 503",
            "Request upload 2 0",
            "Response upload 2 200",
            "Request file.save 1 0",
            "Response file.save 1 200",
            "Request message.sendFile 1 0",
            "Response message.sendFile 1 200",
        ]
    );
    assert!(events.iter().all(|event| event.operation == "message.sendFile"));
    let text = crate::json::list(&events).to_text();
    assert!(!text.contains("s3cret") && !text.contains('?'), "{text}");
}

#[test]
fn a_token_that_the_server_echoes_is_redacted() {
    let played = play(
        "session.get",
        SESSION,
        [Play::With(
            400,
            &[("x-echo", "pn_s3cret"), ("x-request-id", "pn_s3cret")],
            "bad token pn_s3cret",
        )],
    );
    let events = played.script.events.borrow();
    let text = format!(
        "{} {}",
        crate::json::Value::from(played.error()).to_text(),
        crate::json::list(&events).to_text()
    );
    assert!(!text.contains("pn_s3cret"), "{text}");
}

#[test]
fn nothing_is_sent_for_bad_params() {
    let played = play("session.complete", "{}", []);
    assert_eq!((played.error().code, played.error().attempts), (Code::Validation, 0));
    assert!(played.error().message.starts_with("Session ID is empty"));
    assert!(played.script.events.borrow().is_empty());
    let unknown = play("session.finish", &format!(r#"{{"sessionId":"{ID}"}}"#), []);
    assert_eq!(unknown.error().issues[0].field, "operation");
}

const STATUS: &str = r#"{"messageId":"0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10"}"#;
const SENT: Play = Play::Answer(200, r#"{"status":"SENT"}"#);

#[test]
fn a_wait_asks_more_and_more_seldom_until_the_status_is_final() {
    let played = play(
        "message.waitUntilFinal",
        STATUS,
        [SENT, SENT, SENT, Play::Answer(200, r#"{"status":"Delivered"}"#)],
    );
    assert_eq!(played.result.as_ref().unwrap().as_ref().unwrap()["status"], "Delivered");
    let events = played.script.events.borrow();
    let asked: Vec<f64> = events
        .iter()
        .filter(|event| event.kind == EventKind::Request)
        .map(|event| event.at)
        .collect();
    let pauses: Vec<f64> = asked.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(pauses, [1_000.0, 1_500.0, 2_250.0]);
}

#[test]
fn a_wait_ends_at_its_time_whatever_the_server_does() {
    let patient = |timeout: u32| format!(r#"{{"messageId":"{ID}","timeout":{timeout}}}"#);
    let stalled = play("message.waitUntilFinal", &patient(700), [Play::Stall]);
    let error = stalled.error();
    assert_eq!((error.code, error.maybe_sent), (Code::Timeout, false));
    assert!(
        error.message.contains("still unknown after 700 ms"),
        "{}",
        error.message
    );
    assert_eq!(stalled.script.ended_early.get(), 1);
    let sent = play("message.waitUntilFinal", &patient(2_000), [SENT, SENT]);
    assert!(sent.error().message.contains("still SENT"), "{}", sent.error().message);
}

#[test]
fn a_wait_is_ended_by_its_signal() {
    let played = play_until("message.waitUntilFinal", STATUS, [SENT], Some(300.0));
    assert_eq!(played.error().code, Code::Aborted);
}

#[test]
fn a_route_that_the_catalog_lacks_is_repeated_by_its_method() {
    let run = |method, plays: Vec<Play>| {
        let client = client(Script::new(plays), "");
        let call = Call {
            data: None,
            signal: None,
            settings: client.settings(),
            progress: &|_, _| {},
            waited: Cell::default(),
        };
        let job = Job::raw(method, "/core/v1/tag", "null");
        let result = client.host.clock.run(client.run("route", job, &call));
        (result.is_ok(), client.host.requests.borrow().len())
    };
    assert_eq!(run("GET", vec![Play::Answer(503, ""), OK]), (true, 2));
    assert_eq!(run("PUT", vec![Play::Answer(503, ""), OK]), (true, 2));
    assert_eq!(run("POST", vec![Play::Answer(503, "")]), (false, 1));
    assert_eq!(run("PATCH", vec![]), (false, 0));
}
