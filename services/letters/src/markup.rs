//! From a template's few marks to text and HTML: `# ` heads a section, `- ` begins an item, `>en `
//! quotes somebody. The marks become private characters before facts are filled in, and facts
//! lose those characters, so that nothing that a person wrote can ever become structure.

use domain::purpose::Language;

const HEADING: char = '\u{E000}';
const ITEM: char = '\u{E001}';
const QUOTE_EN: char = '\u{E002}';
const QUOTE_FR: char = '\u{E003}';
/// A line break inside a fact.
pub(crate) const BREAK: char = '\u{E004}';

const WIDTH: usize = 72;

/// Marks the lines of a template; `lang` is what `> ` quotes in.
pub(crate) fn mark(template: &str, lang: Language) -> String {
    let quote = match lang {
        Language::En => QUOTE_EN,
        Language::Fr => QUOTE_FR,
    };
    let marks =
        [("# ", HEADING), ("- ", ITEM), ("> ", quote), (">en ", QUOTE_EN), (">fr ", QUOTE_FR)];
    let mut out = String::with_capacity(template.len());
    for line in template.lines() {
        let found = marks.iter().find_map(|(mark, sign)| Some((sign, line.strip_prefix(mark)?)));
        if let Some((sign, rest)) = found {
            out.push(*sign);
            out.push_str(rest);
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

/// A fact without marks of ours, its line breaks kept as one.
pub(crate) fn clean(fact: &str) -> String {
    let fact = fact.replace("\r\n", "\n");
    let mut out = String::with_capacity(fact.len());
    for sign in fact.chars() {
        match sign {
            HEADING..=BREAK => {}
            '\n' | '\r' => out.push(BREAK),
            other => out.push(other),
        }
    }
    out
}

enum Block<'a> {
    Heading(&'a str),
    Item(&'a str),
    Quote(&'static str, &'a str),
    Lines(Vec<&'a str>),
}

fn blocks(rendered: &str) -> Vec<Block<'_>> {
    let mut all: Vec<Block<'_>> = Vec::new();
    let mut fresh = true;
    for line in rendered.lines() {
        let mut signs = line.chars();
        let block = match signs.next() {
            None => {
                fresh = true;
                continue;
            }
            Some(HEADING) => Block::Heading(signs.as_str()),
            Some(ITEM) => Block::Item(signs.as_str()),
            Some(QUOTE_EN) => Block::Quote("en", signs.as_str()),
            Some(QUOTE_FR) => Block::Quote("fr", signs.as_str()),
            Some(_) => match all.last_mut() {
                Some(Block::Lines(lines)) if !fresh => {
                    lines.push(line);
                    continue;
                }
                _ => Block::Lines(vec![line]),
            },
        };
        fresh = false;
        all.push(block);
    }
    all
}

/// Plain text, wrapped.
pub(crate) fn text(rendered: &str) -> String {
    let mut out = String::new();
    let mut after_item = false;
    for block in blocks(rendered) {
        let item = matches!(block, Block::Item(_));
        if !(out.is_empty() || item && after_item || out.ends_with("\n\n")) {
            out.push('\n');
        }
        match block {
            Block::Heading(line) => wrap(&mut out, line, "", ""),
            Block::Item(line) => wrap(&mut out, line, "- ", "  "),
            Block::Quote(_, line) => wrap(&mut out, line, "  ", "  "),
            Block::Lines(lines) => lines.iter().for_each(|line| wrap(&mut out, line, "", "")),
        }
        after_item = item;
    }
    out
}

fn wrap(out: &mut String, text: &str, first: &str, rest: &str) {
    let mut lead = first;
    for piece in text.split(BREAK) {
        let mut line = String::from(lead);
        lead = rest;
        let mut begun = false;
        // Spaces that must not break stand inside a word here.
        for word in piece.split(' ').filter(|word| !word.is_empty()) {
            if begun && line.chars().count() + 1 + word.chars().count() > WIDTH {
                out.push_str(line.trim_end());
                out.push('\n');
                line = String::from(rest);
                begun = false;
            }
            if begun {
                line.push(' ');
            }
            line.push_str(word);
            begun = true;
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// HTML from text whose facts were escaped as they were filled in. Only addresses of our own
/// site become links.
pub(crate) fn html(rendered: &str, site: &str) -> String {
    let mut out = String::new();
    let mut in_list = false;
    for block in blocks(rendered) {
        let item = matches!(block, Block::Item(_));
        match (in_list, item) {
            (false, true) => out.push_str("<ul>\n"),
            (true, false) => out.push_str("</ul>\n"),
            (true, true) | (false, false) => {}
        }
        in_list = item;
        match block {
            Block::Heading(line) => element(&mut out, "h2", "", line, site),
            Block::Item(line) => element(&mut out, "li", "", line, site),
            Block::Quote(lang, line) => {
                element(
                    &mut out,
                    "blockquote",
                    &format!(" lang=\"{lang}\" dir=\"auto\""),
                    line,
                    site,
                );
            }
            Block::Lines(lines) => element(&mut out, "p", "", &lines.join("<br>\n"), site),
        }
    }
    if in_list {
        out.push_str("</ul>\n");
    }
    out
}

fn element(out: &mut String, name: &str, attributes: &str, inner: &str, site: &str) {
    let inner = link(inner, site).replace(BREAK, "<br>\n");
    for piece in ["<", name, attributes, ">", &inner, "</", name, ">\n"] {
        out.push_str(piece);
    }
}

fn link(line: &str, site: &str) -> String {
    if site.is_empty() || !line.contains(site) {
        return line.to_owned();
    }
    let words = line.split(' ').map(|word| {
        let Some(at) = word.find(site) else {
            return word.to_owned();
        };
        let (before, url) = word.split_at(at);
        let end = url.find(['<', BREAK, '\n']).unwrap_or(url.len());
        let (url, after) = url.split_at(end);
        format!("{before}<a href=\"{url}\">{url}</a>{after}")
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_structure_and_facts_never_do() {
        let marked = mark("# Head\n- one\n- two\n\n> said\nline", Language::Fr);
        let page = html(&marked, "");
        assert_eq!(
            page,
            "<h2>Head</h2>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n\
             <blockquote lang=\"fr\" dir=\"auto\">said</blockquote>\n<p>line</p>\n"
        );
        let fact = clean("\u{E000}Head\r\n# not a head\n- not an item");
        assert_eq!(html(&fact, ""), "<p>Head<br>\n# not a head<br>\n- not an item</p>\n");
    }

    #[test]
    fn text_is_wrapped_and_keeps_hard_spaces_together() {
        let long = format!("{} 31\u{A0}mars\u{A0}2026", "mot ".repeat(16).trim_end());
        let wrapped = text(&long);
        assert_eq!(wrapped.lines().last(), Some("31\u{A0}mars\u{A0}2026"));
        assert!(wrapped.lines().all(|line| line.chars().count() <= WIDTH));
    }

    #[test]
    fn only_our_own_addresses_become_links() {
        let site = "https://redress.example";
        let page = html("Go: https://redress.example/en or https://evil.example", site);
        assert!(page.contains("<a href=\"https://redress.example/en\">"));
        assert!(!page.contains("href=\"https://evil"));
    }
}
