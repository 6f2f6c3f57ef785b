//! Sessions: conversations between a contact and the account.

use super::message::{CONTENT_FIELDS, SOME_CONTENT};
use super::shared::{
    LIST_OF_IDS, LIST_OF_TEXTS, ONE_FILE, ONE_FILE_AT_MOST, PAGING, SESSION_ID, STOP_BOT, SYNCHRONOUS, caption,
    file_source, parameters, ref_id, template_id, text,
};
use super::{Field, Kind, Operation, Resource, Rule, Shape, Source};

pub const RESOURCE: Resource = Resource {
    name: "session",
    operations: &[
        ASSIGN_USER,
        COMPLETE,
        CREATE_NOTE,
        DELETE_NOTE,
        GET,
        GET_NOTE,
        LIST,
        LIST_MESSAGES,
        LIST_NOTES,
        SEND_FILE,
        SEND_MESSAGE,
        SEND_MESSAGE_SYNC,
        SEND_TEMPLATE,
        SEND_TEXT,
        TRANSFER,
        UPDATE,
        UPDATE_STATUS,
    ],
};

const ID: &[Field] = &[SESSION_ID];

const NOTE: &[Field] = &[Field::path("noteId", "id", Kind::Id).doc("Id of the note.")];

const STOP: &[Field] = &[STOP_BOT];

const ASSIGN_USER: Operation = Operation::put("assignUser", "/chat/v1/session/{id}/assignee")
    .takes(&[
        ID,
        &[Field::body("userId", Kind::Id)
            .required()
            .from(Source::Users)
            .doc("User (not agent) id of the new attendant.")],
        STOP,
    ])
    .doc("Gives a session to a user.");

const COMPLETE: Operation = Operation::put("complete", "/chat/v1/session/{id}/complete")
    .takes(&[
        ID,
        &[
            Field::body("reactivateOnNewMessage", Kind::Boolean)
                .or(false)
                .doc("Reopens the session when the contact writes again. Default: false."),
            Field::body("stopBotInExecution", Kind::Boolean)
                .or(false)
                .doc("Stops the automation bot that is running. Default: false."),
        ],
    ])
    .doc("Completes a session.");

const CREATE_NOTE: Operation = Operation::post("createNote", "/chat/v1/session/{id}/note")
    .takes(&[
        ID,
        &[
            Field::body("text", Kind::TEXT).nullable().doc("The text."),
            Field::body("filesUrls", Kind::some(&Kind::URL, None))
                .nullable()
                .doc("Public http or https addresses of files."),
            Field::body("filesIds", Kind::some(&Kind::Id, None))
                .nullable()
                .doc("Ids of files that are stored already."),
        ],
    ])
    .rules(&[Rule::AtLeastOne(&["text", "filesUrls", "filesIds"])])
    .doc("Writes a note into a session, which the contact does not see.");

const DELETE_NOTE: Operation = Operation::delete("deleteNote", "/chat/v1/session/note/{id}")
    .takes(&[NOTE])
    .doc("Deletes a note of a session.");

const GET: Operation = Operation::get("get", "/chat/v2/session/{id}")
    .takes(&[
        ID,
        &[Field::query("includeDetails", "includeDetails", DETAILS).doc("Details to answer along.")],
    ])
    .doc("Reads a session.");

const DETAILS: Kind = Kind::list(&Kind::Choice(&[
    "Undefined",
    "AgentDetails",
    "DepartmentsDetails",
    "ContactDetails",
    "ChannelTypeDetails",
    "ClassificationDetails",
    "ChannelDetails",
]));

const GET_NOTE: Operation = Operation::get("getNote", "/chat/v1/session/note/{id}")
    .takes(&[NOTE])
    .doc("Reads a note of a session.");

