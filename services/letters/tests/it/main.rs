//! Letters as their readers get them: whole, neutral, in both languages, and silent where they
//! must be.

mod fixture;
mod labels;
mod letters;
mod mails;
mod secrecy;
mod stories;
