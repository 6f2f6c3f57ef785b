//! Which page of a list to ask for next, and what of an answered one is new. Plain state: whoever asks does the waiting.

use super::options::ListSettings;
use crate::catalog::{Answer, Entry};
use crate::error::{Code, Error, Issue, IssueCode};
use crate::json::Value;
use crate::request::{self, Locale, Params};

/// A way through a list.
#[derive(Debug)]
pub struct Pages {
    entry: Entry,
    params: Params,
    /// The param that says which page; none where the whole list comes at once.
    number: Option<&'static str>,
    settings: ListSettings,
    /// Entries of a page, always the same.
    page_size: u32,
    next: u32,
    /// The page that is answered next.
    answered: u32,
    /// The last page, as far as the server said.
    last: Option<u32>,
    delivered: u32,
    is_over: bool,
    /// What the latest pages held, by a hash of each entry.
    recent: Vec<Vec<u64>>,
}

/// What an answered page says of itself.
#[derive(Debug, Default, PartialEq)]
pub struct Page {
    /// A hash of what tells an entry from others, for each entry.
    pub entries: Vec<u64>,
    pub has_more: Option<bool>,
    pub total_pages: Option<u32>,
}

impl Pages {
    pub fn new(resource: &str, operation: &str, params: &str, settings: ListSettings) -> Result<Self, Error> {
        let name = || format!("{resource}.{operation}");
        let refuse = |issues| Error::validation(issues).of(name());
        let entry = request::find(resource, operation).map_err(|issue| refuse(vec![issue]))?;
        let mut params = request::read(params).map_err(|issue| refuse(vec![issue]))?;
        request::check(entry, params.clone(), &Locale::default()).map_err(refuse)?;
        if !entry.operation.is_list() {
            let message = format!("{} is no list: call it as it is.", name());
            return Err(refuse(vec![Issue::new("operation", IssueCode::Unsupported, message)]));
        }
        let number = match entry.operation.answer {
            Answer::Page => ["pageNumber", "page"]
                .into_iter()
                .find(|name| entry.operation.field(name).is_some()),
            _ => None,
        };
        let number_of = |name: &str| u32::try_from(params.get(name)?.as_u64()?).ok();
        let limit = settings.limit.unwrap_or(u32::MAX);
        let page_size = number_of("pageSize");
        let page_size = u32::min(page_size.unwrap_or(settings.page_size), u32::max(limit, 1));
        let next = number.and_then(number_of).unwrap_or(1).max(1);
        // In the order of creation, new entries come at the end and push none onto another page.
        let has = |name: &str| entry.operation.field(name).is_some();
        let given = |name: &str| params.get(name).is_some_and(|value| !value.is_null());
        if settings.limit.is_none() && has("orderBy") && !given("orderBy") && !given("orderByDesc") {
            let has_direction = given("orderDirection") || !has("orderDirection");
            params.insert("orderBy", "createdAt".into());
            if !has_direction {
                params.insert("orderDirection", "ASCENDING".into());
            }
        }
        if number.is_some() {
            params.insert("pageSize", page_size.into());
        }
        Ok(Pages {
            entry,
            params,
            number,
            settings,
            page_size,
            next,
            answered: next,
            last: None,
            delivered: 0,
            is_over: limit == 0,
            recent: Vec::new(),
        })
    }

    /// The params of a page to ask for now; none while others have to be answered first, or when there is no other.
    pub fn next_page(&mut self) -> Option<String> {
        let open = self.next - self.answered;
        // Only a server that says how many pages there are is asked for several at a time.
        let ahead = match self.last {
            Some(last) => self.next <= last && open < u32::from(self.settings.concurrency),
            None => open == 0,
        };
        let asked_for = open.saturating_mul(self.page_size).saturating_add(self.delivered);
        let wanted = self.settings.limit.is_none_or(|limit| asked_for < limit);
        if self.is_over || !ahead || !wanted {
            return None;
        }
        if let Some(number) = self.number {
            self.params.insert(number, self.next.into());
        }
        self.next += 1;
        Some(Value::Object(self.params.clone()).to_text())
    }

