//! Departments: the groups of agents that sessions are given to.

use super::agent::{IS_AGENT, IS_SUPERVISOR};
use super::shared::{GROUP_ACTIONS, LIST_OF_TEXTS};
use super::{Answer, Field, Kind, Operation, Resource, Rule, Shape, Source};

pub const RESOURCE: Resource = Resource {
    name: "department",
    operations: &[CREATE, DELETE, GET, LIST, LIST_CHANNELS, UPDATE, UPDATE_AGENTS],
};

const ID: &[Field] = &[Field::path("departmentId", "id", Kind::Id)
    .from(Source::Departments)
    .doc("Id of the department.")];

const CONTENT: &[Field] = &[
    Field::body("name", Kind::Text(100)).nullable().doc("Name."),
    Field::body("isDefault", Kind::Boolean).doc("Whether sessions without a department come here."),
    Field::body("distributionIsEnabled", Kind::Boolean).doc("Whether sessions are given to agents automatically."),
    Field::body("distributionConfig", Kind::Object(DISTRIBUTION)).doc("How sessions are given to agents."),
    Field::body(
        "restrictionType",
        Kind::Choice(&["NONE", "DEPARTMENT_RESTRICTION", "USER_RESTRICTION"]),
    )
    .nullable()
    .doc("Who may see the department's sessions."),
    Field::body("channelsConfig", Kind::Object(CHANNELS)).doc("The channels that the department attends."),
];

const DISTRIBUTION: &Shape = &Shape {
    fields: &[
        Field::body("expirationIsEnabled", Kind::Boolean)
            .doc("Whether a session goes on when its agent does not answer."),
        Field::body("maximumDurationInMinutes", Kind::Integer(0, i32::MAX)).doc("Longest duration, in minutes."),
        Field::body("inactivityTimeInMinutes", Kind::Integer(0, i32::MAX)).doc("Longest inactivity, in minutes."),
    ],
    rules: &[],
};

const CHANNELS: &Shape = &Shape {
    fields: &[
        Field::body("scope", Kind::Choice(&["ALL", "NONE", "SELECTED"]))
            .nullable()
            .doc("Which channels."),
        Field::body("channels", LIST_OF_TEXTS)
            .nullable()
            .from(Source::Channels)
            .doc("With SELECTED: ids, names or numbers of channels."),
    ],
    rules: &[],
};

const MEMBER: &Shape = &Shape {
    fields: &[MEMBER_USER.required(), IS_AGENT, IS_SUPERVISOR],
    rules: &[],
};

const CHANGED_MEMBER: &Shape = &Shape {
    fields: &[MEMBER_USER, IS_AGENT, IS_SUPERVISOR],
    rules: &[],
};

const MEMBER_USER: Field = Field::body("userId", Kind::Id)
    .from(Source::AllUsers)
    .doc("User (not agent) id.");

const CREATE: Operation = Operation::post("create", "/core/v1/department")
    .takes(&[
        CONTENT,
        &[Field::body("agents", Kind::list(&Kind::Object(MEMBER)))
            .nullable()
            .doc("Its agents, with the part of each.")],
    ])
    .doc("Creates a department.");

const DELETE: Operation = Operation::delete("delete", "/core/v1/department/{id}")
    .answers(Answer::Nothing)
    .takes(&[ID])
    .doc("Deletes a department.");

const GET: Operation = Operation::get("get", "/core/v1/department/{id}")
    .takes(&[
        ID,
        &[Field::query(
            "includeDetails",
            "includeDetails",
            Kind::Choice(&["All", "Agents", "Channels"]),
        )
        .doc("Details to answer along.")],
    ])
    .doc("Reads a department.");

const LIST: Operation = Operation::get("list", "/core/v2/department")
    .answers(Answer::Array)
    .doc("Lists the departments.");

const LIST_CHANNELS: Operation = Operation::get("listChannels", "/core/v1/department/{id}/channel")
    .takes(&[ID])
    .doc("Reads which channels a department attends.");

const UPDATE: Operation = Operation::put("update", "/core/v1/department/{id}")
    .takes(&[
        ID,
        CONTENT,
        &[Field::mask(&Kind::Choice(&[
            "Name",
            "Description",
            "IsDefault",
            "DistributionIsEnabled",
            "ChannelsConfig",
            "RestrictionType",
            "DistributionConfig",
        ]))],
    ])
    .rules(&[Rule::Mask(&[])])
    .doc("Changes what is given of a department; the rest stays.");

const UPDATE_AGENTS: Operation = Operation::put("updateAgents", "/core/v1/department/{id}/agents")
    .takes(&[
        ID,
        &[
            Field::body("action", Kind::Choice(GROUP_ACTIONS))
                .required()
                .doc("ReplaceAll sets exactly these agents, Upsert adds or changes them, Remove takes them away."),
            Field::body("items", Kind::list(&Kind::Object(CHANGED_MEMBER)))
                .required()
                .doc("The agents, with the part of each."),
        ],
    ])
    .doc("Changes the agents of a department.");
