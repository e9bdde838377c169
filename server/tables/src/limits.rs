//! How much of a file is read. Each bound has an error of its own that names the number.

/// Bytes of an uploaded file. 100 000 rows of a dozen columns are 7 MB as a workbook and 17 MB as text (`examples/measure.rs`).
pub const UPLOADED_BYTES: u64 = 50_000_000;

/// Bytes of everything in a workbook's zip, unpacked. XML of tables packs to a tenth, so [`UPLOADED_BYTES`] of it stay below.
pub const UNPACKED_BYTES: u64 = 600_000_000;

/// How many times its packed size a part of a zip may be. XML of tables packs to a tenth, zeros to a thousandth; between the two is
/// room for tables that say the same in every row.
pub const PACKED_RATIO: u64 = 200;

/// Unpacked bytes from which [`PACKED_RATIO`] counts: a small part may be as regular as it likes.
pub const RATIO_COUNTS_FROM: u64 = 4_000_000;

/// Parts in a zip. A workbook has a handful for every sheet; each costs a lookup before anything is read.
pub const ZIP_PARTS: u64 = 10_000;

/// Rows with something in them.
pub const ROWS: u64 = 1_000_000;

/// Rows of a sheet, empty ones among them: what Excel itself has (Excel specifications and limits, "Total number of rows").
pub const SHEET_ROWS: u64 = 1_048_576;

/// Columns up to the last with something in it. No table of people has more; a header of sixteen thousand is a mistake.
pub const COLUMNS: u64 = 200;

/// Characters of a cell, in UTF-16 units: Excel's own bound (Excel specifications and limits, "Total number of characters").
pub const CELL_CHARACTERS: u64 = 32_767;

/// Bytes of the text of all cells together, in UTF-8. A workbook may show one long text in every row and hold it once.
pub const TEXT_BYTES: u64 = 400_000_000;

/// Bytes of address space of the process that reads. The program itself takes less than a fifth. A workbook of 100 000 rows takes
/// 45 MB; one at all other bounds, every text in it another, may not fit.
pub const MEMORY_BYTES: u64 = 1 << 30;

/// Seconds of processor time of the process that reads. 66 MB of XML take 2, so [`UNPACKED_BYTES`] take some 20.
pub const PROCESSOR_SECONDS: u64 = 60;

/// Seconds that its parent waits for it in all. Where many read at once, each gets a part of the processor.
pub const WAIT_SECONDS: u64 = 120;
