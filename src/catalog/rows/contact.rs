//! Contacts: the people that the account talks to.

use super::shared::{CONTACT_ID, DIRECTIONS, LIST_OF_IDS, LIST_OF_TEXTS, NESTED_LIST, PAGING, TAG_OPERATIONS};
use super::{Answer, Field, Kind, Operation, Resource, Rule, Shape, Source};

pub const RESOURCE: Resource = Resource {
    name: "contact",
    operations: &[
        CREATE,
        FILTER,
        GET,
        GET_BY_PHONE,
        GET_OR_CREATE,
        LIST,
        LIST_CUSTOM_FIELDS,
        SAVE_MANY,
        UPDATE,
        UPDATE_BY_PHONE,
        UPDATE_TAGS,
        UPDATE_TAGS_BY_PHONE,
    ],
};

const CONTACT: &[Field] = &[CONTACT_ID];

const PHONE: &[Field] =
    &[Field::path("phone", "phone", Kind::Phone)
        .doc("Phone number of the contact, with country code, in any notation.")];

const STATUSES: Kind = Kind::Choice(&["ACTIVE", "ARCHIVED", "BLOCKED"]);

const DETAILS: Kind = Kind::list(&Kind::Choice(&["Tags", "CustomFields", "Portfolios"]));

const INCLUDE_DETAILS: &[Field] =
    &[Field::query("includeDetails", "IncludeDetails", DETAILS).doc("Details to answer along.")];

/// What a mask of a contact names.
const PROPERTIES: &[&str] = &[
    "Name",
    "PhoneNumber",
    "Email",
    "Instagram",
    "Annotation",
    "Tags",
    "Status",
    "CustomFields",
    "PictureUrl",
    "Portfolio",
    "SequenceIds",
    "Utm",
    "Metadata",
];

const TAG_IDS: Field = Field::body("tagIds", LIST_OF_IDS)
    .nullable()
    .from(Source::Tags)
    .doc("Ids of tags.");

const TAG_NAMES: Field = Field::body("tagNames", LIST_OF_TEXTS)
    .nullable()
    .from(Source::TagNames)
    .doc("Names of tags.");

const PORTFOLIO_IDS: Field = Field::body("portfolioIds", LIST_OF_IDS)
    .nullable()
    .from(Source::Portfolios)
    .doc("Ids of portfolios.");

const PORTFOLIO_NAMES: Field = Field::body("portfolioNames", LIST_OF_TEXTS)
    .nullable()
    .from(Source::PortfolioNames)
    .doc("Names of portfolios.");

/// What a contact is written with, whether new or known.
const CONTENT: &[Field] = &[
    Field::body("name", Kind::Text(255)).nullable().doc("Name."),
    Field::body("phoneNumber", Kind::Phone)
        .nullable()
        .doc("WhatsApp number, with country code."),
    Field::body("email", Kind::Email).nullable().doc("Email address."),
    Field::body("instagram", Kind::Text(255))
        .nullable()
        .doc("Instagram user name."),
    Field::body("annotation", Kind::TEXT)
        .nullable()
        .doc("Note about the contact."),
    TAG_IDS,
    TAG_NAMES.doc("Names of tags. Ignored when `tagIds` is given."),
    PORTFOLIO_IDS,
    PORTFOLIO_NAMES.doc("Names of portfolios. Ignored when `portfolioIds` is given."),
    Field::body("sequenceIds", LIST_OF_IDS)
        .nullable()
        .from(Source::Sequences)
        .doc("Ids of sequences."),
    Field::body("customFields", Kind::Values)
        .nullable()
        .from(Source::ContactFields)
        .doc("Values of custom fields, by their keys. The server skips unknown keys and values of a wrong type without a word."),
    Field::body("metadata", Kind::METADATA_CHANGES)
        .nullable()
        .doc("Free data, changed key by key: new keys are added, known ones overwritten, keys with null removed."),
];

const WHO: Rule = Rule::AtLeastOne(&["name", "phoneNumber", "email", "instagram"]);

const GET_IF_EXISTS: Field = Field::body("getIfExists", Kind::Boolean)
    .at("options.getIfExists")
    .doc("Answers a contact that exists already, and changes nothing.");

