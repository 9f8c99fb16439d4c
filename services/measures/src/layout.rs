//! The table behind a figure: groups inside coarser groups, a tally for each, and which of their
//! counts are hidden, given all other tables that are published beside it.

use std::collections::{BTreeMap, BTreeSet};

use crate::dimension::{Dimension, UNKNOWN};
use crate::left_out::LeftOut;
use crate::measure::{Measure, find};
use crate::prepared::{Groups, Prepared};
use crate::protect::{Table, protect};
use crate::question::{Question, keeps};
use crate::rows::Recourse;
use crate::tally::Tally;

/// The ports of a region that are too small to be named.
pub(crate) const OTHER: &str = "other";

/// Everything that a layout is made from; the question's filters and grouping are handed in apart,
/// because a filter is protected as one row of the table that it was taken from.
pub(crate) struct Source<'a> {
    pub measure: &'a Measure,
    pub question: &'a Question,
    pub rows: Vec<&'a Recourse>,
    /// Ports large enough to be named; `None` where exact counts are asked for.
    pub named_ports: Option<&'a BTreeSet<String>>,
    pub prepared: &'a Prepared<'a>,
}

pub(crate) type Filters<'a> = [(Dimension, &'a str)];

/// A tally for the whole (row 0) and for each group, with what is hidden.
pub(crate) struct Layout<'a> {
    /// The codes from the coarsest to the finest; none for the whole.
    pub paths: Vec<Vec<&'a str>>,
    pub tallies: Vec<Tally>,
    pub keys: Vec<String>,
    pub table: Table,
    pub hidden: Vec<bool>,
    /// The row at which the level asked for begins.
    pub finest: usize,
    retold: Option<Retold>,
}

/// What another measure hides, and the part (none: the total) that would tell it again here.
struct Retold {
    key: Option<&'static str>,
    hidden: BTreeSet<Vec<String>>,
}

