//! The vendor's library behind a safe face: the only file that calls C.
//!
//! Names and types are those of the vendor's header `WeWorkFinanceSdk_C.h` [D 91774]. Results are read through its accessor functions
//! and never through its structs, whose layout is nobody's promise.

#![expect(unsafe_code, reason = "the vendor gives out nothing but a C library")]

use std::{
    ffi::{CString, c_char, c_int, c_uint, c_ulonglong},
    mem::forget,
    path::Path,
    ptr::NonNull,
    slice,
};

use crate::protocol::{LibraryFault, Route};

/// An opaque type of the library.
#[repr(C)]
struct Opaque {
    nothing: [u8; 0],
}

type Sdk = Opaque;
type Slice = Opaque;
type Media = Opaque;
type Text = *const c_char;

/// What the library is called by.
#[derive(Clone, Copy)]
struct Functions {
    new_sdk: unsafe extern "C" fn() -> *mut Sdk,
    init: unsafe extern "C" fn(*mut Sdk, Text, Text) -> c_int,
    get_chat_data: unsafe extern "C" fn(*mut Sdk, c_ulonglong, c_uint, Text, Text, c_int, *mut Slice) -> c_int,
    decrypt_data: unsafe extern "C" fn(Text, Text, *mut Slice) -> c_int,
    get_media_data: unsafe extern "C" fn(*mut Sdk, Text, Text, Text, Text, c_int, *mut Media) -> c_int,
    new_slice: unsafe extern "C" fn() -> *mut Slice,
    free_slice: unsafe extern "C" fn(*mut Slice),
    slice_content: unsafe extern "C" fn(*mut Slice) -> *mut c_char,
    slice_length: unsafe extern "C" fn(*mut Slice) -> c_int,
    new_media: unsafe extern "C" fn() -> *mut Media,
    free_media: unsafe extern "C" fn(*mut Media),
    media_content: unsafe extern "C" fn(*mut Media) -> *mut c_char,
    media_length: unsafe extern "C" fn(*mut Media) -> c_int,
    index_content: unsafe extern "C" fn(*mut Media) -> *mut c_char,
    index_length: unsafe extern "C" fn(*mut Media) -> c_int,
    media_finished: unsafe extern "C" fn(*mut Media) -> c_int,
}

/// The loaded library with its one instance.
pub(crate) struct Library {
    functions: Functions,
    sdk: NonNull<Sdk>,
}

/// A piece of a file.
pub(crate) struct Piece {
    pub(crate) data: Vec<u8>,
    pub(crate) index: Vec<u8>,
    pub(crate) finished: bool,
}

/// Why there is no library.
pub(crate) enum NoLibrary {
    Unusable(LibraryFault, String),
    /// It loads, and its `Init` answers this.
    Refused(i32),
}

/// The library's number for wrong arguments.
const ARGUMENTS: i32 = 10_000;
/// The library's number for trouble of the system: it gives no memory.
const SYSTEM: i32 = 10_003;

impl Library {
    /// Loads the library and makes its instance. It is never unloaded: code with threads of its own does not survive that.
    pub(crate) fn load(path: &Path, corp_id: &str, secret: &str) -> Result<Self, NoLibrary> {
        if !path.is_file() {
            let detail = format!("there is no file {}", path.display());
            return Err(NoLibrary::Unusable(LibraryFault::Missing, detail));
        }
        // SAFETY: loading runs the library's initialisers. Whether they behave is the administrator's trust in the vendor, and the
        // reason why this is a process of its own.
        let library = unsafe { libloading::Library::new(path) };
        let library = library.map_err(|error| NoLibrary::Unusable(LibraryFault::NotLoadable, in_words(&error)))?;
        let functions = Functions::of(&library)?;
        // The functions stay good as long as the library is loaded: from here on for ever.
        forget(library);
        let (corp_id, secret) = (text(corp_id).map_err(NoLibrary::Refused)?, text(secret).map_err(NoLibrary::Refused)?);
        // SAFETY: takes nothing, gives an instance or null.
        let sdk = NonNull::new(unsafe { (functions.new_sdk)() }).ok_or(NoLibrary::Refused(SYSTEM))?;
        // SAFETY: a fresh instance, and texts that end in zero and outlive the call.
        match unsafe { (functions.init)(sdk.as_ptr(), corp_id.as_ptr(), secret.as_ptr()) } {
            0 => Ok(Self { functions, sdk }),
            code => Err(NoLibrary::Refused(code)),
        }
    }

    /// `GetChatData`: the platform's JSON.
    pub(crate) fn pull(&self, seq: u64, limit: u32, route: &Route) -> Result<Vec<u8>, i32> {
        let (proxy, password, timeout) = split(route)?;
        let out = OwnedSlice::new(self.functions)?;
        // SAFETY: instance and slice are the library's own and alive, the texts outlive the call.
        done(unsafe {
            (self.functions.get_chat_data)(
                self.sdk.as_ptr(),
                seq,
                limit,
                proxy.as_ptr(),
                password.as_ptr(),
                timeout,
                out.slice.as_ptr(),
            )
        })?;
        Ok(out.bytes())
    }

    /// `DecryptData`: the message's JSON. Takes no instance.
    pub(crate) fn decrypt(&self, key: &str, message: &str) -> Result<Vec<u8>, i32> {
        let (key, message) = (text(key)?, text(message)?);
        let out = OwnedSlice::new(self.functions)?;
        // SAFETY: the slice is the library's own and alive, the texts outlive the call.
        done(unsafe { (self.functions.decrypt_data)(key.as_ptr(), message.as_ptr(), out.slice.as_ptr()) })?;
        Ok(out.bytes())
    }

