//! One finding of *Test*: which credential, what is wrong with it, and what to do.

use super::{names, words};
use crate::ui::kit::{CopyButton, Icon, icon};
use crate::words::fill;
use leptos::prelude::*;
use model::connection::{ConnectionKind, Finding, TestStep};

/// The line.
#[component]
pub fn FindingLine(
    /// Of which kind of connection.
    kind: ConnectionKind,
    /// What was found.
    step: TestStep,
) -> impl IntoView {
    let (class, glyph) = match step.finding {
        Finding::Good => ("finding good", Icon::Success),
        Finding::NotSet => ("finding", Icon::Info),
        Finding::TooFast => ("finding warning", Icon::Warning),
        _ => ("finding bad", Icon::Error),
    };
    let said = fill(names().finding(step.finding), &[("detail", &step.detail)]);
    let copy = (step.finding == Finding::AddressNotTrusted && !step.detail.is_empty()).then(|| {
        let address = step.detail.clone();
        view! { <span class="line"><code>{step.detail.clone()}</code><CopyButton text=Signal::stored(address)/></span> }
    });
    view! {
        <li class=class>
            {icon(glyph)}
            <div>
                <strong>{names().setting(step.setting)}</strong>
                <p>{said}</p>
                {what_to_do(kind, step.finding).map(|text| view! { <p class="soft">{text}</p> })}
                {copy}
            </div>
        </li>
    }
}

/// How it is put right; for WeCom, where in its console.
fn what_to_do(kind: ConnectionKind, finding: Finding) -> Option<&'static str> {
    let words = words();
    match finding {
        Finding::Unreachable => Some(words.do_unreachable),
        _ if kind != ConnectionKind::WeCom => None,
        Finding::AddressNotTrusted => Some(words.do_address),
        Finding::MissingScope => Some(words.do_scope),
        Finding::CustomerContactNotAllowed => Some(words.do_customer_contact),
        Finding::WrongSecret => Some(words.do_secret),
        Finding::WrongCorpId => Some(words.do_corp_id),
        Finding::NotThePlatform => Some(words.do_not_wecom),
        Finding::KeyMalformed => Some(words.do_key),
        _ => None,
    }
}
