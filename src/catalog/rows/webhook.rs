//! Webhooks: subscriptions to what happens in the account.

use super::{Answer, Field, Kind, Operation, Resource, Rule, Source};

pub const RESOURCE: Resource = Resource {
    name: "webhook",
    operations: &[CREATE, DELETE, GET, LIST_EVENTS, LIST, UPDATE],
};

const ID: &[Field] = &[Field::path("subscriptionId", "subscriptionId", Kind::Id).doc("Id of the subscription.")];

const NAME: Field = Field::body("name", Kind::Text(100)).doc("Name.");

const URL: Field = Field::body("url", Kind::Url(500))
    .doc("Address that each event is POSTed to. Events are not signed: put a secret into it.");

const ENABLED: Field = Field::body("enabled", Kind::Boolean)
    .nullable()
    .doc("Whether events are delivered. Default: true.");

const EVENTS: Field = Field::body("events", Kind::some(&Kind::Choice(NAMES), None))
    .from(Source::Events)
    .doc("Events to deliver.");

const NAMES: &[&str] = &[
    "SESSION_NEW",
    "SESSION_UPDATE",
    "SESSION_COMPLETE",
    "MESSAGE_RECEIVED",
    "MESSAGE_UPDATED",
    "MESSAGE_SENT",
    "CONTACT_NEW",
    "CONTACT_UPDATE",
    "CONTACT_TAG_UPDATE",
    "PAYMENT_NEW",
    "PAYMENT_UPDATE",
    "PANEL_CARD_NEW",
    "PANEL_CARD_UPDATE",
    "PANEL_CARD_STEP_CHANGE",
    "PANEL_CARD_NOTE_NEW",
    "PANEL_CARD_NOTE_UPDATE",
];

const CREATE: Operation = Operation::post("createSubscription", "/core/v1/webhook/subscription")
    .takes(&[&[NAME.required(), URL.required(), EVENTS.required(), ENABLED]])
    .doc("Subscribes to events of the whole account.");

const DELETE: Operation = Operation::delete("deleteSubscription", "/core/v1/webhook/subscription/{subscriptionId}")
    .answers(Answer::Nothing)
    .takes(&[ID])
    .doc("Deletes a subscription.");

const GET: Operation = Operation::get("getSubscription", "/core/v1/webhook/subscription/{subscriptionId}")
    .takes(&[ID])
    .doc("Reads a subscription.");

const LIST_EVENTS: Operation = Operation::get("listEvents", "/core/v1/webhook/event")
    .answers(Answer::Array)
    .doc("Lists the events that can be subscribed to.");

const LIST: Operation = Operation::get("listSubscriptions", "/core/v1/webhook/subscription")
    .answers(Answer::Array)
    .doc("Lists the subscriptions, inactive ones too.");

const UPDATE: Operation = Operation::put("updateSubscription", "/core/v1/webhook/subscription/{subscriptionId}")
    .takes(&[
        ID,
        &[
            NAME.nullable(),
            URL.nullable(),
            EVENTS.nullable(),
            ENABLED.doc("Whether events are delivered."),
            Field::mask(&Kind::Choice(&["Name", "Url", "Events", "Enabled"])),
        ],
    ])
    .rules(&[Rule::Mask(&[])])
    .doc("Changes what is given of a subscription; the rest stays.");
