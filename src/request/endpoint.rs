//! Where requests go and what authorises them: the base URL and the token.

use super::build::Request;
use super::formats::scheme_and_authority;
use crate::json::Value;
use crate::text::{hash, number};

/// The API's canonical host.
const BASE_URL: &str = "https://api.wts.chat";

/// Tokens that begin so belong to another host; the prefix is not part of the token.
const PREFIXES: [(&str, &str); 2] = [
    ("staging_", "https://api-staging.helena.run"),
    ("test_", "https://api-test.helena.run"),
];

/// A connection to the API. Its token is never printed.
#[derive(Clone, PartialEq)]
pub struct Endpoint {
    base_url: String,
    /// The value of the header, with the token.
    authorization: Option<String>,
}

/// What stands before the token there.
const SCHEME: &str = "Bearer ";

/// A request at its endpoint, ready for the host's fetch.
#[derive(Debug, Clone, Copy)]
pub struct Prepared<'a> {
    endpoint: &'a Endpoint,
    request: &'a Request,
}

impl<'a> Prepared<'a> {
    pub fn url(&self) -> String {
        let mut url = String::new();
        self.request.write_target(&mut url, &self.endpoint.base_url);
        url
    }

    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &'a str)> + use<'a> {
        [
            ("Accept", Some(JSON)),
            ("Authorization", self.endpoint.authorization.as_deref()),
            ("Content-Type", self.body().map(|_| JSON)),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
    }

    pub fn body(&self) -> Option<&'a Value> {
        self.request.body.as_ref()
    }

    /// In lines: method and URL, each header's name and value; after an empty line the body, if there is one. No other line is empty,
    /// and none is broken: JSON has no line breaks without white space around it.
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(1024);
        text.push_str(self.request.method.as_str());
        text.push('\n');
        self.request.write_target(&mut text, &self.endpoint.base_url);
        for (name, value) in self.headers() {
            for part in ["\n", name, "\n", value] {
                text.push_str(part);
            }
        }
        if let Some(body) = self.body() {
            text.push_str("\n\n");
            body.write(&mut text);
        }
        text
    }
}

impl Endpoint {
    /// `same_origin` allows a base URL that is only a path, which a page of a browser resolves itself.
    /// What is wrong comes with the name of the option.
    pub fn new(
        api_key: Option<&str>,
        base_url: Option<&str>,
        same_origin: bool,
    ) -> Result<Self, (&'static str, String)> {
        let (host, authorization) = match api_key {
            None => (BASE_URL, None),
            Some(api_key) => {
                let (host, token) = PREFIXES
                    .iter()
                    .find_map(|(prefix, host)| Some((*host, api_key.trim().strip_prefix(prefix)?)))
                    .unwrap_or((BASE_URL, api_key.trim()));
                check_token(token).map_err(|why| ("apiKey", why))?;
                (host, Some([SCHEME, token].concat()))
            }
        };
        Ok(Endpoint {
            base_url: checked_base_url(base_url.unwrap_or(host), same_origin).map_err(|why| ("baseUrl", why))?,
            authorization,
        })
    }

    /// What must never appear anywhere.
    pub fn secret(&self) -> Option<&str> {
        self.authorization.as_deref()?.strip_prefix(SCHEME)
    }

    /// A hash of the account that requests count for: of the token's where it has no name, at this host.
    pub fn account_key(&self, name: Option<&str>) -> u64 {
        let (_, host) = scheme_and_authority(&self.base_url).unwrap_or_default();
        let account = name.or(self.secret()).unwrap_or_default();
        hash(&format!("{} {account}", host.to_ascii_lowercase()))
    }

    pub fn prepare<'a>(&'a self, request: &'a Request) -> Prepared<'a> {
        Prepared {
            endpoint: self,
            request,
        }
    }
}

/// The value of a header that says what bodies are.
const JSON: &str = "application/json";

fn check_token(token: &str) -> Result<(), String> {
    if token.is_empty() {
        return Err("apiKey is empty: give the API token of the account.".to_owned());
    }
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(
            "apiKey holds characters that no token has (spaces, line breaks or letters beyond ASCII): copy it again."
                .to_owned(),
        );
    }
    Ok(())
}

/// Any https address; http on loopback only, so that a token never crosses a network in the clear.
fn checked_base_url(base_url: &str, same_origin: bool) -> Result<String, String> {
    let refuse = |why: &str| Err(format!("baseUrl {why}: give an https address such as {BASE_URL}."));
    let is_path = base_url.trim().starts_with('/') && !base_url.trim().starts_with("//");
    let base_url = base_url.trim().trim_end_matches('/');
    if base_url
        .bytes()
        .any(|byte| !byte.is_ascii_graphic() || b"\\?#\"<>^`{|}".contains(&byte))
    {
        return refuse("holds a query, a fragment or characters that no base URL has");
    }
    if base_url.split('/').any(|segment| segment == "." || segment == "..") {
        return refuse("holds \".\" or \"..\"");
    }
    if same_origin && is_path {
        return Ok(base_url.to_owned());
    }
    let Some((scheme, authority)) = scheme_and_authority(base_url) else {
        return refuse("is not an address");
    };
    if authority.bytes().any(|byte| byte == b'@') {
        return refuse("holds a user name or password");
    }
    let Some(host) = host_of(authority) else {
        return refuse("has no valid host");
    };
    match scheme.to_ascii_lowercase().as_str() {
        "https" => Ok(base_url.to_owned()),
        "http" if is_loopback(host) => Ok(base_url.to_owned()),
        "http" => refuse("is http, which is allowed on loopback only"),
        _ => refuse("is neither https nor http"),
    }
}

