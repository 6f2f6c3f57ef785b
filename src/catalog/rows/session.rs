//! Sessions: conversations between a contact and the account.

use super::shared::{ONE_FILE, SESSION_ID, SYNCHRONOUS, caption, file_source, ref_id, text};
use super::{Field, Kind, Operation, Resource, Rule};

pub const RESOURCE: Resource = Resource {
    name: "session",
    operations: &[COMPLETE, GET, SEND_FILE, SEND_TEXT],
};

const COMPLETE: Operation = Operation::put("complete", "/chat/v1/session/{id}/complete")
    .takes(&[&[
        SESSION_ID,
        Field::body("reactivateOnNewMessage", Kind::Boolean)
            .or(false)
            .doc("Reopens the session when the contact writes again. Default: false."),
        Field::body("stopBotInExecution", Kind::Boolean)
            .or(false)
            .doc("Stops the automation bot that is running. Default: false."),
    ]])
    .doc("Completes a session.");

const GET: Operation = Operation::get("get", "/chat/v2/session/{id}")
    .takes(&[&[
        SESSION_ID,
        Field::query("includeDetails", "includeDetails", Kind::List(&Kind::Choice(DETAILS)))
            .doc("Details to answer along."),
    ]])
    .doc("Reads a session.");

const DETAILS: &[&str] = &[
    "Undefined",
    "AgentDetails",
    "DepartmentsDetails",
    "ContactDetails",
    "ChannelTypeDetails",
    "ClassificationDetails",
    "ChannelDetails",
];

const SEND_FILE: Operation = send(
    "sendFile",
    &[
        &[SESSION_ID],
        &file_source("fileUrl", "fileId"),
        &[caption("text")],
        SEND,
    ],
    &[ONE_FILE],
)
.doc("Sends a file in a session, by its address, by its id, or from bytes that are uploaded first.");

const SEND_TEXT: Operation =
    send("sendText", &[&[SESSION_ID, text("text")], SEND], &[]).doc("Sends a text in a session.");

const fn send(name: &'static str, groups: &'static [&'static [Field]], rules: &'static [Rule]) -> Operation {
    Operation::post(name, "/chat/v1/session/{id}/message")
        .or_sync("/chat/v1/session/{id}/message/sync")
        .takes(groups)
        .rules(rules)
}

const SEND: &[Field] = &[ref_id("refId"), SYNCHRONOUS];