const LIST: Operation = Operation::page("list", "/chat/v2/session")
    .takes(&[
        &[
            Field::query("status", "Status", Kind::list(&Kind::Choice(STATUSES))).doc("Only sessions in these states."),
            Field::query("departmentId", "DepartmentId", Kind::Id)
                .from(Source::Departments)
                .doc("Only those of this department."),
            Field::query("userId", "UserId", Kind::Id)
                .from(Source::Users)
                .doc("Only those of this user (not agent) id."),
            Field::query("tagsId", "TagsId", LIST_OF_IDS)
                .from(Source::Tags)
                .doc("Only those whose contact carries one of these tags, by id."),
            Field::query("tagsName", "TagsName", LIST_OF_TEXTS)
                .from(Source::TagNames)
                .doc("Only those whose contact carries one of these tags, by name."),
            Field::query("channelsId", "ChannelsId", LIST_OF_IDS)
                .from(Source::Channels)
                .doc("Only those of these channels."),
            Field::query("contactId", "ContactId", Kind::Id).doc("Only those of this contact."),
            Field::query("endAtBefore", "EndAt.Before", Kind::Date).doc("Only those that ended up to this moment."),
            Field::query("endAtAfter", "EndAt.After", Kind::Date).doc("Only those that ended from this moment on."),
            Field::query("activeAtBefore", "ActiveAt.Before", Kind::Date)
                .doc("Only those that were active up to this moment."),
            Field::query("activeAtAfter", "ActiveAt.After", Kind::Date)
                .doc("Only those that were active from this moment on."),
            Field::query("lastInteractionAtBefore", "LastInteractionAt.Before", Kind::Date)
                .doc("Only those whose last message came up to this moment."),
            Field::query("lastInteractionAtAfter", "LastInteractionAt.After", Kind::Date)
                .doc("Only those whose last message came from this moment on."),
            Field::query("includeDetails", "IncludeDetails", DETAILS).doc("Details to answer along."),
            Field::query("metadata", "Metadata", Kind::METADATA).doc("Only those with this data."),
            Field::query("type", "Type", Kind::Choice(&["INDIVIDUAL", "GROUP"]))
                .doc("Only those with one contact, or with a group."),
        ],
        PAGING,
    ])
    .doc("Lists the sessions, a page at a time.");

const STATUSES: &[&str] = &["UNDEFINED", "STARTED", "PENDING", "IN_PROGRESS", "COMPLETED", "HIDDEN"];

/// The API knows UNDEFINED too, which says that nothing was chosen.
const NEW_STATUSES: &[&str] = &["STARTED", "PENDING", "IN_PROGRESS", "COMPLETED", "HIDDEN"];

const LIST_MESSAGES: Operation = Operation::page("listMessages", "/chat/v1/session/{id}/message")
    .takes(&[ID, PAGING])
    .doc("Lists the messages of a session, a page at a time.");

const LIST_NOTES: Operation = Operation::page("listNotes", "/chat/v1/session/{id}/note")
    .takes(&[ID, PAGING])
    .doc("Lists the notes of a session, a page at a time.");

const SEND_MESSAGE: Operation = Operation::post("sendMessage", "/chat/v1/session/{id}/message")
    .takes(&[ID, CONTENT_FIELDS])
    .rules(SOME_CONTENT)
    .doc("Sends a text, a file or a template in a session. `sendText`, `sendFile` and `sendTemplate` are easier.");

const SEND_MESSAGE_SYNC: Operation = Operation::post("sendMessageSync", "/chat/v1/session/{id}/message/sync")
    .takes(&[ID, CONTENT_FIELDS])
    .rules(SOME_CONTENT)
    .doc(
        "The same as `sendMessage`, but waits up to 25 s for the channel's answer and returns the latest status known.",
    );

const SEND_FILE: Operation = send(
    "sendFile",
    &[ID, &file_source("fileUrl", "fileId"), &[caption("text")], SENT],
    &[ONE_FILE],
)
.doc("Sends a file in a session, by its address, by its id, or from bytes that are uploaded first.");

const SEND_TEMPLATE: Operation = send(
    "sendTemplate",
    &[
        ID,
        &[template_id("templateId"), parameters("parameters")],
        &file_source("fileUrl", "fileId"),
        SENT,
    ],
    &[ONE_FILE_AT_MOST],
)
.doc("Sends a template in a session; with a file where the template has one.");

