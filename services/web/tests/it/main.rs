//! The traveller's pages from outside: each in both languages, none that takes a form without its
//! token, and one whole filing from the first page to the timeline, on a record of its own.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod browser;
mod codes;
mod desk_of_one;
mod duplicate;
mod limits;
mod pages;
mod represented;
mod staff;
mod story;
mod taken_down;

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;

/// One cluster, several stories: starting a cluster costs more than all of them.
#[actix_web::test]
async fn the_counter_is_open() {
    let office = desk_of_one::Office::open().await;
    let told = AssertUnwindSafe(async {
        pages::every_page_is_there_in_both_languages(&office).await;
        pages::no_form_is_taken_without_its_token(&office).await;
        pages::failures_have_pages(&office).await;
        pages::the_first_page_is_light(&office).await;
        limits::a_long_story_is_taken_or_comes_back(&office).await;
        limits::a_form_with_a_file_is_bounded(&office).await;
        let number = story::a_traveller_files_and_follows(&office).await;
        story::a_number_alone_opens_nothing(&office).await;
        let other = represented::both_are_written_to_where_each_reads(&office).await;
        codes::a_stranger_with_the_number_keeps_nobody_out(&office, &number).await;
        codes::a_mailbox_is_not_flooded(&office).await;
        staff::an_address_without_an_account_waits_as_one_with(&office).await;
        staff::the_language_leads_only_to_addresses(&office).await;
        staff::no_page_of_a_case_is_shown_without_a_trace(&office, &number).await;
        taken_down::a_letter_tells_of_as_much_as_it_tells(&office).await;
        duplicate::the_other_case_is_there_and_of_the_same_person(&office, &number, &other).await;
        codes::as_much_is_kept_for_nobody_as_for_somebody(&office, &number).await;
    })
    .catch_unwind()
    .await;
    office.close().await;
    if let Err(panic) = told {
        std::panic::resume_unwind(panic);
    }
}
