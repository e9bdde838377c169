//! Light or dark: the person's choice in a cookie, so that the server paints the right colours at once.

use super::dom;

/// What the person chose.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    const fn word(self) -> &'static str {
        match self {
            Self::System => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The choice in force.
pub fn chosen() -> Theme {
    match dom::root().get_attribute("data-theme").as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Shows it and remembers it for a year.
pub fn choose(theme: Theme) {
    let word = theme.word();
    if word.is_empty() {
        let _ = dom::root().remove_attribute("data-theme");
        dom::set_cookie("theme", "", 0);
    } else {
        let _ = dom::root().set_attribute("data-theme", word);
        dom::set_cookie("theme", word, 31_536_000);
    }
}

/// The other of light and dark.
pub fn flip() {
    let dark = match chosen() {
        Theme::Dark => true,
        Theme::Light => false,
        Theme::System => dom::matches("(prefers-color-scheme: dark)"),
    };
    choose(if dark { Theme::Light } else { Theme::Dark });
}

/// Applies the cookie where the server did not.
pub fn follow() {
    if let Some(word) = dom::cookie("theme").filter(|word| matches!(word.as_str(), "light" | "dark")) {
        let _ = dom::root().set_attribute("data-theme", &word);
    }
}
