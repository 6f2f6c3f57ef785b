//! Fields that several resources share.

use super::file::FILE_TYPES;
use super::{Field, Kind, Rule, Shape, Source};

pub const SESSION_ID: Field = Field::path("sessionId", "id", Kind::Id).doc("Id of the session.");

pub const CONTACT_ID: Field = Field::path("contactId", "id", Kind::Id).doc("Id of the contact.");

pub const SYNCHRONOUS: Field = Field::route("synchronous")
    .doc("Waits up to 25 s for the channel's answer and returns the latest status known. Default: false.");

pub const LIST_OF_IDS: Kind = Kind::list(&Kind::Id);
pub const LIST_OF_TEXTS: Kind = Kind::list(&Kind::TEXT);
const SOME_IDS: Kind = Kind::some(&Kind::Id, None);
const SOME_PHONES: Kind = Kind::some(&Kind::Phone, None);

/// What every paged list takes.
pub const PAGING: &[Field] = &[
    Field::query("createdAtBefore", "CreatedAt.Before", Kind::Date).doc("Only what was created up to this moment."),
    Field::query("createdAtAfter", "CreatedAt.After", Kind::Date).doc("Only what was created from this moment on."),
    Field::query("updatedAtBefore", "UpdatedAt.Before", Kind::Date)
        .doc("Only what was last changed up to this moment."),
    Field::query("updatedAtAfter", "UpdatedAt.After", Kind::Date)
        .doc("Only what was last changed from this moment on."),
    Field::query("pageNumber", "PageNumber", Kind::Integer(0, i32::MAX)).doc("Page to answer, from 1. Default: 1."),
    Field::query("pageSize", "PageSize", Kind::Integer(1, 100))
        .doc("Entries of a page, at most 100. Default: 15. Keep it constant while paging."),
    Field::query("orderBy", "OrderBy", Kind::TEXT)
        .doc("Property to sort by, such as createdAt. Default: newest first."),
    Field::query("orderDirection", "OrderDirection", Kind::Choice(DIRECTIONS)).doc("Direction to sort in."),
];

pub const DIRECTIONS: &[&str] = &["ASCENDING", "DESCENDING"];

pub const NESTED_LIST: &[Field] = &[Field::query("nestedList", "NestedList", Kind::Boolean)
    .doc("Answers groups with their fields as `children`. Default: false.")];

/// One contact, by its id or its number.
pub const MEMBER: &[Field] = &[
    Field::body("contactId", Kind::Id)
        .nullable()
        .doc("Id of the contact. Give this or `phoneNumber`."),
    Field::body("phoneNumber", Kind::Phone)
        .nullable()
        .doc("Phone number of the contact, with country code. Give this or `contactId`."),
];

pub const ONE_MEMBER: &[Rule] = &[Rule::ExactlyOne(&["contactId", "phoneNumber"])];

/// Several contacts, by their ids or their numbers.
pub const MEMBERS: &[Field] = &[
    Field::body("contactIds", SOME_IDS)
        .nullable()
        .doc("Ids of the contacts. Give these, `phoneNumbers`, or both."),
    Field::body("phoneNumbers", SOME_PHONES)
        .nullable()
        .doc("Phone numbers of the contacts, with country code. A number without a contact gets one."),
];

pub const SOME_MEMBERS: &[Rule] = &[Rule::AtLeastOne(&["contactIds", "phoneNumbers"])];

/// How a list of tags is changed.
pub const TAG_OPERATIONS: &[&str] = &["InsertIfNotExists", "DeleteIfExists", "ReplaceAll"];

/// How the members of a group are changed.
pub const GROUP_ACTIONS: &[&str] = &["ReplaceAll", "Upsert", "Remove"];

/// A file comes from exactly one place.
pub const ONE_FILE: Rule = Rule::ExactlyOne(&["url", "fileId", "file"]);

/// A template may need a file, from one place.
pub const ONE_FILE_AT_MOST: Rule = Rule::AtMostOne(&["url", "fileId", "file"]);

