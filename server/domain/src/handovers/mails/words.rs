//! Lists inside of letters: how many things of each kind.

use super::Count;
use model::handover::ItemKind;
use model::language::Language;

/// What somebody got, a line a kind.
pub(super) fn things(language: Language, counts: &[Count]) -> String {
    lines(language, counts, true)
}

/// What did not go over, with a line before it; empty where all of it did.
pub(super) fn failed(language: Language, counts: &[Count]) -> String {
    let lines = lines(language, counts, false);
    if lines.is_empty() {
        return lines;
    }
    let before = match language {
        Language::En => "These did not go over; the hand-over says why:",
        Language::ZhCn => "以下内容未能交接，原因请查看交接详情：",
        Language::PtBr => "Isto não foi transferido; a transferência diz por quê:",
    };
    format!("{before}\n{lines}")
}

fn lines(language: Language, counts: &[Count], done: bool) -> String {
    let of = counts.iter().filter(|(_, is_done, amount)| *is_done == done && *amount > 0);
    let colon = if language == Language::ZhCn { "：" } else { ": " };
    of.map(|(kind, _, amount)| format!("{}{colon}{amount}", name(language, *kind))).collect::<Vec<_>>().join("\n")
}

const fn name(language: Language, kind: ItemKind) -> &'static str {
    let [en, zh_cn, pt_br] = match kind {
        ItemKind::Customer => ["Customers", "客户", "Clientes"],
        ItemKind::Group => ["Customer groups", "客户群", "Grupos de clientes"],
        ItemKind::Seat => ["Seats of the message archive", "会话存档席位", "Assentos do arquivo de mensagens"],
        ItemKind::Licence => ["Licences", "接口许可账号", "Licenças"],
        ItemKind::Department => ["Departments headed", "负责的部门", "Departamentos chefiados"],
        ItemKind::Report => ["Reports", "下属", "Subordinados diretos"],
        ItemKind::Invitation => ["Open invitations", "未完成的邀请", "Convites em aberto"],
        ItemKind::ApiKey => ["API keys", "API 密钥", "Chaves de API"],
        ItemKind::Mapping => ["Accounts on platforms", "平台账号", "Contas em plataformas"],
        ItemKind::Agent => ["Contact-centre work", "座席与技能组", "Atendimento"],
        ItemKind::Membership => ["Memberships", "成员身份", "Vínculos"],
    };
    match language {
        Language::En => en,
        Language::ZhCn => zh_cn,
        Language::PtBr => pt_br,
    }
}
