//! Channels: the numbers and accounts that messages are sent from.

use super::{Answer, Field, Kind, Operation, Resource};

pub const RESOURCE: Resource = Resource {
    name: "channel",
    operations: &[LIST],
};

const LIST: Operation = Operation::get("list", "/chat/v1/channel")
    .answers(Answer::Array)
    .takes(&[&[Field::query(
        "channelType",
        "ChannelType",
        Kind::Choice(&["All", "Whatsapp", "Messenger", "Instagram"]),
    )
    .doc("Only channels of this type.")]])
    .doc("Lists the channels of the account. The cheapest check of a token.");
