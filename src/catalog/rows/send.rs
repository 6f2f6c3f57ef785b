//! Sends that are queued, with a rate limit of their own: 1,000 requests in 2 minutes.

use super::shared::{
    BOT_KEY, BOT_START, BOT_START_RULES, CALLBACK_URL, CONTACT_METADATA, ENABLE_BOT, FORCE_START_SESSION, FROM,
    HIDDEN_SESSION, ONE_DEPARTMENT, ONE_USER, SENDER_ID, SESSION_METADATA, SKIP_IF_BOT, SKIP_IF_IN_PROGRESS,
    TEMPLATE_ID, caption, department, department_id, parameters, ref_id, template_id, text, user, user_id,
};
use super::{Answer, Field, Kind, Operation, Resource, Rule, Shape};

pub const RESOURCE: Resource = Resource {
    name: "send",
    operations: &[
        media(
            "audio",
            "/chat/v1/send/audio",
            &[ADDRESS, EXTRAS, CREATES_SESSION, FILE],
        )
        .doc("Sends an audio file."),
        CHATBOT,
        CHATBOT_BATCH,
        media("document", "/chat/v1/send/document", CAPTIONED).doc("Sends a document."),
        status("getChatbotStatus", "/chat/v1/send/chatbot/{id}").doc("Reads how far the start of a bot has come."),
        status("getMessageStatus", "/chat/v1/send/message/{id}").doc("Reads how far a send has come."),
        status("getOtpStatus", "/chat/v1/send/otp/{id}").doc("Reads how far a one-time password has come."),
        media("image", "/chat/v1/send/image", CAPTIONED).doc("Sends an image."),
        OTP,
        TEMPLATE,
        TEMPLATE_BATCH,
        media("text", "/chat/v1/send/text", &[ADDRESS, TEXT, EXTRAS, CREATES_SESSION]).doc("Sends a text."),
        TYPING,
        media("video", "/chat/v1/send/video", CAPTIONED).doc("Sends a video."),
    ],
};

const fn status(name: &'static str, path: &'static str) -> Operation {
    Operation::get(name, path).takes(&[SENT])
}

const SENT: &[Field] = &[Field::path("id", "id", Kind::Key).doc("Id that the send answered, or your own `senderId`.")];

const fn media(name: &'static str, path: &'static str, groups: &'static [&'static [Field]]) -> Operation {
    Operation::post(name, path).takes(groups).rules(&[
        Rule::RequiredUnless {
            given: "sessionId",
            fields: &["to"],
        },
        ONE_USER,
        ONE_DEPARTMENT,
    ])
}

const CAPTIONED: &[&[Field]] = &[ADDRESS, EXTRAS, CREATES_SESSION, FILE, &[caption("text")]];

const ADDRESS: &[Field] = &[
    FROM.nullable(),
    Field::body("to", Kind::Recipient)
        .nullable()
        .doc("Phone number with country code, or @instagram user. Required without `sessionId`."),
    SESSION,
];

const SESSION: Field = Field::body("sessionId", Kind::Id)
    .nullable()
    .doc("Sends into this session; meant for live conversations, such as the answers of a language model.");

const TEXT: &[Field] = &[text("text")];

const FILE: &[Field] = &[Field::body("fileIdOrUrl", Kind::FileIdOrUrl)
    .required()
    .doc("Id of a stored file, or its public http or https address.")];

const EXTRAS: &[Field] = &[
    ref_id("refId"),
    Field::body("delayTyping", Kind::Integer(0, 25))
        .nullable()
        .doc("Seconds for which the contact sees somebody type before the message comes, at most 25."),
    CALLBACK_URL,
    SENDER_ID,
];

const CREATES_SESSION: &[Field] = &[
    department("options.department"),
    department_id("options.department.id"),
    user("options.user"),
    user_id("options.user.id"),
    ENABLE_BOT,
    HIDDEN_SESSION,
    FORCE_START_SESSION,
];

