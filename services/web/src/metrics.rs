//! Figures for those who keep the installation running, in the text form that Prometheus reads,
//! on a port of their own. They count what hurts people: letters that wait, work that is late.
//! None carries a reference, a name or a code of a case.

use std::fmt::Write as _;
use std::net::TcpListener;
use std::sync::Arc;

use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer};
use domain::Jurisdiction;
use domain::moment::TimeSource;
use store::{Register, StoreError, caseload, outbox};

struct Room {
    register: Register,
    time: Arc<dyn TimeSource>,
}

/// Serves the figures until the program ends.
pub fn serve(
    register: Register,
    time: Arc<dyn TimeSource>,
    listener: TcpListener,
) -> std::io::Result<impl Future<Output = std::io::Result<()>> + Send> {
    let room = Data::new(Room { register, time });
    let server = HttpServer::new(move || {
        App::new().app_data(room.clone()).route("/metrics", web::get().to(show))
    });
    Ok(server.workers(1).disable_signals().listen(listener)?.run())
}

async fn show(room: Data<Room>) -> HttpResponse {
    match text(&room).await {
        Ok(text) => HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(text),
        Err(error) => {
            tracing::error!(%error, "figures could not be read");
            HttpResponse::ServiceUnavailable().finish()
        }
    }
}

async fn text(room: &Room) -> Result<String, StoreError> {
    let now = room.time.now();
    let depth = outbox::depth(&room.register).await?;
    let age = depth.oldest.map_or(0, |at| now.as_second() - at.as_second());
    let mut text = String::new();
    gauge(&mut text, "redress_letters_waiting", "Letters not yet sent.", "", depth.waiting);
    gauge(&mut text, "redress_letter_oldest_seconds", "Age of the oldest unsent letter.", "", age);
    let today = room.register.zone().to_datetime(now).date();
    for jurisdiction in Jurisdiction::ALL {
        let counts = caseload::counts(&room.register, jurisdiction, None, today).await?;
        let label = match jurisdiction {
            Jurisdiction::Ca => "{jurisdiction=\"ca\"}",
            Jurisdiction::Us => "{jurisdiction=\"us\"}",
        };
        gauge(&mut text, "redress_matters_open", "Matters not ended.", label, counts.open);
        gauge(&mut text, "redress_matters_late", "Past the target.", label, counts.late);
        let unassigned = counts.unassigned;
        gauge(&mut text, "redress_matters_unassigned", "Nobody's yet.", label, unassigned);
    }
    followers(&mut text, room).await?;
    Ok(text)
}

/// How far those who follow the record are, and what waits aside for them.
async fn followers(text: &mut String, room: &Room) -> Result<(), StoreError> {
    let now = room.time.now();
    for one in store::follow::standing(&room.register).await? {
        let record = match one.jurisdiction {
            Jurisdiction::Ca => "ca",
            Jurisdiction::Us => "us",
        };
        let label = format!("{{follower=\"{}\",jurisdiction=\"{record}\"}}", one.follower);
        let age = one.age(now).as_secs();
        gauge(text, "redress_follower_position", "How far it has come.", &label, one.position.0);
        gauge(text, "redress_follower_behind", "Events not handled yet.", &label, one.behind);
        gauge(text, "redress_follower_oldest_seconds", "Age of the oldest of them.", &label, age);
        gauge(text, "redress_follower_parked", "Streams that wait aside.", &label, one.parked);
        let stuck = i64::from(one.is_stuck(now));
        gauge(text, "redress_follower_stuck", "Behind and not moving.", &label, stuck);
    }
    if let Some(at) = store::follow::pulse(&room.register).await? {
        let age = now.duration_since(at).as_secs();
        gauge(text, "redress_followers_silent_seconds", "Since any worker looked.", "", age);
    }
    Ok(())
}

fn gauge(text: &mut String, name: &str, help: &str, label: &str, value: i64) {
    if !text.contains(&format!("# HELP {name} ")) {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
    }
    let _ = writeln!(text, "{name}{label} {value}");
}
