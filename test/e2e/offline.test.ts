/** What a device keeps when the network or the server goes away, in real browsers against the real process. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expect as shown, type Browser, type Page } from '@playwright/test'
import { newFolder } from '../faults/tablee.ts'
import { Running } from '../faults/process.ts'
import { launch, shellIsKept } from '../support/browser.ts'
import {
  addPosition,
  buildScreens,
  haveBrowser,
  light,
  openTab,
  outlineOf,
  patience,
  row,
  sitDown,
} from '../support/pages.ts'
import { comers } from '../support/stories.ts'
import { allKept, cutOff, reloadOnceKept, savedForSure, shellKept } from './away.ts'

const see = shown.configure({ timeout: patience })
describe.skipIf(!haveBrowser)('away from the server', () => {
  const { folder, remove } = newFolder()
  let browser: Browser
  let server: Running
  let port = '0'
  /** The two tabs' day so often (E2E12_TIMES): with a disk that is busy beside it, say. */
  const rounds = Number(process.env['E2E12_TIMES'] ?? 1)
  let round = 0
  const kills = Number(process.env['E2E11_TIMES'] ?? 1)
  const reloads = Number(process.env['E2E16_TIMES'] ?? 2)
  const { come, stays, left: gone } = comers(() => ({ browser }), { expected: cutOff })
  /** The real process, on the same folder and port as before. */
  async function start(): Promise<void> {
    server = new Running(new URL('../../server/src/main.ts', import.meta.url), [], {
      PORT: port,
      TABLEE_DATA: folder,
      TABLEE_LOG: 'fatal',
    })
    const line = await server.line((one) => one.startsWith('Tablée listens on '))
    port = /:(\d+)/.exec(line)?.[1] ?? port
    await server.line((one) => one.startsWith('Each link is a key'))
  }
  const link = (label: string): string =>
    /https?:\/\/\S+/.exec(server.lines.find((line) => line.includes(label)) ?? '')?.[0] ?? ''
  /** While its device's disk is busy with other things, a page says so; what lies there is there once it has answered. */
  let slowest = 0
  const storeRead = async (page: Page) => {
    const began = performance.now()
    await see(page.locator('.bar .light:not([aria-busy])')).toBeVisible({ timeout: 120_000 })
    slowest = Math.max(slowest, performance.now() - began)
  }

  beforeAll(async () => {
    buildScreens()
    await start()
    browser = await launch()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.kill('SIGTERM')
    remove()
  })

  it('[E2E10] a device without a network says at once that it keeps what is typed, still has it after a reload, and sends it when it is back', async () => {
    const away = await come(shellIsKept)
    const other = await come()
    await sitDown(away, link('Brussels, table 1, edit'))
    await sitDown(other, link('Brussels, table 1, edit'))
    await shellKept(away.page)
    await savedForSure(away.page)
    await away.context.setOffline(true)
    await see(light(away.page)).toHaveText('Offline')
    await addPosition(away.page, 'Typed in the tunnel')
    await see(light(away.page)).toHaveText(/kept here/)
    await see(away.page.locator('.strip.offline')).toContainText('Your text is kept on this device')
    await see(away.page.locator('.map .node.kept')).toHaveCount(1)
    await reloadOnceKept(away.page, storeRead)
    await see(row(away.page, 'Typed in the tunnel')).toBeVisible()
    await see(light(away.page)).toHaveText(/kept here/)
    await addPosition(away.page, 'Typed after the reload')
    await reloadOnceKept(away.page, storeRead)
    for (const text of ['Typed in the tunnel', 'Typed after the reload']) await see(row(away.page, text)).toBeVisible()
    expect((await outlineOf(other.page)).join()).not.toContain('Typed in the tunnel')

    await addPosition(other.page, 'Meanwhile at the table')
    await away.context.setOffline(false)
    await see(light(away.page)).toHaveText('All saved')
    for (const { page } of [away, other])
      for (const text of ['Typed in the tunnel', 'Typed after the reload', 'Meanwhile at the table'])
        await see(row(page, text)).toHaveCount(1)
    await expect.poll(() => outlineOf(away.page)).toEqual(await outlineOf(other.page))
  })

  it('[E2E16] typed offline and reloaded as soon as the light counts it as kept, or in the middle of the next key: what it counted is there', async () => {
    const away = await come(shellIsKept)
    await sitDown(away, link('Brussels, table 1, edit'))
    await shellKept(away.page)
    await savedForSure(away.page)
    await away.context.setOffline(true)
    await see(light(away.page)).toHaveText('Offline')
    const typed: string[] = []
    for (let round = 1; round <= reloads; round += 1) {
      const text = `Kept and reloaded ${round}`
      await addPosition(away.page, text)
      typed.push(text)
      await reloadOnceKept(away.page, storeRead)
      for (const each of typed) await see(row(away.page, each)).toHaveCount(1)
    }
    // And without waiting for anything: the page hands over the last keys as it goes.
    for (let round = 1; round <= reloads; round += 1) {
      const text = `Left in the middle ${round}`
      await addPosition(away.page, text)
      typed.push(text)
      await away.page.reload()
      for (const each of typed) await see(row(away.page, each)).toHaveCount(1)
    }
    await away.context.setOffline(false)
    await see(light(away.page)).toHaveText('All saved')
    const other = await come()
    await sitDown(other, link('Brussels, table 1, edit'))
    for (const each of typed) await see(row(other.page, each)).toHaveCount(1)
  })

  it('[E2E11] kill -9 in the middle of a sentence, again and again (E2E11_TIMES): what stood there as saved is there again, and so is the other’s, once', async () => {
    const stays = await come()
    await sitDown(stays, link('Aachen, table 4, edit'))
    for (let round = 1; round <= kills; round += 1) {
      const lost = await come()
      await sitDown(lost, link('Aachen, table 4, edit'))
      await addPosition(lost.page, `Saved and then lost ${round}`)
      await savedForSure(lost.page)
      // Both are in the middle of a sentence.
      await lost.page.locator('.entries .add button').press('Enter')
      await stays.page.locator('.entries .add button').press('Enter')
      await stays.page.locator('[role=treeitem] textarea').waitFor()
      const typing = [
        lost.page.keyboard.type(`unfinished ${round} `.repeat(4), { delay: 5 }),
        stays.page.keyboard.type(`Typed across the cut ${round}`, { delay: 12 }),
      ]
      await see(stays.page.locator('[role=treeitem] textarea')).not.toHaveValue('')
      await server.kill('SIGKILL')
      await Promise.all(typing)
      // One device never comes back; the other waits and goes on writing.
      await lost.context.close()
      gone(lost)
      await stays.page.keyboard.press('Escape')
      await see(light(stays.page)).toHaveText(/kept here/)
      await start()
      await see(light(stays.page)).toHaveText('All saved')
      await savedForSure(stays.page)
      const late = await come()
      await sitDown(late, link('Aachen, table 4, edit'))
      for (let earlier = 1; earlier <= round; earlier += 1) {
        await see(row(late.page, `Saved and then lost ${earlier}`)).toHaveCount(1)
        await see(row(late.page, `Typed across the cut ${earlier}`)).toHaveCount(1)
      }
      await expect.poll(() => outlineOf(late.page)).toEqual(await outlineOf(stays.page))
      await late.context.close()
      gone(late)
    }
  })

  it('[DEV12] without a service worker (plain http) a part that cannot be loaded says so in its place: the page stays, and the part is there once it can be', async () => {
    const away = await come({
      serviceWorkers: 'block',
      expected: new RegExp(`${cutOff.source}|Service Worker registration blocked`),
    })
    const { page } = away
    await sitDown(away, link('Brussels, table 1, edit'))
    await savedForSure(page)
    const missing = page.getByRole('alert').filter({ hasText: 'This part could not be loaded.' })
    const anew = page.getByRole('button', { name: 'Load the page anew' })
    await away.context.setOffline(true)
    await see(light(page)).toHaveText('Offline')
    await page.getByRole('tab', { name: 'Notes' }).click()
    await see(missing).toBeVisible()
    // What would be loaded anew now would be gone.
    await see(anew).toHaveCount(0)
    await page.getByRole('tab', { name: 'Map' }).click()
    await addPosition(page, 'Typed beside what is missing')
    await see(light(page)).toHaveText(/kept here/)
    await away.context.setOffline(false)
    await see(light(page)).toHaveText('All saved')
    await page.getByRole('tab', { name: 'Notes' }).click()
    await see(page.locator('.minutes[contenteditable=true]')).toBeVisible()
    // The server is of another version by now, and has this part no more.
    await away.context.route('**/assets/**', (route) => route.fulfill({ status: 404 }))
    await page.getByRole('tab', { name: 'Canvas' }).click()
    await see(missing).toBeVisible()
    await page.getByRole('button', { name: 'Replay' }).click()
    const dialog = page.getByRole('dialog', { name: 'This part could not be loaded.' })
    await dialog.getByRole('button', { name: 'Close' }).click()
    await see(row(page, 'Typed beside what is missing')).toBeVisible()
    await away.context.unroute('**/assets/**')
    await anew.click()
    await see(row(page, 'Typed beside what is missing')).toBeVisible()
    await page.getByRole('tab', { name: 'Canvas' }).click()
    await see(page.locator('.surface .tl-canvas')).toBeVisible()
  })

  it('[E2E12] two tabs of one browser on the same board, as the same person: offline, reloaded, one closed; nothing is lost or doubled', {
    repeats: rounds - 1,
  }, async () => {
    round += 1
    const mark = (text: string) => (rounds === 1 ? text : `${text} (${round})`)
    const left = await come(shellIsKept)
    await sitDown(left, link('Brussels, table 1, edit'))
    await shellKept(left.page)
    const right = await openTab(left.context, cutOff)
    stays(right)
    await right.page.goto(left.page.url())
    await see(light(right.page)).toHaveText('All saved')
    await addPosition(left.page, mark('Left, online'))
    await addPosition(right.page, mark('Right, online'))
    for (const { page } of [left, right])
      for (const text of [mark('Left, online'), mark('Right, online')]) await see(row(page, text)).toHaveCount(1)

    await left.context.setOffline(true)
    for (const { page } of [left, right]) await see(light(page)).toHaveText('Offline')
    await addPosition(left.page, mark('Left, offline'))
    await addPosition(right.page, mark('Right, offline'))
    for (const { page } of [left, right]) await see(light(page)).toHaveText(/kept here/)
    for (const { page } of [left, right]) await allKept(page)
    // Reloaded, a tab finds on the device what both have written.
    await reloadOnceKept(left.page, storeRead)
    for (const text of [mark('Left, offline'), mark('Right, offline')]) await see(row(left.page, text)).toHaveCount(1)
    await addPosition(left.page, mark('Left, after its reload'))
    await addPosition(right.page, mark('Right, once more'))
    for (const { page } of [left, right]) await allKept(page)
    // One is closed with what it had not sent; the other brings it along after its next load.
    await right.page.close()
    gone(right)
    await left.page.reload()
    await storeRead(left.page)
    await see(row(left.page, mark('Right, once more'))).toHaveCount(1)
    await left.context.setOffline(false)
    await see(light(left.page)).toHaveText('All saved')

    const other = await come()
    await sitDown(other, link('Brussels, table 1, edit'))
    const again = await openTab(left.context, cutOff)
    stays(again)
    await again.page.goto(left.page.url())
    const written = [
      mark('Left, online'),
      mark('Right, online'),
      mark('Left, offline'),
      mark('Right, offline'),
      mark('Left, after its reload'),
      mark('Right, once more'),
    ]
    for (const { page } of [left, again, other]) for (const text of written) await see(row(page, text)).toHaveCount(1)
    // Both tabs are live at once, neither throws the other out.
    await addPosition(left.page, mark('Left, at the end'))
    await addPosition(again.page, mark('Right, at the end'))
    for (const { page } of [left, again, other])
      for (const text of [mark('Left, at the end'), mark('Right, at the end')])
        await see(row(page, text)).toHaveCount(1)
    await see(light(left.page)).toHaveText('All saved')
    await expect.poll(() => outlineOf(left.page)).toEqual(await outlineOf(other.page))
    await expect.poll(() => outlineOf(again.page)).toEqual(await outlineOf(other.page))
    if (rounds > 1)
      console.log(`day ${round} of two tabs: a page waited ${Math.round(slowest)} ms for its store at most`)
  })
})
