//! The account's company.

use super::{Operation, Resource};

pub const RESOURCE: Resource = Resource {
    name: "company",
    operations: &[GET_OFFICE_HOURS],
};

const GET_OFFICE_HOURS: Operation = Operation::get("getOfficeHours", "/core/v1/company/officehours")
    .doc("Reads the office hours and the time zone that they are meant in.");
