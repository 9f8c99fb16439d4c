//! Stories and campaigns told against the real program, as its readers use it: over HTTP, by signals and
//! by its own commands. Nothing of the program is linked in here to make a story pass.

pub mod api;
pub mod chance;
pub mod checker;
pub mod cluster;
pub mod database;
pub mod desk;
pub mod installation;
pub mod mail_server;
pub mod mailbox;
pub mod one_time;
pub mod served;
pub mod visitor;
