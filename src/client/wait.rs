//! Asking how far a message has come until it can come no further.

use crate::error::{Code, Error};

/// Milliseconds between the first two questions, and the longest pause that they grow to.
const FIRST_PAUSE: f64 = 1_000.0;
const LONGEST_PAUSE: f64 = 10_000.0;

/// Statuses after which nothing else has to be waited for. (A message that has arrived may still be read.)
const FINAL: &[&str] = &["DELIVERED", "READ", "FAILED", "DELETED"];

/// A wait for a final status.
pub struct Wait {
    patience: u32,
    end: f64,
    pause: f64,
    status: String,
}

impl Wait {
    pub fn new(now: f64, patience: u32) -> Self {
        Wait {
            patience,
            end: now + f64::from(patience),
            pause: FIRST_PAUSE,
            status: "unknown".to_owned(),
        }
    }

    /// Milliseconds that are left.
    pub fn left(&self, now: f64) -> f64 {
        f64::max(self.end - now, 0.0)
    }

    pub fn too_late(&self) -> Error {
        let message = format!(
            "The message's status is still {} after {} ms: ask again later.",
            self.status, self.patience
        );
        Error::new(Code::Timeout, message)
    }

    /// How long to wait before the next question; nothing when the status is final.
    pub fn after(&mut self, status: &str, now: f64) -> Result<Option<f64>, Error> {
        status.clone_into(&mut self.status);
        // The API writes values in other cases than it documents.
        if FINAL.iter().any(|known| known.eq_ignore_ascii_case(status)) {
            return Ok(None);
        }
        let pause = self.pause;
        if now + pause > self.end {
            return Err(self.too_late());
        }
        self.pause = f64::min(pause * 1.5, LONGEST_PAUSE);
        Ok(Some(pause))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_become_more_seldom_until_the_status_is_final() {
        let mut wait = Wait::new(0.0, 60_000);
        let mut now = 0.0;
        let mut pauses = Vec::new();
        while let Ok(Some(pause)) = wait.after("SENT", now) {
            now += pause;
            pauses.push(pause);
        }
        assert_eq!(pauses[..3], [1_000.0, 1_500.0, 2_250.0]);
        assert!(
            pauses.iter().all(|pause| *pause <= 10_000.0) && now <= 60_000.0 && now > 49_000.0,
            "{pauses:?}"
        );
        let error = wait.after("SENT", now).unwrap_err();
        assert_eq!(error.code, Code::Timeout);
        for status in ["DELIVERED", "Read", "failed", "DELETED"] {
            assert_eq!(wait.after(status, now).ok().unwrap(), None, "{status}");
        }
    }
}
