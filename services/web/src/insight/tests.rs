//! What is drawn is what is tabled, what is filed is what is shown, and every measure can be read
//! in both languages whatever there is to count.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{Date, date};
use measures::rows::Recourse;
use measures::{Dimension, ShardPosition};

use super::asked::Asked;
use super::names::PLACES;
use super::panel::Panel;
use super::reading::{Ground, Reading, standard};
use super::view::View;
use super::{csv, figures, table};
use crate::lang::Lang;
use crate::words::Words;

#[path = "../../examples/parts/rows.rs"]
mod rows;

const TODAY: Date = date(2026, 11, 24);

fn ground(rows: Vec<Recourse>) -> Ground {
    let as_of = vec![ShardPosition { shard: "2".to_owned(), position: 48_213 }];
    let rules = store::rulebook::built_in().unwrap();
    let reading = Arc::new(Reading { rows, as_of });
    Ground { reading, standard: standard(&rules), synthetic: true, today: TODAY }
}

fn some() -> Ground {
    ground(rows::rows(600, TODAY, &PLACES))
}

fn page(ground: &Ground, query: &str, lang: Lang) -> String {
    View::of(Words::new(lang), query, ground).unwrap().to_string()
}

#[test]
fn every_measure_is_read_in_both_languages_on_nothing_and_on_one_row() {
    let one = rows::rows(1, TODAY, &PLACES);
    for ground in [ground(Vec::new()), ground(one), some()] {
        for lang in Lang::ALL {
            let page = page(&ground, "", lang);
            for name in measures::names() {
                assert!(page.contains(&format!("id=\"{name}\"")), "{name} is not on the page");
            }
            // A key without wording is written in brackets.
            assert!(!page.contains("[insight") && !page.contains("NaN") && !page.contains("inf%"));
        }
    }
}

#[test]
fn every_way_to_tell_apart_and_every_filter_has_words() {
    let ground = some();
    for lang in Lang::ALL {
        for dimension in Dimension::ALL {
            let asked = Asked::usual(TODAY).told_by(Some(dimension));
            let figure = figures::answer("received", &asked, &ground).unwrap();
            let panel = Panel::of(Words::new(lang), &figure);
            assert!(!format!("{panel:?}").contains("[insight"), "{dimension:?}");
        }
        let narrowed = "purpose=professional&region=buffalo&represented=yes&tables=open";
        let page = page(&ground, narrowed, lang);
        assert!(page.contains("<details class=\"i-tables\" open>"));
    }
}

/// The texts of an element's class in a drawing.
fn texts(svg: &str, class: &str) -> Vec<String> {
    let mark = format!("class=\"{class}");
    let after = svg.split(&mark).skip(1);
    let inner =
        after.filter_map(|rest| rest.split_once('>')?.1.split_once('<').map(|found| found.0));
    inner.map(|text| text.trim().to_owned()).collect()
}

#[test]
fn every_chart_has_title_and_description_and_draws_what_the_tables_say() {
    let ground = some();
    let mut drawn = 0;
    for lang in Lang::ALL {
        let w = Words::new(lang);
        for name in measures::names() {
            let figure = figures::answer(name, &Asked::usual(TODAY), &ground).unwrap();
            let panel = Panel::of(w, &figure);
            let tabled: BTreeSet<&str> = panel
                .tables
                .iter()
                .flat_map(|table| &table.rows)
                .flat_map(|row| row.fields.iter().chain([&row.name]))
                .map(String::as_str)
                .collect();
            for chart in &panel.charts {
                let svg = chart.svg().unwrap();
                assert!(svg.contains("role=\"img\"") && svg.contains("<title id="), "{name}");
                assert!(svg.contains("<desc id=") && !chart.head().desc.is_empty(), "{name}");
                if name == "file-to-outcome" {
                    continue; // Its numbers are those of the last day, not of one cell.
                }
                for number in texts(&svg, "i-value").iter().chain(&texts(&svg, "i-field")) {
                    assert!(tabled.contains(number.as_str()), "{name}: {number} is in no table");
                    drawn += 1;
                }
            }
        }
    }
    assert!(drawn > 50, "{drawn} numbers were looked at");
}

