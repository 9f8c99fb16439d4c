//! From tallies to a figure: here, and only here, counts are hidden, groups are rolled up and the
//! words are added. Page, export and API all pass through `measure`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::answer::{Told, tell};
use crate::dimension::Dimension;
use crate::figure::{Cell, Count, Excluded, Figure, Period, Suppressed, Text, Why};
use crate::layout::{Filters, Source};
use crate::left_out::LeftOut;
use crate::measure::find;
use crate::protect::SMALL;
use crate::question::{Question, Unknown};
use crate::rows::Recourse;
use crate::{lines, words};

/// Answers a question about rows with one of the measures.
pub fn measure(name: &str, rows: &[Recourse], question: &Question) -> Result<Figure, Unknown> {
    let measure = find(name)?;
    let filters = question.filtering()?;
    let known: Vec<Cow<'_, Recourse>> = rows
        .iter()
        .filter(|row| row.synthetic == question.synthetic)
        .filter_map(|row| row.known_at(question.as_of))
        .collect();
    let rows: Vec<&Recourse> = known.iter().map(AsRef::as_ref).collect();
    let named_ports = (!question.exact).then(|| named_ports(&rows, question));
    let source = Source {
        measure,
        question,
        rows,
        named_ports,
    };
    Ok(source.figure(&filters))
}

/// Ports with enough filings in the period to be named. Decided from all rows, before any filter
/// and for every measure alike: a choice made per view could be played against another view.
fn named_ports<'a>(rows: &[&'a Recourse], question: &Question) -> BTreeSet<&'a str> {
    let cohort = question.cohort();
    let filed = rows
        .iter()
        .filter(|row| row.spells.iter().any(|s| cohort.has(s.received)));
    let mut ports: Vec<&str> = filed.filter_map(|row| row.place.port.as_deref()).collect();
    ports.sort_unstable();
    let large = ports
        .chunk_by(|one, next| one == next)
        .filter(|same| same.len() as u64 >= SMALL);
    large.map(|same| same[0]).collect()
}

impl Source<'_> {
    fn figure(&self, filters: &Filters<'_>) -> Figure {
        let mut layout = self.lay_out(filters, self.question.group_by);
        let mut rolled_up_to = None;
        if self.question.group_by == Some(Dimension::Port)
            && !self.question.exact
            && layout.hides_too_much()
        {
            layout = self.lay_out(filters, Some(Dimension::Region));
            rolled_up_to = Some(Dimension::Region.name());
        }
        let free = !self.question.exact && !self.question.has_fixed_period();
        let left = LeftOut::of(&layout.tallies[0]);
        let left = if self.question.exact {
            layout.hidden.fill(false);
            left
        } else if free {
            layout.hidden.fill(true);
            left.hide_all()
        } else {
            left.protect(layout.hides(0, None))
        };
        let rows = left.rows(&layout.tallies[0], self.question.exact);
        let told = tell(&layout, 0, self.question.exact);
        let mut figure = self.blank(rows, left.shown());
        figure.take(told);
        if free {
            (figure.value, figure.interval, figure.reason) = (None, None, Some(Why::FreePeriod));
        } else {
            figure.series = lines::series(&layout, self.question);
        }
        figure.suppressed = suppressed(&figure, self.question.exact, rolled_up_to);
        words::speak(&mut figure, self.measure.name);
        figure
    }

    fn blank(&self, rows: Count, excluded: Excluded) -> Figure {
        let wording = words::wording(self.measure.name);
        let question = self.question;
        Figure {
            name: self.measure.name,
            definition_version: wording.version,
            title: wording.full_title(),
            definition: wording.definition.into(),
            unit: wording.unit,
            value_kind: wording.kind.name(),
            period: Period {
                from: question.from,
                to: question.to,
            },
            basis: wording.basis,
            filters: question.filters.clone(),
            group_by: question.group_by.map(Dimension::name),
            standard: question.standard.clone().filter(|_| wording.on_standard),
            rows,
            numerator: None,
            denominator: None,
            excluded,
            value: None,
            reason: None,
            interval: None,
            series: Vec::new(),
            summary: Text::default(),
            notes: Vec::new(),
            suppressed: Suppressed {
                cells: 0,
                rule: Text::default(),
                rolled_up_to: None,
            },
            revised: None,
            synthetic: question.synthetic,
            as_of_day: question.as_of,
            as_of: question.frozen.as_of.clone(),
            query_hash: question.frozen.query_hash.clone(),
        }
    }
}

impl Figure {
    fn take(&mut self, told: Told) {
        self.numerator = told.numerator;
        self.denominator = told.denominator;
        self.value = told.value;
        self.interval = told.interval;
        self.reason = told.why;
    }
}

fn suppressed(figure: &Figure, exact: bool, rolled_up_to: Option<&'static str>) -> Suppressed {
    let dark = |count: &Option<Count>| count.is_some_and(|count| count.shown().is_none());
    let cell_is_dark = |cell: &&Cell| dark(&cell.numerator) || dark(&cell.denominator);
    let mut cells = figure.series.iter().filter(cell_is_dark).count() as u64;
    cells += u64::from(dark(&figure.numerator)) + u64::from(dark(&figure.denominator));
    Suppressed {
        cells,
        rule: words::rule(exact, rolled_up_to.is_some()),
        rolled_up_to,
    }
}
