//! The plan: every matter's outline, and the order of all acts. Acts themselves are written out
//! again when their turn comes, so that a long history fits into little memory.

use domain::CaseId;
use jiff::Timestamp;

use super::lists::Lists;
use super::office::Staff;
use super::outline::{Drawing, Link, Mixture, Months, Outline};
use super::script::{Act, Writing};
use super::span::Span;

/// One act's turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Turn {
    pub(crate) at: Timestamp,
    /// Number of the matter.
    pub(crate) case: u32,
    /// Number of the act within it.
    pub(crate) act: u32,
}

/// A planned history.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) span: Span,
    pub(crate) staff: Staff,
    pub(crate) outlines: Vec<Outline>,
    pub(crate) turns: Vec<Turn>,
    lists: Lists,
    boarding: f64,
    planted: bool,
}

/// Plans a history of so many matters. `planted` lets leave, the slow office and the planted
/// truths take part; without them the calendar of an ordinary office is left.
pub(crate) fn plan(
    seed: u64,
    cases: usize,
    span: Span,
    lists: Lists,
    planted: bool,
) -> anyhow::Result<Plan> {
    let mut plan = outlined(seed, cases, span, lists, planted)?;
    let cases = 0..u32::try_from(cases)?;
    plan.turns = cases.flat_map(|case| plan.turns_of(case)).collect();
    plan.turns.sort_unstable();
    Ok(plan)
}

/// The outlines of a plan, without the order of its acts.
pub(crate) fn outlined(
    seed: u64,
    cases: usize,
    span: Span,
    lists: Lists,
    planted: bool,
) -> anyhow::Result<Plan> {
    let staff = Staff::committed(seed, &span)?;
    let mixture = Mixture::of(&lists.shares);
    let months = Months::of(seed, &span, &lists);
    let drawing =
        Drawing { seed, span: &span, lists: &lists, mixture: &mixture, months: &months, planted };
    let mut outlines = Vec::with_capacity(cases);
    for _ in 0..cases {
        let next = drawing.draw(&outlines);
        outlines.push(next);
    }
    let boarding = mixture.boarding;
    Ok(Plan { seed, span, staff, outlines, turns: vec![], lists, boarding, planted })
}

impl Plan {
    fn writing(&self) -> Writing<'_> {
        Writing {
            seed: self.seed,
            span: &self.span,
            lists: &self.lists,
            staff: &self.staff,
            boarding: self.boarding,
            planted: self.planted,
        }
    }

    /// Every act of a matter, oldest first.
    pub(crate) fn acts(&self, case: u32) -> Vec<Act> {
        let outline = &self.outlines[case as usize];
        let lead = match outline.link {
            Link::Duplicate(to) | Link::Household(to) => self.outlines.get(to as usize),
            Link::Again(_) | Link::Alone => None,
        };
        self.writing().write(outline, lead)
    }

    fn turns_of(&self, case: u32) -> Vec<Turn> {
        let acts = self.acts(case);
        (0u32..).zip(acts).map(|(act, a)| Turn { at: a.at, case, act }).collect()
    }

    /// Id of a matter's case.
    pub(crate) fn case(&self, case: u32) -> CaseId {
        self.writing().case(&self.outlines[case as usize])
    }

    /// Digest of the first so many matters, act by act: two plans are the same if this is.
    #[cfg(test)]
    pub(crate) fn digest(&self, cases: u32) -> anyhow::Result<[u8; 32]> {
        use sha2::Digest as _;
        let mut digest = sha2::Sha256::new();
        for act in (0..cases).flat_map(|case| self.acts(case)) {
            digest.update(act.at.as_microsecond().to_be_bytes());
            digest.update(serde_json::to_vec(&(&act.by, &act.command))?);
            for piece in &act.matter {
                digest.update(serde_json::to_vec(&(piece.id, piece.subject, &piece.content))?);
            }
        }
        Ok(digest.finalize().into())
    }
}
