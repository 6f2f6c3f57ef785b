//! Templates: messages that a channel has approved, which may open a conversation.

use super::shared::PAGING;
use super::{Field, Kind, Operation, Resource, Source};

pub const RESOURCE: Resource = Resource {
    name: "template",
    operations: &[LIST],
};

const LIST: Operation = Operation::page("list", "/chat/v1/template")
    .takes(&[
        &[
            Field::query("archived", "Archived", Kind::Boolean)
                .doc("Only those that are (true) or are not (false) archived."),
            Field::query("name", "Name", Kind::TEXT).doc("Only those with this in their name."),
            Field::query("searchableText", "SearchableText", Kind::TEXT).doc("Only those with this in their texts."),
            Field::query("channelId", "ChannelId", Kind::Id)
                .from(Source::Channels)
                .doc("Only those of this channel."),
            Field::query("approvedOnly", "ApprovedOnly", Kind::Boolean).doc("Only those that may be sent."),
            Field::query(
                "type",
                "Type",
                Kind::Choice(&[
                    "QUICKREPLY",
                    "ATTENDANCE",
                    "CAMPAIGN",
                    "SEQUENCE",
                    "SCHEDULEDMESSAGE",
                    "AUTHENTICATION",
                ]),
            )
            .doc("Only those for this use."),
            Field::query(
                "includeDetails",
                "IncludeDetails",
                Kind::list(&Kind::Choice(&["All", "Params", "File", "Interactive"])),
            )
            .doc("Details to answer along."),
        ],
        PAGING,
    ])
    .doc("Lists the templates, a page at a time.");
