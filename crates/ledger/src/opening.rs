//! What was found when a workspace was opened: whether this device's key may go on.

/// How a workspace was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It was just made.
    Founded,
    /// The witness agrees: the device goes on.
    Continued,
    /// The device's key was not continued, and a new device was enrolled. Tell the user.
    NewDevice(NewDeviceReason),
}

/// Why a device's key is not continued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewDeviceReason {
    /// No witness knows this file: it is a copy, or was restored to another place, or the home folder is new.
    NoWitness,
    /// The workspace is behind its witness: an older state was restored over it.
    Behind,
    /// The witness itself, or the device's key, can't be read.
    Damaged,
}
