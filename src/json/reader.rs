//! Text → values.

use super::{Map, Number, Value, plain_length};

/// How deep values may lie in each other.
const DEEPEST: u8 = 128;

pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str) -> Self {
        Reader { text, at: 0, depth: 0 }
    }

    /// The value that the whole text is.
    pub fn whole(mut self) -> Result<Value, String> {
        let value = self.value();
        self.white_space();
        let is_too_deep = self.depth > DEEPEST;
        value
            .filter(|_| self.at == self.text.len())
            .ok_or_else(|| match is_too_deep {
                true => format!("its values lie more than {DEEPEST} levels deep in each other"),
                false => format!("it is no JSON from character {} on", self.at + 1),
            })
    }

    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn accept(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn white_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn value(&mut self) -> Option<Value> {
        self.white_space();
        match self.peek()? {
            b'{' => self.nested(Reader::object),
            b'[' => self.nested(Reader::array),
            b'"' => self.string().map(Value::String),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'n' => self.word("null", Value::Null),
            _ => self.number(),
        }
    }

    fn nested(&mut self, read: impl Fn(&mut Self) -> Option<Value>) -> Option<Value> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        self.at += 1;
        let value = read(self)?;
        self.depth -= 1;
        Some(value)
    }

    fn object(&mut self) -> Option<Value> {
        let mut object = Map::with_room();
        self.white_space();
        if self.accept(b'}').is_some() {
            return Some(Value::Object(object));
        }
        loop {
            self.white_space();
            let name = self.string()?;
            self.white_space();
            self.accept(b':')?;
            object.push(name.into(), self.value()?);
            self.white_space();
            if self.accept(b',').is_none() {
                self.accept(b'}')?;
                return Some(Value::Object(object));
            }
        }
    }

    fn array(&mut self) -> Option<Value> {
        let mut items = Vec::new();
        self.white_space();
        if self.accept(b']').is_some() {
            return Some(Value::Array(items));
        }
        loop {
            items.push(self.value()?);
            self.white_space();
            if self.accept(b',').is_none() {
                self.accept(b']')?;
                return Some(Value::Array(items));
            }
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        self.text.get(self.at..)?.starts_with(word).then(|| {
            self.at += word.len();
            value
        })
    }

    fn string(&mut self) -> Option<String> {
        self.accept(b'"')?;
        let mut out = String::new();
        loop {
            let rest = self.text.get(self.at..)?;
            let length = plain_length(rest);
            out.push_str(rest.get(..length)?);
            self.at += length;
            if self.accept(b'"').is_some() {
                return Some(out);
            }
            self.accept(b'\\')?;
            let escape = self.peek()?;
            self.at += 1;
            out.push(match escape {
                b'"' | b'\\' | b'/' => char::from(escape),
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => self.unicode()?,
                _ => return None,
            });
        }
    }

    /// After `\u`: a character, or the two halves of one.
    fn unicode(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        self.accept(b'\\')?;
        self.accept(b'u')?;
        let second = self
            .four_digits()?
            .checked_sub(0xdc00)
            .filter(|second| *second < 0x400)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second)
    }

    fn four_digits(&mut self) -> Option<u32> {
        let mut code = 0;
        for _ in 0..4 {
            code = code * 16 + char::from(self.peek()?).to_digit(16)?;
            self.at += 1;
        }
        Some(code)
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        let _ = self.accept(b'-');
        if self.accept(b'0').is_none() {
            self.digits()?;
        }
        if self.accept(b'.').is_some() {
            self.digits()?;
        }
        if self.accept(b'e').or_else(|| self.accept(b'E')).is_some() {
            let _ = self.accept(b'+').or_else(|| self.accept(b'-'));
            self.digits()?;
        }
        let number = self.text.get(start..self.at)?;
        Some(Value::Number(Number(number.to_owned())))
    }

    /// At least one.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }
}
