//! Where on the page one is: the parameters of the URL, and what they name.

use super::said;
use crate::api::{Answer, roles, skill_groups};
use crate::ui::live::use_hint;
use crate::ui::load::{Loader, load};
use crate::ui::param::{Param, param, push_params, set_params};
use crate::ui::w;
use leptos::prelude::*;
use model::agent::{Access, AgentQuery, AgentState};
use model::page::{Page, PageRequest};
use model::role::{RoleKey, Roles};
use model::skill_group::SkillGroup;
use model::{AgentId, Moment, SkillGroupId};

/// Value of the parameter `tab` for the skill groups.
pub const GROUPS: &str = "groups";
/// The same for the recycle bin.
pub const BIN: &str = "bin";
/// Value of the parameter `dialog` that opens the drawer for somebody new.
pub const ADD: &str = "add";
/// The same for an agent who is edited.
pub const EDIT: &str = "edit";
/// The same for one who is replaced.
pub const REPLACE: &str = "replace";

/// The state of the page, all of it in the URL.
#[derive(Clone, Copy)]
pub struct Place {
    pub tab: Param,
    pub search: Param,
    /// The skill group that the list is held to.
    pub group: Param,
    pub role: Param,
    pub state: Param,
    pub access: Param,
    /// The agent whose drawer is open. Of its own name: on the way to another page that opens something, neither asks for the other's.
    pub agent: Param,
    pub dialog: Param,
    /// The present time, for how long states last.
    pub now: Signal<Moment>,
    /// All skill groups, by name, on one page.
    pub groups: Loader<Page<SkillGroup>>,
    /// The roles of the organisation's own.
    pub roles: Loader<Roles>,
}

/// Reads the URL. Call it once, at the top of the page.
pub fn place() -> Place {
    let (groups_changed, roles_changed) = (use_hint(&["agents"]), use_hint(&["roles"]));
    Place {
        tab: param("tab"),
        search: param("search"),
        group: param("skill"),
        role: param("role"),
        state: param("state"),
        access: param("access"),
        agent: param("agent"),
        dialog: param("dialog"),
        now: said::ticking(),
        groups: load(move || groups_changed.get(), |_| all_groups()),
        roles: load(move || roles_changed.get(), |_| roles::list()),
    }
}

impl Place {
    /// What the list is asked for, in a page of it.
    pub fn query(&self, page: PageRequest) -> AgentQuery {
        AgentQuery {
            search: self.search.get(),
            group: self.group.some().map(SkillGroupId),
            role: RoleKey::parse(&self.role.get()),
            state: AgentState::from_word(&self.state.get()),
            access: Access::from_word(&self.access.get()),
            bin: self.tab.get() == BIN,
            page,
        }
    }
    /// Whether any filter that can be cleared is in force.
    pub fn is_filtered(&self) -> bool {
        [self.search, self.group, self.role, self.state, self.access].iter().any(|param| param.some().is_some())
    }
    /// The skill groups that are known by now.
    pub fn known_groups(&self) -> Vec<SkillGroup> {
        self.groups.with(|page| page.items.clone()).unwrap_or_default()
    }
    /// Whether it is known that there is no skill group.
    pub fn has_no_group(&self) -> bool {
        self.groups.with(|page| page.items.is_empty()).unwrap_or_default()
    }
    /// The name of the skill group that the list is held to.
    pub fn group_name(&self) -> Option<String> {
        let id = self.group.some()?;
        let name = |all: &Page<SkillGroup>| all.items.iter().find(|one| one.id.0 == id).map(|one| one.name.clone());
        // Until the names are there, and of a group that is gone, the filter is still in force.
        Some(self.groups.with(name).flatten().unwrap_or_else(|| "…".to_owned()))
    }
    /// The name of the role that the list is held to.
    pub fn role_name(&self) -> Option<String> {
        match RoleKey::parse(&self.role.get())? {
            RoleKey::BuiltIn(role) => Some(w().common.role_name(role).to_owned()),
            RoleKey::Own(id) => {
                let name = |roles: &Roles| roles.own.iter().find(|role| role.id == id).map(|role| role.name.clone());
                Some(self.roles.with(name).flatten().unwrap_or_else(|| "…".to_owned()))
            }
        }
    }
}

async fn all_groups() -> Answer<Page<SkillGroup>> {
    let items = skill_groups::list().await?;
    let total = Some(items.len() as i64);
    Ok(Page { items, next_cursor: None, total })
}

/// Another tab begins without what was looked for in the one before.
pub fn choose_tab(tab: &str) {
    set_params(&[("tab", tab), ("search", ""), ("skill", ""), ("role", ""), ("state", ""), ("access", "")]);
}

/// Clears every filter.
pub fn clear_filters() {
    set_params(&[("search", ""), ("skill", ""), ("role", ""), ("state", ""), ("access", "")]);
}

/// Opens an agent's drawer with one of its dialogs; with an empty one as it is.
pub fn open_agent(id: &AgentId, dialog: &str) {
    push_params(&[("agent", id.as_str()), ("dialog", dialog)]);
}
