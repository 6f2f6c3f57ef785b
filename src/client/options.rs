//! The options of a client and of a call, read strictly: what is misspelt must not be ignored.

use crate::error::{Code, Error, Issue, IssueCode};
use crate::request::{self, Endpoint, Params};
use serde_json::Value;

/// Everything that a client's options decide.
#[derive(Clone, PartialEq)]
pub struct Options {
    pub endpoint: Endpoint,
    pub settings: Settings,
    /// Somebody listens to events.
    pub listens: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Milliseconds for one attempt, its body included.
    pub timeout: u32,
    /// Attempts after the first.
    pub max_retries: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            timeout: 60_000,
            max_retries: 2,
        }
    }
}

const CLIENT_OPTIONS: &[&str] = &["apiKey", "baseUrl", "fetch", "timeout", "maxRetries", "onEvent"];
const CALL_OPTIONS: &[&str] = &["signal", "timeout", "maxRetries", "onProgress"];
const BUILD_OPTIONS: &[&str] = &["apiKey", "baseUrl"];

impl Options {
    /// From the JSON text of a client's options. `same_origin`: the host can resolve a base URL that is only a path.
    pub fn parse(text: &str, same_origin: bool) -> Result<Self, Error> {
        let given = Given::read(text, CLIENT_OPTIONS, Code::Configuration)?;
        given.function("fetch")?;
        given.function("onEvent")?;
        if ["apiKey", "baseUrl", "fetch"].iter().all(|name| !given.has(name)) {
            return Err(given.wrong(
                "apiKey",
                IssueCode::Required,
                "apiKey is missing: give the API token of the account.",
            ));
        }
        Ok(Options {
            endpoint: given.endpoint(same_origin)?,
            settings: given.settings(Settings::default())?,
            listens: given.has("onEvent"),
        })
    }
}

impl Settings {
    /// Those of one call: its own options over the client's. The signal itself is the host's.
    pub fn of_call(text: &str, of_client: Settings, has_right_signal: bool) -> Result<Self, Error> {
        let given = Given::read(text, CALL_OPTIONS, Code::Validation)?;
        if !has_right_signal {
            return Err(given.wrong("signal", IssueCode::Type, "signal must be an AbortSignal."));
        }
        given.function("onProgress")?;
        given.settings(of_client)
    }
}

/// The endpoint of a request that is only built.
pub fn build_endpoint(text: &str, same_origin: bool) -> Result<Endpoint, Error> {
    Given::read(text, BUILD_OPTIONS, Code::Configuration)?.endpoint(same_origin)
}

/// Options as given, with the error that a wrong one deserves.
struct Given {
    options: Params,
    code: Code,
}

impl Given {
    fn read(text: &str, known: &'static [&'static str], code: Code) -> Result<Self, Error> {
        let given = Given {
            options: request::parse(text).map_err(|why| Error::new(code, format!("Options {why}")))?,
            code,
        };
        match given.options.keys().find(|name| !known.contains(&name.as_str())) {
            None => Ok(given),
            Some(unknown) => {
                let advice = request::advice(unknown, known, "Known", &str::to_owned);
                let message = format!("{unknown} is not an option. {advice}");
                Err(given.wrong(unknown, IssueCode::Unknown, &message))
            }
        }
    }

    /// `null` means not given, here where nothing can be cleared.
    fn get(&self, name: &str) -> Option<&Value> {
        self.options.get(name).filter(|value| !value.is_null())
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn text(&self, name: &str) -> Result<Option<&str>, Error> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(self.wrong(
                name,
                IssueCode::Type,
                &format!("{name} must be a text, not {}.", request::describe(other)),
            )),
        }
    }

    fn function(&self, name: &str) -> Result<(), Error> {
        match self.get(name) {
            Some(other) if request::describe(other) != "a function" => Err(self.wrong(
                name,
                IssueCode::Type,
                &format!("{name} must be a function, not {}.", request::describe(other)),
            )),
            _ => Ok(()),
        }
    }

    fn endpoint(&self, same_origin: bool) -> Result<Endpoint, Error> {
        Endpoint::new(self.text("apiKey")?, self.text("baseUrl")?, same_origin)
            .map_err(|(field, message)| self.wrong(field, IssueCode::Format, &message))
    }

    fn settings(&self, otherwise: Settings) -> Result<Settings, Error> {
        let timeout = match self.get("timeout") {
            None => otherwise.timeout,
            Some(value) => value
                .as_f64()
                .filter(|timeout| (1.0..=f64::from(LONGEST_TIMEOUT)).contains(timeout))
                .map(|timeout| timeout as u32)
                .ok_or_else(|| {
                    self.wrong(
                        "timeout",
                        IssueCode::Range,
                        &format!("timeout must be a number of milliseconds from 1 to {LONGEST_TIMEOUT}."),
                    )
                })?,
        };
        let max_retries = match self.get("maxRetries") {
            None => otherwise.max_retries,
            Some(value) => value
                .as_u64()
                .and_then(|retries| u32::try_from(retries).ok())
                .filter(|retries| *retries <= 100)
                .ok_or_else(|| {
                    self.wrong(
                        "maxRetries",
                        IssueCode::Range,
                        "maxRetries must be a whole number from 0 to 100.",
                    )
                })?,
        };
        Ok(Settings { timeout, max_retries })
    }

    fn wrong(&self, option: &str, code: IssueCode, message: &str) -> Error {
        let mut error = Error::new(self.code, message.to_owned());
        error.issues.push(Issue {
            field: option.to_owned(),
            code,
            message: message.to_owned(),
        });
        error
    }
}

