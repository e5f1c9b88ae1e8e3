//! What somebody wants to see of the help, once it opens.

export const help = {
  /** The words, not the keys. */
  words: false,
};
