//! Chatbots.

use super::{Answer, Field, Kind, Operation, Resource, Rule};

pub const RESOURCE: Resource = Resource {
    name: "chatbot",
    operations: &[SEND],
};

const SEND: Operation = Operation::post("send", "/chat/v1/chatbot/send")
    // A start that an option skipped may come back as nothing at all.
    .answers(Answer::JsonOrNothing)
    .takes(&[&[
        Field::body("botKey", Kind::Id)
            .required()
            .doc("Key (not id) of an automation bot."),
        Field::body("from", Kind::Sender)
            .nullable()
            .doc("Phone number, @instagram user or id of the channel. Required without `sessionId`."),
        Field::body("to", Kind::Recipient)
            .nullable()
            .doc("Phone number or @instagram user of the recipient. Required without `sessionId`."),
        Field::body("sessionId", Kind::Id).nullable().doc(
            "Starts the bot in this session. If it is completed already, the bot runs without restarting it.",
        ),
        Field::body("forceStartSession", Kind::Boolean)
            .nullable()
            .at("options.forceStartSession")
            .doc("Closes a session in progress and starts a new one."),
        Field::body("skipIfBotInExecution", Kind::Boolean)
            .nullable()
            .at("options.skipIfBotInExecution")
            .doc("Starts nothing while another bot is running."),
        Field::body("skipIfInProgress", Kind::Boolean)
            .nullable()
            .at("options.skipIfInProgress")
            .doc("Starts nothing while a session is in progress."),
        Field::body("hiddenSession", Kind::Boolean)
            .nullable()
            .at("options.hiddenSession")
            .doc("A session that this creates stays hidden until the contact replies."),
        Field::body("sessionMetadata", Kind::Metadata)
            .nullable()
            .doc("Data for the bot, kept while the session is active."),
        Field::body("contactMetadata", Kind::Metadata)
            .nullable()
            .doc("Data for the bot, stored on the contact."),
        Field::body("senderId", Kind::Text)
            .nullable()
            .doc("Your own tracking id, to look the send up later."),
        Field::body("callbackUrl", Kind::Url)
            .nullable()
            .doc("Called once the bot has started or failed."),
    ]])
    .rules(&[Rule::RequiredUnless {
        given: "sessionId",
        fields: &["from", "to"],
    }])
    .doc(
        "Starts a bot for a contact or in a session. When a skip option kept it from starting, the answer is the session as it stands \
         (its `botId` is not the new bot's), or null.",
    );
