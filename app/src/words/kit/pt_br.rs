//! Português (Brasil).

use super::KitWords;
use crate::words::Plural;

pub const WORDS: KitWords = KitWords {
    // Loading
    failed_title: "Não foi possível carregar",
    stale_banner: "O que você vê pode estar desatualizado.",
    // Fields
    required: "Obrigatório",
    more_characters: Plural { one: "{n} caractere restante", other: "{n} caracteres restantes" },
    show_password: "Mostrar",
    hide_password: "Ocultar",
    locked: "Bloqueado: {reason}",
    choose: "Escolher…",
    choose_department: "Escolha um departamento",
    choose_member: "Escolha um membro",
    pick_hint: "Digite para buscar",
    pick_none: "Nada encontrado",
    pick_found: Plural { one: "{n} encontrado", other: "{n} encontrados" },
    remove_one: "Remover {name}",
    // Tables
    rows_total: Plural { one: "{n} no total", other: "{n} no total" },
    rows_range: "{from}–{to} de {total}",
    rows_range_open: "{from}–{to}",
    page_next: "Próxima página",
    page_previous: "Página anterior",
    page_first: "Primeira página",
    columns: "Colunas",
    columns_reset: "Como no início",
    sort_by: "Ordenar por {column}",
    select_row: "Selecionar {name}",
    select_page: "Selecionar esta página",
    selected: Plural { one: "{n} selecionado", other: "{n} selecionados" },
    selected_page: Plural { one: "{n} desta página selecionado", other: "{n} desta página selecionados" },
    select_all: Plural { one: "Selecionar o {n} que corresponde", other: "Selecionar todos os {n} que correspondem" },
    selected_all: Plural {
        one: "O {n} que corresponde está selecionado",
        other: "Todos os {n} que correspondem estão selecionados",
    },
    row_menu: "Ações de {name}",
    filtered_empty: "Nada corresponde a estes filtros.",
    did_you_mean: "Você quis dizer",
    remove_filter: "Remover filtro: {name}",
    // Trees
    tree_open: "Abrir {name}",
    tree_close: "Fechar {name}",
    tree_moved: "{name} movido",
    rename_label: "Novo nome",
    // Progress
    progress_of: "{done} de {total}",
    progress_done: "{done} até agora",
    progress_rate: "{rate} por segundo",
    progress_left: "faltam {time}",
    // Dialogs
    type_word: "Digite {word} para continuar",
    // Time
    just_now: "Agora há pouco",
    // Other
    opens_new: "Abre em nova aba",
    dismiss: "Dispensar",
    resize_panel: "Largura do painel esquerdo",
    breadcrumb: "Caminho",
    undone: "Desfeito.",
};
