//! The languages of the product.

crate::words!(
    /// A language of the product. Its word is the tag of BCP 47, as in `<html lang>` and `Intl`.
    #[derive(Default)]
    Language {
        /// English.
        #[default]
        En = "en",
        /// 简体中文.
        ZhCn = "zh-CN",
        /// Português (Brasil).
        PtBr = "pt-BR",
    }
);

impl Language {
    /// Its name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::ZhCn => "简体中文",
            Self::PtBr => "Português (Brasil)",
        }
    }

    /// The language of a tag; any Chinese or Portuguese counts as the one that is here.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.get(..2)?.to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "zh" => Some(Self::ZhCn),
            "pt" => Some(Self::PtBr),
            _ => None,
        }
    }

    /// The first language of an `Accept-Language` header (RFC 9110 §12.5.4) that is here, by weight; English if none is.
    pub fn accept(header: &str) -> Self {
        let mut wishes: Vec<(u32, Self)> = header
            .split(',')
            .filter_map(|wish| {
                let (tag, weight) = wish.split_once(";q=").unwrap_or((wish, "1"));
                let weight = (weight.trim().parse::<f32>().ok()?.clamp(0.0, 1.0) * 1000.0) as u32;
                Some((weight, Self::from_tag(tag.trim())?))
            })
            .filter(|(weight, _)| *weight > 0)
            .collect();
        wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        wishes.first().map_or(Self::En, |(_, language)| *language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_language_that_is_here_wins() {
        assert_eq!(Language::accept("de-DE,de;q=0.9,pt;q=0.8,en;q=0.7"), Language::PtBr);
        assert_eq!(Language::accept("en;q=0.2, zh-TW"), Language::ZhCn);
        assert_eq!(Language::accept("zh;q=0, fr"), Language::En);
        assert_eq!(Language::accept(""), Language::En);
    }
}
