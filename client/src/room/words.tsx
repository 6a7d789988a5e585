/** What the programme says, in the reader's language where it has it, else in its own. */
import { shownIn, stepKinds, tagFor, type LocalText, type StepKind } from '@tablee/shared/dialogue/programme'
import type { Call, Room, RoomTable, SiteClock } from '@tablee/shared/wire/room'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import { clockMessages } from '../ui/messages/index.ts'
import { waited } from '../ui/reading.ts'
import { messages } from './messages/index.ts'
import { isGiven, tableAt, type ClocksGoing, type RoomStep, type TableState } from './reading.ts'
import type { SignName } from './signs.tsx'

/** A text of the programme amid the screen's own. */
export function Said({ text, of }: { text: LocalText; of: string }) {
  const { language } = useLanguage()
  const tag = tagFor(text, language, of)
  return (
    <bdi lang={tag} dir={direction(tag)}>
      {shownIn(text, language, of)}
    </bdi>
  )
}
/** What somebody typed, in whichever language that is. */
export function Typed({ text, of }: { text: LocalText; of: string }) {
  const { language } = useLanguage()
  return (
    <b lang={tagFor(text, language, of)} dir="auto">
      {shownIn(text, language, of)}
    </b>
  )
}
export function useTitle(of: string): (text: LocalText) => string {
  const { language } = useLanguage()
  return (text) => shownIn(text, language, of)
}

const isStepKind = (kind: string): kind is StepKind => (stepKinds as readonly string[]).includes(kind)
/** A step in one word, where its title is long for a button; null where the programme calls it something else. */
export function useStepWord(): (step: Pick<RoomStep, 'kind'>) => string | null {
  const t = useT(messages)
  return ({ kind }) => (isStepKind(kind) ? t(`step-${kind}`) : null)
}
/** What the time is left for. */
export function useLeftFor(): (step: Pick<RoomStep, 'kind'>) => string {
  const t = useT(clockMessages)
  const own = useT(messages)
  return ({ kind }) => (isStepKind(kind) ? t(`left-${kind}`) : own('left'))
}

export const stateSigns: Readonly<Record<TableState, SignName | null>> = {
  call: 'help',
  coming: 'help',
  offline: 'away',
  held: 'hold',
  own: 'clock',
  unsaved: 'saving',
  drawn: 'curtain-drawn',
  quiet: 'silence',
  work: null,
  over: null,
}

/** What stands on its map, as its own screen counts it, the question too; what was laid there for it is said to be given. */
export function useEntriesWords(): (table: Pick<RoomTable, 'entries' | 'lastAt'>) => string {
  const t = useT(messages)
  return (table) => t(isGiven(table) ? 'entriesGiven' : 'entries', { n: table.entries })
}

/** The one line beneath a table, and its state in the list. `ownFace`: of its own clock, where it has one. */
export function useStateWords(
  seen: Seen,
): (
  state: TableState,
  table: RoomTable,
  of: { readonly call: Call | undefined; readonly ownFace: string; readonly inList?: boolean },
) => string {
  const t = useT(messages)
  const entries = useEntriesWords()
  const { now } = seen
  return (state, table, { call, ownFace, inList = false }) => {
    switch (state) {
      case 'call':
        return t(inList ? 'stateCallWaiting' : 'stateCall', { time: waited(call?.askedAt ?? now, now) })
      case 'coming':
        return inList ? t('stateComing', { who: call?.coming?.who ?? '' }) : (call?.coming?.who ?? '')
      case 'offline':
        return table.offlineSince === null
          ? t('word-offline')
          : t('stateOffline', { time: waited(table.offlineSince, now) })
      case 'held':
        return t('stateHeld', { time: ownFace })
      case 'own':
        return t('stateOwn', { time: ownFace })
      case 'unsaved':
        return t('stateUnsaved')
      case 'drawn':
        return t(inList ? 'stateDrawn' : 'stateNotObserved')
      case 'quiet':
        return t('stateQuiet', { n: tableAt(seen, table).quiet ?? 0 })
      case 'work':
        // Of what was laid there the column says so in a sentence: a tile has few words, and none for what is not there.
        return inList ? t('stateWork') : isGiven(table) || table.entries === 0 ? '' : entries(table)
      case 'over':
        return inList ? t('dayIsOver') : table.entries === 0 ? '' : entries(table)
    }
  }
}

/** Of the room, as far as the parts of the screen look at it. */
export type Seen = {
  /** Its other sites' clocks, and what is counted of its tables, as the screens there show them. */
  readonly room: Room
  /** What the screens of the hall show of its clock: while a notice runs, what was before the act. */
  readonly shown: SiteClock
  /** The same of each table. */
  readonly tablesOn: ClocksGoing
  /** The server's time, to the second. */
  readonly now: number
  /** The server's time, whenever it is asked. */
  readonly time: () => number
}
