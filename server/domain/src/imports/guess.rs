//! Guessing the header row and what columns mean: by their headings, then by what stands in them.

use super::synonyms::HEADINGS;
use model::import::{Column, Guess, Guessed, ImportField, ImportKind};
use model::text::{Email, Phone};

/// Rows that are looked at.
pub(super) const LOOKED_AT: usize = 50;
/// The header stands in one of the first rows.
const HEADER_WITHIN: usize = 10;
/// How the first cell of a template's first row begins, in every language, one for each kind.
const MARKS: [&str; 4] = ["Muster members ", "Muster customers ", "Muster mappings ", "Muster agents "];

/// A row as far as guessing needs it.
pub(super) type Numbered = (i64, Vec<String>);

/// Lower case, without blanks and punctuation.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two words differ by one letter that was typed wrongly, left out or added.
fn is_near(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if short.len() < 5 || long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long.iter()).take_while(|(a, b)| a == b).count();
    let rest = if short.len() == long.len() { same + 1 } else { same };
    short.get(rest..).unwrap_or_default() == long.get(same + 1..).unwrap_or_default()
}

/// How well a heading fits a field: 0 for not at all. The longer the word that it contains, the better.
fn fit(heading: &str, words: &[&str]) -> usize {
    if heading.is_empty() {
        return 0;
    }
    let of = |word: &&str| {
        let length = word.chars().count();
        // Two Chinese characters are a word, two letters are not.
        let is_word = length >= 4 || (length >= 2 && word.chars().all(crate::keys::is_han));
        if heading == *word {
            1_000
        } else if is_near(heading, word) {
            500
        } else if is_word && heading.contains(*word) {
            length
        } else {
            0
        }
    };
    words.iter().map(of).max().unwrap_or(0)
}

fn meant(kind: ImportKind, heading: &str) -> Option<(usize, ImportField)> {
    let heading = folded(heading);
    let known = HEADINGS.iter().filter(|(field, _)| ImportField::of(kind).contains(field));
    let best = known.map(|(field, words)| (fit(&heading, words), *field)).max_by_key(|(fit, _)| *fit);
    best.filter(|(fit, _)| *fit > 0)
}

fn is_email(text: &str) -> bool {
    Email::parse(text).is_ok()
}

fn is_phone(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 7 && Phone::parse(text).is_ok()
}

/// Whether a row is the first of a template, which tells its version.
pub(super) fn is_mark(cells: &[String]) -> bool {
    cells.first().is_some_and(|cell| MARKS.iter().any(|mark| cell.starts_with(mark)))
}

/// The row with the headings: the one with the most known headings, else the first if it holds different texts and no data.
pub(super) fn header(kind: ImportKind, rows: &[Numbered]) -> Option<i64> {
    let candidates = || rows.iter().take(HEADER_WITHIN).filter(|(_, cells)| !is_mark(cells));
    let known =
        |cells: &[String]| cells.iter().filter(|cell| meant(kind, cell).is_some_and(|(fit, _)| fit >= 500)).count();
    let has_data = |cells: &[String]| cells.iter().any(|cell| is_email(cell) || is_phone(cell));
    // Of several that are as good the first.
    let best = candidates().filter(|(_, cells)| !has_data(cells)).rev_max(|(_, cells)| known(cells));
    if let Some((number, cells)) = best
        && known(cells) > 0
    {
        return Some(*number);
    }
    let (number, cells) = candidates().next()?;
    let texts: Vec<String> = cells.iter().map(|cell| folded(cell)).filter(|cell| !cell.is_empty()).collect();
    let distinct = texts.iter().enumerate().all(|(at, text)| !texts[..at].contains(text));
    let plain = texts.iter().all(|text| text.chars().filter(char::is_ascii_digit).count() * 2 < text.chars().count());
    (texts.len() >= 2 && distinct && plain && !has_data(cells)).then_some(*number)
}

trait RevMax: Iterator + Sized {
    /// The first of the greatest; `max_by_key` gives the last.
    fn rev_max<K: Ord>(self, mut key: impl FnMut(&Self::Item) -> K) -> Option<Self::Item> {
        self.fold(None, |best, item| match best {
            Some(best) if key(&best) >= key(&item) => Some(best),
            _ => Some(item),
        })
    }
}
impl<I: Iterator> RevMax for I {}

