//! Português (Brasil).

use super::DeliveryWords;

pub const WORDS: DeliveryWords = DeliveryWords {
    // States
    queued: "Aguarda envio",
    sending: "Enviando",
    sent: "Enviado",
    state_refused: "Não entregue",
    unclear: "Talvez enviado",
    cancelled: "Não enviado, cancelado",
    none: "Sem mensagem",
    next_try: "Próxima tentativa: {time}",
    // Reasons
    no_connection_email: "Nenhum servidor de e-mail está conectado.",
    no_connection_sms: "Nenhum gateway de SMS está conectado.",
    no_such_mailbox: "Essa caixa de correio não existe.",
    bad_number: "Esse número não existe.",
    rejected: "O outro lado não aceita.",
    opted_out: "A pessoa não quer mensagens.",
    too_large: "É grande demais.",
    too_often: "Mensagens demais para esta pessoa.",
    later: "O outro lado pediu para tentar depois.",
    unreachable: "O servidor não pôde ser alcançado.",
    not_encrypted: "O servidor não oferece criptografia.",
    private_address: "O servidor está em uma rede privada.",
    wrong_credentials: "As credenciais da conexão são recusadas.",
    address_not_trusted: "Este servidor não é confiável lá.",
    not_approved: "Remetente, assinatura ou modelo não aprovado.",
    not_paid: "A conta da conexão está sem saldo.",
    over: "Ficou tarde demais.",
    other: "A resposta foi: {detail}",
    // Inviting
    fine: "Novo: um convite será enviado",
    malformed: "Nem e-mail nem telefone",
    repeated: "Repetido nesta lista",
    member: "Já é membro",
    suspended: "É membro, suspenso no momento",
    waiting: "Já entrou e aguarda aprovação",
    invited: "Já foi convidado",
    refused: "Foi recusado antes; não precisa de novo convite",
    blocked: "Está impedido de entrar",
    removed: "Foi removido antes; não precisa de novo convite",
    other_person: "Este endereço era de outra pessoa, já removida",
    unknown: "Não está entre os seus contatos",
    // Ways out
    see_waiting: "Ver o pedido",
    send_again: "Enviar de novo",
    reexamine: "Reexaminar",
    is_same: "É a mesma pessoa",
    change_address: "Usar outro endereço",
    other_person_text: "Use outra caixa de correio, como em {example}. Restaurar mostraria a esta pessoa os dados da anterior.",
};
