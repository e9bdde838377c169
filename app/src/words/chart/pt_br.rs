//! Português (Brasil).

use super::ChartWords;
use crate::words::Plural;

pub const WORDS: ChartWords = ChartWords {
    search: "Encontrar departamento ou pessoa",
    found: "{at} de {n}",
    found_none: "Nenhum departamento e ninguém com este nome.",
    find_next: "Próximo",
    find_previous: "Anterior",
    label: "Organograma",
    help: "As setas percorrem, Enter dobra, mais e menos ajustam o zoom, 0 mostra tudo.",
    zoom_in: "Aumentar",
    zoom_out: "Diminuir",
    zoom_fit: "Mostrar tudo",
    unfold: "Abrir {name}",
    fold: "Fechar {name}",
    fold_all: "Recolher",
    members: Plural { one: "{n} membro", other: "{n} membros" },
    members_below: Plural { one: "{n} no total", other: "{n} no total" },
    departments: Plural { one: "{n} departamento", other: "{n} departamentos" },
    no_head: "Sem responsável",
    heads: "Responsáveis: {names}",
    more_heads: "e mais {n}",
    hidden: Plural { one: "mais {n}, não desenhado", other: "mais {n}, não desenhados" },
    open_members: "Ver os membros",
    print: "Imprimir",
    png: "Baixar PNG",
    svg: "Baixar SVG",
    png_failed: "A imagem é grande demais para este navegador. Recolha alguns departamentos e tente de novo.",
    unplaced: Plural { one: "{n} membro sem departamento", other: "{n} membros sem departamento" },
    none: "Ainda não há departamentos.",
    none_text: "Adicione-os na página de membros ou traga-os do WeCom.",
    go_members: "Ir para Membros",
    inside: "Departamentos dentro",
};
