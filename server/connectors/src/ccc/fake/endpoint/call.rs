//! A request as an endpoint sees it: an object whose fields are known and of the right kind.

use serde_json::{Map, Value};

use super::Refusal;

pub(in super::super) struct Call(Map<String, Value>);

impl Call {
    /// Reads a body, which may hold `SdkAppId` and these fields.
    pub(in super::super) fn new(body: &[u8], fields: &[&str]) -> Result<Self, Refusal> {
        let Ok(Value::Object(given)) = serde_json::from_slice(body) else {
            return Err(Refusal::parameter("the body is no JSON object"));
        };
        if let Some(name) = given.keys().find(|name| *name != "SdkAppId" && !fields.contains(&name.as_str())) {
            return Err(Refusal::new("UnknownParameter", &format!("the parameter {name} is not known")));
        }
        Ok(Self(given))
    }

    /// One of a list of objects.
    pub(super) fn of(value: &Value) -> Result<Self, Refusal> {
        match value {
            Value::Object(fields) => Ok(Self(fields.clone())),
            _ => Err(Refusal::parameter("an element is no object")),
        }
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        self.read(name, "a text", Value::as_str)
    }

    pub(super) fn int(&self, name: &str) -> Result<Option<i64>, Refusal> {
        self.read(name, "an integer", Value::as_i64)
    }

    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, Refusal> {
        self.read(name, "a truth", Value::as_bool)
    }

    pub(super) fn list(&self, name: &str) -> Result<Option<&Vec<Value>>, Refusal> {
        self.read(name, "a list", Value::as_array)
    }

    pub(super) fn texts(&self, name: &str) -> Result<Option<Vec<&str>>, Refusal> {
        let text = |value: &'_ Value| value.as_str().is_some();
        match self.list(name)? {
            Some(list) if !list.iter().all(text) => Err(wrong(name, "a list of texts")),
            list => Ok(list.map(|list| list.iter().filter_map(Value::as_str).collect())),
        }
    }

    pub(super) fn ints(&self, name: &str) -> Result<Option<Vec<i64>>, Refusal> {
        match self.list(name)? {
            Some(list) if !list.iter().all(Value::is_i64) => Err(wrong(name, "a list of integers")),
            list => Ok(list.map(|list| list.iter().filter_map(Value::as_i64).collect())),
        }
    }

    pub(super) fn need_text(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name)?.filter(|text| !text.trim().is_empty()).ok_or_else(|| missing(name))
    }

    pub(in super::super) fn need_int(&self, name: &str) -> Result<i64, Refusal> {
        self.int(name)?.ok_or_else(|| missing(name))
    }

    /// At least one.
    pub(super) fn need_list(&self, name: &str, most: usize) -> Result<&Vec<Value>, Refusal> {
        let list = self.list(name)?.filter(|list| !list.is_empty()).ok_or_else(|| missing(name))?;
        if list.len() > most {
            return Err(Refusal::parameter(&format!("{name} holds more than {most}")));
        }
        Ok(list)
    }

    /// A page of rows; pages are counted from 0. `most` rows may be asked for, `really` come.
    pub(super) fn page(&self, rows: Vec<Value>, most: i64, really: usize) -> Result<Vec<Value>, Refusal> {
        let (size, number) = (self.need_int("PageSize")?, self.need_int("PageNumber")?);
        if !(1..=most).contains(&size) || number < 0 {
            return Err(Refusal::parameter("PageSize or PageNumber out of range"));
        }
        let size = usize::try_from(size).unwrap_or(0).min(really);
        let skip = usize::try_from(number).unwrap_or(usize::MAX).saturating_mul(size);
        Ok(rows.into_iter().skip(skip).take(size).collect())
    }

    fn read<'a, T>(
        &'a self,
        name: &str,
        kind: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, Refusal> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => read(value).map(Some).ok_or_else(|| wrong(name, kind)),
        }
    }
}

fn missing(name: &str) -> Refusal {
    Refusal::new("MissingParameter", &format!("the parameter {name} is missing"))
}

fn wrong(name: &str, kind: &str) -> Refusal {
    Refusal::parameter(&format!("the parameter {name} is not {kind}"))
}
