//! The signs of the bases on which an answer of a former build holds: the same in the row and in the pane.

import CheckCheck from '@lucide/svelte/icons/check-check';
import Equal from '@lucide/svelte/icons/equal';
import MessageSquareQuote from '@lucide/svelte/icons/message-square-quote';

export const BASIS_SIGNS = { retested: CheckCheck, argued: MessageSquareQuote, identical: Equal };
