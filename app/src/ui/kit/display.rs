//! Small things that only show: badge, avatar, time, statistics, keys, breadcrumb, copy button, spinner.

use super::{Icon, IconButton, icon};
use crate::ui::speech::w;
use crate::ui::{dom, format};
use leptos::prelude::*;
use model::Moment;

/// What a badge means. Colour is never the only sign: the badge has a word.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Neutral,
    Good,
    Warning,
    Bad,
    Info,
}

impl Tone {
    /// Its class.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "badge",
            Self::Good => "badge good",
            Self::Warning => "badge warning",
            Self::Bad => "badge bad",
            Self::Info => "badge info",
        }
    }
}

/// A state in a word. `<Badge tone=Tone::Good>{w.member_status(status)}</Badge>`
#[component]
pub fn Badge(
    /// What it means.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// With a dot before it: a live state.
    #[prop(optional)]
    dot: bool,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! { <span class=move || tone.get().class() class:dot=dot>{children()}</span> }
}

/// A label without a meaning of its own, such as a tag or a department. `<Pill>{name}</Pill>`
#[component]
pub fn Pill(
    /// Where it leads, if anywhere.
    #[prop(optional, into)]
    href: Option<String>,
    /// The label.
    children: Children,
) -> impl IntoView {
    match href {
        Some(href) => view! { <a class="pill" href=href>{children()}</a> }.into_any(),
        None => view! { <span class="pill">{children()}</span> }.into_any(),
    }
}

/// A [`Badge`] as a function, for cells: the children of a component cannot borrow from the row.
pub fn badge(tone: Tone, text: impl Into<String>) -> AnyView {
    view! { <span class=tone.class()>{text.into()}</span> }.into_any()
}

/// A [`Pill`] as a function, for cells.
pub fn pill(text: impl Into<String>) -> AnyView {
    view! { <span class="pill">{text.into()}</span> }.into_any()
}

/// Initials on a colour that belongs to the name. `<Avatar name=row.name.clone()/>`
#[component]
pub fn Avatar(
    /// Whose.
    #[prop(into)]
    name: String,
    /// 40 instead of 24 px.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let class =
        ["avatar hue-0", "avatar hue-1", "avatar hue-2", "avatar hue-3", "avatar hue-4", "avatar hue-5"][hue(&name)];
    view! { <span class=class class:large=large aria-hidden="true">{initials(&name)}</span> }
}

fn hue(name: &str) -> usize {
    name.bytes().fold(7_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte))) as usize % 6
}

/// Two letters of a Latin name; the last two characters of a Chinese one, as WeCom and DingTalk do.
fn initials(name: &str) -> String {
    let name = name.trim();
    let wide = |c: char| ('\u{2e80}'..='\u{9fff}').contains(&c);
    if name.chars().next().is_some_and(wide) {
        let count = name.chars().count();
        return name.chars().skip(count.saturating_sub(2)).collect();
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let letters = match words.as_slice() {
        [] => return String::from("?"),
        [one] => [one.chars().next(), None],
        [first, .., last] => [first.chars().next(), last.chars().next()],
    };
    letters.into_iter().flatten().flat_map(char::to_uppercase).collect()
}

/// A person: avatar and name, with a second line. `<Person name=row.name detail=row.position/>`
#[component]
pub fn Person(
    /// The name.
    #[prop(into)]
    name: String,
    /// A second line.
    #[prop(optional, into)]
    detail: String,
) -> impl IntoView {
    view! {
        <span class="person">
            <Avatar name=name.clone()/>
            <span class="person-text">
                <span class="person-name">{name}</span>
                {(!detail.is_empty()).then(|| view! { <small>{detail}</small> })}
            </span>
        </span>
    }
}

/// How a [`Time`] is written.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeStyle {
    /// `3 minutes ago`.
    #[default]
    Relative,
    /// `5 Nov 2025`.
    Date,
    /// `5 Nov 2025, 14:02`.
    DateTime,
}

