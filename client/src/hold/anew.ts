/**
 * Loading a page anew after the server was exchanged: what a page of the build before has not loaded yet is there no more. Nothing
 * that was typed goes with it: what is half said lies on the device.
 */
import { askServer } from './term.ts'

type Worker = {
  readonly state: string
  postMessage(message: unknown): void
  addEventListener(of: 'statechange', ear: () => void): void
}
type Kept = { update(): Promise<unknown>; readonly installing: Worker | null; readonly waiting: Worker | null }

export type Page = {
  readonly now: () => number
  /** Of this tab; it may throw where storage is blocked. */
  readonly tab: () => Pick<Storage, 'getItem' | 'setItem'>
  /** Whether the server gives this page now. */
  readonly answers: () => Promise<boolean>
  /** What answers in the server's place on secure pages, with the build that it knows. */
  readonly kept: () => Promise<Kept | undefined>
  readonly reload: () => void
}

const here: Page = {
  now: () => Date.now(),
  tab: () => sessionStorage,
  answers: () => askServer(location.pathname, { method: 'HEAD', cache: 'no-store' }).then(({ ok }) => ok),
  kept: async () => navigator.serviceWorker?.getRegistration(),
  reload: () => location.reload(),
}

/** Longer than the files of a build take in a hall's Wi-Fi nobody waits for them (ms). */
const patience = 15_000
const soon = <T>(work: Promise<T>): Promise<T | undefined> =>
  Promise.race([work, new Promise<undefined>((resolve) => setTimeout(resolve, patience))])
/** Somebody asked for it. Where a service worker would give the old page once more, the new one takes its place first. */
export async function loadAnew(page: Page = here): Promise<void> {
  try {
    const kept = await page.kept()
    if (kept !== undefined) await soon(exchanged(kept))
  } catch {
    // Without one the server itself is asked.
  }
  page.reload()
}

async function exchanged(kept: Kept): Promise<void> {
  await kept.update()
  const next = kept.installing ?? kept.waiting
  if (next === null) return
  await new Promise<void>((resolve) => {
    next.addEventListener('statechange', () => {
      if (next.state === 'activated' || next.state === 'redundant') resolve()
    })
    // One that is still being installed goes on to take over by itself.
    next.postMessage({ type: 'SKIP_WAITING' })
  })
}

const key = 'tablee.anew'
/** What is missing after that is not missing because the page is old (ms). */
const between = 5 * 60_000

/**
 * Nobody is there who could ask (a wall), or nothing of the page is on the screen yet: by itself where the server answers, and not
 * again at once where it did not help. False where the page stays.
 */
export async function anewByItself(page: Page = here): Promise<boolean> {
  try {
    const last = Number(page.tab().getItem(key) ?? 0)
    if (page.now() - last < between || !(await page.answers())) return false
    page.tab().setItem(key, String(page.now()))
  } catch {
    return false
  }
  await loadAnew(page)
  return true
}
