//! Whether one value of a list meets a condition: which addresses `emails[type eq "work"]` means.

use super::{Filter, Literal, Name, Operator};
use serde_json::Value;

/// Whether the value is meant. Texts are compared whatever their case, ids by their bytes; a part that is not there has
/// no value.
pub(crate) fn matches(filter: &Filter, value: &Value) -> bool {
    match filter {
        Filter::And(all) => all.iter().all(|one| matches(one, value)),
        Filter::Or(any) => any.iter().any(|one| matches(one, value)),
        Filter::Not(inner) => !matches(inner, value),
        Filter::Present(name) => part(name, value).is_some(),
        Filter::Compare(name, operator, literal) => compares(part(name, value), *operator, literal, &name.attribute),
        // Values of a list hold no lists.
        Filter::Has(..) => false,
    }
}

fn part<'a>(name: &Name, value: &'a Value) -> Option<&'a Value> {
    let object = value.as_object()?;
    let found = object.iter().find(|(key, _)| key.eq_ignore_ascii_case(&name.attribute)).map(|(_, found)| found);
    found.filter(|found| !found.is_null() && name.sub.is_none())
}

fn compares(found: Option<&Value>, operator: Operator, literal: &Literal, attribute: &str) -> bool {
    if operator == Operator::NotEqual {
        return !compares(found, Operator::Equal, literal, attribute);
    }
    match (found, literal) {
        (None, Literal::Null) => operator == Operator::Equal,
        (Some(Value::Bool(found)), literal) => operator == Operator::Equal && boolean(literal) == Some(*found),
        (Some(Value::String(found)), Literal::Text(wanted) | Literal::Number(wanted)) => {
            if attribute == "value" || attribute == "$ref" {
                texts(found, operator, wanted)
            } else {
                texts(&found.to_lowercase(), operator, &wanted.to_lowercase())
            }
        }
        _ => false,
    }
}

/// Entra ID writes booleans as texts.
fn boolean(literal: &Literal) -> Option<bool> {
    match literal {
        Literal::Boolean(value) => Some(*value),
        Literal::Text(text) => text.to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

fn texts(found: &str, operator: Operator, wanted: &str) -> bool {
    match operator {
        Operator::Equal => found == wanted,
        Operator::NotEqual => found != wanted,
        Operator::Contains => found.contains(wanted),
        Operator::StartsWith => found.starts_with(wanted),
        Operator::EndsWith => found.ends_with(wanted),
        Operator::Greater => found > wanted,
        Operator::GreaterOrEqual => found >= wanted,
        Operator::Less => found < wanted,
        Operator::LessOrEqual => found <= wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::super::filter;
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_meant_by_its_parts() {
        let work = json!({ "type": "Work", "value": "a@b.co", "primary": true });
        let meant = |text: &str| matches(&filter(text).unwrap(), &work);
        for yes in [
            "type eq \"work\"",
            "primary eq \"True\"",
            "primary eq true",
            "display eq null",
            "value ew \"b.co\" and not (type eq \"home\")",
            "type pr",
            "type ne \"home\"",
        ] {
            assert!(meant(yes), "{yes}");
        }
        for no in ["type eq \"home\"", "value eq \"A@B.CO\"", "primary eq false", "display pr", "type.x pr"] {
            assert!(!meant(no), "{no}");
        }
    }
}
