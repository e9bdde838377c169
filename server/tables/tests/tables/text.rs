use crate::common::{all, cells, refused, try_all};
use encoding_rs::{GB18030, WINDOWS_1252};
use tables::{Delimiter, Encoding, Options, ReadError, TextOptions};

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Gb18030 => GB18030.encode(text).0.into_owned(),
        Encoding::Windows1252 => WINDOWS_1252.encode(text).0.into_owned(),
    }
}

const CHINESE: [[&str; 3]; 3] = [["姓名", "手机", "部门"], ["王芳", "13800138000", "华东销售"], ["李强", "", "财务"]];
const WESTERN: [[&str; 3]; 3] =
    [["Nome", "Função", "Região"], ["João", "Direção", "São Paulo"], ["Zoë", "ção", "Århus"]];
const MIXED: [[&str; 3]; 3] = [["Name", "名", "Note"], ["王芳", "ção", "😀 fine"], ["Zoë", "", "x"]];

fn text(rows: &[[&str; 3]], delimiter: Delimiter) -> String {
    let between = char::from(delimiter.byte()).to_string();
    rows.iter().map(|row| row.join(&between) + "\r\n").collect()
}

fn texts(row: &[&str; 3]) -> Vec<String> {
    row.iter().map(|cell| (*cell).to_owned()).collect()
}

#[test]
fn every_encoding_and_delimiter_is_found_out() {
    use Encoding::{Gb18030, Utf8, Utf16Be, Utf16Le, Windows1252};
    for (encoding, rows) in [
        (Utf8, CHINESE),
        (Utf8, WESTERN),
        (Utf8, MIXED),
        (Utf16Le, CHINESE),
        (Utf16Le, WESTERN),
        (Utf16Le, MIXED),
        (Utf16Be, CHINESE),
        (Utf16Be, MIXED),
        (Gb18030, CHINESE),
        (Windows1252, WESTERN),
    ] {
        for delimiter in Delimiter::ALL {
            let plain = encoded(&text(&rows, delimiter), encoding);
            let mut files = vec![plain];
            if matches!(encoding, Utf8 | Utf16Le | Utf16Be) {
                files.push(encoded(&format!("\u{feff}{}", text(&rows, delimiter)), encoding));
            }
            for bytes in files {
                let (read, summary) = all(&bytes);
                assert_eq!((summary.encoding, summary.delimiter), (Some(encoding), Some(delimiter)), "{rows:?}");
                let read: Vec<_> = read.into_iter().map(|row| row.cells).collect();
                assert_eq!(read, rows.iter().map(texts).collect::<Vec<_>>(), "{encoding:?} {delimiter:?}");
            }
        }
    }
}

#[test]
fn a_handful_of_names_is_enough_to_tell_chinese_from_western() {
    for text in [
        "姓名\n王芳\n",
        "姓名,手机\n张伟,13800138000\n",
        "王芳",
        "部门;人\n研发部;欧阳娜娜\n",
        "name,部门\nAnna,销售\n",
    ] {
        assert_eq!(all(&encoded(text, Encoding::Gb18030)).1.encoding, Some(Encoding::Gb18030), "{text}");
    }
    for text in [
        "Nome\nJoão\n",
        "Name;Straße\nJörg;Grüner Weg\n",
        "ção",
        "prénom,société\nAndré,Crédit\n",
        "Name\nMüller\n",
        "Preço €\n5\n",
    ] {
        assert_eq!(all(&encoded(text, Encoding::Windows1252)).1.encoding, Some(Encoding::Windows1252), "{text}");
    }
}

#[test]
fn the_caller_knows_better() {
    let text = TextOptions { encoding: Some(Encoding::Windows1252), delimiter: Some(Delimiter::Pipe) };
    let (rows, summary) = try_all("a,b|ção\n".as_bytes(), &Options { text, ..Options::default() }).expect("a table");
    assert_eq!(rows[0].cells, ["a,b", "Ã§Ã£o"]);
    assert_eq!((summary.encoding, summary.delimiter), (text.encoding, text.delimiter));
    let text = TextOptions { encoding: Some(Encoding::Utf8), delimiter: None };
    let error = try_all(&encoded("王芳,1\n", Encoding::Gb18030), &Options { text, ..Options::default() });
    assert_eq!(error.expect_err("not UTF-8"), ReadError::NoText);
}

