/**
 * Themes given back to the hall: what walls, tables and the team are told of it. Worked out when somebody asks: a table that
 * draws its curtain takes what it said from every board within the same breath.
 */
import { hasBlack } from '@tablee/shared/board/blacken'
import type { LocalText } from '@tablee/shared/dialogue/programme'
import type { Ask } from '@tablee/shared/voices/asks'
import type { BoardId, DialogueId, SiteId, TableId } from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
import { can, type Role } from '@tablee/shared/roles'
import {
  boardTold,
  readable,
  shareAt,
  type Proposed,
  type Share,
  type Shares,
  type TableAnswer,
  type TableShown,
} from '@tablee/shared/synthesis/shares'
import { policyFor, type Audience } from '@tablee/shared/view/audiences'
import type { ViewPolicy } from '@tablee/shared/view/policy'
import type { ProposedTold } from '@tablee/shared/wire/questions'
import type { SharedThemes, SharesTold, TableShare } from '@tablee/shared/wire/shares'
import type { Clock } from '../clock.ts'
import { versioned, versionOf } from '../hold/waiting.ts'

export type SharePlaces = {
  dialogue(dialogue: DialogueId): { readonly lang: string; readonly langs: readonly string[] } | null
  sites(dialogue: DialogueId): readonly { readonly id: SiteId; readonly name: string }[]
  tables(dialogue: DialogueId): readonly { readonly id: TableId; readonly number: number; readonly siteId: SiteId }[]
  table(table: TableId): { readonly siteId: SiteId } | null
  currentBoard(table: TableId): { readonly id: BoardId } | null
  board(board: BoardId): { readonly table: TableId; readonly dialogue: DialogueId } | null
  saidBehind(table: TableId, at: number): boolean
}
/** Those that the team sees, the newest. */
const mostTold = 10

