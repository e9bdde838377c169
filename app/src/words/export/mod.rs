//! What the dialog says that makes a file of a list.

mod en;
mod pt_br;
mod zh_cn;

use super::Text;

crate::sentences! {
    /// What the dialog says that makes a file of a list.
    ExportWords {
        export: Text,
        format: Text,
        xlsx: Text,
        xlsx_text: Text,
        csv: Text,
        csv_text: Text,
        json: Text,
        json_text: Text,
        columns: Text,
        now: Text,
        started: Text,
    }
}
