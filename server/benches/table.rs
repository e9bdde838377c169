//! Plain tables.

/// A table that is printed when it is whole.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// With a title and the heads of the columns.
    pub fn new(title: &str, heads: &[&str]) -> Self {
        println!("\n{title}");
        Self { rows: vec![heads.iter().map(|head| (*head).to_owned()).collect()] }
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The first column to the left, numbers to the right.
    pub fn print(&self) {
        let width = |at: usize| self.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max();
        for row in &self.rows {
            let mut line = String::new();
            for (at, cell) in row.iter().enumerate() {
                let width = width(at).unwrap_or_default();
                line += &if at == 0 { format!("  {cell:<width$}") } else { format!("  {cell:>width$}") };
            }
            println!("{line}");
        }
    }
}

/// 1234567 as 1 234 567.
pub fn number(number: impl Into<f64>) -> String {
    let digits = format!("{:.0}", number.into());
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}
