//! How a file is to be read, where its content leaves a choice.

use serde::{Deserialize, Serialize};

/// How a file is to be read. The default finds everything out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// For text: CSV, TSV.
    pub text: TextOptions,
    /// For workbooks: the sheet by its name, hidden ones too. By default the first visible one with something in it.
    pub sheet: Option<String>,
    /// Rows to give out at most, one or more, for a look at the beginning. [`Summary::complete`](crate::Summary::complete) tells of more.
    pub rows: Option<u64>,
}

/// How text is to be read. What is `None` is found out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextOptions {
    /// How characters are bytes.
    pub encoding: Option<Encoding>,
    /// What stands between cells.
    pub delimiter: Option<Delimiter>,
}

/// How characters are bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// What nearly everything writes today.
    Utf8,
    /// Excel's "Unicode Text".
    Utf16Le,
    /// The same with the bytes swapped.
    Utf16Be,
    /// What Excel saves as CSV on a Chinese Windows (GB 18030-2022; GBK and GB 2312 are parts of it).
    Gb18030,
    /// What Excel saves as CSV on a Western Windows (WHATWG Encoding Standard). Every byte is a character of it.
    Windows1252,
}

/// What stands between the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, what Excel writes where the comma stands in numbers.
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    /// All of them. Where a file says nothing, the first is meant.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// The byte in the file.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}
