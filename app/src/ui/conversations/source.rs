//! How an archive stands: what is here, and what is missing for the rest.

use super::words;
use crate::api::conversations;
use crate::ui::kit::{Banner, BannerKind, Fact, Facts, Section, Time, TimeStyle, Tone, badge};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load};
use crate::ui::{count, format, w};
use crate::words::fill;
use leptos::prelude::*;
use model::ConnectionId;
use model::connection::ConnectionKind;
use model::conversation::{ArchiveGap, ArchiveSource};
use model::permission::Permission;

/// The section of a connection's page.
#[component]
pub fn ArchiveState(
    /// Of which connection.
    connection: ConnectionId,
    /// Which platform.
    kind: ConnectionKind,
    /// How reading is begun and when it begins by itself.
    children: Children,
) -> impl IntoView {
    let changed = use_hint(&["connections", "conversations", "runs"]);
    let sources = load(
        move || changed.get(),
        move |_| {
            let mine = connection.clone();
            async move { Ok(conversations::sources().await?.into_iter().find(|one| one.connection_id == mine)) }
        },
    );
    let wecom = kind == ConnectionKind::WeCom;
    let who = fill(words().who_reads, &[("right", w().common.permission(Permission::ArchiveRead))]);
    view! {
        <Section title=words().state description=words().state_text>
            <Loaded from=sources let:source>
                {move || source.with(|source| source.as_ref().map(|source| draw(source, wecom)))}
            </Loaded>
            {children()}
            <p class="soft">{who}</p>
        </Section>
    }
}

fn draw(source: &ArchiveSource, wecom: bool) -> AnyView {
    let missing = [
        (wecom && !source.library).then_some(words().library_absent_text),
        (wecom && !source.secret).then_some(words().secret_text),
    ];
    let warning = |text: String| view! { <Banner kind=BannerKind::Warning>{text}</Banner> };
    let waiting = [
        (source.unread > 0).then(|| count(&words().unread_n, source.unread)),
        (source.pending_media > 0).then(|| count(&words().pending_n, source.pending_media)),
    ];
    let banners = missing.into_iter().flatten().map(str::to_owned).chain(waiting.into_iter().flatten());
    let banners = banners.map(warning).collect_view();
    let (gaps, consents, credentials) = (gaps(&source.gaps), consents(source), wecom.then(|| credentials(source)));
    let (pulled, caught_up) = (when(source.pulled_at), when(source.caught_up_at));
    view! {
        {banners}
        {gaps}
        <div class="card">
            <Facts>
                {credentials}
                {consents}
                <Fact name=words().pulled>{pulled}</Fact>
                <Fact name=words().caught_up>{caught_up}</Fact>
            </Facts>
        </div>
    }
    .into_any()
}

fn when(at: Option<model::Moment>) -> AnyView {
    match at {
        Some(at) => view! { <Time at style=TimeStyle::DateTime/> }.into_any(),
        None => words().never.into_any(),
    }
}

/// What WeCom's archive cannot be read without.
fn credentials(source: &ArchiveSource) -> AnyView {
    let state = |there: bool, yes: &'static str, no: &'static str| match there {
        true => badge(Tone::Good, yes),
        false => badge(Tone::Warning, no),
    };
    let versions: Vec<String> = source.key_versions.iter().map(ToString::to_string).collect();
    let keys = match versions.is_empty() {
        true => badge(Tone::Warning, words().keys_none),
        false => fill(words().keys_there, &[("list", &format::list(&versions))]).into_any(),
    };
    let library = state(source.library, words().library_there, words().library_absent);
    let secret = state(source.secret, words().set, words().not_set);
    view! {
        <Fact name=words().library>{library}</Fact>
        <Fact name=words().secret>{secret}</Fact>
        <Fact name=words().keys>{keys}</Fact>
    }
    .into_any()
}

fn consents(source: &ArchiveSource) -> Option<AnyView> {
    let said = |(consent, n): &(model::conversation::Consent, i64)| {
        let state = words().consent_word(*consent);
        fill(words().consents_n, &[("state", state), ("n", &format::number(*n))])
    };
    let said: Vec<String> = source.consents.iter().map(said).collect();
    let said = said.join(" · ");
    (!said.is_empty()).then(|| view! { <Fact name=words().consents>{said}</Fact> }.into_any())
}

fn gaps(gaps: &[ArchiveGap]) -> Option<AnyView> {
    let line = |gap: &ArchiveGap| {
        let (after, time) = (format::number(gap.after_seq), format::date_time(gap.found_at));
        let said = match gap.first_seq {
            Some(first) => {
                let first = format::number(first);
                fill(words().gap, &[("after", &after), ("first", &first), ("time", &time)])
            }
            None => fill(words().gap_open, &[("after", &after), ("time", &time)]),
        };
        view! { <li>{said}</li> }
    };
    let lines = gaps.iter().map(line).collect_view();
    (!gaps.is_empty()).then(|| {
        view! {
            <Banner kind=BannerKind::Warning>
                <strong>{words().gaps}</strong>
                <p>{words().gaps_text}</p>
                <ul class="archive-gaps">{lines}</ul>
            </Banner>
        }
        .into_any()
    })
}

/// A message as a line of a file.
const EXAMPLE: &str = r#"{"msgid":"9001_1760000000123_external","action":"send","from":"liuyang","tolist":["wmFAKE0001"],"roomid":"","msgtime":1760000000123,"msgtype":"text","text":{"content":"合同已寄出"}}"#;

/// What a file of messages has to look like.
#[component]
pub fn FileFormat() -> impl IntoView {
    view! {
        <Section title=words().format description=words().format_text>
            <pre class="card archive-example"><code>{EXAMPLE}</code></pre>
            <p class="soft">{words().allowed_text}</p>
        </Section>
    }
}
