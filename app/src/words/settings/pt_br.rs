//! Português (Brasil).

use super::SettingsWords;

pub const WORDS: SettingsWords = SettingsWords {
    organisation_name: "Nome da organização",
    organisation_name_hint: "O departamento do topo tem o mesmo nome.",
    renamed_meanwhile: "Outra pessoa salvou o nome “{name}” nesse meio-tempo.",
    take_theirs: "Usar esse nome",
    keep_mine: "Manter o que digitei",
    door_number: "Código de entrada",
    door_number_text: "Qualquer pessoa pode digitá-lo para pedir para entrar. Links, códigos QR e cartazes ficam em Entrada.",
    door_manage: "Trocar ou desativar",
    links_manage: "Links em vigor",
    personal: "Só para você",
    personal_text: "Idioma e aparência mudam só para você, em todas as suas organizações.",
    roles: "O que cada função pode fazer",
    roles_text: "As funções são fixas. Um membro recebe outra função em Membros.",
    right: "Permissão",
    about: "Sobre",
    version: "Versão",
    organisation_id: "ID da organização",
    time_zone: "Seu fuso horário",
};