const UPSERT: &[Field] = &[
    Field::body("upsert", Kind::Boolean)
        .at("options.upsert")
        .doc("Updates a contact that exists already, and answers it."),
    Field::body("upsertFields", Kind::list(&Kind::Choice(PROPERTIES)))
        .nullable()
        .at("options.upsertFields")
        .doc("What an upsert may change. Default: everything."),
    Field::body(
        "upsertTagOperation",
        Kind::Choice(&["INSERTIFNOTEXISTS", "DELETEIFEXISTS", "REPLACEALL"]),
    )
    .nullable()
    .at("options.upsertTagOperation")
    .doc("What an upsert does with the tags: adds those that are missing, removes those that are there, or sets exactly these. Default: REPLACEALL."),
    GET_IF_EXISTS,
];

const CREATE: Operation = Operation::post("create", "/core/v1/contact")
    .takes(&[CONTENT, UPSERT])
    .rules(&[WHO])
    .doc("Creates a contact, or with `upsert` or `getIfExists` finds it.");

const GET_OR_CREATE: Operation = Operation::post("getOrCreate", "/core/v1/contact")
    // The second time it is there, and nothing is changed.
    .idempotent()
    .takes(&[CONTENT])
    .rules(&[
        Rule::AtLeastOne(&["phoneNumber", "email", "instagram"]),
        Rule::Always("options.getIfExists"),
    ])
    .doc("Finds the contact with this phone number, email address or Instagram user, or creates it. One that exists is not changed.");

const FILTER: Operation = Operation::post("filter", "/core/v1/contact/filter")
    .reads()
    .answers(Answer::Page)
    .takes(&[&[
        Field::body("textFilter", Kind::TEXT)
            .nullable()
            .doc("Text to look for in whatever describes a contact."),
        Field::body("name", Kind::TEXT).nullable().doc("Name."),
        Field::body("phoneNumber", Kind::Phone).nullable().doc("Phone number."),
        Field::body("email", Kind::TEXT).nullable().doc("Email address."),
        Field::body("instagram", Kind::TEXT)
            .nullable()
            .doc("Instagram user name."),
        Field::body("status", STATUSES)
            .nullable()
            .doc("Only contacts in this state. Default: ACTIVE."),
        TAG_IDS,
        TAG_NAMES,
        PORTFOLIO_IDS,
        PORTFOLIO_NAMES,
        Field::body(
            "origin",
            Kind::Choice(&["CREATED_BY_USER", "CREATED_FROM_HUB", "IMPORTED"]),
        )
        .nullable()
        .doc("How the contact came."),
        Field::body("customFields", Kind::Values)
            .nullable()
            .from(Source::ContactFields)
            .doc("Values of custom fields, by their keys."),
        Field::body("metadata", Kind::METADATA_CHANGES)
            .nullable()
            .doc("Free data, by its keys."),
        Field::body("createdAt", Kind::Object(DATES)).doc("When the contact was created."),
        Field::body("updatedAt", Kind::Object(DATES)).doc("When the contact was last changed."),
        Field::body("includeDetails", DETAILS)
            .nullable()
            .doc("Details to answer along."),
        Field::body("pageNumber", Kind::Integer(0, i32::MAX)).doc("Page to answer, from 1. Default: 1."),
        Field::body("pageSize", Kind::Integer(1, 100)).doc("Entries of a page, at most 100. Default: 15."),
        Field::body("orderBy", Kind::TEXT)
            .nullable()
            .doc("Property to sort by, such as createdAt. Default: newest first."),
        Field::body("orderDirection", Kind::Choice(DIRECTIONS))
            .nullable()
            .doc("Direction to sort in."),
    ]])
    .doc("Searches contacts by what they are, a page at a time.");

const DATES: &Shape = &Shape {
    fields: &[
        Field::body("before", Kind::Date).nullable().doc("Up to this moment."),
        Field::body("after", Kind::Date).nullable().doc("From this moment on."),
    ],
    rules: &[],
};

const GET: Operation = Operation::get("get", "/core/v1/contact/{id}")
    .takes(&[CONTACT, INCLUDE_DETAILS])
    .doc("Reads a contact.");

const GET_BY_PHONE: Operation = Operation::get("getByPhone", "/core/v1/contact/phonenumber/{phone}")
    .takes(&[PHONE, INCLUDE_DETAILS])
    .doc("Reads the contact with a phone number.");

