//! What going on from the last use of the folders needs to know; what it does is in `update::bookmark`.
//! Values only.

use crate::content::article::ArticleId;
use crate::content::bookmark::{Known, Shown};

/// See the top of the file.
#[derive(Debug, Default)]
pub(super) struct Resume {
    /// Whether to go on where it ended,
    pub(super) wanted: bool,
    /// with this article, to read it or to select it.
    pub(super) awaited: Option<(ArticleId, bool)>,
    /// The articles there were then.
    pub(super) known: Option<Known>,
    /// What of the screen the rim knows.
    pub(super) told: Option<Shown>,
    /// Whether it knows the articles.
    pub(super) noted: bool,
}
