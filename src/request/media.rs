//! Media types and the extensions that go with them: the API wants names with an extension, storage wants the type.

/// The first extension of a type, and the first type of an extension, is the usual one.
const TYPES: &[(&str, &str)] = &[
    ("application/pdf", "pdf"),
    ("image/jpeg", "jpg"),
    ("image/jpeg", "jpeg"),
    ("image/png", "png"),
    ("image/gif", "gif"),
    ("image/webp", "webp"),
    ("image/svg+xml", "svg"),
    ("image/heic", "heic"),
    ("image/tiff", "tiff"),
    ("image/bmp", "bmp"),
    ("audio/mpeg", "mp3"),
    ("audio/ogg", "ogg"),
    ("audio/opus", "opus"),
    ("audio/mp4", "m4a"),
    ("audio/aac", "aac"),
    ("audio/amr", "amr"),
    ("audio/wav", "wav"),
    ("audio/webm", "weba"),
    ("video/mp4", "mp4"),
    ("video/3gpp", "3gp"),
    ("video/quicktime", "mov"),
    ("video/webm", "webm"),
    ("text/plain", "txt"),
    ("text/csv", "csv"),
    ("text/html", "html"),
    ("text/calendar", "ics"),
    ("text/vcard", "vcf"),
    ("application/json", "json"),
    ("application/xml", "xml"),
    ("text/xml", "xml"),
    ("application/zip", "zip"),
    ("application/rtf", "rtf"),
    ("application/msword", "doc"),
    ("application/vnd.ms-excel", "xls"),
    ("application/vnd.ms-powerpoint", "ppt"),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
    ),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ("application/octet-stream", "bin"),
];

/// The extension of a name, without the dot.
pub fn extension_of(name: &str) -> Option<&str> {
    let dot = name.bytes().rposition(|byte| byte == b'.')?;
    let (stem, extension) = (name.get(..dot)?, name.get(dot + 1..)?);
    let plausible = !stem.is_empty() && !extension.is_empty() && extension.chars().all(|c| c.is_ascii_alphanumeric());
    plausible.then_some(extension)
}

/// `application/pdf; charset=…` → `pdf`.
pub fn extension_for(mime_type: &str) -> Option<&'static str> {
    let essence = mime_type.split(';').next().unwrap_or_default().trim();
    TYPES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(essence))
        .map(|(_, extension)| *extension)
}

/// `invoice.PDF` → `application/pdf`.
pub fn type_for(name: &str) -> Option<&'static str> {
    let extension = extension_of(name)?;
    TYPES
        .iter()
        .find(|(_, known)| known.eq_ignore_ascii_case(extension))
        .map(|(mime_type, _)| *mime_type)
}

/// `type/subtype`, parameters allowed, as it may stand in a header (RFC 9110, 8.3.1).
pub fn is_media_type(text: &str) -> bool {
    let token = |part: &str| {
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        !part.is_empty() && part.bytes().all(is_token)
    };
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let Some((kind, subtype)) = essence.trim_matches(' ').split_once('/') else {
        return false;
    };
    token(kind) && token(subtype) && parameters.chars().all(|c| c == ' ' || c.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_types_lead_to_each_other() {
        assert_eq!(extension_for("application/pdf"), Some("pdf"));
        assert_eq!(extension_for("IMAGE/JPEG"), Some("jpg"));
        assert_eq!(extension_for("text/plain;charset=utf-8"), Some("txt"));
        assert_eq!(extension_for("application/x-unheard-of"), None);
        assert_eq!(type_for("Scan.JPEG"), Some("image/jpeg"));
        assert_eq!(type_for("note.xml"), Some("application/xml"));
        assert_eq!(type_for("README"), None);
    }

    #[test]
    fn an_extension_is_letters_and_digits_after_the_last_dot_of_a_name() {
        for (name, extension) in [
            ("a.pdf", Some("pdf")),
            ("a.tar.gz", Some("gz")),
            ("a", None),
            ("a.", None),
            (".env", None),
            ("v1.2 final", None),
        ] {
            assert_eq!(extension_of(name), extension, "{name}");
        }
    }

    #[test]
    fn media_types_are_safe_to_put_into_a_header() {
        for good in [
            "application/pdf",
            "text/plain; charset=utf-8",
            "application/vnd.ms-excel",
            "image/svg+xml",
        ] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in [
            "",
            "pdf",
            "application/",
            "/pdf",
            "a/b\r\nX: y",
            "a/b\r\n;c=d",
            "a/b;\u{7f}",
            "a/b c",
            "a/ü",
        ] {
            assert!(!is_media_type(bad), "{bad}");
        }
    }
}
