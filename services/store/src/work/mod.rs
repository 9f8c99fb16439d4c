//! What is still to be done: letters to send, timers that come due, tasks that one process at a
//! time may do. Rows are claimed with a lease and `SKIP LOCKED`, so any number of workers share
//! them; a worker that dies gives them back when its lease lapses. Time is always a parameter.

pub mod lease;
pub mod outbox;
pub mod timers;
