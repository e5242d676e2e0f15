//! What differs between two texts, line by line.

/// A line of two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// In both.
    Same(&'a str),
    /// In the old one only.
    Old(&'a str),
    /// In the new one only.
    New(&'a str),
}

/// The lines of both, with as many the same as can be.
pub(super) fn lines<'a>(old: &'a str, new: &'a str) -> Vec<Line<'a>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    // How many lines can be the same from here to the ends.
    let mut same = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            same[i][j] = if old[i] == new[j] {
                same[i + 1][j + 1] + 1
            } else {
                same[i + 1][j].max(same[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut all = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            all.push(Line::Same(old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && same[i + 1][j] >= same[i][j + 1]) {
            all.push(Line::Old(old[i]));
            i += 1;
        } else {
            all.push(Line::New(new[j]));
            j += 1;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::Line::{New, Old, Same};
    use super::*;

    #[test]
    fn what_is_the_same_stays_in_its_place() {
        assert_eq!(
            lines("a\nb\nc", "a\nx\nc\nd"),
            [Same("a"), Old("b"), New("x"), Same("c"), New("d")]
        );
        assert_eq!(lines("", "a"), [New("a")]);
        assert_eq!(lines("a", ""), [Old("a")]);
    }
}
