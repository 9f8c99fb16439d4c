//! What was written on a case: messages, notes, letters and what became of each.

use domain::{MatterId, Role};

use super::facts::Facts;
use super::labels;

/// A message or a note.
pub struct Letter {
    /// Who and when.
    pub title: String,
    /// The text.
    pub text: String,
    /// From the traveller's side.
    pub is_theirs: bool,
}

/// A letter and its fate.
pub struct Notice {
    /// Which letter.
    pub letter: String,
    /// To whom, by which way and when.
    pub about: String,
    /// What became of it.
    pub state: String,
    /// Colour of that.
    pub colour: &'static str,
    /// Why it did not arrive.
    pub failed: Option<String>,
    /// The outbox row: part of the address of its text.
    pub outbox: String,
}

impl Facts<'_> {
    /// Messages, the latest first.
    pub fn messages(&self) -> Vec<Letter> {
        let one = |message: &domain::case::Message| {
            let key =
                if message.from_traveller { "desk-from-traveller" } else { "desk-from-office" };
            let at = self.w.instant(&message.at, self.zone);
            Letter {
                title: format!("{} · {at}", self.w.t(key)),
                text: self.written(message.text),
                is_theirs: message.from_traveller,
            }
        };
        self.case.messages.iter().rev().map(one).collect()
    }

    /// Notes, the latest first.
    pub fn notes(&self) -> Vec<Letter> {
        let one = |note: &(MatterId, jiff::Timestamp, Option<domain::StaffId>)| {
            let who = note.2.and_then(|id| self.opened.staff(id)).unwrap_or("?");
            let at = self.w.instant(&note.1, self.zone);
            Letter { title: format!("{who} · {at}"), text: self.written(note.0), is_theirs: false }
        };
        self.case.notes.iter().rev().map(one).collect()
    }

    /// Letters and what became of them, the latest first.
    pub fn notices(&self, all: &[store::notices::Notice]) -> Vec<Notice> {
        let one = |notice: &store::notices::Notice| {
            let traveller = notice.subject_id == self.case.traveller;
            let role = if traveller { Role::Traveller } else { Role::Representative };
            let at = notice.settled_at.or(notice.queued_at);
            let at = at.map_or_else(String::new, |at| self.w.instant(&at, self.zone));
            let way = self.w.t(if notice.by_post { "desk-by-post" } else { "desk-by-mail" });
            let why = notice.why.as_ref();
            Notice {
                letter: self.label("letter", &notice.letter),
                about: format!("{} · {way} · {at}", self.label("role", role.code())),
                state: self.w.of("desk-letter-{state}", &notice.state),
                colour: match notice.state.as_str() {
                    "sent" => "green",
                    "failed" => "red",
                    _ => "blue",
                },
                failed: why.map(|why| labels::word(self.w, "undelivered-{why}", why)),
                outbox: notice.outbox_id.to_string(),
            }
        };
        all.iter().rev().map(one).collect()
    }
}
