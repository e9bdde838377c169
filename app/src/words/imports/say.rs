//! A finding, or why a file cannot be read, becomes a sentence.

use super::ImportsWords;
use crate::words::common::CommonWords;
use crate::words::problems;
use crate::words::{Language, Text, fill};
use model::import::{ImportField, ImportKind, RowIssue};
use model::{Code, Problem};

/// The heading of a field, in templates and in reasons.
pub const fn field(language: Language, field: ImportField) -> Text {
    let common = CommonWords::get(language);
    match field {
        ImportField::Name => common.name,
        ImportField::Email => common.email,
        ImportField::Phone => common.phone,
        ImportField::Departments => common.departments,
        ImportField::Position => common.position,
        ImportField::Location => common.location,
        ImportField::WorkNumber => common.work_number,
        ImportField::Manager => ImportsWords::get(language).manager_email,
        ImportField::Company => ImportsWords::get(language).company,
        ImportField::Note => common.note,
        ImportField::Owners => ImportsWords::get(language).owners,
        ImportField::Tags => ImportsWords::get(language).tags,
        ImportField::Added => ImportsWords::get(language).added,
        ImportField::MemberId => ImportsWords::get(language).member_id,
        ImportField::Connection => ImportsWords::get(language).connection,
        ImportField::ExternalId => ImportsWords::get(language).external_id,
        ImportField::ExternalEmail => ImportsWords::get(language).external_email,
        ImportField::ExternalNumber => ImportsWords::get(language).external_number,
        ImportField::Nickname => ImportsWords::get(language).nickname,
        ImportField::AgentNumber => ImportsWords::get(language).agent_number,
        ImportField::Role => common.role,
        ImportField::SkillGroups => ImportsWords::get(language).skill_groups,
    }
}

/// What the pages of an import of this kind are called.
pub const fn title(language: Language, kind: ImportKind) -> Text {
    let words = ImportsWords::get(language);
    match kind {
        ImportKind::Members => words.title,
        ImportKind::Customers => words.title_customers,
        ImportKind::Mappings => words.title_mappings,
        ImportKind::Agents => words.title_agents,
    }
}

/// The first row of a template, and the name of its sheet.
pub const fn template(language: Language, kind: ImportKind) -> (Text, Text) {
    let words = ImportsWords::get(language);
    match kind {
        ImportKind::Members => (words.template_mark, words.template_sheet),
        ImportKind::Customers => (words.template_mark_customers, words.template_sheet_customers),
        ImportKind::Mappings => (words.template_mark_mappings, words.template_sheet_mappings),
        ImportKind::Agents => (words.template_mark_agents, words.template_sheet_agents),
    }
}

/// What was found in a row and what to do.
pub fn say_issue(language: Language, issue: &RowIssue) -> String {
    let words = ImportsWords::get(language);
    let values: Vec<(&str, &str)> = issue.params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let sentence = fill(words.issue(issue.code), &values);
    match issue.field {
        Some(at) => fill(words.at, &[("column", field(language, at)), ("sentence", &sentence)]),
        None => sentence,
    }
}

/// Why a file cannot be read and what to do; any other problem as everywhere.
pub fn say_file(language: Language, problem: &Problem) -> String {
    let words = ImportsWords::get(language);
    let sentence = match problem.param("error").filter(|_| problem.code == Code::File) {
        Some("empty") => words.file_empty,
        Some("not_a_table") => words.file_not_a_table,
        Some("html") => words.file_html,
        Some("protected") => words.file_protected,
        Some("broken") => words.file_broken,
        Some("too_large") => words.file_too_large,
        Some("unpacks") => words.file_unpacks,
        Some("packed_too_tightly") => words.file_packed_too_tightly,
        Some("too_many_parts") => words.file_too_many_parts,
        Some("too_many_rows") => words.file_too_many_rows,
        Some("too_many_columns") => words.file_too_many_columns,
        Some("cell_too_long") => words.file_cell_too_long,
        Some("too_much_text") => words.file_too_much_text,
        Some("quote_never_closes") => words.file_quote_never_closes,
        Some("unknown_sheet") => words.file_unknown_sheet,
        Some("too_costly") => words.file_too_costly,
        Some("no_text") => words.file_no_text,
        _ => return problems::say(language, problem),
    };
    let values: Vec<(&str, &str)> =
        problem.params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fill(sentence, &values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::customers::CustomersWords;
    use crate::words::presence::PresenceWords;
    use model::export::{CustomerColumn, MappingColumn};

    #[test]
    fn templates_and_our_own_files_of_mappings_have_the_same_headings() {
        for language in Language::ALL {
            for (of, column) in [
                (ImportField::MemberId, MappingColumn::MemberId),
                (ImportField::Email, MappingColumn::Email),
                (ImportField::WorkNumber, MappingColumn::WorkNumber),
                (ImportField::Connection, MappingColumn::Connection),
                (ImportField::ExternalId, MappingColumn::ExternalId),
                (ImportField::ExternalEmail, MappingColumn::ExternalEmail),
                (ImportField::ExternalNumber, MappingColumn::ExternalNumber),
            ] {
                assert_eq!(field(*language, of), PresenceWords::column(*language, column), "{language}");
            }
        }
    }

    #[test]
    fn templates_and_our_own_files_of_customers_have_the_same_headings() {
        for language in Language::ALL {
            for (of, column) in [
                (ImportField::Name, CustomerColumn::Name),
                (ImportField::Company, CustomerColumn::Company),
                (ImportField::Position, CustomerColumn::Position),
                (ImportField::Phone, CustomerColumn::Phone),
                (ImportField::Email, CustomerColumn::Email),
                (ImportField::Note, CustomerColumn::Note),
                (ImportField::Owners, CustomerColumn::Owners),
                (ImportField::Tags, CustomerColumn::Tags),
                (ImportField::Added, CustomerColumn::Added),
            ] {
                assert_eq!(field(*language, of), CustomersWords::column(*language, column), "{language}");
            }
        }
    }
}
