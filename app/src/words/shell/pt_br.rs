//! Português (Brasil).

use super::ShellWords;
use crate::words::Plural;

pub const WORDS: ShellWords = ShellWords {
    // Rail, and the titles of the pages
    home: "Início",
    members: "Membros",
    chart: "Organograma",
    joining: "Entrada",
    customers: "Clientes",
    handovers: "Transferências",
    sync: "Sincronização",
    activity: "Atividade",
    settings: "Configurações",
    more_pages: "Mais",
    main_menu: "Menu principal",
    fold: "Recolher menu",
    unfold: "Expandir menu",
    skip: "Ir para o conteúdo",
    // Top bar
    switch_organisation: "Trocar de organização",
    profile: "Meu perfil",
    invited_to: "Convite para {organisation}",
    palette_open: "Buscar ou ir para…",
    // Command palette
    palette_hint: "Ir a uma página, achar um membro ou departamento, fazer algo",
    palette_go: "Ir para",
    api_keys: "Chaves de API",
    palette_members: "Membros",
    palette_do: "Fazer",
    palette_none: "Nada encontrado para “{search}”.",
    do_invite: "Convidar pessoas",
    do_import: "Importar membros de um arquivo",
    do_review_waiting: "Ver quem aguarda aprovação",
    do_theme: "Alternar claro ou escuro",
    // Bell
    bell: "Execuções em andamento",
    bell_count: Plural { one: "{n} execução em andamento", other: "{n} execuções em andamento" },
    bell_none: "Nada em execução no momento.",
    bell_all: "Todas as execuções",
    // Account menu
    account: "Sua conta",
    theme: "Aparência",
    theme_light: "Claro",
    theme_dark: "Escuro",
    theme_system: "Como o sistema",
    shortcuts: "Atalhos do teclado",
    sign_out: "Sair",
    // Shortcuts sheet
    key_palette: "Buscar, ir para, fazer",
    key_search: "Buscar nesta página",
    key_help: "Esta lista",
    key_escape: "Fechar o que está por cima",
    key_tree: "Percorrer a árvore; abrir e fechar",
    key_tree_move: "Mover um departamento",
    key_rename: "Renomear no lugar",
    key_menu: "Abrir o menu da linha",
    keys_waiting: "Pedidos de entrada",
    key_next: "Pedido seguinte e anterior",
    key_form: "Enviar o formulário",
    keys_everywhere: "Em toda parte",
    keys_trees: "Árvores e tabelas",
    // Pages that are not
    not_found_title: "Esta página não existe",
    not_found_text: "O endereço pode estar errado ou o item não existe mais.",
    go_home: "Ir para o início",
    forbidden_title: "Sua função não inclui esta página",
    forbidden_text: "Fale com um administrador se precisar dela.",
    no_console_title: "Você está em {organisation}",
    no_console_text: "Sua função não tem nada para administrar aqui.",
    offline: "Sem conexão com o servidor. Tentando de novo.",
};
