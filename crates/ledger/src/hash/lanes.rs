//! The compression function of SHA-256 (FIPS 180-4, section 6.2.2) for several messages side by side, where the processor
//! has instructions for it. Without them, and on other processors, one message after the other is as good.
#![cfg_attr(
    target_arch = "x86_64",
    expect(unsafe_code, reason = "instructions that not every processor has; every block says why it is sound")
)]

/// Messages side by side.
pub(super) const LANES: usize = 4;

/// 64 bytes of a message.
pub(super) type Block = [u8; 64];

/// What a message has come to.
pub(super) type State = [u32; 8];

/// What every message begins with: of the square roots of the first eight primes.
pub(super) const BEGIN: State =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// Stands for a processor that has the instructions.
#[derive(Clone, Copy)]
pub(super) struct Lanes(());

#[cfg(not(target_arch = "x86_64"))]
impl Lanes {
    pub(super) fn here() -> Option<Self> {
        None
    }

    #[expect(clippy::unused_self, reason = "having one of us says that it may be called")]
    pub(super) fn compress(self, states: &mut [State; LANES], blocks: [&[Block]; LANES]) {
        for (state, blocks) in states.iter_mut().zip(blocks) {
            sha2::block_api::compress256(state, blocks);
        }
    }
}

#[cfg(target_arch = "x86_64")]
impl Lanes {
    pub(super) fn here() -> Option<Self> {
        let has_all = is_x86_feature_detected!("sha") && is_x86_feature_detected!("sse4.1");
        has_all.then_some(Self(()))
    }

    /// Adds as many blocks to each state as the shortest of the four has.
    #[expect(clippy::unused_self, reason = "having one of us says that it may be called")]
    pub(super) fn compress(self, states: &mut [State; LANES], blocks: [&[Block]; LANES]) {
        // SAFETY: only `here` makes one of us, and only where the processor has both features.
        unsafe { x86::compress(states, blocks) }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m128i, _mm_add_epi32, _mm_alignr_epi8, _mm_blend_epi16, _mm_loadu_si128, _mm_set_epi64x, _mm_setzero_si128,
        _mm_sha256msg1_epu32, _mm_sha256msg2_epu32, _mm_sha256rnds2_epu32, _mm_shuffle_epi8, _mm_shuffle_epi32,
        _mm_storeu_si128,
    };

    use super::{Block, LANES, State};

    /// Of the cube roots of the first 64 primes, four to a step.
    #[rustfmt::skip]
    const ROUNDS: [[u32; 4]; 16] = [
        [0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5], [0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5],
        [0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3], [0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174],
        [0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc], [0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da],
        [0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7], [0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967],
        [0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13], [0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85],
        [0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3], [0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070],
        [0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5], [0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3],
        [0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208], [0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2],
    ];

    fn load(bytes: &[u8; 16]) -> __m128i {
        // SAFETY: sixteen bytes are read, from any address; every x86-64 has the instruction.
        unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
    }

    fn load_words(words: &[u32; 4]) -> __m128i {
        // SAFETY: as above.
        unsafe { _mm_loadu_si128(words.as_ptr().cast()) }
    }

    fn store_words(words: &mut [u32; 4], value: __m128i) {
        // SAFETY: as above, written.
        unsafe { _mm_storeu_si128(words.as_mut_ptr().cast(), value) }
    }

    #[expect(clippy::needless_range_loop, reason = "lanes and blocks are counted: several lists go by one number")]
    #[target_feature(enable = "sha,sse4.1,ssse3")]
    pub(super) fn compress(states: &mut [State; LANES], blocks: [&[Block]; LANES]) {
        // The instructions want the state's words as A, B, E, F and C, D, G, H.
        let mut abef = [_mm_setzero_si128(); LANES];
        let mut cdgh = [_mm_setzero_si128(); LANES];
        for lane in 0..LANES {
            let (halves, _) = states[lane].as_chunks();
            let cdab = _mm_shuffle_epi32::<0xb1>(load_words(&halves[0]));
            let efgh = _mm_shuffle_epi32::<0x1b>(load_words(&halves[1]));
            abef[lane] = _mm_alignr_epi8::<8>(cdab, efgh);
            cdgh[lane] = _mm_blend_epi16::<0xf0>(efgh, cdab);
        }
        let big_endian = _mm_set_epi64x(0x0c0d_0e0f_0809_0a0b, 0x0405_0607_0001_0203);
        let shortest = blocks.iter().map(|it| it.len()).min().unwrap_or(0);
        for number in 0..shortest {
            let (abef_before, cdgh_before) = (abef, cdgh);
            let mut words = [[_mm_setzero_si128(); 4]; LANES];
            for lane in 0..LANES {
                let (quarters, _) = blocks[lane][number].as_chunks();
                for (word, quarter) in words[lane].iter_mut().zip(quarters) {
                    *word = _mm_shuffle_epi8(load(quarter), big_endian);
                }
            }
            for (step, constants) in ROUNDS.iter().enumerate() {
                let constants = load_words(constants);
                for lane in 0..LANES {
                    let words = &mut words[lane];
                    let at = |offset: usize| (step + offset) % 4;
                    if step >= 4 {
                        let sum = _mm_add_epi32(
                            _mm_sha256msg1_epu32(words[at(0)], words[at(1)]),
                            _mm_alignr_epi8::<4>(words[at(3)], words[at(2)]),
                        );
                        words[at(0)] = _mm_sha256msg2_epu32(sum, words[at(3)]);
                    }
                    let sum = _mm_add_epi32(words[at(0)], constants);
                    cdgh[lane] = _mm_sha256rnds2_epu32(cdgh[lane], abef[lane], sum);
                    abef[lane] = _mm_sha256rnds2_epu32(abef[lane], cdgh[lane], _mm_shuffle_epi32::<0x0e>(sum));
                }
            }
            for lane in 0..LANES {
                abef[lane] = _mm_add_epi32(abef[lane], abef_before[lane]);
                cdgh[lane] = _mm_add_epi32(cdgh[lane], cdgh_before[lane]);
            }
        }
        for lane in 0..LANES {
            let feba = _mm_shuffle_epi32::<0x1b>(abef[lane]);
            let dchg = _mm_shuffle_epi32::<0xb1>(cdgh[lane]);
            let (halves, _) = states[lane].as_chunks_mut();
            store_words(&mut halves[0], _mm_blend_epi16::<0xf0>(feba, dchg));
            store_words(&mut halves[1], _mm_alignr_epi8::<8>(dchg, feba));
        }
    }
}
