//! Stands in for the vendor's library of the message archive (`libWeWorkFinanceSdk_C.so`), for tests and demos.
//!
//! It exports the functions of the vendor's header [D 91774] and talks to the fake WeCom, so that the real child process loads a real
//! shared library and everything on the way is exercised. Three things are made up, because nobody outside knows them:
//!
//! * Where the platform is: the vendor's library has its address built in. This one has it too, speaks plain HTTP, and so reaches only
//!   what is named to it as a proxy: the fake.
//! * The envelope around a message ([`envelope`]).
//! * How it falls over: the platform's code 99 999 aborts the process, as does decrypting a message whose text is one `☠`.

mod envelope;
mod exports;
mod http;
mod sdk;
