//! A wall clock in a time zone, as a moment and back. The browser knows the zones.

use js_sys::{Date, Function, Object, Reflect};
use model::Moment;
use wasm_bindgen::{JsCast, JsValue};

/// `2026-11-24T09:00` on the wall clocks of a zone; `None` for another text, or a zone that nobody knows.
pub fn moment(wall: &str, zone: &str) -> Option<Moment> {
    let wall = utc(wall)?;
    // The offset of the moment is known once the moment is: the second guess is right but for the hour that a clock skips.
    let first = wall - (shown(wall, zone)? - wall);
    let at = wall - (shown(first, zone)? - first);
    Some(Moment(at as i64))
}

/// What the wall clocks of a zone show at a moment.
pub fn wall(at: Moment, zone: &str) -> Option<String> {
    let shown = shown(at.0 as f64, zone)?;
    let text = String::from(Date::new(&shown.into()).to_iso_string());
    text.get(..16).map(str::to_owned)
}

/// The milliseconds of a text read as if it were UTC.
fn utc(text: &str) -> Option<f64> {
    let at = Date::parse(&[text, "Z"].concat());
    (!text.is_empty() && !at.is_nan()).then_some(at)
}

/// What the wall clocks show, read as if it were UTC.
fn shown(at: f64, zone: &str) -> Option<f64> {
    let options = Object::new();
    Reflect::set(&options, &"timeZone".into(), &zone.into()).ok()?;
    let date = Date::new(&at.into());
    // By hand: a zone that nobody knows is an exception. Swedish is written as ISO 8601 wants it.
    let method: Function = Reflect::get(&date, &"toLocaleString".into()).ok()?.dyn_into().ok()?;
    let said = method.call2(&date, &JsValue::from_str("sv-SE"), &options).ok()?.as_string()?;
    utc(&said.replace(' ', "T"))
}
