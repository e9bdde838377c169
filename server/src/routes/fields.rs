//! The fields of a form or a query. Whatever is missing is empty, so that the rules of `model` say what is wrong with it and
//! not a parser in a sentence of its own.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use model::account::NewAccount;
use model::join_details::{QUESTION, Told};
use std::collections::HashMap;
use std::convert::Infallible;
use url::form_urlencoded;

/// Name and value of each field; the last one counts where a name occurs twice.
pub struct Fields(HashMap<String, String>);

impl Fields {
    /// The fields of an encoded text.
    pub fn parse(encoded: &[u8]) -> Self {
        Self(form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// The value of a field, or nothing.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The fields that make an account.
    pub fn account(&self) -> NewAccount {
        NewAccount {
            name: self.get("name").to_owned(),
            email: self.get("email").to_owned(),
            phone: self.get("phone").to_owned(),
            password: self.get("password").to_owned(),
        }
    }

    /// What may be shown again after an error: everything but the password.
    pub fn typed(&self) -> app::pages::join::Typed {
        app::pages::join::Typed {
            name: self.get("name").to_owned(),
            email: self.get("email").to_owned(),
            phone: self.get("phone").to_owned(),
            told: self.told(),
        }
    }

    /// What was told beside the account.
    pub fn told(&self) -> Told {
        let answers = self.0.iter().filter_map(|(name, value)| {
            let question = name.strip_prefix(QUESTION)?;
            Some((question.to_owned(), value.clone()))
        });
        Told {
            work_number: self.get("work_number").to_owned(),
            department: self.get("department").to_owned(),
            answers: answers.collect(),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Infallible;

    async fn from_request(request: Request, state: &S) -> Result<Self, Infallible> {
        // The body is whole already; see `http::body`.
        let bytes = Bytes::from_request(request, state).await.unwrap_or_default();
        Ok(Self::parse(&bytes))
    }
}
