//! The one binary, built with places at which a test makes it die.

use std::process::ExitCode;

fn main() -> ExitCode {
    redress::main()
}