/** `policy`: what may be seen of a board, before it is an audience's. */
export function createShares({
  state,
  places,
  policy,
  asked,
  read,
  saidNo,
  clock,
}: {
  readonly state: (dialogue: DialogueId) => Shares
  readonly places: SharePlaces
  readonly policy: (board: BoardId) => ViewPolicy
  /** What was asked on the day so far: a question that was put before the console, and is among it, waits no more. */
  readonly asked: (dialogue: DialogueId) => Iterable<Pick<Ask, 'title' | 'proposed' | 'at'>>
  /** Boards are known by then. */
  readonly read: (dialogue: DialogueId) => Promise<void>
  /** Says again, at whichever table, what somebody refuses or took back. */
  readonly saidNo: (dialogue: DialogueId, text: string) => boolean
  readonly clock: Clock
}) {
  /** A name that says again what somebody refuses or took back says nothing on a wall or at a table, in no language. */
  const nameTold = (dialogue: DialogueId, name: LocalText): LocalText =>
    Object.values(name).some((one) => saidNo(dialogue, one)) ? {} : readable(name)
  const mayTell = (dialogue: DialogueId, said: string): boolean => !hasBlack(said) && !saidNo(dialogue, said)
  /** A curtain is the table's, over all its boards: the one at which it sits says it for the others. */
  function shownTo(audience: Audience | null, dialogue: DialogueId): readonly TableShown[] {
    return places.tables(dialogue).map(({ id, number, siteId: site }): TableShown => {
      const board = places.currentBoard(id)
      const common = { id, number, site, behind: (at: number) => places.saidBehind(id, at) }
      if (board === null) return { ...common, state: 'open', until: Infinity }
      const own = policy(board.id)
      if (own.curtain === 'drawn') return { ...common, state: 'curtain', until: Infinity }
      if (audience === null) return { ...common, state: 'open', until: Infinity }
      const { consent, observation, curtain, delayMinutes } = policyFor(audience, own)
      if (curtain === 'drawn') return { ...common, state: 'curtain', until: Infinity }
      const open = consent && observation === 'open'
      return { ...common, state: open ? 'open' : 'kept', until: clock() - delayMinutes * 60_000 }
    })
  }
  /** In one of its languages it was asked as it stands, be it with another sign at its end. */
  function waiting(dialogue: DialogueId, proposed: readonly Proposed[]): readonly Proposed[] {
    if (proposed.length === 0) return proposed
    const plain = (text: string): string =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()
    const all = [...asked(dialogue)]
    const known = new Set(all.flatMap(({ title }) => Object.values(title).map(plain)))
    const taken = new Set(all.flatMap((one) => one.proposed ?? []))
    return proposed.filter(
      ({ id, text, ended }) =>
        ended === null && !taken.has(id) && !Object.values(text).some((one) => known.has(plain(one))),
    )
  }
  /** For the team: what it put before consoles, and what became of it. A sentence that was erased is none. */
  const endedOrWaiting = (dialogue: DialogueId, proposed: readonly Proposed[]): SharesTold['proposed'] => {
    const waits = new Set(waiting(dialogue, proposed))
    const taken = new Map([...asked(dialogue)].map((one) => [one.proposed, one.at]))
    return proposed
      .map((one) => {
        const at = one.ended === null ? taken.get(one.id) : undefined
        return at === undefined ? one : { ...one, ended: { as: 'asked' as const, said: '', at } }
      })
      .filter((one) => one.ended !== null || waits.has(one))
      .slice(-mostTold)
      .map(({ text, ended, ...one }) => ({
        ...one,
        text: readable(text),
        ended: ended === null ? null : { ...ended, said: mayTell(dialogue, ended.said) ? ended.said : '' },
      }))
  }
  const standing = (dialogue: DialogueId): readonly Share[] =>
    state(dialogue).shares.filter(({ stands }) => stands.length > 0)

  const undecided = (dialogue: DialogueId): readonly Proposed[] =>
    state(dialogue).proposed.filter(({ ended }) => ended === null)
  const namesNow = (dialogue: DialogueId): string =>
    JSON.stringify([
      standing(dialogue).map(({ themes }) => themes.map(({ name }) => nameTold(dialogue, name))),
      undecided(dialogue).map(({ text }) => nameTold(dialogue, text)),
    ])
  let lately = { names: '', others: false }
  const noted = (dialogue: DialogueId): void => {
    if (namesNow(dialogue) !== lately.names) lately = { ...lately, others: true }
  }

  return {
    /** For walls and desks: what stands, with counts once its answers are closed. Nothing of a theme but its name. */
    async toWatchers(dialogue: DialogueId, audience: Audience): Promise<SharedThemes> {
      if (standing(dialogue).length > 0) await read(dialogue)
      noted(dialogue)
      const shares = standing(dialogue)
      const tables = shares.length === 0 ? [] : shownTo(audience, dialogue)
      const boards = shares.map((share) => {
        const { at, closedAt, themes, tables: here } = boardTold(share, tables, false)
        const named = themes.map(({ name, cells }) => ({ name: nameTold(dialogue, name), cells }))
        return { sites: share.stands, at, closedAt, themes: named, tables: here }
      })
      return { version: versionOf({ boards }), boards }
    },
    /** Whether anything of it is told to whoever reads no themes. */
    stand: (dialogue: DialogueId): boolean => standing(dialogue).length + undecided(dialogue).length > 0,
    /** Whether names and questions are told otherwise by now than somebody was told them since this was asked last. */
    namesMoved(dialogue: DialogueId): boolean {
      const now = namesNow(dialogue)
      const moved = now !== lately.names || lately.others
      lately = { names: now, others: false }
      return moved
    },
    /** For the team: all that were shared lately, with what tables say so far. */
    async told(dialogue: DialogueId): Promise<Result<SharesTold>> {
      if (state(dialogue).proposed.length > 0) await read(dialogue)
      const { lang = 'en', langs = [] } = places.dialogue(dialogue) ?? {}
      const { shares, proposed } = state(dialogue)
      const tables = shares.length === 0 ? [] : shownTo(null, dialogue)
      return versioned(
        ok({
          lang,
          langs,
          sites: places.sites(dialogue).map(({ id, name }) => ({ id, name })),
          shares: shares
            .slice(-mostTold)
            .toReversed()
            .map((share) => ({ ...boardTold(share, tables, true), sites: share.sites, stands: share.stands })),
          proposed: endedOrWaiting(dialogue, proposed),
        }),
      )
    },
    /** For who may answer for this board's table; null: nothing is asked of it. */
    async atTable(board: BoardId, role: Role): Promise<TableShare | null> {
      const place = places.board(board)
      const site = place === null ? null : (places.table(place.table)?.siteId ?? null)
      if (place === null || site === null || !can(role, 'themes.answer')) return null
      const share = shareAt(state(place.dialogue), site)
      if (share === null) return null
      await read(place.dialogue)
      noted(place.dialogue)
      const own = share.answers.get(place.table)
      return {
        share: share.id,
        closedAt: share.closedAt,
        themes: share.themes.map(({ theme, name }) => ({
          theme,
          name: nameTold(place.dialogue, name),
          ...answerOf(own?.get(theme) ?? [], (at) => places.saidBehind(place.table, at)),
        })),
      }
    },
    /** Questions that the team would have asked, the newest first: for who may ask them. One that says what a name may not is none. */
    async proposedTo(dialogue: DialogueId): Promise<readonly ProposedTold[]> {
      const waits = waiting(dialogue, state(dialogue).proposed)
      if (waits.length > 0) await read(dialogue)
      noted(dialogue)
      return waits
        .filter(({ text }) => Object.keys(nameTold(dialogue, text)).length > 0)
        .map(({ id, text, at }) => ({ id, text, at }))
        .toReversed()
    },
  }
}

/** The last one, for its own table; whether it is not told to anybody else. */
function answerOf(
  said: readonly TableAnswer[],
  behind: (at: number) => boolean,
): Pick<TableShare['themes'][number], 'says' | 'behind'> {
  const last = said.at(-1)
  return last === undefined ? { says: null } : { says: last.says, ...(behind(last.at) && { behind: true }) }
}
export type ShareDesk = ReturnType<typeof createShares>
