//! Whether a value may be told, and what it is: the thresholds for shares, medians and counts.

use crate::estimate::{Interval, real, wilson};
use crate::figure::{Count, Why};
use crate::layout::Layout;
use crate::tally::{Above, Answer, Below, Days, Tally};

/// A share needs so many in its denominator; 0 % and 100 % do too.
const SHARE_NEEDS: u64 = 30;

/// One row of a layout, as it may be shown.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Told {
    pub numerator: Option<Count>,
    pub denominator: Option<Count>,
    pub value: Option<f64>,
    pub interval: Option<Interval>,
    pub why: Option<Why>,
}

/// A count, or how it is hidden.
pub(crate) fn show(count: u64, hidden: bool) -> Count {
    if hidden { Count::Hidden } else { Count::Exact(count) }
}

/// A count that stands in no sum.
pub(crate) fn show_alone(count: u64, exact: bool) -> Count {
    let small = !exact && crate::protect::is_small(count);
    if small { Count::Under10 } else { Count::Exact(count) }
}

/// The numerator, denominator and value of one row.
pub(crate) fn tell(layout: &Layout<'_>, row: usize, exact: bool) -> Told {
    let tally = &layout.tallies[row];
    let whole_hidden = tally.adds_up && layout.hides(row, None);
    let above_hidden = match tally.numerator {
        Above::Part(key) => layout.hides(row, Some(key)),
        Above::AllBut(key) => layout.hides(row, Some(key)) || whole_hidden,
        Above::All => whole_hidden,
    };
    let below_hidden = match tally.denominator {
        Below::Part(key) => layout.hides(row, Some(key)),
        Below::Total | Below::Nothing => whole_hidden,
    };
    let hidden = above_hidden || below_hidden;
    let (value, interval, why) = value(tally, hidden, whole_hidden, exact);
    let (above, below) = match tally.amounts {
        Some((above, below)) => (above.unsigned_abs(), below.unsigned_abs()),
        None => (tally.numerator(), tally.denominator()),
    };
    Told {
        numerator: Some(show(above, above_hidden)),
        denominator: (tally.denominator != Below::Nothing).then(|| show(below, below_hidden)),
        value,
        interval,
        why,
    }
}

type Value = (Option<f64>, Option<Interval>, Option<Why>);

fn value(tally: &Tally, hidden: bool, whole_hidden: bool, exact: bool) -> Value {
    let (above, below) = (tally.numerator(), tally.denominator());
    let no = |why| (None, None, Some(why));
    let few = below < SHARE_NEEDS && !exact;
    match &tally.answer {
        Answer::NoStandard => no(Why::NoStandard),
        Answer::Count if hidden => no(Why::Small),
        Answer::Count => (Some(real(above)), None, None),
        Answer::Days(_) | Answer::Read { .. } if tally.total() == 0 => no(Why::Empty),
        Answer::Share | Answer::Ratio(_) if below == 0 => no(Why::Empty),
        Answer::Days(_) | Answer::Read { .. } if whole_hidden => no(Why::Small),
        Answer::Share | Answer::Ratio(_) if hidden => no(Why::Small),
        Answer::Days(days) => days_told(days, exact),
        Answer::Share if few => (None, wilson(above, below), Some(Why::TooFewForShare)),
        Answer::Share => (Some(real(above) / real(below)), wilson(above, below), None),
        Answer::Ratio(_) | Answer::Read { .. } if few => no(Why::TooFewForShare),
        Answer::Ratio(ratio) if ratio.is_finite() => (Some(*ratio), None, None),
        Answer::Ratio(_) => no(Why::Empty),
        // A share read off a curve rests on its events, which are the numerator.
        Answer::Read { .. } if hidden => no(Why::Small),
        Answer::Read { share: None, .. } => no(Why::TooEarly),
        Answer::Read { share, interval } => (*share, *interval, None),
    }
}

/// A number of days, if it rests on enough events and was reached.
#[expect(clippy::cast_precision_loss, reason = "days stay far below 2^52")]
pub(crate) fn days_told(days: &Days, exact: bool) -> Value {
    match days.at {
        _ if days.events < days.needs && !exact => (None, None, Some(Why::TooFewEvents)),
        None => (None, None, Some(Why::NotReached)),
        Some(at) => (Some(at as f64), days.interval, None),
    }
}