    /// `GetMediaData`: the next piece of a file.
    pub(crate) fn media(&self, file: &str, index: &str, route: &Route) -> Result<Piece, i32> {
        let (proxy, password, timeout) = split(route)?;
        let (file, index) = (text(file)?, text(index)?);
        let out = OwnedMedia::new(self.functions)?;
        let media = out.media.as_ptr();
        // SAFETY: instance and media are the library's own and alive, the texts outlive the call.
        done(unsafe {
            (self.functions.get_media_data)(
                self.sdk.as_ptr(),
                index.as_ptr(),
                file.as_ptr(),
                proxy.as_ptr(),
                password.as_ptr(),
                timeout,
                media,
            )
        })?;
        // SAFETY: the accessors look into a media that is alive; what they point to lives as long, and is copied here.
        unsafe {
            let f = &self.functions;
            Ok(Piece {
                data: copy((f.media_content)(media), (f.media_length)(media)),
                index: copy((f.index_content)(media), (f.index_length)(media)),
                finished: (f.media_finished)(media) != 0,
            })
        }
    }
}

impl Functions {
    fn of(library: &libloading::Library) -> Result<Self, NoLibrary> {
        // SAFETY: each is declared as the vendor's header declares the function of that name.
        unsafe {
            Ok(Self {
                new_sdk: function(library, "NewSdk")?,
                init: function(library, "Init")?,
                get_chat_data: function(library, "GetChatData")?,
                decrypt_data: function(library, "DecryptData")?,
                get_media_data: function(library, "GetMediaData")?,
                new_slice: function(library, "NewSlice")?,
                free_slice: function(library, "FreeSlice")?,
                slice_content: function(library, "GetContentFromSlice")?,
                slice_length: function(library, "GetSliceLen")?,
                new_media: function(library, "NewMediaData")?,
                free_media: function(library, "FreeMediaData")?,
                media_content: function(library, "GetData")?,
                media_length: function(library, "GetDataLen")?,
                index_content: function(library, "GetOutIndexBuf")?,
                index_length: function(library, "GetIndexLen")?,
                media_finished: function(library, "IsMediaDataFinish")?,
            })
        }
    }
}

/// A function of the library by name.
///
/// # Safety
/// `T` must be the type of a pointer to that function.
unsafe fn function<T: Copy>(library: &libloading::Library, name: &str) -> Result<T, NoLibrary> {
    // SAFETY: the caller vouches for the type.
    let found = unsafe { library.get::<T>(name.as_bytes()) };
    let missing = |_| NoLibrary::Unusable(LibraryFault::NotThisLibrary, format!("the function {name} is missing"));
    found.map(|symbol| *symbol).map_err(missing)
}

/// A result of the library, given back on drop.
struct OwnedSlice {
    functions: Functions,
    slice: NonNull<Slice>,
}

impl OwnedSlice {
    fn new(functions: Functions) -> Result<Self, i32> {
        // SAFETY: takes nothing, gives a slice or null.
        let slice = NonNull::new(unsafe { (functions.new_slice)() }).ok_or(SYSTEM)?;
        Ok(Self { functions, slice })
    }

    fn bytes(&self) -> Vec<u8> {
        let slice = self.slice.as_ptr();
        // SAFETY: the slice is alive, and so is what it points to; it is copied here.
        unsafe { copy((self.functions.slice_content)(slice), (self.functions.slice_length)(slice)) }
    }
}

impl Drop for OwnedSlice {
    fn drop(&mut self) {
        // SAFETY: made by `NewSlice`, given back once.
        unsafe { (self.functions.free_slice)(self.slice.as_ptr()) }
    }
}

/// A piece of a file as the library holds it, given back on drop.
struct OwnedMedia {
    functions: Functions,
    media: NonNull<Media>,
}

impl OwnedMedia {
    fn new(functions: Functions) -> Result<Self, i32> {
        // SAFETY: takes nothing, gives a media or null.
        let media = NonNull::new(unsafe { (functions.new_media)() }).ok_or(SYSTEM)?;
        Ok(Self { functions, media })
    }
}

impl Drop for OwnedMedia {
    fn drop(&mut self) {
        // SAFETY: made by `NewMediaData`, given back once.
        unsafe { (self.functions.free_media)(self.media.as_ptr()) }
    }
}

/// The bytes at a place of the library's; none where it points nowhere.
///
/// # Safety
/// `length` bytes must be readable there, unless it is null or the length is not positive.
unsafe fn copy(place: *const c_char, length: c_int) -> Vec<u8> {
    match usize::try_from(length) {
        // SAFETY: the caller vouches for the length.
        Ok(length) if !place.is_null() => unsafe { slice::from_raw_parts(place.cast::<u8>(), length) }.to_vec(),
        _ => Vec::new(),
    }
}

fn done(code: c_int) -> Result<(), i32> {
    if code == 0 { Ok(()) } else { Err(code) }
}

/// A text as C has it. One with a zero inside cannot be said in C: wrong arguments.
fn text(text: &str) -> Result<CString, i32> {
    CString::new(text).map_err(|_| ARGUMENTS)
}

fn split(route: &Route) -> Result<(CString, CString, c_int), i32> {
    Ok((text(&route.proxy)?, text(&route.password)?, c_int::try_from(route.timeout).unwrap_or(c_int::MAX)))
}

/// The system's words are one level below the library's.
fn in_words(error: &libloading::Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string)
}
