//! What the parser takes, and what it refuses.

use super::*;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha20Rng;

fn shown(text: &str) -> String {
    filter(text).map_or_else(|refusal| format!("{refusal:?}"), |filter| filter.to_string())
}

#[test]
fn the_examples_of_the_rfc_are_read() {
    // RFC 7644 §3.4.2.2.
    for (text, read) in [
        ("userName eq \"bjensen\"", "username eq \"bjensen\""),
        ("name.familyName co \"O'Malley\"", "name.familyname co \"O'Malley\""),
        ("userName sw \"J\"", "username sw \"J\""),
        (
            "urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"J\"",
            "urn:ietf:params:scim:schemas:core:2.0:user:username sw \"J\"",
        ),
        ("title pr", "title pr"),
        ("meta.lastModified gt \"2011-05-13T04:42:34Z\"", "meta.lastmodified gt \"2011-05-13T04:42:34Z\""),
        ("title pr and userType eq \"Employee\"", "title pr and usertype eq \"Employee\""),
        (
            "userType eq \"Employee\" and (emails co \"example.com\" or emails.value co \"example.org\")",
            "usertype eq \"Employee\" and (emails co \"example.com\" or emails.value co \"example.org\")",
        ),
        (
            "userType ne \"Employee\" and not (emails co \"example.com\")",
            "usertype ne \"Employee\" and not (emails co \"example.com\")",
        ),
        (
            "userType eq \"Employee\" and emails[type eq \"work\" and value co \"@example.com\"]",
            "usertype eq \"Employee\" and emails[type eq \"work\" and value co \"@example.com\"]",
        ),
    ] {
        assert_eq!(shown(text), read);
    }
}

#[test]
fn and_binds_closer_than_or_and_words_of_the_grammar_have_any_case() {
    assert_eq!(shown("a EQ 1 Or b Eq 2 AND c eq 3"), "a eq 1 or (b eq 2 and c eq 3)");
    assert_eq!(shown("(a eq 1 or b eq 2) and NOT(c PR)"), "(a eq 1 or b eq 2) and not (c pr)");
    assert_eq!(shown("order eq \"x\" or android pr"), "order eq \"x\" or android pr");
}

#[test]
fn what_entra_sends_beyond_the_grammar_is_read_too() {
    assert_eq!(
        shown("emails[type eq \"work\"].value eq \"a@b.co\""),
        "emails[type eq \"work\" and value eq \"a@b.co\"]"
    );
    assert_eq!(shown("externalId eq jyoung"), "externalid eq \"jyoung\"");
    assert_eq!(shown("active eq true"), "active eq true");
}

