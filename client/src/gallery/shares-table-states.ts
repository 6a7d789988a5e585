/** Themes that the hall is shown, at a table, in the gallery's memory: what the table says it sees at once. */
import { contested, rtl } from '@tablee/shared/board/samples'
import type { BoardId } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import type { TableSays } from '@tablee/shared/synthesis/rows'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type { TableShare } from '@tablee/shared/wire/shares'
import type { VoicesPort } from '../table/voices/port.ts'
import { sampleGiven } from './given-samples.ts'
import type { State } from './states.ts'

type Status = (change: Partial<BoardStatus>, lang?: 'en' | 'ar') => BoardStatus

/** `behind`: so many of its answers were given behind the curtain. */
function port(
  said: readonly (TableSays | null)[],
  { closed = false, away = false, behind = 0 }: { closed?: boolean; away?: boolean; behind?: number } = {},
): VoicesPort {
  let themes: TableShare = {
    share: 'share-1',
    closedAt: closed ? Date.now() - 60_000 : null,
    themes: sampleGiven().themes.map(({ name }, n) => ({
      theme: `theme-${n + 1}`,
      name,
      says: said[n] ?? null,
      ...(n < behind && { behind: true }),
    })),
  }
  let version = 1
  let wake = (): void => {}
  const told = () =>
    ok({ version: `v${version}`, board: 'b1' as BoardId, rounds: [], seats: [], themes }) as Awaited<
      ReturnType<VoicesPort['read']>
    >
  return {
    read: (after) =>
      after === `v${version}` ? new Promise((answer) => (wake = () => answer(told()))) : Promise.resolve(told()),
    act: async () => ok(null),
    async answer({ theme, says }) {
      if (away) return { ok: false, problem: { code: 'offline' } }
      themes = { ...themes, themes: themes.themes.map((one) => (one.theme === theme ? { ...one, says } : one)) }
      version += 1
      wake()
      return ok(null)
    },
  }
}
const press =
  (selector: string) =>
  (then?: () => void): void => {
    const button = document.querySelector<HTMLElement>(selector)
    if (button === null) requestAnimationFrame(() => press(selector)(then))
    else {
      button.click()
      then?.()
    }
  }
const open = (): void => press('.hall-asks .btn')()
const sayOne = (): void => press('.hall-asks .btn')(() => press('.hall-asks .three button')())

export function sharesTableStates(status: Status): Readonly<Record<string, State>> {
  const state = (
    voices: () => VoicesPort,
    after?: () => void,
    lang: 'en' | 'ar' = 'en',
    change: Partial<BoardStatus> = {},
  ): State => ({
    local: () => ({ doc: lang === 'ar' ? rtl() : contested(), status: status(change, lang), role: 'facilitator' }),
    voices,
    ...(after === undefined ? {} : { after }),
  })
  const half: readonly (TableSays | null)[] = ['ours', 'missing', null, 'not-ours', null]
  return {
    'table-shares': state(() => port([])),
    'table-shares-open': state(() => port(half), open),
    'table-shares-rtl': state(() => port(half), open, 'ar'),
    'table-shares-away': state(() => port(half, { away: true }), sayOne),
    'table-shares-closed': state(() => port(half, { closed: true }), open),
    'table-shares-behind': state(() => port(half, { behind: 2 }), open, 'en', { held: 3, answersBehind: 2 }),
  }
}
