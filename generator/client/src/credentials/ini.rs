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
    let mut reader = Reader {
        wanted,
        ..Reader::default()
    };
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        reader
            .line(line)
            .map_err(|problem| format!("line {} {problem}", number + 1))?;
    }
    Ok(reader.found.map(without_comments))
}

#[derive(Default)]
struct Reader<'a> {
    wanted: &'a str,
    found: Option<Section>,
    /// Within the section that is wanted.
    inside: bool,
    /// The name whose value the next line may go on with, and how far it is indented.
    open: Option<(String, usize)>,
}

impl Reader<'_> {
    fn line(&mut self, line: &str) -> Result<(), &'static str> {
        let content = line.trim();
        if content.is_empty() || content.starts_with(['#', ';']) {
            return Ok(());
        }
        let indent = line.len() - line.trim_start().len();
        if let Some((name, at)) = self.open.take_if(|(_, at)| indent > *at) {
            self.go_on(&name, content);
            self.open = Some((name, at));
            return Ok(());
        }
        let bracketed = content
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        if let Some(name) = bracketed {
            return self.begin(name);
        }
        let (name, value) = content
            .split_once(['=', ':'])
            .ok_or("is neither `[section]` nor `name = value`")?;
        let name = name.trim().to_lowercase();
        if let Some(section) = self.found.as_mut().filter(|_| self.inside) {
            section.insert(name.clone(), value.trim().to_owned());
        }
        self.open = Some((name, indent));
        Ok(())
    }

    fn begin(&mut self, name: &str) -> Result<(), &'static str> {
        self.inside = name == self.wanted;
        self.open = None;
        match self.inside && self.found.replace(Section::new()).is_some() {
            true => Err("begins the section a second time"),
            false => Ok(()),
        }
    }

    fn go_on(&mut self, name: &str, content: &str) {
        let section = self.found.as_mut().filter(|_| self.inside);
        if let Some(value) = section.and_then(|section| section.get_mut(name)) {
            value.push('\n');
            value.push_str(content);
        }
    }
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
            "line 2 begins the section a second time"
        );
    }
}
