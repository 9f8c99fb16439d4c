//! Writes every letter and mail in both languages into a folder, for eyes and for readability
//! measures: `cargo run -p letters --example all_letters -- target/letters`.

#[path = "../tests/it/fixture.rs"]
mod fixture;
#[path = "../tests/it/stories.rs"]
#[expect(dead_code, reason = "shared with the tests, which use all of it")]
mod stories;

use std::path::PathBuf;

use domain::purpose::Language;
use letters::{mail, render};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    let profile = fixture::profile();
    for (letter, story) in stories::every() {
        for lang in [Language::En, Language::Fr] {
            let facts = story.facts(lang);
            let whole = render(letter, &facts, &profile)?;
            let notice = mail(letter, &facts, &profile)?;
            let name = |kind: &str| folder.join(format!("{letter}{kind}.{}", lang.code()));
            std::fs::write(name("").with_extension(format!("{}.txt", lang.code())), &whole.text)?;
            std::fs::write(name("").with_extension(format!("{}.html", lang.code())), &whole.html)?;
            let notice_file = folder.join(format!("{letter}-mail.{}.txt", lang.code()));
            std::fs::write(notice_file, format!("{}\n\n{}", notice.subject, notice.text))?;
        }
    }
    Ok(())
}
