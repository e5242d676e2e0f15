//! Texts that try to get out of where they are put.

use fastrand::Rng;

/// What ends, begins or escapes something somewhere.
const HOSTILE: [&str; 62] = [
    "\"",
    "'",
    "`",
    "\\",
    ";",
    "--",
    "/*",
    "*/",
    "#",
    "$$",
    "$1",
    "$x$",
    "%",
    "%s",
    "?",
    ":x",
    "::",
    "@x",
    "{",
    "}",
    "{{ x }}",
    "{% x %}",
    "[",
    "]",
    "[]",
    "(",
    ")",
    "()",
    "<",
    ">",
    "|",
    "&",
    "!",
    "^",
    "~",
    ",",
    ".",
    "..",
    "../",
    "../../",
    "/",
    "//",
    "/etc/passwd",
    "C:\\",
    "\0",
    "\n",
    "\r\n",
    "\t",
    "\u{202e}",
    "\u{feff}",
    "\u{200d}",
    "e\u{301}",
    "ß",
    "İ",
    "日本",
    "🎉",
    "\u{10ffff}",
    "+",
    "=",
    "default=",
    "; DROP TABLE canary; --",
    "\"); DROP TABLE canary; --",
];

/// Words that mean something to a server, to Rust or to the generator.
const WORDS: [&str; 40] = [
    "select",
    "table",
    "order",
    "user",
    "users",
    "posts",
    "id",
    "email",
    "name",
    "title",
    "type",
    "fn",
    "self",
    "Self",
    "crate",
    "null",
    "true",
    "default",
    "check",
    "references",
    "string",
    "int",
    "decimal",
    "enum",
    "array",
    "unique",
    "index",
    "required",
    "create",
    "drop",
    "add",
    "remove",
    "rename",
    "to",
    "from",
    "in",
    "on",
    "and",
    "cascade",
    "now",
];

/// A word or a few, a hostile text, or both; now and then a very long one.
pub(crate) fn any(rng: &mut Rng) -> String {
    let mut text = String::new();
    for _ in 0..rng.usize(1..5) {
        match rng.u8(0..10) {
            0..4 => text.push_str(WORDS[rng.usize(0..WORDS.len())]),
            4..8 => text.push_str(HOSTILE[rng.usize(0..HOSTILE.len())]),
            8 => text.push(char::from(rng.u8(32..127))),
            _ => text.extend(char::from_u32(rng.u32(0..0x11_0000))),
        }
        if rng.u8(0..4) == 0 {
            text.push(['_', ':', '.', ' ', ','][rng.usize(0..5)]);
        }
    }
    if rng.u16(0..200) == 0 {
        text = text.repeat(rng.usize(1..2000));
    }
    text
}

/// A name that a table or a column may have, hostile as it is.
pub(crate) fn name(rng: &mut Rng) -> String {
    loop {
        let text: String = any(rng).chars().take(20).collect();
        // Names of one space must differ, on servers that know no case as well; a point ends a
        // namespace; four bytes and control characters are what some servers refuse.
        let text: String = text
            .chars()
            .filter(|c| *c != '.' && !c.is_control() && c.len_utf8() < 4)
            .collect();
        let text = format!("{}{}", text.trim(), rng.u32(0..1_000_000));
        if text.len() < 40 {
            return text;
        }
    }
}

pub(crate) fn word(rng: &mut Rng) -> String {
    WORDS[rng.usize(0..WORDS.len())].to_owned()
}
