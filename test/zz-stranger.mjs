import { chromium } from '@playwright/test'
import { readFileSync, existsSync } from 'node:fs'
const S = '/tmp/x-attack/shots/'
const log = readFileSync('/tmp/x-attack/s.log', 'utf8')
const link = (name) => log.split('\n').find((l) => l.includes(name)).match(/http\S+/)[0]
const [lang = 'en', widthText = '1280', state, ...steps] = process.argv.slice(2)
const width = Number(widthText)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const ctx = await browser.newContext({ viewport: { width, height: width < 500 ? 844 : 800 }, locale: lang, hasTouch: width < 500, acceptDownloads: true, ...(existsSync(state) ? { storageState: state } : {}) })
const page = await ctx.newPage()
page.on('pageerror', (e) => console.log('PAGEERROR', e.message)); page.on('console', (m) => m.type() === 'error' && console.log('CONSOLE', m.text()))
page.on('download', async (d) => { await d.saveAs('/tmp/x-attack/' + d.suggestedFilename()); console.log('DOWNLOAD', d.suggestedFilename()) })
const list = async () => console.log(await page.evaluate(() => [...document.querySelectorAll('h1,h2,h3,p,li,dt,dd,button,a,summary,label,td,[role=status],[role=alert]')].filter((e) => e.getClientRects().length && !e.querySelector('p,li,button,a,h2,h3')).map((e) => `${e.tagName.toLowerCase()}: ${(e.textContent || e.getAttribute('aria-label') || '').trim().slice(0, 220)}`).filter((t, i, all) => all[i - 1] !== t).join('\n')))
for (const step of steps) {
  const at = step.indexOf(':'); const [what, arg] = [step.slice(0, at < 0 ? 99 : at), at < 0 ? '' : step.slice(at + 1)]
  try {
    if (what === 'go') await page.goto(arg.startsWith('http') ? arg : link(arg))
    if (what === 'click') await page.getByRole('button', { name: arg }).or(page.getByRole('link', { name: arg })).or(page.getByText(arg, { exact: true })).first().click({ timeout: 4000 })
    if (what === 'fill') { const [l, v] = arg.split('='); await page.getByLabel(l).first().fill(v) }
    if (what === 'type') await page.keyboard.type(arg)
    if (what === 'key') await page.keyboard.press(arg)
    if (what === 'focus') console.log('FOCUS', await page.evaluate(() => `${document.activeElement?.tagName} ${(document.activeElement?.textContent || document.activeElement?.getAttribute('aria-label') || '').slice(0, 60)}`))
    if (what === 'shot') await page.screenshot({ path: `${S}${arg}-${lang}-${width}.png`, fullPage: arg.startsWith('full') })
    if (what === 'wait') await page.waitForTimeout(Number(arg))
    if (what === 'list') await list()
    if (what === 'wide') console.log('WIDE', await page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
    if (what === 'save') await ctx.storageState({ path: state })
    if (what !== 'wait') await page.waitForTimeout(600)
  } catch (e) { console.log('STEP FAILED', step, e.message.split('\n')[0]) }
}
console.log(page.url())
await browser.close()