/// A file to upload before it is sent.
pub const FILE: &[Field] = &[
    Field::body("data", Kind::Bytes).required().doc(
        "The bytes: Blob, File, ArrayBuffer, any view or Buffer, base64 text or data: URL, or a ReadableStream or AsyncIterable of bytes together with `size`.",
    ),
    Field::body("name", Kind::FileName)
        .required()
        .doc("Name with its extension; a missing extension follows from `mimeType`. Taken from `data` when that is a File."),
    Field::body("mimeType", Kind::MimeType).doc("Media type such as application/pdf. Default: that of `data`, else it follows from the extension."),
    Field::body("size", Kind::Size).doc("Length in bytes. Required for streams, otherwise known from `data`."),
    Field::body("type", Kind::Choice(FILE_TYPES)).doc(
        "How it is stored: DOCUMENT untouched, IMAGE and VIDEO converted so that every device shows them. Default: UNDEFINED, the server decides.",
    ),
];

pub const fn text(at: &'static str) -> Field {
    Field::body("text", Kind::TEXT).at(at).required().doc("The text.")
}

pub const fn caption(at: &'static str) -> Field {
    Field::body("text", Kind::TEXT)
        .nullable()
        .at(at)
        .doc("Caption of the file. Whether captions work depends on the channel.")
}

pub const fn ref_id(at: &'static str) -> Field {
    Field::body("refId", Kind::Id)
        .nullable()
        .at(at)
        .doc("Id of the message that this one replies to.")
}

pub const TEMPLATE_ID: Field = Field::body("templateId", Kind::Key)
    .from(Source::Templates)
    .doc("Id of a template of the channel: a UUID, or five hexadecimal digits and a name.");

pub const FILE_URL: Field = Field::body("fileUrl", Kind::URL)
    .nullable()
    .doc("Public http or https address of a file.");

pub const FILE_ID: Field = Field::body("fileId", Kind::Id)
    .nullable()
    .doc("Id of a file that is stored already.");

pub const fn template_id(at: &'static str) -> Field {
    TEMPLATE_ID.at(at).required()
}

pub const fn parameters(at: &'static str) -> Field {
    Field::body("parameters", Kind::METADATA_CHANGES)
        .at(at)
        .nullable()
        .from(Source::TemplateParameters)
        .doc("Values of the template's variables, by the exact names of its `params`. Required when it has any.")
}

/// The three places that a file can come from; an uploaded one is sent by its id.
pub const fn file_source(url_at: &'static str, id_at: &'static str) -> [Field; 3] {
    [
        Field::body("url", Kind::URL)
            .nullable()
            .at(url_at)
            .doc("Public http or https address of the file."),
        FILE_ID.at(id_at),
        Field::upload("file", FILE, id_at).doc("A file to upload and then send."),
    ]
}

pub const ENABLE_BOT: Field = Field::body("enableBot", Kind::Boolean)
    .nullable()
    .at("options.enableBot")
    .doc("In a session that this creates, the bot answers when the contact replies.");

pub const HIDDEN_SESSION: Field = Field::body("hiddenSession", Kind::Boolean)
    .nullable()
    .at("options.hiddenSession")
    .doc("A session that this creates stays hidden until the contact replies.");

pub const FORCE_START_SESSION: Field = Field::body("forceStartSession", Kind::Boolean)
    .nullable()
    .at("options.forceStartSession")
    .doc("Closes a session in progress and starts a new one.");

pub const STOP_BOT: Field = Field::body("stopBotInExecution", Kind::Boolean)
    .at("options.stopBotInExecution")
    .doc("Stops the automation bot that is running. Default: false.");

/// Who attends a session that a send creates, as the API's own object.
pub const fn user(at: &'static str) -> Field {
    Field::body("user", Kind::Object(USER))
        .at(at)
        .doc("Attendant of a session that this creates, by id, phone number or email.")
}

