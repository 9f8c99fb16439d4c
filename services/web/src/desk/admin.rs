//! The installation, to read: who is on the staff with posts and dates, which units there are,
//! who runs it. Nothing of any case.

use actix_web::HttpResponse;
use askama::Template;
use domain::matter::Content;
use domain::office::{Member, Office};
use domain::{MatterId, StaffId};

use crate::error::WebError;
use crate::staff::{Me, NotIn, SignedIn};
use crate::visit::Frame;
use crate::words::Words;

#[derive(Template)]
#[template(path = "desk/admin.html")]
struct Page {
    f: Frame,
    me: Me,
    staff: Vec<Person>,
    units: Vec<Unit>,
    profile: Vec<(String, String)>,
}

struct Person {
    name: String,
    roles: String,
    posts: Vec<String>,
    above: String,
    languages: String,
    left: Option<String>,
}

struct Unit {
    code: String,
    port: String,
    parent: String,
}

/// Shows it.
pub async fn show(me: SignedIn) -> Result<HttpResponse, NotIn> {
    let w = me.visit.w;
    let ids: Vec<MatterId> = me.office.staff.values().map(|m| m.person).collect();
    let matter = me.record.register.matter(me.jurisdiction, &ids).await.map_err(WebError::from)?;
    let name = |id: StaffId| match me.office.staff.get(&id).and_then(|m| matter.get(&m.person)) {
        Some(Content::Person(person)) => person.name.clone(),
        Some(Content::Text { .. } | Content::File(_) | Content::Details { .. }) | None => {
            "?".to_owned()
        }
    };
    let mut staff: Vec<Person> =
        me.office.staff.iter().map(|(id, member)| person(w, member, name(*id), &name)).collect();
    staff.sort_by(|a, b| a.name.cmp(&b.name));
    let page = Page {
        f: me.frame(w.t("desk-nav-admin")),
        me: me.me(),
        staff,
        units: units(w, &me.office),
        profile: profile(&me),
    };
    Ok(me.visit.show(&page)?)
}

fn person(w: Words, member: &Member, name: String, of: &dyn Fn(StaffId) -> String) -> Person {
    let post = |post: &domain::office::Post| match post.to {
        None => w.t2("desk-post-since", "unit", &post.unit, "date", w.date(&post.from)),
        Some(to) => w.with(
            "desk-post-until",
            &[("unit", post.unit.clone()), ("from", w.date(&post.from)), ("to", w.date(&to))],
        ),
    };
    let roles: Vec<String> = member.roles.iter().map(|r| w.of("role-{role}", r.code())).collect();
    let read: Vec<String> = member.languages.iter().map(|l| w.of("language-{lang}", l)).collect();
    Person {
        name,
        roles: roles.join(", "),
        posts: member.posts.iter().map(post).collect(),
        above: member.reports_to.last().map_or_else(String::new, |(id, _)| of(*id)),
        languages: read.join(", "),
        left: member.left.map(|on| w.date(&on)),
    }
}

fn units(w: Words, office: &Office) -> Vec<Unit> {
    let one = |(code, unit): (&String, &domain::office::Unit)| Unit {
        code: code.clone(),
        port: unit.port.as_deref().map_or("", |port| crate::places::name(port, w.lang)).to_owned(),
        parent: unit.parent.clone().unwrap_or_default(),
    };
    office.units.iter().map(one).collect()
}

fn profile(me: &SignedIn) -> Vec<(String, String)> {
    let (w, own) = (me.visit.w, &me.visit.counter.profile);
    let line = |key: &str, value: &str| (w.of("desk-profile-{key}", key), value.to_owned());
    vec![
        line("name", own.name.get(w.lang)),
        line("kind", &w.of("about-kind-{k}", own.kind.code())),
        line("decides", own.decides.get(w.lang)),
        line("email", &own.email),
        line("phone", &own.phone),
        line("site", &me.visit.counter.public_url),
    ]
}
