//! Tags of contacts.

use super::{Answer, Field, Kind, Operation, Resource, Source};

pub const RESOURCE: Resource = Resource {
    name: "tag",
    operations: &[CREATE, DELETE, LIST, LIST_COLORS, UPDATE],
};

const ID: &[Field] = &[Field::path("tagId", "id", Kind::Id)
    .from(Source::Tags)
    .doc("Id of the tag.")];

const NAME: Field = Field::body("name", Kind::Text(255)).required().doc("Name.");

const COLOR: Field = Field::body("color", Kind::Choice(COLORS))
    .nullable()
    .from(Source::Colors);

#[rustfmt::skip]
const COLORS: &[&str] = &[
    "BROWN_100", "BROWN_200", "BROWN_300", "BROWN_400", "BROWN_500", "BROWN_600",
    "PURPLE_100", "PURPLE_200", "PURPLE_300", "PURPLE_400", "PURPLE_500", "PURPLE_600",
    "PINK_100", "PINK_200", "PINK_300", "PINK_400", "PINK_500", "PINK_600",
    "RED_100", "RED_200", "RED_300", "RED_400", "RED_500", "RED_600",
    "YELLOW_100", "YELLOW_200", "YELLOW_300", "YELLOW_400", "YELLOW_500", "YELLOW_600",
    "GREEN_100", "GREEN_200", "GREEN_300", "GREEN_400", "GREEN_500", "GREEN_600",
    "BLUE_100", "BLUE_200", "BLUE_300", "BLUE_400", "BLUE_500", "BLUE_600",
    "SKY_100", "SKY_200", "SKY_300", "SKY_400", "SKY_500", "SKY_600",
    "GRAY_100", "GRAY_200", "GRAY_300", "GRAY_400", "GRAY_500", "GRAY_600",
];

const CREATE: Operation = Operation::post("create", "/core/v1/tag")
    .takes(&[&[
        NAME,
        COLOR.doc("Color; that of the text follows from it. Default: GRAY_600."),
    ]])
    .doc("Creates a tag.");

const DELETE: Operation = Operation::delete("delete", "/core/v1/tag/{id}")
    .answers(Answer::Nothing)
    .takes(&[
        ID,
        &[Field::body("removeFromContacts", Kind::Boolean).nullable().doc(
            "Takes the tag off all contacts that carry it. Without it, a tag in use is not deleted. Default: false.",
        )],
    ])
    .doc("Deletes a tag.");

const LIST: Operation = Operation::get("list", "/core/v1/tag")
    .answers(Answer::Array)
    .doc("Lists the tags of contacts.");

const LIST_COLORS: Operation = Operation::get("listColors", "/core/v1/tag/color")
    .answers(Answer::Array)
    .doc("Lists the colors that a tag can have.");

const UPDATE: Operation = Operation::put("update", "/core/v1/tag/{id}")
    .takes(&[
        ID,
        &[
            NAME,
            COLOR.doc("Color; that of the text follows from it. Left out, it stays."),
        ],
    ])
    .doc("Changes the name and the color of a tag.");
