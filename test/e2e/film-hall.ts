/** A hall in which a film lies ready, and what is seen of it on a wall. */
import type { Page } from '@playwright/test'
import { bringing } from '../materials/bring.ts'
import { framesOf, webm } from '../materials/webm.ts'
import { card, patience } from '../support/pages.ts'
import type { TestServer } from '../support/server.ts'

export const perSecond = 5
/** What is said in each second. */
const vtt = (seconds: number, said: string): Uint8Array =>
  new TextEncoder().encode(
    `WEBVTT\n\n${Array.from({ length: seconds }, (_, n) => {
      const at = (one: number): string =>
        `00:${String(Math.floor(one / 60)).padStart(2, '0')}:${String(one % 60).padStart(2, '0')}.000`
      return `${at(n)} --> ${at(n + 1)}\n${said} ${n}\n`
    }).join('\n')}`,
  )

/** `bytes`: how large the file is at least. It is shown in session 2, in which the demo stands; its captions are in two languages. */
export async function aFilm(server: TestServer, page: Page, seconds: number, bytes = 0) {
  // Encoders are for secure pages.
  await page.goto(`${server.url}/icon.svg`)
  const { session } = await server.enter('organiser')
  const brings = bringing(server, session)
  const film = webm(await framesOf(page, seconds, perSecond), perSecond, bytes)
  const { id, hash } = await brings.material(film, {
    step: { session: 2, step: null },
    name: 'village.webm',
    title: 'The village',
  })
  for (const [lang, said] of [
    ['en', 'Second'],
    ['de', 'Sekunde'],
  ] as const) {
    const upload = await brings.bring(vtt(seconds, said), `village.${lang}.vtt`)
    await brings.looked(upload)
    const put = await brings.does({ kind: 'put-captions', material: id, upload, lang })
    if (put.status !== 200) throw new Error(`no captions: ${JSON.stringify(put.body)}`)
  }
  return { id, hash, bytes: film.length }
}

export const aWall = async (server: TestServer, page: Page): Promise<void> => {
  await page.goto(`${card(server, 'observer')}?wall`)
  await page.locator('.wall').waitFor({ timeout: patience })
}

/** Where the film is on a screen, in seconds, and the time of this machine at which it is there. */
export const filmAt = (page: Page) =>
  page.evaluate(() => {
    const video = document.querySelector('video')
    return video === null
      ? null
      : {
          at: video.currentTime,
          now: Date.now(),
          paused: video.paused,
          own: video.src.startsWith('blob:'),
          ready: video.readyState,
        }
  })

/** Once the picture moves. */
export const filmPlays = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () => {
      const video = document.querySelector('video')
      return video !== null && !video.paused && video.readyState >= 3 && video.currentTime > 0.5
    },
    undefined,
    { timeout: patience, polling: 50 },
  )

/** By how many milliseconds screens differ: each film's second, taken back to one moment. */
export async function spreadOf(pages: readonly Page[]): Promise<number> {
  const seen = await Promise.all(pages.map(filmAt))
  const begun = seen.flatMap((one) => (one === null ? [] : [one.now - one.at * 1000]))
  if (begun.length !== pages.length) throw new Error('a screen shows no film')
  return Math.max(...begun) - Math.min(...begun)
}

/** How many bytes of films a page keeps on its device. */
export const keptBytes = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('tablee-materials')
        // Asked before the page has opened it: what would be made here lacks the page's parts, and it would keep nothing.
        opening.onupgradeneeded = () => opening.transaction?.abort()
        opening.onerror = () => resolve(0)
        opening.onsuccess = () => {
          const database = opening.result
          if (!database.objectStoreNames.contains('parts')) return resolve(0)
          const all = database.transaction('parts').objectStore('parts').getAll()
          all.onerror = () => reject(new Error('not read'))
          all.onsuccess = () => {
            database.close()
            resolve((all.result as Blob[]).reduce((sum, { size }) => sum + size, 0))
          }
        }
      }),
  )