#[test]
fn the_delimiter_is_the_one_under_which_records_agree() {
    for (text, delimiter) in [
        ("Name;Sum;Rate\nA;1,5;2,5\nB;2,5;3,5\nC;1,0;9,9\n", Delimiter::Semicolon),
        ("Name;Sum\nA;1,5\nB;2,5\nC;1,0\n", Delimiter::Semicolon),
        ("Name,Note\nA,\"x; y; z\"\nB,\"p; q; r\"\n", Delimiter::Comma),
        ("Name,Note\nA,x; y; z\nB,p; q; r\n", Delimiter::Comma),
        ("Name\tAddress\nA\tMain St 5, 1st floor, left\nB\tHill Rd 1, 2nd floor, right\n", Delimiter::Tab),
        ("List of members, 2026\n\nName;Phone\nA;1\nB;2\nC;3\n", Delimiter::Semicolon),
        ("Name|Phone\nA|1\n", Delimiter::Pipe),
        ("Name\nA\nB\n", Delimiter::Comma),
    ] {
        assert_eq!(all(text.as_bytes()).1.delimiter, Some(delimiter), "{text}");
    }
}

#[test]
fn the_word_of_excel_about_the_delimiter_is_honoured_and_dropped() {
    for first in ["sep=;\r\n", "SEP=;\n", "\"sep=;\"\r\n"] {
        let (rows, summary) = all(format!("{first}a,b;c,d\r\n1,2;3,4\r\n").as_bytes());
        assert_eq!(summary.delimiter, Some(Delimiter::Semicolon));
        assert_eq!((rows[0].number, rows[0].cells.as_slice()), (1, ["a,b".to_owned(), "c,d".to_owned()].as_slice()));
    }
}

#[test]
fn the_unicode_text_of_excel_is_read() {
    let text = "\u{feff}姓名\tPhone\r\n\"王\n芳\"\t13800138000\r\n";
    assert_eq!(cells(&encoded(text, Encoding::Utf16Le)), [["姓名", "Phone"], ["王\n芳", "13800138000"]]);
}

#[test]
fn lines_within_quotation_marks_are_one_row_and_empty_ones_count() {
    let (rows, _) = all(b"\n\r\nName,Note\r\n\"A\",\"x\n\ny\"\r\n\r\n,,\r\nB,\"say \"\"hi\"\"\"\r\n\n\nC");
    let numbers: Vec<_> = rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [3, 4, 7, 10]);
    assert_eq!(rows[1].cells, ["A", "x\n\ny"]);
    assert_eq!(rows[2].cells, ["B", "say \"hi\""]);
}

#[test]
fn rows_may_be_of_different_lengths_and_end_with_their_last_cell() {
    let (rows, summary) = all(b",a,b\n,c,d,e,,\n,f\n");
    assert_eq!(rows[1].cells, ["", "c", "d", "e"]);
    assert_eq!((summary.columns, summary.empty_columns, summary.rows), (4, 1, 3));
}

#[test]
fn a_file_that_ends_within_quotation_marks_names_the_line_where_they_open() {
    assert_eq!(refused(b"Name,Note\nA,x\nB,\"cut of"), ReadError::QuoteNeverCloses { line: 3 });
    assert_eq!(refused(b"sep=,\r\nName,Note\r\n\"A\r\n"), ReadError::QuoteNeverCloses { line: 3 });
    assert_eq!(refused(b"Name,Note\n\n\"x\ny\",\"z"), ReadError::QuoteNeverCloses { line: 4 });
    let mut long = b"Name,Note\nA,\"open\n".to_vec();
    long.extend(b"B,x\n".repeat(50_000));
    assert_eq!(refused(&long), ReadError::QuoteNeverCloses { line: 2 });
    assert_eq!(cells(b"a,\"b\"").len(), 1);
}
