//! Reads one section of an INI file as the official clients do.
//!
//! Names are compared in lowercase; lines that are indented further continue a value; `#` starts a comment anywhere in a
//! value.
//!
//! **Invariant**: errors contain line numbers and never the text of a line.

use std::collections::BTreeMap;

/// The names of a section in lowercase, with their values.
pub(super) type Section = BTreeMap<String, String>;

/// Reads the section with a given name; returns `None` if the file has no such section.
///
/// # Errors
///
/// Returns an error if a line is malformed or the section occurs twice.
pub(super) fn section(text: &str, name: &str) -> Result<Option<Section>, String> {
    let mut reader = IniReader {
        wanted: name,
        ..IniReader::default()
    };
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        reader
            .line(line)
            .map_err(|problem| format!("line {} {problem}", index + 1))?;
    }
    Ok(reader.section.map(without_comments))
}

#[derive(Default)]
struct IniReader<'a> {
    /// The name of the section to read.
    wanted: &'a str,
    section: Option<Section>,
    /// Whether the current line belongs to the section to read.
    in_section: bool,
    /// The name whose value the next line may continue, and its indentation.
    open: Option<(String, usize)>,
}

impl IniReader<'_> {
    fn line(&mut self, line: &str) -> Result<(), &'static str> {
        let content = line.trim();
        if content.is_empty() || content.starts_with(['#', ';']) {
            return Ok(());
        }
        let indent = line.len() - line.trim_start().len();
        if let Some((name, at)) = self.open.take_if(|(_, at)| indent > *at) {
            self.continue_value(&name, content);
            self.open = Some((name, at));
            return Ok(());
        }
        let bracketed = content
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        if let Some(name) = bracketed {
            return self.start_section(name);
        }
        let (name, value) = content
            .split_once(['=', ':'])
            .ok_or("is neither `[section]` nor `name = value`")?;
        let name = name.trim().to_lowercase();
        if let Some(section) = self.section.as_mut().filter(|_| self.in_section) {
            section.insert(name.clone(), value.trim().to_owned());
        }
        self.open = Some((name, indent));
        Ok(())
    }

    fn start_section(&mut self, name: &str) -> Result<(), &'static str> {
        self.in_section = name == self.wanted;
        self.open = None;
        match self.in_section && self.section.replace(Section::new()).is_some() {
            true => Err("starts the section a second time"),
            false => Ok(()),
        }
    }

    fn continue_value(&mut self, name: &str, content: &str) {
        let section = self.section.as_mut().filter(|_| self.in_section);
        if let Some(value) = section.and_then(|section| section.get_mut(name)) {
            value.push('\n');
            value.push_str(content);
        }
    }
}

/// Removes comments from the values of a section, and names whose values are empty.
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

    /// Checks the sorted pairs of `[default]`; the expected pairs are what Python's `configparser` and the official
    /// client read.
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
    fn reads_values_as_the_official_client_does() {
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
    fn reports_problems_by_line() {
        assert_eq!(section("[Default]\na=1", "default"), Ok(None));
        assert_eq!(
            section("[default]\na=1\nsecret", "default").unwrap_err(),
            "line 3 is neither `[section]` nor `name = value`"
        );
        assert_eq!(
            section("[default]\n[default]", "default").unwrap_err(),
            "line 2 starts the section a second time"
        );
    }
}
