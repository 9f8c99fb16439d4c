//! From the answers of the pages to the filing that all channels share, and from it to the
//! command that opens the case, with the files that were handed in.

use domain::case::{Command, HandedIn};
use domain::ids::{Ids, PartId};
use domain::matter::{Content, Matter};
use domain::purpose::Channel;
use domain::{CaseId, MatterId};

use super::begun::{Answers, Begun};
use super::mailbox::Mailbox;
use super::save::JURISDICTION;
use crate::steps::filing::{Contested, Filing, Helper, Opened, Source, What, Who, open_for};
use crate::steps::{Order, Trouble};

/// The filing that the answers make.
pub fn filing(begun: &Begun) -> Filing {
    let get = |key: &str| begun.get(key).to_owned();
    let proved = begun.proved.clone().unwrap_or_default();
    // Where the traveller has no mailbox, both letters go to whoever acts for the traveller.
    let own = begun.own_proved.clone().filter(|_| begun.is_proved(Mailbox::Traveller));
    let helper = |authority: domain::case::codes::Authority| Helper {
        person: Who { name: get("helper_name"), email: proved.clone(), ..Who::default() },
        authority: authority.code().to_owned(),
        language: get("helper_language"),
    };
    Filing {
        mechanism: "inquiry".to_owned(),
        language: get("language"),
        purpose: get("purpose"),
        standing: get("standing"),
        minor: begun.is_minor(),
        by_post: false,
        household: None,
        received_on: None,
        traveller: Who {
            name: get("name"),
            other_names: get("other_names"),
            born: get("born"),
            birthplace: get("birthplace"),
            citizenship: get("citizenship"),
            email: own.unwrap_or_else(|| proved.clone()),
            phone: get("phone"),
            address: get("address"),
            second_way: get("second_way"),
        },
        representative: begun.authority().map(helper),
        incidents: begun.incidents.iter().map(what).collect(),
    }
}

fn what(answers: &Answers) -> What {
    let get = |key: &str| answers.get(key).cloned().unwrap_or_default();
    let detail = |key: &str| (key.to_owned(), get(key));
    let contested = |complaint: &str| Contested {
        complaint: complaint.to_owned(),
        paper: get("paper"),
        told_how: get("told_how"),
        told_on: Some(get("told_on")).filter(|on| !on.is_empty()),
    };
    let complaints = get("complaints");
    What {
        place: get("place"),
        mode: get("mode"),
        on: get("on"),
        unsure: get("unsure") == "yes",
        details: ["carrier", "flight", "officers"].map(detail).into_iter().collect(),
        narrative: get("narrative"),
        contests: complaints.split(',').filter(|c| !c.is_empty()).map(contested).collect(),
    }
}

/// The order that opens the case.
pub fn order(
    begun: &Begun,
    synthetic: bool,
    ids: &dyn Ids,
) -> Result<(CaseId, Order), Vec<Trouble>> {
    let source = Source { jurisdiction: JURISDICTION, channel: Channel::Web, synthetic };
    let Opened { mut order, .. } = open_for(&filing(begun), source, begun.traveller, ids)?;
    if let Command::Open(opening) = &mut order.command {
        for handed in &begun.files {
            let matter = MatterId(ids.next());
            let content = Content::File(handed.file.clone());
            order.matter.push(Matter { id: matter, subject: begun.traveller, content });
            let document = PartId(handed.id);
            opening.documents.push(HandedIn { document, file: matter, item: handed.item });
        }
    }
    Ok((CaseId(begun.case), order))
}