impl<'a> Source<'a> {
    /// Lays out the rows that pass `filters`, told apart by `group_by`.
    pub(crate) fn lay_out(
        &'a self,
        filters: &Filters<'_>,
        group_by: Option<Dimension>,
    ) -> Layout<'a> {
        let kept: Vec<&Recourse> =
            self.rows.iter().copied().filter(|row| keeps(row, filters)).collect();
        let mut layout = Layout::of_whole((self.measure.tally)(&kept, self.question));
        layout.retold = self.retold(filters, group_by);
        layout.hide_in_whole(self.hidden_as_filter(filters, &layout.keys));
        if let Some(dimension) = group_by {
            let coarser = dimension.coarser().iter().copied();
            let levels: Vec<Dimension> = coarser.chain([dimension]).collect();
            for depth in 1..=levels.len() {
                self.add_level(&mut layout, filters, &kept, &levels[..depth]);
            }
        }
        layout
    }

    fn retold(&self, filters: &Filters<'_>, group_by: Option<Dimension>) -> Option<Retold> {
        let (name, key) = self.measure.retells()?;
        let told = Source {
            measure: find(name).ok()?,
            question: self.question,
            rows: self.rows.clone(),
            named_ports: self.named_ports,
            prepared: self.prepared,
        };
        let layout = told.lay_out(filters, group_by);
        let rows = (0..layout.paths.len()).filter(|row| layout.hides(*row, None));
        let hidden = rows.map(|row| owned(&layout.paths[row])).collect();
        Some(Retold { key, hidden })
    }

    /// For each filter, what is hidden of that one row in the table from which it was chosen.
    fn hidden_as_filter(&self, filters: &Filters<'_>, keys: &[String]) -> Vec<bool> {
        let mut hidden = vec![false; keys.len() + 1];
        for (place, (dimension, code)) in filters.iter().enumerate() {
            let mut others = filters.to_vec();
            others.remove(place);
            let siblings = self.lay_out(&others, Some(*dimension));
            let code = self.shown_code(*dimension, code);
            for row in siblings.finest..siblings.paths.len() {
                if siblings.paths[row].last() == Some(&code) {
                    for (column, hide) in hidden.iter_mut().enumerate() {
                        let key = keys.get(column).map(String::as_str);
                        *hide |= code == OTHER || siblings.hides(row, key);
                    }
                }
            }
        }
        hidden
    }

    fn shown_code<'c>(&self, dimension: Dimension, code: &'c str) -> &'c str {
        match &self.named_ports {
            Some(named) if dimension == Dimension::Port && !named.contains(code) => OTHER,
            Some(_) | None => code,
        }
    }

    fn add_level(
        &'a self,
        layout: &mut Layout<'a>,
        filters: &Filters<'_>,
        kept: &[&'a Recourse],
        levels: &[Dimension],
    ) {
        let make = || self.groups(kept, levels);
        let exact = self.question.exact;
        let groups = self.prepared.groups(filters, levels, exact, make);
        let adds_up = levels.iter().all(|dimension| dimension.adds_up());
        layout.finest = layout.paths.len();
        for (path, members) in groups.iter() {
            let members: Vec<&Recourse> = members.iter().map(|place| kept[*place]).collect();
            let Some(path) = self.path_of(&members, path, levels) else {
                continue; // Invariant of `groups`: each has a member that lies on its path.
            };
            let above = &path[..path.len() - 1];
            let parent = layout.paths.iter().position(|known| known == above).filter(|_| adds_up);
            // A group that is everybody has been counted already.
            let tally = if members.len() == kept.len() {
                layout.tallies[0].clone()
            } else {
                (self.measure.tally)(&members, self.question)
            };
            layout.push(path, parent, tally);
        }
        layout.hidden.resize(layout.table.len(), false);
        layout.hide_given_away();
        protect(&layout.table, layout.finest, &mut layout.hidden);
    }

    /// Who belongs to which group, in the order of the groups' codes.
    fn groups(&self, kept: &[&'a Recourse], levels: &[Dimension]) -> Groups {
        let mut groups: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
        for (place, row) in kept.iter().enumerate() {
            for path in self.paths(row, levels) {
                groups.entry(path).or_default().push(place);
            }
        }
        let groups = groups.into_iter();
        groups.map(|(path, members)| (owned(&path), members)).collect()
    }

    fn path_of(
        &self,
        members: &[&'a Recourse],
        path: &[String],
        levels: &[Dimension],
    ) -> Option<Vec<&'a str>> {
        let mut paths = self.paths(members.first()?, levels).into_iter();
        paths.find(|known| known.iter().eq(path))
    }

    fn paths(&self, row: &'a Recourse, levels: &[Dimension]) -> Vec<Vec<&'a str>> {
        let mut paths = vec![Vec::new()];
        for dimension in levels {
            let codes = dimension.codes(row);
            paths = paths
                .iter()
                .flat_map(|path| {
                    codes.iter().map(move |code| {
                        let mut longer = path.clone();
                        longer.push(self.shown_code(*dimension, code));
                        longer
                    })
                })
                .collect();
        }
        paths
    }
}

fn owned(path: &[&str]) -> Vec<String> {
    path.iter().map(|code| (*code).to_owned()).collect()
}

impl<'a> Layout<'a> {
    fn of_whole(tally: Tally) -> Self {
        let keys = tally.parts.iter().map(|(key, _)| key.clone()).collect();
        let table = Table::new(tally.adds_up);
        let mut layout = Layout {
            paths: Vec::new(),
            tallies: Vec::new(),
            keys,
            table,
            hidden: Vec::new(),
            finest: 0,
            retold: None,
        };
        layout.push(Vec::new(), None, tally);
        layout.hidden = vec![false; layout.table.len()];
        layout.finest = layout.paths.len();
        layout
    }

    fn push(&mut self, path: Vec<&'a str>, parent: Option<usize>, tally: Tally) {
        let parts: Vec<u64> = self.keys.iter().map(|key| tally.part(key)).collect();
        self.table.push(parent, &parts);
        self.paths.push(path);
        self.tallies.push(tally);
    }

    fn hide_in_whole(&mut self, hidden: Vec<bool>) {
        for (cell, hide) in hidden.into_iter().take(self.table.len()).enumerate() {
            self.hidden[cell] |= hide;
        }
        self.hide_given_away();
        protect(&self.table, 0, &mut self.hidden);
        let total = self.keys.len();
        let left = LeftOut::of(&self.tallies[0]).protect(self.hides(0, None));
        if left.hides_kept() && self.tallies[0].adds_up {
            self.hidden[total] = true;
            protect(&self.table, 0, &mut self.hidden);
        }
    }

    fn hide_given_away(&mut self) {
        for (row, tally) in self.tallies.iter().enumerate() {
            for (column, key) in self.keys.iter().enumerate() {
                if tally.given_away.contains(&key.as_str()) {
                    self.hidden[self.table.cell(row, column)] = true;
                }
            }
        }
        let Some(retold) = &self.retold else { return };
        let column = match retold.key {
            None => Some(self.keys.len()),
            Some(key) => self.keys.iter().position(|known| known == key),
        };
        for (row, path) in self.paths.iter().enumerate() {
            if let Some(column) = column.filter(|_| retold.hidden.contains(&owned(path))) {
                self.hidden[self.table.cell(row, column)] = true;
            }
        }
    }

    /// Whether a part of a row is hidden; without a key, its total.
    pub(crate) fn hides(&self, row: usize, key: Option<&str>) -> bool {
        let column = match key {
            None => self.keys.len(),
            Some(key) => match self.keys.iter().position(|known| known == key) {
                Some(column) => column,
                None => return false,
            },
        };
        let cells = self.table.cells_of(row);
        let cell = cells.start + column;
        cells.contains(&cell) && self.hidden[cell]
    }

    /// The code of a row's group and of the group around it.
    pub(crate) fn group(&self, row: usize) -> (Option<String>, Option<String>) {
        let mut path = self.paths[row].iter().rev().map(|code| (*code).to_owned());
        (path.next(), path.next().filter(|within| within != UNKNOWN))
    }

    /// Whether so many groups are hidden that a coarser table tells more.
    pub(crate) fn hides_too_much(&self) -> bool {
        let rows = self.finest..self.paths.len();
        let full = rows.clone().filter(|row| self.tallies[*row].total() > 0).count();
        let dark = rows.filter(|row| self.table.cells_of(*row).all(|cell| self.hidden[cell]));
        2 * dark.count() > full
    }
}
