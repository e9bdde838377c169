//! Português (Brasil).

use model::outbox::{Medium, Template};

/// Subject and body.
pub(super) const fn texts(template: Template, medium: Medium) -> (&'static str, &'static str) {
    match (template, medium) {
        (Template::Invitation, Medium::Email) => (
            "{inviter} convida você para {organisation}",
            "Olá,\n\n{inviter} convida você a entrar em {organisation} no Muster.\n\nAbra este link para se cadastrar e entrar. Ele vale \
             por {days} dias e só para você:\n\n{link}\n\nSe você não conhece {inviter} nem {organisation}, ignore esta mensagem: nada \
             acontece sem você.",
        ),
        (Template::Invitation, Medium::Sms) => ("", "{inviter} convida você a entrar em {organisation}: {link}"),
        (Template::Code, Medium::Email) => (
            "{code} é o seu código",
            "Olá, {name},\n\nseu código é {code}. Ele vale por {minutes} minutos.\n\nNinguém de {organisation} vai pedir este código a \
             você. Se você não pediu um código, ignore esta mensagem.",
        ),
        (Template::Code, Medium::Sms) => {
            ("", "{code} é o seu código do Muster. Vale por {minutes} minutos. Não conte a ninguém.")
        }
        (Template::HandoverPlanned, Medium::Email) => (
            "A carteira de {leaver} vai ser transferida",
            "Olá, {name},\n\no que {leaver} atende em {organisation} passa para outras pessoas em {when}. Quem preparou isso foi {by}.\n\nSe você não esperava por isso, fale com {by}.",
        ),
        (Template::HandoverPlanned, Medium::Sms) => {
            ("", "O que {leaver} atende em {organisation} passa para outras pessoas em {when}.")
        }
        (Template::HandoverDone, Medium::Email) => (
            "{leaver}: a transferência terminou",
            "Olá, {name},\n\na transferência do que {leaver} atendia em {organisation} terminou. Itens transferidos: {done}.\n\n{failed}",
        ),
        (Template::HandoverDone, Medium::Sms) => {
            ("", "A transferência de {leaver} terminou. Itens transferidos: {done}.")
        }
        (Template::HandoverReceived, Medium::Email) => (
            "Você assumiu a carteira de {leaver}",
            "Olá, {name},\n\nisto agora é seu em {organisation}. Antes era de {leaver}:\n\n{things}",
        ),
        (Template::HandoverReceived, Medium::Sms) => ("", "Você assumiu a carteira de {leaver}: {things}"),
        (Template::AutoSyncFailed, Medium::Email) => (
            "A sincronização automática de {connection} falhou",
            "Olá,\n\na sincronização automática de {connection} em {organisation} falhou e nada foi alterado. O motivo:\n\n{reason}\n\nEla tenta de novo no próximo horário. Em Presence Sync você pode iniciá-la.",
        ),
        (Template::AutoSyncFailed, Medium::Sms) => {
            ("", "A sincronização automática de {connection} em {organisation} falhou: {reason}")
        }
        (Template::PresenceOutage, Medium::Email) => (
            "{connection} não está sendo ouvida",
            "Olá,\n\nos estados de {connection} em {organisation} não estão chegando no momento, por isso nada deles é informado à outra plataforma. O que aconteceu:\n\n{reason}\n\nO sistema continua tentando e lê tudo de novo assim que voltar. Veja a situação em Presence Sync.",
        ),
        (Template::PresenceOutage, Medium::Sms) => ("", "{connection} em {organisation} sem resposta: {reason}"),
        (Template::AgentPassword, Medium::Email) => (
            "Seu acesso a {organisation}",
            "Olá, {name},\n\na partir de agora você é agente de {organisation}. Seu número de agente é {number}.\n\nEntre com este e-mail e esta senha:\n\n{password}\n\n{link}\n\nNo primeiro acesso você escolhe uma senha sua. A de cima vale por {days} dias.",
        ),
        (Template::AgentPassword, Medium::Sms) => ("", "{organisation}: agente {number}, senha {password}, {link}"),
        (Template::AgentPasswordReset, Medium::Email) => (
            "Sua nova senha de {organisation}",
            "Olá, {name},\n\nsua senha de {organisation} foi redefinida. A anterior não vale mais. Entre com esta:\n\n{password}\n\n{link}\n\nAo entrar, você escolhe uma senha sua. A de cima vale por {days} dias. Seu número de agente é {number}.",
        ),
        (Template::AgentPasswordReset, Medium::Sms) => ("", "{organisation}: nova senha {password}, {link}"),
        (Template::AgentWelcome, Medium::Email) => (
            "Agora você é agente de {organisation}",
            "Olá, {name},\n\na partir de agora você é agente de {organisation}. Seu número de agente é {number}.\n\nEntre como sempre:\n\n{link}",
        ),
        (Template::AgentWelcome, Medium::Sms) => ("", "{organisation}: agora você é o agente {number}. {link}"),
        (Template::AgentForcedOffline, Medium::Email) => (
            "Você foi desconectado de {organisation}",
            "Olá, {name},\n\n{by} desconectou você de {organisation} e, por enquanto, não é possível entrar. O motivo:\n\n{reason}\n\nAté: {until}\n\nEm caso de dúvida, fale com {by}.",
        ),
        (Template::AgentForcedOffline, Medium::Sms) => ("", "{by} desconectou você de {organisation}: {reason}"),
        (Template::AgentResumed, Medium::Email) => (
            "Você já pode entrar em {organisation}",
            "Olá, {name},\n\nvocê já pode entrar de novo em {organisation}:\n\n{link}",
        ),
        (Template::AgentResumed, Medium::Sms) => ("", "Você já pode entrar de novo em {organisation}: {link}"),
    }
}