#[test]
fn texts_keep_what_is_escaped_in_them() {
    let read = filter(r#"userName eq "a\"b\\c é\u00e9 ) and x""#).unwrap();
    let Filter::Compare(_, _, Literal::Text(text)) = read else { panic!("{read:?}") };
    assert_eq!(text, "a\"b\\c éé ) and x");
}

#[test]
fn what_is_no_filter_is_refused() {
    for wrong in [
        "",
        "userName",
        "userName eq",
        "userName is \"x\"",
        "eq \"x\"",
        "userName eq \"x",
        "userName eq \"x\" and",
        "userName eq \"x\" userName eq \"y\"",
        "(userName eq \"x\"",
        "userName eq \"x\")",
        "not userName eq \"x\"",
        "emails[type eq \"work\"",
        "emails[]",
        "user name eq \"x\"",
        "1name eq \"x\"",
        "a..b eq \"x\"",
        "http://x:y eq \"x\"",
        "userName eq (\"x\")",
    ] {
        assert!(filter(wrong).is_err(), "{wrong}");
    }
    assert!(filter(&"(".repeat(10_000)).is_err());
    assert!(filter(&format!("{}a pr{}", "(".repeat(31), ")".repeat(31))).is_err());
    assert!(filter(&vec!["a pr"; 101].join(" or ")).is_err());
    assert!(filter(&vec!["a pr"; 100].join(" or ")).is_ok());
    assert!(filter(&format!("a eq \"{}\"", "é".repeat(4_000))).is_err());
}

#[test]
fn paths_are_read_and_nothing_else() {
    let read =
        |text: &str| path(text).map(|path| (path.name.to_string(), path.filter.map(|filter| filter.to_string())));
    assert_eq!(read("members").unwrap(), ("members".into(), None));
    assert_eq!(read("name.familyName").unwrap(), ("name.familyname".into(), None));
    let emails = read("emails[type eq \"work\"].value").unwrap();
    assert_eq!(emails, ("emails.value".into(), Some("type eq \"work\"".into())));
    let urn = read("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value").unwrap().0;
    assert_eq!(urn, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:manager.value");
    for wrong in ["", "a b", "members[", "members[value eq \"x\"]more", "a.b[c pr].d", "a[b pr].c.d", "members[value]"]
    {
        assert!(path(wrong).is_err(), "{wrong}");
    }
}

fn any_name(rng: &mut ChaCha20Rng) -> Name {
    let words = ["username", "name", "x-y", "a1", "$ref", "orange", "notes", "android", "prefix"];
    let pick = |rng: &mut ChaCha20Rng| words[rng.random_range(0..words.len())].to_owned();
    Name {
        urn: rng.random_bool(0.2).then(|| "urn:ietf:params:scim:schemas:core:2.0:user".to_owned()),
        attribute: pick(rng),
        sub: rng.random_bool(0.3).then(|| pick(rng)),
    }
}

fn any_literal(rng: &mut ChaCha20Rng) -> Literal {
    let pieces = ["a", "\"", "\\", " and ", ")", "]", "王", "\n", "'", "%", "_", "\u{1F600}"];
    match rng.random_range(0..6) {
        0 => Literal::Boolean(rng.random()),
        1 => Literal::Null,
        2 => Literal::Number(rng.random_range(-1_000..1_000).to_string()),
        _ => Literal::Text((0..rng.random_range(0..6)).map(|_| pieces[rng.random_range(0..pieces.len())]).collect()),
    }
}

fn any_filter(rng: &mut ChaCha20Rng, depth: usize) -> Filter {
    let kind = if depth == 0 { rng.random_range(0..2) } else { rng.random_range(0..6) };
    let many = |rng: &mut ChaCha20Rng| (0..rng.random_range(2..4)).map(|_| any_filter(rng, depth - 1)).collect();
    match kind {
        0 => Filter::Present(any_name(rng)),
        1 => {
            let (_, operator) = Operator::ALL[rng.random_range(0..Operator::ALL.len())];
            Filter::Compare(any_name(rng), operator, any_literal(rng))
        }
        2 => Filter::And(many(rng)),
        3 => Filter::Or(many(rng)),
        4 => Filter::Not(Box::new(any_filter(rng, depth - 1))),
        _ => Filter::Has(any_name(rng), Box::new(any_filter(rng, depth - 1))),
    }
}

#[test]
fn whatever_a_filter_is_its_text_is_read_as_the_same() {
    let mut rng = ChaCha20Rng::seed_from_u64(7644);
    for _ in 0..3_000 {
        let made = any_filter(&mut rng, 3);
        let text = made.to_string();
        assert_eq!(filter(&text).unwrap_or_else(|why| panic!("{text}: {why:?}")), made, "{text}");
    }
}

#[test]
fn whatever_the_text_the_parser_answers() {
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let pieces =
        ["a", " ", "eq", "(", ")", "[", "]", ".", "\"", "\\", "not", "and", "or", "pr", "urn:", ":", "é", "\0", "1"];
    for _ in 0..20_000 {
        let text: String = (0..rng.random_range(0..12)).map(|_| pieces[rng.random_range(0..pieces.len())]).collect();
        if let Ok(read) = filter(&text) {
            assert_eq!(filter(&read.to_string()).unwrap(), read, "{text}");
        }
        drop(path(&text));
    }
}
