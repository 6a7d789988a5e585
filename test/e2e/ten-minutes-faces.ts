/** What the clocks of many screens show, noted by each page whenever it shows something else, by the machine's own time. */
import type { Page } from '@playwright/test'
import { expect } from 'vitest'
import { patience } from '../support/pages.ts'

type Shown = { readonly at: number; readonly face: string }
/** A clock on a screen. */
export type Face = { readonly who: string; readonly page: () => Page; readonly selector: string }

/** For `addInitScript`: notes at each change what stands where these selectors lead. */
export function noteFaces(selectors: readonly string[]): void {
  const faces: Record<string, { at: number; face: string }[]> = {}
  Object.assign(globalThis, { faces })
  const look = (): void => {
    for (const selector of selectors) {
      const face = document.querySelector(selector)?.textContent?.trim() ?? ''
      const log = (faces[selector] ??= [])
      if (log.at(-1)?.face !== face) log.push({ at: performance.timeOrigin + performance.now(), face })
    }
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
}

const logOf = ({ page, selector }: Face): Promise<readonly Shown[]> =>
  page().evaluate(
    (wanted) => (globalThis as unknown as { faces: Record<string, Shown[]> }).faces[wanted] ?? [],
    selector,
  )
const lastOf = async (face: Face): Promise<string> =>
  face
    .page()
    .evaluate(
      (wanted) => (globalThis as unknown as { faces: Record<string, Shown[]> }).faces[wanted]?.at(-1)?.face ?? '',
      face.selector,
    )
    .catch(() => '')

/** For how long, at the longest, they did not all show the same (ms). A screen that shows no clock is not asked. */
export function longestApart(logs: readonly (readonly Shown[])[], from: number, until: number): number {
  const times = logs
    .flatMap((log) => log.map(({ at }) => at))
    .filter((at) => at > from && at < until)
    .toSorted((a, b) => a - b)
  let [longest, since] = [0, null as number | null]
  for (const at of [from, ...times, until]) {
    const shown = new Set(
      logs.map((log) => log.findLast((one) => one.at <= at)?.face ?? '').filter((face) => face !== ''),
    )
    if (since !== null) longest = Math.max(longest, at - since)
    if (shown.size > 1) since ??= at
    else since = null
  }
  return longest
}

/** Clocks that are to agree between what is done to them. */
export function createAgreement() {
  const groups = new Map<
    string,
    { readonly faces: readonly Face[]; readonly first: Face; readonly since: number; readonly still: boolean }
  >()
  const figures: { readonly group: string; readonly act: string; readonly ms: number; readonly of: number }[] = []
  /** What was since they agreed last. */
  async function upTo(group: string, act: string): Promise<void> {
    const found = groups.get(group)
    groups.delete(group)
    if (found === undefined) return
    // Clocks that run are looked at over two turns of the second at least.
    if (!found.still)
      await expect
        .poll(async () => (await logOf(found.first)).filter(({ at }) => at > found.since).length, {
          timeout: patience,
          interval: 50,
        })
        .toBeGreaterThan(2)
    const until = performance.timeOrigin + performance.now()
    const logs = await Promise.all(found.faces.map(logOf))
    const ms = Math.round(longestApart(logs, found.since, until))
    // Who showed what, when: without it nobody finds out which screen it was.
    if (ms >= 250)
      for (const [n, log] of logs.entries())
        console.log(
          found.faces[n]?.who,
          log
            .filter(({ at }) => at > found.since - 1_000)
            .map(({ at, face }) => `${Math.round(at - found.since)}: ${face}`)
            .join(', '),
        )
    figures.push({ group, act, ms, of: found.faces.length })
    console.log(`${group}, until ${act}: ${found.faces.length} clocks, at most ${ms} ms apart`)
  }
  return {
    figures,
    upTo,
    /** Waits until all of them show the same time left; from then on they have to. */
    async from(group: string, faces: readonly Face[], still = false): Promise<void> {
      const [first] = faces
      if (first === undefined) return
      let said: readonly string[] = []
      const began = performance.now()
      await expect
        .poll(
          async () => {
            const shown = await Promise.all(faces.map(lastOf))
            said = faces.map(({ who }, n) => `${who} ${shown[n]}`)
            return new Set(shown).size === 1 && /\d/.test(shown[0] ?? '')
          },
          { timeout: 3 * patience, interval: 50, message: `one time left on all screens: ${group}` },
        )
        .toBe(true)
        .catch((cause: unknown) => {
          throw new Error(`${group}: ${said.join(', ')}`, { cause })
        })
      console.log(`${group}: ${faces.length} clocks agree after ${Math.round(performance.now() - began)} ms`)
      groups.set(group, { faces, first, still, since: performance.timeOrigin + performance.now() })
    },
  }
}
