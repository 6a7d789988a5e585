/** What is told of damage on a node. */
import type { DialogueId } from '@tablee/shared/ids'
import type { Halls } from '../hall/halls.ts'
import { createDamage } from '../recovery/damage.ts'

/** Of the halls here; what lies beside a log has no file that could be damaged. */
export const damageIn = (halls: Halls) => {
  const of = (dialogue: DialogueId) => {
    const hall = halls.at(dialogue)
    const { database } = halls.sharedOf(hall)
    const places = { list: () => [dialogue], board: hall.dialogues.board }
    return createDamage({ database, journal: hall.journal, places, folder: null })
  }
  return {
    report: (dialogue: DialogueId) => of(dialogue).report(dialogue),
    async said(): Promise<string | null> {
      const all = await Promise.all(halls.list().map((dialogue) => of(dialogue).said()))
      return all.find((one) => one !== null) ?? null
    },
  }
}
