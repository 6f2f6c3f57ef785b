//! The glue of wasm-bindgen as a function that makes one instance: glue keeps its instance in variables of its module, so as it is
//! generated, a second instance would get the pointers of the first.

use anyhow::{Context, Result, bail};
use std::collections::HashSet;
use std::fs;
use std::path::Path;
use walrus::Module;

/// Where the part begins that starts the one instance, in the code and in its types.
const STARTING: &str = "let wasmModule, wasmInstance, wasm;\n";
const TYPES_OF_STARTING: &str = "export type InitInput = ";

/// Where JavaScript is called that may throw, or call into the instance and find it dead: what is left of the instance on the
/// stack then ends here.
const CALLING_OUT: &str = "function handleError(f, args) {
    try {
        return f.apply(this, args);
    } catch (e) {
        const idx = addToExternrefTable0(e);
        wasm.__wbindgen_exn_store(idx);
    }
}
";
const CALLING_OUT_ALIVE: &str = "function catching(f) {
    return (a, b, c, d, e, g, h, i, j) => {
        try {
            guard.check();
            const answer = f(a, b, c, d, e, g, h, i, j);
            guard.check();
            return answer;
        } catch (thrown) {
            const idx = addToExternrefTable0(thrown);
            wasm.__wbindgen_exn_store(idx);
        }
    };
}
";

/// Each import that does so makes a function and a list of its arguments at each call, in the glue as it is generated.
const CATCHING: [(&str, &str); 2] = [
    (": function() { return handleError(function (", ": catching(function ("),
    ("}, arguments); },\n", "}),\n"),
];
/// The first argument that is none of those above.
const TOO_MANY: &str = "arg9";

/// Texts are copied character by character as long as they are ASCII: the host does that several times as fast.
const COPYING: &str = "    let offset = 0;

    for (; offset < len; offset++) {
        const code = arg.charCodeAt(offset);
        if (code > 0x7F) break;
        mem[ptr + offset] = code;
    }
    if (offset !== len) {
        if (offset !== 0) {
            arg = arg.slice(offset);
        }
";
const ENCODING: &str = "    const { read, written } = cachedTextEncoder.encodeInto(arg, mem.subarray(ptr, ptr + len));
    let offset = written;
    if (read !== len) {
        arg = arg.slice(read);
";

/// What this relies on besides, and `pkg/src/instance.ts`, which knows by their names what hosts call.
const NEEDED: [&str; 5] = [
    "\nfunction __wbg_get_imports() {\n",
    "    wasm.__wbindgen_start();\n",
    " => wasm.__wbg_client_free(",
    " => wasm.__wbindgen_destroy_closure(",
    " wasm.wasm_bindgen__convert__closures_",
];

/// Gives what the module imports names without hashes, in the module and in `wts_chat.js`: hashes do not compress.
pub fn shorten_imports(folder: &Path) -> Result<()> {
    let (module_path, glue_path) = (folder.join("wts_chat_bg.wasm"), folder.join("wts_chat.js"));
    let mut module = Module::from_file(&module_path)?;
    let mut glue = fs::read_to_string(&glue_path)?;
    let mut taken = HashSet::new();
    for import in module.imports.iter_mut() {
        let mut name = short(&import.name).to_owned();
        // Of names that are the same without their hashes, the later get numbers.
        let mut number = 1;
        while !taken.insert(name.clone()) {
            number += 1;
            name = format!("{}{number}", short(&import.name));
        }
        let entry = |name: &str| format!("        {name}: function(");
        let (before, after) = parts(&glue, &entry(&import.name))?;
        glue = [before, &entry(&name), after].concat();
        import.name = name;
        import.module = MODULE.to_owned();
    }
    let (before, after) = parts(&glue, "\"./wts_chat_bg.js\": import0")?;
    fs::write(&glue_path, [before, MODULE, ": import0", after].concat())?;
    module.emit_wasm_file(&module_path)
}

/// What the glue is called in the module.
const MODULE: &str = "js";

/// `__wbg_fetch_0123456789abcdef` → `fetch`
fn short(name: &str) -> &str {
    let name = name.trim_start_matches("__wbg_").trim_start_matches("__wbindgen_");
    match name.rsplit_once('_') {
        Some((short, hash)) if hash.len() == 16 => short,
        _ => name,
    }
}

/// Rewrites `wts_chat.js` and `wts_chat.d.ts` in a folder.
pub fn make_factory(folder: &Path) -> Result<()> {
    for (file, rewrite) in [
        ("wts_chat.js", code as fn(&str) -> Result<String>),
        ("wts_chat.d.ts", types),
    ] {
        let path = folder.join(file);
        let text = rewrite(&fs::read_to_string(&path)?)
            .with_context(|| format!("{file} is not as wasm-bindgen used to write it"))?;
        fs::write(&path, text)?;
    }
    Ok(())
}

fn code(generated: &str) -> Result<String> {
    if let Some(missing) = NEEDED.iter().find(|part| !generated.contains(*part)) {
        bail!("it lacks {missing:?}");
    }
    let (glue, _) = parts(generated, STARTING)?;
    let mut glue = glue.to_owned();
    for (generated, wanted) in [(CALLING_OUT, CALLING_OUT_ALIVE), (COPYING, ENCODING)] {
        let (before, after) = parts(&glue, generated)?;
        glue = [before, wanted, after].concat();
    }
    for (generated, wanted) in CATCHING {
        glue = glue.replace(generated, wanted);
    }
    if glue.contains("handleError") || glue.contains(TOO_MANY) {
        bail!("its imports catch in another way, or have {TOO_MANY}");
    }
    let mut names = Vec::new();
    let mut body = String::new();
    for line in glue.lines() {
        body.push_str(match line.strip_prefix("export ") {
            Some(declaration) => {
                names.push(declared(declaration)?);
                declaration
            }
            None => line,
        });
        body.push('\n');
    }
    let names = names.join(", ");
    Ok(format!(
        "export function instantiate(module, guard) {{
{body}
const wasm = guard.over(new WebAssembly.Instance(module, __wbg_get_imports()).exports);
wasm.__wbindgen_start();
return {{ {names} }};
}}
"
    ))
}

