//! What is wrong with articles beyond their front matter: rules over one article's text and what is known of all.
//! Pure: whether a file exists is asked of whoever calls. Called by `newsreader check`.
//! [`Known`] is made once of all articles; [`check`] then looks at one at a time.

mod known;
mod rules;

pub use known::Known;
pub use rules::{Text, World, check};
