//! Where a request comes from, for counting tries: the address at the other end of the connection,
//! or what the proxy there says of it, where the installation names that proxy.

use std::net::IpAddr;

use actix_web::HttpRequest;

use crate::visit::Visit;

/// The address; empty where a test asks without a connection.
pub fn of(request: &HttpRequest) -> String {
    let Some(peer) = request.peer_addr() else {
        return String::new();
    };
    let trusted = Visit::of(request).counter.trusted_proxy;
    let said = request.headers().get_all("x-forwarded-for").last().and_then(|v| v.to_str().ok());
    before(peer.ip(), trusted, said).to_string()
}

/// Only the last entry is the proxy's own; whoever asks can write the others.
fn before(peer: IpAddr, trusted: Option<IpAddr>, said: Option<&str>) -> IpAddr {
    let last = || said?.rsplit(',').next()?.trim().parse().ok();
    if trusted == Some(peer) { last().unwrap_or(peer) } else { peer }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_proxy_that_was_named_is_believed() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let (proxy, visitor) = (ip("10.0.0.1"), ip("2001:db8::7"));
        let said = Some("192.0.2.66, 2001:db8::7");
        assert_eq!(before(proxy, Some(proxy), said), visitor);
        assert_eq!(before(proxy, None, said), proxy);
        assert_eq!(before(visitor, Some(proxy), Some("192.0.2.66")), visitor);
        assert_eq!(before(proxy, Some(proxy), Some("unknown")), proxy);
        assert_eq!(before(proxy, Some(proxy), None), proxy);
    }
}
