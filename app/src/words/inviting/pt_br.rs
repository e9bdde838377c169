//! Português (Brasil).

use super::InvitingWords;
use crate::words::Plural;

pub const WORDS: InvitingWords = InvitingWords {
    // Where
    title: "Convidar pessoas para {organisation}",
    tab_people: "E-mail e telefone",
    tab_contacts: "Dos contatos",
    // The box
    addresses: "E-mails ou telefones",
    addresses_hint: "Digite ou cole quantos quiser, separados por vírgulas, espaços ou linhas.",
    addresses_example: "lin@example.com, +55 11 91234-5678",
    people_chosen: "Pessoas a convidar",
    in_list: Plural { one: "{n} endereço", other: "{n} endereços" },
    in_the_way: Plural { one: "{n} não pode ser convidado assim", other: "{n} não podem ser convidados assim" },
    chip: "{address}: {verdict}",
    checking: "Verificando",
    with_name: "{verdict} ({name})",
    too_many: "No máximo {limit} pessoas de uma vez. Retire algumas e convide-as depois.",
    // What is the same for all of them
    department_hint: "Opcional. Se ficar vazio, entram no departamento do topo.",
    department_needed: "Escolha um dos seus departamentos.",
    message_language: "Idioma da mensagem",
    walk_in: "Entram assim que se cadastrarem.",
    admin_approves: "Um administrador aprova cada pessoa.",
    way_closed: "Ninguém entra por esta forma: as regras de entrada a fecham.",
    no_mail: "Nenhum servidor de e-mail está conectado. Os convites por e-mail esperam até haver um; os links podem ser copiados e enviados de outra forma.",
    no_sms: "Nenhum gateway de SMS está conectado. Os convites por SMS esperam até haver um; os links podem ser copiados e enviados de outra forma.",
    see_connections: "Ver o que envia mensagens",
    send_n: Plural { one: "Enviar {n} convite", other: "Enviar {n} convites" },
    // What became of it
    results: "Resultado",
    result_sent: "Convite criado",
    result_not: "Não convidado",
    invited_n: Plural { one: "{n} pessoa convidada.", other: "{n} pessoas convidadas." },
    not_invited_n: Plural { one: "{n} pessoa não convidada.", other: "{n} pessoas não convidadas." },
    see_all: "Ver todos os convidados",
    // Ways out
    sent_again: "Enviado de novo para {address}.",
    waits_again: "{name} voltou a aguardar aprovação.",
    restored: "{name} está ativo de novo.",
    restore_title: "{address} ainda é {name}?",
    restore_counts: "1 membro: {name}",
    restore_consequence: "{name} volta a ficar ativo com a função, os departamentos e os clientes de antes. Se o endereço já for de outra pessoa, ela verá tudo isso.",
    restore_back: "Desligar desfaz isto. Na dúvida, use outro endereço.",
    restore_confirm: "Restaurar 1 membro",
    // Contacts
    search_contacts: "Buscar contatos por nome",
    contacts: "Contatos",
    no_contacts: "Você ainda não tem contatos",
    no_contacts_text: "Contatos são pessoas de outras organizações a que você também pertence.",
    nobody_found: "Ninguém com este nome.",
    invite_n: Plural { one: "Convidar {n} pessoa", other: "Convidar {n} pessoas" },
    chosen_n: Plural { one: "{n} escolhido", other: "{n} escolhidos" },
    // One person
    contact: "Dos contatos",
    contact_hint: "Alguém de outra organização sua. Caso contrário, preencha os campos abaixo.",
    address: "E-mail ou telefone",
    name_hint: "A pessoa pode corrigir ao entrar. Ajuda a reconhecer quem já esteve aqui.",
};
