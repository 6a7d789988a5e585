/**
 * Where an address leads: from what it names to the dialogue that it is of. Today one process knows all of them; where
 * there are several, this is what a node asks before it knows whom to ask. A card's secret and a short code lead to
 * theirs by being exchanged: the answer (`Me`) says the dialogue.
 */
import type { DialogueId } from '@tablee/shared/ids'
import type { Scope } from '@tablee/shared/wire/declare'
import type { Guard } from '../access/allow.ts'

/** What a path may name; `watch` is the id of an observers' address. */
export type Named = Exclude<Scope, 'none'>
export type Directory = (named: Named, id: string) => DialogueId | null

export const directoryOf =
  (guard: Pick<Guard, 'place'>): Directory =>
  (named, id) =>
    guard.place(named, id)?.dialogue ?? null
