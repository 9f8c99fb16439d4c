//! A traveller's browser without scripts: it keeps cookies, fills in a form that was shown to it, and reads
//! what comes back.

use std::collections::BTreeMap;

use ureq::http::Response;
use ureq::{Agent, Body};

/// A browser.
#[derive(Debug)]
pub struct Visitor {
    agent: Agent,
    base: String,
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    /// Nobody yet at a site.
    #[must_use]
    pub fn at(base: &str) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
        Self { agent: config.into(), base: base.to_owned(), cookies: BTreeMap::new() }
    }

    /// Reads a page.
    ///
    /// # Panics
    /// Where it is not there.
    pub fn read(&mut self, path: &str) -> String {
        let request = self.agent.get(format!("{}{path}", self.base));
        let answer = request.header("cookie", self.kept()).call().expect("an answer");
        let (status, page) = self.page(answer);
        assert_eq!(status, 200, "{path}: {page}");
        page
    }

    /// Sends the form of a page to an address; answers status and page.
    ///
    /// # Panics
    /// Where the page holds no form of ours, or no answer comes.
    pub fn send(&mut self, form: &str, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let token = form.split("name=\"token\" value=\"").nth(1).and_then(|r| r.split('"').next());
        let mut all = vec![("token", token.expect("a form of ours").to_owned())];
        all.extend(fields.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let request = self.agent.post(format!("{}{path}", self.base));
        let request = request.header("origin", &self.base).header("cookie", self.kept());
        let answer = request.send_form(all).expect("an answer");
        self.page(answer)
    }

    fn kept(&self) -> String {
        let all = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        all.collect::<Vec<_>>().join("; ")
    }

    fn page(&mut self, mut answer: Response<Body>) -> (u16, String) {
        for cookie in answer.headers().get_all("set-cookie") {
            let pair = cookie
                .to_str()
                .expect("a cookie of letters")
                .split(';')
                .next()
                .and_then(|p| p.split_once('='));
            let (name, value) = pair.expect("a name and a value");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let status = answer.status().as_u16();
        (status, answer.body_mut().read_to_string().expect("a page"))
    }
}
