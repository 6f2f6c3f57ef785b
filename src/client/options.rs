//! The options of a client and of a call, read strictly: what is misspelt must not be ignored.

use super::limits::Limits;
use crate::error::{Code, Error, Issue, IssueCode};
use crate::json::Value;
use crate::request::{self, Country, Endpoint, Params};
use crate::text::join;

/// Everything that a client's options decide.
#[derive(Clone, PartialEq)]
pub struct Options {
    pub endpoint: Endpoint,
    pub settings: Settings,
    /// Of all waits of a call for its turn, in milliseconds.
    pub max_wait: u32,
    pub limits: Limits,
    /// Names the account in place of the token.
    pub account: Option<String>,
    /// Of numbers that are written without one.
    pub country: Option<&'static Country>,
    /// Dates without a zone are meant in one that the host knows.
    pub has_zone: bool,
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

const CLIENT_OPTIONS: &[&str] = &[
    "apiKey",
    "baseUrl",
    "fetch",
    "timeout",
    "maxRetries",
    "maxWait",
    "rateLimit",
    "account",
    "defaultCountry",
    "timeZone",
    "onEvent",
];
/// How a list is gone through.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ListSettings {
    /// Entries in all.
    pub limit: Option<u32>,
    /// Entries of a page.
    pub page_size: u32,
    /// Pages that are open at a time.
    pub concurrency: u8,
}

impl Default for ListSettings {
    fn default() -> Self {
        ListSettings {
            limit: None,
            page_size: 100,
            concurrency: 4,
        }
    }
}

impl ListSettings {
    /// From the JSON text of a list's options; those of its calls are told by them.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let given = Given::read(text, LIST_OPTIONS, Code::Validation)?;
        let otherwise = ListSettings::default();
        Ok(ListSettings {
            limit: given.whole("limit", 0, u32::MAX)?,
            page_size: given.whole("pageSize", 1, 100)?.unwrap_or(otherwise.page_size),
            concurrency: match given.whole("concurrency", 1, 16)? {
                Some(pages) => u8::try_from(pages).unwrap_or(otherwise.concurrency),
                None => otherwise.concurrency,
            },
        })
    }
}

/// Refuses wrong options of choices; those of their calls are told by them.
pub fn check_choice_options(text: &str) -> Result<(), Error> {
    let given = Given::read(text, CHOICE_OPTIONS, Code::Validation)?;
    given.text("search")?;
    given.whole("limit", 0, u32::MAX)?;
    Ok(())
}

/// Refuses wrong options of a batch; those of its calls are told by them.
pub fn check_batch_options(text: &str) -> Result<(), Error> {
    let given = Given::read(text, BATCH_OPTIONS, Code::Validation)?;
    given.function("onItem")?;
    given.whole("concurrency", 1, 100)?;
    for name in ["fold", "stopOnError"] {
        if !matches!(given.get(name), None | Some(Value::Bool(_))) {
            let message = format!("{name} must be true or false.");
            return Err(given.wrong(name, IssueCode::Type, &message));
        }
    }
    Ok(())
}

const BATCH_OPTIONS: &[&str] = &[
    "signal",
    "timeout",
    "maxRetries",
    "concurrency",
    "fold",
    "stopOnError",
    "onItem",
];
const LIST_OPTIONS: &[&str] = &["signal", "timeout", "maxRetries", "limit", "pageSize", "concurrency"];
const CHOICE_OPTIONS: &[&str] = &["signal", "timeout", "maxRetries", "search", "limit"];
const CALL_OPTIONS: &[&str] = &["signal", "timeout", "maxRetries", "onProgress"];
const BUILD_OPTIONS: &[&str] = &["apiKey", "baseUrl", "defaultCountry", "timeZone"];

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
        given.options(same_origin)
    }

    /// Those of a request that is only built.
    pub fn of_build(text: &str, same_origin: bool) -> Result<Self, Error> {
        Given::read(text, BUILD_OPTIONS, Code::Configuration)?.options(same_origin)
    }

    /// What a zone is called that the host does not know.
    pub fn unknown_zone() -> Error {
        let message = "timeZone must be a time zone's name, such as America/Sao_Paulo.";
        wrong(Code::Configuration, "timeZone", IssueCode::Format, message)
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
        let unknown = given.options.keys().find(|name| !known.contains(name));
        if let Some(unknown) = unknown {
            let advice = request::advice(unknown, known, "Known", &str::to_owned);
            let message = format!("{unknown} is not an option. {advice}");
            return Err(given.wrong(unknown, IssueCode::Unknown, &message));
        }
        Ok(given)
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

    fn options(&self, same_origin: bool) -> Result<Options, Error> {
        Ok(Options {
            endpoint: self.endpoint(same_origin)?,
            settings: self.settings(Settings::default())?,
            max_wait: self.whole("maxWait", 0, LONGEST_TIMEOUT)?.unwrap_or(MAX_WAIT),
            limits: self.limits()?,
            account: self.text("account")?.map(str::to_owned),
            country: self.country()?,
            has_zone: self.text("timeZone")?.is_some(),
            listens: self.has("onEvent"),
        })
    }

    fn country(&self) -> Result<Option<&'static Country>, Error> {
        let Some(name) = self.text("defaultCountry")? else {
            return Ok(None);
        };
        let unknown = || {
            let known = join(&Country::names(), ", ");
            let message = format!("defaultCountry must be one of {known}, or the calling code of one.");
            self.wrong("defaultCountry", IssueCode::Enum, &message)
        };
        Country::named(name.trim()).map(Some).ok_or_else(unknown)
    }

    fn endpoint(&self, same_origin: bool) -> Result<Endpoint, Error> {
        Endpoint::new(self.text("apiKey")?, self.text("baseUrl")?, same_origin)
            .map_err(|(field, message)| self.wrong(field, IssueCode::Format, &message))
    }

    fn settings(&self, otherwise: Settings) -> Result<Settings, Error> {
        let timeout = self.whole("timeout", 1, LONGEST_TIMEOUT)?.unwrap_or(otherwise.timeout);
        let max_retries = self.whole("maxRetries", 0, 100)?.unwrap_or(otherwise.max_retries);
        Ok(Settings { timeout, max_retries })
    }

    fn limits(&self) -> Result<Limits, Error> {
        Limits::parse(self.get("rateLimit").unwrap_or(&Value::Null)).ok_or_else(|| {
            let message = "rateLimit must be false, { share } with a share of the documented limits (above 0, at most 1), or \
                           { account, send } with lists of { limit, per }: how many requests in how many milliseconds.";
            self.wrong("rateLimit", IssueCode::Format, message)
        })
    }

    fn whole(&self, name: &str, least: u32, most: u32) -> Result<Option<u32>, Error> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        let in_range = number.filter(|number| (least..=most).contains(number));
        let unit = if matches!(name, "timeout" | "maxWait") {
            " of milliseconds"
        } else {
            ""
        };
        let message = || format!("{name} must be a whole number{unit} from {least} to {most}.");
        in_range
            .map(Some)
            .ok_or_else(|| self.wrong(name, IssueCode::Range, &message()))
    }

    fn wrong(&self, option: &str, code: IssueCode, message: &str) -> Error {
        wrong(self.code, option, code, message)
    }
}

fn wrong(code: Code, option: &str, issue: IssueCode, message: &str) -> Error {
    let mut error = Error::new(code, message.to_owned());
    error.issues.push(Issue::new(option, issue, message.to_owned()));
    error
}

/// Unless told otherwise: longer than the longest of the documented windows.
const MAX_WAIT: u32 = 360_000;

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
