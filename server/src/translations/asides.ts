/** What translators are told beside a text: who has it open, whether its meaning is clear, what its table was asked about it. */
import type { BoardId } from '@tablee/shared/ids'
import type { Aside, Asides } from '@tablee/shared/translations/asides'
import type { Translations } from '@tablee/shared/translations/fold'
import type { TextToTranslate } from '@tablee/shared/wire/translations'
import type { Refused } from './ports.ts'

type Told = Pick<TextToTranslate, 'unclear' | 'asked' | 'takenBy'>
/** The number of a translator; a device that is none has 0. */
export const numberOf = ({ translators }: Asides, device: string): number => translators.indexOf(device) + 1

/**
 * Of a board's texts (null: of answers), by their names for observers; `wording` as it stands now. A question says what is
 * refused where it, its answer or the wording of which it was asked does.
 */
export function asidesOn(
  { asides, leases }: Translations,
  board: BoardId | null,
  {
    into,
    device,
    name,
    now,
    refused,
    behind,
  }: {
    into: string
    device: string
    name: (id: string) => string
    now: number
    refused: Refused
    /** Whether its table said at that moment what it has not released. */
    behind: (at: number) => boolean
  },
): (entry: string, wording: string | null) => Told {
  const of = new Map<string, Aside>()
  for (const [id, langs] of Object.entries(asides.of.get(board) ?? {})) {
    const one = langs[into]
    if (one !== undefined) of.set(name(id), one)
  }
  const taken = new Map<string, number>()
  for (const [by, lease] of leases)
    if (by !== device && lease.board === board && lease.lang === into && lease.until > now)
      taken.set(name(lease.of), numberOf(asides, by))
  return (entry, wording) => {
    const { unclear = null, question: asked = null } = of.get(entry) ?? {}
    const before = asked?.wording === wording ? null : (asked?.wording ?? null)
    const says = asked === null ? [] : [before, asked.text, asked.answer?.text ?? null]
    const question = says.some((text) => text !== null && refused(text)) ? null : asked
    const answer = question?.answer ?? null
    const takenBy = taken.get(entry)
    return {
      ...(takenBy !== undefined && { takenBy }),
      ...(unclear !== null &&
        unclear.wording === wording && {
          unclear: { by: numberOf(asides, unclear.by), mine: unclear.by === device },
        }),
      ...(question !== null && {
        asked: {
          text: question.text,
          by: numberOf(asides, question.by),
          mine: question.by === device,
          at: question.at,
          answer: answer === null || behind(answer.at) ? null : answer,
          reworded: question.wording !== wording,
        },
      }),
    }
  }
}
