//! What the office's rooms work with: the record and the documents of the counter, the keys of
//! access tokens, and the count of tries to get in.

use std::sync::{Arc, OnceLock};

use actix_web::HttpRequest;
use aws_lc_rs::hmac;
use store::Register;
use store::documents::Documents;

use super::tries::Tries;
use crate::api::keys::Keys;
use crate::counter::Counter;
use crate::insight::reading::Shelf;
use crate::visit::Visit;

/// What one process keeps for the doors of the staff and of programs.
#[derive(Default)]
pub struct Room {
    keys: OnceLock<Arc<Keys>>,
    tries: Arc<Tries>,
    shelf: Arc<Shelf>,
}

impl Room {
    /// The keys that follow from the installation's secret.
    fn keys(&self, secret: &[u8; 32]) -> Arc<Keys> {
        let make = || {
            let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
            let mut drawn = [0; 32];
            drawn.copy_from_slice(hmac::sign(&key, b"access-token keys").as_ref());
            Arc::new(Keys::new(drawn))
        };
        Arc::clone(self.keys.get_or_init(make))
    }
}

/// Cheap to clone.
#[derive(Clone)]
pub struct Record {
    /// The one write path, and reading.
    pub register: Register,
    /// Files as they were handed in.
    pub documents: Documents,
    /// Keys of access tokens.
    pub keys: Arc<Keys>,
    /// Tries to get in, by address.
    pub tries: Arc<Tries>,
    /// The rows of figures, as last read.
    pub shelf: Arc<Shelf>,
}

impl Record {
    /// Of a counter.
    pub fn of(counter: &Counter) -> Self {
        Self {
            register: counter.register.clone(),
            documents: counter.documents.clone(),
            keys: counter.staff.keys(&counter.secret),
            tries: Arc::clone(&counter.staff.tries),
            shelf: Arc::clone(&counter.staff.shelf),
        }
    }
}

/// The record behind a request.
pub fn of(request: &HttpRequest) -> Record {
    Record::of(&Visit::of(request).counter)
}
