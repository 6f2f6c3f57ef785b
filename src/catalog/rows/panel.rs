//! Panels: boards of cards in steps.

use super::shared::{LIST_OF_IDS, LIST_OF_TEXTS, NESTED_LIST, PAGING, TAG_OPERATIONS};
use super::{Answer, Field, Kind, Operation, Resource, Rule, Source};

pub const RESOURCE: Resource = Resource {
    name: "panel",
    operations: &[
        CREATE_CARD,
        CREATE_CARD_NOTE,
        DELETE_CARD_NOTE,
        DUPLICATE_CARD,
        GET,
        GET_CARD,
        LIST,
        LIST_CARD_NOTES,
        LIST_CARDS,
        LIST_CUSTOM_FIELDS,
        LIST_LOST_REASONS,
        UPDATE_CARD,
    ],
};

const ID: &[Field] = &[Field::path("panelId", "id", Kind::Id)
    .from(Source::Panels)
    .doc("Id of the panel.")];

const CARD: &[Field] = &[Field::path("cardId", "id", Kind::Id).doc("Id of the card.")];

const NOTED_CARD: &[Field] = &[Field::path("cardId", "cardId", Kind::Id).doc("Id of the card.")];

/// What a card is written with, whether new or known.
const CONTENT: &[Field] = &[
    Field::body("description", Kind::Text(8000))
        .nullable()
        .doc("Description."),
    Field::body("position", Kind::Position)
        .nullable()
        .doc("Place in the step, from 0; fractions go between neighbours."),
    Field::body("dueDate", Kind::Date).nullable().doc("When it is due."),
    Field::body("responsibleUserId", Kind::Id)
        .nullable()
        .from(Source::Users)
        .doc("User (not agent) id of whoever is responsible."),
    Field::body("tagIds", LIST_OF_IDS)
        .nullable()
        .from(Source::CardTags)
        .doc("Ids of tags of the panel."),
    Field::body("tagNames", LIST_OF_TEXTS)
        .nullable()
        .from(Source::CardTagNames)
        .doc("Names of tags of the panel. Ignored when `tagIds` is given."),
    Field::body("contactIds", LIST_OF_IDS)
        .nullable()
        .doc("Ids of the card's contacts."),
    Field::body("sessionId", Kind::Id)
        .nullable()
        .doc("Id of the card's session."),
    Field::body("monetaryAmount", Kind::Number)
        .nullable()
        .doc("Amount of money."),
    Field::body("customFields", Kind::Values)
        .nullable()
        .from(Source::CardFields)
        .doc("Values of custom fields, by their keys. The server skips unknown keys and values of a wrong type without a word."),
    Field::body("metadata", Kind::METADATA_CHANGES)
        .nullable()
        .doc("Free data, changed key by key: new keys are added, known ones overwritten, keys with null removed."),
];

const STEP: Field = Field::body("stepId", Kind::Id)
    .from(Source::Steps)
    .doc("Id of the step.");

const TITLE: Field = Field::body("title", Kind::Text(500)).doc("Title.");

const STATUSES: &[&str] = &["OPEN", "WON", "LOST", "ARCHIVED"];

const CARD_DETAILS: Kind = Kind::list(&Kind::Choice(&[
    "PanelTitle",
    "StepTitle",
    "StepPhase",
    "ResponsibleUser",
    "Contacts",
    "CustomFields",
    "LostReason",
]));

const INCLUDE_CARD_DETAILS: &[Field] =
    &[Field::query("includeDetails", "IncludeDetails", CARD_DETAILS).doc("Details to answer along.")];

const CREATE_CARD: Operation = Operation::post("createCard", "/crm/v2/panel/card")
    .takes(&[&[STEP.required(), TITLE.required()], CONTENT])
    .doc("Creates a card.");

const CREATE_CARD_NOTE: Operation = Operation::post("createCardNote", "/crm/v1/panel/card/{cardId}/note")
    .takes(&[
        NOTED_CARD,
        &[
            Field::body("text", Kind::Text(8000)).nullable().doc("The text."),
            Field::body("fileUrls", Kind::some(&Kind::URL, Some(3)))
                .nullable()
                .doc("Public http or https addresses of files, at most 3, of at most 25 MB each."),
        ],
    ])
    .rules(&[Rule::AtLeastOne(&["text", "fileUrls"])])
    .doc("Writes a note on a card: a text, files, or both.");

const DELETE_CARD_NOTE: Operation = Operation::delete("deleteCardNote", "/crm/v1/panel/card/{cardId}/note/{noteId}")
    .answers(Answer::Nothing)
    .takes(&[
        NOTED_CARD,
        &[Field::path("noteId", "noteId", Kind::Id).doc("Id of the note.")],
    ])
    .doc("Deletes a note of a card.");

