//! Where the choices of a field come from, as data.

/// What the account has to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Channels,
    /// By key.
    Chatbots,
    /// By key; only those that can be sent.
    AutomationBots,
    Departments,
    /// By their user id; those of the chosen department when there is one.
    Users,
    /// By their user id, of all departments.
    AllUsers,
    Agents,
    Tags,
    TagNames,
    Colors,
    Portfolios,
    PortfolioNames,
    Sequences,
    /// Of the channel that sends, or of the session's.
    Templates,
    TemplateParameters,
    Panels,
    Steps,
    CardTags,
    CardTagNames,
    CardFields,
    LostReasons,
    ContactFields,
    Events,
}

/// Where the entries of a source are listed, and what of an entry is read. Dots lead into objects, and into each object of a list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Listing {
    pub name: &'static str,
    pub resource: &'static str,
    pub operation: &'static str,
    /// A param that is always the same: its name, and the only entry of its list.
    pub with: Option<(&'static str, &'static str)>,
    /// Where in the answer the entries are, when it is not a list of them.
    pub inside: &'static str,
    /// Property whose value is sent.
    pub value: &'static str,
    pub description: &'static str,
    /// What the choices belong to.
    pub parent: Option<Parent>,
    /// The param that names the entry whose parts are the choices.
    pub part_of: Option<&'static str>,
}

/// What choices belong to: a param of their list that other params lead to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parent {
    /// The param of the list; where there is none, the parent says which entries are left.
    pub param: Option<&'static str>,
    /// The first whose param is given.
    pub ways: &'static [Way],
    /// What is missing when none is given, where something has to be.
    pub missing: Option<&'static str>,
}

/// How a param leads to the parent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way {
    pub given: &'static str,
    /// Without it, the param's own value is the parent.
    pub ask: Option<Ask>,
    /// Where in the answer the parent is.
    pub take: &'static str,
    /// In a list: the parent is in the entry in which one of these is the param's value.
    pub among: &'static [&'static str],
}

/// An operation that knows the parent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ask {
    pub resource: &'static str,
    pub operation: &'static str,
    /// Takes the value that is given.
    pub param: Option<&'static str>,
    /// Takes a detail, without which the answer lacks the parent.
    pub detail: Option<&'static str>,
}

/// What of an entry is its name: the first that says something.
pub const NAMES: &[&str] = &[
    "name",
    "title",
    "identity.displayName",
    "numberFormatted",
    "number",
    "description",
];

const PANEL: Option<Parent> = Some(Parent {
    param: Some("panelId"),
    ways: &[
        Way {
            given: "panelId",
            ask: None,
            take: "",
            among: &[],
        },
        way("cardId", ask("panel", "getCard", Some("cardId")), "panelId"),
    ],
    missing: Some("the panel that the choices belong to, or a card of it"),
});

const CHANNEL: Option<Parent> = Some(Parent {
    param: Some("channelId"),
    ways: &[
        Way {
            among: &["id", "number", "identity.humanId"],
            ..way("from", ask("channel", "list", None), "id")
        },
        way("sessionId", ask("session", "get", Some("sessionId")), "channelId"),
    ],
    missing: Some("the channel that the templates belong to, or a session of it"),
});

const DEPARTMENT: Option<Parent> = Some(Parent {
    param: None,
    ways: &[
        way("departmentId", DEPARTMENT_AGENTS, "agents.userId"),
        way("newDepartmentId", DEPARTMENT_AGENTS, "agents.userId"),
    ],
    missing: None,
});

const DEPARTMENT_AGENTS: Ask = Ask {
    detail: Some("Agents"),
    ..ask("department", "get", Some("departmentId"))
};

const fn way(given: &'static str, ask: Ask, take: &'static str) -> Way {
    Way {
        given,
        ask: Some(ask),
        take,
        among: &[],
    }
}

const fn ask(resource: &'static str, operation: &'static str, param: Option<&'static str>) -> Ask {
    Ask {
        resource,
        operation,
        param,
        detail: None,
    }
}

