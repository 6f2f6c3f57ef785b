//! A token is sent as it is or refused without being told; a base URL is an address that nothing can lead away from.
//!
//! A case is a line with a token and a line with a base URL; or the JSON text of options.

use super::{errors, requests};
use wts_chat::client::{ListSettings, Options, Settings, check_choice_options};
use wts_chat::request::{self, Endpoint};

pub fn hold(case: &str) {
    let (token, base_url) = case.split_once('\n').unwrap_or((case, "https://api.example"));
    for same_origin in [false, true] {
        for (token, base_url) in [
            (Some(token), None),
            (None, Some(base_url)),
            (Some(token), Some(base_url)),
        ] {
            match Endpoint::new(token, base_url, same_origin) {
                Ok(endpoint) => sound(&endpoint, token, base_url, same_origin),
                Err((field, why)) => refused(field, &why, token),
            }
        }
        let read = [Options::parse(case, same_origin), Options::of_build(case, same_origin)];
        for options in read {
            match options {
                Ok(options) => sound(&options.endpoint, None, None, same_origin),
                Err(error) => errors::sound(&error),
            }
        }
    }
    let calls = [
        Settings::of_call(case, Settings::default(), true).err(),
        ListSettings::parse(case).err(),
        check_choice_options(case).err(),
    ];
    calls.iter().flatten().for_each(errors::sound);
}

fn refused(field: &str, why: &str, token: Option<&str>) {
    assert!(
        matches!(field, "apiKey" | "baseUrl") && why.starts_with(field) && why.len() < 200,
        "{why}"
    );
    // Tokens begin so; words of the messages do not.
    assert!(
        token.is_none_or(|token| !token.contains("pn_")) || !why.contains("pn_"),
        "{why}"
    );
}

/// `token` and `base_url` as they were given, where they are known.
fn sound(endpoint: &Endpoint, token: Option<&str>, base_url: Option<&str>, same_origin: bool) {
    let (request, _) = request::raw("GET", "/core/v1/tag", "null").unwrap();
    let prepared = endpoint.prepare(&request);
    let url = prepared.url();
    let base = url.strip_suffix("/core/v1/tag").unwrap();
    requests::sound(prepared, base, "/core/v1/tag", &|_| false);
    assert!(!base.ends_with('/') && !base.contains('?'), "{base}");
    assert!(base_url.is_none_or(|given| given.trim().starts_with(base)), "{base}");
    match base.split_once("://").filter(|_| !base.starts_with('/')) {
        None => assert!(same_origin && !base.starts_with("//"), "{base}"),
        Some((scheme, rest)) => sound_authority(scheme, rest.split('/').next().unwrap_or_default()),
    }
    let sent = prepared.headers().find(|(name, _)| *name == "Authorization");
    assert_eq!(
        sent.map(|(_, value)| value.to_owned()),
        endpoint.secret().map(|secret| format!("Bearer {secret}"))
    );
    if let (Some(token), Some(secret)) = (token, endpoint.secret()) {
        assert!(!secret.is_empty() && token.trim().ends_with(secret));
    }
}

/// A host, and a port of digits at most; in the clear, only on this machine.
fn sound_authority(scheme: &str, authority: &str) {
    assert!(!authority.contains('@'), "{authority}");
    let end = authority.rfind(']').map_or(0, |at| at + 1);
    let (before, after) = authority.split_at(end);
    let (host, port) = match after.split_once(':') {
        Some((rest, port)) => (format!("{before}{rest}"), port),
        None => (authority.to_owned(), "0"),
    };
    assert!(
        !host.is_empty() && !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()),
        "{authority}"
    );
    let host = host.to_ascii_lowercase();
    let is_here = host == "localhost" || host.ends_with(".localhost") || host == "[::1]" || host.starts_with("127.");
    assert!(
        scheme.eq_ignore_ascii_case("https") || (scheme.eq_ignore_ascii_case("http") && is_here),
        "{scheme}://{authority}"
    );
}
