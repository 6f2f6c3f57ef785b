//! Portfolios: groups of contacts that belong to departments.

use super::shared::{LIST_OF_IDS, MEMBER, MEMBERS, ONE_MEMBER, PAGING, SOME_MEMBERS};
use super::{Answer, Field, Kind, Operation, Resource, Source};

pub const RESOURCE: Resource = Resource {
    name: "portfolio",
    operations: &[
        ADD_CONTACT,
        ADD_CONTACTS,
        LIST,
        LIST_CONTACTS,
        REMOVE_CONTACT,
        REMOVE_CONTACTS,
    ],
};

const ID: &[Field] = &[Field::path("portfolioId", "id", Kind::Id)
    .from(Source::Portfolios)
    .doc("Id of the portfolio.")];

const ADD_CONTACT: Operation = Operation::post("addContact", "/core/v1/portfolio/{id}/contact")
    .idempotent()
    .takes(&[ID, MEMBER])
    .rules(ONE_MEMBER)
    .doc("Adds a contact to a portfolio.");

const ADD_CONTACTS: Operation = Operation::post("addContacts", "/core/v1/portfolio/{id}/contact/batch")
    .idempotent()
    .takes(&[ID, MEMBERS])
    .rules(SOME_MEMBERS)
    .doc("Adds several contacts to a portfolio. Answers a page of its contacts.");

const LIST: Operation = Operation::page("list", "/core/v1/portfolio")
    .takes(&[
        &[Field::query(
            "includeDetails",
            "IncludeDetails",
            Kind::list(&Kind::Choice(&["Departments", "ContactCount"])),
        )
        .doc("Details to answer along.")],
        PAGING,
    ])
    .doc("Lists the portfolios, a page at a time.");

const LIST_CONTACTS: Operation = Operation::page("listContacts", "/core/v1/portfolio/{id}/contact")
    .takes(&[
        ID,
        &[
            Field::query("createdAtBefore", "CreatedAt.Before", Kind::Date).doc("Only those added up to this moment."),
            Field::query("createdAtAfter", "CreatedAt.After", Kind::Date).doc("Only those added from this moment on."),
            Field::query(
                "createdAtApplyCompanyTimezone",
                "CreatedAt.ApplyCompanyTimezone",
                Kind::Boolean,
            )
            .doc("The moments of `createdAt` are meant in the company's time zone."),
            Field::query("createdAtIsNull", "CreatedAt.IsNull", Kind::Boolean)
                .doc("Only those with (false) or without (true) this moment."),
            Field::query("updatedAtBefore", "UpdatedAt.Before", Kind::Date)
                .doc("Only those last changed up to this moment."),
            Field::query("updatedAtAfter", "UpdatedAt.After", Kind::Date)
                .doc("Only those last changed from this moment on."),
            Field::query(
                "updatedAtApplyCompanyTimezone",
                "UpdatedAt.ApplyCompanyTimezone",
                Kind::Boolean,
            )
            .doc("The moments of `updatedAt` are meant in the company's time zone."),
            Field::query("updatedAtIsNull", "UpdatedAt.IsNull", Kind::Boolean)
                .doc("Only those with (false) or without (true) this moment."),
            Field::query("contactIds", "ContactIds", LIST_OF_IDS).doc("Only these contacts."),
            Field::query("page", "Page", Kind::Integer(0, i32::MAX)).doc("Page to answer, from 1. Default: 1."),
            Field::query("pageSize", "PageSize", Kind::Integer(1, 100))
                .doc("Entries of a page, at most 100. Keep it constant while paging."),
            Field::query("orderBy", "OrderBy", Kind::TEXT).doc("Property to sort by."),
            Field::query("orderByDesc", "OrderByDesc", Kind::TEXT).doc("Property to sort by, backwards."),
            Field::query("timestampField", "TimestampField", Kind::TEXT)
                .doc("With `type` Timestamp: the moment to go on by."),
            Field::query("timestampFilter", "TimestampFilter", Kind::Date)
                .doc("With `type` Timestamp: where to go on."),
            Field::query("nextPageToken", "NextPageToken", Kind::TEXT).doc("With `type` Token: where to go on."),
            Field::query(
                "type",
                "Type",
                Kind::Choice(&["Undefined", "PageNumber", "Timestamp", "Token"]),
            )
            .doc("How pages follow each other."),
            Field::query("skipCount", "SkipCount", Kind::Boolean)
                .doc("Leaves the entries uncounted, which is quicker."),
        ],
    ])
    .doc("Lists the contacts of a portfolio, a page at a time.");

const REMOVE_CONTACT: Operation = Operation::delete("removeContact", "/core/v1/portfolio/{id}/contact")
    .answers(Answer::Nothing)
    .takes(&[ID, MEMBER])
    .rules(ONE_MEMBER)
    .doc("Removes a contact from a portfolio.");

const REMOVE_CONTACTS: Operation = Operation::delete("removeContacts", "/core/v1/portfolio/{id}/contact/batch")
    .answers(Answer::Nothing)
    .takes(&[ID, MEMBERS])
    .rules(SOME_MEMBERS)
    .doc("Removes several contacts from a portfolio.");