/// The same by its id alone.
pub const fn user_id(at: &'static str) -> Field {
    Field::body("userId", Kind::Id)
        .nullable()
        .at(at)
        .from(Source::Users)
        .doc("User (not agent) id of the attendant of a session that this creates.")
}

/// The department of a session that a send creates, as the API's own object.
pub const fn department(at: &'static str) -> Field {
    Field::body("department", Kind::Object(DEPARTMENT))
        .at(at)
        .doc("Department of a session that this creates, by id or name.")
}

/// The same by its id alone.
pub const fn department_id(at: &'static str) -> Field {
    Field::body("departmentId", Kind::Id)
        .nullable()
        .at(at)
        .from(Source::Departments)
        .doc("Department of a session that this creates.")
}

pub const ONE_USER: Rule = Rule::AtMostOne(&["user", "userId"]);

pub const ONE_DEPARTMENT: Rule = Rule::AtMostOne(&["department", "departmentId"]);

const USER: &Shape = &Shape {
    fields: &[
        Field::body("id", Kind::Id).nullable().doc("User (not agent) id."),
        Field::body("phoneNumber", Kind::Phone)
            .nullable()
            .doc("Phone number, with country code."),
        Field::body("email", Kind::Email).nullable().doc("Email address."),
    ],
    rules: &[],
};

const DEPARTMENT: &Shape = &Shape {
    fields: &[
        Field::body("id", Kind::Id).nullable().doc("Id."),
        Field::body("name", Kind::TEXT)
            .nullable()
            .doc("Name; the department is looked up by it."),
    ],
    rules: &[],
};

pub const SESSION_METADATA: Field = Field::body("sessionMetadata", Kind::METADATA)
    .nullable()
    .doc("Data for bots and webhooks, kept while the session is active.");

pub const CONTACT_METADATA: Field = Field::body("contactMetadata", Kind::METADATA)
    .nullable()
    .doc("Data for bots and webhooks, stored on the contact.");

pub const SENDER_ID: Field = Field::body("senderId", Kind::TEXT)
    .nullable()
    .doc("Your own tracking id, to look the send up later.");

pub const CALLBACK_URL: Field = Field::body("callbackUrl", Kind::URL)
    .nullable()
    .doc("Called once what was sent has arrived or failed.");

pub const FROM: Field = Field::body("from", Kind::Sender)
    .from(Source::Channels)
    .doc("The channel: its phone number with country code, its @instagram user, or its id.");

pub const BOT_KEY: Field = Field::body("botKey", Kind::Id)
    .required()
    .from(Source::AutomationBots)
    .doc("Key (not id) of an automation bot.");

/// What starts a bot, for one contact or in one session.
pub const BOT_START: &[Field] = &[
    BOT_KEY,
    Field::body("from", Kind::Sender)
        .nullable()
        .from(Source::Channels)
        .doc("Phone number, @instagram user or id of the channel. Required without `sessionId`."),
    Field::body("to", Kind::Recipient)
        .nullable()
        .doc("Phone number or @instagram user of the recipient. Required without `sessionId`."),
    Field::body("sessionId", Kind::Id)
        .nullable()
        .doc("Starts the bot in this session. If it is completed already, the bot runs without restarting it."),
    FORCE_START_SESSION,
    SKIP_IF_BOT,
    SKIP_IF_IN_PROGRESS,
    HIDDEN_SESSION,
    SESSION_METADATA,
    CONTACT_METADATA,
    SENDER_ID,
    CALLBACK_URL,
];

pub const BOT_START_RULES: &[Rule] = &[Rule::RequiredUnless {
    given: "sessionId",
    fields: &["from", "to"],
}];

pub const SKIP_IF_BOT: Field = Field::body("skipIfBotInExecution", Kind::Boolean)
    .nullable()
    .at("options.skipIfBotInExecution")
    .doc("Starts nothing while another bot is running.");

pub const SKIP_IF_IN_PROGRESS: Field = Field::body("skipIfInProgress", Kind::Boolean)
    .nullable()
    .at("options.skipIfInProgress")
    .doc("Starts nothing while a session is in progress.");
