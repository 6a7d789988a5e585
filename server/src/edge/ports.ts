/** What the edge of a node asks of the cluster that it is of. */
import type { IncomingMessage } from 'node:http'
import type { DialogueId } from '@tablee/shared/ids'
import type { RawData, WebSocket } from 'ws'
import type { ServerKey } from '../access/keys.ts'
import type { Named, Whereabouts } from '../directory/directory.ts'

export type Nodes = {
  /** What this node is called by the others. */
  readonly node: string
  readonly key: ServerKey
  /** Takes the dialogue where nobody has it. `anew`: what was seen a moment ago does not count. */
  whereIs(dialogue: DialogueId, anew?: boolean): Promise<Whereabouts>
  leadsTo(what: Named, id: string): Promise<DialogueId | null>
  /** The time that all nodes go by. */
  now(): number
}

type Frame = { readonly data: RawData; readonly binary: boolean }
/** Who takes a socket of a dialogue that is not here, with what it has said so far; null where it is no other node's. */
export type Elsewhere = (
  request: IncomingMessage,
  to: { readonly dialogue: DialogueId; readonly path: string },
) => Promise<((ws: WebSocket, said: readonly Frame[]) => void) | null>
