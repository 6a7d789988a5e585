/**
 * Dictating: whose sentence may be given to the operator's engine, and what it made of it. The sound is in memory for as long as
 * the engine has it, and nowhere else: no file, no row, no line of the log.
 */
import { isLang, isSeatCode, type BoardId, type DialogueId, type SeatCode, primaryOf } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { Consents } from '@tablee/shared/view/consents'
import type { Dictated, MayDictate, UnheardWhy } from '@tablee/shared/wire/dictation'
import { longestSentence, sampleRate } from '@tablee/shared/wire/sound'
import type { Trouble } from './ask.ts'
import type { Engine } from './engine.ts'

export type DictationPorts = {
  /** The engine, where the consent text of this dialogue names it for this. */
  readonly engineOf: (dialogue: DialogueId) => { readonly engine: Engine; readonly name: string } | null
  readonly consents: (board: BoardId) => Consents | null
  /** Whether the table's curtain is drawn, as it is committed. */
  readonly curtained: (board: BoardId) => boolean
  /** Whether this seat sits at the board's table in its session. */
  readonly sitsAt: (board: BoardId, seat: SeatCode) => boolean
}
export type Whose = {
  readonly dialogue: DialogueId
  readonly board: BoardId
  readonly seat: string
  readonly lang: string
  /** A citizen speaks for their own seat alone; null: whoever writes for the table. */
  readonly own: SeatCode | 'none' | null
}

const whys: Readonly<Record<Trouble, UnheardWhy>> = {
  unreachable: 'away',
  resting: 'away',
  stopped: 'away',
  slow: 'slow',
  wrong: 'wrong',
  busy: 'busy',
  cannot: 'language',
}
const unheard = (why: UnheardWhy): Dictated => ({ text: null, engine: null, why })

/** A person's yes to both is what lets their voice be given away; of who was not asked nothing is known. */
const agreed = ({ observed, quoted }: Consents, seat: SeatCode): boolean =>
  observed.includes(seat) && quoted.includes(seat)

/** Milliseconds of sound; null for what is no such file, or too long. */
export function lengthOf(wav: Uint8Array): number | null {
  if (wav.byteLength < 44) return null
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength)
  const tag = (at: number): string => String.fromCharCode(...wav.subarray(at, at + 4))
  const isWav = tag(0) === 'RIFF' && tag(8) === 'WAVE' && tag(12) === 'fmt ' && tag(36) === 'data'
  const isPcm = view.getUint16(20, true) === 1 && view.getUint16(22, true) === 1 && view.getUint16(34, true) === 16
  if (!isWav || !isPcm || view.getUint32(24, true) !== sampleRate) return null
  if (view.getUint32(40, true) !== wav.byteLength - 44) return null
  const ms = ((wav.byteLength - 44) / 2 / sampleRate) * 1_000
  return ms > longestSentence ? null : ms
}

/** One sentence at a time for each session. */
export function createDictation({ engineOf, consents, curtained, sitsAt }: DictationPorts) {
  const under = new Set<string>()

  /** Why it may not, before anything is known of the engine. */
  function refused({ dialogue, board, seat, own }: Whose): UnheardWhy | null {
    if (engineOf(dialogue) === null) return 'not-named'
    if (!isSeatCode(seat) || (own !== null && own !== seat) || !sitsAt(board, seat)) return 'no-seat'
    const known = consents(board)
    if (known === null || !agreed(known, seat)) return 'refused'
    return curtained(board) ? 'curtain' : null
  }

  return {
    async may(whose: Whose): Promise<Result<MayDictate>> {
      const why = refused(whose)
      const of = engineOf(whose.dialogue)
      if (why !== null || of === null) return ok({ engine: null, why: why ?? 'not-named' })
      const about = await of.engine.about()
      if (!about.ok) return ok({ engine: null, why: whys[about.trouble] })
      if (about.value.engine !== of.name) return ok({ engine: null, why: 'wrong' })
      const knows = about.value.transcribe.includes(primaryOf(whose.lang))
      return ok(knows ? { engine: of.name, why: null } : { engine: null, why: 'language' })
    },

    async dictate(
      session: string,
      whose: Whose,
      wav: Uint8Array,
      signal: AbortSignal,
      still: () => boolean,
    ): Promise<Result<Dictated>> {
      if (!isLang(whose.lang)) return fail({ code: 'bad-request', where: 'lang', why: 'no language' })
      const why = refused(whose)
      const of = engineOf(whose.dialogue)
      if (why !== null || of === null) return ok(unheard(why ?? 'not-named'))
      const ms = lengthOf(wav)
      if (ms === null) return fail({ code: 'bad-request', where: 'body', why: 'not a WAV of 30 s at most, 16 kHz' })
      if (under.has(session)) return ok(unheard('busy'))
      under.add(session)
      try {
        // It may take its time to say who it is: by then a curtain may be drawn.
        const who = await of.engine.about()
        if (!who.ok) return ok(unheard(whys[who.trouble]))
        if (!still()) return fail({ code: 'closed' })
        const meanwhile = refused(whose)
        if (meanwhile !== null) return ok(unheard(meanwhile))
        const came = await of.engine.transcribe({ named: of.name, wav, ms: Math.round(ms), lang: whose.lang, signal })
        if (!came.ok) return ok(unheard(whys[came.trouble]))
        if (!still()) return fail({ code: 'closed' })
        // Somebody who thinks again meanwhile is not written down.
        const since = refused(whose)
        if (since !== null) return ok(unheard(since))
        const { text, engine } = came.value
        return ok(text === '' ? unheard('nothing') : { text, engine, why: null })
      } finally {
        under.delete(session)
      }
    },
  }
}
