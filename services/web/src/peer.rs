//! Where a request comes from, for counting tries: the address at the other end of the connection.

use actix_web::HttpRequest;

/// The address; empty where a test asks without a connection.
pub fn of(request: &HttpRequest) -> String {
    request.peer_addr().map_or_else(String::new, |peer| peer.ip().to_string())
}
