//! The catalog as it is in the module: packed by `build.rs` from the rows, a third of their size, and unpacked at its first use.
//!
//! A stream of bytes: the texts, then kinds and fields (each after those that it is made of), then the resources. Numbers are
//! LEB128; texts, kinds and fields are named by their place in the order.

use super::rows::{Answer, Field, Kind, Method, Operation, Place, Resource, Rule, Safety, Shape, Source};

/// All resources of a packed catalog; `None` if it is none.
pub fn unpack(packed: &'static [u8]) -> Option<&'static [Resource]> {
    let mut reader = Reader {
        rest: packed,
        texts: Vec::new(),
        kinds: Vec::new(),
        fields: Vec::new(),
    };
    for _ in 0..reader.number()? {
        let length = usize::try_from(reader.number()?).ok()?;
        let (text, rest) = reader.rest.split_at_checked(length)?;
        reader.rest = rest;
        reader.texts.push(std::str::from_utf8(text).ok()?);
    }
    for _ in 0..reader.number()? {
        match reader.byte()? {
            0 => {
                let kind = reader.kind()?;
                reader.kinds.push(Box::leak(Box::new(kind)));
            }
            _ => {
                let field = reader.field()?;
                reader.fields.push(field);
            }
        }
    }
    reader.list(Reader::resource)
}

struct Reader {
    rest: &'static [u8],
    texts: Vec<&'static str>,
    kinds: Vec<&'static Kind>,
    fields: Vec<Field>,
}

impl Reader {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u32> {
        let byte = self.byte()?;
        let low = u32::from(byte & 0x7f);
        Some(if byte < 0x80 { low } else { low | self.number()? << 7 })
    }

    fn signed(&mut self) -> Option<i32> {
        Some(self.number()?.cast_signed())
    }

    fn text(&mut self) -> Option<&'static str> {
        let at = self.number()?;
        self.text_at(at)
    }

    fn text_at(&self, at: u32) -> Option<&'static str> {
        self.texts.get(usize::try_from(at).ok()?).copied()
    }

    /// Numbers are 1 higher than what they name; 0 names nothing.
    fn maybe<T>(&mut self, read: impl Fn(&Self, u32) -> Option<T>) -> Option<Option<T>> {
        match self.number()? {
            0 => Some(None),
            more => read(self, more - 1).map(Some),
        }
    }

    fn maybe_text(&mut self) -> Option<Option<&'static str>> {
        self.maybe(Reader::text_at)
    }

    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<&'static [T]> {
        let count = self.number()?;
        let mut items = Vec::with_capacity(usize::try_from(count).ok()?);
        for _ in 0..count {
            items.push(read(self)?);
        }
        Some(items.leak())
    }

    fn texts(&mut self) -> Option<&'static [&'static str]> {
        self.list(Reader::text)
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        let at = self.byte()?;
        all.get(usize::from(at)).copied()
    }

    fn known_field(&mut self) -> Option<Field> {
        let at = self.number()?;
        self.fields.get(usize::try_from(at).ok()?).copied()
    }

    fn known_kind(&mut self) -> Option<&'static Kind> {
        let at = self.number()?;
        self.kinds.get(usize::try_from(at).ok()?).copied()
    }

    /// In the order of `Kind::NAMES`.
    fn kind(&mut self) -> Option<Kind> {
        Some(match self.byte()? {
            0 => Kind::Text(self.number()?),
            1 => Kind::Id,
            2 => Kind::Key,
            3 => Kind::Sender,
            4 => Kind::Recipient,
            5 => Kind::Phone,
            6 => Kind::Email,
            7 => Kind::Url(self.number()?),
            8 => Kind::FileIdOrUrl,
            9 => Kind::Boolean,
            10 => Kind::Size,
            11 => Kind::Integer(self.signed()?, self.signed()?),
            12 => Kind::Number,
            13 => Kind::Position,
            14 => Kind::Date,
            15 => Kind::Choice(self.texts()?),
            16 => Kind::List {
                of: self.known_kind()?,
                least: self.byte()?,
                most: self.maybe(|_, most| u8::try_from(most).ok())?,
            },
            17 => Kind::Metadata {
                nulls: self.byte()? != 0,
            },
            18 => Kind::Values,
            19 => Kind::Object(Box::leak(Box::new(Shape {
                fields: self.list(Reader::known_field)?,
                rules: self.list(Reader::rule)?,
            }))),
            20 => Kind::MimeType,
            21 => Kind::FileName,
            22 => Kind::File(self.list(Reader::known_field)?),
            _ => Kind::Bytes,
        })
    }

    fn field(&mut self) -> Option<Field> {
        let (name, kind) = (self.text()?, *self.known_kind()?);
        let place = match self.byte()? {
            0 => Place::Path(self.text()?),
            1 => Place::Query(self.text()?),
            2 => Place::Body(self.text()?),
            3 => Place::Route,
            4 => Place::Patience,
            _ => Place::Upload(self.text()?),
        };
        let flags = self.byte()?;
        let source = self.maybe(|_, at| Source::ALL.get(usize::try_from(at).ok()?).copied())?;
        Some(Field::unpacked(name, kind, place, flags, source))
    }

    fn rule(&mut self) -> Option<Rule> {
        Some(match self.byte()? {
            0 => Rule::ExactlyOne(self.texts()?),
            1 => Rule::AtLeastOne(self.texts()?),
            2 => Rule::AtMostOne(self.texts()?),
            3 => Rule::RequiredUnless {
                given: self.text()?,
                fields: self.texts()?,
            },
            4 => Rule::Requires {
                given: self.text()?,
                is: self.maybe_text()?,
                field: self.text()?,
            },
            5 => Rule::Mask(self.list(|reader| Some((reader.text()?, reader.text()?)))?),
            6 => Rule::Follows {
                field: self.text()?,
                given: self.text()?,
                then: self.text()?,
                otherwise: self.text()?,
            },
            7 => Rule::Always(self.text()?),
            _ => Rule::Brings {
                field: self.text()?,
                given: self.text()?,
                also: self.text()?,
            },
        })
    }

    fn operation(&mut self) -> Option<Operation> {
        Some(Operation::unpacked(
            (self.text()?, self.text()?, self.maybe_text()?),
            self.one_of(&Method::ALL)?,
            self.one_of(&Safety::ALL)?,
            self.one_of(&Answer::ALL)?,
            self.list(|reader| reader.list(Reader::known_field))?,
            self.list(Reader::rule)?,
        ))
    }

    fn resource(&mut self) -> Option<Resource> {
        Some(Resource {
            name: self.text()?,
            operations: self.list(Reader::operation)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_the_rows() {
        assert_eq!(unpack(super::super::PACKED).unwrap(), super::super::rows::ROWS);
    }

    #[test]
    fn an_operation_more_takes_little() {
        let count = super::super::entries().count();
        assert!(
            super::super::PACKED.len() < 160 * count,
            "{} bytes",
            super::super::PACKED.len()
        );
    }

    #[test]
    fn what_is_no_catalog_is_none() {
        for end in [0, 1, 2, 100, 5_000] {
            let cut: &'static [u8] = super::super::PACKED.get(..end).unwrap();
            assert!(unpack(cut).is_none(), "{end}");
        }
    }
}
