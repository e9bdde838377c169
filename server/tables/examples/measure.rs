//! How long reading takes: `cargo run --release -p tables --example measure`, for 100 000 rows of 12 columns in every kind.
//!
//! A file of one's own: `… --example measure FILE`. Peak memory is that of the whole process, the file among it, as the system
//! tells it; so every kind is measured in a process of its own.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::error::Error;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use tables::{Options, Source, read};

const ROWS: u32 = 100_000;

fn main() -> Result<(), Box<dyn Error>> {
    if let Some(path) = std::env::args().nth(1) {
        return measure(Path::new(&path));
    }
    let folder = tempfile::tempdir()?;
    let [xlsx, csv] = ["xlsx", "csv"].map(|kind| folder.path().join(format!("people.{kind}")));
    workbook(&xlsx)?;
    text(&csv)?;
    for path in [xlsx, csv] {
        Command::new(std::env::current_exe()?).arg(path).status()?;
    }
    Ok(())
}

fn measure(path: &Path) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let summary = read(Source::Path(path), &Options::default(), &mut |_| ControlFlow::Continue(()))?;
    let took = begun.elapsed();
    let status = std::fs::read_to_string("/proc/self/status")?;
    let memory = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("?").trim();
    let size = std::fs::metadata(path)?.len() / 1000;
    println!("{:?}: {} rows, {size} kB, {} ms, {memory} at most", summary.kind, summary.rows, took.as_millis());
    Ok(())
}

fn cells(row: u32) -> [String; 11] {
    let mail = format!("person{row}@example.com");
    let phone = format!("138{row:08}");
    let unit = format!("Department {}", row % 200);
    let role = format!("Role {}", row % 20);
    [
        format!("u{row:06}"),
        format!("王芳 {row}"),
        mail,
        phone,
        unit,
        role,
        "Shanghai".to_owned(),
        format!("Street {row}, 3rd floor"),
        "active".to_owned(),
        format!("Note about {row}"),
        format!("https://example.com/{row}"),
    ]
}

fn workbook(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let joined = ExcelDateTime::parse_from_str("2026-11-22")?;
    for row in 0..ROWS {
        for (column, cell) in (0_u16..).zip(cells(row)) {
            if column == 3 {
                sheet.write(row, column, cell.parse::<f64>()?)?;
            } else {
                sheet.write(row, column, cell)?;
            }
        }
        sheet.write_with_format(row, 11, &joined, &date)?;
    }
    book.save(path)?;
    Ok(())
}

fn text(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut writer = csv::Writer::from_path(path)?;
    for row in 0..ROWS {
        writer.write_record(cells(row).iter().map(String::as_str).chain(["2026-11-22"]))?;
    }
    writer.flush()?;
    Ok(())
}
