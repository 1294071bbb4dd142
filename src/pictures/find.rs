//! Where a picture is: the target that an article gives → a file under the root, an address on the web, or neither and why.
//! The rules alone; files are opened by the loader.

use std::fs::File;

use crate::content::article::ArticleId;
use crate::content::target::Target;
use crate::loader::{self, Refused};
use crate::pictures::Sources;
use crate::text::Clean;

/// What a target can be.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    /// Below the root, if it is there.
    Inside(Target),
    /// Elsewhere on the disk, or on another machine.
    Outside,
    /// On the web.
    Web,
    /// Nowhere: the picture itself is given, or a template would say where.
    Nowhere,
}

fn place(target: &str, article: &[u8]) -> Place {
    let target = target.trim();
    let scheme = target.split_once(':').map(|(scheme, _)| scheme);
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    match scheme.filter(|scheme| is_scheme(scheme)) {
        Some(scheme)
            if ["http", "https"]
                .iter()
                .any(|web| scheme.eq_ignore_ascii_case(web)) =>
        {
            return Place::Web;
        }
        Some(scheme) if scheme.eq_ignore_ascii_case("data") => return Place::Nowhere,
        Some(_) => return Place::Outside,
        None => {}
    }
    if target.starts_with("//") || target.starts_with("\\\\") {
        return Place::Outside;
    }
    match Target::new(target) {
        Some(path) if path.leaves(article) => Place::Outside,
        Some(path) => Place::Inside(path),
        None => Place::Nowhere,
    }
}

/// Whose machine an address names.
fn host(address: &str) -> &str {
    let after = address.split_once("//").map_or(address, |(_, after)| after);
    let whole = after.split(['/', '?', '#', '\\']).next().unwrap_or(after);
    let named = whole.rsplit_once('@').map_or(whole, |(_, host)| host);
    named.split(':').next().unwrap_or(named)
}

/// Why a picture is not opened, in a few words.
pub(super) enum Missing {
    /// It cannot be.
    Never(Clean),
    /// It is on the web and not on the shelf.
    Away(Clean),
}

/// Opens the file of a picture; and how many bytes it has.
///
/// # Errors
/// With the reason why there is none.
pub(super) fn open(
    sources: &Sources,
    article: &ArticleId,
    target: &str,
) -> Result<(File, u64), Missing> {
    let path = match place(target, &article.path) {
        Place::Inside(path) => path,
        Place::Outside => return Err(Missing::Never(outside())),
        Place::Web => {
            let kept = sources
                .shelf
                .as_ref()
                .and_then(|shelf| shelf.open(target.trim()));
            return kept.ok_or_else(|| Missing::Away(not_fetched(target, "")));
        }
        Place::Nowhere => return Err(Missing::Never(Clean::line("not a file"))),
    };
    below(sources, article, &path).map_err(Missing::Never)
}

fn outside() -> Clean {
    Clean::line("outside the folder")
}

/// That a picture is not here, and whose machine has it; and why it is not here, if that is known.
pub(super) fn not_fetched(target: &str, why: &str) -> Clean {
    let colon = if why.is_empty() { "" } else { ": " };
    Clean::line(&format!("not fetched from {}{colon}{why}", host(target)))
}

/// Opens a file below the root.
fn below(sources: &Sources, article: &ArticleId, path: &Target) -> Result<(File, u64), Clean> {
    let mut missing = None;
    for file in path.files(&article.path) {
        match loader::open_beside(&sources.roots, article.source, &file) {
            Ok(found) => return Ok(found),
            Err(Refused::Outside) => return Err(outside()),
            // A folder of that name, or nothing, is no reason not to look further.
            Err(Refused::Failed(error)) => missing = missing.or(Some(error)),
        }
    }
    Err(match missing {
        Some(error) if error.kind() != std::io::ErrorKind::NotFound => loader::reason(&error),
        _ => Clean::line("not there"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_below_the_root_are_looked_for() {
        for (target, expected) in [
            ("a.png", "inside"),
            ("./b/a.png?x#y", "inside"),
            ("../a.png", "inside"),
            ("/assets/a.png", "inside"),
            ("a%20b.png", "inside"),
            ("../../../../etc/passwd", "outside"),
            ("file:///etc/passwd", "outside"),
            ("FILE:/etc/passwd", "outside"),
            ("//host/share/x.png", "outside"),
            ("\\\\host\\share\\x.png", "outside"),
            ("C:\\x.png", "outside"),
            ("a/%2e%2e/%2e%2e/%2e%2e/x.png", "outside"),
            ("%2e%2e/%2e%2e/x.png", "outside"),
            ("a.png%00.md", "outside"),
            ("javascript:x", "outside"),
            ("https://example.org/a.png", "web"),
            ("HTTP://example.org/a.png", "web"),
            ("data:image/png;base64,AA", "nowhere"),
            ("{{ site.logo }}", "nowhere"),
            ("", "nowhere"),
        ] {
            let said = match place(target, b"posts/x.md") {
                Place::Inside(_) => "inside",
                Place::Outside => "outside",
                Place::Web => "web",
                Place::Nowhere => "nowhere",
            };
            assert_eq!(said, expected, "{target}");
        }
    }
}
