//! The rows: one file per resource, and the words that they are written in. `build.rs` reads them too, so they use nothing else.

mod agent;
mod channel;
mod chatbot;
mod company;
mod contact;
mod custom_field;
mod department;
mod file;
mod kind;
mod message;
mod panel;
mod portfolio;
mod rule;
mod scheduled_message;
mod send;
mod sequence;
mod session;
mod shared;
mod source;
mod tag;
mod template;
mod vocabulary;
mod webhook;

pub use kind::{Kind, Shape};
pub use rule::Rule;
pub use source::{Ask, Listing, NAMES, Parent, Source, Way};
pub use vocabulary::{Answer, Field, Method, Operation, Place, Resource, Safety};

/// Every resource as it is written, in alphabetical order.
pub static ROWS: &[Resource] = &[
    agent::RESOURCE,
    channel::RESOURCE,
    chatbot::RESOURCE,
    company::RESOURCE,
    contact::RESOURCE,
    custom_field::RESOURCE,
    department::RESOURCE,
    file::RESOURCE,
    message::RESOURCE,
    panel::RESOURCE,
    portfolio::RESOURCE,
    scheduled_message::RESOURCE,
    send::RESOURCE,
    sequence::RESOURCE,
    session::RESOURCE,
    tag::RESOURCE,
    template::RESOURCE,
    webhook::RESOURCE,
];
