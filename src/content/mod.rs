//! What an article is: front matter, dates, the library and the questions one can ask of it.
//! No file system, no terminal; the rim hands in bytes and gets articles.

pub mod article;
pub mod date;
pub mod front_matter;
pub mod library;
pub mod marks;
pub mod query;
