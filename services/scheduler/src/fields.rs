//! The five fields of a Unix cron line, read into what each allows. They are read here and handed
//! to the `cron` package as plain lists, because its own reading differs: it counts Sunday as 1.

use std::collections::BTreeSet;

/// One field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    first: u32,
    last: u32,
    /// Names from `first` on.
    names: &'static [&'static str],
}

#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const DAYS: &[&str] = &["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

pub(crate) const MINUTE: Field = field("minute", 0, 59, &[]);
pub(crate) const HOUR: Field = field("hour", 0, 23, &[]);
pub(crate) const DAY_OF_MONTH: Field = field("day of month", 1, 31, &[]);
pub(crate) const MONTH: Field = field("month", 1, 12, MONTHS);
/// 0 and 7 are both Sunday.
pub(crate) const DAY_OF_WEEK: Field = field("day of week", 0, 7, DAYS);

const fn field(name: &'static str, first: u32, last: u32, names: &'static [&'static str]) -> Field {
    Field { name, first, last, names }
}

impl Field {
    /// What the text allows; nothing where it is not a field.
    pub(crate) fn read(&self, text: &str) -> Option<BTreeSet<u32>> {
        let mut allowed = BTreeSet::new();
        for item in text.split(',') {
            allowed.extend(self.item(item)?);
        }
        Some(allowed)
    }

    fn item(&self, item: &str) -> Option<Vec<u32>> {
        let (range, step) = match item.split_once('/') {
            Some((range, step)) => (range, step.parse().ok().filter(|step| *step > 0)?),
            None => (item, 1),
        };
        let (from, to) = match range.split_once('-') {
            _ if range == "*" => (self.first, self.last),
            Some((from, to)) => (self.value(from)?, self.value(to)?),
            // `5/10` means from 5 on.
            None if item.contains('/') => (self.value(range)?, self.last),
            None => (self.value(range)?, self.value(range)?),
        };
        (from <= to).then(|| (from..=to).step_by(step).collect())
    }

    fn value(&self, text: &str) -> Option<u32> {
        let small = text.to_ascii_lowercase();
        let named = self.names.iter().zip(self.first..).find(|(name, _)| **name == small);
        let value = named.map(|(_, value)| value).or_else(|| text.parse().ok())?;
        (self.first..=self.last).contains(&value).then_some(value)
    }
}

/// A list as the `cron` package reads it.
pub(crate) fn list(allowed: impl IntoIterator<Item = u32>) -> String {
    let all: Vec<String> = allowed.into_iter().map(|value| value.to_string()).collect();
    all.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(field: Field, text: &str) -> Vec<u32> {
        field.read(text).unwrap_or_default().into_iter().collect()
    }

    #[test]
    fn fields_are_read_as_unix_reads_them() {
        assert_eq!(read(MINUTE, "*/20"), [0, 20, 40]);
        assert_eq!(read(MINUTE, "50/5"), [50, 55]);
        assert_eq!(read(HOUR, "8-10,22"), [8, 9, 10, 22]);
        assert_eq!(read(DAY_OF_WEEK, "MON-fri"), [1, 2, 3, 4, 5]);
        assert_eq!(read(MONTH, "dec"), [12]);
        for bad in ["", "60", "-1", "5-2", "a", "1,", "*/0", "1-2-3", "1/", "1.5"] {
            assert_eq!(MINUTE.read(bad), None, "{bad}");
        }
    }
}