/// The host of `host:port`, brackets of an IPv6 address kept.
fn host_of(authority: &str) -> Option<&str> {
    let (host, port) = match authority.bytes().rposition(|byte| byte == b']') {
        Some(end) => {
            let (host, port) = authority.split_at_checked(end + 1)?;
            (host, port.strip_prefix(':').or(port.is_empty().then_some("0"))?)
        }
        None => authority.split_once(':').unwrap_or((authority, "0")),
    };
    let inner = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let plausible = match inner {
        Some(address) => !address.is_empty() && address.bytes().all(|b| b.is_ascii_hexdigit() || b":.".contains(&b)),
        None => !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)),
    };
    (plausible && number(port).is_some_and(|port| port <= 65_535)).then_some(host)
}

fn is_loopback(host: &str) -> bool {
    let is_127 = |rest: &str| {
        rest.split('.').count() == 3 && rest.split('.').all(|part| number(part).is_some_and(|part| part <= 255))
    };
    host.eq_ignore_ascii_case("localhost")
        || host.to_ascii_lowercase().ends_with(".localhost")
        || host == "[::1]"
        || host.strip_prefix("127.").is_some_and(is_127)
}

impl std::fmt::Debug for Endpoint {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(out, "Endpoint({})", self.base_url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base_url(api_key: Option<&str>, base_url: Option<&str>) -> Result<String, String> {
        let endpoint = Endpoint::new(api_key, base_url, false);
        endpoint.map(|endpoint| endpoint.base_url).map_err(|(_, why)| why)
    }

    #[test]
    fn a_prefix_of_the_token_chooses_the_host_and_is_not_sent() {
        for (api_key, host, sent) in [
            ("pn_1", "https://api.wts.chat", "pn_1"),
            ("staging_pn_1", "https://api-staging.helena.run", "pn_1"),
            ("test_pn_1", "https://api-test.helena.run", "pn_1"),
            (" pn_1\n", "https://api.wts.chat", "pn_1"),
        ] {
            let endpoint = Endpoint::new(Some(api_key), None, false).unwrap();
            assert_eq!((endpoint.base_url.as_str(), endpoint.secret()), (host, Some(sent)));
            assert!(!format!("{endpoint:?}").contains("pn_1"));
            let elsewhere = Endpoint::new(Some(api_key), Some("https://api.example/"), false).unwrap();
            assert_eq!(
                (elsewhere.base_url.as_str(), elsewhere.secret()),
                ("https://api.example", Some(sent))
            );
        }
        assert_eq!(Endpoint::new(None, None, false).unwrap().secret(), None);
    }

    #[test]
    fn tokens_that_no_header_can_carry_are_refused_without_being_told() {
        for api_key in ["", " ", "staging_", "pn 1", "pn_\r\nX: y", "pn_\u{e9}", "pn_\u{0}"] {
            let (field, why) = Endpoint::new(Some(api_key), None, false).unwrap_err();
            assert_eq!(field, "apiKey");
            assert!(!why.contains("pn"), "{why}");
        }
    }

    #[test]
    fn base_urls_are_https_or_loopback() {
        for (given, used) in [
            ("https://api.example", "https://api.example"),
            ("https://api.example:8443/wts/", "https://api.example:8443/wts"),
            ("http://localhost:4010", "http://localhost:4010"),
            ("http://api.localhost", "http://api.localhost"),
            ("http://127.0.0.1:1", "http://127.0.0.1:1"),
            ("http://[::1]:1", "http://[::1]:1"),
            ("HTTPS://api.example", "HTTPS://api.example"),
        ] {
            assert_eq!(base_url(None, Some(given)).as_deref(), Ok(used));
        }
        for given in [
            "",
            "api.example",
            "http://api.example",
            "http://127.0.0.1.evil.example",
            "http://localhost.evil.example",
            "http://10.0.0.1",
            "ftp://api.example",
            "https://user:password@api.example",
            "https://",
            "https:///x",
            "https://api.example?x=1",
            "https://api.example#x",
            "https://api.example/../x",
            "https://api example",
            "https://api.example:99999",
            "https://api.example:+80",
            "https://[::1",
            "//api.example",
            "/api",
            "javascript:alert(1)",
        ] {
            assert!(base_url(None, Some(given)).is_err(), "{given}");
        }
    }

    #[test]
    fn a_page_may_use_its_own_origin() {
        for (given, used) in [("/", ""), ("/api/", "/api")] {
            let endpoint = Endpoint::new(None, Some(given), true).unwrap();
            assert_eq!(endpoint.base_url, used);
        }
        assert!(Endpoint::new(None, Some("//evil.example"), true).is_err());
    }
}