    /// Takes the answer to the earliest page that is open, if it is one: which of its entries to deliver.
    pub fn take(&mut self, page: Option<&Page>) -> Result<Vec<bool>, Error> {
        let number = self.answered;
        self.answered += 1;
        let refuse = |message| Error::new(Code::InvalidResponse, message).of(self.entry.name());
        let Some(page) = page else {
            return Err(refuse(format!("The answer to page {number} is no list.")));
        };
        let mut fresh = Vec::with_capacity(page.entries.len());
        for (at, entry) in page.entries.iter().enumerate() {
            let known = self.recent.iter().any(|page| page.contains(entry));
            fresh.push(!known && !page.entries.iter().take(at).any(|other| other == entry));
        }
        // A last page may hold nothing but what has moved onto it.
        if page.has_more != Some(false) && !fresh.is_empty() && !fresh.contains(&true) {
            let message = format!("Page {number} of the list repeats what came before: the server does not go on.");
            return Err(refuse(message));
        }
        self.recent.push(page.entries.clone());
        if self.recent.len() > usize::from(self.settings.concurrency) + 1 {
            #[expect(clippy::disallowed_methods, reason = "there is more than one")]
            self.recent.remove(0);
        }
        for is_fresh in fresh.iter_mut().filter(|is_fresh| **is_fresh) {
            *is_fresh = self.settings.limit.is_none_or(|limit| self.delivered < limit);
            self.delivered += u32::from(*is_fresh);
        }
        let count = u32::try_from(page.entries.len()).unwrap_or(u32::MAX);
        let goes_on = page
            .has_more
            .or(page.total_pages.map(|total| number < total))
            .unwrap_or(count >= self.page_size);
        let is_enough = self.settings.limit.is_some_and(|limit| self.delivered >= limit);
        self.is_over |= self.number.is_none() || !goes_on || count == 0 || is_enough;
        self.last = page.total_pages.filter(|total| number < *total);
        Ok(fresh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const NONE: [u64; 0] = [];

    fn pages(params: Value, settings: ListSettings) -> Pages {
        Pages::new("contact", "list", &params.to_string(), settings).unwrap()
    }

    fn page(entries: std::ops::Range<u64>, has_more: Option<bool>, total_pages: Option<u32>) -> Page {
        Page {
            entries: entries.collect(),
            has_more,
            total_pages,
        }
    }

    /// The numbers of all pages that may be asked for now.
    fn asked(pages: &mut Pages) -> Vec<u64> {
        std::iter::from_fn(|| pages.next_page())
            .map(|params| {
                serde_json::from_str::<Value>(&params).unwrap()["pageNumber"]
                    .as_u64()
                    .unwrap()
            })
            .collect()
    }

    fn delivered(result: Result<Vec<bool>, Error>) -> usize {
        result.unwrap().into_iter().filter(|fresh| *fresh).count()
    }

    #[test]
    fn after_the_first_page_several_are_open_at_a_time() {
        let mut pages = pages(json!({}), ListSettings::default());
        assert_eq!(asked(&mut pages), [1]);
        assert_eq!(delivered(pages.take(Some(&page(0..100, Some(true), Some(7))))), 100);
        assert_eq!(asked(&mut pages), [2, 3, 4, 5]);
        pages.take(Some(&page(100..200, Some(true), Some(7)))).unwrap();
        assert_eq!(asked(&mut pages), [6]);
        for at in 2..6 {
            pages
                .take(Some(&page(at * 100..at * 100 + 100, Some(true), Some(7))))
                .unwrap();
        }
        assert_eq!(asked(&mut pages), [7]);
        pages.take(Some(&page(600..650, Some(false), Some(7)))).unwrap();
        assert_eq!(asked(&mut pages), NONE);
    }

    #[test]
    fn a_server_that_tells_less_is_asked_page_by_page() {
        for (has_more, total) in [(Some(true), None), (None, None)] {
            let mut pages = pages(json!({}), ListSettings::default());
            assert_eq!(asked(&mut pages), [1]);
            pages.take(Some(&page(0..100, has_more, total))).unwrap();
            assert_eq!(asked(&mut pages), [2]);
            let last = page(100..130, has_more.map(|_| false), total);
            assert_eq!(delivered(pages.take(Some(&last))), 30);
            assert_eq!(asked(&mut pages), NONE);
        }
        // It says that there is more, but not on which page.
        let mut pages = pages(json!({}), ListSettings::default());
        asked(&mut pages);
        pages.take(Some(&page(0..100, Some(true), Some(1)))).unwrap();
        assert_eq!(asked(&mut pages), [2]);
    }

    #[test]
    fn only_the_number_of_pages_is_enough() {
        let mut pages = pages(json!({}), ListSettings::default());
        asked(&mut pages);
        pages.take(Some(&page(0..100, None, Some(2)))).unwrap();
        assert_eq!(asked(&mut pages), [2]);
        pages.take(Some(&page(100..200, None, Some(2)))).unwrap();
        assert_eq!(asked(&mut pages), NONE);
    }

    #[test]
    fn nothing_comes_twice_and_a_page_without_news_is_an_error() {
        let mut pages = pages(json!({}), ListSettings::default());
        asked(&mut pages);
        pages.take(Some(&page(0..100, Some(true), None))).unwrap();
        asked(&mut pages);
        let mut second = page(90..190, Some(true), None);
        second.entries.push(189);
        assert_eq!(delivered(pages.take(Some(&second))), 90);
        asked(&mut pages);
        let error = pages.take(Some(&page(0..100, Some(true), None))).unwrap_err();
        assert_eq!(
            (error.code, error.operation.as_deref()),
            (Code::InvalidResponse, Some("contact.list"))
        );
        assert!(error.message.contains("Page 3"), "{}", error.message);
    }

    #[test]
    fn an_empty_page_is_the_end_whatever_it_says() {
        let mut pages = pages(json!({}), ListSettings::default());
        asked(&mut pages);
        pages.take(Some(&page(0..0, Some(true), Some(9)))).unwrap();
        assert_eq!(asked(&mut pages), NONE);
    }

    #[test]
    fn what_is_no_list_is_told() {
        let mut pages = pages(json!({}), ListSettings::default());
        asked(&mut pages);
        assert_eq!(pages.take(None).unwrap_err().code, Code::InvalidResponse);
    }

    #[test]
    fn a_last_page_may_hold_nothing_but_what_has_moved_onto_it() {
        let mut pages = pages(json!({}), ListSettings::default());
        asked(&mut pages);
        pages.take(Some(&page(0..100, Some(true), Some(2)))).unwrap();
        asked(&mut pages);
        assert_eq!(delivered(pages.take(Some(&page(99..100, Some(false), Some(2))))), 0);
        assert_eq!(asked(&mut pages), NONE);
    }

    #[test]
    fn a_limit_bounds_what_is_asked_for_and_what_is_delivered() {
        let limited = |limit| ListSettings {
            limit: Some(limit),
            ..ListSettings::default()
        };
        let mut some = pages(json!({}), limited(250));
        assert_eq!(asked(&mut some), [1]);
        some.take(Some(&page(0..100, Some(true), Some(50)))).unwrap();
        assert_eq!(asked(&mut some), [2, 3]);
        some.take(Some(&page(100..200, Some(true), Some(50)))).unwrap();
        assert_eq!(delivered(some.take(Some(&page(200..300, Some(true), Some(50))))), 50);
        assert_eq!(asked(&mut some), NONE);

        let mut few = pages(json!({}), limited(3));
        let params: Value = serde_json::from_str(&few.next_page().unwrap()).unwrap();
        assert_eq!(params, json!({ "pageNumber": 1, "pageSize": 3 }));
        assert_eq!(asked(&mut pages(json!({}), limited(0))), NONE);
    }

    #[test]
    fn a_whole_list_comes_in_the_order_of_creation_unless_told_otherwise() {
        let first = |params: Value| -> Value {
            serde_json::from_str(&pages(params, ListSettings::default()).next_page().unwrap()).unwrap()
        };
        assert_eq!(
            first(json!({ "pageNumber": 3, "pageSize": 20 })),
            json!({ "pageNumber": 3, "pageSize": 20, "orderBy": "createdAt", "orderDirection": "ASCENDING" })
        );
        assert_eq!(first(json!({ "orderBy": "name" }))["orderDirection"], Value::Null);
        assert_eq!(first(json!({ "orderDirection": "DESCENDING" }))["orderBy"], "createdAt");
    }

    #[test]
    fn other_schemes_and_bare_arrays() {
        let settings = ListSettings::default;
        let id = "0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10";
        let params = json!({ "portfolioId": id }).to_string();
        let mut portfolio = Pages::new("portfolio", "listContacts", &params, settings()).unwrap();
        let first: Value = serde_json::from_str(&portfolio.next_page().unwrap()).unwrap();
        assert_eq!(
            first,
            json!({ "portfolioId": id, "page": 1, "pageSize": 100, "orderBy": "createdAt" })
        );

        let mut tags = Pages::new("tag", "list", "{}", settings()).unwrap();
        assert_eq!(tags.next_page().as_deref(), Some("{}"));
        assert_eq!(delivered(tags.take(Some(&page(0..500, None, None)))), 500);
        assert_eq!(tags.next_page(), None);

        let mut filter = Pages::new("contact", "filter", r#"{"name":"Ana"}"#, settings()).unwrap();
        assert!(filter.next_page().unwrap().contains(r#""pageNumber":1"#));
    }

    #[test]
    fn what_is_no_list_is_refused() {
        let refusal = |resource, operation, params| {
            let error = Pages::new(resource, operation, params, ListSettings::default()).unwrap_err();
            assert_eq!(error.code, Code::Validation);
            error.message
        };
        assert!(
            refusal(
                "session",
                "get",
                r#"{"sessionId":"0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10"}"#
            )
            .contains("no list")
        );
        assert!(refusal("contact", "lst", "{}").contains("Did you mean"));
        assert!(refusal("contact", "list", r#"{"status":"x"}"#).contains("status"));
    }
}
