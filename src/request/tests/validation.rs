//! Params that are refused, and what is made of those that are not.

use super::*;
use crate::error::IssueCode::*;
use serde_json::json;

#[test]
fn what_is_missing_is_named_all_at_once() {
    expect(
        "message.sendText",
        json!({}),
        &[("from", Required), ("to", Required), ("text", Required)],
    );
    expect(
        "message.sendFile",
        json!({}),
        &[("from", Required), ("to", Required), ("url", Required)],
    );
    expect(
        "chatbot.send",
        json!({}),
        &[("botKey", Required), ("from", Required), ("to", Required)],
    );
    expect("chatbot.send", json!({ "botKey": ID, "sessionId": ID }), &[]);
    expect(
        "file.getUploadUrl",
        json!({}),
        &[("type", Required), ("name", Required)],
    );
    expect("file.save", json!({}), &[("tempFileId", Required)]);
    let message = &issues("session.complete", json!({}))[0].2;
    assert_eq!(message, "Session ID is empty: give its id, a UUID.");
}

#[test]
fn white_space_and_nothing_chosen_count_as_missing() {
    for nothing in [
        json!(" \n"),
        json!(""),
        json!("NOT_SEND"),
        json!("UNDEFINED"),
        json!(null),
    ] {
        expect(
            "session.complete",
            json!({ "sessionId": nothing }),
            &[("sessionId", Required)],
        );
        expect(
            "chatbot.send",
            json!({ "botKey": ID, "from": nothing, "to": "5511" }),
            &[("from", Required)],
        );
    }
    assert_eq!(built("channel.list", json!({ "channelType": "NOT_SEND" })).query, "");
    // A text may say so, and where the API means something by it, it is a value.
    expect("session.sendText", json!({ "sessionId": ID, "text": "UNDEFINED" }), &[]);
    expect(
        "file.getUploadUrl",
        json!({ "type": "UNDEFINED", "name": "a.pdf" }),
        &[],
    );
}

#[test]
fn values_of_the_wrong_kind_are_refused() {
    let right = json!({ "sessionId": ID });
    for (param, value, code) in [
        ("sessionId", json!(5), Type),
        ("sessionId", json!("5"), Format),
        ("sessionId", json!("../0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b"), Format),
        ("stopBotInExecution", json!("true"), Type),
        ("stopBotInExecution", json!(null), Type),
        ("stopBotInExecution", json!({ "\0": "NaN" }), Type),
    ] {
        let mut params = right.clone();
        params[param] = value;
        expect("session.complete", params, &[(param, code)]);
    }
    expect(
        "channel.list",
        json!({ "channelType": "whatsapp" }),
        &[("channelType", Enum)],
    );
    expect(
        "session.get",
        json!({ "sessionId": ID, "includeDetails": "AgentDetails" }),
        &[("includeDetails", Type)],
    );
    expect(
        "session.get",
        json!({ "sessionId": ID, "includeDetails": ["AgentDetails", "agent", "", 5] }),
        &[
            ("includeDetails[1]", Enum),
            ("includeDetails[2]", Required),
            ("includeDetails[3]", Type),
        ],
    );
    let message = &issues("session.complete", json!({ "sessionId": { "\0": "NaN" } }))[0].2;
    assert_eq!(
        message,
        "sessionId must be a UUID, such as 0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10, not NaN."
    );
}

#[test]
fn an_unknown_param_suggests_the_nearest() {
    let params = json!({ "sessionId": ID, "reactivateOnMessage": true, "colour": 1 });
    let told = issues("session.complete", params);
    assert_eq!(told.len(), 2);
    assert_eq!((told[0].0.as_str(), told[0].1), ("colour", Unknown));
    assert!(
        told[0]
            .2
            .contains("Known here: sessionId, reactivateOnNewMessage, stopBotInExecution."),
        "{}",
        told[0].2
    );
    assert!(
        told[1].2.ends_with("Did you mean reactivateOnNewMessage?"),
        "{}",
        told[1].2
    );
    let nested = json!({ "sessionId": ID, "file": { "name": "a.pdf", "mimetype": "application/pdf", "data": { BYTES: "bytes", "size": 1 } } });
    let told = issues("session.sendFile", nested);
    assert_eq!(told[0].0, "file.mimetype");
    assert!(told[0].2.ends_with("Did you mean file.mimeType?"), "{}", told[0].2);
}

#[test]
fn a_file_comes_from_exactly_one_place() {
    let send = |more: Value| {
        let mut params = json!({ "sessionId": ID });
        params
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        params
    };
    let file = json!({ "name": "a.pdf", "data": { BYTES: "bytes", "size": 1 } });
    let url = "https://files.example/a.pdf";
    for right in [
        json!({ "url": url }),
        json!({ "fileId": ID }),
        json!({ "file": file }),
        json!({ "url": url, "fileId": null }),
    ] {
        expect("session.sendFile", send(right), &[]);
    }
    expect("session.sendFile", send(json!({})), &[("url", Required)]);
    expect(
        "session.sendFile",
        send(json!({ "url": url, "fileId": ID })),
        &[("fileId", Conflict)],
    );
    expect(
        "session.sendFile",
        send(json!({ "url": url, "file": file, "fileId": ID })),
        &[("fileId", Conflict), ("file", Conflict)],
    );
    expect(
        "session.sendFile",
        send(json!({ "url": "files.example/a.pdf" })),
        &[("url", Format)],
    );
    expect(
        "session.sendFile",
        send(json!({ "url": "ftp://files.example/a.pdf" })),
        &[("url", Format)],
    );
}

