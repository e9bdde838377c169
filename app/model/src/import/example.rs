//! The examples that templates hold. They stand here so that the check knows them again and nobody imports 王芳 by accident.

use super::ImportField;
use crate::language::Language;

/// The examples of a language, their cells in the order of [`ImportField::ALL`].
pub const fn examples(language: Language) -> &'static [[&'static str; 8]; 2] {
    match language {
        Language::En => &[
            [
                "Ann Example",
                "ann@example.com",
                "+1 202 555 0123",
                "Sales/North",
                "Account manager",
                "Lisbon",
                "E-0001",
                "",
            ],
            ["Ben Example", "", "+44 20 7946 0123", "Sales; Service", "Engineer", "", "E-0002", "ann@example.com"],
        ],
        Language::ZhCn => &[
            ["示例 王芳", "wangfang@example.com", "138 0013 8000", "销售部/华北", "客户经理", "上海", "E-0001", ""],
            ["示例 李伟", "", "139 0013 9000", "销售部; 服务部", "工程师", "", "E-0002", "wangfang@example.com"],
        ],
        Language::PtBr => &[
            [
                "Ana Exemplo",
                "ana@example.com",
                "+55 11 91234-5678",
                "Vendas/Norte",
                "Gerente de contas",
                "São Paulo",
                "E-0001",
                "",
            ],
            [
                "Bruno Exemplo",
                "",
                "+55 21 99876-5432",
                "Vendas; Suporte",
                "Engenheiro",
                "",
                "E-0002",
                "ana@example.com",
            ],
        ],
    }
}

/// Whether a row is an example of a template, in any language, none of its cells changed.
pub fn is_example(cells: &[String]) -> bool {
    let width = ImportField::ALL.len();
    Language::ALL.iter().flat_map(|language| examples(*language)).any(|example| {
        (0..width.max(cells.len()))
            .all(|at| cells.get(at).map_or("", |cell| cell.trim()) == example.get(at).copied().unwrap_or_default())
    })
}
