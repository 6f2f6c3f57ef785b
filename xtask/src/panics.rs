//! Panics without their messages. What they say goes nowhere, because wasm has no standard error; without it, neither the code
//! that would write it nor what it would write is in the module.

use anyhow::{Result, bail};
use std::ops::Range;
use std::path::Path;
use walrus::{ConstExpr, Data, DataId, DataKind, FunctionBuilder, FunctionKind, Module, ir::Value};

/// The compiled module with panics that only trap.
pub fn silenced(compiled: &Path) -> Result<Module> {
    const PANICS: [&str; 6] = [
        "4core9panicking",
        "13unwrap_failed",
        "13expect_failed",
        "16slice_index_fail",
        "16slice_error_fail",
        "12handle_error",
    ];
    let mut module = Module::from_file(compiled)?;
    forget_locations(&mut module)?;
    let is_panic = |name: &str| PANICS.iter().any(|part| name.contains(part));
    let functions = module.funcs.iter_local().map(|(id, _)| module.funcs.get(id));
    let found: Vec<_> = functions
        .filter(|function| function.name.as_deref().is_some_and(is_panic))
        .map(|function| (function.id(), function.ty()))
        .collect();
    if found.is_empty() {
        bail!("no panic is known by its name any more");
    }
    for (id, kind) in found {
        let kind = module.types.get(kind);
        let (params, results) = (kind.params().to_vec(), kind.results().to_vec());
        let mut body = FunctionBuilder::new(&mut module.types, &params, &results);
        body.func_body().unreachable();
        let arguments = params.iter().map(|kind| module.locals.add(*kind)).collect();
        module.funcs.get_mut(id).kind = FunctionKind::Local(body.local_func(arguments));
    }
    Ok(module)
}

/// Blanks what says where a panic is: records of a path's address, its length, a line and a column, and the paths.
fn forget_locations(module: &mut Module) -> Result<()> {
    let segments: Vec<_> = module.data.iter().filter_map(Segment::of).collect();
    let mut found = Vec::new();
    for segment in &segments {
        for at in 0..segment.bytes.len().saturating_sub(16) {
            let address = segment.address + at;
            let [path, length, line, column] = [0, 4, 8, 12].map(|word| number(&segment.bytes, at + word));
            let may_be_one = address.is_multiple_of(4) && (1..100_000).contains(&line) && (1..1_000).contains(&column);
            if may_be_one && segments.iter().any(|segment| segment.holds_source(path, length)) {
                found.extend([(address, 16), (path, length)]);
            }
        }
    }
    if found.is_empty() {
        bail!("no location of a panic is known any more");
    }
    for mut segment in segments {
        for (address, length) in &found {
            if let Some(part) = segment.range(*address, *length) {
                segment.bytes[part].fill(0);
            }
        }
        module.data.get_mut(segment.id).value = segment.bytes;
    }
    Ok(())
}

/// Data, and where it is in the memory.
struct Segment {
    id: DataId,
    address: usize,
    bytes: Vec<u8>,
}

impl Segment {
    fn of(data: &Data) -> Option<Self> {
        let DataKind::Active {
            offset: ConstExpr::Value(Value::I32(address)),
            ..
        } = data.kind
        else {
            return None;
        };
        Some(Segment {
            id: data.id(),
            address: usize::try_from(address).ok()?,
            bytes: data.value.clone(),
        })
    }

    fn range(&self, address: usize, length: usize) -> Option<Range<usize>> {
        let start = address.checked_sub(self.address)?;
        let end = start.checked_add(length)?;
        (end <= self.bytes.len()).then_some(start..end)
    }

    /// Whether the path of a source is there.
    fn holds_source(&self, address: usize, length: usize) -> bool {
        let path = self.range(address, length).map(|part| &self.bytes[part]);
        path.is_some_and(|path| path.ends_with(b".rs") && path.iter().all(u8::is_ascii_graphic))
    }
}

fn number(bytes: &[u8], at: usize) -> usize {
    let word = bytes.get(at..at + 4).and_then(|word| word.try_into().ok());
    word.map_or(0, |word| u32::from_le_bytes(word) as usize)
}
