/// A message that may repeat what somebody wrote, where an address with a password may have got
/// into the wrong place: from such an address on, the line is left out.
pub(crate) fn without_secrets(text: &str) -> String {
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn line(line: &str) -> String {
    match line
        .match_indices("://")
        .find(|(at, _)| may_show_password(behind(line, *at)))
    {
        Some((at, _)) => format!("{}://…", &line[..at]),
        None => line.to_owned(),
    }
}

/// What may belong to the address whose `://` stands there. A password may hold spaces; the address
/// of a page in a help ends with its word.
fn behind(line: &str, at: usize) -> &str {
    let (scheme, rest) = (&line[..at], &line[at + 3..]);
    if scheme.ends_with("http") || scheme.ends_with("https") {
        rest.split_whitespace().next().unwrap_or_default()
    } else {
        rest
    }
}

/// Whether what stands behind `://` may be a user with a password that is not hidden yet.
fn may_show_password(rest: &str) -> bool {
    let Some((login, _)) = rest.rsplit_once('@') else {
        return false;
    };
    let hidden = |login: &str| match login.split_once(':') {
        // As help writes it.
        Some((_, password)) => matches!(password, "****" | "password"),
        None => true,
    };
    let first = rest.split('@').next().unwrap_or_default();
    // A name with no colon before the first @ is a user without a password.
    !(hidden(login) || (hidden(first) && !first.contains(char::is_whitespace)))
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn addresses_with_passwords_are_left_out() {
        for (text, shown) in [
            (
                "unexpected argument 'postgres://u:pw@h/db' found\nhelp",
                "unexpected argument 'postgres://…\nhelp",
            ),
            (
                "cannot connect to mysql://u:****@h/db: no a@b",
                "cannot connect to mysql://u:****@h/db: no a@b",
            ),
            (
                "see https://example.org/a and mysql://u@h",
                "see https://example.org/a and mysql://u@h",
            ),
            (
                "like postgres://user:password@host/name",
                "like postgres://user:password@host/name",
            ),
            ("plain", "plain"),
        ] {
            assert_eq!(without_secrets(text), shown, "{text}");
        }
    }
}
