//! "Did you mean": the nearest of some names.

/// The name that is nearest to `wrong`, if one is near enough to be meant.
pub(crate) fn nearest<'n>(wrong: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let limit = wrong.chars().count() / 3 + 1;
    let scored = names.map(|name| (distance(&simple(wrong), &simple(name)), name));
    scored
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// `touserName` and `touser_name` are the same slip.
fn simple(name: &str) -> Vec<char> {
    name.chars().take(80).filter(|c| *c != '_').flat_map(char::to_lowercase).collect()
}

/// Levenshtein's distance.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { corner } else { 1 + corner.min(above).min(row[j]) };
            corner = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found() {
        let names = ["touser", "template_id", "data"];
        assert_eq!(nearest("to_user", names.into_iter()), Some("touser"));
        assert_eq!(nearest("templateId", names.into_iter()), Some("template_id"));
        assert_eq!(nearest("miniprogram_state", names.into_iter()), None);
    }
}
