//! The facts of a case as an officer reads them: who, what, where, what was handed in, what was
//! asked of others, what was sent. Names come from sealed matter; what was erased says so.

use domain::MatterId;
use domain::case::{Case, Document};
use domain::matter::Person;
use domain::office::Office;
use domain::recourse::Recourse;
use domain::recourse::inquiry::{Inquiry, SecondSignature};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::labels;
use super::opened::Opened;
use crate::places;
use crate::words::Words;

/// A name and its value.
pub type Fact = (String, String);

/// What facts are read from.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The words.
    pub w: Words,
    /// The case.
    pub case: &'a Case,
    /// Names and texts.
    pub opened: &'a Opened,
    /// Who serves where.
    pub office: &'a Office,
    /// The office's zone.
    pub zone: &'a TimeZone,
    /// The office's day.
    pub today: Date,
}

/// An incident.
pub struct Incident {
    /// Where and when.
    pub title: String,
    /// Mode, details.
    pub facts: Vec<Fact>,
    /// The person's own account.
    pub narrative: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// What is contested.
    pub contests: Vec<Contest>,
}

/// A contested decision.
pub struct Contest {
    /// What is complained of.
    pub title: String,
    /// Paper, how and when told, where it came from.
    pub facts: Vec<Fact>,
}

/// A document.
pub struct Paper {
    /// Its id.
    pub id: String,
    /// What it is.
    pub item: String,
    /// Name as sent.
    pub name: String,
    /// Size and day.
    pub about: String,
    /// What was found.
    pub checked: Option<String>,
    /// Whether it was found good.
    pub is_good: bool,
    /// How it can be shown beside the form: `image`, `pdf`, or only kept.
    pub shown_as: &'static str,
}

/// Something asked of an office, or a correction.
pub struct Task {
    /// Of whom, or where.
    pub title: String,
    /// When asked, when due, what came.
    pub about: String,
    /// Whether it is settled.
    pub is_done: bool,
    /// Its day has passed.
    pub is_late: bool,
}

