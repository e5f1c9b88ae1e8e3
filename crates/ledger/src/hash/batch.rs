//! SHA-256 of many short messages at once.
//!
//! The blocks of a message wait for one another, and a processor with instructions for SHA-256 stands idle meanwhile.
//! Messages side by side keep it busy: four take about as long as two.

use std::ops::Range;

use sha2::block_api::compress256;

use super::Hash;
use super::lanes::{BEGIN, Block, LANES, Lanes, State};

/// Messages of more bytes are hashed at once, by themselves: they need no company, and no copy.
const LONGEST: usize = 4096;

/// Messages that wait to be hashed together, each with its padding.
#[derive(Default)]
pub(crate) struct Batch {
    blocks: Vec<Block>,
    waiting: Vec<(usize, Range<usize>)>,
    hashes: Vec<Hash>,
}

impl Batch {
    /// Adds a message that is made of some parts; gives its place in [`Batch::hashes`].
    pub(crate) fn push(&mut self, parts: &[&[u8]]) -> usize {
        let place = self.hashes.len();
        let length: usize = parts.iter().map(|part| part.len()).sum();
        if length > LONGEST {
            self.hashes.push(Hash::of_parts(parts));
            return place;
        }
        // The padding: one bit, zeros, and the number of bits in the last eight bytes.
        let start = self.blocks.len();
        self.blocks.resize(start + (length + 9).div_ceil(size_of::<Block>()), [0; _]);
        let bytes = self.blocks[start..].as_flattened_mut();
        let mut rest = &mut *bytes;
        for part in parts {
            let (room, after) = rest.split_at_mut(part.len());
            room.copy_from_slice(part);
            rest = after;
        }
        rest[0] = 0x80;
        if let Some(end) = rest.last_chunk_mut() {
            *end = (length as u64 * 8).to_be_bytes();
        }
        self.waiting.push((place, start..self.blocks.len()));
        self.hashes.push(Hash([0; 32]));
        place
    }

    /// The hashes of all messages, by their places. Begins anew with the next message after [`Batch::clear`].
    pub(crate) fn hashes(&mut self) -> &[Hash] {
        let (blocks, hashes) = (&self.blocks, &mut self.hashes);
        let mut waiting = self.waiting.drain(..).map(|(place, range)| Message { place, blocks: &blocks[range] });
        let mut finish = |place: usize, state: &State| {
            for (bytes, word) in hashes[place].0.chunks_exact_mut(4).zip(state) {
                bytes.copy_from_slice(&word.to_be_bytes());
            }
        };
        let mut left: Vec<(Message<'_>, State)> = Vec::new();
        if let Some(lanes) = Lanes::here() {
            let mut states = [BEGIN; LANES];
            let mut running: Vec<Message<'_>> = waiting.by_ref().take(LANES).collect();
            while let Ok(messages) = <&mut [Message<'_>; LANES]>::try_from(running.as_mut_slice()) {
                let together = messages.iter().map(|it| it.blocks.len()).min().unwrap_or(0);
                lanes.compress(&mut states, messages.each_ref().map(|it| &it.blocks[..together]));
                let mut ended = None;
                for lane in 0..LANES {
                    let message = &mut messages[lane];
                    message.blocks = &message.blocks[together..];
                    if !message.blocks.is_empty() {
                        continue;
                    }
                    finish(message.place, &states[lane]);
                    states[lane] = BEGIN;
                    match waiting.next() {
                        Some(next) => *message = next,
                        None => ended = Some(lane),
                    }
                }
                if ended.is_some() {
                    break;
                }
            }
            left.extend(running.into_iter().zip(states).filter(|(message, _)| !message.blocks.is_empty()));
        }
        // Those for which there is no company, or no instruction.
        for (message, mut state) in left.into_iter().chain(waiting.map(|message| (message, BEGIN))) {
            compress256(&mut state, message.blocks);
            finish(message.place, &state);
        }
        self.blocks.clear();
        &self.hashes
    }

    /// Forgets all messages and hashes.
    pub(crate) fn clear(&mut self) {
        self.blocks.clear();
        self.waiting.clear();
        self.hashes.clear();
    }
}

/// What is still to be hashed of a message.
struct Message<'b> {
    place: usize,
    blocks: &'b [Block],
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(messages: &[Vec<u8>]) {
        let mut batch = Batch::default();
        // Twice: nothing is left of what was hashed before.
        for _ in 0..2 {
            batch.clear();
            for (place, message) in messages.iter().enumerate() {
                let (begin, end) = message.split_at(message.len() / 3);
                assert_eq!(batch.push(&[begin, end]), place);
            }
            let expected: Vec<Hash> = messages.iter().map(|message| Hash::of(message)).collect();
            assert_eq!(batch.hashes(), expected);
        }
    }

    #[test]
    fn every_length_gives_the_hash_that_it_gives_alone() {
        let message = |length: usize| (0..length).map(|at| (at * 31 + length).to_le_bytes()[0]).collect::<Vec<u8>>();
        check(&[]);
        let lengths = (0..400).chain([LONGEST - 1, LONGEST, LONGEST + 1, 100_000]);
        let all: Vec<Vec<u8>> = lengths.map(message).collect();
        check(&all);
        for few in 1..=9 {
            check(&all[..few]);
        }
        for alone in &all {
            check(std::slice::from_ref(alone));
        }
    }

    proptest! {
        #[test]
        fn any_messages_together_give_the_hashes_that_they_give_alone(
            messages in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..700), 0..40),
        ) {
            check(&messages);
        }
    }
}