/// The columns below a header, with samples and guesses. Each field is guessed once.
pub(super) fn columns(kind: ImportKind, rows: &[Numbered], header: Option<i64>) -> Vec<Column> {
    let headings: &[String] =
        rows.iter().find(|(number, _)| Some(*number) == header).map_or(&[], |(_, cells)| cells.as_slice());
    let below: Vec<&Vec<String>> = rows
        .iter()
        .filter(|(number, cells)| header.is_none_or(|header| *number > header) && !is_mark(cells))
        .map(|(_, cells)| cells)
        .collect();
    let width = below.iter().map(|cells| cells.len()).chain([headings.len()]).max().unwrap_or(0);
    let text = |cells: &[String], at: usize| cells.get(at).cloned().unwrap_or_default();
    let mut columns: Vec<Column> = (0..width)
        .map(|at| Column {
            index: at as u32,
            header: text(headings, at),
            samples: below.iter().map(|cells| text(cells, at)).filter(|cell| !cell.is_empty()).take(3).collect(),
            guess: None,
        })
        .collect();
    let mut fits: Vec<(usize, usize, ImportField)> = columns
        .iter()
        .enumerate()
        .filter_map(|(at, column)| meant(kind, &column.header).map(|(fit, field)| (fit, at, field)))
        .collect();
    fits.sort_by_key(|(fit, at, _)| (std::cmp::Reverse(*fit), *at));
    for (_, at, field) in fits {
        guess(&mut columns, at, field, Guess::Name);
    }
    for at in 0..width {
        let filled: Vec<String> = below.iter().map(|cells| text(cells, at)).filter(|cell| !cell.is_empty()).collect();
        let mostly = |is: fn(&str) -> bool| filled.iter().filter(|cell| is(cell)).count() * 2 > filled.len();
        if mostly(is_email) {
            guess(&mut columns, at, ImportField::Email, Guess::Content);
        } else if mostly(is_phone) {
            guess(&mut columns, at, ImportField::Phone, Guess::Content);
        }
    }
    columns
}

fn guess(columns: &mut [Column], at: usize, field: ImportField, why: Guess) {
    let is_taken = columns.iter().any(|column| column.guess.is_some_and(|guess| guess.field == field));
    if !is_taken && columns[at].guess.is_none() {
        columns[at].guess = Some(Guessed { field, why });
    }
}

/// The guesses as a mapping.
pub(super) fn mapping(columns: &[Column]) -> Vec<(u32, ImportField)> {
    columns.iter().filter_map(|column| column.guess.map(|guess| (column.index, guess.field))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(texts: &[&[&str]]) -> Vec<Numbered> {
        texts
            .iter()
            .zip(1..)
            .map(|(row, number)| (number, row.iter().map(|cell| (*cell).to_owned()).collect()))
            .collect()
    }

    fn fields_of(kind: ImportKind, texts: &[&[&str]]) -> (Option<i64>, Vec<(u32, ImportField)>) {
        let rows = rows(texts);
        let header = header(kind, &rows);
        (header, mapping(&columns(kind, &rows, header)))
    }

    fn fields(texts: &[&[&str]]) -> (Option<i64>, Vec<(u32, ImportField)>) {
        fields_of(ImportKind::Members, texts)
    }

    #[test]
    fn headings_are_known_in_three_languages_and_with_typing_mistakes() {
        use ImportField as F;
        assert_eq!(
            fields(&[
                &["Staff list 2026"],
                &["Full name", "E-Mail", "Departement", "Manager (e-mail)"],
                &["Ann", "a@b.co", "Sales", ""]
            ]),
            (Some(2), vec![(0, F::Name), (1, F::Email), (2, F::Departments), (3, F::Manager)])
        );
        assert_eq!(
            fields(&[&["姓名", "手机号", "所属部门", "工号"], &["王芳", "13800138000", "销售", "7"]]),
            (Some(1), vec![(0, F::Name), (1, F::Phone), (2, F::Departments), (3, F::WorkNumber)])
        );
        assert_eq!(
            fields(&[&["Nome", "E-mail", "Cargo"], &["Ana", "a@b.co", "x"]]).1,
            [(0, F::Name), (1, F::Email), (2, F::Position)]
        );
    }

    #[test]
    fn headings_of_customers_are_known_in_three_languages() {
        use ImportField as F;
        let fields = |header: &[&str]| fields_of(ImportKind::Customers, &[header]).1;
        let all = [F::Name, F::Company, F::Position, F::Phone, F::Email, F::Note, F::Owners, F::Tags, F::Added];
        let all: Vec<(u32, F)> = (0..).zip(all).collect();
        for header in [
            ["Customer name", "Company name", "Job title", "Mobile", "E-mail", "Remarks", "Owner", "Tags", "Added"],
            ["客户姓名", "公司名称", "职位", "手机号", "邮箱", "备注", "负责人", "标签", "添加时间"],
            [
                "Cliente",
                "Empresa",
                "Cargo",
                "Telefone",
                "E-mail",
                "Observações",
                "Responsável",
                "Etiquetas",
                "Data de inclusão",
            ],
        ] {
            assert_eq!(fields(&header), all, "{header:?}");
        }
    }

    #[test]
    fn headings_of_agents_are_known_in_three_languages() {
        use ImportField as F;
        let fields = |header: &[&str]| fields_of(ImportKind::Agents, &[header]).1;
        let all = [F::Name, F::Nickname, F::AgentNumber, F::Email, F::Role, F::SkillGroups];
        let all: Vec<(u32, F)> = (0..).zip(all).collect();
        for header in [
            ["Agent name", "Nickname", "Agent ID", "E-mail address", "Role", "Skill groups"],
            ["座席姓名", "昵称", "工号", "邮箱", "角色", "技能组"],
            ["Nome do agente", "Apelido", "Matrícula", "E-mail", "Função", "Fila"],
        ] {
            assert_eq!(fields(&header), all, "{header:?}");
        }
    }

    #[test]
    fn a_file_without_headings_is_told_by_its_content() {
        use ImportField as F;
        let (header, mapping) =
            fields(&[&["Ann", "ann@example.com", "+8613800138000"], &["Ben", "ben@example.com", ""]]);
        assert_eq!((header, mapping), (None, vec![(1, F::Email), (2, F::Phone)]));
    }
}
