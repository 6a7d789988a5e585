/** What a watch node asks of the cluster: where a path leads, who has which hall, and how to be believed there. */
import type { DialogueId } from '@tablee/shared/ids'

/** Who has a hall. `epoch`: another one with each change of hands. */
export type Owner = { readonly node: string; readonly address: string; readonly epoch: number }

/** It is out of the cluster; `to`: where it is served by now, as far as people may be told. */
export type Gone = { readonly to: string | null }

/** Reads alone. Each rejects where the log does not answer. */
export type Log = {
  /** The dialogue of a watch path, by its hash, or of its own id; null where it leads nowhere. */
  leadsTo(what: 'watch' | 'dialogue', id: string): Promise<DialogueId | null>
  /** Those of them that somebody has just now, or could take at that address, and those that were moved away. */
  owners(dialogues: readonly DialogueId[]): Promise<ReadonlyMap<DialogueId, Owner | Gone>>
}

/** What a request to a node is signed with, so that it is known to be one of the cluster's. */
export type Signs = (asked: {
  readonly method: string
  readonly path: string
  readonly to: string
  readonly dialogue: DialogueId
  /** Of whoever asks, for whom it is asked; null: for nobody in particular. */
  readonly address: string | null
}) => Readonly<Record<string, string>>