const CHATBOT: Operation = Operation::post("chatbot", "/chat/v1/send/chatbot")
    .takes(&[BOT_START])
    .rules(BOT_START_RULES)
    .doc("Queues the start of a bot for a contact or in a session.");

const CHATBOT_BATCH: Operation = Operation::post("chatbotBatch", "/chat/v1/send/chatbot/batch")
    .takes(&[&[
        BOT_KEY,
        FROM.nullable(),
        Field::body("messages", Kind::some(&Kind::Object(BOT_START_ITEM), Some(100)))
            .required()
            .doc("For whom, at most 100."),
        FORCE_START_SESSION,
        SKIP_IF_BOT,
        SKIP_IF_IN_PROGRESS,
        HIDDEN_SESSION,
    ]])
    .doc("Queues the start of one bot for up to 100 contacts or sessions.");

const BOT_START_ITEM: &Shape = &Shape {
    fields: &[
        Field::body("to", Kind::Recipient)
            .nullable()
            .doc("Phone number with country code, or @instagram user. Required without `sessionId`."),
        Field::body("sessionId", Kind::Id)
            .nullable()
            .doc("Session to start the bot in. Required without `to`."),
        SESSION_METADATA,
        CONTACT_METADATA,
        SENDER_ID,
        CALLBACK_URL,
    ],
    rules: &[Rule::RequiredUnless {
        given: "sessionId",
        fields: &["to"],
    }],
};

const TO: Field = Field::body("to", Kind::Recipient)
    .required()
    .doc("Phone number with country code, or @instagram user.");

const OTP: Operation = Operation::post("otp", "/chat/v1/send/otp")
    .takes(&[&[
        FROM.required(),
        TO,
        Field::body("code", Kind::TEXT)
            .nullable()
            .doc("The password. Default: five random digits."),
        TEMPLATE_ID.nullable().doc("Id of a template for authentication."),
        CALLBACK_URL,
        SENDER_ID,
    ]])
    .doc("Sends a one-time password by WhatsApp.");

const TEMPLATE_FILE: Field = Field::body("fileIdOrUrl", Kind::FileIdOrUrl)
    .nullable()
    .doc("Id or public address of the file, where the template has one.");

const TEMPLATE: Operation = Operation::post("template", "/chat/v1/send/template")
    .takes(&[
        &[
            FROM.required(),
            TO,
            template_id("templateId"),
            parameters("parameters"),
            TEMPLATE_FILE,
            SESSION,
            CALLBACK_URL,
            SENDER_ID,
            SESSION_METADATA,
        ],
        CREATES_SESSION,
    ])
    .rules(&[ONE_USER, ONE_DEPARTMENT])
    .doc("Sends a template to one recipient.");

const TEMPLATE_BATCH: Operation = Operation::post("templateBatch", "/chat/v1/send/template/batch")
    .takes(&[
        &[
            FROM.required(),
            template_id("templateId"),
            Field::body("messages", Kind::some(&Kind::Object(TEMPLATE_ITEM), Some(100)))
                .required()
                .doc("For whom, at most 100."),
        ],
        CREATES_SESSION,
    ])
    .rules(&[ONE_USER, ONE_DEPARTMENT])
    .doc("Sends one template to up to 100 recipients.");

const TEMPLATE_ITEM: &Shape = &Shape {
    fields: &[
        TO,
        parameters("parameters"),
        TEMPLATE_FILE,
        CALLBACK_URL,
        SENDER_ID,
        SESSION_METADATA,
    ],
    rules: &[],
};

const TYPING: Operation = Operation::post("typing", "/chat/v1/send/typing")
    // Somebody who types twice still types.
    .idempotent()
    .answers(Answer::Nothing)
    .takes(&[&[Field::body("sessionId", Kind::Id)
        .required()
        .doc("Id of an active session.")]])
    .doc("Shows the contact that somebody types. Works on the official WhatsApp API only; elsewhere it does nothing.");