const SEND_TEXT: Operation = send("sendText", &[ID, &[text("text")], SENT], &[]).doc("Sends a text in a session.");

const fn send(name: &'static str, groups: &'static [&'static [Field]], rules: &'static [Rule]) -> Operation {
    Operation::post(name, "/chat/v1/session/{id}/message")
        .or_sync("/chat/v1/session/{id}/message/sync")
        .takes(groups)
        .rules(rules)
}

const SENT: &[Field] = &[ref_id("refId"), SYNCHRONOUS];

const TRANSFER: Operation = Operation::put("transfer", "/chat/v1/session/{id}/transfer")
    .takes(&[
        ID,
        &[
            Field::body("newDepartmentId", Kind::Id)
                .nullable()
                .from(Source::Departments)
                .doc("Department to transfer to."),
            Field::body("newUserId", Kind::Id)
                .nullable()
                .from(Source::Users)
                .doc("User (not agent) id to transfer to."),
            Field::body("type", Kind::Choice(&["DEPARTMENT", "USER"]))
                .doc("Default: USER when `newUserId` is given, else DEPARTMENT."),
        ],
        STOP,
    ])
    .rules(&[
        Rule::AtLeastOne(&["newDepartmentId", "newUserId"]),
        Rule::Requires {
            given: "type",
            is: Some("USER"),
            field: "newUserId",
        },
        Rule::Requires {
            given: "type",
            is: Some("DEPARTMENT"),
            field: "newDepartmentId",
        },
        Rule::Follows {
            field: "type",
            given: "newUserId",
            then: "USER",
            otherwise: "DEPARTMENT",
        },
    ])
    .doc("Transfers a session to a department, to a user, or to a user in a department.");

const UPDATE: Operation = Operation::put("update", "/chat/v2/session/{id}/partial")
    .takes(&[
        ID,
        &[
            Field::body("status", Kind::Choice(NEW_STATUSES))
                .nullable()
                .doc("Status."),
            Field::body("endAt", Kind::Date)
                .nullable()
                .doc("When the session was completed."),
            Field::body("number", Kind::TEXT)
                .nullable()
                .doc("Identification code of the session."),
            Field::body("departmentId", Kind::Id)
                .nullable()
                .from(Source::Departments)
                .doc("Department; null takes the session out of its department."),
            Field::body("userId", Kind::Id)
                .nullable()
                .from(Source::Users)
                .doc("User (not agent) id of the attendant; null leaves the session without one."),
            Field::body("classification", Kind::Object(CLASSIFICATION)).doc("How the session ended."),
            Field::body("metadata", Kind::METADATA)
                .nullable()
                .doc("Data for bots and webhooks, kept while the session is active."),
            Field::body("companyId", Kind::Id).doc("Id of the company."),
            Field::mask(&Kind::Choice(&[
                "Status",
                "EndAt",
                "UserId",
                "DepartmentId",
                "ReactivateDisabled",
                "Autocomplete",
                "Number",
                "Metadata",
                "Classification",
            ])),
        ],
        STOP,
    ])
    .rules(&[Rule::Mask(&[])])
    .doc("Changes what is given of a session; null clears, the rest stays.");

const CLASSIFICATION: &Shape = &Shape {
    fields: &[
        Field::body("description", Kind::TEXT).nullable().doc("Description."),
        Field::body("category", Kind::Choice(&["UNDEFINED", "WON", "LOST", "INFO", "OTHER"]))
            .nullable()
            .doc("Category."),
        Field::body("amount", Kind::Number).nullable().doc("Amount of money."),
    ],
    rules: &[],
};

const UPDATE_STATUS: Operation = Operation::put("updateStatus", "/chat/v1/session/{id}/status")
    .takes(&[
        ID,
        &[Field::body("newStatus", Kind::Choice(NEW_STATUSES))
            .required()
            .doc("The new status.")],
        STOP,
    ])
    .doc("Changes the status of a session.");
