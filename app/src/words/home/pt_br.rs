//! Português (Brasil).

use super::HomeWords;
use crate::words::Plural;

pub const WORDS: HomeWords = HomeWords {
    greeting: "Olá, {name}. Isto é o que importa hoje.",
    needs_you: "Precisa de você",
    nothing: "Nada precisa de você",
    nothing_text: "Ninguém aguarda e nada falhou. As novidades aparecem aqui sozinhas.",
    people_wait: Plural { one: "{n} pessoa aguarda aprovação", other: "{n} pessoas aguardam aprovação" },
    people_wait_text: "Aprove ou recuse em Entrada.",
    run_failed: "{kind}: falhou",
    run_waits: "{kind}: aguarda sua revisão",
    counts: "{add} a adicionar, {change} a alterar, {leave} a sair, {conflict} em conflito",
    connection_fails: "{name} não funciona",
    connection_untested: "{name} nunca foi testada",
    connection_untested_text: "Teste antes da primeira sincronização.",
    webhook_off: "O webhook {name} falhou e foi desligado",
    handover_proposed: "A transferência de {name} aguarda outra pessoa",
    handover_proposed_text: "Confira e execute, a menos que tenha sido você quem propôs.",
    handover_scheduled: "{name} vai transferir",
    handover_scheduled_text: "Sozinha em {date}.",
    handover_not_begun: "A transferência de {name} não pôde começar na data",
    handover_not_begun_text: "Abra para ver por quê.",
    handover_failed: "Nem tudo de {name} passou",
    handover_failed_n: Plural {
        one: "{n} item foi recusado ou falhou.",
        other: "{n} itens foram recusados ou falharam.",
    },
    never_connected: "Conectar o WeCom",
    never_connected_text: "Departamentos, membros e clientes passam a chegar aqui sozinhos.",
    at_a_glance: "Visão geral",
    active_members: "Membros ativos",
    waiting: "Aguardando aprovação",
    links: "Links em vigor",
    health: "Conexões",
    // Somebody without rights
    welcome: "Boas-vindas, {name}",
    own_page: "Você faz parte. Esta é a sua página.",
    you_may: "Você pode",
    you_may_text: "Escolher idioma e aparência no menu das suas iniciais, e sair por lá.",
    ask_admin: "O console é para administradores. Se precisar de uma parte dele, peça outra função a um administrador.",
    other_organisations: "Você também pertence a outras organizações: troque no topo da página.",
    // Inviting and being invited
    invite_title: "Convide colegas",
    invite_text: "Por e-mail, por SMS ou dos seus contatos.",
    invited_to: "{inviter} convida você para {organisation}",
    invited_text: "Você continua nas organizações atuais e pode alternar entre elas.",
    see_invitation: "Ver o convite",
};
