//! The examples that templates hold. They stand here so that the check knows them again and nobody imports 王芳 by accident.

use super::ImportKind;
use crate::language::Language;

/// The examples of a kind in a language, their cells in the order of [`super::ImportField::of`].
pub const fn examples(kind: ImportKind, language: Language) -> [&'static [&'static str]; 2] {
    match kind {
        ImportKind::Members => members(language),
        ImportKind::Customers => customers(language),
        ImportKind::Mappings => mappings(language),
        ImportKind::Agents => agents(language),
    }
}

const fn members(language: Language) -> [&'static [&'static str]; 2] {
    match language {
        Language::En => [
            &[
                "Ann Example",
                "ann@example.com",
                "+1 202 555 0123",
                "Sales/North",
                "Account manager",
                "Lisbon",
                "E-0001",
                "",
            ],
            &["Ben Example", "", "+44 20 7946 0123", "Sales; Service", "Engineer", "", "E-0002", "ann@example.com"],
        ],
        Language::ZhCn => [
            &["示例 王芳", "wangfang@example.com", "138 0013 8000", "销售部/华北", "客户经理", "上海", "E-0001", ""],
            &["示例 李伟", "", "139 0013 9000", "销售部; 服务部", "工程师", "", "E-0002", "wangfang@example.com"],
        ],
        Language::PtBr => [
            &[
                "Ana Exemplo",
                "ana@example.com",
                "+55 11 91234-5678",
                "Vendas/Norte",
                "Gerente de contas",
                "São Paulo",
                "E-0001",
                "",
            ],
            &[
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

const fn customers(language: Language) -> [&'static [&'static str]; 2] {
    match language {
        Language::En => [
            &[
                "Cara Example",
                "Example Trading",
                "Buyer",
                "+1 202 555 0188",
                "cara@example.com",
                "Met at the fair",
                "ann@example.com",
                "Level/Gold; Fair",
                "2026-03-31",
            ],
            &["Dan Example", "", "", "+44 20 7946 0188", "", "", "E-0001; E-0002", "Level/Silver", ""],
        ],
        Language::ZhCn => [
            &[
                "示例 陈静",
                "示例贸易",
                "采购经理",
                "138 0013 8088",
                "chenjing@example.com",
                "展会上认识",
                "wangfang@example.com",
                "等级/金; 展会",
                "2026-03-31",
            ],
            &["示例 赵磊", "", "", "139 0013 9088", "", "", "E-0001; E-0002", "等级/银", ""],
        ],
        Language::PtBr => [
            &[
                "Carla Exemplo",
                "Comércio Exemplo",
                "Compradora",
                "+55 11 91234-0188",
                "carla@example.com",
                "Conhecida na feira",
                "ana@example.com",
                "Nível/Ouro; Feira",
                "2026-03-31",
            ],
            &["Davi Exemplo", "", "", "+55 21 99876-0188", "", "", "E-0001; E-0002", "Nível/Prata", ""],
        ],
    }
}

const fn mappings(language: Language) -> [&'static [&'static str]; 2] {
    match language {
        Language::En => [
            &["", "ann@example.com", "", "Telephony", "400123", "", ""],
            &["", "", "E-0002", "Telephony", "", "ben@example.com", ""],
        ],
        Language::ZhCn => [
            &["", "wangfang@example.com", "", "电话系统", "400123", "", ""],
            &["", "", "E-0002", "电话系统", "", "liwei@example.com", ""],
        ],
        Language::PtBr => [
            &["", "ana@example.com", "", "Telefonia", "400123", "", ""],
            &["", "", "E-0002", "Telefonia", "", "bruno@example.com", ""],
        ],
    }
}

const fn agents(language: Language) -> [&'static [&'static str]; 2] {
    match language {
        Language::En => [
            &["Ann Example", "Ann", "1001", "ann@example.com", "Agent", "Sales; Service"],
            &["Ben Example", "", "1002", "ben@example.com", "", ""],
        ],
        Language::ZhCn => [
            &["示例 王芳", "小芳", "1001", "wangfang@example.com", "座席", "销售; 售后"],
            &["示例 李伟", "", "1002", "liwei@example.com", "", ""],
        ],
        Language::PtBr => [
            &["Ana Exemplo", "Ana", "1001", "ana@example.com", "Agente", "Vendas; Suporte"],
            &["Bruno Exemplo", "", "1002", "bruno@example.com", "", ""],
        ],
    }
}

/// Whether a row is an example of a template of this kind, in any language, none of its cells changed.
pub fn is_example(kind: ImportKind, cells: &[String]) -> bool {
    Language::ALL.iter().flat_map(|language| examples(kind, *language)).any(|example| {
        (0..example.len().max(cells.len()))
            .all(|at| cells.get(at).map_or("", |cell| cell.trim()) == example.get(at).copied().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::ImportField;

    #[test]
    fn every_example_has_a_cell_for_each_field() {
        for kind in ImportKind::ALL {
            for language in Language::ALL {
                assert!(examples(*kind, *language).iter().all(|cells| cells.len() == ImportField::of(*kind).len()));
            }
        }
    }
}
