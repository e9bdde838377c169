//! The texts that messages are written from: the product's own, and those that an organisation wrote instead.

mod en;
mod pt_br;
mod save;
mod zh_cn;

pub(crate) use save::key;
pub use save::{list, preview, reset, save};

use crate::{Conn, Result};
use model::OrganisationId;
use model::language::Language;
use model::outbox::{Medium, Template, TemplateText, fill};

/// Which text.
pub(crate) type Key = (Template, Medium, Language);

/// The product's own text.
pub(crate) fn original((template, medium, language): Key) -> TemplateText {
    let texts = match language {
        Language::En => en::texts(template, medium),
        Language::ZhCn => zh_cn::texts(template, medium),
        Language::PtBr => pt_br::texts(template, medium),
    };
    let (subject, body) = texts;
    TemplateText { template, medium, language, subject: subject.into(), body: body.into(), original: true, revision: 0 }
}

/// The text of an organisation.
///
/// # Errors
/// What the database says.
pub(crate) async fn find(conn: &mut Conn, organisation: &OrganisationId, key: Key) -> Result<TemplateText> {
    let (template, medium, language) = key;
    let stored: Option<(String, String, i64)> = sqlx::query_as(
        "select subject, body, revision from templates \
         where organisation_id = $1 and template = $2 and medium = $3 and language = $4",
    )
    .bind(organisation)
    .bind(template)
    .bind(medium)
    .bind(language)
    .fetch_optional(conn)
    .await?;
    Ok(match stored {
        Some((subject, body, revision)) => {
            TemplateText { template, medium, language, subject, body, original: false, revision }
        }
        None => original(key),
    })
}

/// Subject and body with their values.
pub(crate) fn filled(text: &TemplateText, values: &[(&str, &str)]) -> (String, String) {
    // A subject is one line whatever somebody called his organisation.
    let subject = fill(&text.subject, values).split_whitespace().collect::<Vec<_>>().join(" ");
    (subject, fill(&text.body, values))
}

/// The letter as HTML: paragraphs, and a line that is nothing but an address becomes a button. No pictures, no script, no
/// outside style: what mail programs show of them differs.
pub(crate) fn html(language: Language, subject: &str, body: &str) -> String {
    let mut parts = String::new();
    for paragraph in body.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        if is_link(paragraph) {
            let link = escape(paragraph);
            parts.push_str(&format!(
                "<p style=\"margin:24px 0\"><a href=\"{link}\" style=\"display:inline-block;padding:12px 20px;\
                 background:#2f5bd7;color:#ffffff;text-decoration:none;border-radius:8px\">{}</a></p>\
                 <p style=\"font-size:13px;color:#5b6472;word-break:break-all\">{link}</p>",
                open(language)
            ));
        } else {
            let lines: Vec<String> = paragraph.lines().map(escape).collect();
            parts.push_str(&format!("<p style=\"margin:0 0 16px\">{}</p>", lines.join("<br>")));
        }
    }
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
         <body style=\"margin:0;padding:24px;font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#1c2430;\
         background:#ffffff\"><div style=\"max-width:560px;margin:0 auto\">{parts}</div></body></html>",
        language.word(),
        escape(subject)
    )
}

fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

const fn open(language: Language) -> &'static str {
    match language {
        Language::En => "Open the invitation",
        Language::ZhCn => "打开邀请",
        Language::PtBr => "Abrir o convite",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_the_product_passes_the_rule_for_texts() {
        for template in Template::ALL.iter().copied() {
            for medium in Medium::ALL.iter().copied() {
                for language in Language::ALL.iter().copied() {
                    let text = original((template, medium, language));
                    assert_eq!(text.clone().check().unwrap(), text);
                }
            }
        }
    }

    #[test]
    fn a_name_cannot_write_html_or_a_second_header() {
        let text = original((Template::Invitation, Medium::Email, Language::En));
        let values =
            [("organisation", "A\r\nBcc: <b>x</b>"), ("inviter", "<script>"), ("link", "https://m.test/join/X")];
        let (subject, body) = filled(&text, &values);
        assert!(!subject.contains(['\r', '\n']), "{subject}");
        let html = html(Language::En, &subject, &body);
        assert!(!html.contains("<script>") && !html.contains("<b>x"), "{html}");
        assert!(html.contains("href=\"https://m.test/join/X\""), "{html}");
    }
}
