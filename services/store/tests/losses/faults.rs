//! What goes wrong in a writing process: one in ten appends is undone, one in ten stalls before the
//! gate and one in ten behind it, up to 50 ms each. The control suffers the same in SQL.

/// A stall in one of ten.
const STALL: &str = "2%sleep(10)->2%sleep(20)->2%sleep(30)->2%sleep(40)->2%sleep(50)";
/// One of ten is undone.
const UNDO: &str = "10%return";

/// Sets up the faults of the appends of this process.
pub(crate) fn set_up() {
    for (place, fault) in
        [("append-before-gate", STALL), ("append-behind-gate", STALL), ("append-undone", UNDO)]
    {
        fail::cfg(place, fault).unwrap();
    }
}
