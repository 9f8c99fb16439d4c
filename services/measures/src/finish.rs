//! From tallies to a figure: here, and only here, counts are hidden, groups are rolled up and the
//! words are added. Page, export and API all pass through `measure`.

use crate::answer::{Told, tell};
use crate::dimension::Dimension;
use crate::figure::{Cell, Count, Excluded, Figure, Period, Suppressed, Text, Why};
use crate::layout::{Filters, Source};
use crate::left_out::LeftOut;
use crate::prepared::Prepared;
use crate::question::{Question, Unknown};
use crate::rows::Recourse;
use crate::{lines, words};

/// Answers a question about rows with one of the measures.
pub fn measure(name: &str, rows: &[Recourse], question: &Question) -> Result<Figure, Unknown> {
    Prepared::new(rows, question).measure(name, question)
}

/// The figure of a source.
pub(crate) fn figure(source: &Source<'_>) -> Result<Figure, Unknown> {
    Ok(source.figure(&source.question.filtering()?))
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
            period: Period { from: question.from, to: question.to },
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
            suppressed: Suppressed { cells: 0, rule: Text::default(), rolled_up_to: None },
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
    Suppressed { cells, rule: words::rule(exact, rolled_up_to.is_some()), rolled_up_to }
}
