//! Params that exclude or replace each other, as the document's words have it.

use crate::expect_none;
use crate::leads::{Lead, entry, leads, least, sample, told};
use crate::place::Place;
use serde_json::Value;
use wts_chat::catalog::Entry;
use wts_chat::error::IssueCode::{self, Conflict, Required};

/// Whether one of some params must be given, and whether only one may.
type Take = (bool, bool);

const EXACTLY_ONE: Take = (true, true);
const AT_LEAST_ONE: Take = (true, false);
const AT_MOST_ONE: Take = (false, true);

const FILE: &[&str] = &["url", "fileId", "file"];
const MEMBER: &[&str] = &["contactId", "phoneNumber"];
const MEMBERS: &[&str] = &["contactIds", "phoneNumbers"];
const TAGS: &[&str] = &["tagIds", "tagNames"];
const CONTACT: &[&str] = &["name", "phoneNumber", "email", "instagram"];
const CONTENT: &[&str] = &["text", "templateId", "fileUrl", "fileId"];
const USER: &[&str] = &["user", "userId"];
const DEPARTMENT: &[&str] = &["department", "departmentId"];

/// Operation, the object that is meant, its params.
const CHOICES: &[(Take, &str, &str, &[&str])] = &[
    (EXACTLY_ONE, "message.sendFile", "", FILE),
    (EXACTLY_ONE, "session.sendFile", "", FILE),
    (AT_MOST_ONE, "message.sendTemplate", "", FILE),
    (AT_MOST_ONE, "session.sendTemplate", "", FILE),
    (EXACTLY_ONE, "portfolio.addContact", "", MEMBER),
    (EXACTLY_ONE, "portfolio.removeContact", "", MEMBER),
    (EXACTLY_ONE, "sequence.addContact", "", MEMBER),
    (EXACTLY_ONE, "sequence.removeContact", "", MEMBER),
    (AT_LEAST_ONE, "portfolio.addContacts", "", MEMBERS),
    (AT_LEAST_ONE, "portfolio.removeContacts", "", MEMBERS),
    (AT_LEAST_ONE, "sequence.addContacts", "", MEMBERS),
    (AT_LEAST_ONE, "sequence.removeContacts", "", MEMBERS),
    (AT_LEAST_ONE, "contact.updateTags", "", TAGS),
    (AT_LEAST_ONE, "contact.updateTagsByPhone", "", TAGS),
    (AT_LEAST_ONE, "contact.create", "", CONTACT),
    (AT_LEAST_ONE, "contact.saveMany", "items[0]", CONTACT),
    (
        AT_LEAST_ONE,
        "contact.getOrCreate",
        "",
        &["phoneNumber", "email", "instagram"],
    ),
    (AT_LEAST_ONE, "message.send", "body", CONTENT),
    (AT_LEAST_ONE, "message.sendSync", "body", CONTENT),
    (AT_LEAST_ONE, "session.sendMessage", "", CONTENT),
    (AT_LEAST_ONE, "session.sendMessageSync", "", CONTENT),
    (AT_LEAST_ONE, "panel.createCardNote", "", &["text", "fileUrls"]),
    (
        AT_LEAST_ONE,
        "session.createNote",
        "",
        &["text", "filesUrls", "filesIds"],
    ),
    (AT_LEAST_ONE, "session.transfer", "", &["newDepartmentId", "newUserId"]),
    (AT_MOST_ONE, "scheduledMessage.create", "", DEPARTMENT),
    (AT_MOST_ONE, "scheduledMessage.update", "", DEPARTMENT),
];

/// Sends that may create a session, for somebody.
const CREATE_SESSIONS: [&str; 12] = [
    "message.send",
    "message.sendFile",
    "message.sendSync",
    "message.sendTemplate",
    "message.sendText",
    "send.audio",
    "send.document",
    "send.image",
    "send.template",
    "send.templateBatch",
    "send.text",
    "send.video",
];

#[test]
fn of_params_that_exclude_or_replace_each_other_the_right_number_is_wanted() {
    let sessions = CREATE_SESSIONS.iter().flat_map(|name| {
        let choice = |names| (AT_MOST_ONE, *name, "", names);
        [choice(USER), choice(DEPARTMENT)]
    });
    let mut wrong = Vec::new();
    for ((needed, alone), operation, object, names) in CHOICES.iter().copied().chain(sessions) {
        let choice = Choice::new(operation, object, names);
        let missing = (choice.field(names[0]), Required);
        let none: Vec<_> = needed.then_some(missing).into_iter().collect();
        let others = if alone { &names[1..] } else { &[] };
        let all: Vec<_> = others.iter().map(|name| (choice.field(name), Conflict)).collect();
        wrong.extend(choice.unless_told(&[], &none));
        wrong.extend(choice.unless_told(names, &all));
        for name in names {
            wrong.extend(choice.unless_told(&[name], &[]));
        }
    }
    expect_none(&wrong);
}

/// Params of which some are given.
struct Choice {
    entry: Entry,
    place: Place,
    /// Without any of them.
    params: Value,
}

impl Choice {
    fn new(operation: &str, object: &str, names: &[&str]) -> Self {
        let entry = entry(operation);
        let place = match object {
            "" => Place::default(),
            object => lead(entry, object).unwrap().param,
        };
        let mut params = least(entry);
        for name in names {
            place.key(name).remove(&mut params);
        }
        Choice { entry, place, params }
    }

    fn field(&self, name: &str) -> String {
        self.place.key(name).to_string()
    }

    fn unless_told(&self, given: &[&str], wanted: &[(String, IssueCode)]) -> Option<String> {
        let mut params = self.params.clone();
        for name in given {
            let kind = match lead(self.entry, &self.field(name)) {
                Some(lead) => lead.kind,
                None => &self.entry.operation.field(name).unwrap().kind,
            };
            self.place.value_mut(&mut params)[*name] = sample(kind);
        }
        let told = told(self.entry, &params);
        (told != wanted).then(|| format!("{} {params}: {told:?} instead of {wanted:?}", self.entry.name()))
    }
}

fn lead(entry: Entry, param: &str) -> Option<Lead> {
    leads(entry).into_iter().find(|lead| lead.param.to_string() == param)
}
