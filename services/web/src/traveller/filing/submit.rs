//! Sending: the answers become a command, the command becomes events, and only then is the
//! number told. The draft's id is the key, so that a second click gets the first number.

use domain::{Actor, Moment};
use sha2::{Digest, Sha256};
use store::{CommandId, Submission, SubmitError, draft_files};

use super::begun::Begun;
use super::save::Opened;
use super::{gone, order, review, save};
use crate::error::WebError;
use crate::posted::Posted;
use crate::traveller::tracking::session;
use crate::visit::{Reply, Visit};

/// Sends the filing.
pub async fn send(visit: Visit, posted: Posted) -> Reply {
    let Some(opened) = save::load(&visit).await? else {
        return gone(&visit, &[]);
    };
    let begun = &opened.begun;
    let mut declare = review::declaration(&visit, posted.get("declare"));
    if !declare.is_answered() {
        declare.error = Some(visit.w.t("ask-declare-missing"));
    }
    if declare.error.is_some() || !review::is_whole(&visit, begun) {
        return visit.show_again(&review::page(&visit, begun, declare, None));
    }
    let ids = visit.counter.ids.as_ref();
    let Ok((case, order)) = order::order(begun, visit.counter.synthetic, ids) else {
        let trouble = Some(visit.w.t("trouble-not-taken"));
        return visit.show_again(&review::page(&visit, begun, declare, trouble));
    };
    let submission = Submission {
        command_id: CommandId::new(opened.draft.id),
        caller: "filing".to_owned(),
        digest: Sha256::digest(&opened.draft.body).into(),
        expected: None,
        command: order.command,
        matter: order.matter,
    };
    let moment = Moment::new(visit.counter.time.now(), actor(begun));
    let register = &visit.counter.register;
    take_files(&visit, &opened).await?;
    match register.submit(case, save::JURISDICTION, submission, moment).await {
        Ok(_) => {
            save::drop_draft(&visit, opened.draft.id).await?;
            session::open(&visit, case, begun.traveller).await?;
            visit.go(&visit.href("file-done", &[]))
        }
        Err(SubmitError::Violation(violation)) => {
            give_files_back(&visit, &opened).await?;
            let trouble = visit.w.of("violation-{code}", violation.code());
            let page = review::page(&visit, begun, declare, Some(trouble));
            visit.show_again(&page)
        }
        Err(error) => Err(of_submit(error)),
    }
}

/// From here on the files are the case's and are not dropped with the draft: were the answer of
/// the record lost, they would be needed. A draft that changed in another tab is looked at again;
/// one that is gone was sent by a second click, which gets the first one's number.
async fn take_files(visit: &Visit, opened: &Opened) -> Result<(), WebError> {
    let keys: Vec<&str> = opened.begun.files.iter().map(|f| f.file.key.as_str()).collect();
    let register = &visit.counter.register;
    draft_files::strike(register, save::JURISDICTION.shard(), &keys).await?;
    match save::load(visit).await? {
        Some(now) if now.draft.version != opened.draft.version => {
            give_files_back(visit, &now).await?;
            Err(WebError::Conflict)
        }
        Some(_) | None => Ok(()),
    }
}

/// Nothing was filed: the files go with their draft again.
async fn give_files_back(visit: &Visit, opened: &Opened) -> Result<(), WebError> {
    let (register, draft) = (&visit.counter.register, opened.draft.id);
    for handed in &opened.begun.files {
        let key = &handed.file.key;
        draft_files::note(register, save::JURISDICTION, draft, key, handed.at).await?;
    }
    Ok(())
}

/// Whoever fills it in acts as the traveller here: a helper's own key is made only with the case.
fn actor(begun: &Begun) -> Actor {
    Actor::Traveller { subject: begun.traveller }
}

/// What a page says of a command that is not in the record.
pub fn of_submit(error: SubmitError) -> WebError {
    match error {
        SubmitError::Violation(_) => WebError::Forbidden,
        SubmitError::Stale { .. } | SubmitError::KeyReused => WebError::Conflict,
        SubmitError::NotFound => WebError::NotFound,
        SubmitError::Unknown | SubmitError::Busy => WebError::Unknown,
        SubmitError::Store(source) => {
            WebError::Inside { doing: "submit a command", source: Box::new(source) }
        }
    }
}
