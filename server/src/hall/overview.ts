/** All dialogues of the server, wherever their halls are: what lists of them say. */
import { dialogueDoc } from '@tablee/shared/documents'
import type { DialogueId, Lang } from '@tablee/shared/ids'
import { byServerLink } from '../access/server-link.ts'
import type { Halls } from './halls.ts'

export type Listed = {
  readonly id: DialogueId
  readonly title: string
  readonly lang: Lang
  readonly opensAt: number
  readonly closesAt: number
}
export type Overview = {
  /** That were founded, in the order in which they begin. */
  list(): Promise<readonly Listed[]>
  /** Whether it was founded by the server's own link. */
  isOurs(dialogue: DialogueId): Promise<boolean>
  /** Another process has it: here it is not founded once more. */
  standsElsewhere(dialogue: DialogueId): Promise<boolean>
}

/** Where all of them are open in this process. */
export function overviewOf(halls: Halls): Overview {
  /** Whose hand the first row is of; that never changes. */
  const founders = new Map<DialogueId, boolean>()
  return {
    list: async () =>
      halls.list().flatMap((id) => {
        const one = halls.of(id)?.dialogues.dialogue(id) ?? null
        if (one === null) return []
        const { title, lang, opensAt, closesAt } = one
        return [{ id, title, lang, opensAt, closesAt }]
      }),
    async isOurs(id) {
      const known = founders.get(id)
      if (known !== undefined) return known
      for await (const { device } of halls.at(id).journal.commands(dialogueDoc(id))) {
        founders.set(id, device === byServerLink)
        return device === byServerLink
      }
      return false
    },
    standsElsewhere: async () => false,
  }
}
