/** What the machine of a link is told, and what it tells to do: all of it is data. */
import type { ClientProblem } from './api.ts'
import type { Refusal } from './refusal.ts'

export type Fact =
  /** The offline copy is read, or is too late to be waited for. */
  | { readonly is: 'loaded' }
  /** The offline copy answered. `held`: there was one. `anew`: what it held, the connection's ticket does not name. */
  | { readonly is: 'read'; readonly held: boolean; readonly anew: boolean }
  /** `anew`: the document has to be made anew on this connection. */
  | { readonly is: 'ticket'; readonly ticket: string; readonly mayWrite: boolean; readonly anew: boolean }
  | { readonly is: 'no-ticket'; readonly problem: ClientProblem }
  /** The server said what it has. */
  | { readonly is: 'vector'; readonly sv: Uint8Array }
  /** What it lacks went out; or is too much for one frame. */
  | { readonly is: 'answered' }
  | { readonly is: 'large'; readonly difference: Uint8Array }
  | { readonly is: 'synced' }
  /** The document was made anew; `whole` is false where something was typed meanwhile that is handed in first. */
  | { readonly is: 'rebuilt'; readonly whole: boolean }
  /** How the document stands. `ended`: a recovery ended before all was handed in. */
  | { readonly is: 'status'; readonly mayEdit: boolean; readonly ended: boolean }
  | { readonly is: 'storage'; readonly down: { readonly savedUntil: number } | null }
  | { readonly is: 'explained'; readonly problem: ClientProblem; readonly where: readonly string[] }
  /** The server has more of ours in its journal; this many changes are left. */
  | { readonly is: 'saved'; readonly left: number }
  | { readonly is: 'closed'; readonly code: number; readonly unsaved: number }
  | { readonly is: 'refused'; readonly problem: ClientProblem; readonly unsaved: number }
  /** There are own changes; they may not be sent on a connection that may not write. */
  | { readonly is: 'unsent'; readonly unsaved: number }
  | { readonly is: 'lost'; readonly problem: ClientProblem }
  /** A new connection is needed, at once. */
  | { readonly is: 'again' }
  /** The person, or the device, says that the network is there. */
  | { readonly is: 'retry' }
  | { readonly is: 'due' }
  /** The connection lasts. */
  | { readonly is: 'lasted' }
  | { readonly is: 'close' }

export type Effect =
  /** A state was left: nothing that was to happen in it happens any more. */
  | { readonly do: 'calm' }
  | { readonly do: 'ask' }
  | { readonly do: 'attach'; readonly ticket: string; readonly mayWrite: boolean }
  /** The first exchange may not take longer than it may. */
  | { readonly do: 'deadline' }
  /** A connection that falls silent is lost. */
  | { readonly do: 'watch' }
  /** What the server lacks goes out, in one frame or (`careful`) one by one. */
  | { readonly do: 'answer'; readonly sv: Uint8Array; readonly careful: boolean }
  /** It goes by HTTP, in parts. */
  | { readonly do: 'bring'; readonly difference: Uint8Array }
  | { readonly do: 'go-live' }
  | { readonly do: 'wait'; readonly attempt: number; readonly problem: ClientProblem | null }
  | { readonly do: 'hang-up' }
  | { readonly do: 'leave' }
  | { readonly do: 'rebuild'; readonly refusal: Refusal }
  | { readonly do: 'finish-rebuild' }
  /** All that this device had is in the journal. */
  | { readonly do: 'settle' }
