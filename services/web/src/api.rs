//! The programming interface. One table of routes makes the paths, the checks and the published
//! description; every failure is a problem with a stable code, in English or French.

pub mod call;
pub mod fault;
pub mod jwt;
pub mod keys;
pub mod problem;
pub mod sent;