impl Source {
    pub const ALL: [Source; 23] = [
        Source::Channels,
        Source::Chatbots,
        Source::AutomationBots,
        Source::Departments,
        Source::Users,
        Source::AllUsers,
        Source::Agents,
        Source::Tags,
        Source::TagNames,
        Source::Colors,
        Source::Portfolios,
        Source::PortfolioNames,
        Source::Sequences,
        Source::Templates,
        Source::TemplateParameters,
        Source::Panels,
        Source::Steps,
        Source::CardTags,
        Source::CardTagNames,
        Source::CardFields,
        Source::LostReasons,
        Source::ContactFields,
        Source::Events,
    ];

    pub const fn as_str(self) -> &'static str {
        self.listing().name
    }

    pub const fn listing(self) -> &'static Listing {
        match self {
            Source::Channels => const { &of("channels", "channel", "list", "id", "number") },
            Source::Chatbots => const { &of("chatbots", "chatbot", "list", "key", "type") },
            Source::AutomationBots => {
                const {
                    &Listing {
                        with: Some(("types", "Automation")),
                        ..of("automationBots", "chatbot", "list", "key", "type")
                    }
                }
            }
            Source::Departments => const { &of("departments", "department", "list", "id", "") },
            Source::Users => {
                const {
                    &Listing {
                        parent: DEPARTMENT,
                        ..of("users", "agent", "list", "userId", "email")
                    }
                }
            }
            Source::AllUsers => const { &of("allUsers", "agent", "list", "userId", "email") },
            Source::Agents => const { &of("agents", "agent", "list", "id", "email") },
            Source::Tags => const { &of("tags", "tag", "list", "id", "") },
            Source::TagNames => const { &of("tagNames", "tag", "list", "name", "") },
            Source::Colors => const { &of("colors", "tag", "listColors", "color", "bgColor") },
            Source::Portfolios => const { &of("portfolios", "portfolio", "list", "id", "") },
            Source::PortfolioNames => const { &of("portfolioNames", "portfolio", "list", "name", "") },
            Source::Sequences => const { &of("sequences", "sequence", "list", "id", "") },
            Source::Templates => {
                const {
                    &Listing {
                        parent: CHANNEL,
                        ..of("templates", "template", "list", "id", "text")
                    }
                }
            }
            Source::TemplateParameters => {
                const {
                    &Listing {
                        with: Some(("includeDetails", "Params")),
                        inside: "params",
                        parent: CHANNEL,
                        part_of: Some("templateId"),
                        ..of("templateParameters", "template", "list", "name", "")
                    }
                }
            }
            Source::Panels => const { &of("panels", "panel", "list", "id", "description") },
            Source::Steps => const { &part("steps", "Steps", "steps", "id") },
            Source::CardTags => const { &part("cardTags", "Tags", "tags", "id") },
            Source::CardTagNames => const { &part("cardTagNames", "Tags", "tags", "name") },
            Source::CardFields => {
                const {
                    &Listing {
                        parent: PANEL,
                        ..of("cardFields", "panel", "listCustomFields", "key", "type")
                    }
                }
            }
            Source::LostReasons => {
                const {
                    &Listing {
                        parent: PANEL,
                        ..of("lostReasons", "panel", "listLostReasons", "id", "")
                    }
                }
            }
            Source::ContactFields => const { &of("contactFields", "contact", "listCustomFields", "key", "type") },
            Source::Events => const { &of("events", "webhook", "listEvents", "event", "description") },
        }
    }
}

const fn of(
    name: &'static str,
    resource: &'static str,
    operation: &'static str,
    value: &'static str,
    description: &'static str,
) -> Listing {
    Listing {
        name,
        resource,
        operation,
        with: None,
        inside: "",
        value,
        description,
        parent: None,
        part_of: None,
    }
}

/// A part of a panel, read with this detail.
const fn part(name: &'static str, detail: &'static str, inside: &'static str, value: &'static str) -> Listing {
    Listing {
        with: Some(("includeDetails", detail)),
        inside,
        parent: PANEL,
        ..of(name, "panel", "get", value, "")
    }
}
