/** A device whose own store answers late, or is full, in a real browser. The same by turns of a clock: `test/link/late-store`. */
import { describe, expect, it } from 'vitest'
import { expect as shown, type Page } from '@playwright/test'
import { shellIsKept } from '../support/browser.ts'
import { addPosition, card, haveBrowser, light, outlineOf, patience, row, sitDown } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'
import { allKept, cutOff, reloadOnceKept, savedForSure, shellKept } from './away.ts'

const see = shown.configure({ timeout: patience })

/** Runs in the page before its own code: IndexedDB answers only when the test lets it, and may be full. */
function moodyStore(): void {
  const open = IDBFactory.prototype.open
  IDBFactory.prototype.open = function (...of) {
    const request = open.apply(this, of)
    if (sessionStorage.getItem('silent') === null) return request
    sessionStorage.removeItem('silent')
    let told: IDBOpenDBRequest['onsuccess'] = null
    Object.defineProperty(request, 'onsuccess', {
      set(run: typeof told) {
        told = run
      },
    })
    const answered = new Promise((resolve) => request.addEventListener('success', resolve))
    const spoke = new Promise((resolve) => addEventListener('speak', resolve, { once: true }))
    void Promise.all([answered, spoke]).then(() => told?.call(request, new Event('success')))
    return request
  }
  const put = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (...of) {
    if (document.documentElement.hasAttribute('data-full')) throw new DOMException('full', 'QuotaExceededError')
    return put.apply(this, of)
  }
}

describe.skipIf(!haveBrowser)('a device’s own store', () => {
  const hall = aHall()
  const { come } = comers(() => hall, { expected: cutOff })
  const storeRead = (page: Page) => see(page.locator('.bar .light:not([aria-busy])')).toBeVisible()

  it('[DEV1] [DEV2] [DEV4] a device whose own store is slow to answer: the page says so, offline and online, shows and sends what lay in it when it answers; a full one is said and tried again', async () => {
    const away = await come(shellIsKept)
    const other = await come()
    await away.context.addInitScript(moodyStore)
    await sitDown(away, card(hall.server, 'facilitator', 1))
    await sitDown(other, card(hall.server, 'facilitator', 1))
    await shellKept(away.page)
    await savedForSure(away.page)
    await away.context.setOffline(true)
    await see(light(away.page)).toHaveText('Offline')
    await addPosition(away.page, 'Typed before the silence')
    await allKept(away.page)
    const silently = async () => {
      await away.page.evaluate(() => sessionStorage.setItem('silent', 'yes'))
      await away.page.reload()
      await see(light(away.page)).toHaveText('Reading this device')
      await see(away.page.locator('.strip.offline')).toContainText('The memory of this device has not answered yet.')
    }
    const speak = () => away.page.evaluate(() => dispatchEvent(new Event('speak')))

    await silently()
    await see(away.page.locator('.listing')).toHaveText('Opening your table …')
    await see(away.page.locator('.strip.offline')).toContainText('kept in this page only')
    await speak()
    await see(row(away.page, 'Typed before the silence')).toHaveCount(1)
    await allKept(away.page)
    await see(away.page.locator('.strip.offline')).toContainText('Your text is kept on this device')

    // Online it works without its store, and is never called saved.
    await silently()
    await away.context.setOffline(false)
    await see(away.page.locator('.strip.offline')).toContainText('sent and saved as always')
    await addPosition(away.page, 'Typed in the silence')
    await see(row(other.page, 'Typed in the silence')).toHaveCount(1)
    await see(light(away.page)).toHaveText('Reading this device')
    expect((await outlineOf(away.page)).join()).not.toContain('Typed before the silence')
    await speak()
    await see(row(other.page, 'Typed before the silence')).toHaveCount(1)
    await see(light(away.page)).toHaveText('All saved')
    await expect.poll(() => outlineOf(away.page)).toEqual(await outlineOf(other.page))

    await away.context.setOffline(true)
    await see(light(away.page)).toHaveText('Offline')
    await away.page.evaluate(() => document.documentElement.setAttribute('data-full', ''))
    await addPosition(away.page, 'Typed on a full disk')
    await see(light(away.page)).toHaveText('Only in this page')
    await see(away.page.locator('.strip.offline')).toContainText('Your text is kept in this page')
    await away.page.evaluate(() => document.documentElement.removeAttribute('data-full'))
    await see(away.page.locator('.strip.offline')).toContainText('Your text is kept on this device')
    await reloadOnceKept(away.page, storeRead)
    await see(row(away.page, 'Typed on a full disk')).toHaveCount(1)
  })
})
