//! A few cases at different stages, filed and worked through the one write path.

use domain::case::{Case, Command, Step};
use domain::ids::Ids;
use domain::purpose::Channel;
use domain::recourse::Recourse;
use domain::{Actor, CaseId, Jurisdiction, Moment, Role, SubjectId};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use store::documents::Documents;
use store::{CommandId, Register, Submission};
use web::steps::filing::{self, Filing, Source};
use web::steps::{self, Order, Sealer, Target, file};

use crate::office;

const US: Jurisdiction = Jurisdiction::Us;
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents 4 0 R>>endobj\n4 0 obj<</Length 60>>stream\nBT /F 24 Tf 60 150 Td (Made-up passport page) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

struct Desk<'a> {
    register: &'a Register,
    documents: &'a Documents,
    ids: &'a dyn Ids,
}

/// Files them once.
pub(crate) async fn file(
    register: &Register,
    documents: &Documents,
    ids: &dyn Ids,
    now: Timestamp,
) -> Outcome<()> {
    if !register.search(US, "Lefèvre").await?.is_empty() {
        return Ok(());
    }
    let desk = Desk { register, documents, ids };
    let days = |n: i64| now - SignedDuration::from_hours(24 * n);
    desk.file("Zoë Lefèvre-Øst", "us-0712", days(60), false).await?;
    let two = desk.file("Anna O’Brien", "us-3801", days(50), true).await?;
    let three = desk.file("王小明", "air-YYZ", days(20), true).await?;
    let four = desk.file("Nguyễn Thị Hương", "us-0901", days(45), true).await?;
    desk.step(two, 1, "check-file", json!({}), days(49)).await?;
    desk.step(two, 1, "ask-components", json!({"components": ["CBP", "TSA"]}), days(48)).await?;
    desk.step(
        three,
        2,
        "check-file",
        json!({"missing": ["CLEARER_COPY"], "text": "The photo is too dark."}),
        days(19),
    )
    .await?;
    desk.case(three, Step::Assign { staff: Some(office::staff(1)), reason: None }, 3, days(19))
        .await?;
    desk.case(two, Step::Assign { staff: Some(office::staff(1)), reason: None }, 3, days(49))
        .await?;
    desk.step(four, 1, "check-file", json!({}), days(40)).await?;
    let findings = desk.findings(four).await?;
    let draft = json!({"findings": findings, "disclosure": "limited", "reasons_en": "The record was right.", "reasons_fr": "Le dossier était juste."});
    desk.step(four, 1, "propose-decision", draft, days(3)).await?;
    desk.message(two, days(2)).await
}

impl Desk<'_> {
    async fn submit(&self, case: CaseId, order: Order, by: Actor, at: Timestamp) -> Outcome<()> {
        let submission = Submission {
            command_id: CommandId::new(self.ids.next()),
            caller: "preview".to_owned(),
            digest: [0; 32],
            expected: None,
            command: order.command,
            matter: order.matter,
        };
        self.register.submit(case, US, submission, Moment::new(at, by)).await?;
        Ok(())
    }

    async fn file(
        &self,
        name: &str,
        place: &str,
        at: Timestamp,
        with_papers: bool,
    ) -> Outcome<CaseId> {
        let day = (at - SignedDuration::from_hours(72)).to_string()[..10].to_owned();
        let mode = if place.starts_with("air") { "preclearance" } else { "land" };
        let filing: Filing = serde_json::from_value(json!({
            "language": "en", "purpose": "after_sales", "standing": "CA_CITIZEN",
            "traveller": {"name": name, "born": "1984-05-01", "email": "person@example.org", "phone": "+1 613 555 0142", "citizenship": "Canada"},
            "incidents": [{
                "place": place, "mode": mode, "on": day, "narrative": "They asked me the same questions again and kept my phone for an hour.\nI missed the installation.",
                "details": {"flight": "AC 123", "carrier": "Air Canada"},
                "contests": [{"complaint": "REPEAT_SECONDARY", "paper": "NONE", "told_how": "IN_PERSON", "told_on": day}],
            }],
        }))?;
        let source = Source { jurisdiction: US, channel: Channel::Web, synthetic: true };
        let opened = filing::open(&filing, source, self.ids).map_err(|t| format!("{t:?}"))?;
        let Command::Open(opening) = &opened.order.command else {
            return Err("not an opening".into());
        };
        let traveller = opening.traveller;
        let case = opened.case;
        self.submit(case, opened.order, Actor::Traveller { subject: traveller }, at).await?;
        if with_papers {
            self.paper(case, traveller, at).await?;
        }
        Ok(case)
    }

    async fn paper(&self, case: CaseId, subject: SubjectId, at: Timestamp) -> Outcome<()> {
        let kept =
            file::keep(self.documents, (US, subject), "passport.pdf", (PDF, "application/pdf"), at)
                .await?;
        let sealer = Sealer::new(self.ids, subject, None);
        let order = steps::document("IDENTITY_DOCUMENT", kept, "web", sealer).ok_or("no order")?;
        self.submit(case, order, Actor::Traveller { subject }, at).await
    }

    async fn loaded(&self, case: CaseId) -> Outcome<Case> {
        Ok(self.register.load(US, case).await?.ok_or("no case")?.case)
    }

    async fn step(
        &self,
        id: CaseId,
        staff: u128,
        key: &str,
        body: Value,
        at: Timestamp,
    ) -> Outcome<()> {
        let case = self.loaded(id).await?;
        let Some(Recourse::Inquiry(inquiry)) = case.recourses.first() else {
            return Err("no recourse".into());
        };
        let target = Target::Recourse(inquiry.id, domain::recourse::Mechanism::Inquiry);
        let step = target.step(key).ok_or("no step")?;
        let sealer = Sealer::new(self.ids, case.traveller, Some("en"));
        let body = body.as_object().ok_or("no object")?;
        let order = steps::order(target, step, body, sealer).map_err(|t| format!("{t:?}"))?;
        self.submit(id, order, officer(staff), at).await
    }

    async fn case(&self, id: CaseId, step: Step, staff: u128, at: Timestamp) -> Outcome<()> {
        let order = Order { command: Command::Case { step }, matter: Vec::new() };
        self.submit(id, order, officer(staff), at).await
    }

    async fn findings(&self, id: CaseId) -> Outcome<Value> {
        let case = self.loaded(id).await?;
        Ok(case.contested.iter().map(|c| json!({"decision": c.id, "outcome": "DECISION_UPHELD", "root_cause": "NO_ERROR_FOUND", "cleared_by": "NOT_APPLICABLE"})).collect())
    }

    async fn message(&self, id: CaseId, at: Timestamp) -> Outcome<()> {
        let case = self.loaded(id).await?;
        let mut sealer = Sealer::new(self.ids, case.traveller, Some("en"));
        let text = sealer.text("Is there any news? I travel again next week.");
        let order = Order {
            command: Command::Case { step: Step::SendMessage { text } },
            matter: sealer.into_matter(),
        };
        self.submit(id, order, Actor::Traveller { subject: case.traveller }, at).await
    }
}

fn officer(staff: u128) -> Actor {
    let role = if staff == 3 { Role::Supervisor } else { Role::Officer };
    Actor::Staff { staff: office::staff(staff), roles: vec![role] }
}
