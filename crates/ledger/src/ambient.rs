//! Time and randomness, passed in: the domain never reads them from the machine, so that tests and the example give
//! the same statements byte for byte.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The time now. The ledger cuts it to whole milliseconds.
    fn now(&self) -> Timestamp;
}

/// Where randomness comes from. Keys and salts are made from it: a host passes the system's generator.
pub trait Entropy: Send + Sync {
    /// Fills all of `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// The clock and the randomness that a host passes in.
#[derive(Clone)]
pub struct Ambient {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The randomness.
    pub entropy: Arc<dyn Entropy>,
}

impl Ambient {
    /// A clock that starts at 2026-01-05T09:00:00Z and goes one second a reading, and randomness that follows from
    /// `seed` alone. For tests and the example only: its keys are no secret.
    pub fn deterministic(seed: u64) -> Self {
        Self { clock: Arc::new(SteppingClock::default()), entropy: Arc::new(SeededEntropy::new(seed)) }
    }

    /// The time now in whole milliseconds, as statements hold it.
    pub fn now(&self) -> Timestamp {
        let now = self.clock.now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }

    /// A random id (UUID version 4).
    pub fn uuid(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }
}

impl fmt::Debug for Ambient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Ambient")
    }
}

/// A clock for tests and the example: every reading is one step later than the one before.
#[derive(Debug)]
pub struct SteppingClock {
    next: AtomicI64,
    step: i64,
}

impl SteppingClock {
    /// The first reading is `start`, each later one `step` after it (both in whole milliseconds).
    pub fn new(start: Timestamp, step: SignedDuration) -> Self {
        Self { next: AtomicI64::new(start.as_millisecond()), step: i64::try_from(step.as_millis()).unwrap_or(i64::MAX) }
    }

    /// The next reading will be `time`.
    pub fn set(&self, time: Timestamp) {
        self.next.store(time.as_millisecond(), Ordering::SeqCst);
    }
}

impl Default for SteppingClock {
    fn default() -> Self {
        // 2026-01-05T09:00:00Z, a Monday.
        Self { next: AtomicI64::new(1_767_603_600_000), step: 1000 }
    }
}

impl Clock for SteppingClock {
    fn now(&self) -> Timestamp {
        let now = self.next.fetch_add(self.step, Ordering::SeqCst);
        Timestamp::from_millisecond(now).unwrap_or(Timestamp::MAX)
    }
}

/// Randomness for tests and the example: SHA-256 over a seed and a counter.
#[derive(Debug)]
pub struct SeededEntropy {
    seed: u64,
    counter: AtomicU64,
}

impl SeededEntropy {
    /// All bytes follow from `seed` and the order of the calls.
    pub fn new(seed: u64) -> Self {
        Self { seed, counter: AtomicU64::new(0) }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let counter = self.counter.fetch_add(1, Ordering::SeqCst);
            let block = Sha256::new()
                .chain_update(b"assay/seeded-entropy/1")
                .chain_update(self.seed.to_be_bytes())
                .chain_update(counter.to_be_bytes())
                .finalize();
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}
