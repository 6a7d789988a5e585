/** What watch nodes follow of the halls of this process: each line leads to one of them (`watch/owner`). */
import type { DialogueId } from '@tablee/shared/ids'
import { watchFeed, type Holding, type OwnerParts } from '../watch/owner.ts'
import type { Halls } from './halls.ts'

export type FeedParts = Pick<OwnerParts, 'fromNode'> & {
  /** Null: this process may not answer for it just now. */
  readonly holding: (dialogue: DialogueId) => Holding | null
}

/** A hall that is closed and opened again is another one: who followed it is told to come again. */
export const feedOf = (halls: Pick<Halls, 'of'>, { fromNode, holding }: FeedParts) =>
  watchFeed({
    fromNode,
    at(dialogue) {
      const hall = halls.of(dialogue)
      const holds = holding(dialogue)
      if (hall === null || holds === null) return null
      const { views, access } = hall
      return { hall: { dialogue, views, links: access.links, onRevoked: access.onRevoked }, holding: holds }
    },
  })
