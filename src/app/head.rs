//! What stands above an article's text: its front matter in words.
//! Made here, since dates need the reader's calendar; set by `markdown` as the first blocks of the document.

use crate::app::words::Calendar;
use crate::content::article::Article;
use crate::content::problem::Problem;
use crate::markdown::parse::Head;
use crate::text::Clean;

/// The head of `article`: title, `date · authors · sections`, description, picture, what is wrong with it.
pub fn head(article: &Article, calendar: &Calendar) -> Head {
    let mut byline: Vec<String> = Vec::new();
    byline.extend(article.date.map(|date| calendar.full(date)));
    byline.extend(join(article.authors()));
    byline.extend(join(article.sections()));
    if article.draft {
        byline.push("draft".to_owned());
    }
    let title = Clean::line(article.title());
    let deck = Clean::line(article.description());
    let says_more = deck.to_lowercase() != title.to_lowercase();
    Head {
        title,
        byline: Clean::line(&byline.join(" · ")),
        deck: Some(deck).filter(|_| says_more).unwrap_or_default(),
        image: Clean::line(article.image()),
        notices: article.problems().iter().map(said).collect(),
        language: Clean::line(article.language()),
    }
}

/// A problem in one sentence.
fn said(problem: &Problem) -> Clean {
    let Problem {
        line, message, fix, ..
    } = problem;
    let fix = if fix.is_empty() {
        String::new()
    } else {
        format!(" {fix}.")
    };
    Clean::line(&format!("Line {line}: {message}.{fix}"))
}

fn join<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}
