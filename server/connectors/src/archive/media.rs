//! A reference to a file.

use super::fields::Fields;

/// What a message says of a file that belongs to it. The bytes are asked for with [`Archive::media`](super::Archive::media).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MediaRef {
    /// The platform's name for the bytes. Opaque, long, and good for five days.
    pub sdkfileid: String,
    /// Lowercase hexadecimal; empty when not announced.
    pub md5: String,
    /// Bytes, when announced.
    pub size: Option<u64>,
    /// The file's name as its sender called it; empty for images, voices and videos, which have none.
    pub name: String,
}

impl MediaRef {
    /// Sizes go by three names [D 91774].
    const SIZES: [&str; 3] = ["filesize", "voice_size", "imagesize"];

    pub(super) fn read(fields: Fields<'_>) -> Self {
        Self {
            sdkfileid: fields.text("sdkfileid"),
            md5: fields.text("md5sum").to_ascii_lowercase(),
            size: Self::SIZES.iter().find_map(|key| fields.count(key)),
            name: fields.any(&["filename", "file_name"]),
        }
    }

    /// Nothing where no bytes can be asked for.
    pub(super) fn if_any(fields: Fields<'_>) -> Option<Self> {
        Some(Self::read(fields)).filter(|media| !media.sdkfileid.is_empty())
    }
}
