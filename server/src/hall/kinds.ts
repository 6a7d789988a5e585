/** What people edit together in a hall: boards first, and documents of whatever kinds it is given. */
import type { DialogueId } from '@tablee/shared/ids'
import type { Clock } from '../clock.ts'
import type { Dialogues } from '../dialogue/dialogues.ts'
import type { Directory } from '../directory/directory.ts'
import type { Served } from '../http/serve.ts'
import type { Journal } from '../journal/port.ts'
import { kindsOf, type Kind } from '../live/kind.ts'

type Known = Pick<Directory, 'lead'> & {
  readonly journal: Journal
  readonly dialogues: Dialogues
  readonly clock: Clock
}
/** A kind of document, of what a hall knows. It tells the directory of each of its documents. */
export type KindIn = (hall: Known) => GivenKind | Promise<GivenKind>
type GivenKind = Kind & {
  /** Its commands (`shared/wire`), and whatever else is asked of it alone, with the verbs that answer. */
  readonly served?: readonly Served[]
}

/** Waits for kinds that read something first. `served`: the routes that they bring, boards' not among them. */
export async function kindsIn(dialogue: DialogueId, boards: Kind, makers: readonly KindIn[], known: Known) {
  const given = await Promise.all(makers.map((make) => make(known)))
  // A document that its kind has of another dialogue is none here.
  const ours = given.map((kind) => ({
    ...kind,
    place(id: string) {
      const place = kind.place(id)
      return place?.dialogue === dialogue ? place : null
    },
  }))
  return { kinds: kindsOf([boards, ...ours]), served: given.flatMap(({ served = [] }) => served) }
}
