//! Chatbots.

use super::shared::{BOT_START, BOT_START_RULES, LIST_OF_IDS, PAGING};
use super::{Answer, Field, Kind, Operation, Resource, Source};

pub const RESOURCE: Resource = Resource {
    name: "chatbot",
    operations: &[LIST, SEND],
};

const LIST: Operation = Operation::page("list", "/chat/v1/chatbot")
    .takes(&[
        &[
            Field::query("name", "Name", Kind::TEXT).doc("Only bots with this in their name."),
            Field::query("types", "Types", Kind::list(&Kind::Choice(&["Reactive", "Automation"])))
                .doc("Only bots of these types. Automation bots are those that can be sent."),
            Field::query("channelIds", "ChannelIds", LIST_OF_IDS)
                .from(Source::Channels)
                .doc("Only bots of these channels."),
            Field::query("defaultDepartmentIds", "DefaultDepartmentIds", LIST_OF_IDS)
                .from(Source::Departments)
                .doc("Only bots that lead to these departments."),
            Field::query(
                "publishStatuses",
                "PublishStatuses",
                Kind::list(&Kind::Choice(&["Not_Published", "Publishing", "Ready", "Failed"])),
            )
            .doc("Only bots in these states, which the answer writes in capitals."),
            Field::query(
                "automationUsages",
                "AutomationUsages",
                Kind::list(&Kind::Choice(&["Api", "Manual", "Campaign", "Sequence"])),
            )
            .doc("Only automation bots that may be used so."),
        ],
        PAGING,
    ])
    .doc("Lists the chatbots, a page at a time.");

const SEND: Operation = Operation::post("send", "/chat/v1/chatbot/send")
    // A start that an option skipped may come back as nothing at all.
    .answers(Answer::JsonOrNothing)
    .takes(&[BOT_START])
    .rules(BOT_START_RULES)
    .doc(
        "Starts a bot for a contact or in a session. When a skip option kept it from starting, the answer is the session as it stands \
         (its `botId` is not the new bot's), or null.",
    );
