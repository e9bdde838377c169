//! What all pages share: head, brand, switch of languages.

use super::STYLE;
use crate::words::Language;
use crate::words::pages::PagesWords;
use leptos::prelude::*;

/// The brand's mark, inside the page: one request less, and none that could miss.
pub(super) const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' \
    height='32' rx='8' fill='%232456c9'/%3E%3Ccircle cx='16' cy='11.5' r='5' fill='%23fff'/%3E%3Cpath d='M6 27.5c.8-6 4.8-9 10-9s9.200 \
    3 10 9z' fill='%23fff'/%3E%3C/svg%3E";

/// Light or dark, where the person chose one; else the device decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The word in the cookie and in `<html data-theme>`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a cookie's value.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.word() == word)
    }
}

/// For whom a page is made.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The reader's language.
    pub language: Language,
    /// The reader's theme.
    pub theme: Option<Theme>,
    /// The page's query without `lang`, encoded; empty or ending in `&`. The language links keep it.
    pub query: String,
}

impl Frame {
    /// The page's sentences.
    pub const fn words(&self) -> &'static PagesWords {
        PagesWords::get(self.language)
    }

    /// A whole document around the page's own part.
    pub(super) fn document(&self, title: &str, main: impl IntoView + 'static) -> String {
        let words = self.words();
        let languages: Vec<AnyView> = Language::ALL
            .iter()
            .copied()
            .map(|language| {
                if language == self.language {
                    view! { <span aria-current="true" lang=language.word()>{language.name()}</span> }.into_any()
                } else {
                    let href = format!("?{}lang={}", self.query, language.word());
                    view! { <a href=href hreflang=language.word() lang=language.word()>{language.name()}</a> }
                        .into_any()
                }
            })
            .collect();
        view! {
            <!DOCTYPE html>
            <html lang=self.language.word() data-theme=self.theme.map(Theme::word)>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="robots" content="noindex"/>
                    <title>{format!("{title} – Muster")}</title>
                    <link rel="icon" href=ICON/>
                    <style>{STYLE}</style>
                </head>
                <body>
                    <header>
                        <a class="brand" href="/">{mark()} "Muster"</a>
                    </header>
                    <main>{main}</main>
                    <footer>
                        <nav aria-label=words.language>{languages}</nav>
                    </footer>
                </body>
            </html>
        }
        .to_html()
    }
}

fn mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="8" fill="#2456c9"></rect>
            <circle cx="16" cy="11.5" r="5" fill="#fff"></circle>
            <path d="M6 27.5c.8-6 4.800-9 10-9s9.200 3 10 9z" fill="#fff"></path>
        </svg>
    }
}
