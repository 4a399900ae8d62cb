//! Entries whose data is itself wrong: `wrong.txt`, a line each, `id: reason`.

use super::case::Outcome;

const LIST: &str = include_str!("wrong.txt");

/// An entry of the list is not counted as failed; the list must not name one that passes.
pub(super) fn judge(id: &str, outcome: Outcome) -> Outcome {
    match (reason(id), outcome) {
        (Some(why), Outcome::Failed(_)) => Outcome::Wrong(why),
        (Some(_), Outcome::Passed) => {
            Outcome::Failed("passes, but wrong.txt says that it is wrong itself".to_owned())
        }
        (_, outcome) => outcome,
    }
}

fn reason(id: &str) -> Option<&'static str> {
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(": ")).find(|(name, _)| *name == id).map(|(_, why)| why)
}
