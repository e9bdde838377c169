//! Marking the words that were looked for, as the server finds them: any part of a text, in either case.

use leptos::prelude::*;

/// A text with what was found in it marked.
pub fn marked(text: &str, sought: &str) -> Vec<AnyView> {
    pieces(text, sought)
        .into_iter()
        .map(|(found, piece)| match found {
            true => view! { <mark>{piece}</mark> }.into_any(),
            false => piece.into_any(),
        })
        .collect()
}

/// The text in pieces, each with whether it was looked for.
fn pieces(text: &str, sought: &str) -> Vec<(bool, String)> {
    // A character may have several in lower case: each keeps its place.
    let characters: Vec<char> = text.chars().collect();
    let mut folded = Vec::with_capacity(characters.len());
    for (at, c) in characters.iter().enumerate() {
        folded.extend(c.to_lowercase().map(|c| (c, at)));
    }
    let mut hit = vec![false; characters.len()];
    for word in sought.to_lowercase().split_whitespace() {
        let word: Vec<char> = word.chars().collect();
        for window in folded.windows(word.len()) {
            if window.iter().map(|(c, _)| c).eq(&word) {
                window.iter().for_each(|(_, at)| hit[*at] = true);
            }
        }
    }
    let mut pieces: Vec<(bool, String)> = Vec::new();
    for (c, found) in characters.into_iter().zip(hit) {
        match pieces.last_mut().filter(|(last, _)| *last == found) {
            Some((_, piece)) => piece.push(c),
            None => pieces.push((found, c.to_string())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, sought: &str) -> Vec<String> {
        pieces(text, sought).into_iter().filter(|(found, _)| *found).map(|(_, piece)| piece).collect()
    }

    #[test]
    fn chinese_is_marked_from_one_character_on_and_every_word_by_itself() {
        assert_eq!(found("合同已寄出，请查收合同", "合同"), ["合同", "合同"]);
        assert_eq!(found("合同已寄出，请查收", "寄 查收"), ["寄", "查收"]);
        assert_eq!(found("合同", "同合"), [""; 0]);
    }

    #[test]
    fn case_does_not_matter_and_the_text_stays_as_it_was() {
        assert_eq!(found("Invoice INV-0815 for Frau MÜLLER", "inv müller"), ["Inv", "INV", "MÜLLER"]);
        let whole: String = pieces("İstanbul, ISTANBUL", "stan").into_iter().map(|(_, piece)| piece).collect();
        assert_eq!(whole, "İstanbul, ISTANBUL");
        assert_eq!(pieces("Hello", " "), [(false, "Hello".to_owned())]);
    }
}
