//! One typed way to call a command.

import type { CommandName, Commands } from './bindings';
import { asFailure } from './failure';
import { transport, type CallOptions } from './transport';

/** Calls a command; rejects with a CommandFailure and nothing else. */
export async function call<N extends CommandName>(
  name: N,
  input: Commands[N]['input'],
  options: CallOptions = {},
): Promise<Commands[N]['output']> {
  try {
    return (await transport().call(name, input, options)) as Commands[N]['output'];
  } catch (thrown) {
    throw asFailure(thrown);
  }
}