/// What a timer of JavaScript can hold.
const LONGEST_TIMEOUT: u32 = 2_147_483_647;

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        let error = Options::parse(text, false).err().expect(text);
        assert_eq!(error.code, Code::Configuration);
        error.message
    }

    #[test]
    fn options_have_defaults() {
        let options = Options::parse(r#"{"apiKey":"pn_1"}"#, false).ok().unwrap();
        assert_eq!(
            options.settings,
            Settings {
                timeout: 60_000,
                max_retries: 2
            }
        );
        assert!(!options.listens);
        let options = Options::parse(
            r#"{"apiKey":"pn_1","timeout":5,"maxRetries":0,"onEvent":{"\u0000":"a function"}}"#,
            false,
        );
        let options = options.ok().unwrap();
        assert_eq!(
            options.settings,
            Settings {
                timeout: 5,
                max_retries: 0
            }
        );
        assert!(options.listens);
    }

    #[test]
    fn wrong_options_are_named() {
        for (text, told) in [
            ("{}", "apiKey is missing"),
            ("null", "apiKey is missing"),
            ("5", "Options must be an object"),
            (r#"{"apikey":"x"}"#, "Did you mean apiKey?"),
            (r#"{"apiKey":"x","colour":1}"#, "Known: apiKey"),
            (r#"{"apiKey":5}"#, "apiKey must be a text, not a number"),
            (r#"{"apiKey":" "}"#, "apiKey is empty"),
            (r#"{"apiKey":"x","timeout":0}"#, "timeout must be"),
            (r#"{"apiKey":"x","timeout":"9"}"#, "timeout must be"),
            (r#"{"apiKey":"x","timeout":{"\u0000":"Infinity"}}"#, "timeout must be"),
            (r#"{"apiKey":"x","maxRetries":-1}"#, "maxRetries must be"),
            (r#"{"apiKey":"x","maxRetries":1.5}"#, "maxRetries must be"),
            (
                r#"{"apiKey":"x","fetch":"http"}"#,
                "fetch must be a function, not a text",
            ),
            (
                r#"{"apiKey":"x","onEvent":{}}"#,
                "onEvent must be a function, not an object",
            ),
        ] {
            let message = refusal(text);
            assert!(message.contains(told), "{text}: {message}");
        }
    }

    #[test]
    fn a_host_that_authorises_needs_no_token() {
        for text in [
            r#"{"fetch":{"\u0000":"a function"}}"#,
            r#"{"baseUrl":"https://proxy.example"}"#,
        ] {
            assert!(Options::parse(text, false).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_call_s_own_settings_come_first() {
        let of_client = Settings {
            timeout: 5,
            max_retries: 1,
        };
        assert_eq!(Settings::of_call("null", of_client, true), Ok(of_client));
        assert_eq!(
            Settings::of_call(r#"{"signal":{},"timeout":7}"#, of_client, true),
            Ok(Settings {
                timeout: 7,
                ..of_client
            })
        );
        let error = Settings::of_call("{}", of_client, false).unwrap_err();
        assert_eq!(error.issues[0].field, "signal");
        let error = Settings::of_call(r#"{"timout":7}"#, of_client, true).unwrap_err();
        assert_eq!(
            (error.code, error.message.as_str()),
            (Code::Validation, "timout is not an option. Did you mean timeout?")
        );
    }
}
