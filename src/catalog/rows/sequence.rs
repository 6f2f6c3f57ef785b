//! Sequences: messages that a contact gets one after the other.

use super::shared::{MEMBER, MEMBERS, ONE_MEMBER, PAGING, SOME_MEMBERS};
use super::{Answer, Field, Kind, Operation, Resource, Source};

pub const RESOURCE: Resource = Resource {
    name: "sequence",
    operations: &[
        ADD_CONTACT,
        ADD_CONTACTS,
        LIST,
        LIST_CONTACTS,
        REMOVE_CONTACT,
        REMOVE_CONTACTS,
    ],
};

const ID: &[Field] = &[Field::path("sequenceId", "id", Kind::Id)
    .from(Source::Sequences)
    .doc("Id of the sequence.")];

const CONTACT: Field = Field::query("contactId", "ContactId", Kind::Id);

const ADD_CONTACT: Operation = Operation::post("addContact", "/chat/v1/sequence/{id}/contact")
    .takes(&[ID, MEMBER])
    .rules(ONE_MEMBER)
    .doc("Starts a sequence for a contact.");

const ADD_CONTACTS: Operation = Operation::post("addContacts", "/chat/v1/sequence/{id}/contact/batch")
    .takes(&[ID, MEMBERS])
    .rules(SOME_MEMBERS)
    .doc("Starts a sequence for several contacts. Answers a page of its contacts.");

const LIST: Operation = Operation::page("list", "/chat/v1/sequence")
    .takes(&[
        &[
            Field::query("name", "Name", Kind::TEXT).doc("Only sequences with this in their name."),
            CONTACT.doc("Only sequences that this contact is in."),
            Field::query(
                "includeDetails",
                "IncludeDetails",
                Kind::list(&Kind::Choice(&["ContactExecutingCount", "ExecutionStats"])),
            )
            .doc("Details to answer along."),
        ],
        PAGING,
    ])
    .doc("Lists the sequences, a page at a time.");

const LIST_CONTACTS: Operation = Operation::page("listContacts", "/chat/v2/sequence/{id}/contact")
    .takes(&[
        ID,
        &[
            Field::query("name", "Name", Kind::TEXT).doc("Only contacts with this in their name."),
            CONTACT.doc("Only this contact."),
            Field::query("phoneNumber", "PhoneNumber", Kind::Phone).doc("Only the contact with this phone number."),
            Field::query(
                "includeDetails",
                "IncludeDetails",
                Kind::list(&Kind::Choice(&["ContactDetails"])),
            )
            .doc("Details to answer along."),
        ],
        PAGING,
    ])
    .doc("Lists the contacts in a sequence, a page at a time.");

const REMOVE_CONTACT: Operation = Operation::delete("removeContact", "/chat/v1/sequence/{id}/contact")
    .answers(Answer::Nothing)
    .takes(&[ID, MEMBER])
    .rules(ONE_MEMBER)
    .doc("Ends a sequence for a contact.");

const REMOVE_CONTACTS: Operation = Operation::delete("removeContacts", "/chat/v1/sequence/{id}/contact/batch")
    .answers(Answer::Nothing)
    .takes(&[ID, MEMBERS])
    .rules(SOME_MEMBERS)
    .doc("Ends a sequence for several contacts.");
