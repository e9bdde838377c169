//! The calls, one file per noun.

mod agents;
mod call;
mod correlations;
mod refusal;
mod rule;
mod set_state;
mod states;
mod teams;
mod token;

use axum::http::Method;
use serde_json::Value;

pub(super) use call::Call;
pub(super) use refusal::Refusal;
pub(super) use set_state::check_code;

use super::world::World;

/// A call of the platform, by the path that was asked for.
pub(super) struct Found {
    /// As the client names it: the path without numbers.
    pub(super) name: &'static str,
    /// Needs no token.
    pub(super) is_open: bool,
    /// UserHub's errors look otherwise than those of the administration.
    pub(super) is_hub: bool,
    pub(super) version: Option<u32>,
    /// What stands in the path where names have braces.
    pub(super) ids: Vec<String>,
    pub(super) run: fn(&mut World, &Call) -> Outcome,
}

/// An answer with success.
pub(super) enum Reply {
    Json(Value),
    Nothing(u16),
    /// What comes to those who do not ask for JSON.
    Words(&'static str),
}

pub(super) type Outcome = Result<Reply, Refusal>;

type Run = fn(&mut World, &Call) -> Outcome;

pub(super) fn find(method: &Method, path: &str) -> Option<Found> {
    let pieces: Vec<String> = path.trim_matches('/').split('/').map(call::decoded).collect();
    let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
    let found = |name, is_open, is_hub, ids: &[&str], run: Run| {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        Some(Found { name, is_open, is_hub, version: None, ids, run })
    };
    let hub = |name, ids: &[&str], run| found(name, false, true, ids, run);
    match (method.as_str(), pieces.as_slice()) {
        ("POST", ["auth", "token"]) => found("auth/token", true, false, &[], token::grant),
        ("GET", [".well-known", "cxone-configuration"]) => {
            found("cxone-configuration", true, false, &[], token::configuration)
        }
        ("POST", ["correlation-manager", "v1", "correlations"]) => hub("correlations", &[], correlations::create),
        ("POST", ["correlation-manager", "v1", "correlations", "search"]) => {
            hub("correlations/search", &[], correlations::search)
        }
        ("PUT", ["correlation-manager", "v1", "correlations", id, entity]) => {
            hub("correlations/{id}", &[id, entity], correlations::update)
        }
        ("GET", ["adapter-apis", "v1", partner, "rule", id]) => hub("rule", &[partner, id], rule::get),
        (method, [area, services, version, rest @ ..])
            if area.eq_ignore_ascii_case("inContactAPI") && services.eq_ignore_ascii_case("services") =>
        {
            let version = version.strip_prefix(['v', 'V'])?.strip_suffix(".0")?.parse().ok()?;
            let rest: Vec<String> = rest.iter().map(|piece| piece.to_ascii_lowercase()).collect();
            let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
            administration(method, &rest).map(|(name, id, run)| Found {
                name,
                is_open: false,
                is_hub: false,
                version: Some(version),
                ids: id.into_iter().map(ToOwned::to_owned).collect(),
                run,
            })
        }
        _ => None,
    }
}

fn administration<'a>(method: &str, path: &[&'a str]) -> Option<(&'static str, Option<&'a str>, Run)> {
    Some(match (method, path) {
        ("GET", ["agents"]) => ("agents", None, agents::list as Run),
        ("GET", ["agents", "states"]) => ("agents/states", None, states::list),
        ("GET", ["agents", id]) => ("agents/{id}", Some(*id), agents::get),
        ("GET", ["agents", id, "states"]) => ("agents/{id}/states", Some(*id), states::of_one),
        ("POST", ["agents", id, "state"]) => ("agents/{id}/state", Some(*id), set_state::set),
        ("POST", ["agents", id, "logout"]) => ("agents/{id}/logout", Some(*id), set_state::logout),
        ("GET", ["teams"]) => ("teams", None, teams::list),
        ("GET", ["teams", id, "unavailable-codes"]) => ("teams/{id}/unavailable-codes", Some(*id), teams::codes),
        _ => return None,
    })
}