const DUPLICATE_CARD: Operation = Operation::post("duplicateCard", "/crm/v2/panel/card/{id}/duplicate")
    .takes(&[
        CARD,
        &[
            Field::body("copyToStepId", Kind::Id)
                .nullable()
                .from(Source::Steps)
                .doc("Step of the copy, which may be another panel's. Default: the card's own."),
            Field::body("archiveOriginalCard", Kind::Boolean)
                .at("options.archiveOriginalCard")
                .doc("Archives the card that is copied. Default: false."),
            Field::body(
                "fields",
                Kind::list(&Kind::Choice(&[
                    "Undefined",
                    "All",
                    "Amount",
                    "DueDate",
                    "Tags",
                    "MonetaryAmount",
                    "Contacts",
                    "ResponsibleUser",
                    "CustomFields",
                    "Notes",
                ])),
            )
            .nullable()
            .at("options.fields")
            .doc("What the copy takes over. Default: everything."),
        ],
    ])
    .doc("Copies a card.");

const GET: Operation = Operation::get("get", "/crm/v1/panel/{id}")
    .takes(&[
        ID,
        &[Field::query(
            "includeDetails",
            "IncludeDetails",
            Kind::list(&Kind::Choice(&[
                "Tags",
                "Steps",
                "StepsFields",
                "StepsCardCount",
                "Cards",
            ])),
        )
        .doc("Details to answer along; Cards brings the steps too.")],
    ])
    // Cards lie in steps.
    .rules(&[Rule::Brings {
        field: "includeDetails",
        given: "Cards",
        also: "Steps",
    }])
    .doc("Reads a panel.");

const GET_CARD: Operation = Operation::get("getCard", "/crm/v2/panel/card/{id}")
    .takes(&[CARD, INCLUDE_CARD_DETAILS])
    .doc("Reads a card.");

const LIST: Operation = Operation::page("list", "/crm/v2/panel")
    .takes(&[
        &[
            Field::query("title", "Title", Kind::TEXT).doc("Only panels with this in their title."),
            Field::query("type", "Type", Kind::Choice(&["MANAGEMENT", "SALES"])).doc("Only panels of this type."),
            Field::query(
                "includeDetails",
                "IncludeDetails",
                Kind::list(&Kind::Choice(&[
                    "Tags",
                    "Steps",
                    "StepsCardCount",
                    "PanelCardOverdueCount",
                ])),
            )
            .doc("Details to answer along."),
        ],
        PAGING,
    ])
    .doc("Lists the panels, a page at a time.");

const LIST_CARD_NOTES: Operation = Operation::page("listCardNotes", "/crm/v1/panel/card/{cardId}/note")
    .takes(&[NOTED_CARD, PAGING])
    .doc("Lists the notes of a card, a page at a time.");

const LIST_CARDS: Operation = Operation::page("listCards", "/crm/v2/panel/card")
    .takes(&[
        &[
            Field::query("panelId", "PanelId", Kind::Id)
                .required()
                .from(Source::Panels)
                .doc("Id of the panel."),
            Field::query("stepId", "StepId", Kind::Id)
                .from(Source::Steps)
                .doc("Only cards in this step."),
            Field::query("contactId", "ContactId", Kind::Id).doc("Only cards of this contact."),
            Field::query("responsibleUserId", "ResponsibleUserId", Kind::Id)
                .from(Source::Users)
                .doc("Only cards of this user (not agent) id."),
            Field::query("textFilter", "TextFilter", Kind::TEXT).doc("Only cards with this in their texts."),
            Field::query("statuses", "Statuses", Kind::list(&Kind::Choice(STATUSES)))
                .doc("Only cards in these states."),
        ],
        INCLUDE_CARD_DETAILS,
        PAGING,
    ])
    .doc("Lists the cards of a panel, a page at a time.");

const LIST_CUSTOM_FIELDS: Operation = Operation::get("listCustomFields", "/crm/v1/panel/{id}/custom-fields")
    .answers(Answer::Array)
    .takes(&[ID, NESTED_LIST])
    .doc("Lists the custom fields of a panel.");

const LIST_LOST_REASONS: Operation = Operation::page("listLostReasons", "/crm/v1/panel/{id}/lost-reason")
    .takes(&[ID, PAGING])
    .doc("Lists the reasons for which cards of a panel are lost, a page at a time.");

const UPDATE_CARD: Operation = Operation::put("updateCard", "/crm/v3/panel/card/{id}")
    .takes(&[
        CARD,
        &[STEP.nullable(), TITLE.nullable()],
        CONTENT,
        &[
            Field::body("status", Kind::Choice(STATUSES))
                .nullable()
                .doc("Status."),
            Field::body("lostReasonId", Kind::Id)
                .nullable()
                .from(Source::LostReasons)
                .doc("Why it is lost; written along with `status`."),
            Field::body("upsertTagOperation", Kind::Choice(TAG_OPERATIONS))
                .nullable()
                .at("options.upsertTagOperation")
                .doc("What becomes of the tags: those that are missing are added, those that are there are removed, or exactly these are set. Default: ReplaceAll."),
            Field::mask(&Kind::Choice(&[
                "StepId",
                "Title",
                "Description",
                "Position",
                "DueDate",
                "ResponsibleUserId",
                "TagIds",
                "ContactIds",
                "SessionId",
                "MonetaryAmount",
                "Archived",
                "CustomFields",
                "Metadata",
                "Status",
            ])),
        ],
    ])
    .rules(&[
        Rule::Mask(&[("tagNames", "TagIds")]),
        // A mask has no name for it.
        Rule::Requires {
            given: "lostReasonId",
            is: None,
            field: "status",
        },
    ])
    .doc("Changes what is given of a card; null clears, the rest stays.");
