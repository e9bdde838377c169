use std::{
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::symlink,
    path::Path,
};

use connectors::archive::{After, Archive, ArchiveError, Decision, MediaRef, Reason, file::FileArchive};
use futures::StreamExt;
use tempfile::{TempDir, tempdir};

use super::world::texts;

fn line(text: &str) -> String {
    format!(
        r#"{{"msgid":"{text}","action":"send","from":"a","tolist":["b"],"msgtime":1,"msgtype":"text","text":{{"content":"{text}"}}}}"#
    )
}

fn numbered(seq: u64, text: &str) -> String {
    line(text).replacen('{', &format!(r#"{{"seq":{seq},"#), 1)
}

fn append(path: &Path, text: &str) {
    let mut file = OpenOptions::new().create(true).append(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

/// The words after a number, and the last number.
async fn after(archive: &FileArchive, seq: u64) -> (Vec<String>, Option<u64>) {
    let page = archive.pull(After::seq(seq), 100).await.unwrap();
    (texts(&page), page.last_seq())
}

async fn fault(archive: &FileArchive, seq: u64) -> ArchiveError {
    archive.pull(After::seq(seq), 100).await.unwrap_err()
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[tokio::test]
async fn files_of_a_folder_are_read_in_the_order_of_their_names() {
    let (a, b, c) = (line("一") + "\n", line("二") + "\n" + &line("三") + "\n", line("四") + "\n");
    let folder =
        folder(&[("2.jsonl", &b), ("10.jsonl", &a), ("3.jsonl", &c), ("readme.txt", "no"), (".5.jsonl", "no")]);
    let archive = FileArchive::open(folder.path()).unwrap();
    assert_eq!(after(&archive, 0).await, (["一", "二", "三", "四"].map(str::to_owned).to_vec(), Some(4)));
    assert_eq!(
        after(&archive, 2).await,
        (["三", "四"].map(str::to_owned).to_vec(), Some(4)),
        "the number is the line's"
    );
    let anew = FileArchive::open(folder.path()).unwrap();
    assert_eq!(after(&anew, 3).await.0, ["四"]);
}

#[tokio::test]
async fn what_is_appended_is_followed_and_half_a_line_waits() {
    let folder = folder(&[]);
    let path = folder.path().join("a.jsonl");
    let (first, second) = (line("一"), line("二"));
    append(&path, &format!("{first}\n"));
    let archive = FileArchive::open(&path).unwrap();
    assert_eq!(after(&archive, 0).await, (vec!["一".to_owned()], Some(1)));
    append(&path, &second[..20]);
    let page = archive.pull(After::seq(1), 100).await.unwrap();
    assert!(page.messages.is_empty() && page.caught_up);
    append(&path, &second[20..]);
    assert_eq!(after(&archive, 1).await, (vec!["二".to_owned()], Some(2)), "whole, although its end is missing");
    append(&path, &format!("\n{}\r\n", line("三")));
    assert_eq!(after(&archive, 2).await, (vec!["三".to_owned()], Some(3)));
    let anew = FileArchive::open(&path).unwrap();
    assert_eq!(after(&anew, 0).await.1, Some(3), "counted the same from the beginning");
    append(&folder.path().join("b.jsonl"), &line("四"));
    let both = FileArchive::open(folder.path()).unwrap();
    assert_eq!(after(&both, 3).await, (vec!["四".to_owned()], Some(4)));
}

#[tokio::test]
async fn half_a_line_of_a_file_that_others_follow_is_a_fault() {
    let text = line("一");
    let folder = folder(&[("a.jsonl", &text[..20]), ("b.jsonl", &(line("二") + "\n"))]);
    let error = fault(&FileArchive::open(folder.path()).unwrap(), 0).await;
    assert!(error.detail.starts_with("a.jsonl line 1: not a JSON object: it ends early"), "{error}");
}

#[tokio::test]
async fn a_fault_names_file_and_line_and_loses_nothing() {
    let text = format!("{}\n\nnonsense\n{}\n", line("一"), line("二"));
    let folder = folder(&[("a.jsonl", &(line("零") + "\n")), ("b.jsonl", &text)]);
    let archive = FileArchive::open(folder.path()).unwrap();
    let page = archive.pull(After::default(), 100).await.unwrap();
    assert_eq!((texts(&page), page.caught_up), (["零", "一"].map(str::to_owned).to_vec(), false));
    let error = fault(&archive, 2).await;
    assert_eq!((error.reason, error.decision), (Reason::BadLine, Decision::Stop));
    assert!(error.detail.starts_with("b.jsonl line 3: not a JSON object"), "{error}");
    assert!(!error.detail.contains("nonsense"), "words of messages are nobody's log");
    fs::write(folder.path().join("b.jsonl"), text.replace("nonsense", "")).unwrap();
    assert_eq!(after(&archive, 2).await, (vec!["二".to_owned()], Some(5)), "empty lines count");
}

#[tokio::test]
async fn numbers_of_their_own_must_grow() {
    let text = [numbered(5, "一"), numbered(9, "二"), numbered(9, "三")].join("\n") + "\n";
    let folder = folder(&[("a.jsonl", &text)]);
    let archive = FileArchive::open(folder.path()).unwrap();
    assert_eq!(after(&archive, 5).await, (vec!["二".to_owned()], Some(9)));
    let error = fault(&archive, 9).await;
    assert_eq!(error.detail, "a.jsonl line 3: its seq 9 does not follow 9");
}

#[tokio::test]
async fn lines_have_a_length_and_letters() {
    let long = folder(&[("a.jsonl", &line(&"长".repeat(1_500_000)))]);
    let error = fault(&FileArchive::open(long.path()).unwrap(), 0).await;
    assert_eq!(error.detail, "a.jsonl line 1: longer than 4194304 bytes");
    let folder = folder(&[]);
    fs::write(folder.path().join("a.jsonl"), b"\xff\xfe{}\n").unwrap();
    let error = fault(&FileArchive::open(folder.path()).unwrap(), 0).await;
    assert_eq!(error.detail, "a.jsonl line 1: not UTF-8");
}

#[tokio::test]
async fn a_page_is_no_longer_than_asked_for() {
    let text: String = (1..=2_500).map(|number| line(&number.to_string()) + "\n").collect();
    let folder = folder(&[("a.jsonl", &text)]);
    let archive = FileArchive::open(folder.path()).unwrap();
    let page = archive.pull(After::default(), 5_000).await.unwrap();
    assert_eq!((page.messages.len(), page.caught_up), (1_000, false));
    assert_eq!(archive.pull(After::seq(1_000), 7).await.unwrap().last_seq(), Some(1_007));
    assert_eq!(after(&archive, 2_499).await, (vec!["2500".to_owned()], Some(2_500)));
}

#[tokio::test]
async fn a_file_that_was_written_anew_is_read_anew() {
    let folder = folder(&[("a.jsonl", &[numbered(1, "一"), numbered(2, "二")].map(|line| line + "\n").concat())]);
    let archive = FileArchive::open(folder.path()).unwrap();
    assert_eq!(after(&archive, 0).await.1, Some(2));
    fs::write(folder.path().join("a.jsonl"), numbered(3, "三") + "\n").unwrap();
    assert_eq!(after(&archive, 2).await, (vec!["三".to_owned()], Some(3)));
}

#[tokio::test]
async fn nothing_outside_of_the_folder_is_read() {
    let outside = folder(&[("secret.jsonl", &(line("外") + "\n")), ("secret", "x")]);
    let inside = folder(&[("a.jsonl", &(line("内") + "\n"))]);
    symlink(outside.path().join("secret.jsonl"), inside.path().join("b.jsonl")).unwrap();
    fs::create_dir(inside.path().join("c.jsonl")).unwrap();
    let archive = FileArchive::open(inside.path()).unwrap();
    assert_eq!(after(&archive, 0).await.0, ["内"]);
    fs::create_dir(inside.path().join("media")).unwrap();
    let md5 = "9dd4e461268c8034f5c8564e155c67a6";
    symlink(outside.path().join("secret"), inside.path().join("media").join(md5)).unwrap();
    for (name, md5) in [("", md5), ("../a.jsonl", ""), ("/etc/passwd", ""), ("..", ""), (".", ""), ("", "")] {
        let media = MediaRef { sdkfileid: name.to_owned(), md5: md5.to_owned(), ..MediaRef::default() };
        let answer = archive.media(&media).next().await.unwrap();
        assert_eq!(answer.unwrap_err().decision, Decision::Skip, "{name}{md5}");
    }
    fs::write(inside.path().join("media").join("FILE_1"), "x").unwrap();
    let media = MediaRef { sdkfileid: "FILE_1".to_owned(), md5: md5.replace('9', "0"), ..MediaRef::default() };
    let all: Vec<_> = archive.media(&media).collect().await;
    assert_eq!(all[0].clone().unwrap().as_ref(), b"x", "by its name, where there is none by its MD5");
    assert_eq!(all[1].clone().unwrap_err().reason, Reason::Damaged);
}

#[tokio::test]
async fn what_is_not_there_is_told_at_once() {
    let error = FileArchive::open(Path::new("/nowhere/at/all")).unwrap_err();
    assert_eq!((error.reason, error.decision), (Reason::NotReadable, Decision::Stop));
    let empty = folder(&[]);
    let page = FileArchive::open(empty.path()).unwrap().pull(After::default(), 10).await.unwrap();
    assert!(page.messages.is_empty() && page.caught_up);
}
