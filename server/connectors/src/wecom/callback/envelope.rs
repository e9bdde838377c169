//! XML as the platform writes it: the envelope around an encrypted text, and the flat tree of an event.

use quick_xml::{Reader, escape::escape, events::Event as Xml};

use super::CallbackError;

/// No event is nested deeper; more is somebody playing.
const DEEPEST: usize = 16;

/// The texts of a document by path below the root, such as `BatchJob.JobId`, in order. CDATA and plain text count
/// alike, because the platform sends either.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(super) fn parse(xml: &[u8]) -> Result<Self, CallbackError> {
        let text = std::str::from_utf8(xml).map_err(|_| bad("not UTF-8"))?;
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        let mut fields = Vec::new();
        let mut path: Vec<String> = Vec::new();
        let mut value = String::new();
        loop {
            match reader.read_event().map_err(bad)? {
                Xml::Start(tag) => {
                    if path.len() == DEEPEST {
                        return Err(bad("too deep"));
                    }
                    path.push(tag.name().as_ref().to_owned());
                    value.clear();
                }
                Xml::Empty(tag) => {
                    let name = tag.name().as_ref().to_owned();
                    fields.push((join(&path, Some(&name)), String::new()));
                }
                Xml::Text(part) => value.push_str(&part),
                Xml::CData(part) => value.push_str(&part),
                Xml::GeneralRef(entity) => value.push_str(&resolve(&entity)?),
                Xml::End(_) => {
                    fields.push((join(&path, None), value.trim().to_owned()));
                    path.pop();
                    value.clear();
                }
                Xml::Eof => break,
                Xml::DocType(_) => return Err(bad("a document type has no place here")),
                _ => {}
            }
        }
        if path.is_empty() { Ok(Self(fields)) } else { Err(bad("it ends early")) }
    }

    /// The first text at a path.
    pub(super) fn get(&self, path: &str) -> Option<&str> {
        self.0.iter().find(|(at, _)| at == path).map(|(_, text)| text.as_str())
    }

    /// Every text at a path.
    pub(super) fn all(&self, path: &str) -> Vec<String> {
        self.0.iter().filter(|(at, _)| at == path).map(|(_, text)| text.clone()).collect()
    }

    pub(super) fn text(&self, path: &str) -> String {
        self.get(path).unwrap_or_default().to_owned()
    }

    pub(super) fn int(&self, path: &str) -> i64 {
        self.get(path).and_then(|text| text.parse().ok()).unwrap_or(0)
    }
}

/// The text inside `<Encrypt>`.
pub(super) fn encrypted(body: &[u8]) -> Result<String, CallbackError> {
    Fields::parse(body)?.get("Encrypt").map(ToOwned::to_owned).ok_or_else(|| bad("no Encrypt"))
}

pub(super) fn reply(encrypted: &str, signature: &str, timestamp: i64, nonce: &str) -> String {
    let nonce = escape(nonce);
    format!(
        "<xml><Encrypt>{encrypted}</Encrypt><MsgSignature>{signature}</MsgSignature>\
         <TimeStamp>{timestamp}</TimeStamp><Nonce>{nonce}</Nonce></xml>"
    )
}

fn join(path: &[String], last: Option<&str>) -> String {
    path.iter().skip(1).map(String::as_str).chain(last).collect::<Vec<_>>().join(".")
}

fn resolve(entity: &str) -> Result<String, CallbackError> {
    let code = match entity {
        "lt" => return Ok("<".to_owned()),
        "gt" => return Ok(">".to_owned()),
        "amp" => return Ok("&".to_owned()),
        "quot" => return Ok("\"".to_owned()),
        "apos" => return Ok("'".to_owned()),
        other => other.strip_prefix('#').ok_or_else(|| bad("an unknown entity"))?,
    };
    let number = match code.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => code.parse(),
    };
    number.ok().and_then(char::from_u32).map(String::from).ok_or_else(|| bad("a wrong character number"))
}

fn bad(detail: impl ToString) -> CallbackError {
    CallbackError::BadXml(detail.to_string())
}
