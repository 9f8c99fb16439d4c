//! A browser without scripts: it keeps cookies, follows redirects, and fills in the forms that
//! the page has, hidden fields and all.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use actix_web::App;
use actix_web::cookie::Cookie;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderMap, LOCATION};
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service, read_body};

use crate::desk_of_one::Office;

/// What came back.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) path: String,
    pub(crate) html: String,
    pub(crate) headers: HeaderMap,
}

impl Page {
    /// The value of a hidden field in the first form that posts to a path.
    pub(crate) fn hidden(&self, action: &str, name: &str) -> String {
        let form = self.html.split("<form").find(|f| f.contains(&format!("action=\"{action}\"")));
        let form = form.unwrap_or_else(|| panic!("no form to {action} on {}", self.path));
        let field = form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or("");
        field.split('"').next().unwrap().to_owned()
    }

    pub(crate) fn has(&self, text: &str) -> bool {
        self.html.contains(text)
    }
}

/// One person's browser.
pub(crate) struct Browser<'a> {
    office: &'a Office,
    cookies: BTreeMap<String, String>,
    peer: SocketAddr,
}

impl<'a> Browser<'a> {
    pub(crate) const fn new(office: &'a Office) -> Self {
        Self::from(office, 1)
    }

    /// A browser at some network address.
    pub(crate) const fn from(office: &'a Office, host: u8) -> Self {
        let peer = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, host)), 40_000);
        Self { office, cookies: BTreeMap::new(), peer }
    }

    /// Gives the browser a cookie.
    pub(crate) fn keep(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Sends one request as it is.
    pub(crate) async fn send(&mut self, mut request: TestRequest, path: &str) -> Page {
        for (name, value) in &self.cookies {
            request = request.cookie(Cookie::new(name.clone(), value.clone()));
        }
        let app = App::new().app_data(self.office.counter.clone());
        let app = init_service(app.wrap(from_fn(web::shield)).configure(web::routes)).await;
        let answer = call_service(&app, request.peer_addr(self.peer).uri(path).to_request()).await;
        for cookie in answer.response().cookies() {
            if cookie.value().is_empty() {
                self.cookies.remove(cookie.name());
            } else {
                self.cookies.insert(cookie.name().to_owned(), cookie.value().to_owned());
            }
        }
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = read_body(answer).await;
        let html = String::from_utf8_lossy(&body).into_owned();
        Page { status, path: path.to_owned(), html, headers }
    }

    async fn follow(&mut self, page: Page) -> Page {
        let mut page = page;
        while page.status.is_redirection() {
            let to = page.headers.get(LOCATION).unwrap().to_str().unwrap().to_owned();
            page = self.send(TestRequest::get(), &to).await;
        }
        page
    }

    pub(crate) async fn get(&mut self, path: &str) -> Page {
        let page = self.send(TestRequest::get(), path).await;
        self.follow(page).await
    }

    /// Fills in the form that posts to a path, on the page that was shown.
    pub(crate) async fn fill(&mut self, on: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        let mut all: Vec<(String, String)> = Vec::new();
        for name in ["token", "seen", "once", "version", "email", "reference"] {
            let value = on.hidden(action, name);
            if !value.is_empty() && fields.iter().all(|f| f.0 != name) {
                all.push((name.to_owned(), value));
            }
        }
        all.extend(fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        let page = self.send(TestRequest::post().set_form(&all), action).await;
        self.follow(page).await
    }

    /// Sends a file.
    pub(crate) async fn upload(&mut self, on: &Page, action: &str, item: &str, file: &str) -> Page {
        self.upload_with(on, action, &[("item", item)], file).await
    }

    /// Sends a file with what was typed beside it.
    pub(crate) async fn upload_with(
        &mut self,
        on: &Page,
        action: &str,
        fields: &[(&str, &str)],
        file: &str,
    ) -> Page {
        let own = ["token", "once"].map(|name| (name, on.hidden(action, name)));
        let own = own.iter().map(|(name, value)| (*name, value.as_str()));
        let part = |(name, value): (&str, &str)| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let fields: String = own.chain(fields.iter().copied()).map(part).collect();
        let body = format!(
            "{fields}--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"é.pdf\"\r\n\
             Content-Type: text/html\r\n\r\n{file}\r\n--x--\r\n"
        );
        let request = TestRequest::post()
            .insert_header(("content-type", "multipart/form-data; boundary=x"))
            .set_payload(body);
        let page = self.send(request, action).await;
        self.follow(page).await
    }
}
