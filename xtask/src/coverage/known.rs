//! The paths that WeChat is known to have: the inventory's, and those of the catalogue that the
//! inventory has not.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use serde_json::Value;

/// One path, of one product.
pub(super) struct Call {
    /// As the inventory names it: `official_account`, `wecom`, `other`, …
    pub product: String,
    /// `POST`; empty when it is not known.
    pub method: String,
    pub path: String,
    /// The official title, if known.
    pub title: String,
    /// What the inventory thinks of it: empty and `real & current` are current.
    pub judgement: String,
    /// Why it thinks so.
    pub reason: String,
}

pub(super) struct Known {
    /// By product, then path.
    pub calls: Vec<Call>,
}

/// Files of the catalogue, and what the inventory calls what is in them.
const CATALOGUE: &[(&str, &str)] =
    &[("api", "other"), ("work", "wecom"), ("ads", "ads"), ("openai", "other")];

impl Known {
    pub(super) fn load(facts: &Path) -> Result<Known, String> {
        let mut reasons = HashMap::new();
        for row in csv(&facts.join("inventory/missing_from_catalog.csv"))? {
            reasons.insert(key(&row), get(&row, "reason"));
        }
        let mut calls: Vec<Call> = csv(&facts.join("inventory/inventory.csv"))?
            .into_iter()
            .map(|row| Call {
                reason: reasons.remove(&key(&row)).unwrap_or_default(),
                product: get(&row, "product"),
                method: get(&row, "method"),
                path: get(&row, "path"),
                title: title(&get(&row, "title_zh")),
                judgement: get(&row, "status"),
            })
            .collect();
        let known: HashSet<String> = calls.iter().map(|call| shape(&call.path)).collect();
        for (file, product) in CATALOGUE {
            let file = facts.join("catalog").join(file).with_extension("json");
            let text = read(&file)?;
            let value: Value = serde_json::from_str(&text)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            for endpoint in value["endpoints"].as_array().into_iter().flatten() {
                let word = |name: &str| endpoint[name].as_str().unwrap_or_default().to_owned();
                let path = word("path");
                // The inventory has some without their first directory.
                let tail = path.match_indices('/').nth(1).map_or("", |(at, _)| &path[at..]);
                if known.contains(&shape(&path)) || known.contains(&shape(tail)) {
                    continue;
                }
                let obsolete = endpoint["deprecated"] == true;
                calls.push(Call {
                    product: (*product).to_owned(),
                    method: word("method"),
                    path,
                    title: String::new(),
                    judgement: if obsolete { "deprecated".to_owned() } else { String::new() },
                    reason: String::new(),
                });
            }
        }
        calls.sort_by(|a, b| {
            (&a.product, &a.path, &a.method).cmp(&(&b.product, &b.path, &b.method))
        });
        Ok(Known { calls })
    }
}

/// A path without the names of its parameters: `/v3/{}/close`.
pub(super) fn shape(path: &str) -> String {
    let mut shape = String::new();
    let mut inside = false;
    for letter in path.chars() {
        if letter == '}' {
            inside = false;
        }
        if !inside {
            shape.push(letter);
        }
        if letter == '{' {
            inside = true;
        }
    }
    shape
}

/// Titles come from comments too, some of which are long.
fn title(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    let plain = !line.contains(['`', '|', '<', '*']) && line.chars().count() <= 24;
    if plain { line.to_owned() } else { String::new() }
}

type Row = HashMap<String, String>;

fn get(row: &Row, column: &str) -> String {
    row.get(column).cloned().unwrap_or_default()
}

fn key(row: &Row) -> [String; 3] {
    ["product", "method", "path"].map(|column| get(row, column))
}

fn read(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// The rows of a CSV file whose first row names the columns.
fn csv(file: &Path) -> Result<Vec<Row>, String> {
    let text = read(file)?;
    let mut rows = fields(text.trim_start_matches('\u{feff}')).into_iter();
    let names = rows.next().ok_or_else(|| format!("{} is empty", file.display()))?;
    Ok(rows.map(|row| names.iter().cloned().zip(row).collect()).collect())
}

/// Splits CSV: fields may be quoted, and a quoted quote is written twice.
fn fields(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            other => field.push(other),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_has_quotes_and_line_breaks() {
        assert_eq!(
            fields("a,b\r\n\"x, \"\"y\"\"\nz\",\n1,2"),
            [vec!["a", "b"], vec!["x, \"y\"\nz", ""], vec!["1", "2"]]
        );
    }

    #[test]
    fn parameters_have_no_names() {
        assert_eq!(shape("/v3/{id}/close/{x}"), "/v3/{}/close/{}");
        assert_eq!(shape("/plain"), "/plain");
    }
}
