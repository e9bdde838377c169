//! Numbers and times as the reader writes them, by the browser's own `Intl`: it knows every locale and costs no bytes.

use super::dom;
use super::speech::{language, w};
use js_sys::{Array, Intl, Object, Reflect};
use model::Moment;
use model::moment::{DAY, HOUR, MINUTE, SECOND};
use std::cell::OnceCell;
use wasm_bindgen::{JsCast, JsValue};

struct Formats {
    number: js_sys::Function,
    date: js_sys::Function,
    exact: js_sys::Function,
    day: js_sys::Function,
    relative: Intl::RelativeTimeFormat,
}

thread_local! {
    // The language is fixed, and making a formatter costs a hundred times what using it does.
    static FORMATS: OnceCell<Formats> = const { OnceCell::new() };
}

fn locales() -> Array {
    Array::of1(&JsValue::from_str(language().word()))
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    object
}

fn formats<T>(then: impl FnOnce(&Formats) -> T) -> T {
    FORMATS.with(|cell| {
        then(cell.get_or_init(|| {
            let date = |pairs| Intl::DateTimeFormat::new(&locales(), &options(pairs)).format();
            Formats {
                number: Intl::NumberFormat::new(&locales(), &Object::new()).format(),
                date: date(&[("dateStyle", "medium")]),
                exact: date(&[("dateStyle", "full"), ("timeStyle", "long")]),
                day: date(&[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")]),
                relative: Intl::RelativeTimeFormat::new(&locales(), &options(&[("numeric", "auto")])),
            }
        }))
    })
}

fn call(function: &js_sys::Function, value: f64) -> String {
    function.call1(&JsValue::UNDEFINED, &JsValue::from_f64(value)).ok().and_then(|v| v.as_string()).unwrap_or_default()
}

/// `1,234`.
pub fn number(n: i64) -> String {
    formats(|f| call(&f.number, n as f64))
}

/// Bytes as people read them.
pub fn bytes(size: i64) -> String {
    match size {
        ..1_000 => [number(size).as_str(), " B"].concat(),
        1_000..1_000_000 => [number(size / 1_000).as_str(), " kB"].concat(),
        1_000_000..1_000_000_000 => [number(size / 1_000_000).as_str(), " MB"].concat(),
        _ => [number(size / 1_000_000_000).as_str(), " GB"].concat(),
    }
}

/// `12.3 %` from 123 thousandths.
pub fn percent(thousandths: i64) -> String {
    let format = Intl::NumberFormat::new(&locales(), &options(&[("style", "percent"), ("maximumFractionDigits", "1")]));
    call(&format.format(), thousandths as f64 / 1000.0)
}

/// `5 Nov 2025`.
pub fn date(moment: Moment) -> String {
    formats(|f| call(&f.date, moment.0 as f64))
}

/// `Wednesday, 5 November 2025`: the heading of a day.
pub fn day(moment: Moment) -> String {
    formats(|f| call(&f.day, moment.0 as f64))
}

/// `14:02`.
pub fn time(moment: Moment) -> String {
    let format = Intl::DateTimeFormat::new(&locales(), &options(&[("timeStyle", "short")])).format();
    call(&format, moment.0 as f64)
}

/// `5 Nov 2025, 14:02`.
pub fn date_time(moment: Moment) -> String {
    let format = Intl::DateTimeFormat::new(&locales(), &options(&[("dateStyle", "medium"), ("timeStyle", "short")]));
    call(&format.format(), moment.0 as f64)
}

/// The whole truth with seconds and zone, for `title`.
pub fn exact(moment: Moment) -> String {
    formats(|f| call(&f.exact, moment.0 as f64))
}

/// `3 minutes ago`, `tomorrow`; the date when it is more than a month away.
pub fn relative(moment: Moment) -> String {
    let away = moment.since(dom::now());
    let distance = away.abs();
    if distance < 45 * SECOND && away <= 0 {
        return w().kit.just_now.to_owned();
    }
    let (unit, size) = match distance {
        d if d < HOUR => ("minute", MINUTE),
        d if d < DAY => ("hour", HOUR),
        d if d < 31 * DAY => ("day", DAY),
        _ => return date(moment),
    };
    let n = (away as f64 / size as f64).round();
    formats(|f| f.relative.format(n, unit)).into()
}

/// `2 min 5 sec`, `3 hr 10 min`: the two largest units.
pub fn duration(milliseconds: i64) -> String {
    let seconds = (milliseconds / SECOND).max(0);
    let (day, hour, minute) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let parts = [(day, "day"), (hour, "hour"), (minute, "minute"), (seconds % 60, "second")];
    let first = parts.iter().position(|(n, _)| *n > 0).unwrap_or(3);
    let said: Vec<String> = parts[first..]
        .iter()
        .take(2)
        .enumerate()
        .filter(|(at, (n, _))| *at == 0 || *n > 0)
        .map(|(_, (n, unit))| {
            let format = options(&[("style", "unit"), ("unit", unit), ("unitDisplay", "short")]);
            call(&Intl::NumberFormat::new(&locales(), &format).format(), *n as f64)
        })
        .collect();
    said.join(" ")
}

/// `A, B and C`.
pub fn list(items: &[String]) -> String {
    let Ok(class) = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl"))
        .and_then(|intl| Reflect::get(&intl, &JsValue::from_str("ListFormat")))
        .and_then(|class| class.dyn_into::<js_sys::Function>())
    else {
        return items.join(", ");
    };
    let array: Array = items.iter().map(|item| JsValue::from_str(item)).collect();
    Reflect::construct(&class, &Array::of1(&JsValue::from_str(language().word())))
        .and_then(|format| {
            let method: js_sys::Function = Reflect::get(&format, &JsValue::from_str("format"))?.dyn_into()?;
            method.call1(&format, &array)
        })
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| items.join(", "))
}

/// The browser's own time zone, such as `Asia/Shanghai`.
pub fn zone() -> String {
    let resolved = Intl::DateTimeFormat::new(&locales(), &Object::new()).resolved_options();
    Reflect::get(&resolved, &JsValue::from_str("timeZone")).ok().and_then(|z| z.as_string()).unwrap_or_default()
}
