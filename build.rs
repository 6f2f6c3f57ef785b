//! Packs the catalog's rows for the module; `src/catalog/unpack.rs` says how.

#[allow(dead_code, unused_imports, reason = "the crate uses more of it")]
#[path = "src/catalog/rows/mod.rs"]
mod rows;

use rows::{Answer, Field, Kind, Method, Operation, Place, ROWS, Rule, Safety, Source};
use std::path::Path;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=src/catalog");
    println!("cargo::rerun-if-changed=build.rs");
    let mut packer = Packer::default();
    let mut resources = Vec::new();
    number(&mut resources, ROWS.len());
    for resource in ROWS {
        packer.text(&mut resources, resource.name);
        number(&mut resources, resource.operations.len());
        for operation in resource.operations {
            packer.operation(&mut resources, operation);
        }
    }
    let mut out = Vec::new();
    number(&mut out, packer.texts.len());
    for text in &packer.texts {
        number(&mut out, text.len());
        out.extend_from_slice(text.as_bytes());
    }
    number(&mut out, packer.kinds.len() + packer.fields.len());
    out.extend(packer.definitions);
    out.extend(resources);
    let folder = std::env::var_os("OUT_DIR").ok_or_else(|| std::io::Error::other("cargo says where to put it"))?;
    std::fs::write(Path::new(&folder).join("catalog.bin"), out)
}

#[derive(Default)]
struct Packer {
    texts: Vec<&'static str>,
    kinds: Vec<Kind>,
    fields: Vec<Field>,
    definitions: Vec<u8>,
}

impl Packer {
    fn text(&mut self, out: &mut Vec<u8>, text: &'static str) {
        let known = self.texts.iter().position(|known| *known == text);
        number(out, known.unwrap_or(self.texts.len()));
        if known.is_none() {
            self.texts.push(text);
        }
    }

    fn maybe_text(&mut self, out: &mut Vec<u8>, text: Option<&'static str>) {
        match text {
            None => number(out, 0),
            Some(text) => {
                let mut at = Vec::new();
                self.text(&mut at, text);
                let place = self.texts.iter().position(|known| *known == text);
                number(out, place.unwrap_or_default() + 1);
            }
        }
    }

    fn texts(&mut self, out: &mut Vec<u8>, texts: &'static [&'static str]) {
        number(out, texts.len());
        for text in texts {
            self.text(out, text);
        }
    }

    /// Defines a kind unless it is known, and answers its number.
    fn kind(&mut self, kind: Kind) -> usize {
        if let Some(known) = self.kinds.iter().position(|known| *known == kind) {
            return known;
        }
        let mut out = vec![0, byte(Kind::NAMES.iter().position(|name| *name == kind.as_str()))];
        match kind {
            Kind::Text(most) | Kind::Url(most) => leb(&mut out, most),
            Kind::Integer(least, most) => {
                leb(&mut out, least.cast_unsigned());
                leb(&mut out, most.cast_unsigned());
            }
            Kind::Choice(values) => self.texts(&mut out, values),
            Kind::List { of, least, most } => {
                let of = self.kind(*of);
                number(&mut out, of);
                out.push(least);
                number(&mut out, most.map_or(0, |most| usize::from(most) + 1));
            }
            Kind::Metadata { nulls } => out.push(u8::from(nulls)),
            Kind::Object(shape) => {
                self.known_fields(&mut out, shape.fields);
                self.rules(&mut out, shape.rules);
            }
            Kind::File(fields) => self.known_fields(&mut out, fields),
            _ => {}
        }
        self.definitions.extend(out);
        self.kinds.push(kind);
        self.kinds.len() - 1
    }

    fn known_fields(&mut self, out: &mut Vec<u8>, fields: &[Field]) {
        number(out, fields.len());
        for field in fields {
            let at = self.field(*field);
            number(out, at);
        }
    }

    /// Defines a field unless it is known, and answers its number.
    fn field(&mut self, field: Field) -> usize {
        if let Some(known) = self.fields.iter().position(|known| *known == field) {
            return known;
        }
        let mut out = vec![1];
        self.text(&mut out, field.name);
        let kind = self.kind(field.kind);
        number(&mut out, kind);
        let (tag, place) = match field.place {
            Place::Path(at) => (0, Some(at)),
            Place::Query(at) => (1, Some(at)),
            Place::Body(at) => (2, Some(at)),
            Place::Route => (3, None),
            Place::Patience => (4, None),
            Place::Upload(at) => (5, Some(at)),
        };
        out.push(tag);
        if let Some(place) = place {
            self.text(&mut out, place);
        }
        out.push(field.flags());
        let source = field
            .source
            .and_then(|source| Source::ALL.iter().position(|known| *known == source));
        number(&mut out, source.map_or(0, |at| at + 1));
        self.definitions.extend(out);
        self.fields.push(field);
        self.fields.len() - 1
    }

    fn rules(&mut self, out: &mut Vec<u8>, rules: &'static [Rule]) {
        number(out, rules.len());
        for rule in rules {
            match *rule {
                Rule::ExactlyOne(names) => {
                    out.push(0);
                    self.texts(out, names);
                }
                Rule::AtLeastOne(names) => {
                    out.push(1);
                    self.texts(out, names);
                }
                Rule::AtMostOne(names) => {
                    out.push(2);
                    self.texts(out, names);
                }
                Rule::RequiredUnless { given, fields } => {
                    out.push(3);
                    self.text(out, given);
                    self.texts(out, fields);
                }
                Rule::Requires { given, is, field } => {
                    out.push(4);
                    self.text(out, given);
                    self.maybe_text(out, is);
                    self.text(out, field);
                }
                Rule::Mask(names) => {
                    out.push(5);
                    number(out, names.len());
                    for (param, name) in names {
                        self.text(out, param);
                        self.text(out, name);
                    }
                }
                Rule::Follows {
                    field,
                    given,
                    then,
                    otherwise,
                } => {
                    out.push(6);
                    for text in [field, given, then, otherwise] {
                        self.text(out, text);
                    }
                }
                Rule::Always(place) => {
                    out.push(7);
                    self.text(out, place);
                }
                Rule::Brings { field, given, also } => {
                    out.push(8);
                    for text in [field, given, also] {
                        self.text(out, text);
                    }
                }
            }
        }
    }

    fn operation(&mut self, out: &mut Vec<u8>, operation: &'static Operation) {
        self.text(out, operation.name);
        self.text(out, operation.path);
        self.maybe_text(out, operation.sync_path);
        out.push(byte(Method::ALL.iter().position(|known| *known == operation.method)));
        out.push(byte(Safety::ALL.iter().position(|known| *known == operation.safety)));
        out.push(byte(Answer::ALL.iter().position(|known| *known == operation.answer)));
        number(out, operation.groups().len());
        for group in operation.groups() {
            self.known_fields(out, group);
        }
        self.rules(out, operation.rules);
    }
}

fn byte(place: Option<usize>) -> u8 {
    // What has no place is unpacked as none, which a test sees.
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
}

fn number(out: &mut Vec<u8>, number: usize) {
    leb(out, u32::try_from(number).unwrap_or(u32::MAX));
}

fn leb(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
