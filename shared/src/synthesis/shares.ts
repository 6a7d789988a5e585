/**
 * What a theme team gave back to the hall, and what its tables say of it: a fold over the rows of `synthesis:<dialogue>`, pure
 * and total. On a site's wall one board stands at a time: a later one takes the place of the one before. What tables answered
 * stays with its board, also when that is off the wall.
 */
import { hasBlack } from '../board/blacken.ts'
import type { LocalText } from '../dialogue/programme.ts'
import type { SiteId, TableId } from '../ids.ts'
import type { ProposalEnd, ShareId, SharedTheme, ShareRow, TableSays, ThemeId } from './rows.ts'

/** So many a wall can show, and letters of a name that is read from the back of a hall. */
export const mostShared = 5
export const longestShared = 60
/** Letters of the sentence with which a console declines what was put before it. */
export const longestReason = 200

export type TableAnswer = { readonly says: TableSays; readonly at: number }
export type Share = {
  readonly id: ShareId
  readonly at: number
  /** To whose walls and tables it was given. */
  readonly sites: readonly SiteId[]
  /** On whose walls it stands still. */
  readonly stands: readonly SiteId[]
  readonly themes: readonly SharedTheme[]
  /** The oldest first: what was said behind a curtain leaves the one before it standing. */
  readonly answers: ReadonlyMap<TableId, ReadonlyMap<ThemeId, readonly TableAnswer[]>>
  readonly closedAt: number | null
}
/** A question that the team would have the hall asked; who may ask decides. */
export type Proposed = {
  readonly id: string
  readonly theme: ThemeId
  readonly text: LocalText
  readonly at: number
  /** What a console decided; null: it waits. */
  readonly ended: { readonly as: ProposalEnd; readonly said: string; readonly at: number } | null
}
/** Both the oldest first. */
export type Shares = { readonly shares: readonly Share[]; readonly proposed: readonly Proposed[] }
export const noShares: Shares = { shares: [], proposed: [] }

const sameText = (a: LocalText, b: LocalText): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([lang, text]) => b[lang] === text)

/** One row further; a row about what is not there, or may not be any more, changes nothing. */
export function sharesAfter(before: Shares, row: ShareRow, at: number): Shares {
  const { shares, proposed } = before
  const change = (id: ShareId, to: (share: Share) => Share): Shares =>
    shares.some((share) => share.id === id)
      ? { shares: shares.map((share) => (share.id === id ? to(share) : share)), proposed }
      : before
  switch (row.kind) {
    case 'shared': {
      const given = new Set(row.sites)
      const { command: id, sites, themes } = row
      const stayed = shares.map((share) =>
        share.stands.some((site) => given.has(site))
          ? { ...share, stands: share.stands.filter((site) => !given.has(site)) }
          : share,
      )
      const share = { id, at, sites, stands: sites, themes, answers: new Map(), closedAt: null }
      return { shares: [...stayed, share], proposed }
    }
    case 'answered':
      return change(row.share, (share) => {
        if (share.closedAt !== null || !share.themes.some(({ theme }) => theme === row.theme)) return share
        const before = share.answers.get(row.table)
        const said = before?.get(row.theme) ?? []
        const own = new Map(before).set(row.theme, [...said, { says: row.says, at }])
        return { ...share, answers: new Map(share.answers).set(row.table, own) }
      })
    case 'closed':
      return change(row.share, (share) => ({ ...share, closedAt: share.closedAt ?? at }))
    case 'off':
      return change(row.share, (share) => ({ ...share, stands: [] }))
    case 'proposed': {
      const { command: id, theme, text } = row
      // Asked for once more in the same words, it still waits once, since the first time; what was decided of it stays told.
      const known = proposed.find((one) => one.ended === null && one.theme === theme && sameText(one.text, text))
      const others = proposed.filter((one) => one !== known)
      return { shares, proposed: [...others, { id, theme, text, at: known?.at ?? at, ended: null }] }
    }
    case 'decided':
      return proposed.some(({ id, ended }) => id === row.proposed && ended === null)
        ? {
            shares,
            proposed: proposed.map((one) =>
              one.id === row.proposed ? { ...one, ended: { as: row.as, said: row.said, at } } : one,
            ),
          }
        : before
  }
}

/** What stands at a site; null: nothing does. */
export const shareAt = ({ shares }: Shares, site: SiteId): Share | null =>
  shares.findLast(({ stands }) => stands.includes(site)) ?? null

/** Whether a table may still answer. */
export const takesAnswers = ({ stands, closedAt }: Share): boolean => stands.length > 0 && closedAt === null

/** How a table is to who reads: `until`, answers that were given by then are told. */
export type TableShown = {
  readonly id: TableId
  readonly number: number
  readonly site: SiteId
  /** `kept`: not to be watched just now. */
  readonly state: 'open' | 'curtain' | 'kept'
  readonly until: number
  /** Whether what it said at that moment was said behind its curtain and is not released. */
  readonly behind: (at: number) => boolean
}
/** What a wall draws in a table's place. */
export type Cell = TableSays | 'silent' | 'curtain' | 'kept'
export type BoardTold = {
  readonly id: ShareId
  readonly at: number
  readonly closedAt: number | null
  readonly themes: readonly {
    readonly theme: ThemeId
    readonly name: LocalText
    /** In the order of the tables. */
    readonly cells: readonly Cell[]
  }[]
  readonly tables: readonly { readonly number: number; readonly site: SiteId }[]
}

/**
 * A board as it may be told. `early`: with what tables say before the answers are closed, for the team alone; to everybody
 * else a table that answered and one that did not are the same until then.
 */
export function boardTold(share: Share, tables: readonly TableShown[], early: boolean): BoardTold {
  const here = tables.filter(({ site }) => share.sites.includes(site))
  const tells = early || share.closedAt !== null
  const cellOf = (theme: ThemeId, table: TableShown): Cell => {
    const answer =
      share.answers
        .get(table.id)
        ?.get(theme)
        ?.findLast(({ at }) => !table.behind(at)) ?? null
    if (table.state === 'curtain') return table.state
    // Until the answers close nobody is told who answered: what would be kept then is no news.
    if (!tells || answer === null) return 'silent'
    return table.state === 'kept' || answer.at > table.until ? 'kept' : answer.says
  }
  return {
    id: share.id,
    at: share.at,
    closedAt: share.closedAt,
    themes: share.themes.map(({ theme, name }) => ({
      theme,
      name: readable(name),
      cells: here.map((table) => cellOf(theme, table)),
    })),
    tables: here.map(({ number, site }) => ({ number, site })),
  }
}

/** How many themes a table answered otherwise, or at all, behind its curtain, and did not release. */
export const unreleasedOf = ({ shares }: Shares, table: TableId, behind: (at: number) => boolean): number =>
  shares
    .flatMap(({ answers }) => [...(answers.get(table)?.values() ?? [])])
    .filter((said) => said.slice(-1).some(({ at }) => behind(at))).length

/** Of a name that says again what was erased nothing is left, in no language. */
export const readable = (name: LocalText): LocalText => (Object.values(name).some(hasBlack) ? {} : name)

/** How many tables say what: of what is told, and of nothing else. */
export function saidOf(cells: readonly Cell[]): Readonly<Record<TableSays, number>> {
  const sum = { ours: 0, 'not-ours': 0, missing: 0 }
  for (const cell of cells) if (cell !== 'silent' && cell !== 'curtain' && cell !== 'kept') sum[cell] += 1
  return sum
}
