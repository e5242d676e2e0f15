//! Aligned columns without borders: read well on a terminal, and cut well in a pipe.

use super::style::{DIM, paint};

/// Rows of cells; a cell may hold styles, which take no width.
#[derive(Debug, Default)]
pub(crate) struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these column titles.
    pub(crate) fn new<T: Into<String>>(header: impl IntoIterator<Item = T>) -> Self {
        Self {
            header: header.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row with a cell for each column.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Every line of the table, the titles first. A column that is empty in every row is left out.
    pub(crate) fn lines(&self) -> Vec<String> {
        let widths: Vec<Option<usize>> = (0..self.header.len())
            .map(|column| {
                let widest = self.rows.iter().map(|row| width(&row[column])).max()?;
                (widest > 0).then(|| widest.max(width(&self.header[column])))
            })
            .collect();
        let header = self.header.iter().map(|title| paint(DIM, title)).collect();
        std::iter::once(&header)
            .chain(&self.rows)
            .map(|row: &Vec<String>| line(row, &widths))
            .collect()
    }
}

fn line(row: &[String], widths: &[Option<usize>]) -> String {
    let mut text = String::new();
    for (cell, column) in row.iter().zip(widths) {
        let Some(column) = column else { continue };
        text.push_str(cell);
        text.extend(std::iter::repeat_n(' ', column - width(cell) + 2));
    }
    text.trim_end().to_owned()
}

/// The columns of the terminal that a text takes.
pub(crate) fn width(text: &str) -> usize {
    console::measure_text_width(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::style::GOOD;

    #[test]
    fn styled_cells_keep_the_columns_aligned() {
        let mut table = Table::new(["state", "nothing", "name"]);
        table.row(vec![paint(GOOD, "applied"), String::new(), "a".into()]);
        table.row(vec!["new".into(), String::new(), "b".into()]);
        let plain: Vec<String> = table
            .lines()
            .iter()
            .map(|line| console::strip_ansi_codes(line).into_owned())
            .collect();
        assert_eq!(plain, ["state    name", "applied  a", "new      b"]);
    }
}
