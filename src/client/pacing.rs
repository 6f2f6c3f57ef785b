//! Waiting for one's turn. Calls of an account share its rate limits, whichever client they are made with.

use super::attempts::Step;
use super::bucket::{Bucket, LONGEST_PROBE, Limit, Place};
use super::host::{EventKind, Host, Told};
use super::letterbox::Letterbox;
use super::limits::{Families, Family, closing};
use super::{Call, CallError, CallResult, Client};
use crate::error::{Code, Error};
use std::cell::{Cell, RefCell, RefMut};
use std::rc::Rc;

/// Requests that count together, and the calls that wait to make one.
#[derive(Default)]
pub struct Lane(RefCell<Queue>);

#[derive(Default)]
struct Queue {
    bucket: Bucket,
    /// In order.
    waiting: Vec<Ticket>,
    latest: u64,
}

pub type Account = Families<Lane>;

/// A call that waits.
struct Ticket {
    number: u64,
    /// Of the limits that it is under.
    kind: u64,
    told: Rc<Letterbox<()>>,
}

thread_local! {
    /// Of all clients of this copy of the package.
    static ACCOUNTS: RefCell<Vec<(u64, Rc<Account>)>> = const { RefCell::new(Vec::new()) };
}

/// The account that a hash stands for. Those that nobody uses any more are forgotten.
pub fn account(key: u64, now: f64) -> Rc<Account> {
    #[expect(clippy::disallowed_methods, reason = "nothing in here asks for an account")]
    ACCOUNTS.with_borrow_mut(|accounts| {
        accounts.retain(|(_, account)| Rc::strong_count(account) > 1 || !account.is_idle(now));
        let known = accounts.iter().find(|(known, _)| *known == key);
        known.map(|(_, account)| account.clone()).unwrap_or_else(|| {
            let account = Rc::<Account>::default();
            accounts.push((key, account.clone()));
            account
        })
    })
}

impl Account {
    fn is_idle(&self, now: f64) -> bool {
        self.account.queue().bucket.is_idle(now) && self.send.queue().bucket.is_idle(now)
    }
}

impl Lane {
    #[expect(
        clippy::disallowed_methods,
        reason = "for one statement each time, which calls nothing beyond the queue: wakers only put their task in line"
    )]
    fn queue(&self) -> RefMut<'_, Queue> {
        self.0.borrow_mut()
    }
}

impl Queue {
    /// A number for a call, which keeps its order even if it has to wait again.
    fn number(&mut self) -> u64 {
        self.latest += 1;
        self.latest
    }

    /// When a call may begin, as far as that is known, and whether no other is before it.
    fn opens_at(&self, number: u64, kind: u64, limits: &[Limit], now: f64) -> (f64, bool) {
        let earlier = self.waiting.iter().take_while(|ticket| ticket.number < number);
        // Calls under other limits are none of its queue.
        let before = earlier.filter(|ticket| ticket.kind == kind).count();
        (self.bucket.opens_at(limits, before, now), before == 0)
    }

    fn enter(&mut self, number: u64, kind: u64) -> Rc<Letterbox<()>> {
        let told = Rc::<Letterbox<()>>::default();
        let ticket = Ticket {
            number,
            kind,
            told: told.clone(),
        };
        let waiting = &mut self.waiting;
        let later = waiting.iter().rev().take_while(|other| other.number > number).count();
        #[expect(clippy::disallowed_methods, reason = "no more of them are later than there are")]
        waiting.insert(waiting.len() - later, ticket);
        told
    }

    fn leave(&mut self, number: u64) {
        self.waiting.retain(|ticket| ticket.number != number);
    }

    /// Tells those who are next that something has changed: calls under other limits do not wait for the first of all.
    fn tell(&self) {
        let mut told = Vec::new();
        for ticket in &self.waiting {
            if !told.contains(&ticket.kind) {
                told.push(ticket.kind);
                ticket.told.put(());
            }
        }
    }

    fn tell_all(&self) {
        self.waiting.iter().for_each(|ticket| ticket.told.put(()));
    }
}

/// A call's place in the queue, left when it is dropped.
struct Waiting<'a, H: Host> {
    host: &'a H,
    lane: &'a Lane,
    number: u64,
    told: Rc<Letterbox<()>>,
}

