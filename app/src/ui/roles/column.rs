//! A role as the matrix shows it.

use super::words;
use crate::ui::route::holders;
use crate::ui::{count, me, w};
use leptos::prelude::*;
use model::permission::{Rights, Role};
use model::role::{OwnRole, Roles};

/// One role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its word or its id.
    pub key: String,
    pub name: String,
    pub rights: Rights,
    /// How many hold it; `None` for ordinary members, whom nobody counts here.
    pub holders: Option<i64>,
    /// What can be changed; `None` for a built-in one.
    pub own: Option<OwnRole>,
}

/// The built-in roles, then the organisation's own by name.
pub fn columns(roles: &Roles) -> Vec<Column> {
    // Who sees only some departments is not told how many others hold a role.
    let counts = !untrack(me).scoped;
    let built_in = Role::ALL.iter().map(|role| {
        let held = roles.built_in.iter().find(|(known, _)| known == role).map_or(0, |(_, n)| *n);
        Column {
            key: role.word().to_owned(),
            name: w().common.role_name(*role).to_owned(),
            rights: role.rights(),
            holders: (counts && *role != Role::Member).then_some(held),
            own: None,
        }
    });
    let theirs = roles.own.iter().map(|role| Column {
        key: role.id.0.clone(),
        name: role.name.clone(),
        rights: role.rights.clone(),
        holders: counts.then_some(role.holders),
        own: Some(role.clone()),
    });
    built_in.chain(theirs).collect()
}

impl Column {
    /// How many hold it, as a way to them.
    pub fn held(&self) -> AnyView {
        match self.holders {
            None => ().into_any(),
            Some(0) => view! { <small class="faint">{words().nobody}</small> }.into_any(),
            Some(n) => {
                let href = holders(&self.key);
                view! { <small><a href=href>{count(&words().holders, n)}</a></small> }.into_any()
            }
        }
    }

    /// Where its rights reach.
    pub fn reach(&self) -> &'static str {
        if self.rights.scoped { words().departments_only } else { words().everything }
    }
}

/// What oneself may do.
pub fn own_rights() -> Rights {
    let me = untrack(me);
    Rights { permissions: me.permissions, scoped: me.scoped }
}
