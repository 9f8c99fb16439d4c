//! One request for a page: its language, its words, whose browser it is, and the way back out.
//! A handler takes a [`Visit`], builds a page on its [`Frame`] and shows it.

use std::cell::RefCell;
use std::future::{Ready, ready};
use std::rc::Rc;
use std::sync::Arc;

use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, LOCATION};
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use askama::Template;

use crate::assets;
use crate::counter::Counter;
use crate::doors;
use crate::error::WebError;
use crate::lang::Lang;
use crate::paths;
use crate::profile::{Both, Profile};
use crate::staff;
use crate::token::Tokens;
use crate::words::Words;

/// What a handler gives back.
pub type Reply = Result<HttpResponse, WebError>;

/// Cookie that tells one browser from another, so that a form can only come from its own page.
const COOKIE: &str = "visit";

/// One request for a page.
pub struct Visit {
    /// What the counter was given.
    pub counter: Arc<Counter>,
    /// The words of the page's language.
    pub w: Words,
    request: HttpRequest,
    tokens: Rc<Tokens>,
    cookies: RefCell<Vec<Cookie<'static>>>,
}

impl Visit {
    /// The visit of a request.
    ///
    /// # Panics
    /// When the app was built without its counter: a mistake that every test finds.
    pub fn of(request: &HttpRequest) -> Self {
        let counter = request
            .app_data::<web::Data<Counter>>()
            .expect("routes() hands every handler its counter")
            .clone()
            .into_inner();
        let lang = Lang::of_path(request.path())
            .or_else(|| staff::lang(request))
            .unwrap_or_else(|| Lang::wanted(request.headers()));
        let cookie = request.cookie(&counter.cookie_name(COOKIE));
        let known = cookie.map(|c| c.value().to_owned()).filter(|v| v.len() == 64);
        let tokens = Tokens::new(counter.clone(), known);
        Self {
            counter,
            w: Words::new(lang),
            request: request.clone(),
            tokens: Rc::new(tokens),
            cookies: RefCell::new(Vec::new()),
        }
    }

    /// The language.
    pub const fn lang(&self) -> Lang {
        self.w.lang
    }

    /// The request itself.
    pub const fn request(&self) -> &HttpRequest {
        &self.request
    }

    /// What guards the forms of this visit.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// The page's name in the table of paths; empty where it has none.
    pub fn place(&self) -> &'static str {
        let pattern = self.request.match_pattern().unwrap_or_default();
        paths::of_pattern(&pattern).map_or("", |place| place.name)
    }

    /// A named part of the path.
    pub fn part(&self, name: &str) -> &str {
        self.request.match_info().get(name).unwrap_or("")
    }

    /// The address of a page in this visit's language.
    pub fn href(&self, name: &str, parts: &[&str]) -> String {
        paths::href(self.lang(), name, parts)
    }

    /// The frame of a page, with its title.
    pub fn frame(&self, title: String) -> Frame {
        let place = self.place();
        let parts: Vec<&str> = self.request.match_info().iter().map(|(_, value)| value).collect();
        let there = match place {
            "" => format!("/{}", self.lang().other().code()),
            name => paths::href(self.lang().other(), name, &parts),
        };
        Frame {
            w: self.w,
            title,
            failed: false,
            place,
            here: self.request.path().to_owned(),
            there,
            counter: self.counter.clone(),
            tokens: self.tokens.clone(),
        }
    }

    /// A value that the browser sends back until it is closed.
    pub fn keep(&self, name: &str, value: &str) {
        let cookie = Cookie::build(self.counter.cookie_name(name), value.to_owned())
            .path("/")
            .http_only(true)
            .secure(self.counter.is_https())
            .same_site(SameSite::Lax)
            .finish();
        self.cookies.borrow_mut().push(cookie);
    }

    /// Takes a value back from the browser.
    pub fn forget(&self, name: &str) {
        let mut cookie = Cookie::build(self.counter.cookie_name(name), "").path("/").finish();
        cookie.set_secure(self.counter.is_https());
        cookie.make_removal();
        self.cookies.borrow_mut().push(cookie);
    }

    /// A value kept with [`Self::keep`].
    pub fn kept(&self, name: &str) -> Option<String> {
        Some(self.request.cookie(&self.counter.cookie_name(name))?.value().to_owned())
    }

    /// Shows a page.
    pub fn show(&self, page: &impl Template) -> Reply {
        self.show_as(StatusCode::OK, page)
    }

    /// Shows a page whose form was not filled in right.
    pub fn show_again(&self, page: &impl Template) -> Reply {
        self.show_as(StatusCode::UNPROCESSABLE_ENTITY, page)
    }

    /// Shows a page with a status.
    pub fn show_as(&self, status: StatusCode, page: &impl Template) -> Reply {
        let body = page.render()?;
        let mut answer = HttpResponse::build(status);
        answer.content_type("text/html; charset=utf-8");
        answer.insert_header((CONTENT_LANGUAGE, self.lang().code()));
        // A page that carries a form or anything of a person is never kept by a browser.
        let open = !self.tokens.is_asked() && status.is_success() && !self.is_private();
        answer.insert_header((CACHE_CONTROL, if open { "no-cache" } else { "no-store" }));
        if let Some(fresh) = self.tokens.fresh() {
            self.keep(COOKIE, fresh);
        }
        for cookie in self.cookies.borrow().iter() {
            answer.cookie(cookie.clone());
        }
        Ok(answer.body(body))
    }

    fn is_private(&self) -> bool {
        self.request.headers().contains_key("cookie")
    }

    /// Sends the browser on to another page.
    pub fn go(&self, to: &str) -> Reply {
        let mut answer = HttpResponse::SeeOther();
        answer.insert_header((LOCATION, to)).insert_header((CACHE_CONTROL, "no-store"));
        for cookie in self.cookies.borrow().iter() {
            answer.cookie(cookie.clone());
        }
        Ok(answer.finish())
    }
}

