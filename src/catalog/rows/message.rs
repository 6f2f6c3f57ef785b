//! Messages to a contact, whether or not a session is open.

use super::shared::{MESSAGE_ID, ONE_FILE, SYNCHRONOUS, caption, file_source, ref_id, text};
use super::{Field, Kind, Operation, Resource, Rule};

pub const RESOURCE: Resource = Resource {
    name: "message",
    operations: &[GET, GET_STATUS, SEND_FILE, SEND_TEXT],
};

const GET: Operation = Operation::get("get", "/chat/v1/message/{id}")
    .takes(&[&[MESSAGE_ID]])
    .doc("Reads a message.");

const GET_STATUS: Operation = Operation::get("getStatus", "/chat/v1/message/{id}/status")
    .takes(&[&[MESSAGE_ID]])
    .doc("Reads how far a message has come.");

const SEND_FILE: Operation = send(
    "sendFile",
    &[PARTIES, &file_source("body.fileUrl", "body.fileId"), &[caption("body.text")], SEND],
    &[ONE_FILE],
)
.doc("Sends a file, by its address, by its id, or from bytes that are uploaded first. On WhatsApp only a template can open a conversation.");

const SEND_TEXT: Operation = send("sendText", &[PARTIES, &[text("body.text")], SEND], &[])
    .doc("Sends a text. On WhatsApp only a template can open a conversation.");

const fn send(name: &'static str, groups: &'static [&'static [Field]], rules: &'static [Rule]) -> Operation {
    Operation::post(name, "/chat/v1/message/send")
        .or_sync("/chat/v1/message/send-sync")
        .takes(groups)
        .rules(rules)
}

const PARTIES: &[Field] = &[
    Field::body("from", Kind::Sender)
        .required()
        .doc("The channel: its phone number with country code, its @instagram user, or its id."),
    Field::body("to", Kind::Recipient)
        .required()
        .doc("The recipient: phone number with country code, or @instagram user. An unknown contact is created."),
];

const SEND: &[Field] = &[
    ref_id("body.refId"),
    Field::body("botKey", Kind::Id)
        .nullable()
        .doc("Key of the bot that starts once the contact replies."),
    Field::body("departmentId", Kind::Id)
        .nullable()
        .at("department.id")
        .doc("Department of a session that this creates."),
    Field::body("userId", Kind::Id)
        .nullable()
        .at("user.id")
        .doc("User (not agent) id of the attendant of a session that this creates."),
    Field::body("enableBot", Kind::Boolean)
        .nullable()
        .at("options.enableBot")
        .doc("In a session that this creates, the bot answers when the contact replies."),
    Field::body("hiddenSession", Kind::Boolean)
        .nullable()
        .at("options.hiddenSession")
        .doc("A session that this creates stays hidden until the contact replies."),
    Field::body("forceStartSession", Kind::Boolean)
        .nullable()
        .at("options.forceStartSession")
        .doc("Closes a session in progress and starts a new one."),
    SYNCHRONOUS,
];
