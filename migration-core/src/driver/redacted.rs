//! A database URL as it may be shown.
//!
//! It may be one that nobody can read, with a password that should have been encoded: rather too
//! much is left out than too little.

/// What stands for what is left out.
const HIDDEN: &str = "****";

/// The URL without its password.
pub(super) fn redacted(url: &str) -> String {
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => match url.split_once(':') {
            Some((scheme, rest)) => (format!("{scheme}:"), rest),
            None => return url.to_owned(),
        },
    };
    // Whatever stands before the last @ may be a part of the password.
    let (login, place) = match rest.rsplit_once('@') {
        Some((login, place)) => (Some(login), place),
        None => (None, rest),
    };
    let login = login.map_or(String::new(), |login| match login.split_once(':') {
        Some((user, _)) => format!("{user}:{HIDDEN}@"),
        None => format!("{login}@"),
    });
    format!("{scheme}{login}{}", options(place))
}

/// Host, database and options, without what may be secret in the options.
fn options(place: &str) -> String {
    let Some((place, query)) = place.split_once('?') else {
        return place.to_owned();
    };
    let pairs: Vec<String> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((key, value)) if is_secret(key, value) => format!("{key}={HIDDEN}"),
            _ => pair.to_owned(),
        })
        .collect();
    format!("{place}?{}", pairs.join("&"))
}

/// A key may be written in codes, and a certificate's key may stand there itself.
fn is_secret(key: &str, value: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.contains("pass") || key.contains('%') || value.contains("BEGIN")
}

#[cfg(test)]
mod tests {
    use super::redacted;

    #[test]
    fn a_password_never_shows() {
        for (url, shown) in [
            ("postgres://u:secret@h/db", "postgres://u:****@h/db"),
            (
                "postgres://u:s@cr:t/x@h:1/db?a=b",
                "postgres://u:****@h:1/db?a=b",
            ),
            ("postgres://u:se?cret@h/db", "postgres://u:****@h/db"),
            ("postgres://u:1?cret@h/db?x=y@z", "postgres://u:****@z"),
            (
                "postgres://h/db?user=u&password=secret",
                "postgres://h/db?user=u&password=****",
            ),
            (
                "postgres://h/db?p%61ssword=secret",
                "postgres://h/db?p%61ssword=****",
            ),
            (
                "postgres://h/db?sslkey=-----BEGIN x",
                "postgres://h/db?sslkey=****",
            ),
            ("postgres:u:secret@h/db", "postgres:u:****@h/db"),
            ("mysql://u@h/db", "mysql://u@h/db"),
            ("sqlite://a.db?mode=rwc", "sqlite://a.db?mode=rwc"),
            ("sqlite::memory:", "sqlite::memory:"),
        ] {
            assert_eq!(redacted(url), shown, "{url}");
        }
    }
}
