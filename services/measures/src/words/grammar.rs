//! Filling a sentence: numbers as each language writes them, and words that agree with them.
//!
//! `{v}` the value, `{n|one|many}` the numerator with its words, `{d|..}` the denominator,
//! `{p|..}` the decisions that pauses made timely, `{range}` the interval, `{S}` the standard,
//! `{title}` the figure's title.

use crate::figure::{Count, Figure};

/// The official languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    En,
    Fr,
}

const NO_BREAK: char = '\u{a0}';
const NARROW_NO_BREAK: char = '\u{202f}';

/// Fills a text from the numbers that the figure shows.
pub(super) fn fill(text: &str, figure: &Figure, language: Language, title: &str) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        filled.push_str(before);
        filled.push_str(&say(slot, figure, language, title));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn say(slot: &str, figure: &Figure, language: Language, title: &str) -> String {
    let mut words = slot.split('|');
    let name = words.next().unwrap_or_default();
    let forms: Vec<&str> = words.collect();
    match name {
        "title" => title.to_owned(),
        "S" => figure.standard.as_ref().map_or(0, |standard| standard.days).to_string(),
        "range" => range(figure, language),
        "n" => counted(figure.numerator.and_then(Count::shown), &forms, language),
        "d" => counted(
            figure.denominator.or(figure.numerator).and_then(Count::shown),
            &forms,
            language,
        ),
        "p" => counted(part(figure, "late-but-for-pauses"), &forms, language),
        _ => valued(figure.value.unwrap_or_default(), figure.value_kind, &forms, language),
    }
}

/// A count on one of the figure's own lines, if it is shown.
pub(super) fn part(figure: &Figure, line: &str) -> Option<u64> {
    let cell = figure.series.iter().find(|cell| cell.group.is_none() && cell.line == line)?;
    cell.numerator.and_then(Count::shown)
}

fn counted(count: Option<u64>, forms: &[&str], language: Language) -> String {
    match count {
        Some(count) => with_words(whole(count, language), count == 1, count == 0, forms, language),
        None => with_words("?".to_owned(), false, false, forms, language),
    }
}

fn with_words(number: String, one: bool, none: bool, forms: &[&str], language: Language) -> String {
    // French says "0 demande", English "0 requests".
    let singular = one || (none && language == Language::Fr);
    match forms {
        [] => number,
        [one, ..] if singular => format!("{number}{NO_BREAK}{one}"),
        [.., many] => format!("{number}{NO_BREAK}{many}"),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole counts and days"
)]
fn valued(value: f64, kind: &str, forms: &[&str], language: Language) -> String {
    match kind {
        "share" => percent(value, language),
        "ratio" => decimal(value, 2, language),
        _ => {
            let rounded = value.round().max(0.0) as u64;
            with_words(whole(rounded, language), rounded == 1, rounded == 0, forms, language)
        }
    }
}

fn range(figure: &Figure, language: Language) -> String {
    let Some(interval) = figure.interval else {
        return String::new();
    };
    let (Some(low), Some(high)) = (interval.low, interval.high) else {
        return String::new();
    };
    let show = |end: f64| match figure.value_kind {
        "share" => percent(end, language),
        _ => decimal(end, 0, language),
    };
    match language {
        Language::En => format!(" (likely between {} and {})", show(low), show(high)),
        Language::Fr => format!(" (sans doute entre {} et {})", show(low), show(high)),
    }
}

/// 42.9% and 42,9 %.
pub(super) fn percent(share: f64, language: Language) -> String {
    let number = decimal(share * 100.0, 1, language);
    match language {
        Language::En => format!("{number}%"),
        Language::Fr => format!("{number}{NO_BREAK}%"),
    }
}

fn decimal(value: f64, places: usize, language: Language) -> String {
    let number = format!("{value:.places$}");
    match language {
        Language::En => number,
        Language::Fr => number.replace('.', ","),
    }
}

/// 1,234 and 1 234.
pub(super) fn whole(count: u64, language: Language) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(if language == Language::En { ',' } else { NARROW_NO_BREAK });
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_writes_them() {
        assert_eq!(whole(1_234_567, Language::En), "1,234,567");
        assert_eq!(whole(1_234, Language::Fr), "1\u{202f}234");
        assert_eq!(percent(3.0 / 7.0, Language::En), "42.9%");
        assert_eq!(percent(3.0 / 7.0, Language::Fr), "42,9\u{a0}%");
    }

    #[test]
    fn words_agree_with_none_one_and_many() {
        let say = |count, language| counted(Some(count), &["case", "cases"], language);
        assert_eq!(say(0, Language::En), "0\u{a0}cases");
        assert_eq!(say(1, Language::En), "1\u{a0}case");
        assert_eq!(say(2, Language::En), "2\u{a0}cases");
        let dire = |count| counted(Some(count), &["dossier", "dossiers"], Language::Fr);
        assert_eq!(dire(0), "0\u{a0}dossier");
        assert_eq!(dire(1), "1\u{a0}dossier");
        assert_eq!(dire(2), "2\u{a0}dossiers");
    }
}
