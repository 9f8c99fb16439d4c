//! The procedure on paper: the domain's own decider, fold and timers, without a database.
//! What it lacks beside the real workshop is only storage.

use std::cell::RefCell;
use std::collections::BTreeMap;

use domain::case::{self, Case, Command, Entry, Event};
use domain::office::Office;
use domain::rule::RuleBook;
use domain::{Actor, CaseId, Context, Moment, SubjectId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::super::mail::{Fate, fate};
use super::super::office::OfficeDay;
use super::super::play::{Order, Stage, Turned};
use super::super::script::files::Sample;

/// One matter on paper.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) case: Option<Case>,
    pub(super) entries: Vec<Entry>,
    /// Addresses of the traveller's side, as sealed.
    addresses: BTreeMap<SubjectId, String>,
    /// First day on which anything comes due.
    due: Option<Date>,
    /// Letters not yet sent.
    letters: Vec<(case::Letter, Timestamp, usize)>,
}

/// All of it.
pub(super) struct Paper {
    pub(super) sheets: RefCell<BTreeMap<CaseId, Sheet>>,
    pub(super) letters: RefCell<(u32, u32)>,
    rules: RuleBook,
    office: Office,
    zone: TimeZone,
}

impl Paper {
    pub(super) fn new(office: Office, zone: TimeZone) -> Self {
        let rules = include_str!("../../../../../contracts/rules/us-inquiry.toml");
        let rules = toml::from_str(rules).unwrap();
        Self { sheets: RefCell::default(), letters: RefCell::default(), rules, office, zone }
    }

    fn write(
        &self,
        sheet: &mut Sheet,
        id: CaseId,
        command: &Command,
        moment: &Moment,
    ) -> Result<(), domain::Violation> {
        let ctx = Context { office: &self.office, rules: &self.rules, zone: &self.zone };
        let events = case::decide(id, sheet.case.as_ref(), command, moment, &ctx)?;
        for event in events {
            let entry = Entry {
                version: i32::try_from(sheet.entries.len()).unwrap() + 1,
                recorded_at: moment.at,
                occurred_at: moment.occurred(),
                by: moment.by.clone(),
                event,
            };
            sheet.case = case::evolve(sheet.case.take(), &entry, &self.zone);
            if let Some(now) = &sheet.case {
                let letters = case::letters_for(&entry, now);
                let nth = sheet.entries.len();
                sheet.letters.extend(letters.into_iter().map(|l| (l, moment.at, nth)));
            }
            sheet.entries.push(entry);
        }
        let today = moment.today(&self.zone);
        let live = sheet.case.as_ref().map(|c| case::timers(c, &ctx, today).unwrap());
        sheet.due = live.into_iter().flatten().map(|t| t.due).min();
        Ok(())
    }

    /// Fires what is due and sends the letters, until nothing is left.
    fn settle_sheet(&self, id: CaseId, sheet: &mut Sheet, at: Timestamp) {
        let today = self.zone.to_datetime(at).date();
        let moment = Moment::new(at, Actor::System);
        while sheet.due.is_some_and(|due| due <= today) {
            let ctx = Context { office: &self.office, rules: &self.rules, zone: &self.zone };
            let timers = case::timers(sheet.case.as_ref().unwrap(), &ctx, today).unwrap();
            for timer in timers.into_iter().filter(|t| t.due <= today) {
                let step = timer.kind.elapse(timer.due);
                let command = Command::Recourse { id: timer.recourse, step };
                self.write(sheet, id, &command, &moment).unwrap();
            }
        }
        for (letter, _, nth) in std::mem::take(&mut sheet.letters) {
            let address = sheet.addresses.get(&letter.subject).cloned().unwrap_or_default();
            let bounced =
                !letter.by_post && fate(&address, &format!("{id} {nth}"), 1, at) == Fate::Bounced;
            let mut count = self.letters.borrow_mut();
            count.0 += 1;
            count.1 += u32::from(bounced);
        }
    }
}

impl Stage for Paper {
    async fn office(&self, _: usize, _: &OfficeDay, _: Timestamp) -> anyhow::Result<()> {
        Ok(())
    }

    async fn keep(&self, _: SubjectId, _: Sample, _: Timestamp) -> anyhow::Result<String> {
        Ok("00".repeat(16))
    }

    async fn submit(&self, id: CaseId, order: Order, moment: Moment) -> Result<(), Turned> {
        let mut sheets = self.sheets.borrow_mut();
        let sheet = sheets.entry(id).or_default();
        for piece in &order.matter {
            if let domain::matter::Content::Person(person) = &piece.content {
                sheet.addresses.insert(piece.subject, person.email.clone());
            }
        }
        self.write(sheet, id, &order.command, &moment).map_err(Turned::Violation)
    }

    async fn settle(&self, at: Timestamp) -> anyhow::Result<()> {
        let today = self.zone.to_datetime(at).date();
        for (id, sheet) in self.sheets.borrow_mut().iter_mut() {
            if !sheet.letters.is_empty() || sheet.due.is_some_and(|due| due <= today) {
                self.settle_sheet(*id, sheet, at);
            }
        }
        Ok(())
    }
}

/// How often an event of some kind happened.
pub(super) fn count(paper: &Paper, name: &str) -> usize {
    let sheets = paper.sheets.borrow();
    let entries = sheets.values().flat_map(|sheet| &sheet.entries);
    entries.filter(|entry| Event::name(&entry.event) == name).count()
}
