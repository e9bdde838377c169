use crate::common::{compound, saved, with_parts};
use rust_xlsxwriter::Workbook;
use std::path::Path;
use std::time::Duration;
use tables::child::{Bounds, Program, Reader};
use tables::{Options, ReadError, Row, Source, Summary};

fn program() -> Program {
    Program { path: env!("CARGO_BIN_EXE_read-table").into(), arguments: Vec::new() }
}

async fn open(source: Source<'_>, bounds: Bounds) -> Reader {
    Reader::open(&program(), source, &Options::default(), bounds).await.expect("a child")
}

/// All rows that a child reads.
async fn all(source: Source<'_>, bounds: Bounds) -> Result<(Vec<Row>, Summary), ReadError> {
    let mut reader = open(source, bounds).await;
    let mut rows = Vec::new();
    while let Some(row) = reader.next().await? {
        rows.push(row);
    }
    Ok((rows, reader.summary().cloned().expect("a summary after the last row")))
}

fn book(rows: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..rows {
        sheet.write(row, 0, format!("王芳 {row}")).expect("text");
        sheet.write(row, 1, "\"quoted\"\nline").expect("text");
    }
    saved(book)
}

#[tokio::test]
async fn a_child_reads_what_its_parent_would() {
    let bytes = book(5000);
    let expected = crate::common::all(&bytes);
    assert_eq!(all(Source::Bytes(&bytes), Bounds::default()).await.expect("rows"), expected);
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), &bytes).expect("its bytes");
    assert_eq!(all(Source::Path(file.path()), Bounds::default()).await.expect("rows"), expected);
}

#[tokio::test]
async fn why_a_file_cannot_be_read_comes_through() {
    for (bytes, error) in [
        (b"".to_vec(), ReadError::Empty),
        (b"a\n\"b".to_vec(), ReadError::QuoteNeverCloses { line: 2 }),
        (compound(&["EncryptedPackage"]), ReadError::Protected),
        (vec![b'x'; 60_000_000], ReadError::TooLarge { limit: 50_000_000 }),
    ] {
        assert_eq!(all(Source::Bytes(&bytes), Bounds::default()).await.expect_err("no table"), error);
    }
    let nowhere = all(Source::Path(Path::new("/nowhere/at/all")), Bounds::default()).await;
    assert!(matches!(nowhere, Err(ReadError::Failed { .. })));
}

#[tokio::test]
async fn a_file_that_takes_more_memory_than_there_is_is_too_costly() {
    let bytes = vec![b'x'; 40_000_000];
    let memory = 24 << 20;
    let refused = all(Source::Bytes(&bytes), Bounds { memory, ..Bounds::default() }).await;
    assert_eq!(refused.expect_err("no memory"), ReadError::TooCostly);
}

#[tokio::test]
async fn a_workbook_that_claims_more_texts_than_fit_ends_only_its_reader() {
    let claiming = |texts: &str| {
        let shared = format!("<sst uniqueCount=\"{texts}\"><si><t>x</t></si></sst>");
        with_parts(b"<worksheet><sheetData/></worksheet>", &[("xl/sharedStrings.xml", shared.as_bytes())])
    };
    let refused = all(Source::Bytes(&claiming("100000000000")), Bounds::default()).await;
    assert_eq!(refused.expect_err("no memory"), ReadError::TooCostly);
    let refused = all(Source::Bytes(&claiming("9000000000000000000")), Bounds::default()).await;
    assert_eq!(refused.expect_err("a panic"), ReadError::Broken { detail: "capacity overflow".to_owned() });
}

#[tokio::test]
async fn a_file_that_takes_more_time_than_there_is_is_too_costly() {
    // Twelve million cells.
    let bytes = b"\"x\",".repeat(150).into_iter().chain(*b"\n").collect::<Vec<_>>().repeat(80_000);
    let refused = all(Source::Bytes(&bytes), Bounds { processor: 1, ..Bounds::default() }).await;
    assert_eq!(refused.expect_err("no time"), ReadError::TooCostly);
}

#[tokio::test]
async fn a_child_that_says_nothing_is_waited_for_only_so_long() {
    let program = Program { path: "/bin/sleep".into(), arguments: vec!["600".into()] };
    let bounds = Bounds { wait: 1, ..Bounds::default() };
    let mut reader = Reader::open(&program, Source::Bytes(b""), &Options::default(), bounds).await.expect("a child");
    assert_eq!(reader.next().await, Err(ReadError::TooCostly));
}

#[tokio::test]
async fn another_program_is_no_verdict_on_the_file() {
    let open = |path: &str| {
        let program = Program { path: path.into(), arguments: Vec::new() };
        async move { Reader::open(&program, Source::Bytes(b"a,b\n"), &Options::default(), Bounds::default()).await }
    };
    assert!(matches!(open("/nowhere/at/all").await, Err(ReadError::Failed { .. })));
    let mut reader = open("/bin/false").await.expect("a child");
    assert!(matches!(reader.next().await, Err(ReadError::Failed { .. })));
}

#[tokio::test]
async fn a_child_stops_while_nobody_asks_and_ends_with_its_reader() {
    let bytes = b"some,text,of,no,interest\n".repeat(500_000);
    let mut reader = open(Source::Bytes(&bytes), Bounds::default()).await;
    reader.next().await.expect("a row").expect("the first");
    let process = format!("/proc/{}", reader.id().expect("it runs"));
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(Path::new(&process).exists(), "it waits with most of its rows");
    drop(reader);
    // tokio collects the dead while it has nothing else to do.
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        if !Path::new(&process).exists() {
            return;
        }
    }
    panic!("{process} lives on");
}
