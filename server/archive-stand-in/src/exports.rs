//! The functions of the vendor's header, with its names.

#![expect(unsafe_code, reason = "what a C library exports")]

use std::ffi::{CStr, c_char, c_int, c_uint, c_ulonglong};

use crate::sdk::{self, ARGUMENTS, Piece, Sdk, Way};

/// `Slice_t`.
#[derive(Default)]
pub struct Slice(Vec<u8>);

/// `MediaData_t`.
#[derive(Default)]
pub struct Media(Piece);

/// `WeWorkFinanceSdk_t`.
pub struct Instance(Sdk);

/// A text of the caller's; wrong arguments where it is none.
///
/// # Safety
/// Null, or a text that ends in zero and lives as long as what comes back.
unsafe fn text<'a>(text: *const c_char) -> Result<&'a str, i32> {
    if text.is_null() {
        return Ok("");
    }
    // SAFETY: not null, and the caller vouches for the rest.
    unsafe { CStr::from_ptr(text) }.to_str().map_err(|_| ARGUMENTS)
}

fn code(result: Result<(), i32>) -> c_int {
    result.err().unwrap_or(0)
}

fn length(bytes: &[u8]) -> c_int {
    c_int::try_from(bytes.len()).unwrap_or(0)
}

/// A new instance, the caller's to destroy.
#[unsafe(no_mangle)]
pub extern "C" fn NewSdk() -> *mut Instance {
    Box::into_raw(Box::new(Instance(Sdk::new())))
}

/// # Safety
/// An instance of `NewSdk`, and texts.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn Init(sdk: *mut Instance, corp_id: *const c_char, secret: *const c_char) -> c_int {
    // SAFETY: as this function's caller vouches.
    let run = || unsafe { Ok((&mut *sdk).0.init(text(corp_id)?, text(secret)?)) };
    run().unwrap_or_else(|code: i32| code)
}

/// # Safety
/// An instance of `NewSdk`, texts, and a slice of `NewSlice`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn GetChatData(
    sdk: *mut Instance,
    seq: c_ulonglong,
    limit: c_uint,
    proxy: *const c_char,
    _password: *const c_char,
    timeout: c_int,
    out: *mut Slice,
) -> c_int {
    // What closed libraries do: it must not end up among the answers of the process.
    println!("GetChatData after {seq}");
    // SAFETY: as this function's caller vouches.
    let run = || unsafe {
        let way = Way { proxy: text(proxy)?, seconds: timeout };
        (*out).0 = (&mut *sdk).0.chat_data(seq, limit, &way)?;
        Ok(())
    };
    code(run())
}

/// # Safety
/// Texts, and a slice of `NewSlice`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DecryptData(key: *const c_char, message: *const c_char, out: *mut Slice) -> c_int {
    // SAFETY: as this function's caller vouches.
    let run = || unsafe {
        (*out).0 = sdk::decrypt(text(key)?, text(message)?)?;
        Ok(())
    };
    code(run())
}

/// # Safety
/// An instance of `NewSdk`, texts, and a media of `NewMediaData`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn GetMediaData(
    sdk: *mut Instance,
    index: *const c_char,
    file: *const c_char,
    proxy: *const c_char,
    _password: *const c_char,
    timeout: c_int,
    out: *mut Media,
) -> c_int {
    // SAFETY: as this function's caller vouches.
    let run = || unsafe {
        let way = Way { proxy: text(proxy)?, seconds: timeout };
        (*out).0 = (&mut *sdk).0.media(text(file)?, text(index)?, &way)?;
        Ok(())
    };
    code(run())
}

/// # Safety
/// An instance of `NewSdk`, for the last time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DestroySdk(sdk: *mut Instance) {
    // SAFETY: as this function's caller vouches.
    drop(unsafe { Box::from_raw(sdk) });
}

/// A new slice, the caller's to free.
#[unsafe(no_mangle)]
pub extern "C" fn NewSlice() -> *mut Slice {
    Box::into_raw(Box::default())
}

/// # Safety
/// A slice of `NewSlice`, for the last time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FreeSlice(slice: *mut Slice) {
    // SAFETY: as this function's caller vouches.
    drop(unsafe { Box::from_raw(slice) });
}

/// # Safety
/// A slice of `NewSlice`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn GetContentFromSlice(slice: *const Slice) -> *const c_char {
    // SAFETY: as this function's caller vouches.
    unsafe { (&*slice).0.as_ptr().cast() }
}

/// # Safety
/// A slice of `NewSlice`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn GetSliceLen(slice: *const Slice) -> c_int {
    // SAFETY: as this function's caller vouches.
    length(unsafe { &(*slice).0 })
}

/// A new media, the caller's to free.
#[unsafe(no_mangle)]
pub extern "C" fn NewMediaData() -> *mut Media {
    Box::into_raw(Box::default())
}

/// # Safety
/// A media of `NewMediaData`, for the last time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FreeMediaData(media: *mut Media) {
    // SAFETY: as this function's caller vouches.
    drop(unsafe { Box::from_raw(media) });
}

/// # Safety
/// A media of `NewMediaData`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn GetData(media: *const Media) -> *const c_char {
    // SAFETY: as this function's caller vouches.
    unsafe { (&*media).0.data.as_ptr().cast() }
}

/// # Safety
/// A media of `NewMediaData`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn GetDataLen(media: *const Media) -> c_int {
    // SAFETY: as this function's caller vouches.
    length(unsafe { &(*media).0.data })
}

/// # Safety
/// A media of `NewMediaData`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn GetOutIndexBuf(media: *const Media) -> *const c_char {
    // SAFETY: as this function's caller vouches.
    unsafe { (&*media).0.index.as_ptr().cast() }
}

/// # Safety
/// A media of `NewMediaData`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn GetIndexLen(media: *const Media) -> c_int {
    // SAFETY: as this function's caller vouches.
    length(unsafe { &(*media).0.index })
}

/// # Safety
/// A media of `NewMediaData`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn IsMediaDataFinish(media: *const Media) -> c_int {
    // SAFETY: as this function's caller vouches.
    c_int::from(unsafe { (*media).0.finished })
}
