//! The mail room against a server that behaves, and against servers that do not.

mod sink;
mod smtp;
