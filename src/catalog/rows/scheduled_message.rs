//! Messages that are sent at a later time.

use super::shared::{
    FILE_ID, FILE_URL, FROM, ONE_DEPARTMENT, PAGING, TEMPLATE_ID, department, department_id, parameters,
};
use super::{Answer, Field, Kind, Operation, Resource, Rule, Shape, Source};

pub const RESOURCE: Resource = Resource {
    name: "scheduledMessage",
    operations: &[CANCEL, CANCEL_MANY, CREATE, GET, LIST, UPDATE],
};

const ID: &[Field] = &[Field::path("scheduledMessageId", "id", Kind::Id).doc("Id of the scheduled message.")];

const DETAILS: Kind = Kind::list(&Kind::Choice(&[
    "Contact",
    "Channel",
    "User",
    "Department",
    "Template",
    "Chatbot",
]));

const TYPES: Kind = Kind::Choice(&["TEMPLATE", "CHATBOT"]);

const CANCEL: Operation = Operation::post("cancel", "/chat/v1/scheduled-message/{id}/cancel")
    .answers(Answer::Nothing)
    .takes(&[ID])
    .doc("Cancels a message that is still scheduled; `conflict` when it no longer is.");

const CANCEL_MANY: Operation = Operation::post("cancelMany", "/chat/v1/scheduled-message/batch-cancel")
    .answers(Answer::Array)
    .takes(&[&[Field::body("ids", Kind::some(&Kind::Id, None))
        .at("")
        .required()
        .doc("Ids of scheduled messages.")]])
    .doc("Cancels those messages that are still scheduled.");

const TO: Field =
    Field::body("to", Kind::Recipient).doc("Phone number of the recipient, with country code, or @instagram user.");

const TYPE: Field = Field::body("type", TYPES).doc("What is sent.");

const SCHEDULING: Field = Field::body("scheduling", Kind::Date).doc("When to send it.");

const HIDDEN: Field = Field::body("hiddenSession", Kind::Boolean)
    .doc("A session that this creates stays hidden until the contact replies. Default: false.");

const CONTENT: &[Field] = &[
    FROM.nullable(),
    TEMPLATE_ID.nullable(),
    Field::body("templateParams", Kind::Object(TEMPLATE_PARAMS)).doc("What fills the template."),
    Field::body("botKey", Kind::Id)
        .nullable()
        .from(Source::Chatbots)
        .doc("Key of the bot that starts: at once with CHATBOT, else once the contact replies."),
    department("department"),
    department_id("department.id"),
];

const TEMPLATE_PARAMS: &Shape = &Shape {
    fields: &[parameters("parameters"), FILE_URL, FILE_ID],
    rules: &[],
};

const CREATE: Operation = Operation::post("create", "/chat/v1/scheduled-message")
    .takes(&[&[TO.required(), SCHEDULING, TYPE, HIDDEN], CONTENT])
    .rules(&[
        ONE_DEPARTMENT,
        Rule::Requires {
            given: "type",
            is: Some("TEMPLATE"),
            field: "templateId",
        },
        Rule::Requires {
            given: "type",
            is: Some("CHATBOT"),
            field: "botKey",
        },
    ])
    .doc("Schedules a template or the start of a bot.");

const GET: Operation = Operation::get("get", "/chat/v1/scheduled-message/{id}")
    .takes(&[
        ID,
        &[Field::query("includeDetails", "includeDetails", DETAILS).doc("Details to answer along.")],
    ])
    .doc("Reads a scheduled message.");

const LIST: Operation = Operation::page("list", "/chat/v1/scheduled-message")
    .takes(&[
        &[
            Field::query("scheduledAtBefore", "ScheduledAt.Before", Kind::Date)
                .doc("Only those for up to this moment."),
            Field::query("scheduledAtAfter", "ScheduledAt.After", Kind::Date)
                .doc("Only those for this moment or later."),
            Field::query(
                "status",
                "Status",
                Kind::Choice(&[
                    "SCHEDULED",
                    "PROCESSED",
                    "SENT",
                    "DELIVERED",
                    "READ",
                    "CANCELED",
                    "FAILED",
                ]),
            )
            .doc("Only those in this state."),
            Field::query("type", "Type", TYPES).doc("Only those of this type."),
            Field::query("from", "From", Kind::Sender)
                .from(Source::Channels)
                .doc("Only those from this channel."),
            Field::query("to", "To", Kind::Recipient).doc("Only those for this recipient."),
            Field::query("user", "User", Kind::TEXT).doc("Only those of this user."),
            Field::query("department", "Department", Kind::TEXT).doc("Only those of this department."),
            Field::query("includeDetails", "IncludeDetails", DETAILS).doc("Details to answer along."),
        ],
        PAGING,
    ])
    .doc("Lists the scheduled messages, a page at a time.");

const UPDATE: Operation = Operation::put("update", "/chat/v1/scheduled-message/{id}")
    .takes(&[
        ID,
        &[
            TO.nullable(),
            SCHEDULING.nullable(),
            TYPE.nullable(),
            HIDDEN
                .nullable()
                .doc("A session that this creates stays hidden until the contact replies."),
        ],
        CONTENT,
        &[Field::mask(&Kind::Choice(&[
            "Undefined",
            "To",
            "From",
            "Department",
            "Type",
            "TemplateId",
            "BotId",
            "Scheduling",
            "HiddenSession",
            "TemplateParams",
        ]))],
    ])
    .rules(&[
        ONE_DEPARTMENT,
        Rule::Mask(&[("botKey", "BotId"), ("departmentId", "Department")]),
    ])
    .doc("Changes what is given of a message that is still scheduled; null clears, the rest stays.");