impl FromRequest for Visit {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

/// What stands round a page.
pub struct Frame {
    /// The words.
    pub w: Words,
    /// The page's own title.
    pub title: String,
    /// Whether something typed must be put right: the title then says so.
    pub failed: bool,
    /// The page's name in the table of paths.
    pub place: &'static str,
    /// The address of this page.
    pub here: String,
    /// The same page in the other language.
    pub there: String,
    counter: Arc<Counter>,
    tokens: Rc<Tokens>,
}

impl Frame {
    /// The frame of a page on which something must be put right.
    #[must_use]
    pub fn as_failed(mut self) -> Self {
        self.failed = true;
        self
    }

    /// The text of the browser's title bar.
    pub fn full_title(&self) -> String {
        let title = self.w.t1("title-page", "title", &self.title);
        if self.failed { self.w.t1("title-error", "title", title) } else { title }
    }

    /// The address of a page without parts.
    pub fn href(&self, name: &str) -> String {
        paths::href(self.w.lang, name, &[])
    }

    /// The address of a page with one part.
    pub fn href1(&self, name: &str, part: &str) -> String {
        paths::href(self.w.lang, name, &[part])
    }

    /// The address of a page with two parts.
    pub fn href2(&self, name: &str, a: &str, b: &str) -> String {
        paths::href(self.w.lang, name, &[a, b])
    }

    /// The address of a style or script.
    pub fn asset(&self, name: &str) -> String {
        assets::href(name)
    }

    /// A text in the page's language.
    pub fn say<'a>(&self, text: &'a Both) -> &'a str {
        text.get(self.w.lang)
    }

    /// Where something is written; that a source is second-hand is said in the page's language.
    pub fn sources(&self, sources: &[String]) -> String {
        let second_hand = format!("({})", self.w.t("confidence-secondary"));
        sources.join("; ").replace("(secondary)", &second_hand)
    }

    /// The operator's name.
    pub fn operator(&self) -> &str {
        self.counter.profile.name.get(self.w.lang)
    }

    /// The counter's operator.
    pub fn profile(&self) -> &Profile {
        &self.counter.profile
    }

    /// The body that decides.
    pub fn decider(&self) -> &str {
        self.counter.profile.decides.get(self.w.lang)
    }

    /// The body whose own door an inquiry is, where filing here is no application to it.
    pub fn not_filed_with(&self) -> Option<&'static str> {
        let body = doors::inquiry_body()?;
        (!self.counter.profile.files_with(body)).then(|| body.get(self.w.lang))
    }

    /// Whether people and cases are made up.
    pub fn synthetic(&self) -> bool {
        self.counter.synthetic
    }

    /// Where "hide this page" leads.
    pub fn hide_to(&self) -> &str {
        self.counter.profile.hide_to.get(self.w.lang)
    }

    /// The token of a form that posts to this very page.
    pub fn token(&self) -> String {
        self.tokens.issue(self.place)
    }

    /// The token of a form that posts to another page.
    pub fn token_for(&self, place: &str) -> String {
        self.tokens.issue(place)
    }
}
