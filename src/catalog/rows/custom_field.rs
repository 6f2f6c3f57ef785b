//! Custom fields of contacts and panels.

use super::shared::NESTED_LIST;
use super::{Answer, Field, Kind, Operation, Resource};

pub const RESOURCE: Resource = Resource {
    name: "customField",
    operations: &[LIST],
};

const LIST: Operation = Operation::get("list", "/core/v1/custom-field")
    .answers(Answer::Array)
    .takes(&[
        &[
            Field::query("entityType", "EntityType", Kind::Choice(&["CONTACT", "PANEL"]))
                .doc("Whose fields. Default: CONTACT."),
        ],
        NESTED_LIST,
    ])
    .doc("Lists the custom fields of contacts or of panels.");
