//! Whether the chain holds: the last check, another one, and the hash to be kept outside.

use super::words;
use crate::api::audit;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Badge, Button, CopyButton, Progress, Tone};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::{Loaded, load};
use crate::ui::{count, format, w};
use crate::words::fill;
use leptos::prelude::*;
use model::revert::{Chain, ChainCheck, ChainFault};
use model::run::Started;

/// One line that opens: what the check found, and what can be done.
#[component]
pub fn ChainPanel() -> impl IntoView {
    let changed = use_hint(&["audit", "runs"]);
    let chain = load(move || changed.get(), |_| audit::chain());
    let check = deed_in_place(|()| audit::check(), |_: Started| touch(&["audit", "runs"]));
    view! {
        <Loaded from=chain let:now>
            <details class="card chain" open=now.get_untracked().check.is_some_and(|check| check.fault.is_some())>
                <summary class="line">
                    <strong>{words().chain}</strong>
                    {move || state(&now.get())}
                </summary>
                <div class="stack">
                    {move || now.get().check.map(|check| {
                        let (name, time) = (check.by.clone(), format::date_time(check.at));
                        let newer = now.get().head - check.upto;
                        let newer = (newer > 0 && check.fault.is_none()).then(|| count(&words().chain_newer, newer));
                        let said = fill(words().chain_checked, &[("name", &name), ("time", &time)]);
                        view! { <p class="soft">{said} " " {newer}</p> }
                    })}
                    <p class="soft">{words().chain_keep}</p>
                    <p>
                        {move || fill(words().chain_head, &[("seq", &format::number(now.get().head))])} <br/>
                        <code class="hash">{move || now.get().hash}</code> " "
                        <CopyButton text=Signal::derive(move || now.get().hash)/>
                    </p>
                    {move || match now.get().run {
                        Some(run) => view! {
                            <Progress
                                label=words().checking
                                done=Signal::stored(run.done)
                                total=Signal::stored(run.total)
                            />
                        }
                        .into_any(),
                        None => view! {
                            <div class="line">
                                <Button busy=check.busy() on_click=move || check.go(())>{words().check_now}</Button>
                            </div>
                        }
                        .into_any(),
                    }}
                </div>
            </details>
        </Loaded>
    }
}

fn state(chain: &Chain) -> AnyView {
    let (tone, said) = match &chain.check {
        None => (Tone::Neutral, words().chain_unchecked.to_owned()),
        Some(ChainCheck { fault: None, upto, .. }) => {
            (Tone::Good, fill(words().chain_whole, &[("seq", &format::number(*upto))]))
        }
        Some(ChainCheck { fault: Some((fault, seq)), .. }) => {
            let sentence = match fault {
                ChainFault::Missing => words().chain_missing,
                ChainFault::Altered => words().chain_altered,
                ChainFault::Truncated => words().chain_truncated,
            };
            (Tone::Bad, fill(sentence, &[("seq", &format::number(*seq))]))
        }
    };
    let busy = chain.run.is_some().then(|| [" · ", w().common.run_state(model::run::RunState::Running)].concat());
    view! { <span role="status"><Badge tone=tone>{said} {busy}</Badge></span> }.into_any()
}
