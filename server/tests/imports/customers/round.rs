//! What is exported and imported elsewhere is the same there.

use super::super::common::csv;
use super::super::round::Dice;
use crate::common::{Client, TestApp, file};
use serde_json::json;

const COLUMNS: [&str; 9] = ["name", "company", "owners", "tags", "added", "position", "phone", "email", "note"];
const PIECES: &[&str] = &[
    "=", "+", "-", "@", "'", "\"", ",", "/", "|", " ", "王芳", "é", "🙂", "0", "1E+10", "ا", "a", "B", "true", "#N/A",
];
const PEOPLE: [&str; 3] = ["Ben Bold", "王芳", "O'Neil, J."];

fn file_of(dice: &mut Dice) -> Vec<Vec<String>> {
    let tags: Vec<String> = (0..6)
        .map(|n| {
            let group =
                if n % 3 == 0 { String::new() } else { format!("g{}{n}/", dice.text(&["a", "é", "王", "+"], 2)) };
            format!("{group}{}{n}", dice.text(&["=", "a", "B", "王芳", "-"], 3))
        })
        .collect();
    let mut rows = vec![COLUMNS.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()];
    for n in 0..40 {
        let some = |of: &[String], dice: &mut Dice| -> String {
            let mut chosen: Vec<String> = Vec::new();
            for _ in 0..dice.below(3) {
                let one = of[dice.below(of.len())].clone();
                if !chosen.contains(&one) {
                    chosen.push(one);
                }
            }
            chosen.join("; ")
        };
        let people: Vec<String> = PEOPLE.iter().map(|name| (*name).to_owned()).collect();
        rows.push(vec![
            format!("{}{n}", dice.text(PIECES, 5)),
            dice.text(PIECES, 4),
            some(&people, dice),
            some(&tags, dice),
            format!("2025-0{}-{:02} 0{}:30", 1 + dice.below(9), 1 + dice.below(28), dice.below(10)),
            dice.text(PIECES, 3),
            if dice.below(2) == 0 { String::new() } else { format!("+861380013{:04}", 8000 + n) },
            if dice.below(2) == 0 { String::new() } else { format!("someone{n}@example.com") },
            dice.text(PIECES, 6),
        ]);
    }
    rows
}

async fn people(app: &TestApp, owner: &Client) {
    for (name, email) in PEOPLE.iter().zip(["a@example.com", "b@example.com", "c@example.com"]) {
        app.person(owner, name, email, "").await;
    }
}

async fn bring(app: &TestApp, owner: &Client, name: &str, bytes: &[u8]) {
    let import = app.read_customers(owner, name, bytes).await;
    let import = app.check_file(owner, &import, json!({ "create_tags": true })).await;
    assert_eq!(import["counts"]["error"], 0, "{:?}", owner.findings(&import["id"]).await);
    let set = app.draft_file(owner, &import).await;
    let done = app.apply(owner, &set["id"]).await;
    assert_eq!(done["outcomes"].as_array().expect("outcomes").len(), 1, "all applied: {done}");
}

async fn export(owner: &Client, format: &str) -> Vec<u8> {
    let request = json!({ "query": { "sort": "name" }, "format": format, "columns": COLUMNS });
    file::export(owner, "customers", request).await.body.to_vec()
}

/// The lines of a file, in an order that no id decides; owners and tags of one are in the order in which they came.
fn lines(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut lines: Vec<String> = text
        .lines()
        .map(|line| {
            let mut parts: Vec<&str> =
                line.split([',', ';', '"']).map(|part| part.trim().trim_start_matches('\'')).collect();
            parts.sort_unstable();
            parts.join("|")
        })
        .collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn customers_who_are_exported_here_and_imported_there_are_the_same_there() {
    for seed in 1..3 {
        let rows = file_of(&mut Dice(seed));
        let here = TestApp::start().await;
        let owner = here.owner().await;
        people(&here, &owner).await;
        let texts: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let texts: Vec<&[&str]> = texts.iter().map(Vec::as_slice).collect();
        bring(&here, &owner, "customers.csv", &csv(&texts)).await;
        let sent = export(&owner, "csv").await;
        for format in ["csv", "xlsx"] {
            let there = TestApp::start().await;
            let other = there.owner().await;
            people(&there, &other).await;
            bring(&there, &other, &format!("customers.{format}"), &export(&owner, format).await).await;
            assert_eq!(lines(&export(&other, "csv").await), lines(&sent), "seed {seed}, {format}");
        }
    }
}
