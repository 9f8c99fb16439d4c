//! Where to report a fault in security (RFC 9116).

use actix_web::HttpResponse;
use jiff::ToSpan;

use crate::visit::Visit;

/// The file, valid for half a year from now.
pub async fn text(visit: Visit) -> HttpResponse {
    let counter = &visit.counter;
    let expires = counter.time.now().saturating_add((180 * 24).hours());
    let expires = expires.map_or_else(|_| String::new(), |at| format!("Expires: {at:.0}\n"));
    let body = format!(
        "Contact: {}\n{expires}Preferred-Languages: en, fr\nCanonical: {}/.well-known/security.txt\n",
        counter.profile.security_contact, counter.public_url,
    );
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(body)
}
