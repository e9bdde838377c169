//! What only scripts are told: the console never meets it, and does not load it.

use crate::words::Language;
use model::Code;

/// The sentence; `None` for what people meet as well.
pub(super) const fn said(language: Language, code: Code) -> Option<&'static str> {
    let [en, zh_cn, pt_br] = match code {
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
        _ => return None,
    };
    Some(match language {
        Language::En => en,
        Language::ZhCn => zh_cn,
        Language::PtBr => pt_br,
    })
}