const LIST: Operation = Operation::page("list", "/core/v1/contact")
    .takes(&[
        INCLUDE_DETAILS,
        &[Field::query("status", "Status", STATUSES).doc("Only contacts in this state. Default: ACTIVE.")],
        PAGING,
    ])
    .doc("Lists the contacts, a page at a time.");

const LIST_CUSTOM_FIELDS: Operation = Operation::get("listCustomFields", "/core/v1/contact/custom-field")
    .answers(Answer::Array)
    .takes(&[NESTED_LIST])
    .doc("Lists the custom fields of contacts.");

const SAVE_MANY: Operation = Operation::post("saveMany", "/core/v2/contact/batch")
    .answers(Answer::Array)
    .takes(&[
        &[
            Field::body("items", Kind::some(&Kind::Object(NEW), Some(100)))
                .required()
                .doc("The contacts, at most 100."),
        ],
        UPSERT,
    ])
    .doc("Saves up to 100 contacts at once: one with a known phone number, email address or Instagram user is updated, the others are created.");

const NEW: &Shape = &Shape {
    fields: CONTENT,
    rules: &[WHO],
};

const CHANGES: &[Field] = &[
    Field::body("status", STATUSES).nullable().doc("Status."),
    Field::body("pictureUrl", Kind::URL)
        .nullable()
        .doc("Address of the contact's picture."),
    Field::body("utm", Kind::Object(UTM)).doc("The campaign that brought the contact."),
    Field::body("tagsOperation", Kind::Choice(TAG_OPERATIONS))
        .at("options.tagsOperation")
        .doc("What becomes of the tags: those that are missing are added, those that are there are removed, or exactly these are set. Default: InsertIfNotExists."),
    Field::mask(&Kind::Choice(PROPERTIES)),
];

const CHANGED: &[Rule] = &[Rule::Mask(&[
    ("tagIds", "Tags"),
    ("tagNames", "Tags"),
    ("portfolioIds", "Portfolio"),
    ("portfolioNames", "Portfolio"),
])];

const UTM: &Shape = &Shape {
    fields: &[
        Field::body("source", Kind::TEXT).nullable().doc("Source."),
        Field::body("medium", Kind::TEXT).nullable().doc("Medium."),
        Field::body("campaign", Kind::TEXT).nullable().doc("Campaign."),
        Field::body("content", Kind::TEXT).nullable().doc("Content."),
        Field::body("headline", Kind::TEXT).nullable().doc("Headline."),
        Field::body("term", Kind::TEXT).nullable().doc("Term."),
        Field::body("referralUrl", Kind::URL)
            .nullable()
            .doc("Address of the page that the contact came from."),
    ],
    rules: &[],
};

const UPDATE: Operation = Operation::put("update", "/core/v2/contact/{id}")
    .takes(&[CONTACT, CONTENT, CHANGES])
    .rules(CHANGED)
    .doc("Changes what is given of a contact; null clears, the rest stays.");

const UPDATE_BY_PHONE: Operation = Operation::put("updateByPhone", "/core/v1/contact/phonenumber/{phone}")
    .takes(&[PHONE, CONTENT, CHANGES])
    .rules(CHANGED)
    .doc("Changes what is given of the contact with a phone number; null clears, the rest stays.");

const TAGS: &[Field] = &[
    TAG_IDS,
    TAG_NAMES,
    Field::body("operation", Kind::Choice(TAG_OPERATIONS))
        .doc("Adds the tags that are missing, removes those that are there, or sets exactly these."),
];

const SOME_TAGS: &[Rule] = &[Rule::AtLeastOne(&["tagIds", "tagNames"])];

const UPDATE_TAGS: Operation = Operation::post("updateTags", "/core/v1/contact/{id}/tags")
    .idempotent()
    .takes(&[CONTACT, TAGS])
    .rules(SOME_TAGS)
    .doc("Changes the tags of a contact.");

const UPDATE_TAGS_BY_PHONE: Operation =
    Operation::post("updateTagsByPhone", "/core/v1/contact/phonenumber/{phone}/tags")
        .idempotent()
        .takes(&[PHONE, TAGS])
        .rules(SOME_TAGS)
        .doc("Changes the tags of the contact with a phone number.");
