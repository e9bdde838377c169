//! What is done with one member: mapped, un-mapped, ignored.

use super::words;
use crate::api::mappings;
use crate::ui::deed::{Deed, deed_in_place};
use crate::ui::kit::toast;
use crate::ui::live::touch;
use crate::words::fill;
use model::mapping::{IgnoreMember, MapMember, Mapping, MappingStatus};

/// The changes that need no form.
#[derive(Clone, Copy)]
pub struct Deeds {
    /// Gives an account, or takes it away.
    pub map: Deed<MapMember>,
    /// Leaves without account on purpose, or no longer.
    pub ignore: Deed<IgnoreMember>,
}

impl Deeds {
    /// Not begun.
    pub fn new() -> Self {
        let said = |mapping: Mapping| {
            touch(&["mappings"]);
            let text = match mapping.status {
                MappingStatus::Mapped => words().mapped,
                MappingStatus::Ignored => words().ignored,
                _ if mapping.reason.is_some() => words().unmapped,
                _ => words().sought_again,
            };
            toast::done(fill(text, &[("name", &mapping.name)]));
        };
        Self { map: deed_in_place(mappings::map, said), ignore: deed_in_place(mappings::ignore, said) }
    }
}

/// A request to give this account.
pub fn give(mapping: &Mapping, external_id: &str) -> MapMember {
    MapMember { external_id: Some(external_id.to_owned()), ..take(mapping) }
}

/// A request to take the account away.
pub fn take(mapping: &Mapping) -> MapMember {
    MapMember {
        connection: mapping.connection_id.clone(),
        member: mapping.member_id.clone(),
        external_id: None,
        revision: mapping.revision,
    }
}

/// A request to ignore, or not.
pub fn leave(mapping: &Mapping, ignored: bool) -> IgnoreMember {
    IgnoreMember {
        connection: mapping.connection_id.clone(),
        member: mapping.member_id.clone(),
        ignored,
        revision: mapping.revision,
    }
}
