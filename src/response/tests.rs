//! What the answers of the API mean.

use super::classify::KEPT_BODY;
use super::*;
use crate::catalog::Answer;
use crate::error::{Code, Error};

fn judge(status: u16, body: &str) -> Verdict {
    judge_with(status, body, &[])
}

fn judge_with(status: u16, body: &str, headers: &[(&str, &str)]) -> Verdict {
    let headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_string()))
        .collect();
    classify(
        Answer::Json,
        Seen {
            status,
            headers: &headers,
            body: if body.is_empty() { Body::Empty } else { Body::Text(body) },
            date: 0.0,
        },
    )
}

fn failure(verdict: Verdict) -> (Error, bool) {
    match verdict {
        Verdict::Failed { error, answered } => (*error, answered),
        other => panic!("{other:?}"),
    }
}

fn envelope(key: &str, text: &str, status: &str) -> String {
    format!(
        r#"{{"error":true,"key":"{key}","text":"{text}","httpStatusCode":{status},"id":{{"value":"v","shortValue":"c44b"}}}}"#
    )
}

#[test]
fn json_in_a_2xx_is_the_result() {
    for status in [200, 201, 206] {
        let verdict = classify(
            Answer::Json,
            Seen {
                status,
                headers: &[],
                body: Body::Json,
                date: 0.0,
            },
        );
        assert!(matches!(verdict, Verdict::Value));
    }
}

#[test]
fn nothing_is_right_only_where_the_operation_may_answer_nothing() {
    let empty = |answer| {
        let (status, headers, body, date) = (200, &[][..], Body::Empty, 0.0);
        classify(
            answer,
            Seen {
                status,
                headers,
                body,
                date,
            },
        )
    };
    assert!(matches!(empty(Answer::JsonOrNothing), Verdict::Nothing));
    let (error, answered) = failure(empty(Answer::Json));
    assert_eq!((error.code, answered), (Code::InvalidResponse, false));
}

#[test]
fn envelopes_become_the_error_that_their_status_and_key_say() {
    for (http, key, text, status, code, shown) in [
        (
            401,
            "ERROR_UNAUTHORIZED",
            "Não autorizado",
            "401",
            Code::Authentication,
            401,
        ),
        (403, "ERROR_UNAUTHORIZED", "Sem permissão", "403", Code::Permission, 403),
        (
            400,
            "FORM_ERROR",
            "Campo inválido",
            "\"BadRequest\"",
            Code::BadRequest,
            400,
        ),
        (
            500,
            "ENTITY_NOT_FOUND",
            "Atendimento não encontrado",
            "500",
            Code::NotFound,
            500,
        ),
        (
            500,
            "FORM_ERROR",
            "Contato não encontrado",
            "\"INTERNALSERVERERROR\"",
            Code::NotFound,
            500,
        ),
        (500, "FORM_ERROR", "Campo inválido", "500", Code::BadRequest, 500),
        (500, "ENTITY_ERROR_SAVE", "Não salvo", "500", Code::Conflict, 500),
        (500, "SOMETHING_ELSE", "Falha", "500", Code::Server, 500),
        (
            200,
            "ENTITY_NOT_FOUND",
            "Modelo não encontrado",
            "400",
            Code::NotFound,
            400,
        ),
        (200, "X", "Falha", "\"Forbidden\"", Code::Permission, 403),
        (200, "X", "Falha", "\"Odd\"", Code::Server, 200),
        (404, "X", "Nada", "404", Code::NotFound, 404),
        (409, "X", "Já existe", "409", Code::Conflict, 409),
        (429, "X", "Devagar", "429", Code::RateLimited, 429),
    ] {
        let (error, answered) = failure(judge(http, &envelope(key, text, status)));
        assert_eq!(
            (error.code, error.status, answered),
            (code, Some(shown), true),
            "{http} {key}"
        );
        assert_eq!(error.key.as_deref(), Some(key));
        assert_eq!(error.request_id.as_deref(), Some("c44b"));
        assert!(error.message.starts_with(text), "{}", error.message);
        assert_eq!(error.response.unwrap().status, http);
    }
}

#[test]
fn statuses_without_a_document_speak_for_themselves() {
    for (status, code) in [
        (400, Code::BadRequest),
        (401, Code::Authentication),
        (402, Code::Permission),
        (403, Code::Permission),
        (404, Code::NotFound),
        (408, Code::Timeout),
        (410, Code::NotFound),
        (409, Code::Conflict),
        (413, Code::BadRequest),
        (422, Code::BadRequest),
        (429, Code::RateLimited),
        (500, Code::Server),
        (502, Code::Server),
        (599, Code::Server),
    ] {
        let (error, answered) = failure(judge(status, ""));
        assert_eq!((error.code, error.status, answered), (code, Some(status), false));
        assert!(error.message.contains(&status.to_string()), "{}", error.message);
    }
}

#[test]
fn pages_of_a_proxy_are_told_by_their_title() {
    let page = "<!DOCTYPE html><html><head><TITLE>502 Bad\n Gateway</TITLE></head></html>";
    let (error, answered) = failure(judge(502, page));
    assert_eq!((error.code, answered), (Code::Server, false));
    assert!(error.message.starts_with("502 Bad Gateway."), "{}", error.message);
    let (error, _) = failure(judge(200, page));
    assert_eq!(error.code, Code::InvalidResponse);
    assert!(
        error.message.contains("web page instead of JSON (502 Bad Gateway)"),
        "{}",
        error.message
    );
}

#[test]
fn redirects_broken_json_and_empty_answers_are_no_answers() {
    for (status, body, told) in [
        (302, "", "redirect"),
        (0, "", "redirect"),
        (200, "", "nothing"),
        (200, r#"{"id":"#, "not readable JSON"),
        (200, "ok", "not readable JSON"),
    ] {
        let (error, answered) = failure(judge(status, body));
        assert_eq!(
            (error.code, answered),
            (Code::InvalidResponse, false),
            "{status} {body}"
        );
        assert!(error.message.contains(told), "{}", error.message);
    }
    let (error, _) = failure(judge_with(307, "", &[("location", "https://evil.example/x?token=1")]));
    assert!(error.message.contains("https://evil.example/x,"), "{}", error.message);
}

#[test]
fn problem_details_give_their_issues() {
    let body = r#"{"title":"Bad","status":400,"errors":{"To":["required"]}}"#;
    let (error, answered) = failure(judge(400, body));
    assert_eq!((error.code, answered), (Code::BadRequest, false));
    assert_eq!(error.issues[0].field, "To");
    assert_eq!(error.message, "Bad To: required.");
}

#[test]
fn headers_give_a_request_id_and_a_wait_but_no_cookies() {
    let headers = [("x-request-id", "r1"), ("retry-after", "7"), ("set-cookie", "s=1")];
    let (error, _) = failure(judge_with(503, "", &headers));
    assert_eq!(error.request_id.as_deref(), Some("r1"));
    assert_eq!(error.retry_after, Some(7000.0));
    let kept: Vec<_> = error
        .response
        .unwrap()
        .headers
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(kept, ["x-request-id", "retry-after"]);
}

#[test]
fn what_an_error_keeps_is_bounded_and_whole_characters() {
    let (error, _) = failure(judge(500, &"é".repeat(100_000)));
    assert_eq!(error.response.unwrap().body.len(), KEPT_BODY);
    assert!(error.message.len() < 1200);
}