#[test]
fn a_file_without_usable_bytes_is_refused() {
    let bytes = |more: Value| {
        let mut mark = json!({ BYTES: "bytes" });
        mark.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        mark
    };
    for (file, wanted) in [
        (json!({ "name": "a.pdf" }), &[("file.data", Required)][..]),
        (json!({ "name": "a.pdf", "data": null }), &[("file.data", Required)]),
        (json!({ "name": "a.pdf", "data": 5 }), &[("file.data", Type)]),
        (json!({ "name": "a.pdf", "data": {} }), &[("file.data", Type)]),
        (
            json!({ "name": "a.pdf", "data": bytes(json!({ "size": 0 })) }),
            &[("file.data", Length)],
        ),
        (
            json!({ "name": "a.pdf", "data": bytes(json!({ "problem": "is not base64" })) }),
            &[("file.data", Format)],
        ),
        (
            json!({ "name": "a.pdf", "data": bytes(json!({ "once": true })) }),
            &[("file.size", Required)],
        ),
        (
            json!({ "name": "a.pdf", "size": 2, "data": bytes(json!({ "size": 3 })) }),
            &[("file.size", Conflict)],
        ),
        (
            json!({ "name": "a.pdf", "size": -2, "data": bytes(json!({ "size": 3 })) }),
            &[("file.size", Range)],
        ),
        (
            json!({ "data": bytes(json!({ "size": 3 })) }),
            &[("file.name", Required)],
        ),
        (
            json!({ "name": "a", "data": bytes(json!({ "size": 3 })) }),
            &[("file.name", Format)],
        ),
        (
            json!({ "name": "a\nb.pdf", "data": bytes(json!({ "size": 3 })) }),
            &[("file.name", Format)],
        ),
        (
            json!({ "name": "a.pdf", "mimeType": "pdf", "data": bytes(json!({ "size": 3 })) }),
            &[("file.mimeType", Format)],
        ),
        (
            json!({ "name": "a.pdf", "type": "PHOTO", "data": bytes(json!({ "size": 3 })) }),
            &[("file.type", Enum)],
        ),
        (json!("a.pdf"), &[("file", Type)]),
        (json!({ "\0": "binary data" }), &[("file", Type)]),
    ] {
        expect("session.sendFile", json!({ "sessionId": ID, "file": file }), wanted);
    }
}

#[test]
fn a_file_s_name_and_type_follow_from_each_other_and_from_its_data() {
    let bytes = |name: &str, mime_type: &str| json!({ BYTES: "bytes", "size": 3, "name": name, "mimeType": mime_type });
    let plain = json!({ BYTES: "bytes", "size": 3 });
    for (file, name, mime_type) in [
        (
            json!({ "name": "a", "mimeType": "application/pdf", "data": plain }),
            "a.pdf",
            "application/pdf",
        ),
        (
            json!({ "name": "a.", "mimeType": "image/jpeg", "data": plain }),
            "a.jpg",
            "image/jpeg",
        ),
        (json!({ "name": "a.PNG", "data": plain }), "a.PNG", "image/png"),
        (
            json!({ "name": "a.xyz", "data": plain }),
            "a.xyz",
            "application/octet-stream",
        ),
        (
            json!({ "data": bytes("scan.pdf", "application/pdf") }),
            "scan.pdf",
            "application/pdf",
        ),
        (
            json!({ "name": "b", "data": bytes("scan.pdf", "application/pdf") }),
            "b.pdf",
            "application/pdf",
        ),
        (
            json!({ "name": "b.txt", "mimeType": " ", "data": bytes("", "text/csv") }),
            "b.txt",
            "text/csv",
        ),
    ] {
        let upload = upload(file);
        assert_eq!((upload.name.as_str(), upload.mime_type.as_str()), (name, mime_type));
        assert_eq!(
            (upload.size, upload.repeatable, upload.file_type.as_str()),
            (3, true, "UNDEFINED")
        );
    }
    let stream =
        upload(json!({ "name": "a.pdf", "type": "DOCUMENT", "size": 7, "data": { BYTES: "bytes", "once": true } }));
    assert_eq!(
        (stream.size, stream.repeatable, stream.file_type.as_str()),
        (7, false, "DOCUMENT")
    );
    let asked = built(
        "file.getUploadUrl",
        json!({ "type": "PDF", "name": "a b", "mimeType": "application/pdf" }),
    );
    assert_eq!(
        asked.target(),
        "/core/v2/file?Type=PDF&Name=a%20b.pdf&MimeType=application%2Fpdf"
    );
}

#[test]
fn metadata_are_texts_and_nested_values_are_refused_by_key() {
    let send = |metadata: Value| json!({ "botKey": ID, "sessionId": ID, "sessionMetadata": metadata });
    let sent = body(
        "chatbot.send",
        send(json!({ "a": "x", "b": 5, "c": 1.5, "d": true, "e": "" })),
    );
    assert_eq!(
        sent["sessionMetadata"],
        json!({ "a": "x", "b": "5", "c": "1.5", "d": "true", "e": "" })
    );
    expect(
        "chatbot.send",
        send(json!({ "a": {}, "b": [], "c": null, "d": { "\0": "NaN" }, "e": "fine" })),
        &[
            ("sessionMetadata.a", Type),
            ("sessionMetadata.b", Type),
            ("sessionMetadata.c", Type),
            ("sessionMetadata.d", Type),
        ],
    );
    expect("chatbot.send", send(json!("x")), &[("sessionMetadata", Type)]);
}
