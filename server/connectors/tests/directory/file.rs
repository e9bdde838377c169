use std::{fs, path::PathBuf};

use connectors::directory::{Account, BadRow, Decision, Directory, Place, Reason, RowFault, file::FileDirectory};
use tempfile::{TempDir, tempdir};

use super::all;

struct Written {
    _folder: TempDir,
    path: PathBuf,
}

impl Written {
    fn new(text: impl AsRef<[u8]>) -> Self {
        let folder = tempdir().unwrap();
        let path = folder.path().join("accounts");
        fs::write(&path, text).unwrap();
        Self { _folder: folder, path }
    }

    fn directory(&self) -> FileDirectory {
        FileDirectory::new(&self.path)
    }
}

async fn read(text: impl AsRef<[u8]>) -> (Vec<Account>, Vec<BadRow>) {
    all(&Written::new(text).directory()).await.unwrap()
}

async fn refused(text: impl AsRef<[u8]>) -> (Reason, Decision, String) {
    let error = all(&Written::new(text).directory()).await.unwrap_err();
    (error.reason, error.decision, error.detail)
}

fn bad(line: u64, fault: RowFault) -> BadRow {
    BadRow { place: Place::Line(line), fault }
}

fn ids(accounts: &[Account]) -> Vec<&str> {
    accounts.iter().map(|account| account.id.as_str()).collect()
}

#[tokio::test]
async fn a_table_is_read_whatever_its_columns_are_called() {
    let (accounts, bad) = read(
        "User ID;E-Mail;Display Name;Mobile;Dept;Job Title;Status;Shoe size\r\n\
         7; Anna@Example.com ;\"Tan; Anna\";+86 139;Support;Agent;Enabled;38\r\n\
         8;;;;;;disabled;\r\n",
    )
    .await;
    let some = |text: &str| Some(text.to_owned());
    let anna = Account {
        id: "7".to_owned(),
        name: "Tan; Anna".to_owned(),
        email: some("Anna@Example.com"),
        phone: some("+86 139"),
        department: some("Support"),
        title: some("Agent"),
        number: None,
        active: true,
    };
    let nobody = Account { id: "8".to_owned(), name: "8".to_owned(), ..Account::default() };
    assert_eq!((accounts, bad), (vec![anna, nobody], Vec::new()));
    let (accounts, _) = read("\u{feff}工号\t姓名\t邮箱\t状态\n1\t王芳\twangfang@example.com\t离职").await;
    assert_eq!((accounts[0].name.as_str(), accounts[0].active), ("王芳", false));
}

#[tokio::test]
async fn a_bad_row_is_told_by_its_line_and_hides_nobody() {
    let text = b"id,mail,active\n\
        1,a@example.com,yes\n\
        2,nonsense,yes\n\
        \n\
        ,,yes\n\
        3,c@example.com\n\
        4,d@example.com,perhaps\n\
        5,\xff\xfe@example.com,yes\n\
        \"6\n6\",f@example.com,no\n\
        7,g@example.com,yes,more\n\
        8,h@example.com,yes";
    for end in ["\n", "\r\n"] {
        let text = text.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(end.as_bytes());
        let (accounts, rows) = read(&text).await;
        assert_eq!(ids(&accounts), ["1", &format!("6{end}6"), "8"]);
        let expected = [
            bad(3, RowFault::BadEmail),
            bad(5, RowFault::NoId),
            bad(6, RowFault::FieldCount { has: 2, wants: 3 }),
            bad(7, RowFault::BadActive),
            bad(8, RowFault::NotUtf8),
            bad(11, RowFault::FieldCount { has: 4, wants: 3 }),
        ];
        assert_eq!(rows, expected, "{end:?}");
    }
    assert_eq!(bad(3, RowFault::BadEmail).to_string(), "line 3: its e-mail address is none");
}

#[tokio::test]
async fn the_last_line_counts_with_and_without_its_end() {
    for end in ["", "\n", "\n\n"] {
        let (accounts, rows) = read(format!("id,mail\n1,a@b\n\n\n2,x{end}")).await;
        assert_eq!((accounts.len(), rows), (1, vec![bad(5, RowFault::BadEmail)]), "{end:?}");
    }
}

