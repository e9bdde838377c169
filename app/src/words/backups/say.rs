//! A problem of backups becomes a sentence.

use super::BackupsWords;
use crate::words::{Language, fill, problems};
use model::backup::BackupFault;
use model::{Code, Problem};

/// What stood in the way and what to do; any other problem as everywhere.
pub fn say_backup(language: Language, problem: &Problem) -> String {
    let fault = problem.param("error").filter(|_| problem.code == Code::Backup).and_then(BackupFault::from_word);
    let Some(fault) = fault else { return problems::say(language, problem) };
    let value = |name: &'static str| (name, problem.param(name).unwrap_or_default());
    let values = ["path", "detail", "schema", "known", "organisation"].map(value);
    fill(BackupsWords::get(language).fault(fault), &values).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_a_whole_sentence_in_every_language() {
        for language in Language::ALL.iter().copied() {
            for fault in BackupFault::ALL {
                let said = say_backup(language, &fault.problem().with("path", "/backups").with("detail", "why"));
                assert!(!said.contains('{') && said.chars().count() > 4, "{fault}: {said}");
            }
        }
    }
}
