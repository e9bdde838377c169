//! Português (Brasil).

use super::RolesWords;
use crate::words::Plural;

pub const WORDS: RolesWords = RolesWords {
    title: "Funções",
    intro: "O que cada função pode fazer. Um membro recebe uma função em Membros.",
    matrix: "O que cada função pode fazer",
    right: "Permissão",
    new: "Nova função",
    edit: "Editar {name}",
    delete: "Excluir {name}",
    holders: Plural { one: "{n} pessoa", other: "{n} pessoas" },
    nobody: "Ninguém",
    reach: "Alcance",
    everything: "Toda a organização",
    departments_only: "Departamentos atribuídos",
    name: "Nome",
    name_hint: "Como aparece ao lado de quem a tem.",
    copy_from: "Começar com as permissões de",
    copy_none: "Nenhuma função",
    scoped: "Somente nos departamentos atribuídos à pessoa",
    scoped_hint: "Permissões sobre toda a organização não cabem em tal função. Os departamentos são escolhidos ao atribuí-la.",
    lacking: "Você só pode dar permissões que você mesmo tem.",
    brings: "Uma permissão traz as de que precisa.",
    none_ticked: "Marque ao menos uma permissão.",
    holds_for: Plural {
        one: "A mudança vale para {n} pessoa que tem esta função, já no próximo clique.",
        other: "A mudança vale para as {n} pessoas que têm esta função, já no próximo clique.",
    },
    above: "Esta função tem permissões que você não tem: pode vê-la, não alterá-la.",
    made: "Função {name} criada. Atribua-a em Membros.",
    saved: "Função {name} salva.",
    delete_title: "Excluir a função {name}?",
    delete_consequence: "Ninguém a tem. Ela sai da lista de funções.",
    delete_confirm: "Excluir função",
    deleted: "Função {name} excluída.",
    held_title: "{name} está em uso",
    held: Plural {
        one: "{n} pessoa tem esta função; quem já saiu também conta, porque voltaria com ela.",
        other: "{n} pessoas têm esta função; quem já saiu também conta, porque voltaria com ela.",
    },
    held_text: "Dê outra função a elas antes. Depois a função pode ser excluída.",
    held_show: "Mostrar",
};
