/**
 * How much of a board observers do not see, and why: for the table itself, which sees all of it. Numbers and kinds, never
 * whose. It is the difference that each reason makes to `project`, so that it says what is withheld by whatever rule.
 */
import type { Whole } from '../board/whole.ts'
import { figuresOf } from './figures.ts'
import { nothingHeld, type BoardView, type Held, type ViewPolicy } from './policy.ts'
import { project } from './project.ts'

/** Entries of the map, what people said beneath them, things on the canvas, its photos, paragraphs of the minutes. */
export const withheldKinds = ['entries', 'words', 'elements', 'photos', 'paragraphs'] as const
export type WithheldCount = Readonly<Record<(typeof withheldKinds)[number], number>>

/**
 * `asked`: by somebody's own consent; `facilitator`: entry by entry; `curtain`: written behind it and not released;
 * `unreleased`: photos that nobody released yet, of which observers see an empty frame.
 */
export const withheldReasons = ['asked', 'facilitator', 'curtain', 'unreleased'] as const
export type WithheldBy = Readonly<Record<(typeof withheldReasons)[number], WithheldCount>>

/** Consent of the table, the curtain and whole settings (words, minutes, canvas) aside: those the policy says by themselves. */
export function withheldBy(board: Whole, policy: ViewPolicy, held: Held, later: Whole | null = null): WithheldBy {
  const { consents, ...open } = policy
  const seen = (one: ViewPolicy, what: Held): BoardView =>
    project(board, { ...one, consent: true, curtain: 'open', observation: 'open' }, what, (id) => id, later)
  // Photos are told by themselves: until the end each is there.
  const photos = [...(board.canvas === undefined ? [] : figuresOf(board.canvas).values())].flatMap(
    ({ photo }) => photo ?? [],
  )
  const all = seen({ ...open, photos, hidden: [] }, nothingHeld)
  const allowed = consents === undefined ? all : seen({ ...open, photos, consents, hidden: [] }, nothingHeld)
  const chosen = policy.hidden.length === 0 ? allowed : seen({ ...policy, photos }, nothingHeld)
  const behind = seen({ ...policy, photos }, held)
  return {
    asked: missing(all, allowed),
    facilitator: missing(allowed, chosen),
    curtain: missing(chosen, behind),
    unreleased: missing(behind, seen(policy, held)),
  }
}

type Worded = { readonly text: string } | { readonly wording: string }
const textOf = (one: Worded): string => ('text' in one ? one.text : one.wording)

/** What `shown` lacks of `all`: it is not there, or another text stands in its place. */
function missing(all: BoardView, shown: BoardView): WithheldCount {
  const count = (of: 'nodes' | 'words' | 'canvas' | 'notes'): number => {
    const there: Readonly<Record<string, Worded>> = shown[of]
    return Object.entries<Worded>(all[of]).filter(([id, one]) => {
      const now = Object.hasOwn(there, id) ? there[id] : undefined
      return now === undefined || textOf(now) !== textOf(one)
    }).length
  }
  return {
    entries: count('nodes'),
    words: count('words'),
    elements: count('canvas'),
    photos: Object.entries(all.canvas).filter(
      ([id, { photo }]) => photo !== null && Object.hasOwn(shown.canvas, id) && shown.canvas[id]?.photo !== photo,
    ).length,
    paragraphs: count('notes'),
  }
}

/** `GET /api/boards/:board/observed`: what observers get of this board just now, and how much of it is withheld. */
export type Observed = { readonly view: BoardView; readonly withheld: WithheldBy }
