//! Files of sections with names and values, as the official clients read them.
//!
//! A name counts in any case; a value may go on in lines that are indented further; `#` ends a value wherever it stands.
//!
//! **Invariant**: errors tell lines and never what is in them.

use std::collections::BTreeMap;

/// Names in small letters, with their values.
pub(super) type Section = BTreeMap<String, String>;

/// The section of this name; none where there is none.
pub(super) fn section(text: &str, wanted: &str) -> Result<Option<Section>, String> {
    let mut found: Option<Section> = None;
    let mut inside = false;
    // What the next line may go on with, and how far it is indented.
    let mut open: Option<(String, usize)> = None;
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let content = line.trim();
        if content.is_empty() || content.starts_with(['#', ';']) {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        if let Some((name, at)) = &open
            && indent > *at
        {
            if let Some(value) = found
                .as_mut()
                .filter(|_| inside)
                .and_then(|s| s.get_mut(name))
            {
                value.push('\n');
                value.push_str(content);
            }
            continue;
        }
        if let Some(name) = content
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            inside = name == wanted;
            open = None;
            if inside && found.replace(Section::new()).is_some() {
                let line = number + 1;
                return Err(format!("line {line}: the section is there a second time"));
            }
            continue;
        }
        let Some((name, value)) = content.split_once(['=', ':']) else {
            let line = number + 1;
            return Err(format!(
                "line {line} is neither `[section]` nor `name = value`"
            ));
        };
        let name = name.trim().to_lowercase();
        if let Some(section) = found.as_mut().filter(|_| inside) {
            section.insert(name.clone(), value.trim().to_owned());
        }
        open = Some((name, indent));
    }
    Ok(found.map(without_comments))
}

fn without_comments(section: Section) -> Section {
    section
        .into_iter()
        .map(|(name, value)| {
            let value = value
                .split('#')
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned();
            (name, value)
        })
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::section;

    /// Read by `configparser` of Python and the official client: `[("key", "value")]`, sorted.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let section = section(text, "default").unwrap().unwrap();
        let pairs: Vec<_> = section
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(pairs, expected);
    }

    #[test]
    fn values_are_what_the_official_client_reads() {
        check(
            "; first\n[default]\nType = access_key # the kind\r\nA: b=c\n\n[other]\na = 1\n",
            &[("a", "b=c"), ("type", "access_key")],
        );
        check(
            "[default]\n  policy = {\n    \"a\": 1}\n  b = ;2#3#4\n",
            &[("b", ";2"), ("policy", "{\n\"a\": 1}")],
        );
    }

    #[test]
    fn what_is_wrong_is_told_by_its_line() {
        assert_eq!(section("[Default]\na=1", "default"), Ok(None));
        assert_eq!(
            section("[default]\na=1\nsecret", "default").unwrap_err(),
            "line 3 is neither `[section]` nor `name = value`"
        );
        assert_eq!(
            section("[default]\n[default]", "default").unwrap_err(),
            "line 2: the section is there a second time"
        );
    }
}
