/** What the operator's engine may be asked for in a dialogue: what its consent text names, and nothing else. */
import type { EngineUse, NamedEngine } from '@tablee/shared/dialogue/programme'
import type { DialogueId } from '@tablee/shared/ids'
import { createDictation } from '../engine/dictation.ts'
import type { Engine } from '../engine/engine.ts'
import type { DraftingEngine } from '../translations/ports.ts'
import type { Hall } from './hall.ts'

type Places = { dialogue(id: DialogueId): { readonly consent: { readonly engine?: NamedEngine } | null } | null }

/** Null: there is no engine, or the people of this dialogue were not told of it for this. */
export function namedFor(
  engine: Engine | null,
  places: Places,
  dialogue: DialogueId,
  use: EngineUse,
): { readonly engine: Engine; readonly name: string } | null {
  const named = places.dialogue(dialogue)?.consent?.engine
  return engine === null || named === undefined || !named.uses.includes(use) ? null : { engine, name: named.name }
}

/** As translating asks it: it is known by name, and never another. */
export const draftingWith =
  (shared: Engine | null, places: Places) =>
  (dialogue: DialogueId): DraftingEngine | null => {
    const found = namedFor(shared, places, dialogue, 'translate')
    if (found === null) return null
    const { engine, name } = found
    return {
      name,
      async about() {
        const about = await engine.about()
        if (!about.ok) return about
        return about.value.engine === name
          ? { ok: true, value: { version: about.value.version, pairs: about.value.translate } }
          : { ok: false, trouble: 'wrong' }
      },
      translate: (of) => engine.translate({ ...of, named: name }),
    }
  }

/** Dictating at the tables of a hall. */
export const dictationIn = ({ dialogues, consent }: Pick<Hall, 'dialogues' | 'consent'>, shared: Engine | null) =>
  createDictation({
    engineOf: (dialogue) => namedFor(shared, dialogues, dialogue, 'transcribe'),
    consents: consent.of,
    curtained: (board) => dialogues.policy(board).curtain === 'drawn',
    sitsAt(board, seat) {
      const place = dialogues.board(board)
      return place !== null && dialogues.seating.sitsAt(place, seat)
    },
  })
