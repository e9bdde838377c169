//! From text to a filter or a path.
//!
//! Beside the grammar of RFC 7644 it takes what Entra ID sends: a part behind a filter (`emails[type eq "work"].value
//! eq "x"`) and a value without quotation marks.

use super::{Filter, Literal, Name, Operator, Path};
use crate::scim::{Kind, Refusal, Told};
use model::scim::{MAX_COMPARISONS, MAX_FILTER};

/// Brackets inside brackets.
const DEEPEST: usize = 30;

/// Reads a filter.
///
/// # Errors
/// [`Kind::InvalidFilter`] naming the place.
pub(crate) fn filter(text: &str) -> Told<Filter> {
    read(text, |parser| parser.any()).map_err(|why| Refusal::new(Kind::InvalidFilter, why))
}

/// Reads a path.
///
/// # Errors
/// [`Kind::InvalidPath`] naming the place.
pub(crate) fn path(text: &str) -> Told<Path> {
    read(text, |parser| parser.path()).map_err(|why| Refusal::new(Kind::InvalidPath, why))
}

type Read<T> = Result<T, String>;

fn read<T>(text: &str, what: impl Fn(&mut Parser<'_>) -> Read<T>) -> Read<T> {
    if text.chars().count() > MAX_FILTER {
        return Err(format!("it is longer than {MAX_FILTER} characters"));
    }
    let mut parser = Parser { text, at: 0, depth: 0, comparisons: 0 };
    let found = what(&mut parser)?;
    parser.blanks();
    if parser.rest().is_empty() { Ok(found) } else { Err(parser.wrong("nothing more")) }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    comparisons: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn wrong(&self, expected: &str) -> String {
        format!(
            "expected {expected} at character {}",
            self.text.get(..self.at).map_or(0, |read| read.chars().count()) + 1
        )
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn takes(&mut self, symbol: char) -> bool {
        let is_next = self.rest().starts_with(symbol);
        if is_next {
            self.at += symbol.len_utf8();
        }
        is_next
    }

    /// The letters, digits and signs up to a blank or a bracket.
    fn peek_word(&self) -> &str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || "()[]\"".contains(c)).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    /// Takes a word of the grammar, whatever the case of its letters, if it stands here as a word of its own.
    fn keyword(&mut self, word: &str) -> bool {
        let start = self.at;
        self.blanks();
        if self.peek_word().eq_ignore_ascii_case(word) {
            self.at += word.len();
            return true;
        }
        self.at = start;
        false
    }

    fn any(&mut self) -> Read<Filter> {
        let mut parts = vec![self.all()?];
        while self.keyword("or") {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Filter::Or))
    }

    fn all(&mut self) -> Read<Filter> {
        let mut parts = vec![self.single()?];
        while self.keyword("and") {
            parts.push(self.single()?);
        }
        Ok(one_or(parts, Filter::And))
    }

    fn single(&mut self) -> Read<Filter> {
        self.blanks();
        let negated = self.keyword("not");
        self.blanks();
        if self.takes('(') {
            let inner = self.deeper(|parser| parser.any())?;
            self.close(')')?;
            return Ok(if negated { Filter::Not(Box::new(inner)) } else { inner });
        }
        if negated {
            return Err(self.wrong("a bracket after not"));
        }
        let name = self.name()?;
        if self.takes('[') {
            let inner = self.deeper(|parser| parser.any())?;
            self.close(']')?;
            if !self.takes('.') {
                return Ok(Filter::Has(name, Box::new(inner)));
            }
            let sub = self.name()?;
            let compared = self.comparison(sub)?;
            return Ok(Filter::Has(name, Box::new(one_or(flat(inner, compared), Filter::And))));
        }
        self.comparison(name)
    }

    fn comparison(&mut self, name: Name) -> Read<Filter> {
        self.comparisons += 1;
        if self.comparisons > MAX_COMPARISONS {
            return Err(format!("it compares more than {MAX_COMPARISONS} times"));
        }
        if self.keyword("pr") {
            return Ok(Filter::Present(name));
        }
        self.blanks();
        let word = self.peek_word().to_owned();
        let operator = Operator::from_word(&word).ok_or_else(|| self.wrong("an operator"))?;
        self.at += word.len();
        self.blanks();
        Ok(Filter::Compare(name, operator, self.literal()?))
    }

    fn deeper<T>(&mut self, inside: impl Fn(&mut Self) -> Read<T>) -> Read<T> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(format!("brackets are nested more than {DEEPEST} times"));
        }
        let found = inside(self);
        self.depth -= 1;
        found
    }

    fn close(&mut self, bracket: char) -> Read<()> {
        self.blanks();
        if self.takes(bracket) { Ok(()) } else { Err(self.wrong(&format!("{bracket}"))) }
    }

    /// A name with or without the URN of its schema. A URN holds points, so that its end is the last colon.
    fn name(&mut self) -> Read<Name> {
        let word = self.peek_word().to_ascii_lowercase();
        let (urn, own) = match word.rsplit_once(':') {
            Some((urn, own)) => (Some(urn.to_owned()), own),
            None => (None, word.as_str()),
        };
        let (attribute, sub) = own.split_once('.').map_or((own, None), |(attribute, sub)| (attribute, Some(sub)));
        let sound = is_name(attribute) && sub.is_none_or(is_name) && urn.as_deref().is_none_or(is_urn);
        if !sound {
            return Err(self.wrong("the name of an attribute"));
        }
        let name = Name { urn, attribute: attribute.to_owned(), sub: sub.map(str::to_owned) };
        self.at += word.len();
        Ok(name)
    }

    fn literal(&mut self) -> Read<Literal> {
        if self.rest().starts_with('"') {
            let mut stream = serde_json::Deserializer::from_str(self.rest()).into_iter::<String>();
            let text = stream.next().and_then(Result::ok).ok_or_else(|| self.wrong("a text in quotation marks"))?;
            let length = stream.byte_offset();
            self.at += length;
            return Ok(Literal::Text(text));
        }
        let word = self.peek_word().to_owned();
        if word.is_empty() {
            return Err(self.wrong("a value"));
        }
        self.at += word.len();
        Ok(match word.as_str() {
            "true" => Literal::Boolean(true),
            "false" => Literal::Boolean(false),
            "null" => Literal::Null,
            _ if serde_json::from_str::<serde_json::Number>(&word).is_ok() => Literal::Number(word),
            _ => Literal::Text(word),
        })
    }

    fn path(&mut self) -> Read<Path> {
        self.blanks();
        let mut name = self.name()?;
        if !self.takes('[') {
            return Ok(Path { name, filter: None });
        }
        let inner = self.deeper(|parser| parser.any())?;
        self.close(']')?;
        if self.takes('.') {
            let sub = self.name()?;
            if name.sub.is_some() || sub.sub.is_some() || sub.urn.is_some() {
                return Err(self.wrong("one part"));
            }
            name.sub = Some(sub.attribute);
        }
        Ok(Path { name, filter: Some(inner) })
    }
}

fn is_name(text: &str) -> bool {
    let mut letters = text.strip_prefix('$').unwrap_or(text).chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

fn is_urn(text: &str) -> bool {
    text.starts_with("urn:") && text.chars().all(|c| c.is_ascii_alphanumeric() || ":.-_".contains(c))
}

fn one_or(mut parts: Vec<Filter>, many: impl Fn(Vec<Filter>) -> Filter) -> Filter {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            parts.extend(last);
            many(parts)
        }
    }
}

/// Both conditions, without an "and" in an "and".
fn flat(inner: Filter, more: Filter) -> Vec<Filter> {
    match inner {
        Filter::And(mut all) => {
            all.push(more);
            all
        }
        other => vec![other, more],
    }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
