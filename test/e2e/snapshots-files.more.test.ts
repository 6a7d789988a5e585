/** Files of other tools on the analyst's page, in a real browser: onto a board, and as a dialogue of their own. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportedVoices } from '@tablee/shared/wire/files'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { bytesOf, nightBus, nightBusXml, packed } from '../exchange/refi-files.ts'
import { surveySet } from '../exchange/voices-files.ts'
import { findBrowser, launch } from '../support/browser.ts'
import { violations } from '../support/axe.ts'
import { startServer, type TestServer } from '../support/server.ts'

const built = existsSync(fileURLToPath(new URL('../../client/dist/app/index.html', import.meta.url)))
const missing = !built || findBrowser() === null
if (missing)
  console.log(`not run: files of other tools in a browser (${built ? 'no browser' : 'no build of the client'})`)

const data = resolve(import.meta.dirname, '../../../shared/data')
const hasData = existsSync(join(data, 'EXPECTED.json'))
if (!hasData) console.log('not run: no data (imported sets in a browser)')

describe.skipIf(missing)('files of other tools on the snapshots page', () => {
  let server: TestServer
  let browser: Browser
  let context: BrowserContext
  const faults: string[] = []

  beforeAll(async () => {
    server = await startServer({ seed: 'snapshots-files' })
    browser = await launch()
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.tablee.close()
  })

  it('[FMT17] the organiser brings a file onto a board: told first what is in it, then it is one row; a bad one says where', async () => {
    const own = await browser.newContext({ locale: 'en', acceptDownloads: true })
    const desk = await own.newPage()
    desk.on('pageerror', (error) => faults.push(error.message))
    await desk.goto(`${server.url}/join#${server.link('organiser').token}`)
    await desk.waitForURL('**/cards/**') // the link was exchanged: this browser is the organiser's
    await desk.goto(`${server.url}/snapshots`)
    const files = desk.getByRole('region', { name: 'A board as it is now' })
    const board = server.board(4, 2)
    await files.getByLabel('Board').selectOption(board)
    const head = () => server.parts.journal.head(`board:${board}`).seq
    const before = head()
    const give = (given: { name: string; text: string }[]) =>
      files
        .locator('input[type=file]')
        .setInputFiles(given.map(({ name, text }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })))

    await give([{ name: 'map.json', text: '{"nodes":[{"nodeID":1,"type":"I","text":4}]}' }])
    const alert = files.getByRole('alert')
    await alert.waitFor()
    expect(await alert.textContent()).toBe(
      'Nothing was put on the board. map.json, at nodes[0].text: “text” should be a text ("…").',
    )
    // What is not UTF-8 is offered with its first lines, and read when that is said to be right.
    await files.locator('input[type=file]').setInputFiles({
      name: 'ete.argdown',
      mimeType: 'text/plain',
      buffer: Buffer.from('[Été]: Les étés\n', 'latin1'),
    })
    await files.locator('.encoding pre').getByText('[Été]: Les étés').waitFor()
    await files.getByRole('button', { name: 'Read it so' }).press('Enter')
    await files.getByText('ete.argdown is Argdown: 1 entry').waitFor()
    await files.getByRole('button', { name: 'Choose another' }).click()
    await give([
      {
        name: '7_arg_comp.csv',
        text: 'ac_id,ac_text,ac_type,annotator\n1,Trams,major claim,x\n2,They are quiet,premise,x\n',
      },
      { name: '7_arg_rel.csv', text: 'ar_id,ac_id1,ac_id2,rel_type,rel_intent\n1,1,2,cause: reason,support\n' },
    ])
    await files.getByText('7_arg_comp.csv is ArgAEL: 2 entries, 1 link.').waitFor()
    await files.locator('.leftover', { hasText: 'names of annotators 1' }).waitFor()
    expect(head()).toBe(before)
    await files.getByRole('button', { name: 'Put it on the board' }).focus()
    await desk.keyboard.press('Enter')
    await files.getByText('It is on the board').waitFor()
    expect(head()).toBe(before + 1)

    const download = desk.waitForEvent('download')
    await files.getByRole('button', { name: 'xAIF' }).click()
    const taken = await download
    expect(taken.suggestedFilename()).toBe(`${board}.xaif.json`)
    expect(await violations(desk)).toEqual([])
    // What left comes back, dropped onto another board: the same entries and links.
    const out = readFileSync(await taken.path(), 'utf8')
    const counted = JSON.parse(out).AIF.nodes as { type: string }[]
    const other = server.board(5, 2)
    await files.getByLabel('Board').selectOption(other)
    const carried = await desk.evaluateHandle((text) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text], 'board.xaif.json'))
      return transfer
    }, out)
    await files.locator('.droppable').dispatchEvent('drop', { dataTransfer: carried })
    const entries = counted.filter((one) => one.type === 'I').length
    await files.getByText(`board.xaif.json is xAIF: ${entries} entries`).waitFor()
    await files.getByRole('button', { name: 'Put it on the board' }).click()
    await files.getByText('Everyone who has this board open sees it now.').waitFor()
    const back = await server.api(`/api/boards/${other}/export/xaif`, { as: (await server.enter('analyst')).session })
    expect(JSON.stringify(back.body)).toContain('They are quiet')
    await own.close()
    expect(faults).toEqual([])
  })

  it('[QDA14] a project of another program: told first what is in it, put into the codebook by keyboard, and made a dialogue', async () => {
    const own = await browser.newContext({ locale: 'en' })
    const desk = await own.newPage()
    desk.on('pageerror', (error) => faults.push(error.message))
    await desk.goto(`${server.url}/join#${server.link('organiser').token}`)
    await desk.waitForURL('**/cards/**')
    await desk.goto(`${server.url}/snapshots`)
    const codes = desk.getByRole('region', { name: 'Codebooks and coding projects' })
    const give = (name: string, bytes: Uint8Array) =>
      codes
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
    const head = () => server.parts.journal.head(`synthesis:${server.dialogue}`).seq
    const before = head()
    await give('cut.qdpx', packed(nightBus).slice(0, 400))
    await codes.getByRole('alert').waitFor()
    await expect.poll(() => codes.getByRole('alert').textContent()).toContain('Nothing was written. cut.qdpx')
    // Without its texts it is a codebook: they are named, and what was coded in them is counted.
    await give('project.qde', bytesOf(nightBusXml))
    await codes.getByText('New in project.qde: 2 codes, 0 coded passages, 1 memo.').waitFor()
    await expect
      .poll(() => codes.getByRole('list', { name: '1 text is not in the file' }).textContent())
      .toBe('At the stop')
    expect(head()).toBe(before)
    expect(await violations(desk)).toEqual([])
    await codes.getByRole('button', { name: 'Put it into the codebook' }).press('Enter')
    await codes.getByText('project.qde is in the codebook now.').waitFor()
    expect(head()).toBe(before + 1)
    await expect.poll(() => desk.evaluate(() => document.activeElement?.id)).toBe('codingsin-title')

    await give('project.qdpx', packed(nightBus))
    await codes.getByText('Nothing in project.qdpx is new here.').waitFor()
    // Its films and pages stay on this device: a project is as large as they are.
    const film = new Uint8Array(11 * 1024 * 1024)
    for (let at = 0; at < film.length; at += 65_536) crypto.getRandomValues(film.subarray(at, at + 65_536))
    await codes.getByRole('button', { name: 'Choose another' }).click()
    await give('films.qdpx', zipSync({ ...unzipSync(packed(nightBus)), 'sources/film.mp4': [film, { level: 0 }] }))
    await codes.getByText('Nothing in films.qdpx is new here.').waitFor()
    await codes.getByRole('button', { name: 'Choose another' }).click()
    await give('project.qdpx', packed(nightBus))
    await codes.getByText('Nothing in project.qdpx is new here.').waitFor()
    await codes.getByLabel('A dialogue of its own: each text a table').check()
    const what = '“Night buses”: 1 text, 2 paragraphs, 2 codes, 2 coded passages, 2 memos.'
    await codes.getByText(`project.qdpx: ${what}`).waitFor()
    const all = server.tablee.halls.list().length
    await codes.getByRole('button', { name: 'Make it a dialogue' }).press('Enter')
    await codes.getByText('“Night buses” is a dialogue of its own now.').waitFor()
    expect(server.tablee.halls.list().length).toBe(all + 1)
    await expect.poll(() => codes.getByRole('link').count()).toBe(2)
    await own.close()
  })

  it('[FMT17] reading can be cancelled, and leaves nothing; what cannot be sent is said before it travels', async () => {
    const own = await browser.newContext({ locale: 'en' })
    const desk = await own.newPage()
    desk.on('pageerror', (error) => faults.push(error.message))
    await desk.goto(`${server.url}/join#${server.link('organiser').token}`)
    await desk.waitForURL('**/cards/**') // the link was exchanged: this browser is the organiser's
    await desk.goto(`${server.url}/snapshots`)
    const files = desk.getByRole('region', { name: 'A board as it is now' })
    const board = server.board(4, 4)
    await files.getByLabel('Board').selectOption(board)
    const head = () => server.parts.journal.head(`board:${board}`).seq
    const before = head()
    const input = files.locator('input[type=file]')
    const long = Array.from({ length: 1_900 }, (_, n) => `[S${n}]: sentence number ${n}\n`).join('\n')
    const sent: string[] = []
    desk.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/import')) sent.push(request.url())
    })
    await input.setInputFiles({ name: 'long.argdown', mimeType: 'text/plain', buffer: Buffer.from(long) })
    // By key: it is read within a second, while the page below still grows and a pointer would have to follow it.
    await files.getByRole('button', { name: 'Cancel' }).press('Enter')
    await files.getByText('Cancelled. Nothing was put on the board.').waitFor()
    expect(sent).toHaveLength(1)

    const alert = files.getByRole('alert')
    await input.setInputFiles({ name: 'big.json', mimeType: 'text/plain', buffer: Buffer.alloc(32 * 1024 * 1024 + 1) })
    await alert.getByText('Too large: at most 32 MB come in at once', { exact: false }).waitFor()
    const twins = await desk.evaluateHandle(() => {
      const transfer = new DataTransfer()
      for (const text of ['[A]: one', '[B]: two']) transfer.items.add(new File([text], 'a.argdown'))
      return transfer
    })
    await files.locator('.droppable').dispatchEvent('drop', { dataTransfer: twins })
    await alert.getByText('Two files are called a.argdown').waitFor()
    await files.getByLabel('Language of texts that name none').fill('klingonisch')
    await alert.getByText('A language is named by its code').waitFor()
    await files.getByLabel('Language of texts that name none').fill('tlh')
    expect(sent).toHaveLength(1)
    // A second file after the cancelled one: by its answer whatever the first still did has ended.
    await input.setInputFiles({ name: 'a.argdown', mimeType: 'text/plain', buffer: Buffer.from('[A]: one\n') })
    await files.getByText('a.argdown is Argdown: 1 entry').waitFor()
    expect(head()).toBe(before)
    await own.close()
    expect(faults).toEqual([])
  })

  /** Comes in as a dialogue of its own; the page of who reads it, with a snapshot taken there. */
  async function imported(files: Readonly<Record<string, string>>, asked = ''): Promise<Page> {
    const bytes = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
    const organiser = (await server.enter('organiser')).session
    const reply = await server.api(`/api/voices/import?file=a.zip${asked}`, { as: organiser, bytes })
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    const { links } = reply.body as ImportedVoices
    const reader = await context.newPage()
    reader.on('pageerror', (error) => faults.push(error.message))
    await reader.goto(links.find(({ role }) => role === 'analyst')?.url ?? '')
    await reader.getByRole('button', { name: 'Take a snapshot' }).click()
    await reader.locator('.imported').waitFor()
    return reader
  }
  const figureOf = (reader: Page, question: string) => reader.locator('.imported figure', { hasText: question }).first()
  const cellsOf = (reader: Page, question: string): Promise<readonly (readonly string[])[]> =>
    figureOf(reader, question)
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('th, td:not(.draws)')].map((cell) => cell.textContent.trim())),
      )

  it('[RES4] an imported survey: its weights in a sentence, each question, side by side by its tables, nothing withheld', async () => {
    const reader = await imported(surveySet(), '&after=T2&table=group')
    await reader.getByText('Weighted by “weight”: the 5 people say as much as 4 would').waitFor()
    await figureOf(reader, 'Nights are quiet')
      .getByText('of 3 people who answered · weighted: as much as 2 people without weights')
      .waitFor() // prettier-ignore
    const quiet = await cellsOf(reader, 'Nights are quiet')
    expect(quiet.filter(([, n]) => n !== '0')).toEqual([
      ['0', '1', '18%'],
      ['4', '1', '55%'],
      ['10', '1', '27%'],
    ]) // prettier-ignore
    expect(await reader.locator('.imported').getByText('fewer than 5').count()).toBe(0)
    await reader.getByLabel('Side by side, by').selectOption('group')
    await reader.locator('.imported figure.crossed').first().waitFor()
    // Table 1 said 0, table 2 said 4 and 10: count and share of each table, then of all.
    const four = (await cellsOf(reader, 'Nights are quiet')).find(([name]) => name === '4')
    expect(four).toEqual(['4', '00%', '167%', '155%'])
    expect(await violations(reader)).toEqual([])
    await reader.setViewportSize({ width: 390, height: 844 })
    await reader.locator('.hhead select').selectOption('ar')
    await reader.waitForFunction(() => document.documentElement.dir === 'rtl')
    expect(await violations(reader)).toEqual([])
    await expect.poll(() => reader.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await reader.locator('.hhead select').selectOption('en')
    await reader.close()
  })

  it('[RES6] an observer’s link of an imported survey opens on its figures, says that there is nothing to watch and when they come; a question is found by its words', async () => {
    let late = 0
    const own = await startServer({ seed: 'watched-survey', clock: () => Date.now() + late })
    const as = (await own.enter('organiser')).session
    const of = Array.from({ length: 14 }, (_, n) => n)
    const people = Array.from({ length: 12 }, (_, n) => n)
    const answers = people.map((one) => [`p${one}`, ...of.map((n) => ((one + n) % 2 === 0 ? 'yes' : 'no'))].join())
    const bytes = strToU8(`${[['id', ...of.map((n) => `Question ${n + 1}`)].join(), ...answers].join('\n')}\n`)
    const { body } = await own.api('/api/voices/import?file=a.csv&observers=1', { as, bytes })
    const reader = await context.newPage()
    reader.on('pageerror', (error) => faults.push(error.message))
    await reader.goto((body as ImportedVoices).links.find(({ role }) => role === 'observer')?.url ?? '')
    await reader.getByText('there is nothing to watch live').waitFor()
    await reader.getByText('No figures yet. They appear here by themselves').waitFor()
    expect(await reader.getByText('not observed').count()).toBe(0)
    late = 7_200_000
    await reader.getByRole('heading', { name: 'Question 1', exact: true }).waitFor()
    expect(await reader.getByRole('heading', { name: 'Question 13', exact: true }).count()).toBe(0)
    await reader.getByRole('searchbox', { name: 'Find one of 14 questions by its words' }).fill('question 13')
    await reader.getByRole('heading', { name: 'Question 13', exact: true }).waitFor()
    await expect.poll(() => reader.getByRole('heading', { level: 3 }).count()).toBe(1)
    expect(await violations(reader)).toEqual([])
    await reader.close()
    await own.close()
  })

  it.skipIf(!hasData)('[RES4] real sets: the figures of their publishers, read from the page', async () => {
    const file = (...path: string[]) => readFileSync(join(data, ...path), 'utf8')
    const expected = JSON.parse(file('EXPECTED.json'))
    const want = expected['surveys/nonvoters-2020']
    const reader = await imported({ 'nonvoters_data.csv': file('surveys', 'nonvoters-2020', 'nonvoters_data.csv') })
    await reader.getByText(`the ${want.rows} people say as much as ${Math.round(want.effective_n)} would`).waitFor()
    for (const [question, shares] of [
      ['voter_category', want.voter_category_weighted],
      ['race', want.race_weighted],
      ['gender', want.gender_weighted],
    ] as const) {
      await reader.getByLabel('Find a question').fill(question)
      await figureOf(reader, question).waitFor()
      const shown = await cellsOf(reader, question)
      expect(Object.fromEntries(shown.map(([name, , share]) => [name, share]))).toEqual(
        Object.fromEntries(Object.entries<number>(shares).map(([name, share]) => [name, `${share.toFixed(1)}%`])),
      )
      if (question === 'voter_category')
        expect(Object.fromEntries(shown.map(([name, n]) => [name, Number(n)]))).toEqual(want.voter_category_unweighted)
    }
    await reader.close()

    const polis = 'polis/london.youth.policing'
    const names = ['summary.csv', 'comments.csv', 'votes.csv', 'participants-votes.csv']
    const poll = await imported(Object.fromEntries(names.map((name) => [name, file(polis, name)])))
    for (let more = poll.getByRole('button', { name: /^Show/ }); (await more.count()) > 0; ) await more.click()
    const rows = await poll
      .locator('.imported figure tbody tr')
      .evaluateAll((all) =>
        all.map(
          (row) =>
            [row.querySelector('th')?.textContent.trim() ?? '', Number(row.querySelector('td')?.textContent)] as const,
        ),
      )
    const sum = (name: string) => rows.reduce((n, [of, count]) => (of === name ? n + count : n), 0)
    const { cells } = expected[polis]
    expect([sum('Agree'), sum('Disagree'), sum('Pass')]).toEqual([cells['1'], cells['-1'], cells['0']])
    await poll.getByLabel('Side by side, by').selectOption('group')
    await poll.getByText('Group B').first().waitFor()
    await poll.close()
  })

  it('[VFM13] the organiser brings a survey: not UTF-8, who stands twice, then a dialogue with its keys; on a phone, by keyboard, in Arabic', async () => {
    const own = await browser.newContext({ locale: 'en', viewport: { width: 390, height: 844 } })
    const desk = await own.newPage()
    desk.on('pageerror', (error) => faults.push(error.message))
    await desk.goto(`${server.url}/join#${server.link('organiser').token}`)
    await desk.waitForURL('**/cards/**')
    await desk.goto(`${server.url}/snapshots`)
    const part = desk.getByRole('region', { name: 'A poll or survey from elsewhere' })
    const dialogues = () => server.tablee.halls.list().length
    const before = dialogues()
    const people = Array.from({ length: 8 }, (_, n) => [
      `r${n},été,${n % 2 === 0 ? 'très bien' : 'mal'}`,
      `r${n},hiver,mal`,
    ])
    const text = `Response ID,saison,humeur\n${people.flat().join('\n')}\n`
    await part
      .locator('input[type=file]')
      .setInputFiles({ name: 'enquete.csv', mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') })
    // Offered with its first lines as they would read; another choice reads otherwise.
    await part.getByRole('alert').getByText('As windows-1252 the line reads “r0,été,très bien”').waitFor()
    const look = part.locator('.encoding pre')
    await look.getByText('r0,été,très bien').waitFor()
    await part.getByLabel('How it is written').selectOption('utf-16le')
    await look.getByText('r0,été').waitFor({ state: 'detached' })
    await part.getByLabel('How it is written').selectOption('windows-1252')
    expect(await violations(desk)).toEqual([])
    await part.getByRole('button', { name: 'Read it so' }).press('Enter')
    // Who stands twice is told, and the fields that mend it stand open.
    await part.getByRole('alert').getByText('“r0” is there twice in “Response ID”').waitFor()
    await part.getByLabel('Column that says when').fill('saison')
    await part.getByRole('button', { name: 'Look again' }).press('Enter')
    await part.getByText('enquete.csv: “enquete”: 8 people, 2 questions, 16 answers, 1 table.').waitFor()
    await part.getByText('Who: Response ID').waitFor()
    await part.locator('.leftover', { hasText: 'asked more than once' }).waitFor()
    await expect.poll(() => desk.evaluate(() => document.activeElement?.id)).toBe('voicesin-title')
    await desk.locator('.hhead select').selectOption('ar')
    await desk.getByText('شخص').first().waitFor()
    expect(await violations(desk)).toEqual([])
    await expect.poll(() => desk.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await desk.locator('.hhead select').selectOption('en')
    expect(dialogues()).toBe(before)
    // Another one, called back while it is read: nothing of it is left.
    await part.getByRole('button', { name: 'Choose another' }).press('Enter')
    const twice = (n: number) => `p${n},été,mood ${n}\np${n},hiver,mood ${n + 1}`
    const long = `id,saison,humeur\n${Array.from({ length: 49_000 }, (_, n) => twice(n)).join('\n')}\n`
    const input = part.locator('input[type=file]')
    await input.setInputFiles({ name: 'long.csv', mimeType: 'text/csv', buffer: Buffer.from(long) })
    await part.getByRole('button', { name: 'Cancel' }).press('Enter')
    await part.getByText('Cancelled. Nothing was made.').waitFor()
    await input.setInputFiles({ name: 'enquete.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await part.getByText('8 people, 2 questions').waitFor()
    expect(dialogues()).toBe(before)
    await part.getByRole('button', { name: 'Make it a dialogue' }).press('Enter')
    await part.getByText('“enquete” is a dialogue of its own now.').waitFor()
    expect(dialogues()).toBe(before + 1)
    const key = await part.locator('.keys a').last().getAttribute('href')
    expect(key).toContain('/join#')
    const reader = await browser.newContext({ locale: 'en' })
    const opened = await reader.newPage()
    await opened.goto(key ?? '')
    await opened.locator('.hhead .here', { hasText: 'enquete' }).waitFor()
    await reader.close()
    await own.close()
    expect(faults).toEqual([])
  })
})
