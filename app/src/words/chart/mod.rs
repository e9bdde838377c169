//! What the organisation chart says.

mod en;
mod pt_br;
mod zh_cn;

use super::{Plural, Text};

crate::sentences! {
    /// What the organisation chart says.
    ChartWords {
        search: Text,
        found: Text,
        found_none: Text,
        find_next: Text,
        find_previous: Text,
        label: Text,
        help: Text,
        zoom_in: Text,
        zoom_out: Text,
        zoom_fit: Text,
        unfold: Text,
        fold: Text,
        fold_all: Text,
        members: Plural,
        members_below: Plural,
        departments: Plural,
        no_head: Text,
        heads: Text,
        more_heads: Text,
        hidden: Plural,
        open_members: Text,
        print: Text,
        png: Text,
        svg: Text,
        png_failed: Text,
        unplaced: Plural,
        none: Text,
        none_text: Text,
        go_members: Text,
        inside: Text,
    }
}