impl Facts<'_> {
    pub(super) fn label(&self, list: &str, code: &str) -> String {
        labels::code(self.w, list, code)
    }

    fn fact(&self, key: &str, value: impl Into<String>) -> Fact {
        (self.w.of("desk-fact-{key}", key), value.into())
    }

    fn erased(&self) -> String {
        self.w.t("desk-erased")
    }

    /// The traveller's name.
    pub fn name(&self) -> String {
        self.opened.traveller(self.case).map_or_else(|| self.erased(), ToOwned::to_owned)
    }

    /// Who it is.
    pub fn person(&self) -> Vec<Fact> {
        let case = self.case;
        let mut facts = self.of_person(case.person);
        facts.push(self.fact("standing", self.label("standing", case.standing.code())));
        facts.push(self.fact("language", self.label("language", case.language.code())));
        if case.minor {
            facts.push(self.fact("minor", self.w.t("desk-yes")));
        }
        facts
    }

    fn of_person(&self, id: MatterId) -> Vec<Fact> {
        let Some(person) = self.opened.person(id) else {
            return vec![self.fact("name", self.erased())];
        };
        let Person { name, other_names, born, birthplace, .. } = person;
        let Person { citizenship, email, phone, address, second_way, .. } = person;
        let born = born.parse().map_or_else(|_| born.clone(), |date| self.w.date(&date));
        let all: [(&str, &str); 9] = [
            ("name", name),
            ("other-names", other_names),
            ("born", &born),
            ("birthplace", birthplace),
            ("citizenship", citizenship),
            ("email", email),
            ("phone", phone),
            ("address", address),
            ("second-way", second_way),
        ];
        all.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| self.fact(k, v)).collect()
    }

    /// Who acts for the traveller.
    pub fn helper(&self) -> Vec<Fact> {
        let Some(helper) = &self.case.representative else {
            return Vec::new();
        };
        let mut facts = self.of_person(helper.person);
        facts.push(self.fact("authority", self.label("authority", helper.authority.code())));
        facts.push(self.fact("language", self.label("language", helper.language.code())));
        facts
    }

    /// How it came, and what it is about.
    pub fn filing(&self) -> Vec<Fact> {
        let case = self.case;
        let opened = self.w.instant(&case.opened_at, self.zone);
        let mut facts = vec![
            self.fact("purpose", self.label("purpose", case.purpose.code())),
            self.fact("channel", self.label("channel", case.channel.code())),
            self.fact("opened", opened),
            self.fact(
                "by-post",
                self.w.t(if case.by_post { "desk-by-post" } else { "desk-by-mail" }),
            ),
        ];
        facts.push(self.fact("version", case.version.to_string()));
        for recourse in &case.recourses {
            let Recourse::Inquiry(inquiry) = recourse;
            if inquiry.spell().received != self.zone.to_datetime(case.opened_at).date() {
                facts.push(self.fact("received", self.w.date(&inquiry.spell().received)));
            }
            if let Some(number) = inquiry.control_number {
                let number = self.opened.details(number).first().map(|d| d.1.to_owned());
                facts.push(self.fact("control-number", number.unwrap_or_else(|| self.erased())));
            }
        }
        facts
    }

    /// Every incident with what is contested of it.
    pub fn incidents(&self) -> Vec<Incident> {
        let one = |incident: &domain::case::IncidentState| {
            let place = places::name(&incident.place.key, self.w.lang);
            let on = self.w.date(&incident.on);
            let unsure = if incident.unsure { self.w.t("desk-unsure") } else { String::new() };
            let mut facts = vec![self.fact("mode", self.label("mode", incident.place.mode.code()))];
            for (key, value) in
                incident.details.map(|id| self.opened.details(id)).unwrap_or_default()
            {
                facts.push((labels::word(self.w, "detail-{key}", key), value.to_owned()));
            }
            let contested = self.case.contested.iter().filter(|c| c.incident == incident.id);
            Incident {
                title: format!("{place} · {on} {unsure}").trim().to_owned(),
                facts,
                narrative: incident.narrative.map(|id| self.written(id)),
                lang: incident.narrative.and_then(|id| self.opened.lang(id)).map(ToOwned::to_owned),
                contests: contested.map(|c| self.contest(c)).collect(),
            }
        };
        self.case.incidents.iter().map(one).collect()
    }

    /// A text, or that it was erased.
    pub fn written(&self, id: MatterId) -> String {
        self.opened.text(id).map_or_else(|| self.erased(), ToOwned::to_owned)
    }

    fn contest(&self, contested: &domain::case::Contested) -> Contest {
        let mut facts = vec![
            self.fact("paper", self.label("paper", contested.paper.code())),
            self.fact("told", self.label("told-how", contested.told_how.code())),
        ];
        if let Some(on) = contested.told_on {
            facts.push(self.fact("told-on", self.w.date(&on)));
        }
        let unit = contested.unit.clone().unwrap_or_else(|| self.w.t("desk-unit-unknown"));
        facts.push(self.fact("unit", unit));
        if let Some(officer) = contested.officer.and_then(|id| self.opened.staff(id)) {
            facts.push(self.fact("officer", officer));
        }
        Contest { title: self.label("complaint", contested.complaint.code()), facts }
    }

    /// Every document, the latest first.
    pub fn papers(&self) -> Vec<Paper> {
        self.case.documents.iter().rev().map(|document| self.paper(document)).collect()
    }

    fn paper(&self, document: &Document) -> Paper {
        let file = self.opened.file(document.file);
        let on = self.w.date(&document.on);
        let size = file.map_or_else(String::new, |f| self.w.size(f.bytes));
        Paper {
            id: document.id.to_string(),
            item: self.label("item", document.item.code()),
            name: file.map_or_else(|| self.erased(), |f| f.name.clone()),
            about: format!("{size} · {on}"),
            checked: document.checked.map(|c| self.label("checked", c.code())),
            is_good: document.checked == Some(domain::case::codes::Checked::Accepted),
            shown_as: match file.map(|f| f.media_type.as_str()) {
                Some("image/jpeg" | "image/png") => "image",
                Some("image/heic") if super::heic::can_show() => "image",
                Some("application/pdf") => "pdf",
                _ => "file",
            },
        }
    }

    /// What was asked of offices.
    pub fn tasks(&self, inquiry: &Inquiry) -> Vec<Task> {
        let one = |task: &domain::recourse::inquiry::Task| {
            let asked = self.w.t1("desk-asked", "date", self.w.date(&task.asked));
            let rest = match task.answered {
                Some((on, answer)) => {
                    format!("{} · {}", self.label("answer", answer.code()), self.w.date(&on))
                }
                None => self.w.t1("desk-line-due", "date", self.w.date(&task.due)),
            };
            Task {
                title: self.label("component", task.component.code()),
                about: format!("{asked} · {rest}"),
                is_done: task.answered.is_some(),
                is_late: inquiry.open() && task.answered.is_none() && self.today > task.due,
            }
        };
        inquiry.tasks.iter().map(one).collect()
    }

    /// Corrections that must be seen to work.
    pub fn corrections(&self, inquiry: &Inquiry) -> Vec<Task> {
        let one = |correction: &domain::recourse::inquiry::Correction| {
            let about = match correction.effective {
                Some((on, proof)) => {
                    format!("{} · {}", self.label("proof", proof.code()), self.w.date(&on))
                }
                None => self.w.t1("desk-ordered", "date", self.w.date(&correction.ordered)),
            };
            Task {
                title: self.label("downstream", correction.system.code()),
                about,
                is_done: correction.effective.is_some(),
                is_late: false,
            }
        };
        inquiry.corrections.iter().map(one).collect()
    }

    /// The draft or decision, in words.
    pub fn draft(&self, inquiry: &Inquiry) -> Vec<Fact> {
        let Some(proposal) = &inquiry.proposal else {
            return Vec::new();
        };
        let by = proposal.by.and_then(|id| self.opened.staff(id)).unwrap_or("?");
        let drafted = self.w.t2("desk-by-on", "who", by, "date", self.w.date(&proposal.on));
        let mut facts = vec![self.fact("drafted", drafted)];
        for finding in &proposal.findings {
            let complaint = self.case.contested(finding.decision);
            let title =
                complaint.map_or_else(String::new, |c| self.label("complaint", c.complaint.code()));
            let parts = [
                self.label("outcome", finding.outcome.code()),
                self.label("root-cause", finding.root_cause.code()),
                self.label("cleared-by", finding.cleared_by.code()),
            ];
            facts.push((title, parts.join(" · ")));
        }
        facts.push(self.fact("disclosure", self.label("disclosure", proposal.disclosure.code())));
        let signature = match (proposal.second_signature, proposal.signed) {
            (_, Some((on, who))) => {
                let who = who.and_then(|id| self.opened.staff(id)).unwrap_or("?");
                self.w.t2("desk-by-on", "who", who, "date", self.w.date(&on))
            }
            (SecondSignature::Adverse, None) => self.w.t("desk-signature-adverse"),
            (SecondSignature::Sampled, None) => self.w.t("desk-signature-sampled"),
            (SecondSignature::NotNeeded, None) => self.w.t("desk-signature-not-needed"),
        };
        facts.push(self.fact("signature", signature));
        facts
    }

    /// Who works it.
    pub fn assigned(&self) -> String {
        let name = self.case.assigned.and_then(|id| self.opened.staff(id));
        name.map_or_else(|| self.w.t("desk-nobody"), ToOwned::to_owned)
    }
}
