/**
 * A debate of a parliament and the demo's day, worked down by two translators and three readers in browsers of their own, while
 * the server is killed again and again and tabs are closed: in the end everything is read once and translated once, nothing is
 * lost, and what the pages count is what lies in the logs, counted another way. `DEBATE=1` runs it: it takes some minutes.
 */
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { debate, hasDebate } from '../support/debate.ts'
import { haveBrowser, sizes, visitor, type Visitor, buildScreens } from '../support/pages.ts'
import { launch } from '../support/browser.ts'
import { freePort } from '../support/freePort.ts'
import { done, startServer, type TestServer } from '../support/server.ts'
import { chance, Running } from '../faults/process.ts'
import { newFolder } from '../faults/tablee.ts'

const asked = process.env['DEBATE'] !== undefined
const kills = Number(process.env['DEBATE_KILLS'] ?? 6)
const origin = { who: 'reporter', why: 'test' }
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** On the maps of the second session, some of the day at each table. */
async function fill(server: TestServer): Promise<ReadonlySet<string>> {
  const said = debate()
  const tables = [1, 2, 3, 4, 5, 6]
  const each = Math.ceil(said.length / tables.length)
  for (const [n, table] of tables.entries()) {
    const mine = said.slice(n * each, (n + 1) * each)
    const written = await server.parts.live.write(server.board(table, 2), 'reporter', (doc) => {
      const node = `ep-${table}` as NodeId
      addNode(doc, origin, { id: node, kind: 'position', wording: `Debate, part ${table}`, lang: 'en' as Lang, at: 1 })
      for (const { id, text, lang, at } of mine)
        done(
          addWords(doc, origin, {
            id: id as WordsId,
            node,
            text,
            lang: lang as Lang,
            seat: null,
            capture: 'dictated',
            at,
          }),
        )
    })
    if (!written.ok) throw new Error(`table ${table}: ${written.problem.code}`)
  }
  return new Set(said.map(({ id }) => id))
}

type Wrote = { readonly who: string; readonly original: string; readonly text: string }

/** One key after the other, as somebody does it who translates down a list. False: nothing is left just now. */
async function translate(page: Page, who: string, wrote: Wrote[]): Promise<boolean> {
  const at = await page
    .evaluate(() => {
      const row = document.querySelector('.led .cur')
      if (row === null) return document.querySelector('.led-note.begin .btn') === null ? null : { begin: true as const }
      const theirs = [...row.querySelectorAll('.t .ctx')].find((one) =>
        one.querySelector('b')?.textContent?.startsWith('Stands there now'),
      )
      return {
        begin: false as const,
        key: row.getAttribute('data-key') ?? '',
        original: row.querySelector('.o > p')?.textContent ?? '',
        right: row.querySelector('.acts .primary')?.textContent?.startsWith('It is right') ?? false,
        theirs: theirs?.querySelector('p')?.textContent ?? null,
      }
    })
    .catch(() => null)
  if (at === null) return false
  if (at.begin) {
    await page.locator('.led-note.begin .btn').press('Enter', { timeout: 5_000 })
    return true
  }
  // Nobody writes in the moment in which it opens; by then it may be somebody else's, or have their translation.
  await pause(120)
  const [still, right] = await page.evaluate(() => {
    const row = document.querySelector('.led .cur')
    const says = row?.querySelector('.acts .primary')?.textContent ?? ''
    return [row?.getAttribute('data-key') ?? '', says.startsWith('It is right')] as const
  })
  if (still !== at.key || right !== at.right) return true
  const field = page.locator('.led .cur textarea')
  if (at.theirs !== null) {
    // Somebody else was faster: theirs it is, and a text that is theirs is ended by more than Enter.
    await field.fill(at.theirs, { timeout: 5_000 })
    await field.press('Control+Enter', { timeout: 5_000 })
  } else if (at.right) await page.locator('.led .cur .acts .primary').press('Enter', { timeout: 5_000 })
  else {
    const text = `${who} ${wrote.length}: ${at.original.slice(0, 40)}`
    await field.fill(text, { timeout: 5_000 })
    await field.press('Enter', { timeout: 5_000 })
    wrote.push({ who, original: at.original, text: text.trim() })
  }
  await page
    .waitForFunction((key) => document.querySelector('.led .cur')?.getAttribute('data-key') !== key, at.key, {
      timeout: 5_000,
    })
    .catch(() => undefined)
  return true
}

/** One key for one entry. False: nothing is open just now. */
async function read(page: Page, n: number): Promise<boolean> {
  const open = await page.evaluate(() => document.querySelector('.readnow .big') !== null).catch(() => false)
  if (!open) return false
  await page.keyboard.press(n % 7 === 0 ? 'Digit0' : `Digit${1 + (n % 3)}`)
  // Nobody reads faster.
  await pause(150)
  return true
}

