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
    }
}
