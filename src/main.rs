//! The program: argv → `newsreader::run`.

fn main() {}