describe.skipIf(!haveBrowser || !hasDebate || !asked)('a debate', () => {
  it('[TRL28] two translators and three readers, the server killed between: counted another way it is the same, nothing twice, nothing lost', async () => {
    buildScreens()
    const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
    const random = chance(seed)
    const place = newFolder()
    const first = await startServer({ dir: place.folder })
    const said = await fill(first)
    const links = { translator: first.link('translator').token, analyst: first.link('analyst').token }
    const { dialogue } = first
    await first.close()

    const port = await freePort()
    const url = `http://localhost:${port}`
    const main = new URL('../../server/src/main.ts', import.meta.url)
    async function start(): Promise<Running> {
      const running = new Running(main, [], { PORT: String(port), TABLEE_DATA: place.folder, TABLEE_LOG: 'warn' })
      await running.line((line) => line.startsWith('Tablée listens on '))
      return running
    }
    let server = await start()
    const browser = await launch('any')
    const began = performance.now()
    const expected = /./
    const come = async (token: string | null, path: string): Promise<Visitor> => {
      const one = await visitor({ browser }, { ...sizes.laptop, lang: 'en', expected })
      await one.page.goto(`${url}/join#${token ?? ''}`)
      await one.page.waitForURL('**/translate', { timeout: 20_000 }).catch(() => undefined)
      if (path !== '') await one.page.goto(`${url}/d/${dialogue}${path}`)
      return one
    }
    const translators = [await come(links.translator, ''), await come(links.translator, '')]
    const readers: Visitor[] = []
    for (let n = 0; n < 3; n += 1) readers.push(await come(links.analyst, '/themes'))
    // Three themes to begin with.
    const [ada] = readers
    for (const name of ['Industry', 'Money', 'People']) {
      await ada?.page.keyboard.press('n')
      await ada?.page.getByLabel('Name of the new theme').fill(name)
      await ada?.page.keyboard.press('Enter')
    }

    const wrote: Wrote[] = []
    let [killed, closed, keys] = [false, 0, 0]
    async function closeTab(of: Visitor[], n: number): Promise<void> {
      const one = of[n]
      if (one === undefined) return
      const address = one.page.url()
      const page = await one.context.newPage()
      await one.page.close()
      await page.goto(address).catch(() => undefined)
      of[n] = { ...one, page }
      closed += 1
    }
    /** Until the page says that nothing is left; after a kill it may be a quarter of a minute before anybody answers. */
    const work = async (
      of: Visitor[],
      n: number,
      end: string,
      step: (page: Page) => Promise<boolean>,
    ): Promise<void> => {
      for (let nothing = 0; nothing < 400; ) {
        const { page } = of[n] as Visitor
        const did = await step(page).catch(() => false)
        nothing = did ? 0 : nothing + 1
        if (did) continue
        if (
          killed &&
          (await page
            .getByText(end)
            .count()
            .catch(() => 0)) > 0
        )
          return
        await pause(250)
      }
      await pictures()
      throw new Error(`nothing more comes, and the page does not say ${end}`)
    }
    const pictures = async (): Promise<void> => {
      const folder = process.env['SHOTS']
      if (folder === undefined) return
      for (const [n, { page }] of [...translators, ...readers].entries())
        await page.screenshot({ path: `${folder}/debate-${n}.png` }).catch(() => undefined)
    }
    const progress = setInterval(() => console.log(`debate: ${wrote.length} written, ${keys} read`), 30_000)
    const killing = (async () => {
      for (let n = 0; n < kills; n += 1) {
        await pause(4_000 + random() * 8_000)
        expect((await server.kill()).signal).toBe('SIGKILL')
        // Now and then a tab is closed while nobody answers.
        if (n % 3 === 1) await closeTab(translators, 0)
        if (n % 3 === 2) await closeTab(readers, 1)
        server = await start()
      }
      killed = true
    })()
    await Promise.all([
      killing,
      ...translators.map((_, n) =>
        work(translators, n, 'Nothing waits any more', (page) => translate(page, `T${n + 1}`, wrote)),
      ),
      ...readers.map((_, n) =>
        work(readers, n, 'Everything is read', async (page) => {
          const did = await read(page, keys)
          if (did) keys += 1
          return did
        }),
      ),
    ])
    clearInterval(progress)
    for (const { page } of translators) await page.getByText('All saved').waitFor({ timeout: 60_000 })
    for (const { page } of readers) await page.getByText('Everything is read').waitFor({ timeout: 60_000 })
    const took = Math.round((performance.now() - began) / 1_000)

    // What the pages count.
    const { session } = (await (
      await fetch(`${url}/api/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token: links.analyst, device: 'counts' }),
      })
    ).json()) as { session: string }
    const told = (await (
      await fetch(`${url}/api/dialogues/${dialogue}/themes`, { headers: { authorization: `Bearer ${session}` } })
    ).json()) as ThemesTold
    await browser.close()
    expect(await server.kill('SIGTERM')).toEqual({ code: 0, signal: null })

    console.log(`debate: ${wrote.length} written, ${keys} read in ${took} s; the folder is ${place.folder}`)
    // The same, counted from the rows.
    const last = await startServer({ dir: place.folder })
    const counted = await count(last)
    await last.close()
    const { coverage } = told
    console.log(
      `debate: seed ${seed}, ${said.size} pieces, ${coverage.entries} entries read by 3 (${keys} keys), ${counted.translated} texts translated and ${counted.checked} checked by 2 in ${took} s; ${kills} kills, ${closed} tabs closed; ${wrote.length - counted.translated} times somebody else was faster`,
    )
    expect(coverage.read).toBe(coverage.entries)
    expect(counted.entries).toBe(coverage.entries)
    expect(counted.readTwice).toEqual([])
    expect([...said].filter((id) => !counted.read.has(id))).toEqual([])
    expect({ themed: coverage.themed, none: coverage.none }).toEqual({ themed: counted.themed, none: counted.none })
    expect(
      Object.fromEntries(told.coverage.tables.map(({ number, read: of }) => [number, of]).filter(([, of]) => of !== 0)),
    ).toEqual(counted.byTable)
    // Each was translated once and checked once, by the other; what stands is what somebody wrote.
    expect(counted.translatedTwice).toEqual([])
    expect(counted.checked).toBe(counted.translated)
    const texts = new Set(wrote.map(({ text }) => text))
    expect(counted.texts.filter((text) => !texts.has(text))).toEqual([])
    const standing = new Set(counted.texts)
    // What does not stand was written while somebody else saved the same, and gave way to theirs.
    const gaveWay = new Set(wrote.filter(({ text }) => standing.has(text)).map(({ original }) => original))
    expect(wrote.filter(({ text, original }) => !standing.has(text) && !gaveWay.has(original))).toEqual([])
    place.remove()
  }, 1_200_000)
})

type Row = Readonly<Record<string, unknown>>

/** From the rows of the two logs alone, by whatever they name. */
async function count({ parts: { journal, dialogues }, dialogue }: TestServer) {
  const rows = async (doc: string): Promise<readonly Row[]> => {
    const found: Row[] = []
    for (const one of journal.documents(doc))
      for await (const { data } of journal.commands(one)) found.push(JSON.parse(new TextDecoder().decode(data)) as Row)
    return found
  }
  const numbers = new Map(
    dialogues.tables(dialogue).flatMap(({ id, number }) => dialogues.boardsOf(id).map((board) => [board.id, number])),
  )
  const entries = new Map<string, Row[]>()
  for (const row of await rows(`synthesis:${dialogue}`))
    if (row['kind'] === 'put' || row['kind'] === 'none') {
      const entry = String(row['entry'])
      entries.set(entry, [...(entries.get(entry) ?? []), row])
    }
  const byTable: Record<number, number> = {}
  for (const entry of entries.keys()) {
    const number = numbers.get(entry.slice(0, entry.indexOf('/')) as never) ?? 0
    byTable[number] = (byTable[number] ?? 0) + 1
  }
  const made = new Map<string, Row[]>()
  let checked = 0
  for (const row of await rows(`translations:${dialogue}`)) {
    const of = String(row['words'] ?? row['node'] ?? row['element'] ?? row['block'] ?? row['answer'] ?? '')
    const name = `${String(row['board'])} ${of} ${String(row['lang'])}`
    if (row['kind'] === 'translated') made.set(name, [...(made.get(name) ?? []), row])
    if (row['kind'] === 'checked') checked += 1
  }
  const texts = [...made.values()].flatMap((of) => of.map((row) => String(row['text'])))
  return {
    entries: entries.size,
    read: new Set([...entries.keys()].map((entry) => entry.split('/').slice(2).join('/'))),
    readTwice: [...entries].filter(([, of]) => of.length > 1).map(([entry]) => entry),
    themed: [...entries.values()].filter((of) => of.some((row) => row['kind'] === 'put')).length,
    none: [...entries.values()].filter((of) => of.every((row) => row['kind'] === 'none')).length,
    byTable,
    translated: made.size,
    translatedTwice: [...made].filter(([, of]) => of.length > 1).map(([name]) => name),
    checked,
    texts,
  }
}
