//! Whatever the threads do, a scan gives the same; it begins soon and stops when nobody wants it.

use std::sync::{Mutex, mpsc};

use newsreader::loader::{self, Message, Options, spawn};

use crate::{Scan, Tree};

fn thousands() -> Tree {
    let tree = Tree::new(&[]);
    for n in 0..3_000 {
        tree.file(format!("{}/{n}.md", n % 5), "text");
    }
    tree
}

#[test]
fn every_run_gives_the_same() {
    let tree = Tree::new(&[]);
    for n in 0..600 {
        tree.file(format!("{}/{}/{n}.md", n % 7, n % 3), "text");
        tree.file(format!(".store/{}/{n}.md", n % 5), "text");
    }
    for n in 0..5 {
        tree.link(format!("../.store/{n}"), &format!("{n}/link"));
        tree.link("../.store", &format!("{n}/store"));
        tree.link(format!(".store/{n}/{n}.md"), &format!("{n}.md"));
        tree.link("missing", &format!("{n}/dangling"));
    }
    let roots = [tree.at("3"), tree.at(""), tree.at(".store/4")];
    let roots = loader::roots(&roots).unwrap();
    let first = Scan::of(&roots, Options::default());
    assert_eq!(first.articles.len(), 1_200);
    for _ in 0..20 {
        let again = Scan::of(&roots, Options::default());
        assert_eq!(again.articles, first.articles);
        assert_eq!(again.summary, first.summary);
    }
}

#[test]
fn the_list_begins_with_a_small_batch() {
    let (sender, receiver) = mpsc::channel();
    let tree = thousands();
    let _scan = spawn(&tree.root(), Options::default(), move |message| {
        sender.send(message).is_ok()
    });
    let mut sizes = Vec::new();
    let mut last = None;
    for message in receiver {
        if let Message::Loaded(batch) = &message {
            sizes.push(batch.len());
        }
        last = Some(message);
    }
    assert!(sizes[0] <= 16, "{sizes:?}");
    assert!(sizes.iter().all(|&size| size <= 512), "{sizes:?}");
    assert!(matches!(last, Some(Message::Finished(summary, _)) if summary.files == 3_000));
}

#[test]
fn when_nobody_listens_the_scan_stops() {
    let tree = thousands();
    let (sender, receiver) = mpsc::channel();
    let _scan = spawn(&tree.root(), Options::default(), move |message| {
        sender.send(message).is_err()
    });
    let messages: Vec<Message> = receiver.iter().collect();
    assert!(
        messages.len() <= 16,
        "{} messages, at most two of each worker",
        messages.len()
    );
    let loaded = |message: &Message| matches!(message, Message::Loaded(_));
    assert!(messages.iter().all(loaded), "it claims to have finished");
}

#[test]
fn a_dropped_scan_stops() {
    let tree = thousands();
    let (sender, receiver) = mpsc::channel();
    let (dropped, is_dropped) = mpsc::channel::<()>();
    let is_dropped = Mutex::new(is_dropped);
    let scan = spawn(&tree.root(), Options::default(), move |message| {
        let sent = sender.send(message).is_ok();
        // Every worker waits here with its first batch until the scan was dropped.
        let _ = is_dropped.lock().unwrap().recv();
        sent
    });
    let first = receiver.recv().unwrap();
    drop(scan);
    drop(dropped);
    let messages: Vec<Message> = [first].into_iter().chain(receiver).collect();
    assert!(
        messages.len() <= 16,
        "{} messages, at most two of each worker",
        messages.len()
    );
    let loaded = |message: &Message| matches!(message, Message::Loaded(_));
    assert!(messages.iter().all(loaded), "it claims to have finished");
}
