//! Whether a failed attempt is repeated: a plain decision.

use crate::catalog::Safety;
use crate::error::Code;

/// How an attempt failed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Failed {
    pub safety: Safety,
    pub deletes: bool,
    pub code: Code,
    pub status: Option<u16>,
    /// The request certainly never left.
    pub not_sent: bool,
    /// The API itself answered, in its own envelope.
    pub answered: bool,
    /// Rate limits are waited for.
    pub is_paced: bool,
    /// Milliseconds that the server asked to wait.
    pub retry_after: Option<f64>,
    /// Made so far.
    pub retries: u32,
    pub max_retries: u32,
    /// An attempt before this one may have been carried out.
    pub may_be_done: bool,
    /// At least 0, less than 1.
    pub random: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decision {
    /// Again, after so many milliseconds.
    Retry(f64),
    /// Again, when the rate limit has room; that is no retry.
    Refused,
    /// What was to be done is done.
    Done,
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
    if failed.code == Code::RateLimited && failed.is_paced {
        return Decision::Refused;
    }
    if failed.code == Code::NotFound && failed.deletes && failed.may_be_done {
        return Decision::Done;
    }
    let repeatable = match failed.safety {
        Safety::Read | Safety::Idempotent => is_passing(failed),
        Safety::Once => failed.not_sent,
    };
    let wait = wait(failed);
    match (repeatable && failed.retries < failed.max_retries, wait) {
        (true, Some(wait)) => Decision::Retry(wait),
        _ => Decision::Stop {
            maybe_sent: failed.safety == Safety::Once && is_ambiguous(failed),
        },
    }
}

/// The same request may succeed a moment later.
fn is_passing(failed: &Failed) -> bool {
    match (failed.code, failed.status) {
        (Code::Network | Code::Timeout, None) | (Code::RateLimited, _) => true,
        (_, Some(408 | 502..=504)) => true,
        (_, Some(500)) => !failed.answered,
        _ => false,
    }
}

/// The request may have been carried out although it failed.
pub fn is_ambiguous(failed: &Failed) -> bool {
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
            let longest = (FIRST_WAIT * f64::from(1_u32 << failed.retries.min(16))).min(LONGEST_WAIT);
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
        deletes: false,
        code: Network,
        status: None,
        not_sent: false,
        answered: false,
        is_paced: true,
        retry_after: None,
        retries: 0,
        max_retries: 2,
        may_be_done: false,
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
            (plain(RateLimited, Some(429)), Decision::Refused, Decision::Refused),
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
        assert_eq!(decide(&Failed { retries: 1, ..FAILED }), Decision::Retry(500.0));
        assert_eq!(decide(&Failed { retries: 2, ..FAILED }), STOP);
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
        let wait = |retries, random| {
            decide(&Failed {
                retries,
                random,
                max_retries: u32::MAX,
                ..FAILED
            })
        };
        for (retries, shortest, longest) in [
            (0, 250.0, 500.0),
            (1, 500.0, 1_000.0),
            (4, 4_000.0, 8_000.0),
            (59, 4_000.0, 8_000.0),
        ] {
            assert_eq!(wait(retries, 0.0), Decision::Retry(shortest));
            assert_eq!(wait(retries, 1.0), Decision::Retry(longest));
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

    #[test]
    fn a_refusal_for_its_rate_is_never_a_retry_and_never_ambiguous() {
        for safety in [Read, Idempotent, Once] {
            for (status, answered) in [(Some(429), false), (Some(429), true)] {
                let refused = Failed {
                    safety,
                    code: RateLimited,
                    status,
                    answered,
                    retries: 2,
                    ..FAILED
                };
                assert_eq!(decide(&refused), Decision::Refused);
                assert!(!is_ambiguous(&refused));
            }
        }
        // The storage has limits of its own, which nobody knows.
        let of_storage = Failed {
            safety: Idempotent,
            code: RateLimited,
            status: Some(429),
            is_paced: false,
            ..FAILED
        };
        assert_eq!(decide(&of_storage), AGAIN);
    }

    #[test]
    fn what_is_deleted_already_is_done_only_after_an_attempt_that_may_have_done_it() {
        let not_found = |status, answered| Failed {
            safety: Idempotent,
            deletes: true,
            code: NotFound,
            status: Some(status),
            answered,
            retries: 1,
            may_be_done: true,
            ..FAILED
        };
        for found in [not_found(404, false), not_found(404, true), not_found(500, true)] {
            assert_eq!(decide(&found), Decision::Done);
            assert_eq!(
                decide(&Failed {
                    may_be_done: false,
                    ..found
                }),
                STOP
            );
            assert_eq!(
                decide(&Failed {
                    deletes: false,
                    ..found
                }),
                STOP
            );
        }
    }
}