#[test]
fn the_file_holds_the_cells_of_the_figure_and_says_where_they_come_from() {
    let ground = some();
    for name in measures::names() {
        let asked = Asked::usual(TODAY);
        let figure = figures::answer(name, &asked, &ground).unwrap();
        let file = csv::file(&figure, false);
        let lines: Vec<&str> = file.lines().collect();
        let more = 1 + 1 + 10 + 1; // Heads, the figure itself, what was left out, what is hidden.
        assert_eq!(lines.len(), figure.series.len() + more, "{name}");
        assert!(lines.iter().skip(1).all(|line| line.contains("2:48213")), "{name}");
        assert!(lines.iter().skip(1).all(|line| line.ends_with(&figure.query_hash)), "{name}");
        for (cell, line) in figure.series.iter().zip(&lines[2..]) {
            let value = cell.value.map(|v| v.to_string()).unwrap_or_default();
            assert!(line.contains(&format!(",{value},")), "{name}: {value} in {line}");
        }
        assert!(csv::file(&figure, true).starts_with('\u{feff}'));
    }
}

#[test]
fn page_file_and_interface_say_the_same() {
    let ground = some();
    let figure = figures::answer("in-time", &Asked::usual(TODAY), &ground).unwrap();
    let json = serde_json::to_value(&figure).unwrap();
    let share = json["value"].as_f64().unwrap();
    let file = csv::file(&figure, false);
    assert!(file.lines().nth(1).unwrap().contains(&share.to_string()));
    let headline = table::words(Words::new(Lang::En), &figure, &table::headline(&figure));
    assert!(page(&ground, "", Lang::En).contains(&headline), "{headline}");
    assert_eq!(json["as_of"][0]["position"], 48_213);
}

#[test]
fn the_digest_changes_with_the_question_and_with_the_position() {
    let asked = Asked::usual(TODAY);
    let hash =
        |ground: &Ground, name: &str| figures::answer(name, &asked, ground).unwrap().query_hash;
    let (first, mut later) = (ground(Vec::new()), ground(Vec::new()));
    assert_eq!(hash(&first, "open"), hash(&first, "open"));
    assert_ne!(hash(&first, "open"), hash(&first, "received"));
    let as_of = vec![ShardPosition { shard: "2".to_owned(), position: 48_214 }];
    later.reading = Arc::new(Reading { rows: Vec::new(), as_of });
    assert_ne!(hash(&first, "open"), hash(&later, "open"));
}

#[test]
fn a_name_that_nobody_has_shows_the_usual_page_and_names_the_nearest() {
    let ground = some();
    let view = View::of(Words::new(Lang::En), "purpse=professional", &ground).unwrap();
    assert!(!view.is_answered());
    assert!(view.to_string().contains("purpose"));
    let wrong = figures::answer("in-tme", &Asked::usual(TODAY), &ground);
    assert!(wrong.unwrap_err().to_string().contains("in-time"));
}

#[test]
fn a_swap_of_the_listed_flag_changes_no_letter_of_the_page() {
    let plain = rows::rows(300, TODAY, &PLACES);
    let mut sealed = plain.clone();
    for row in sealed.iter_mut().step_by(7) {
        row.sealed = true;
    }
    let (plain, sealed) = (ground(plain), ground(sealed));
    assert_eq!(page(&plain, "", Lang::En), page(&sealed, "", Lang::En));
}

#[test]
fn months_lie_within_the_period() {
    let page = page(&some(), "from=2026-01-01&to=2026-07-01", Lang::En);
    let drawn = page.split("id=\"chart-received-months-d\"").nth(1).unwrap();
    let columns = drawn.split("</svg>").next().unwrap().matches("<rect").count();
    assert_eq!(columns, 6);
}

#[test]
fn the_account_is_shown_for_the_whole_and_only_checked_for_a_part() {
    let ground = some();
    let whole = page(&ground, "", Lang::En);
    assert!(whole.contains("Both sides are equal") && whole.contains("Open at the start"));
    let part = page(&ground, "mode=land", Lang::En);
    assert!(part.contains("Both sides are equal") && !part.contains("Open at the start"));
}

#[test]
fn real_rows_are_never_counted_with_made_up_ones() {
    let mut mixed = rows::rows(40, TODAY, &PLACES);
    for row in mixed.iter_mut().take(15) {
        row.synthetic = false;
    }
    let mut ground = ground(mixed);
    let rows = |ground: &Ground| {
        figures::answer("received", &Asked::usual(TODAY), ground).unwrap().rows.shown()
    };
    let synthetic = rows(&ground);
    ground.synthetic = false;
    assert_eq!((synthetic, rows(&ground)), (Some(25), Some(15)));
    assert!(!page(&ground, "", Lang::En).contains("Synthetic"));
}
