//! Português (Brasil).

use super::ExportWords;

pub const WORDS: ExportWords = ExportWords {
    export: "Exportar",
    format: "Arquivo",
    xlsx: "Planilha do Excel",
    xlsx_text: "Abre no Excel, WPS, LibreOffice e Numbers.",
    csv: "CSV",
    csv_text: "Para outros programas. UTF-8, separado por vírgulas.",
    json: "JSON",
    json_text: "Para scripts: um objeto por linha.",
    columns: "Colunas",
    now: "Baixar",
    started: "O arquivo está a caminho. O registro de atividades mostra que ele foi criado.",
};
