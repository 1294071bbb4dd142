//! newsreader: bytes become articles, articles become documents, documents become lines; keys become
//! actions, actions change one `App`; the view only reads it; the world is at the rim.

pub mod content;
pub mod error;
pub mod layout;
pub mod loader;
pub mod markdown;
pub mod text;
