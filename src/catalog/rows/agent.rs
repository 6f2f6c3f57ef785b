//! Agents: the people who attend. `id` is the agent's, `userId` the one that sessions and cards want.

use super::shared::GROUP_ACTIONS;
use super::{Answer, Field, Kind, Operation, Resource, Rule, Shape, Source};

pub const RESOURCE: Resource = Resource {
    name: "agent",
    operations: &[
        CREATE,
        DELETE,
        GET,
        LIST,
        LOGOUT,
        UPDATE,
        UPDATE_DEPARTMENTS,
        UPDATE_STATUS,
    ],
};

const AGENT: &[Field] = &[Field::path("agentId", "id", Kind::Id)
    .from(Source::Agents)
    .doc("Id (not user id) of the agent.")];

const PROFILES: Kind = Kind::Choice(&["Admin", "Agent", "RestrictedAgent"]);

const AVAILABILITIES: Kind = Kind::Choice(&["AVAILABLE", "UNAVAILABLE"]);

const CREATE: Operation = Operation::post("create", "/core/v1/agent")
    .takes(&[&[
        Field::body("name", Kind::Text(100)).required().doc("Name."),
        Field::body("email", Kind::Email).nullable().doc("Email address."),
        Field::body("phoneNumber", Kind::Phone)
            .nullable()
            .doc("Phone number, with country code."),
        Field::body("profile", PROFILES)
            .required()
            .doc("What the agent may do."),
        Field::body("availability", AVAILABILITIES)
            .nullable()
            .doc("Whether sessions may be given to the agent."),
    ]])
    .doc("Creates an agent.");

const DELETE: Operation = Operation::delete("delete", "/core/v1/agent/{id}")
    .answers(Answer::Nothing)
    .takes(&[
        AGENT,
        &[
            Field::body(
                "sessionResolution",
                Kind::Choice(&["COMPLETE", "TRANSFER", "RETURN_TO_PENDING"]),
            )
            .nullable()
            .doc("What becomes of the agent's ongoing sessions."),
            Field::body("transferUserId", Kind::Id)
                .nullable()
                .from(Source::Users)
                .doc("User who takes them over. Required with TRANSFER."),
        ],
    ])
    .rules(&[Rule::Requires {
        given: "sessionResolution",
        is: Some("TRANSFER"),
        field: "transferUserId",
    }])
    .doc("Deletes an agent.");

const GET: Operation = Operation::get("get", "/core/v1/agent/{id}")
    .takes(&[AGENT])
    .doc("Reads an agent.");

const LIST: Operation = Operation::get("list", "/core/v1/agent")
    .answers(Answer::Array)
    .doc("Lists the agents.");

const LOGOUT: Operation = Operation::post("logout", "/core/v1/agent/{id}/logout")
    .idempotent()
    .answers(Answer::Nothing)
    .takes(&[AGENT])
    .doc("Ends the agent's log-ins.");

const UPDATE: Operation = Operation::put("update", "/core/v1/agent/{id}")
    .takes(&[
        AGENT,
        &[
            Field::body("name", Kind::TEXT).nullable().doc("Name."),
            Field::body("shortName", Kind::TEXT).nullable().doc("Short name."),
            Field::body("email", Kind::Email).nullable().doc("Email address."),
            Field::body("phoneNumber", Kind::Phone)
                .nullable()
                .doc("Phone number, with country code."),
            Field::body("profile", PROFILES).doc("What the agent may do."),
            Field::body("availability", AVAILABILITIES).doc("Whether sessions may be given to the agent."),
            Field::mask(&Kind::Choice(&[
                "Undefined",
                "Name",
                "ShortName",
                "PhoneNumber",
                "Email",
                "Profile",
                "Availability",
            ])),
        ],
    ])
    .rules(&[Rule::Mask(&[])])
    .doc("Changes what is given of an agent; the rest stays.");

const UPDATE_DEPARTMENTS: Operation = Operation::post("updateDepartments", "/core/v1/agent/{id}/departments")
    .idempotent()
    .answers(Answer::Nothing)
    .takes(&[
        AGENT,
        &[
            Field::body("action", Kind::Choice(GROUP_ACTIONS))
                .required()
                .doc("ReplaceAll sets exactly these departments, Upsert adds or changes them, Remove takes them away."),
            Field::body("items", Kind::list(&Kind::Object(DEPARTMENT)))
                .required()
                .doc("The departments, with the agent's part in each."),
        ],
    ])
    .doc("Changes the departments of an agent.");

const DEPARTMENT: &Shape = &Shape {
    fields: &[
        Field::body("departmentId", Kind::Id)
            .required()
            .from(Source::Departments)
            .doc("Id of the department."),
        IS_AGENT,
        IS_SUPERVISOR,
    ],
    rules: &[],
};

pub const IS_AGENT: Field = Field::body("isAgent", Kind::Boolean).doc("Attends sessions there.");

pub const IS_SUPERVISOR: Field = Field::body("isSupervisor", Kind::Boolean).doc("Supervises there.");

const UPDATE_STATUS: Operation = Operation::post("updateStatus", "/core/v1/agent/{id}/status")
    .idempotent()
    .takes(&[
        AGENT,
        &[Field::body("status", Kind::Choice(&["Undefined", "Active", "Blocked"]))
            .required()
            .doc("The new status.")],
    ])
    .doc("Blocks an agent or lets them in again.");
