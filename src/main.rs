//! The program: argv → `newsreader::run`, its error on standard error, its exit code.
//! Nothing is decided here.

use std::process::ExitCode;

fn main() -> ExitCode {
    newsreader::run(std::env::args_os())
}
