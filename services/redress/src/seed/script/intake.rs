//! The file is checked: complete, incomplete and then complete, never complete, or somebody
//! else's matter.

use domain::case::codes::Checked;
use domain::case::{Command, Step};
use domain::ids::PartId;
use domain::purpose::Channel;
use domain::recourse::inquiry;
use domain::recourse::inquiry::codes::Item;
use jiff::civil::Date;

use super::super::calendar;
use super::super::chance::after;
use super::super::outline::{Ending, Lack, Papers};
use super::super::words;
use super::{Act, Script};

impl Script<'_> {
    /// Whether the file was found complete and goes into process.
    pub(super) fn intake(&mut self) -> bool {
        let filed = self.today();
        let looked = self.later(&self.w.lists.shares.step.intake, filed);
        match self.o.ending {
            Ending::SentBack(door) => {
                self.assign(looked);
                self.office(
                    looked,
                    self.handler,
                    inquiry::Command::ReturnOutOfScope { door },
                    vec![],
                );
                return false;
            }
            Ending::HandedOver(door) => {
                self.assign(looked);
                let step = inquiry::Command::TransferOut { door, reference: None };
                self.office(looked, self.handler, step, vec![]);
                return false;
            }
            Ending::Duplicate => return self.duplicate(looked),
            Ending::Decided(_) | Ending::Abandoned | Ending::Withdrawn(_) => {}
        }
        match self.o.papers {
            Papers::Complete => {
                self.assign(looked);
                self.complete(looked);
                true
            }
            Papers::Later(lack, days) => {
                self.completed_later(lack, days, filed, looked);
                true
            }
            Papers::Never(lack) => {
                self.assign(looked);
                self.incomplete(lack, looked);
                self.abandoned();
                false
            }
        }
    }

    fn duplicate(&mut self, looked: Date) -> bool {
        let Some(lead) = self.lead.clone() else {
            return false;
        };
        self.assign(looked);
        let lead = lead.to_string();
        let step = inquiry::Command::MarkDuplicate { lead, compared: false };
        self.office(looked, self.handler, step, vec![]);
        false
    }

    /// The handler takes the matter.
    fn assign(&mut self, day: Date) {
        let at = self.office_at(day);
        let step = Step::Assign { staff: Some(self.handler.id), reason: None };
        self.push(at, self.handler.actor(), Self::step(step), vec![]);
    }

    fn complete(&mut self, day: Date) {
        let step = inquiry::Command::CheckFile { missing: vec![], text: None };
        self.office(day, self.handler, step, vec![]);
    }

    /// What came early is seen at the first look; otherwise the person is told what is missing.
    fn completed_later(&mut self, lack: Lack, days: i64, filed: Date, looked: Date) {
        let legible = lack == Lack::Legible;
        let arrives = after(if legible { looked } else { filed }, days);
        if arrives < looked && !legible {
            self.send(lack, arrives);
            let second = self.later(&self.w.lists.shares.step.intake, arrives);
            self.assign(second);
            return self.complete(second);
        }
        self.assign(looked);
        self.incomplete(lack, looked);
        self.send(lack, arrives);
        let second = self.later(&self.w.lists.shares.step.intake, arrives);
        self.complete(second);
    }

    fn lacking(&self, lack: Lack) -> Vec<Item> {
        let authority = self.authority();
        let mut needed = inquiry::needs(&self.o.complaints, self.o.minor, authority);
        match lack {
            Lack::Everything => needed,
            Lack::One => needed.pop().into_iter().collect(),
            Lack::Legible => vec![Item::ClearerCopy],
        }
    }

    fn incomplete(&mut self, lack: Lack, day: Date) {
        if let (Lack::Legible, Some(document)) = (lack, self.first_document()) {
            let at = self.office_at(day);
            let step = Step::CheckDocument { document, result: Checked::Unreadable };
            self.push(at, self.handler.actor(), Self::step(step), vec![]);
        }
        let texts = &self.w.lists.texts;
        let text = words::said(texts, &texts.request, self.o.language, &mut self.words);
        let text = self.seal(text);
        let step = inquiry::Command::CheckFile { missing: self.lacking(lack), text: Some(text.id) };
        self.office(day, self.handler, step, vec![text]);
    }

    fn first_document(&self) -> Option<PartId> {
        let opening = self.acts.first().map(|act: &Act| &act.command);
        let Some(Command::Open(opening)) = opening else {
            return None;
        };
        opening.documents.first().map(|d| d.document)
    }

    /// The missing items arrive.
    fn send(&mut self, lack: Lack, day: Date) {
        for item in self.lacking(lack) {
            self.hand_in(day, item);
        }
    }

    pub(super) fn hand_in(&mut self, day: Date, item: Item) {
        let (document, file) = self.file(item);
        let step = Step::AddDocument { document, file: file.id, item, channel: Channel::Web };
        let (at, by) = (self.home_at(day), self.side());
        self.push(at, by, Self::step(step), vec![file]);
    }

    /// A person closes it some days after the last one; the clock never does.
    fn abandoned(&mut self) {
        let told = after(self.today(), 31);
        let days = self.chance.whole(0, 5);
        let day = calendar::next_open(told, u32::try_from(days).unwrap_or(0));
        self.office(day, self.handler, inquiry::Command::CloseIncomplete, vec![]);
    }
}
