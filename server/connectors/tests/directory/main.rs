//! Accounts from files, from SCIM and from a platform's client.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod cxone;
mod file;
mod scim;

use connectors::{
    directory::{Account, BadRow, Directory, DirectoryError},
    http::{Http, HttpSettings},
};

/// Everything from the beginning, page by page.
async fn all(directory: &dyn Directory) -> Result<(Vec<Account>, Vec<BadRow>), DirectoryError> {
    let (mut accounts, mut bad) = (Vec::new(), Vec::new());
    let mut from = None;
    loop {
        let page = directory.accounts(from.as_ref()).await?;
        for row in page.rows {
            match row {
                Ok(account) => accounts.push(account),
                Err(row) => bad.push(row),
            }
        }
        from = page.next;
        if from.is_none() {
            return Ok((accounts, bad));
        }
    }
}

fn http() -> Http {
    Http::new(HttpSettings { allow_private: true, ..HttpSettings::default() }).unwrap()
}
