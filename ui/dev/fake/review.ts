//! What the fake says of reviews: nothing was handed in yet.

import type { RowReview } from '../../src/lib/api/types';

export const NO_REVIEW: RowReview = {
  state: 'open',
  by: null,
  at: null,
  left_behind: null,
  own: false,
  by_author: false,
  same_device: false,
  assignee: null,
  mine: false,
  due: null,
  basis: '',
  queues: [],
};
