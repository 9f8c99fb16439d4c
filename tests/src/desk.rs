//! A member of staff at the desk, who reads pages as a browser does: signed in with password and one-time
//! code, by cookies. What only a page shows is read here.

use std::collections::BTreeMap;

use ureq::http::Response;
use ureq::{Agent, Body};

/// A signed-in browser.
#[derive(Debug)]
pub struct Desk {
    agent: Agent,
    base: String,
    cookies: BTreeMap<String, String>,
}

/// A page or a file as it was sent.
#[derive(Debug)]
pub struct Page {
    /// Status.
    pub status: u16,
    /// Where a file is handed out: its name, as the header writes it.
    pub disposition: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Page {
    /// The page's text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Desk {
    /// Signs in.
    ///
    /// # Panics
    /// Where the door stays shut.
    pub fn sign_in(base: &str, email: &str, password: &str, code: &str) -> Self {
        let mut desk = Self::at(base);
        desk.fill_in("/desk/sign-in", &[("email", email), ("password", password)]);
        desk.fill_in("/desk/sign-in/code", &[("code", code)]);
        desk
    }

    /// Whether the door takes an address and a password.
    ///
    /// # Panics
    /// Where nothing answers.
    pub fn takes(base: &str, email: &str, password: &str) -> bool {
        let fields = [("email", email), ("password", password)];
        Self::at(base).send("/desk/sign-in", &fields).status == 303
    }

    fn at(base: &str) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
        Self { agent: config.into(), base: base.to_owned(), cookies: BTreeMap::new() }
    }

    /// Reads a page.
    ///
    /// # Panics
    /// Where nothing answers.
    pub fn read(&mut self, path: &str) -> Page {
        let request = self.agent.get(format!("{}{path}", self.base));
        let answer = request.header("cookie", self.kept()).call().expect("an answer");
        self.page(answer)
    }

    /// Opens a form, fills it in and sends it; it must lead on to another page.
    fn fill_in(&mut self, path: &str, fields: &[(&str, &str)]) {
        let page = self.send(path, fields);
        assert_eq!(page.status, 303, "{path}: {}", page.text());
    }

    /// Opens a form, fills it in and sends it.
    fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let form = self.read(path).text();
        let mark = "name=\"token\" value=\"";
        let token = form.split(mark).nth(1).and_then(|rest| rest.split('"').next());
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

    fn page(&mut self, mut answer: Response<Body>) -> Page {
        for cookie in answer.headers().get_all("set-cookie") {
            let text = cookie.to_str().expect("a cookie");
            let pair = text.split(';').next().and_then(|pair| pair.split_once('='));
            let (name, value) = pair.expect("a name and a value");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let disposition = answer.headers().get("content-disposition");
        let disposition = disposition.map(|text| text.to_str().expect("a header").to_owned());
        Page {
            status: answer.status().as_u16(),
            disposition: disposition.unwrap_or_default(),
            bytes: answer.body_mut().read_to_vec().expect("a whole page"),
        }
    }
}
