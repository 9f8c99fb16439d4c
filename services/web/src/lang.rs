//! The two languages of every page. A page exists in both or not at all.

use actix_web::http::header::HeaderMap;

/// One of the two official languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// French.
    Fr,
}

impl Lang {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// The language tag, also the first segment of every path.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::En => Self::Fr,
            Self::Fr => Self::En,
        }
    }

    /// The language of a tag.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The language of a path such as `/fr/…`.
    pub fn of_path(path: &str) -> Option<Self> {
        Self::parse(path.split('/').nth(1)?)
    }

    /// What a browser asks for, by weight; English where it asks for neither.
    pub fn wanted(headers: &HeaderMap) -> Self {
        let asked = headers.get("accept-language").and_then(|v| v.to_str().ok()).unwrap_or("");
        let mut best = (Self::En, 0.0);
        for part in asked.split(',') {
            let mut pieces = part.trim().split(';');
            let tag = pieces.next().unwrap_or("").split('-').next().unwrap_or("");
            let weight = pieces
                .find_map(|p| p.trim().strip_prefix("q=")?.parse::<f32>().ok())
                .unwrap_or(1.0);
            if let Some(lang) = Self::parse(&tag.to_ascii_lowercase())
                && weight > best.1
            {
                best = (lang, weight);
            }
        }
        best.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap, HeaderValue};

    fn wanted(asked: &'static str) -> Lang {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(asked));
        Lang::wanted(&headers)
    }

    #[test]
    fn reads_weights_and_regions() {
        assert_eq!(wanted("fr-CA,fr;q=0.9,en;q=0.8"), Lang::Fr);
        assert_eq!(wanted("en;q=0.3, fr;q=0.7"), Lang::Fr);
        assert_eq!(wanted("es, en;q=0.1"), Lang::En);
        assert_eq!(wanted(""), Lang::En);
    }
}
