//! Whether a failed attempt is repeated: a plain decision.

use crate::catalog::Safety;
use crate::error::Code;

/// How an attempt failed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Failed {
    pub safety: Safety,
    pub code: Code,
    pub status: Option<u16>,
    /// The request certainly never left.
    pub not_sent: bool,
    /// The API itself answered, in its own envelope.
    pub answered: bool,
    /// Milliseconds that the server asked to wait.
    pub retry_after: Option<f64>,
    /// Attempts made so far, from 1.
    pub attempt: u32,
    pub max_retries: u32,
    /// At least 0, less than 1.
    pub random: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decision {
    /// Again, after so many milliseconds.
    Retry(f64),
    Stop {
        maybe_sent: bool,
    },
}

const FIRST_WAIT: f64 = 500.0;
const LONGEST_WAIT: f64 = 8_000.0;
/// A server that asks for more than this is not waited for.
const LONGEST_RETRY_AFTER: f64 = 60_000.0;

/// Decides. What may not happen twice is repeated only when it certainly did not happen.
pub fn decide(failed: &Failed) -> Decision {
    let repeatable = match failed.safety {
        Safety::Read | Safety::Idempotent => is_passing(failed),
        Safety::Once => failed.not_sent,
    };
    let wait = wait(failed);
    match (repeatable && failed.attempt <= failed.max_retries, wait) {
        (true, Some(wait)) => Decision::Retry(wait),
        _ => Decision::Stop {
            maybe_sent: failed.safety == Safety::Once && is_ambiguous(failed),
        },
    }
}

/// The same request may succeed a moment later.
fn is_passing(failed: &Failed) -> bool {
    match (failed.code, failed.status) {
        (Code::Network | Code::Timeout, None) => true,
        (_, Some(408 | 502..=504)) => true,
        (_, Some(500)) => !failed.answered,
        _ => false,
    }
}

/// The request may have been carried out although it failed.
fn is_ambiguous(failed: &Failed) -> bool {
    match failed.code {
        Code::Network | Code::Timeout | Code::Aborted | Code::InvalidResponse | Code::Internal => !failed.not_sent,
        Code::Server => true,
        _ => false,
    }
}

/// What the server asked for, else doubling with jitter.
fn wait(failed: &Failed) -> Option<f64> {
    match failed.retry_after {
        Some(asked) => (asked <= LONGEST_RETRY_AFTER).then_some(asked),
        None => {
            let doublings = failed.attempt.saturating_sub(1).min(16);
            let longest = (FIRST_WAIT * f64::from(1_u32 << doublings)).min(LONGEST_WAIT);
            Some(longest * (0.5 + failed.random * 0.5))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Code::*;
    use Safety::*;

    const FAILED: Failed = Failed {
        safety: Read,
        code: Network,
        status: None,
        not_sent: false,
        answered: false,
        retry_after: None,
        attempt: 1,
        max_retries: 2,
        random: 0.0,
    };

    const AGAIN: Decision = Decision::Retry(250.0);
    const STOP: Decision = Decision::Stop { maybe_sent: false };
    const MAYBE: Decision = Decision::Stop { maybe_sent: true };

    #[test]
    fn each_failure_is_repeated_or_not_by_its_safety() {
        let plain = |code, status| Failed { code, status, ..FAILED };
        let answered = |code, status| Failed {
            answered: true,
            ..plain(code, status)
        };
        let not_sent = Failed {
            not_sent: true,
            ..FAILED
        };
        for (failed, read, once) in [
            (plain(Network, None), AGAIN, MAYBE),
            (not_sent, AGAIN, AGAIN),
            (plain(Code::Timeout, None), AGAIN, MAYBE),
            (plain(Code::Timeout, Some(408)), AGAIN, MAYBE),
            (plain(Aborted, None), STOP, MAYBE),
            (plain(Server, Some(500)), AGAIN, MAYBE),
            (answered(Server, Some(500)), STOP, MAYBE),
            (answered(NotFound, Some(500)), STOP, STOP),
            (plain(Server, Some(501)), STOP, MAYBE),
            (plain(Server, Some(502)), AGAIN, MAYBE),
            (plain(Server, Some(503)), AGAIN, MAYBE),
            (plain(Server, Some(504)), AGAIN, MAYBE),
            (plain(InvalidResponse, Some(200)), STOP, MAYBE),
            (plain(InvalidResponse, Some(302)), STOP, MAYBE),
            (plain(BadRequest, Some(400)), STOP, STOP),
            (plain(Authentication, Some(401)), STOP, STOP),
            (plain(Permission, Some(403)), STOP, STOP),
            (plain(NotFound, Some(404)), STOP, STOP),
            (plain(Conflict, Some(409)), STOP, STOP),
            (plain(RateLimited, Some(429)), STOP, STOP),
        ] {
            assert_eq!(decide(&failed), read, "read: {failed:?}");
            assert_eq!(
                decide(&Failed {
                    safety: Idempotent,
                    ..failed
                }),
                read,
                "idempotent: {failed:?}"
            );
            assert_eq!(decide(&Failed { safety: Once, ..failed }), once, "once: {failed:?}");
        }
    }

    #[test]
    fn retries_end() {
        assert_eq!(decide(&Failed { attempt: 2, ..FAILED }), Decision::Retry(500.0));
        assert_eq!(decide(&Failed { attempt: 3, ..FAILED }), STOP);
        assert_eq!(
            decide(&Failed {
                max_retries: 0,
                ..FAILED
            }),
            STOP
        );
    }

    #[test]
    fn waits_double_up_to_a_limit_with_jitter() {
        let wait = |attempt, random| {
            decide(&Failed {
                attempt,
                random,
                max_retries: u32::MAX,
                ..FAILED
            })
        };
        for (attempt, shortest, longest) in [
            (1, 250.0, 500.0),
            (2, 500.0, 1_000.0),
            (5, 4_000.0, 8_000.0),
            (60, 4_000.0, 8_000.0),
        ] {
            assert_eq!(wait(attempt, 0.0), Decision::Retry(shortest));
            assert_eq!(wait(attempt, 1.0), Decision::Retry(longest));
        }
    }

    #[test]
    fn the_server_s_own_wait_comes_first_unless_it_is_too_long() {
        let after = |retry_after| {
            decide(&Failed {
                code: Server,
                status: Some(503),
                retry_after: Some(retry_after),
                ..FAILED
            })
        };
        assert_eq!(after(3_000.0), Decision::Retry(3_000.0));
        assert_eq!(after(60_000.0), Decision::Retry(60_000.0));
        assert_eq!(after(61_000.0), STOP);
    }
}
