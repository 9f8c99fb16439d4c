//! Places at which a test may make the process die, as by `kill -9`, and faults inside an append. A normal
//! build has neither: the feature `failpoints` is the tests' alone.

#[cfg(feature = "failpoints")]
mod append;

#[cfg(feature = "failpoints")]
pub(crate) use append::append;

/// Whether this program was built with places to die at.
pub const PLANTED: bool = cfg!(feature = "failpoints");

/// Takes the places to die at from `FAILPOINTS`, as `outbox-claimed=3*off->return`.
#[cfg(feature = "failpoints")]
pub fn set_up() {
    // Dropped, it would forget them.
    std::mem::forget(fail::FailScenario::setup());
}

/// Nothing is planted in a normal build.
#[cfg(not(feature = "failpoints"))]
pub const fn set_up() {}

/// A place by its name: whoever comes here dies, where a test said so.
#[cfg(feature = "failpoints")]
pub fn at(place: &'static str) {
    fail::fail_point!(place, |_| std::process::abort());
}

/// A place by its name: nothing, in a normal build.
#[cfg(not(feature = "failpoints"))]
#[inline]
pub const fn at(_: &'static str) {}
