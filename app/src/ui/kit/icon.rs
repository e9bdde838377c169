//! Icons: symbols of one SVG file, drawn in the colour of the text.

use leptos::prelude::*;

macro_rules! icons {
    ($($name:ident = $id:literal),+ $(,)?) => {
        /// An icon of `public/icons.svg`.
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub enum Icon { $(#[doc = $id] $name),+ }
        impl Icon {
            /// Where it is.
            pub const fn href(self) -> &'static str {
                match self { $(Self::$name => concat!("/icons.svg#", $id)),+ }
            }
            #[cfg(test)]
            const IDS: &'static [&'static str] = &[$($id),+];
        }
    };
}

icons! {
    Home = "home", People = "people", Person = "person", Tree = "tree", Door = "door", Customers = "customers",
    Sync = "sync", Activity = "activity", Settings = "settings", Menu = "menu", More = "more", Search = "search",
    Plus = "plus", Minus = "minus", Close = "close", Check = "check", Down = "down", Up = "up", Left = "left",
    Right = "right", Bell = "bell", Lock = "lock", Copy = "copy", Edit = "edit", Trash = "trash", Undo = "undo",
    Warning = "warning", Info = "info", Error = "error", Success = "success", Filter = "filter",
    Columns = "columns", Download = "download", Upload = "upload", Link = "link", Qr = "qr", Mail = "mail",
    Phone = "phone", Moon = "moon", Screen = "screen", Keyboard = "keyboard",     Building = "building", Folder = "folder", Clock = "clock", Play = "play", Pause = "pause", Stop = "stop",
    Refresh = "refresh", SignOut = "sign-out", External = "external", Grip = "grip", Eye = "eye", EyeOff = "eye-off",
    Star = "star", Key = "key", Plug = "plug", Fold = "fold", Expand = "expand",
    Print = "print", Switch = "switch", Block = "block", Chat = "chat", Headset = "headset",
}

/// The icon as a view. Decoration: whatever holds it has the words.
pub fn icon(icon: Icon) -> impl IntoView + use<> {
    view! {
        <svg class="icon" width="20" height="20" aria-hidden="true">
            <use href=icon.href()></use>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_drawn() {
        let sprite = include_str!("../../../../public/icons.svg");
        for id in Icon::IDS {
            assert!(sprite.contains(&format!("id=\"{id}\"")), "{id} is not in public/icons.svg");
        }
    }
}
