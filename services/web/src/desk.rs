//! The officer's desk: queues by risk of lateness, one screen to decide from, and letters right
//! the first time. Every change goes through `Register::submit`.

pub mod clocks;
pub mod facts;
pub mod form;
pub mod labels;
pub mod offer;
pub mod opened;
pub mod timeline;