#[tokio::test]
async fn json_lines_are_read_with_the_same_names() {
    let (accounts, rows) = read(
        "{\"id\": 7, \"Email\": \"a@example.com\", \"first_name\": \"Anna\", \"lastName\": \"Tan\", \"active\": true}\n\
         \n\
         {\"id\": \"8\", \"active\": false, \"phone\": null}\n\
         nonsense\n\
         {\"id\": \"9\"\n\
         {\"id\": \"10\", \"email\": [\"a@example.com\"]}\n\
         {\"name\": \"nobody\"}\n\
         [1]\n\
         {\"id\": \"11\"}",
    )
    .await;
    assert_eq!(ids(&accounts), ["7", "8", "11"]);
    assert_eq!((accounts[0].name.as_str(), accounts[1].active), ("Anna Tan", false));
    let lines: Vec<_> = rows.iter().map(|row| row.place).collect();
    assert_eq!(lines, [4, 5, 6, 7, 8].map(Place::Line));
    assert_eq!(rows[2].fault, RowFault::Nested { field: "email" });
    assert_eq!(rows[3].fault, RowFault::NoId);
    assert!(!rows[0].to_string().contains("nonsense"), "words of a row are nobody's log: {}", rows[0]);
}

#[tokio::test]
async fn a_long_file_is_read_page_by_page_from_either_format() {
    let table: String =
        (1..=1_234).fold("id,mail\n".to_owned(), |text, id| text + &format!("{id},p{id}@example.com\r\n"));
    let lines: String = (1..=1_234).map(|id| format!("{{\"id\":{id}}}\n")).collect();
    for text in [table + "bad\n", lines + "bad\n"] {
        let written = Written::new(&text);
        let directory = written.directory();
        let first = directory.accounts(None).await.unwrap();
        assert_eq!((first.rows.len(), first.rows[0].as_ref().unwrap().id.as_str()), (500, "1"));
        let second = directory.accounts(first.next.as_ref()).await.unwrap();
        assert_eq!(second.rows[0].as_ref().unwrap().id, "501");
        let again = FileDirectory::new(&written.path).accounts(first.next.as_ref()).await.unwrap();
        assert_eq!(again.rows, second.rows, "a place is good for a later run, too");
        let (accounts, rows) = all(&directory).await.unwrap();
        let line = text.lines().count() as u64;
        assert_eq!((accounts.len(), rows.len(), rows[0].place), (1_234, 1, Place::Line(line)));
    }
}

#[tokio::test]
async fn a_file_that_is_written_anew_between_pages_is_begun_again() {
    let text: String = (1..=600).map(|id| format!("{{\"id\":{id}}}\n")).collect();
    let written = Written::new(&text);
    let first = written.directory().accounts(None).await.unwrap();
    fs::write(&written.path, text + "{\"id\":601}\n").unwrap();
    let error = written.directory().accounts(first.next.as_ref()).await.unwrap_err();
    assert_eq!((error.reason, error.decision), (Reason::Changed, Decision::Restart));
    assert_eq!(all(&written.directory()).await.unwrap().0.len(), 601);
}

#[tokio::test]
async fn a_quotation_mark_that_is_never_closed_does_not_read_the_whole_file() {
    let long = format!("id,mail\n1,a@example.com\n\"2,{}", "b@example.com\n".repeat(400_000));
    let (reason, decision, detail) = refused(&long).await;
    assert_eq!((reason, decision), (Reason::TooLong, Decision::Stop));
    assert_eq!(detail, "the record in line 3 is longer than 1048576 bytes");
    let (reason, _, detail) = refused(format!("{{\"id\":1}}\n{{\"id\":\"{}\"}}\n", "长".repeat(400_000))).await;
    assert_eq!((reason, detail.as_str()), (Reason::TooLong, "line 2 is longer than 1048576 bytes"));
}

#[tokio::test]
async fn what_is_no_list_of_accounts_is_told_so() {
    let (reason, decision, detail) = refused("name,phone\nAnna,1\n").await;
    assert_eq!((reason, decision), (Reason::BadHeading, Decision::Stop));
    assert!(detail.contains("id or email"), "{detail}");
    assert_eq!(refused("id,mail,E-mail\n").await.2, "the columns 2 and 3 mean the same");
    assert_eq!(refused(b"id,\xff\n").await.0, Reason::BadHeading);
    for text in ["[{\"id\": 1}]", "<html>", "PK\u{3}\u{4}", "id\0mail"] {
        assert_eq!(refused(text).await.0, Reason::WrongFormat, "{text}");
    }
    for empty in ["", "\u{feff}", " \n\n", "id,mail", "id,mail\n\n"] {
        assert_eq!(read(empty).await, (Vec::new(), Vec::new()), "{empty:?}");
    }
}

#[tokio::test]
async fn what_is_no_file_holds_nobody_up() {
    let folder = tempdir().unwrap();
    let error = all(&FileDirectory::new(&folder.path().join("nowhere"))).await.unwrap_err();
    assert_eq!((error.reason, error.decision), (Reason::NotReadable, Decision::Stop));
    let error = all(&FileDirectory::new(folder.path())).await.unwrap_err();
    assert!(error.detail.ends_with("not a file"), "{error}");
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    assert_eq!(all(&FileDirectory::new(&pipe)).await.unwrap_err().reason, Reason::NotReadable);
}
