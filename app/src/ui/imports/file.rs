//! The file: dropped, chosen or pasted; the template; how many are left today.

use super::send::Sending;
use super::words;
use crate::api::imports;
use crate::ui::kit::{Banner, BannerKind, Button, ButtonKind, Form, FormActions, Icon, LinkButton, TextArea, icon};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::load;
use crate::ui::{count, format, route, w};
use crate::words::fill;
use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use model::import::{ImportKind, Quota};
use model::limits;

/// What the file chooser offers; what a file really is, the server finds out by its content.
const KINDS: &str = ".xlsx,.xls,.ods,.csv,.tsv,.txt";

/// The first step.
#[component]
pub fn FileStep(
    /// What the file becomes.
    kind: ImportKind,
) -> impl IntoView {
    let sending = Sending::new(kind, |id| {
        touch(&["imports"]);
        route::go(&route::import(&id));
    });
    let changed = use_hint(&["imports"]);
    let quota = load(move || changed.get(), |_| imports::quota());
    let used_up = Memo::new(move |_| quota.with(left).flatten().is_some_and(|(left, _)| left == 0));
    let pasting = RwSignal::new(false);
    let template = format!("/import/template/{kind}");
    let idle = move || sending.name.with(Option::is_none);
    view! {
        <div class="stack">
            <div aria-live="polite">
                {move || sending.said().map(|said| view! { <Banner kind=BannerKind::Error>{said}</Banner> })}
                {move || quota.with(quota_said).flatten()}
            </div>
            <Show when=idle fallback=move || view! { <UnderWay sending/> }>
                <Drop sending used_up/>
                <div class="line">
                    <LinkButton href=template.clone() icon=Icon::Download outside=true>{words().template}</LinkButton>
                    <LinkButton href=format!("{template}?format=csv") icon=Icon::Download outside=true>{words().template_csv}</LinkButton>
                    <Button
                        icon=Icon::Copy
                        disabled=used_up
                        on_click=move || pasting.update(|pasting| *pasting = !*pasting)
                    >
                        {words().paste}
                    </Button>
                </div>
                <Show when=move || pasting.get()>
                    <Paste sending pasting/>
                </Show>
            </Show>
        </div>
    }
}

/// Files left today and the limit, where there is one.
fn left(quota: &Quota) -> Option<(i64, i64)> {
    let limit = quota.limit?;
    Some(((limit - quota.mine.max(quota.network)).max(0), limit))
}

fn quota_said(quota: &Quota) -> Option<AnyView> {
    let (left, limit) = left(quota)?;
    let shown = format::number(limit);
    if left > 0 {
        let said = fill(&count(&words().quota_left, left), &[("limit", &shown)]);
        return Some(view! { <p class="faint">{said}</p> }.into_any());
    }
    let said = fill(words().quota_none, &[("limit", &shown), ("time", &format::date_time(quota.opens_at))]);
    Some(view! { <Banner kind=BannerKind::Warning>{said}</Banner> }.into_any())
}

#[component]
fn Drop(sending: Sending, #[prop(into)] used_up: Signal<bool>) -> impl IntoView {
    let over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let choose = move || {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let dragged = move |event: DragEvent| {
        event.prevent_default();
        over.set(!used_up.get_untracked());
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(data) = event.data_transfer().filter(|_| !used_up.get_untracked()) {
            sending.files(&data);
        }
    };
    let megabytes = format::number((limits::IMPORT_BYTES / 1_000_000) as i64);
    view! {
        <div
            class="import-drop"
            class:over=over
            on:dragover=dragged
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <span class="empty-icon">{icon(Icon::Upload)}</span>
            <p class="empty-title">{words().drop}</p>
            <p class="faint">{fill(words().drop_kinds, &[("limit", &megabytes)])}</p>
            <Button kind=ButtonKind::Primary icon=Icon::Upload disabled=used_up on_click=choose>{words().choose_file}</Button>
            // Pressed by the button: on its own it would be a second one that looks like nothing else here.
            <input
                node_ref=input
                type="file"
                hidden
                accept=KINDS
                disabled=used_up
                on:change:target=move |event| {
                    let input = event.target();
                    sending.files(&input);
                    // The same file chosen again is a choice too.
                    input.set_value("");
                }
            />
        </div>
    }
}

#[component]
fn Paste(sending: Sending, pasting: RwSignal<bool>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let submit = move || text.with_untracked(|text| sending.pasted(text));
    view! {
        <Form on_submit=submit>
            <TextArea name="pasted" label=words().paste_label value=text rows=8 hint=words().paste_hint/>
            <FormActions
                label=words().paste_send
                disabled=Signal::derive(move || text.with(|text| text.trim().is_empty()))
                on_cancel=move || pasting.set(false)
            />
        </Form>
    }
}

#[component]
fn UnderWay(sending: Sending) -> impl IntoView {
    let name = sending.name.get_untracked().filter(|name| !name.is_empty());
    let label = fill(words().sending, &[("name", name.as_deref().unwrap_or(words().pasted))]);
    view! {
        <div class="card stack tight">
            <div class="progress">
                <div class="progress-text">
                    <span>{label.clone()}</span>
                    <span>{move || format::percent(sending.sent.get())}</span>
                </div>
                <progress aria-label=label max="1000" value=move || sending.sent.get().to_string()></progress>
            </div>
            <div class="line">
                <Button icon=Icon::Stop on_click=move || sending.stop()>{w().common.stop}</Button>
            </div>
        </div>
    }
}
