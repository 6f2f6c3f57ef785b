//! When a request may begin under rate limits. Plain state, asked with the time.

/// At most so many requests in so many milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    pub requests: u32,
    pub per: f64,
}

impl Limit {
    /// How long a request counts after its answer came. The server counts from its arrival there, with a clock of its own: a little
    /// longer than it says is safe.
    fn span(&self) -> f64 {
        self.per * 1.02
    }
}

/// A server that refuses again what it was asked again as it wanted is given more time: milliseconds, doubling.
const SECOND_WAIT: f64 = 500.0;
const LONGEST_WAIT: f64 = 8_000.0;
/// The longest closing for a refusal that says nothing itself (unless the shortest limit is longer), and the longest of all: one odd
/// answer must not end an account for good.
const LONGEST_GUESS: f64 = 300_000.0;
const LONGEST_CLOSING: f64 = 3_600_000.0;
/// A request that goes ahead and hears nothing for so long no longer keeps others waiting.
pub const LONGEST_PROBE: f64 = 8_000.0;

/// The requests that count together, and what their server said of them.
///
/// A request takes a place from its beginning until some time after its answer: whatever moment in between the server counts
/// it at, it never counts more than the limit.
#[derive(Debug, Default)]
pub struct Bucket {
    under_way: u32,
    /// When the answers of past requests began to come, oldest first.
    answered: Vec<f64>,
    /// How long the longest of all limits that were asked for looks back.
    memory: f64,
    /// Since the server refused a request (429): until when none may begin, how often that was, and how often without a
    /// success in between.
    closed_until: f64,
    closings: u32,
    refusals: u32,
    /// A bucket that was closed opens for one request first, which tells whether others may follow: until when they wait for it.
    probed_until: f64,
}

/// A request's place in a bucket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    closings: u32,
}

impl Bucket {
    /// When a request may begin that has others before it; the end of time while it depends on those under way.
    pub fn opens_at(&self, limits: &[Limit], before: usize, now: f64) -> f64 {
        if now < self.probed_until {
            return f64::INFINITY;
        }
        let free = |limit: &Limit| {
            let places = usize::try_from(limit.requests.saturating_sub(self.under_way)).unwrap_or(usize::MAX);
            match places.checked_sub(before) {
                None | Some(0) => f64::INFINITY,
                Some(places) => match self.answered.len().checked_sub(places) {
                    Some(at) => self.answered.get(at).map_or(0.0, |answered| answered + limit.span()),
                    None => 0.0,
                },
            }
        };
        limits.iter().map(free).fold(self.closed_until, f64::max)
    }

    /// A request begins.
    pub fn begin(&mut self, limits: &[Limit], now: f64) -> Place {
        self.memory = limits.iter().map(Limit::span).fold(self.memory, f64::max);
        self.under_way += 1;
        if self.refusals > 0 {
            self.probed_until = now + LONGEST_PROBE;
        }
        Place {
            closings: self.closings,
        }
    }

    /// Its answer begins to come, or never will; or, without a time, it never left and does not count.
    pub fn end(&mut self, answered: Option<f64>) {
        self.under_way = self.under_way.saturating_sub(1);
        if let Some(now) = answered {
            self.answered.push(now);
            // Now and then: what is too old does no harm.
            if self.answered.len().is_multiple_of(256) {
                self.forget(now);
            }
        }
    }

    /// The server took it, or nobody knows.
    pub fn settle(&mut self, place: Place, is_answered: bool) {
        if place.closings != self.closings {
            return;
        }
        self.probed_until = 0.0;
        if is_answered {
            self.refusals = 0;
        }
    }

    /// The server refused it (429). `asked` is the wait that it asked for; `otherwise` is one for where it says nothing.
    pub fn refuse(&mut self, place: Place, now: f64, asked: Option<f64>, otherwise: f64) {
        // What began before the last refusal was known says nothing new, unless it says how long.
        let is_new = place.closings == self.closings;
        let doubled = |wait: f64, times: u32| wait * f64::from(1_u32 << times.min(16));
        let wait = match (asked, self.refusals.checked_sub(1)) {
            (Some(asked), Some(times)) if is_new => asked.max(doubled(SECOND_WAIT, times).min(LONGEST_WAIT)),
            (Some(asked), _) => asked,
            (None, _) if is_new => doubled(otherwise, self.refusals).min(otherwise.max(LONGEST_GUESS)),
            (None, _) => return,
        };
        self.closed_until = self.closed_until.max(now + wait.min(LONGEST_CLOSING));
        if is_new {
            self.probed_until = 0.0;
            self.closings = self.closings.wrapping_add(1);
            self.refusals += 1;
        }
    }

    /// Whether nothing of the past matters any more.
    pub fn is_idle(&mut self, now: f64) -> bool {
        self.forget(now);
        self.under_way == 0 && self.answered.is_empty() && self.closed_until <= now
    }

    fn forget(&mut self, now: f64) {
        let memory = self.memory;
        self.answered.retain(|answered| answered + memory > now);
    }
}
