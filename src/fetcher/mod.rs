//! A picture on the web → its bytes, and a shelf for them on the disk. Nothing else of the program uses the network, and this
//! only when the reader asked: whoever wrote an article shall neither learn that it is read nor reach the network it is read in.

mod public;
mod shelf;

use std::net::IpAddr;
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::http::header::LOCATION;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};
use url::Url;

use crate::text::Clean;

pub use shelf::Shelf;

/// All of it takes no longer, redirects included.
const TIME: Duration = Duration::from_secs(10);
/// A longer body is not read.
const LONGEST: u64 = 16 << 20;
/// So often may one be sent elsewhere.
const REDIRECTS: usize = 3;

/// What may be reached, and for how long.
#[derive(Clone, Copy, Debug)]
struct Rules {
    host: fn(IpAddr) -> bool,
    port: fn(u16) -> bool,
    time: Duration,
}

/// Fetches. Without cookies, passwords, a word about the article, or a proxy, which would choose the host by itself.
pub struct Fetcher {
    agent: Agent,
    rules: Rules,
}

impl Default for Fetcher {
    fn default() -> Self {
        Self::under(Rules {
            host: public::is_public,
            port: |port| matches!(port, 80 | 443),
            time: TIME,
        })
    }
}

impl Fetcher {
    fn under(rules: Rules) -> Self {
        let config = Agent::config_builder()
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(0)
            .user_agent("newsreader")
            .accept("image/*")
            .build();
        let resolver = Checked {
            inner: DefaultResolver::default(),
            host: rules.host,
        };
        Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
            rules,
        }
    }

    /// What is at an address.
    ///
    /// # Errors
    /// With the reason why it was not fetched, in a few words.
    pub fn get(&self, address: &str) -> Result<Vec<u8>, Clean> {
        let end = Instant::now() + self.rules.time;
        let mut url = self.allowed(Url::parse(address.trim()).ok())?;
        for _ in 0..=REDIRECTS {
            let left = end.saturating_duration_since(Instant::now());
            let request = self.agent.get(url.as_str()).config();
            let request = request.timeout_global(Some(left)).build();
            let mut response = request.call().map_err(|error| reason(&error))?;
            if response.status().is_redirection() {
                let location = response.headers().get(LOCATION);
                let location = location.and_then(|location| location.to_str().ok());
                url = self.allowed(location.and_then(|location| url.join(location).ok()))?;
                continue;
            }
            let body = response.body_mut().with_config().limit(LONGEST);
            return body.read_to_vec().map_err(|error| reason(&error));
        }
        Err(Clean::line("sent elsewhere too often"))
    }

    /// An address if it may be asked. Each one is looked at, also those to which one is sent.
    fn allowed(&self, url: Option<Url>) -> Result<Url, Clean> {
        let allowed = |url: &Url| {
            let web = matches!(url.scheme(), "http" | "https") && url.has_host();
            let honest = url.username().is_empty() && url.password().is_none();
            web && honest && url.port_or_known_default().is_some_and(self.rules.port)
        };
        url.filter(allowed)
            .ok_or_else(|| Clean::line("not an address of the web"))
    }
}

/// Looks up names, and keeps of their addresses those that may be reached: the connection is made to these, and no name is
/// looked up twice for it.
#[derive(Debug)]
struct Checked<R> {
    inner: R,
    host: fn(IpAddr) -> bool,
}

impl<R: Resolver> Resolver for Checked<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        for address in found.iter().filter(|address| (self.host)(address.ip())) {
            kept.push(*address);
        }
        if kept.is_empty() {
            return Err(Error::HostNotFound);
        }
        Ok(kept)
    }
}

fn reason(error: &Error) -> Clean {
    Clean::line(match error {
        Error::StatusCode(status) => return Clean::line(&format!("it answers {status}")),
        Error::Timeout(_) => "it took too long",
        Error::HostNotFound => "no public address",
        Error::BodyExceedsLimit(_) => "too large a file",
        Error::Tls(_) | Error::Rustls(_) | Error::Pem(_) => "no connection that is safe",
        Error::Io(_) | Error::ConnectionFailed => "not reached",
        _ => "its answer is not understood",
    })
}

#[cfg(test)]
mod tests;
