//! Where requests go and what authorises them: the base URL and the token.

use super::build::Request;
use crate::catalog::Method;

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
    token: Option<String>,
}

/// A request that is ready for the host's fetch.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    pub method: Method,
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Option<String>,
}

impl Endpoint {
    /// `same_origin` allows a base URL that is only a path, which a page of a browser resolves itself.
    /// What is wrong comes with the name of the option.
    pub fn new(
        api_key: Option<&str>,
        base_url: Option<&str>,
        same_origin: bool,
    ) -> Result<Self, (&'static str, String)> {
        let (host, token) = match api_key {
            None => (BASE_URL, None),
            Some(api_key) => {
                let (host, token) = PREFIXES
                    .iter()
                    .find_map(|(prefix, host)| Some((*host, api_key.trim().strip_prefix(prefix)?)))
                    .unwrap_or((BASE_URL, api_key.trim()));
                (host, Some(checked_token(token).map_err(|why| ("apiKey", why))?))
            }
        };
        Ok(Endpoint {
            base_url: checked_base_url(base_url.unwrap_or(host), same_origin).map_err(|why| ("baseUrl", why))?,
            token,
        })
    }

    /// What must never appear anywhere.
    pub fn secret(&self) -> Option<&str> {
        self.token.as_deref()
    }

    pub fn prepare(&self, request: &Request) -> Prepared {
        let body = request.body_text();
        let mut headers = vec![("Accept", "application/json".to_owned())];
        if let Some(token) = &self.token {
            headers.push(("Authorization", format!("Bearer {token}")));
        }
        if body.is_some() {
            headers.push(("Content-Type", "application/json".to_owned()));
        }
        Prepared {
            method: request.method,
            url: format!("{}{}", self.base_url, request.target()),
            headers,
            body,
        }
    }
}

fn checked_token(token: &str) -> Result<String, String> {
    if token.is_empty() {
        return Err("apiKey is empty: give the API token of the account.".to_owned());
    }
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(
            "apiKey holds characters that no token has (spaces, line breaks or letters beyond ASCII): copy it again."
                .to_owned(),
        );
    }
    Ok(token.to_owned())
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
    let Some((scheme, rest)) = base_url.split_once("://") else {
        return refuse("is not an address");
    };
    let authority = rest.split('/').next().unwrap_or_default();
    if authority.contains('@') {
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
    let (host, port) = match authority.rfind(']') {
        Some(end) => {
            let (host, port) = authority.split_at_checked(end + 1)?;
            (host, port.strip_prefix(':').or(port.is_empty().then_some("0"))?)
        }
        None => authority.split_once(':').unwrap_or((authority, "0")),
    };
    let inner = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let plausible = match inner {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)),
    };
    (plausible && port.parse::<u16>().is_ok()).then_some(host)
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.to_ascii_lowercase().ends_with(".localhost")
        || host == "[::1]"
        || host
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
}
