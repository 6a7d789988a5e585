/** A page whose network goes away, and what its light says of that. */
import { expect as shown, type Page } from '@playwright/test'
import { patience } from '../support/pages.ts'

const see = shown.configure({ timeout: patience })
/** Without a server, requests and sockets fail; a browser says so in its console. */
export const cutOff =
  /ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_RESET|ERR_FAILED|ERR_NETWORK_CHANGED|WebSocket connection to|Failed to load resource/

/** The shell is kept once its worker is active; from then on a page opens without a network. */
export const shellKept = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
/** The word of the light may be late by 400 ms, by design: what stands green for longer is meant. */
export const savedForSure = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let since = performance.now()
        const look = () => {
          if (!document.querySelector('.bar .light.saved')) since = performance.now()
          if (performance.now() - since > 450) resolve()
          else requestAnimationFrame(look)
        }
        look()
      }),
  )

export const allKept = (page: Page) => see(page.locator('.bar .light.kept:not([aria-busy])')).toHaveText(/kept here/)
/** The page itself reloads in the very task in which its light counts all as kept here: no moment more for the disk. */
export const reloadOnceKept = async (page: Page, storeRead: (page: Page) => Promise<void>) => {
  const again = page.waitForEvent('load')
  await page
    .evaluate(
      () =>
        new Promise<void>((resolve) => {
          const look = () => {
            const light = document.querySelector('.bar .light.kept')
            if (!light || !/kept here/.test(light.textContent ?? '') || light.getAttribute('aria-busy'))
              return void requestAnimationFrame(look)
            location.reload()
            resolve()
          }
          look()
        }),
    )
    .catch(() => undefined) // the reload may end this before it is answered
  await again
  await storeRead(page)
}
