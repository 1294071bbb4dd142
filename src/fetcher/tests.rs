//! What a server may do to one who fetches from it. The servers are on this machine, which only these tests may reach.
//! No test uses another network.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use ureq::unversioned::transport::NextTimeout;

use super::*;

/// A server that gives each who comes one of these answers, and tells what it was asked.
fn server(answers: Vec<Vec<u8>>) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, asked) = channel();
    thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 4096];
            let read = stream.read(&mut request).unwrap();
            let _ = sender.send(String::from_utf8_lossy(&request[..read]).into_owned());
            let _ = stream.write_all(&answer);
        }
    });
    (address, asked)
}

impl Fetcher {
    /// One that may reach this machine.
    pub(crate) fn local() -> Self {
        Self::under(Rules {
            host: |address| address.is_loopback(),
            port: |_| true,
            time: Duration::from_millis(1500),
        })
    }
}

fn fetcher() -> Fetcher {
    Fetcher::local()
}

fn answer(head: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .into()
}

#[test]
fn a_picture_is_fetched_and_nothing_said_about_who_fetches() {
    let (at, asked) = server(vec![answer("200 OK\r\nSet-Cookie: a=b", "pixels")]);
    assert_eq!(
        fetcher().get(&format!("http://{at}/a?b")).unwrap(),
        b"pixels"
    );
    let request = asked.recv().unwrap().to_lowercase();
    assert!(request.starts_with("get /a?b http/1.1\r\n"), "{request}");
    let mut names: Vec<_> = request
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(':'))
        .map(|(name, _)| name)
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "host", "user-agent"]);
}

#[test]
fn one_is_sent_elsewhere_three_times_at_most_and_only_where_one_may_go() {
    let away = |to: &str| answer(&format!("302 Found\r\nLocation: {to}"), "");
    let (at, asked) = server(vec![
        away("/b"),
        away("c"),
        away("//HOST/d"),
        answer("200 OK", "x"),
    ]);
    let three = fetcher().get(&format!("http://{at}/a"));
    // The third leads to a host that is not there.
    assert!(three.is_err());
    let paths: Vec<_> = asked
        .try_iter()
        .map(|request| request.split(' ').nth(1).unwrap().to_owned())
        .collect();
    assert_eq!(paths, ["/a", "/b", "/c"]);
    let (at, asked) = server((0..9).map(|n| away(&format!("/{n}"))).collect());
    let said = fetcher().get(&format!("http://{at}/a")).unwrap_err();
    assert_eq!(&*said, "sent elsewhere too often");
    assert_eq!(asked.try_iter().count(), 4);
    for to in [
        "file:///etc/passwd",
        "ftp://a/",
        "http://u:p@a/",
        "http://192.168.0.1/",
        "http://[fe80::1]/",
    ] {
        let (at, _asked) = server(vec![away(to)]);
        assert!(fetcher().get(&format!("http://{at}/")).is_err(), "{to}");
    }
}

#[test]
fn what_is_no_picture_of_the_web_is_not_asked_for() {
    for address in [
        "http://127.0.0.1/a",
        "http://127.1/a",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest",
        "http://0.0.0.0/",
        "http://10.1.1.1/",
        "http://localhost/",
        "https://127.0.0.1/",
        "http://[fc00::1]/",
        "http://100.64.0.1/",
        "http://1.1.1.1:22/",
        "http://1.1.1.1:25/",
        "https://1.1.1.1:8443/",
        "http://a:b@1.1.1.1/",
        "file:///etc/passwd",
        "ftp://1.1.1.1/",
        "gopher://1.1.1.1/",
        "//1.1.1.1/",
        "a.png",
        "",
        "data:image/png;base64,AA",
    ] {
        let said = Fetcher::default().get(address).unwrap_err();
        let known = ["not an address of the web", "no public address"];
        assert!(known.contains(&&*said), "{address}: {said}");
    }
}

#[test]
fn bad_answers_have_their_reasons() {
    let endless = [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'x'; 17 << 20]].concat();
    let headers = format!("HTTP/1.1 200 OK\r\n{}\r\n", "A: b\r\n".repeat(100_000));
    for (given, said) in [
        (answer("404 Not Found", "no"), "it answers 404"),
        (
            answer("401 Unauthorized\r\nWWW-Authenticate: Basic", ""),
            "it answers 401",
        ),
        (answer("302 Found", ""), "not an address of the web"),
        (endless, "too large a file"),
        (headers.into_bytes(), "its answer is not understood"),
        (b"SSH-2.0-x\r\n".to_vec(), "its answer is not understood"),
    ] {
        let (at, _asked) = server(vec![given]);
        assert_eq!(&*fetcher().get(&format!("http://{at}/")).unwrap_err(), said);
    }
}

/// Names that lead to another place each time they are looked up.
#[derive(Debug)]
struct Rebinding(std::sync::atomic::AtomicUsize);

impl Resolver for Rebinding {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let mut found = self.empty();
        let time = self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let addresses = [
            ["93.184.215.14:80", "10.0.0.1:80"],
            ["127.0.0.1:80", "[::1]:80"],
        ];
        for address in addresses[time] {
            found.push(address.parse().unwrap());
        }
        Ok(found)
    }
}

#[test]
fn a_name_is_looked_up_once_and_what_is_not_public_of_it_is_left_out() {
    let checked = Checked {
        inner: Rebinding(0.into()),
        host: public::is_public,
    };
    let uri = Uri::from_static("http://example.org/");
    let config = Config::default();
    let found = checked
        .resolve(&uri, &config, NextTimeout::default())
        .unwrap();
    assert_eq!(*found, ["93.184.215.14:80".parse().unwrap()]);
    let again = checked.resolve(&uri, &config, NextTimeout::default());
    assert!(matches!(again, Err(Error::HostNotFound)));
}

#[test]
fn one_that_never_answers_is_left() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let at = listener.local_addr().unwrap();
    let start = Instant::now();
    let said = fetcher().get(&format!("http://{at}/")).unwrap_err();
    assert_eq!(&*said, "it took too long");
    assert!(start.elapsed() < TIME);
}

/// It answers, but a byte at a time, without an end.
#[test]
fn f10_one_that_hardly_answers_is_left() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let at = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let head = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        while head.is_ok() && stream.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(50));
        }
    });
    let start = Instant::now();
    let said = fetcher().get(&format!("http://{at}/")).unwrap_err();
    assert_eq!(&*said, "it took too long");
    assert!(start.elapsed() < TIME);
}

/// What is packed is not unpacked, so that a few bytes cannot become many; what is no picture is found out by the decoder.
#[test]
fn f10_what_is_packed_or_no_picture_comes_as_it_is() {
    let packed = "\u{1f}packed";
    for (head, body) in [
        ("200 OK\r\nContent-Encoding: gzip", packed),
        ("200 OK\r\nContent-Type: image/png", "<html>"),
    ] {
        let (at, _asked) = server(vec![answer(head, body)]);
        let got = fetcher().get(&format!("http://{at}/")).unwrap();
        assert_eq!(got, body.as_bytes());
    }
}

#[test]
fn f10_one_that_speaks_no_tls_is_told() {
    let (at, _asked) = server(vec![answer("200 OK", "pixels")]);
    assert!(fetcher().get(&format!("https://{at}/")).is_err());
}
