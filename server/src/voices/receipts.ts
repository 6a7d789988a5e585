/**
 * What a phone keeps of something that was taken from it: signed by its dialogue's key, which a second laptop and a backup
 * have, too. With it the phone hands the same in again to a server that lacks it, and that server knows that it was taken, by
 * whom, when, and in answer to which words.
 */
import { checkAnswers, personalKeys, sameAnswer } from '@tablee/shared/voices/answer'
import { roundOf, type Round } from '@tablee/shared/voices/fold'
import { answerTo } from '@tablee/shared/dialogue/items'
import { plainText } from '@tablee/shared/board/text'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { ClosedThere, SeatCommand } from '@tablee/shared/wire/seat'
import { createHash } from 'node:crypto'
import type { KeyOf } from '../access/dialogue-keys.ts'
import { same } from '../access/keys.ts'
import type { Session } from '../access/session.ts'
import type { RoundPlaces } from './ports.ts'
import { askingAt, itemsFor } from './steps.ts'
import type { VoiceStore } from './voices.ts'

/** When it was taken, and in answer to what. */
export type Taken = { readonly at: number; readonly asked: string }
export type Receipts = ReturnType<typeof createReceipts>

/** The same of the same content, in whatever order its keys come. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

/** Which wordings a round asks about: an answer to others is none to these. */
export const askedIn = ({ nodes, worded }: Pick<Round, 'nodes' | 'worded'>): string =>
  createHash('sha256')
    .update(textOf([nodes, worded ?? null]))
    .digest('base64url')
    .slice(0, 16)

/** Of committed state alone: what is under way has no receipt yet. */
export function createReceipts({
  voices,
  places,
  keyOf,
}: {
  voices: Pick<VoiceStore, 'state'>
  places: RoundPlaces
  keyOf: KeyOf
}) {
  const signed = ({ dialogue, device, seat }: Session, command: SeatCommand, { at, asked }: Taken): Buffer =>
    keyOf(dialogue).mac('taken', [dialogue, device, seat ?? '', textOf(command), at, asked], 24)

  /** When what the command says began to count; null where something later of the same seat counts instead. */
  function standsSince(session: Session, command: SeatCommand): Taken | null {
    const { dialogue, seat } = session
    if (seat === null) return null
    const now = voices.state(dialogue)
    switch (command.kind) {
      case 'consent': {
        const state = now.seats.get(seat)
        const { version, quoted, observed, lang } = command.consent
        const stands =
          state?.consent.version === version &&
          state.consent.quoted === quoted &&
          state.consent.observed === observed &&
          state.consent.lang === lang
        return stands ? { at: state.consentAt, asked: '' } : null
      }
      case 'answer': {
        const round = roundOf(now, command.board, command.step)
        const at = askingAt(places, command.board, command.step)
        if (!command.sent || !at.ok) return null
        const items = itemsFor(at.value.task, seat)
        const checked = checkAnswers(items, personalKeys(items, round.nodes), command.answers)
        if ('problem' in checked) return null
        let since = 0
        for (const [key, answer] of Object.entries(checked.answers)) {
          const given = round.casts.get(key)?.get(seat)?.phone
          if (given?.sent !== true || !sameAnswer(given.answer, answerTo({ [key]: answer }, key))) return null
          since = Math.max(since, given.at)
        }
        return since === 0 ? null : { at: since, asked: askedIn(round) }
      }
      case 'write':
      case 'take-back': {
        const sheet = roundOf(now, command.board, command.step).sheets.get(command.sheet)
        if (sheet?.seat !== seat) return null
        if (command.kind === 'take-back') return sheet.takenBack ? { at: sheet.at, asked: '' } : null
        const stands = command.sent && sheet.sent && !sheet.takenBack && sheet.text === plainText(command.text)
        return stands ? { at: sheet.at, asked: '' } : null
      }
    }
  }

  const signedClose = (dialogue: DialogueId, board: BoardId, step: string, at: number): Buffer =>
    keyOf(dialogue).mac('closed', [dialogue, board, step, at], 24)

  return {
    /** That a round was closed then. */
    closed: (dialogue: DialogueId, board: BoardId, step: string, at: number): string =>
      `${at}.${signedClose(dialogue, board, step, at).toString('base64url')}`,
    /** When it was closed; null for what is no mark of just this round. */
    readClosed(dialogue: DialogueId, { board, step, mark }: ClosedThere): number | null {
      const [, at, mac] = /^(\d{1,16})\.([\w-]{32})$/.exec(mark) ?? []
      if (at === undefined || mac === undefined) return null
      return same(Buffer.from(mac, 'base64url'), signedClose(dialogue, board, step, Number(at))) ? Number(at) : null
    },
    /**
     * Null where there is nothing to keep: a draft, or what something later has replaced. Of the same that stands it is the
     * same, however often it is asked for: an older answer that is sent again gets no newer one.
     */
    of(session: Session, command: SeatCommand): string | null {
      const taken = standsSince(session, command)
      if (taken === null) return null
      return `${taken.at}.${taken.asked}.${signed(session, command, taken).toString('base64url')}`
    },
    /** Null where it is none of this seat's, on this device, for just this. */
    read(session: Session, command: SeatCommand, receipt: string): Taken | null {
      const [, at, asked, mac] = /^(\d{1,16})\.([\w-]{0,16})\.([\w-]{32})$/.exec(receipt) ?? []
      if (at === undefined || asked === undefined || mac === undefined) return null
      const taken = { at: Number(at), asked }
      return same(Buffer.from(mac, 'base64url'), signed(session, command, taken)) ? taken : null
    },
  }
}
