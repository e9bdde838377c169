//! Plain pages for a person who tries the product. No scripts, and everything from outside is escaped.

use axum::{
    http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY},
    response::{Html, IntoResponse, Response},
};
use jiff::Timestamp;

/// Pictures and styles of a letter may only be inside it, so reading one calls nobody.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self'";

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;\
    color:#1a1a1a;background:#fff}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .8rem;\
    border-bottom:1px solid #ddd;vertical-align:top;overflow-wrap:anywhere}th{white-space:nowrap}\
    iframe{width:100%;height:32rem;border:1px solid #ddd}pre{white-space:pre-wrap;overflow-wrap:anywhere}\
    a{color:#0b57d0}.quiet{color:#5f6368}";

/// Text as HTML shows it, in elements and in quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A whole page. `title` is escaped here, `body` is HTML already.
pub(crate) fn document(title: &str, body: &str) -> Response {
    let title = escape(title);
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title}</title>\
         <style>{STYLE}</style><h1>{title}</h1>{body}</html>"
    );
    ([(CONTENT_SECURITY_POLICY, POLICY), (REFERRER_POLICY, "no-referrer")], Html(html)).into_response()
}

/// A table. Heads are words of ours, cells are HTML already.
pub(crate) fn table(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
    let mut empty = true;
    let mut body = String::new();
    for row in rows {
        empty = false;
        let cells: String = row.into_iter().map(|cell| format!("<td>{cell}</td>")).collect();
        body.push_str(&format!("<tr>{cells}</tr>"));
    }
    if empty {
        return "<p class=\"quiet\">Nothing yet.</p>".to_owned();
    }
    format!("<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>")
}

/// Unix seconds in words, UTC.
pub(crate) fn time(unix: i64) -> String {
    Timestamp::from_second(unix).map_or_else(|_| unix.to_string(), |time| time.strftime("%F %T UTC").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_becomes_markup() {
        assert_eq!(escape("<a href='x' title=\"y\">&"), "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;");
        assert_eq!(time(1_700_000_000), "2023-11-14 22:13:20 UTC");
    }
}
