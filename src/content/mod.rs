//! What an article is: front matter, dates, the library and the questions one can ask of it.
//! No file system, no terminal; the rim hands in bytes and gets articles.

pub(crate) mod address;
pub mod aim;
pub mod article;
pub mod bookmark;
pub mod date;
mod fold;
pub mod found;
pub mod front_matter;
pub mod library;
mod lines;
pub mod linked;
pub mod marks;
mod name;
pub mod order;
pub mod packed;
mod pair;
pub mod prepared;
pub mod problem;
mod prose;
pub mod query;
pub mod search;
mod sections;
pub mod seek;
pub mod snippet;
pub(crate) mod target;
mod texts;
pub mod topic;
