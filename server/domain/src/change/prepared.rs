//! What a kind got ready for rows before the transaction that carries them out.

use crate::{Error, Result};
use std::any::Any;
use std::sync::Arc;

/// Whatever it is: the spine hands it from [`Kind::prepare`](super::Kind::prepare) to [`Kind::apply`](super::Kind::apply) and keeps it
/// nowhere.
#[derive(Debug, Clone, Default)]
pub struct Prepared(Option<Arc<dyn Any + Send + Sync>>);

impl Prepared {
    /// This.
    pub fn new(ready: impl Any + Send + Sync) -> Self {
        Self(Some(Arc::new(ready)))
    }

    /// What was got ready.
    ///
    /// # Errors
    /// [`Error::Broken`] where that is nothing, or something else.
    pub fn get<T: Any>(&self) -> Result<&T> {
        let ready = self.0.as_ref().and_then(|ready| ready.downcast_ref());
        ready.ok_or_else(|| Error::Broken("rows that nothing was got ready for".to_owned()))
    }
}
