/** A page that is older than its server, and loads itself anew. */
import { anewByItself, loadAnew, type Page } from '@tablee/client/hold/anew'
import { expect, it } from 'vitest'

function aPage(more: Partial<Page> = {}) {
  const told: string[] = []
  const tab = new Map<string, string>()
  let now = 1_000_000
  const page: Page = {
    now: () => now,
    tab: () => ({ getItem: (key) => tab.get(key) ?? null, setItem: (key, value) => void tab.set(key, value) }),
    answers: () => Promise.resolve(true),
    kept: () => Promise.resolve(undefined),
    reload: () => void told.push('reload'),
    ...more,
  }
  return { page, told, pass: (ms: number) => void (now += ms) }
}

it('[DEV13] what nobody looks after loads itself anew where the server answers, and not in a circle', async () => {
  const { page, told, pass } = aPage()
  expect(await anewByItself(page)).toBe(true)
  expect(await anewByItself(page)).toBe(false)
  pass(6 * 60_000)
  expect(await anewByItself(page)).toBe(true)
  expect(told).toEqual(['reload', 'reload'])

  // Without network the page that is there is all that there is; and where a tab keeps nothing a circle could not be seen.
  const away = aPage({ answers: () => Promise.reject(new Error('offline')) })
  const ill = aPage({ answers: () => Promise.resolve(false) })
  const blocked = aPage({
    tab() {
      throw new Error('blocked')
    },
  })
  for (const { page: one, told: said } of [away, ill, blocked]) {
    expect(await anewByItself(one)).toBe(false)
    expect(said).toEqual([])
  }
})

it('[DEV13] where a service worker keeps the build of before, the new one takes its place before the page is loaded anew', async () => {
  const said: string[] = []
  const ears: (() => void)[] = []
  let state = 'installing'
  const worker = {
    get state() {
      return state
    },
    postMessage: (message: unknown) => void said.push(JSON.stringify(message)),
    addEventListener: (_of: string, ear: () => void) => void ears.push(ear),
  }
  const becomes = (next: string): void => {
    state = next
    for (const ear of ears) ear()
  }
  const { page } = aPage({
    kept: () => Promise.resolve({ update: () => Promise.resolve(), installing: worker, waiting: null }),
    reload: () => void said.push('reload'),
  })
  const done = loadAnew(page)
  await expect.poll(() => ears.length).toBe(1)
  expect(said).toEqual(['{"type":"SKIP_WAITING"}'])
  becomes('installed')
  becomes('activating')
  await Promise.resolve()
  expect(said).toHaveLength(1)
  becomes('activated')
  await done
  expect(said).toEqual(['{"type":"SKIP_WAITING"}', 'reload'])
})
