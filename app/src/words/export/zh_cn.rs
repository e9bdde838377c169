//! 简体中文.

use super::ExportWords;

pub const WORDS: ExportWords = ExportWords {
    export: "导出",
    format: "文件",
    xlsx: "Excel 工作簿",
    xlsx_text: "可用 Excel、WPS、LibreOffice、Numbers 打开。",
    csv: "CSV",
    csv_text: "供其他程序使用。UTF-8，逗号分隔。",
    json: "JSON",
    json_text: "供脚本使用：每行一个对象。",
    columns: "列",
    now: "下载",
    started: "文件即将下载。操作记录中会留下这次导出。",
};
