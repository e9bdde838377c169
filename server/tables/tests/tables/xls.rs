use crate::common::{all, refused, try_all};
use tables::{Kind, Options, ReadError};

/// A record of BIFF8 (MS-XLS 2.1.4).
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a short record");
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

/// A cell: where it is, its format (1 is a date), and what follows.
fn cell(kind: u16, (row, column): (u16, u16), format: u16, rest: &[u8]) -> Vec<u8> {
    record(kind, &[&row.to_le_bytes(), &column.to_le_bytes(), &format.to_le_bytes(), rest].concat())
}

fn number(at: (u16, u16), format: u16, value: f64) -> Vec<u8> {
    cell(0x0203, at, format, &value.to_le_bytes())
}

fn label(at: (u16, u16), text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u16::try_from(units.len()).expect("a short text");
    let bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
    cell(0x0204, at, 0, &[&length.to_le_bytes(), [1].as_slice(), &bytes].concat())
}

fn begin(what: u8) -> Vec<u8> {
    record(0x0809, &[0, 6, what, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}

/// A workbook of sheets: their name, whether they are hidden, their records.
fn xls(first: &[u8], sheets: &[(&str, bool, Vec<u8>)]) -> Vec<u8> {
    let format = |format: u8| record(0x00e0, &[&[0, 0, format], [0; 17].as_slice()].concat());
    let head = [begin(5), first.to_vec(), format(0), format(14)].concat();
    let entry = |name: &str, at: usize, hidden: bool| {
        let at = u32::try_from(at).expect("a small file").to_le_bytes();
        let length = u8::try_from(name.len()).expect("a short name");
        record(0x0085, &[&at, [u8::from(hidden), 0, length, 0].as_slice(), name.as_bytes()].concat())
    };
    let mut at = head.len() + sheets.iter().map(|(name, ..)| entry(name, 0, false).len()).sum::<usize>() + 4;
    let (mut list, mut bodies) = (Vec::new(), Vec::new());
    for (name, hidden, records) in sheets {
        let body = [begin(0x10), records.clone(), record(0x000a, &[])].concat();
        list.extend(entry(name, at, *hidden));
        at += body.len();
        bodies.extend(body);
    }
    enveloped([head, list, record(0x000a, &[]), bodies].concat())
}

/// A stream `Workbook` in a compound file (MS-CFB): a sector of chains, one of names, then the stream.
fn enveloped(mut stream: Vec<u8>) -> Vec<u8> {
    const END: u32 = 0xffff_fffe;
    let sectors = stream.len().div_ceil(512).max(8);
    stream.resize(sectors * 512, 0);
    let words = |words: &[u32]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
    let mut head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    head.extend([0; 16]);
    head.extend([0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
    head.extend(words(&[0, 1, 1, 0, 4096, END, 0, END, 0, 0]));
    head.resize(512, 0xff);
    let last = u32::try_from(sectors).expect("a small file") + 1;
    let mut chains = words(&[0xffff_fffd, END]);
    chains.extend(words(&(3..=last).collect::<Vec<_>>()));
    chains.extend(words(&[END]));
    chains.resize(512, 0xff);
    let name = |name: &str, kind: u8, start: u32, size: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u8::try_from(entry.len() + 2).expect("a short name");
        entry.resize(64, 0);
        entry.extend([length, 0, kind, 1]);
        entry.extend(words(&[u32::MAX, u32::MAX, if kind == 5 { 1 } else { u32::MAX }]));
        entry.resize(116, 0);
        entry.extend(words(&[start, u32::try_from(size).expect("a small file"), 0]));
        entry
    };
    let mut names = [name("Root Entry", 5, END, 0), name("Workbook", 2, 2, stream.len())].concat();
    names.resize(512, 0);
    [head, chains, names, stream].concat()
}

#[test]
fn cells_are_what_a_person_sees() {
    let sum = [&3.0_f64.to_le_bytes(), [0; 8].as_slice(), &[0; 4]].concat();
    let people = [
        label((2, 1), "王芳 ção"),
        number((2, 2), 0, 13_800_138_000.0),
        number((2, 3), 1, 46_348.0),
        cell(0x0205, (4, 1), 0, &[1, 0]),
        cell(0x0205, (4, 2), 0, &[0x2a, 1]),
        cell(0x0006, (4, 3), 0, &sum),
        label((5, 1), "East"),
        label((6, 1), "hidden"),
        label((6, 2), "x"),
        record(0x00e5, &[1, 0, 5, 0, 6, 0, 1, 0, 1, 0]),
    ];
    let (rows, summary) = all(&xls(&[], &[("People", false, people.concat())]));
    assert_eq!(rows[0].cells, ["", "王芳 ção", "13800138000", "2026-11-22"]);
    assert_eq!(rows[1].cells, ["", "TRUE", "#N/A", "3"]);
    assert_eq!((rows[1].formulas.as_slice(), rows[1].errors.as_slice()), ([3].as_slice(), [2].as_slice()));
    assert_eq!(
        (rows[2].cells.as_slice(), rows[3].cells.as_slice()),
        (["", "East"].map(String::from).as_slice(), ["", "", "x"].map(String::from).as_slice())
    );
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 5, 6, 7]);
    assert_eq!((summary.kind, summary.merged, summary.empty_columns), (Kind::Xls, true, 1));
}

#[test]
fn the_first_visible_sheet_with_something_in_it_is_read_or_the_one_asked_for() {
    let sheets = [
        ("Empty", false, Vec::new()),
        ("Hidden", true, label((0, 0), "secret")),
        ("Last", false, label((0, 0), "Anna")),
    ];
    let bytes = xls(&[], &sheets);
    let (rows, summary) = all(&bytes);
    assert_eq!((rows[0].cells[0].as_str(), summary.sheet.as_deref()), ("Anna", Some("Last")));
    assert_eq!(summary.sheets.iter().map(|sheet| sheet.hidden).collect::<Vec<_>>(), [false, true, false]);
    let named = |name: &str| try_all(&bytes, &Options { sheet: Some(name.to_owned()), ..Options::default() });
    assert_eq!(named("Hidden").expect("a sheet").0[0].cells, ["secret"]);
    assert_eq!(named("None").expect_err("no sheet"), ReadError::UnknownSheet);
}

#[test]
fn a_workbook_behind_a_password_or_cut_off_says_so() {
    let sheets = [("People", false, label((0, 0), "Anna"))];
    assert_eq!(refused(&xls(&record(0x002f, &[1, 0, 1, 0]), &sheets)), ReadError::Protected);
    let whole = xls(&[], &sheets);
    assert!(matches!(refused(&whole[..1800]), ReadError::Broken { .. }));
}
