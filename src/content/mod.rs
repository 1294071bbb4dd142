//! What an article is: front matter, dates, the library and the questions one can ask of it.
//! No file system, no terminal; the rim hands in bytes and gets articles.

pub(crate) mod address;
pub mod aim;
pub mod article;
pub mod date;
mod fold;
pub mod front_matter;
pub mod library;
mod lines;
pub mod linked;
pub mod marks;
mod name;
pub mod packed;
pub mod problem;
pub mod query;
mod sections;
pub(crate) mod target;
mod texts;
