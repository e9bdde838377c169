//! What is exported and imported elsewhere is the same there.

use super::common::csv;
use crate::common::{Client, TestApp, file};
use serde_json::json;

const COLUMNS: [&str; 7] = ["name", "email", "phone", "departments", "position", "location", "work_number"];

/// Numbers that are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    /// A text of what spreadsheets, delimiters and quotes stumble over, without blanks at its ends.
    pub fn text(&mut self, pieces: &[&str], most: usize) -> String {
        let text: String = (0..=self.below(most)).map(|_| pieces[self.below(pieces.len())]).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

const PIECES: &[&str] = &[
    "=", "+", "-", "@", "'", "\"", ",", ";", "/", "|", " ", "王芳", "é", "🙂", "0", "1E+10", "ا", "a", "B", "true",
    "#N/A",
];
/// Not in names of departments: what the schema of paths needs.
const PLAIN: &[&str] = &["=", "+", "-", "@", "'", ",", " ", "王芳", "é", "🙂", "0", "ا", "a", "B"];

pub fn staff(dice: &mut Dice) -> Vec<Vec<String>> {
    let places: Vec<String> = (0..6).map(|n| format!("{}{n}", dice.text(PLAIN, 4))).collect();
    let mut rows = vec![COLUMNS.iter().map(|name| name.replace('_', " ")).collect::<Vec<_>>()];
    for n in 0..40 {
        let mut at: Vec<String> = Vec::new();
        for _ in 0..dice.below(3) {
            let path = format!("{}/{}", places[dice.below(3)], places[3 + dice.below(3)]);
            if !at.contains(&path) {
                at.push(path);
            }
        }
        let mail = if n % 3 == 0 { String::new() } else { format!("Person.{n}@example.com") };
        let phone = if n % 3 == 1 { String::new() } else { format!("+44 20 7946 0{n:03}") };
        rows.push(vec![
            format!("{}{n}", dice.text(PIECES, 5)),
            mail,
            phone,
            at.join("; "),
            dice.text(PIECES, 6),
            dice.text(PIECES, 4),
            format!("{}{n}", dice.text(PIECES, 3)),
        ]);
    }
    rows
}

async fn bring(app: &TestApp, owner: &Client, name: &str, bytes: &[u8]) {
    let import = app.read_file(owner, name, bytes).await;
    let import = app.check_file(owner, &import, json!({ "create_departments": true })).await;
    assert_eq!(import["counts"]["error"], 0, "{:?}", owner.findings(&import["id"]).await);
    let set = app.draft_file(owner, &import).await;
    let done = app.apply(owner, &set["id"]).await;
    assert_eq!(done["outcomes"].as_array().expect("outcomes").len(), 1, "all applied: {done}");
}

async fn export(owner: &Client, format: &str) -> Vec<u8> {
    let request = json!({ "query": { "statuses": ["invited"] }, "format": format, "columns": COLUMNS });
    file::export(owner, "members", request).await.body.to_vec()
}

#[tokio::test]
async fn what_is_exported_here_and_imported_there_is_the_same_there() {
    for seed in 1..4 {
        let rows = staff(&mut Dice(seed));
        let here = TestApp::start().await;
        let owner = here.owner().await;
        let texts: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let texts: Vec<&[&str]> = texts.iter().map(Vec::as_slice).collect();
        bring(&here, &owner, "staff.csv", &csv(&texts)).await;
        let sent = export(&owner, "csv").await;
        for format in ["csv", "xlsx"] {
            let there = TestApp::start().await;
            let other = there.owner().await;
            bring(&there, &other, &format!("members.{format}"), &export(&owner, format).await).await;
            let came = export(&other, "csv").await;
            assert_eq!(String::from_utf8_lossy(&came), String::from_utf8_lossy(&sent), "seed {seed}, {format}");
        }
    }
}
