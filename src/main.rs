//! The program: argv → `newsreader::run`, its error on standard error, its exit code.
//! Nothing is decided here.

use std::process::ExitCode;

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    newsreader::run(std::env::args_os())
}
