//! What only scripts and whoever stands at the door are told: the console never meets it, and does not load it.

use crate::words::Language;
use model::{Code, Problem};

/// The sentence; `None` for what people meet as well.
pub(super) fn said(language: Language, problem: &Problem) -> Option<&'static str> {
    let [en, zh_cn, pt_br] = match problem.code {
        Code::Forbidden if problem.param("key").is_some() => [
            "The scopes of the API key do not include this right: {permission}. Make a key that has it.",
            "API 密钥的范围不含此权限：{permission}。请新建含此范围的密钥。",
            "Os escopos da chave de API não incluem este direito: {permission}. Crie uma chave que o tenha.",
        ],
        Code::KeyRefused => [
            "This needs an API key that is in force: Authorization: Bearer msk_…",
            "需要有效的 API 密钥：Authorization: Bearer msk_…",
            "É preciso uma chave de API em vigor: Authorization: Bearer msk_…",
        ],
        Code::AddressRefused => [
            "This API key may not be used from {address}.",
            "此 API 密钥不允许从 {address} 使用。",
            "Esta chave de API não pode ser usada a partir de {address}.",
        ],
        Code::IfMatchMissing => [
            "Say which revision the change was made from: If-Match with the ETag of the last answer.",
            "请说明更改所依据的版本：在 If-Match 中填写上次应答的 ETag。",
            "Diga em qual revisão a alteração se baseia: If-Match com o ETag da última resposta.",
        ],
        Code::IdempotencyReused => [
            "This Idempotency-Key was used for another request. Take a new one.",
            "此 Idempotency-Key 已用于另一个请求。请换一个新的。",
            "Esta Idempotency-Key foi usada em outra solicitação. Use uma nova.",
        ],
        Code::IdempotencyUnfinished => [
            "A request with this Idempotency-Key has not ended. Ask again in a moment; if it stays, look whether the change is there before you send it under a new key.",
            "带此 Idempotency-Key 的请求尚未结束。请稍后再问；若一直如此，请先确认更改是否已生效，再换新的键发送。",
            "Uma solicitação com esta Idempotency-Key ainda não terminou. Pergunte de novo em instantes; se continuar, veja se a alteração foi feita antes de enviá-la com uma chave nova.",
        ],
        Code::UnsupportedType => [
            "The body has to be JSON: Content-Type: application/json.",
            "请求正文须为 JSON：Content-Type: application/json。",
            "O corpo precisa ser JSON: Content-Type: application/json.",
        ],
        Code::MethodNotAllowed => [
            "This address exists, but not for this method.",
            "此地址存在，但不支持该方法。",
            "Este endereço existe, mas não para este método.",
        ],
        Code::InvitationExpired => [
            "The invitation is past its date. Ask for a new one.",
            "邀请已过期，请索取新的邀请。",
            "O convite passou da data. Peça um novo.",
        ],
        Code::InvitationUsedUp => [
            "All uses of the invitation are taken. Ask for a new one.",
            "邀请的使用次数已用完，请索取新的邀请。",
            "Todos os usos do convite acabaram. Peça um novo.",
        ],
        Code::InvitationPaused => [
            "The invitation is paused. Ask whoever sent it.",
            "邀请已暂停，请联系邀请人。",
            "O convite está pausado. Fale com quem o enviou.",
        ],
        Code::InvitationRevoked => [
            "The invitation was withdrawn. Ask for a new one.",
            "邀请已被撤回，请索取新的邀请。",
            "O convite foi revogado. Peça um novo.",
        ],
        Code::OrganisationClosed => [
            "The organisation takes nobody at present.",
            "该组织目前不接受新成员。",
            "A organização não aceita ninguém no momento.",
        ],
        Code::WrongAccount => [
            "This invitation was sent to {address}. Sign in with that account, or ask for one of your own.",
            "此邀请发送给 {address}。请使用该账号登录，或请对方重新邀请你。",
            "Este convite foi enviado para {address}. Entre com essa conta ou peça um convite seu.",
        ],
        Code::Blocked => [
            "This person is blocked from asking again. Re-examine the request to lift the block.",
            "该用户已被拉黑，不能再次申请，可通过重新审批解除。",
            "Esta pessoa está bloqueada e não pode pedir de novo. Reexamine o pedido para desbloquear.",
        ],
        _ => return None,
    };
    Some(match language {
        Language::En => en,
        Language::ZhCn => zh_cn,
        Language::PtBr => pt_br,
    })
}
