//! English.

use super::ChartWords;
use crate::words::Plural;

pub const WORDS: ChartWords = ChartWords {
    search: "Find a department or a person",
    found: "{at} of {n}",
    found_none: "No department and nobody has this name.",
    find_next: "Next match",
    find_previous: "Previous match",
    label: "Organisation chart",
    help: "Arrow keys walk, Enter folds, plus and minus zoom, 0 shows everything.",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    zoom_fit: "Show everything",
    unfold: "Open {name}",
    fold: "Close {name}",
    fold_all: "Fold",
    members: Plural { one: "{n} member", other: "{n} members" },
    members_below: Plural { one: "{n} in all", other: "{n} in all" },
    departments: Plural { one: "{n} department", other: "{n} departments" },
    no_head: "No head",
    heads: "Heads: {names}",
    more_heads: "and {n} more",
    hidden: Plural { one: "{n} more, not drawn", other: "{n} more, not drawn" },
    open_members: "Show the members",
    print: "Print",
    png: "Download as PNG",
    svg: "Download as SVG",
    png_failed: "The picture is too large for this browser. Fold some departments and try again.",
    unplaced: Plural { one: "{n} member without a department", other: "{n} members without a department" },
    none: "There are no departments yet.",
    none_text: "Add them on the members page, or bring them in from WeCom.",
    go_members: "Go to Members",
    inside: "Departments inside",
};
