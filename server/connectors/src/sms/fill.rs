//! Fills placeholders in what an administrator wrote.

use super::text::Text;

/// How a value is made harmless where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    /// Inside a JSON string.
    Json,
    /// Inside a form or a query.
    Form,
    None,
}

/// `template` with its placeholders filled in. Braces around anything else stay: a JSON body is full of them. Values are
/// not looked at again, so a text with `{to}` in it is sent as it is.
pub(super) fn fill(template: &str, text: &Text, escape: Escape) -> String {
    let mut out = String::with_capacity(template.len() + text.text.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let found = rest[1..].find('}').and_then(|close| Some((close, value(&rest[1..=close], text, escape)?)));
        match found {
            Some((close, value)) => {
                out.push_str(&value);
                rest = &rest[close + 2..];
            }
            None => {
                out.push('{');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn value(name: &str, text: &Text, escape: Escape) -> Option<String> {
    let plain = match name {
        "to" => &text.to,
        "text" => &text.text,
        "template" => &text.template.code,
        "sign" => &text.sign,
        "id" => &text.id,
        // JSON of its own, which inside JSON is already what it should be.
        "params" if escape == Escape::Form => return Some(form(&text.template.json())),
        "params" => return Some(text.template.json()),
        _ => return None,
    };
    Some(match escape {
        Escape::Json => json(plain),
        Escape::Form => form(plain),
        Escape::None => plain.clone(),
    })
}

fn json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

fn form(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sms::TemplateChoice;

    fn text() -> Text {
        Text {
            id: "m-1".to_owned(),
            to: "+8613800000000".to_owned(),
            template: TemplateChoice { code: "T1".to_owned(), params: vec![("code".to_owned(), "\"1&2".to_owned())] },
            text: "Say \"hi\"\n& {to} 你好".to_owned(),
            sign: "云帆".to_owned(),
        }
    }

    #[test]
    fn values_cannot_break_out_of_json() {
        let filled = fill(r#"{"to":"{to}","msg":"{text}","p":{params},"x":{"y":"{unknown}{"}}"#, &text(), Escape::Json);
        let value: serde_json::Value = serde_json::from_str(&filled).unwrap();
        assert_eq!(value["msg"], "Say \"hi\"\n& {to} 你好");
        assert_eq!((&value["to"], &value["p"]["code"]), (&"+8613800000000".into(), &"\"1&2".into()));
        assert_eq!(value["x"]["y"], "{unknown}{");
    }

    #[test]
    fn values_cannot_add_fields_to_a_form() {
        let filled = fill("to={to}&msg={text}&p={params}&s={sign}", &text(), Escape::Form);
        let pairs: Vec<_> = url::form_urlencoded::parse(filled.as_bytes()).into_owned().collect();
        assert_eq!(pairs.len(), 4);
        assert_eq!(pairs[1].1, "Say \"hi\"\n& {to} 你好");
        assert_eq!(pairs[2].1, r#"{"code":"\"1&2"}"#);
    }

    #[test]
    fn plain_text_is_left_as_it_is() {
        assert_eq!(fill("{id}|{template}|{}|{to", &text(), Escape::None), "m-1|T1|{}|{to");
    }
}