fn declared(declaration: &str) -> Result<&str> {
    let mut words = declaration.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    match (words.next(), words.next()) {
        (Some("class" | "const" | "function"), Some(name)) if !name.is_empty() => Ok(name),
        _ => bail!("it exports {declaration:?}"),
    }
}

fn types(generated: &str) -> Result<String> {
    let (declarations, _) = parts(generated, TYPES_OF_STARTING)?;
    Ok(format!(
        "declare namespace core {{
{declarations}
}}

/** What one instance exports. */
export type Core = typeof core;
export type Client = core.Client;
export type Pages = core.Pages;

/** Stands between an instance and its glue. */
export interface Guard {{
  /** The exports of the instance as the glue is to use them. */
  over(exports: WebAssembly.Exports): object;
  /** Throws when the instance is dead. */
  check(): void;
  /** Begins a request; its text is in lines. */
  fetch(host: never, request: string, place: number, turn: number): Begun;
  /** Begins to PUT a file. */
  upload(host: never, url: string, data: never, size: number, mimeType: string, place: number, turn: number): Begun;
  /** Begins a wait of so many milliseconds. */
  sleep(milliseconds: number, place: number, turn: number): Begun;
  /** A call has ended, with a result or an error. */
  end(number: number, isKept: boolean, value: unknown): void;
  /** A request of its text in lines. */
  parse(request: string): object;
}}

/** Something under way, of which the exports are told by its place and turn until it is over, or ended from there. */
export interface Begun {{
  end(): void;
}}

export function instantiate(module: WebAssembly.Module, guard: Guard): Core;
"
    ))
}

/// What is before and after a part that must be there once.
fn parts<'text>(text: &'text str, part: &str) -> Result<(&'text str, &'text str)> {
    match text.split_once(part) {
        Some((before, after)) if !after.contains(part) => Ok((before, after)),
        _ => bail!("it does not hold {part:?} once"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IMPORT: &str = "now: function() { return handleError(function (arg0) {\n}, arguments); },\n";

    fn glue() -> String {
        let needed = NEEDED.concat();
        format!(
            "export class Client {{}}\nexport function validate(a) {{}}\n{CALLING_OUT}{COPYING}{IMPORT}{needed}\n{STARTING}the rest"
        )
    }

    #[test]
    fn what_the_glue_exports_becomes_what_the_factory_returns() {
        let code = code(&glue()).unwrap();
        assert!(
            code.starts_with(
                "export function instantiate(module, guard) {\nclass Client {}\nfunction validate(a) {}\n"
            )
        );
        assert!(code.ends_with("return { Client, validate };\n}\n"));
        assert_eq!(code.matches("guard.check();").count(), 2);
        assert!(code.contains("now: catching(function (arg0) {\n}),\n"), "{code}");
        assert!(!code.contains("the rest"));
    }

    #[test]
    fn glue_of_another_shape_is_refused() {
        for part in NEEDED.into_iter().chain([STARTING, CALLING_OUT, COPYING]) {
            assert!(code(&glue().replace(part, "")).is_err(), "{part}");
        }
        assert!(code(&glue().replace(CALLING_OUT, &CALLING_OUT.repeat(2))).is_err());
        for import in [
            IMPORT.replace("arg0", "arg9"),
            IMPORT.replace(": function()", ": (...args) =>"),
        ] {
            assert!(code(&glue().replace(IMPORT, &import)).is_err(), "{import}");
        }
        for unknown in [
            "export { a };\n",
            "export default a;\n",
            "export async function a() {}\n",
        ] {
            assert!(code(&format!("{unknown}{}", glue())).is_err(), "{unknown}");
        }
        assert!(types("export class Client {}").is_err());
    }
}
