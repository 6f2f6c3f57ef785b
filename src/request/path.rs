//! Where in the params something is: written out only when there is something to tell.

use crate::text::replace;

pub enum Path<'a> {
    Root,
    Field(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub fn field(&'a self, name: &'a str) -> Path<'a> {
        Path::Field(self, name)
    }

    pub fn index(&'a self, index: usize) -> Path<'a> {
        Path::Index(self, index)
    }

    /// As people read it: `sessionId` → `Session ID`, `file.name` → `File Name`.
    pub fn label(&self) -> String {
        let mut label = String::new();
        let mut starts = true;
        for letter in self.to_string().chars() {
            if letter == '.' {
                label.push(' ');
                starts = true;
                continue;
            }
            if letter.is_ascii_uppercase() {
                label.push(' ');
            }
            label.push(if starts { letter.to_ascii_uppercase() } else { letter });
            starts = false;
        }
        replace(&replace(&label, " Id", " ID"), " Url", " URL")
    }
}

impl std::fmt::Display for Path<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Field(Path::Root, name) => out.write_str(name),
            Path::Field(parent, name) => write!(out, "{parent}.{name}"),
            Path::Index(parent, index) => write!(out, "{parent}[{index}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_for_programs_and_for_people() {
        let root = Path::Root;
        let file = root.field("file");
        let messages = root.field("messages");
        let third = messages.index(2);
        for (path, written, label) in [
            (root.field("sessionId"), "sessionId", "Session ID"),
            (root.field("callbackUrl"), "callbackUrl", "Callback URL"),
            (root.field("to"), "to", "To"),
            (file.field("mimeType"), "file.mimeType", "File Mime Type"),
            (third.field("to"), "messages[2].to", "Messages[2] To"),
        ] {
            assert_eq!((path.to_string().as_str(), path.label().as_str()), (written, label));
        }
    }
}
