//! English.

use super::ExportWords;

pub const WORDS: ExportWords = ExportWords {
    export: "Export",
    format: "File",
    xlsx: "Excel workbook",
    xlsx_text: "Opens in Excel, WPS, LibreOffice and Numbers.",
    csv: "CSV",
    csv_text: "For other programs. UTF-8, comma-separated.",
    json: "JSON",
    json_text: "For scripts: one object for each row.",
    columns: "Columns",
    now: "Download",
    started: "The file is on its way. The activity tells that it was made.",
};
