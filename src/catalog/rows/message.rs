//! Messages to a contact, whether or not a session is open.

use super::shared::{
    ENABLE_BOT, FILE_ID, FILE_URL, FORCE_START_SESSION, FROM, HIDDEN_SESSION, ONE_DEPARTMENT, ONE_FILE,
    ONE_FILE_AT_MOST, ONE_USER, PAGING, SYNCHRONOUS, TEMPLATE_ID, caption, department, department_id, file_source,
    parameters, ref_id, template_id, text, user, user_id,
};
use super::{Field, Kind, Operation, Resource, Rule, Shape, Source};

pub const RESOURCE: Resource = Resource {
    name: "message",
    operations: &[
        DELETE,
        GET,
        GET_STATUS,
        LIST,
        SEND,
        SEND_FILE,
        SEND_SYNC,
        SEND_TEMPLATE,
        SEND_TEXT,
        WAIT_UNTIL_FINAL,
    ],
};

const ID: &[Field] = &[Field::path("messageId", "id", Kind::Id).doc("Id of the message.")];

const DELETE: Operation = Operation::delete("delete", "/chat/v1/message/{id}")
    .takes(&[ID])
    .doc("Deletes a message.");

const GET: Operation = Operation::get("get", "/chat/v1/message/{id}")
    .takes(&[ID])
    .doc("Reads a message.");

const GET_STATUS: Operation = Operation::get("getStatus", "/chat/v1/message/{id}/status")
    .takes(&[ID])
    .doc("Reads how far a message has come.");

const WAIT_UNTIL_FINAL: Operation = Operation::get("waitUntilFinal", "/chat/v1/message/{id}/status")
    .takes(&[
        ID,
        &[Field::patience("timeout").doc("Milliseconds to wait for the end. Default: 60000.")],
    ])
    .doc("Reads how far a message has come until it has arrived, was read, or failed; more and more seldom, from each second to every 10 s.");

const LIST: Operation = Operation::page("list", "/chat/v1/message")
    .takes(&[
        &[Field::query("sessionId", "SessionId", Kind::Id)
            .required()
            .doc("Id of the session.")],
        PAGING,
    ])
    .doc("Lists the messages of a session, a page at a time.");

const SEND: Operation = Operation::post("send", "/chat/v1/message/send")
    .takes(&[SENT, CREATES_SESSION])
    .rules(CREATES_SESSION_RULES)
    .doc("Sends what `body` says: a text, a file or a template. `sendText`, `sendFile` and `sendTemplate` are easier.");

const SEND_SYNC: Operation = Operation::post("sendSync", "/chat/v1/message/send-sync")
    .takes(&[SENT, CREATES_SESSION])
    .rules(CREATES_SESSION_RULES)
    .doc("The same as `send`, but waits up to 25 s for the channel's answer and returns the latest status known.");

const SENT: &[Field] = &[
    FROM.nullable(),
    TO,
    Field::body("body", Kind::Object(CONTENT))
        .required()
        .doc("What to send."),
];

/// What a message holds, as the API has it.
pub const CONTENT: &Shape = &Shape {
    fields: CONTENT_FIELDS,
    rules: SOME_CONTENT,
};

pub const CONTENT_FIELDS: &[Field] = &[
    Field::body("text", Kind::TEXT)
        .nullable()
        .doc("The text, or the caption of a file."),
    TEMPLATE_ID.nullable(),
    parameters("parameters"),
    FILE_URL,
    FILE_ID,
    ref_id("refId"),
];

pub const SOME_CONTENT: &[Rule] = &[Rule::AtLeastOne(&["text", "templateId", "fileUrl", "fileId"])];

const SEND_FILE: Operation = send(
    "sendFile",
    &[PARTIES, &file_source("body.fileUrl", "body.fileId"), &[caption("body.text")], REPLY, CREATES_SESSION, SYNC],
    &[ONE_FILE, ONE_USER, ONE_DEPARTMENT],
)
.doc("Sends a file, by its address, by its id, or from bytes that are uploaded first. On WhatsApp only a template can open a conversation.");

const SEND_TEMPLATE: Operation = send(
    "sendTemplate",
    &[
        PARTIES,
        &[template_id("body.templateId"), parameters("body.parameters")],
        &file_source("body.fileUrl", "body.fileId"),
        REPLY,
        CREATES_SESSION,
        SYNC,
    ],
    &[ONE_FILE_AT_MOST, ONE_USER, ONE_DEPARTMENT],
)
.doc("Sends a template, which may open a conversation; with a file where the template has one.");

const SEND_TEXT: Operation = send(
    "sendText",
    &[PARTIES, &[text("body.text")], REPLY, CREATES_SESSION, SYNC],
    CREATES_SESSION_RULES,
)
.doc("Sends a text. On WhatsApp only a template can open a conversation.");

const fn send(name: &'static str, groups: &'static [&'static [Field]], rules: &'static [Rule]) -> Operation {
    Operation::post(name, "/chat/v1/message/send")
        .or_sync("/chat/v1/message/send-sync")
        .takes(groups)
        .rules(rules)
}

const TO: Field = Field::body("to", Kind::Recipient)
    .required()
    .doc("The recipient: phone number with country code, or @instagram user. An unknown contact is created.");

const PARTIES: &[Field] = &[FROM.required(), TO];

const REPLY: &[Field] = &[ref_id("body.refId")];

const SYNC: &[Field] = &[SYNCHRONOUS];

const CREATES_SESSION: &[Field] = &[
    Field::body("botKey", Kind::Id)
        .nullable()
        .from(Source::Chatbots)
        .doc("Key of the bot that starts once the contact replies."),
    department("department"),
    department_id("department.id"),
    user("user"),
    user_id("user.id"),
    ENABLE_BOT,
    HIDDEN_SESSION,
    FORCE_START_SESSION,
];

const CREATES_SESSION_RULES: &[Rule] = &[ONE_USER, ONE_DEPARTMENT];
