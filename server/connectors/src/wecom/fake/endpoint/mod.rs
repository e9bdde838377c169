//! The calls, one file per noun.

mod archive;
mod call;
mod customer_write;
mod customers;
mod department_write;
mod departments;
mod group_transfer;
mod groups;
mod inheritance;
mod licence;
mod msgaudit;
mod refusal;
mod successor;
mod tags;
mod token;
mod user_fields;
mod user_write;
mod users;

use serde_json::Value;

pub(super) use call::Call;
pub(super) use department_write::{check_delete, check_move, check_name};
pub(super) use inheritance::assigns;
pub(super) use refusal::Refusal;

use super::world::World;

/// Who may make a call.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rights {
    /// Needs no token.
    Open,
    /// The contact-sync secret only.
    ContactOnly,
    /// Ids: contact-sync secret and application.
    Ids,
    /// Names: the application; 48009 for the contact-sync secret.
    Details,
    /// The application, once it is allowed customer contact.
    Customers,
    /// The service provider.
    Provider,
    /// The archive's secret.
    Archive,
}

pub(super) struct Endpoint {
    pub(super) path: &'static str,
    pub(super) rights: Rights,
    pub(super) run: fn(&mut World, &Call) -> Outcome,
}

/// The fields of the answer beside `errcode`.
pub(super) type Outcome = Result<Value, Refusal>;

pub(super) fn find(path: &str) -> Option<&'static Endpoint> {
    [
        token::ENDPOINTS,
        departments::ENDPOINTS,
        department_write::ENDPOINTS,
        users::ENDPOINTS,
        user_write::ENDPOINTS,
        customers::ENDPOINTS,
        customer_write::ENDPOINTS,
        tags::ENDPOINTS,
        inheritance::ENDPOINTS,
        groups::ENDPOINTS,
        group_transfer::ENDPOINTS,
        licence::ENDPOINTS,
        archive::ENDPOINTS,
        msgaudit::ENDPOINTS,
    ]
    .into_iter()
    .flatten()
    .find(|endpoint| endpoint.path == path)
}