/// A moment, with the exact time on hover. `<Time at=run.created_at/>`
#[component]
pub fn Time(
    /// When.
    at: Moment,
    /// How it is written.
    #[prop(optional)]
    style: TimeStyle,
) -> impl IntoView {
    let said = match style {
        TimeStyle::Relative => format::relative(at),
        TimeStyle::Date => format::date(at),
        TimeStyle::DateTime => format::date_time(at),
    };
    view! { <time datetime=iso(at) title=format::exact(at)>{said}</time> }
}

fn iso(at: Moment) -> String {
    js_sys::Date::new(&(at.0 as f64).into()).to_iso_string().into()
}

/// A number with its name, leading somewhere. `<StatTile label=w.waiting value=number(n) href=Page::Joining.path() tone=Tone::Warning/>`
#[component]
pub fn StatTile(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// The number.
    #[prop(into)]
    value: Signal<String>,
    /// A line under it.
    #[prop(optional, into)]
    detail: Option<TextProp>,
    /// Where it leads.
    #[prop(optional, into)]
    href: Option<String>,
    /// What it means.
    #[prop(optional, into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    let class = move || match tone.get() {
        Tone::Warning => "stat warning",
        Tone::Bad => "stat bad",
        _ => "stat",
    };
    let body = view! {
        <span class="stat-label">{label}</span>
        <span class="stat-value">{value}</span>
        {detail.map(|detail| view! { <span class="stat-detail">{move || detail.get()}</span> })}
    };
    match href {
        Some(href) => view! { <a class=class href=href>{body}</a> }.into_any(),
        None => view! { <div class=class>{body}</div> }.into_any(),
    }
}

/// A key of the keyboard. `<Kbd>"Ctrl"</Kbd>`
#[component]
pub fn Kbd(
    /// Its name.
    children: Children,
) -> impl IntoView {
    view! { <kbd>{children()}</kbd> }
}

/// The way down to here; the last one is where one is. `<Breadcrumb path=vec![(name, Some(href)), (name, None)]/>`
#[component]
pub fn Breadcrumb(
    /// Names with their addresses.
    #[prop(into)]
    path: Signal<Vec<(String, Option<String>)>>,
) -> impl IntoView {
    let step = |(name, href): (String, Option<String>)| match href {
        Some(href) => view! { <li><a href=href>{name}</a></li> }.into_any(),
        None => view! { <li aria-current="page">{name}</li> }.into_any(),
    };
    view! {
        <nav class="breadcrumb" aria-label=w().kit.breadcrumb>
            <ol>{move || path.get().into_iter().map(step).collect_view()}</ol>
        </nav>
    }
}

/// Puts a text on the clipboard and says so. `<CopyButton text=url/>`
#[component]
pub fn CopyButton(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move || {
        leptos::task::spawn_local(async move {
            if dom::copy(&text.get_untracked()).await {
                copied.try_set(true);
                set_timeout(
                    move || {
                        copied.try_set(false);
                    },
                    std::time::Duration::from_secs(2),
                );
            }
        });
    };
    view! {
        {move || {
            let (glyph, label) = if copied.get() {
                (Icon::Check, w().common.copied)
            } else {
                (Icon::Copy, w().common.copy)
            };
            view! { <IconButton icon=glyph label=label on_click=copy/> }
        }}
        <span class="unseen" role="status">{move || copied.get().then_some(w().common.copied)}</span>
    }
}

/// Something is under way.
#[component]
pub fn Spinner() -> impl IntoView {
    view! { <span class="spinner" aria-hidden="true"></span> }
}

/// An icon with a text beside it.
#[component]
pub fn Labelled(
    /// The icon.
    icon: Icon,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! { <span class="labelled">{self::icon(icon)}{children()}</span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_follow_the_script_of_the_name() {
        assert_eq!(initials("Ana Maria Souza"), "AS");
        assert_eq!(initials("王小芳"), "小芳");
        assert_eq!(initials("王芳"), "王芳");
        assert_eq!(initials("cher"), "C");
        assert_eq!(initials("  "), "?");
    }
}
