//! The post of the synthetic history: a carrier that now and then puts a letter off or finds no
//! mailbox, by what the plan says, and otherwise hands it to the real one.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use notifier::{Delivery, Mail, Transport, Undelivered};
use uuid::Uuid;

use super::mail::{Fate, fate};

/// A carrier that fails as often as real ones do.
#[derive(Debug)]
pub(crate) struct Brittle<T> {
    inner: T,
    put_off: Mutex<HashSet<Uuid>>,
}

impl<T: Transport> Brittle<T> {
    /// Hands what it takes to another carrier.
    pub(crate) fn over(inner: T) -> Self {
        Self { inner, put_off: Mutex::default() }
    }

    /// Whether this is the first attempt at a letter.
    fn first(&self, letter: Uuid) -> bool {
        self.put_off.lock().unwrap_or_else(PoisonError::into_inner).insert(letter)
    }
}

impl<T: Transport> Transport for Brittle<T> {
    fn deliver<'a>(&'a self, mail: &'a Mail) -> Delivery<'a> {
        let letter = mail.id.to_string();
        match fate(&mail.to, &letter, 0, mail.at) {
            Fate::Bounced => Box::pin(async { Err(Undelivered::never("smtp-550")) }),
            Fate::PutOff if self.first(mail.id) => {
                Box::pin(async { Err(Undelivered::later("smtp-450")) })
            }
            Fate::PutOff | Fate::Taken => self.inner.deliver(mail),
        }
    }
}
