//! A workbook of made-up members, some of them faulty.

use anyhow::Result;
use rust_xlsxwriter::Workbook;
use std::path::Path;

/// Columns of the file; the last four mean nothing here.
pub const COLUMNS: usize = 12;
/// One row in so many has a fault.
pub const FAULTY: u32 = 20;

const HEADINGS: [&str; COLUMNS] = [
    "Name",
    "E-mail",
    "Phone",
    "Departments",
    "Position",
    "Location",
    "Work number",
    "Manager (e-mail)",
    "Cost centre",
    "Start",
    "Shirt",
    "Remarks",
];

/// Writes it: 200 departments on two levels, every fiftieth manages the following.
pub fn write(to: &Path, rows: u32) -> Result<()> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string(0, column, heading)?;
    }
    for n in 0..rows {
        let mut cells = [
            format!("Person {n:06} Harbour"),
            format!("person{n:06}@example.com"),
            format!("+44 20 7{n:07}"),
            format!("Division {}/Team {}", n % 10, n % 200),
            "Engineer".to_owned(),
            format!("Quay {}", n % 40),
            format!("W-{n:06}"),
            if n % 50 == 0 { String::new() } else { format!("person{:06}@example.com", n - n % 50) },
            format!("{:05}", n % 700),
            format!("20{:02}-0{}-1{}", n % 25, 1 + n % 9, n % 10),
            ["S", "M", "L"][n as usize % 3].to_owned(),
            "Came with the merger of the northern yards".to_owned(),
        ];
        if n % FAULTY == FAULTY - 1 {
            // A manager without a row would be a warning of others: none of the faulty is one.
            match n / FAULTY % 4 {
                0 => cells[1] = "no address".to_owned(),
                1 => cells[2] = "12".to_owned(),
                2 => cells[0] = String::new(),
                _ => cells[1] = format!("person{:06}@example.com", n - 1),
            }
        }
        for (column, cell) in (0..).zip(&cells) {
            sheet.write_string(n + 1, column, cell)?;
        }
    }
    book.save(to)?;
    Ok(())
}
