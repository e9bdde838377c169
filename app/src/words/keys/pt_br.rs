//! Português (Brasil).

use super::KeysWords;

pub const WORDS: KeysWords = KeysWords {
    // The page
    title: "Chaves de API",
    text: "Scripts entram com uma chave. Ela pertence a esta organização e pode fazer o que seus escopos dizem.",
    reference: "Como usar a API",
    add: "Nova chave",
    none_yet: "Nenhuma chave ainda",
    none_yet_text: "Uma chave permite que um script leia e altere o que seus escopos nomeiam, sem ninguém conectado.",
    // The list
    key: "Chave",
    scopes: "Escopos",
    made_by: "Criada por",
    last_used: "Último uso",
    expires: "Expira",
    rate: "Requisições por minuto",
    works: "Em vigor",
    expired: "Expirada",
    revoked: "Retirada",
    // Making one
    name_hint: "A atividade a mostra como autora, p. ex. “Exportação da folha”.",
    lasts: "Vale por",
    thirty_days: "30 dias",
    ninety_days: "90 dias",
    one_year: "1 ano",
    for_ever: "Até ser retirada",
    choose_scopes: "O que ela pode fazer",
    choose_scopes_hint: "O mínimo de que o script precisa. Escrever inclui ler.",
    no_scope: "Escolha ao menos um escopo.",
    make: "Criar chave",
    made_title: "A chave “{name}” está pronta",
    made_text: "Copie agora: ela é mostrada só desta vez. Quem a tiver pode fazer o que os escopos dizem; guarde-a como uma senha.",
    try_it: "Para testar:",
    // Withdrawing one
    revoke: "Retirar",
    revoke_title: "Retirar esta chave?",
    revoke_consequence: "Scripts que a usam passam a ser recusados.",
    revoke_back: "Não há volta; crie uma nova chave no lugar.",
    revoke_done: "A chave foi retirada.",
    // What a key may do
    scope_organisation_read: "Ver a organização e suas regras",
    scope_departments_read: "Ver departamentos",
    scope_departments_write: "Adicionar, alterar e excluir departamentos",
    scope_members_read: "Ver membros",
    scope_members_phones: "Ver números de telefone completos",
    scope_members_write: "Convidar, editar, suspender, desligar e restaurar membros",
    scope_members_import: "Importar membros de arquivos",
    scope_invitations_read: "Ver convites",
    scope_invitations_write: "Criar, enviar e retirar convites",
    scope_joins_read: "Ver pedidos de entrada",
    scope_joins_write: "Decidir pedidos de entrada",
    scope_audit_read: "Ler a atividade",
    scope_customers_read: "Ver clientes",
    scope_runs_read: "Ver execuções",
    scope_all: "Tudo o que um administrador de conta pode fazer, menos criar chaves",
};
