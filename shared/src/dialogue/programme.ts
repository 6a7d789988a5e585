/** A dialogue as data: its sites and tables, its sessions with their steps, and one board per table and session. */
import type { Item } from './items.ts'
import type { BoardId, DialogueId, Lang, SiteId, TableId } from '../ids.ts'
import { spaced } from '../i18n/language.ts'
import type { SeatMoves } from './rotation.ts'
import type { Observation } from './rule.ts'

/** One text in the dialogue's languages; the reader's own is chosen late. */
export type LocalText = Readonly<Record<string, string>>

/**
 * The language in which a reader of `lang` has the text: that, else its base language, else as whoever wrote it has it (`und`), else
 * `fallback`, else its first.
 */
export function tagFor(text: LocalText, lang: string, fallback = 'en'): string {
  // Own keys only: the reader's language comes from outside, and `constructor` is no language.
  const tag = [lang, lang.split('-')[0] ?? lang, 'und', fallback].find((one) => Object.hasOwn(text, one))
  return tag ?? Object.keys(text)[0] ?? fallback
}
/**
 * The text in this language, in one of its kind, else in the fallback, else in whichever there is; empty where there
 * is none.
 */
export function inLang(text: LocalText, lang: string, fallback = 'en'): string {
  return text[tagFor(text, lang, fallback)] ?? ''
}

/** As it stands on a screen or on paper: no line begins with a lone sign. What is kept, sought and handed on is `inLang`. */
export function shownIn(text: LocalText, lang: string, fallback = 'en'): string {
  const tag = tagFor(text, lang, fallback)
  return spaced(tag, text[tag] ?? '')
}

export const stepKinds = [
  'welcome',
  'video',
  'private-writing',
  'map',
  'canvas',
  'ballot',
  'questionnaire',
  'read-back',
  'break',
] as const
export type StepKind = (typeof stepKinds)[number]

/** Whether what is written alone carries the seat. Decided before anybody writes, and never changed after. */
export type Signature = 'anonymous' | 'seat-code'

/** What citizens do in a step by themselves: write, vote, answer. */
export type StepTask =
  | { readonly kind: 'write'; readonly prompt: LocalText; readonly signature: Signature }
  /** `draw`: asked on the day, and each person a few of the items only. */
  | { readonly kind: 'ballot'; readonly items: readonly Item[]; readonly draw?: Draw }
  /** `wave`: before and after are paired by person, item by item of the same `questionnaire`. */
  | {
      readonly kind: 'questionnaire'
      readonly questionnaire: string
      readonly wave: 'before' | 'after' | 'session'
      readonly items: readonly Item[]
    }

/**
 * Each person is asked at most `most` of the items, drawn by `seed` (`voices/draw`): each of about as many people. `tables`:
 * their numbers and seats when it was drawn, whoever sits there.
 */
export type Draw = {
  readonly seed: string
  readonly most: number
  readonly tables: readonly { readonly table: number; readonly seats: number }[]
}

export type ProgrammeStep = {
  readonly kind: StepKind
  readonly title: LocalText
  readonly minutes: number
  /** Unique in the dialogue; only a step with a task needs one. */
  readonly id?: string
  readonly task?: StepTask
  /** Who opens it: the room's console, for all tables. Without it each table opens its own. */
  readonly opens?: 'room'
  /** The earlier sessions whose boards stand beside each other while it runs (`back.ts`). */
  readonly looksBack?: readonly number[]
  /** Taken out on the day: it has 0 minutes, so no clock stops at it, and keeps its place, so that what passed keeps its numbers. */
  readonly skipped?: true
}

/** What an operator's engine may be asked for: a text in another language, a sentence that was spoken, a theme. */
export const engineUses = ['translate', 'transcribe', 'suggest'] as const
export type EngineUse = (typeof engineUses)[number]
/** The engine that people are told of beside their consent, and what it is used for: no other is asked, and for nothing else. */
export type NamedEngine = {
  /** As the engine calls itself. */
  readonly name: string
  readonly uses: readonly EngineUse[]
  /** What people read of it. */
  readonly text: LocalText
}

/** What people are asked before anything of theirs is kept. `version` stands in every consent that is recorded. */
export type ConsentTexts = {
  readonly version: string
  readonly intro: LocalText
  readonly taking: LocalText
  readonly quoted: LocalText
  readonly observed: LocalText
  /** What hides when somebody at a table refuses to be observed: that person's words, or the whole table. */
  readonly refusalHides: 'words' | 'table'
  /** Without it no engine is asked for anything of this dialogue. */
  readonly engine?: NamedEngine
}
export type ProgrammeSession = {
  /** 1, 2, 3 … in the order of the day. */
  readonly number: number
  readonly title: LocalText
  readonly question: LocalText
  readonly steps: readonly ProgrammeStep[]
  /** When it is planned to begin, `HH:MM` by the clock on the wall of each site. */
  readonly begins?: string
}

/** The minutes that a session is planned for. */
export const minutesOf = (session: ProgrammeSession): number =>
  session.steps.reduce((sum, step) => sum + step.minutes, 0)

export type SiteDraft = {
  readonly id: SiteId
  readonly name: string
  readonly country: string
  readonly lang: Lang
  /** Its time zone (IANA), where somebody said it: a dialogue's cities need not have the same. */
  readonly zone?: string
}
export type TableDraft = {
  readonly id: TableId
  readonly site: SiteId
  /** Unique in the whole dialogue: seat codes are made of it. */
  readonly number: number
  readonly seats: number
  readonly lang: Lang
  readonly citizensEdit: boolean
  /** What the organiser compares by, beside site and country: tables of young people, say. */
  readonly group?: string
  /** How it begins to be watched, and how far it may open that. Missing only where it was founded before there was such a rule. */
  readonly observation?: Observation
}
export type BoardDraft = {
  readonly id: BoardId
  readonly table: TableId
  readonly session: number
  readonly question: string
  readonly lang: Lang
}

/** All that a dialogue is made of when it is founded. */
export type DialogueDraft = {
  readonly id: DialogueId
  readonly title: string
  readonly lang: Lang
  /** The event's window, in which short codes count (ms). */
  readonly opensAt: number
  readonly closesAt: number
  readonly session: number
  readonly startedAt: number | null
  readonly sites: readonly SiteDraft[]
  readonly tables: readonly TableDraft[]
  readonly sessions: readonly ProgrammeSession[]
  readonly boards: readonly BoardDraft[]
  /**
   * Seats, consent and private tasks. A dialogue without it is one of tables only: nobody is asked for consent there, and
   * a board's policy alone decides what is seen.
   */
  readonly consent?: ConsentTexts
  /** What whoever watches agrees to before the first view; without it the page says its own. */
  readonly groundRules?: LocalText
  /** Who changes tables between sessions, as planned; without it everybody keeps theirs. */
  readonly rotation?: readonly SeatMoves[]
  /** What a citizen's phone may be read in; without it, the languages of the tables. */
  readonly langs?: readonly Lang[]
}

/** The step with this id, and the session it stands in. */
export function stepOf(
  sessions: readonly ProgrammeSession[],
  id: string,
): { readonly session: ProgrammeSession; readonly step: ProgrammeStep; readonly task: StepTask } | null {
  for (const session of sessions)
    for (const step of session.steps)
      if (step.id === id && step.task !== undefined) return { session, step, task: step.task }
  return null
}
