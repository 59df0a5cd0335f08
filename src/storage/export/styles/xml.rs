//! Just enough XML: elements with attributes, indented, escaped.

/// Collects a document.
pub(super) struct Xml {
    text: String,
    open: Vec<String>,
}

impl Xml {
    pub fn new(prologue: &str) -> Self {
        Self { text: format!("{prologue}\n"), open: Vec::new() }
    }

    /// Opens an element; [`Self::end`] closes it.
    pub fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.head(name, attributes);
        self.text += ">\n";
        self.open.push(name.to_owned());
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.head(name, attributes);
        self.text += "/>\n";
    }

    /// An element that holds a text.
    pub fn text(&mut self, name: &str, attributes: &[(&str, &str)], content: &str) {
        self.head(name, attributes);
        self.text += &format!(">{}</{name}>\n", escaped(content));
    }

    pub fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.text += &format!("</{name}>\n");
        }
    }

    /// The document, every element closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.text
    }

    fn head(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.text += &format!("<{name}");
        for (attribute, value) in attributes {
            self.text += &format!(" {attribute}=\"{}\"", escaped(value));
        }
    }

    fn indent(&mut self) {
        self.text += &" ".repeat(self.open.len());
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\n' => escaped += "&#10;",
            // XML 1.0 has no way to write the other control characters.
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_closed_and_escaped() {
        let mut xml = Xml::new("<?xml?>");
        xml.start("a", &[("b", "\"<\n")]);
        xml.text("c", &[], "d & e\u{1}");
        assert_eq!(xml.finish(), "<?xml?>\n<a b=\"&quot;&lt;&#10;\">\n <c>d &amp; e </c>\n</a>\n");
    }
}