impl<H: Host> Drop for Waiting<'_, H> {
    fn drop(&mut self) {
        self.lane.queue().leave(self.number);
        if self.host.wakes_others() {
            self.lane.queue().tell();
        }
    }
}

/// A request that has its turn. Dropped before its answer came, it counts from then.
pub struct Turn<'a, H: Host> {
    host: &'a H,
    lane: &'a Lane,
    place: Place,
    /// How long a refusal that says nothing itself closes the lane.
    closing: f64,
    is_counted: Cell<bool>,
    is_settled: Cell<bool>,
}

impl<H: Host> Turn<'_, H> {
    /// The answer begins to come.
    pub fn count(&self) {
        self.end(Some(self.host.now()));
    }

    /// The request never left.
    pub fn withdraw(&self) {
        self.end(None);
    }

    fn end(&self, answered: Option<f64>) {
        if !self.is_counted.replace(true) {
            self.lane.queue().bucket.end(answered);
            self.tell();
        }
    }

    /// The server has answered something else than 429.
    pub fn accept(&self) {
        self.settle(true);
    }

    /// It has answered 429.
    pub fn refuse(&self, asked: Option<f64>) {
        self.is_settled.set(true);
        let now = self.host.now();
        self.lane.queue().bucket.refuse(self.place, now, asked, self.closing);
        if self.host.wakes_others() {
            self.lane.queue().tell_all();
        }
    }

    fn settle(&self, is_answered: bool) {
        if !self.is_settled.replace(true) {
            self.lane.queue().bucket.settle(self.place, is_answered);
            self.tell();
        }
    }

    fn tell(&self) {
        if self.host.wakes_others() {
            self.lane.queue().tell();
        }
    }
}

impl<H: Host> Drop for Turn<'_, H> {
    fn drop(&mut self) {
        self.count();
        self.settle(false);
    }
}

/// Where a call must not be woken by another one, it looks for itself so often, in milliseconds.
const NAP: f64 = 250.0;

impl<H: Host> Client<H> {
    /// Waits until a request of `step` may begin. `number` is the call's, once it has one.
    pub(super) async fn turn(
        &self,
        family: Family,
        step: &Step<'_>,
        attempt: u32,
        number: &mut Option<u64>,
        call: &Call<'_, H>,
    ) -> CallResult<Turn<'_, H>, H> {
        let lane = self.account.of(family);
        let limits = self.limits.families.of(family);
        let number = *number.get_or_insert_with(|| lane.queue().number());
        let since = self.host.now();
        let end = since + f64::from(self.max_wait) - call.waited.get();
        let mut waiting: Option<Waiting<H>> = None;
        loop {
            let now = self.host.now();
            let (opens_at, is_first) = lane.queue().opens_at(number, self.limits.kind, limits, now);
            if is_first && opens_at <= now {
                call.waited.set(call.waited.get() + now - since);
                return Ok(Turn {
                    host: &self.host,
                    lane,
                    place: lane.queue().bucket.begin(limits, now),
                    closing: closing(limits, family),
                    is_counted: Cell::new(false),
                    is_settled: Cell::new(false),
                });
            }
            let wait = Some(opens_at - now).filter(|wait| wait.is_finite());
            if now >= end || wait.is_some_and(|wait| now + wait > end) {
                return Err(CallError::new(no_room(self.max_wait, wait)));
            }
            let ticket = waiting.get_or_insert_with(|| {
                let told = Told {
                    wait,
                    ..Told::default()
                };
                self.emit(step, EventKind::Wait, attempt, told);
                Waiting {
                    host: &self.host,
                    lane,
                    number,
                    told: lane.queue().enter(number, self.limits.kind),
                }
            });
            let until = match self.host.wakes_others() {
                // One that waits for a request ahead of it looks whether that still keeps it waiting.
                true if is_first => opens_at.min(end).min(now + LONGEST_PROBE),
                true => end,
                false => opens_at.min(end).min(now + NAP),
            };
            self.pause(until - now, Some(&ticket.told), call).await?;
        }
    }
}

fn no_room(max_wait: u32, wait: Option<f64>) -> Error {
    let message = format!(
        "The account's rate limit leaves no room for this call within {max_wait} ms (maxWait): make fewer calls at a time, or allow a \
         longer wait."
    );
    let mut error = Error::new(Code::RateLimited, message);
    error.retry_after = wait;
    error
}
