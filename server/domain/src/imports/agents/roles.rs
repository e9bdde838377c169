//! Roles: found by what they are called, and whether whoever imports may give them.

use super::super::judge::Judged;
use super::{Found, Rules};
use crate::keys::fold;
use crate::{Conn, Result, Viewer, agents, departments, roles};
use model::import::{ImportField, IssueCode, Level};
use model::permission::Role;
use model::role::RoleKey;
use std::collections::HashMap;

/// What the built-in ones are called in the languages of the console, folded; their own words are known too.
const CALLED: [(Role, &[&str]); 6] = [
    (Role::SuperAdmin, &["super admin", "超级管理员", "superadministrador"]),
    (Role::AccountAdmin, &["account admin", "账号管理员", "administrador de contas"]),
    (Role::DepartmentAdmin, &["department admin", "部门管理员", "administrador de departamento"]),
    (Role::Auditor, &["审计员"]),
    (Role::Member, &["普通成员", "membro"]),
    (Role::Agent, &["座席", "坐席", "agente"]),
];

/// A role that a row may name.
#[derive(Debug)]
struct Known {
    key: RoleKey,
    /// The word of a built-in one, the name of one of the organisation's own.
    name: String,
    /// Whether the viewer may give it.
    given: bool,
}

/// The roles of the organisation.
#[derive(Debug, Default)]
pub(super) struct Roles {
    all: Vec<Known>,
    called: HashMap<String, Vec<usize>>,
}

impl Roles {
    /// All of them.
    pub async fn load(conn: &mut Conn, viewer: &Viewer) -> Result<Self> {
        let root = departments::rows::root(conn, &viewer.organisation).await?.id;
        let built_in = CALLED.into_iter().map(|(role, called)| {
            let called = called.iter().map(|name| (*name).to_owned()).chain([role.word().to_owned()]);
            (RoleKey::BuiltIn(role), role.word().to_owned(), called.collect())
        });
        let mut all: Vec<(RoleKey, String, Vec<String>)> = built_in.collect();
        for (id, name) in roles::names(conn, &viewer.organisation).await? {
            let called = vec![fold(&name)];
            all.push((RoleKey::Own(id), name, called));
        }
        let mut roles = Self::default();
        for (key, name, called) in all {
            let given = match agents::role(conn, viewer, &key, &root).await {
                Ok(_) => true,
                Err(error) if error.code().is_some() => false,
                Err(error) => return Err(error),
            };
            for name in called {
                roles.called.entry(name).or_default().push(roles.all.len());
            }
            roles.all.push(Known { key, name, given });
        }
        Ok(roles)
    }

    fn find(&self, text: &str) -> Vec<&Known> {
        self.called.get(&fold(text)).into_iter().flatten().filter_map(|at| self.all.get(*at)).collect()
    }
}

impl Rules<'_> {
    /// Finds the role of somebody new, or says what is in the way.
    pub(super) fn give(&self, judged: &mut Judged<Found>) {
        if judged.of.role.is_empty() {
            return;
        }
        let text = judged.of.role.clone();
        let code = match self.roles.find(&text).as_slice() {
            [] => IssueCode::RoleUnknown,
            [one] if one.given => {
                judged.of.given = Some((one.key.clone(), one.name.clone()));
                return;
            }
            [_] => IssueCode::RoleAbove,
            _ => IssueCode::RoleAmbiguous,
        };
        self.say(judged, (Level::Error, code), Some(ImportField::Role), &[("text", &text)]);
    }

    /// Says that somebody who is here keeps his role, where the file says another one.
    pub(super) fn keep(&self, judged: &mut Judged<Found>, has: &RoleKey) {
        let text = judged.of.role.clone();
        if !text.is_empty() && self.roles.find(&text).iter().all(|known| known.key != *has) {
            self.say(judged, (Level::Warning, IssueCode::RoleStays), Some(ImportField::Role), &[("text", &text)]);
        }
    }
}
