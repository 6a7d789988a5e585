/** Partners' surveys over real HTTP: brought, told, set beside our questions and put away; who may, and what is kept. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import type { PartnersTold } from '@tablee/shared/wire/partner'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, startServer, type Reply, type TestServer } from '../support/server.ts'

let folder = ''
let server: TestServer
let ada = ''
const start = async (): Promise<void> => {
  server = await startServer({ dir: folder })
  ada = (await server.enter('analyst', undefined, { device: 'ada' })).session
}
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tablee-partner-'))
  await start()
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const at = (what = ''): string => `/api/dialogues/${server.dialogue}/partners${what}`
const bring = (text: string, query: string, as = ada): Promise<Reply> =>
  server.api(at(`/file?${query}`), { as, bytes: new TextEncoder().encode(text) })
const told = async (): Promise<PartnersTold> => (await server.api(at(), { as: ada })).body as PartnersTold

const published =
  'survey,item,option,value,unit,of,base,n\nCity panel,Would you get in?,yes,41,%,people,valid,812\nCity panel,Would you get in?,no,59,%,people,valid,812\nCity panel,asked,all,900,people,,,\n'
const beside = {
  ours: 'q/in',
  words: 'same',
  options: [['o1', 'yes']],
  unit: 'people',
  base: 'valid',
  people: 812,
}

describe('a partner’s own survey', () => {
  it('[BES5] is looked at first, then brought: once per id, and kept over a restart', async () => {
    const look = await bring(published, 'look=1&file=panel.csv')
    expect(look).toMatchObject({ status: 200, body: { title: 'City panel', items: 1, options: 2, left: 1 } })
    expect((await told()).surveys).toEqual([])
    for (let time = 0; time < 2; time += 1)
      expect((await bring(published, 'id=panel&file=panel.csv')).status, String(time)).toBe(200)
    const [survey, ...others] = (await told()).surveys
    expect(others).toEqual([])
    expect(survey).toMatchObject({
      id: 'panel',
      title: 'City panel',
      items: [
        {
          key: 'i1',
          unit: 'people',
          base: 'valid',
          people: 812,
          match: null,
          options: [{ share: 0.41 }, { share: 0.59 }],
        },
      ],
    })
    const set = { id: 'm1', kind: 'set', survey: 'panel', item: 'i1', match: beside }
    expect((await server.api(at(), { as: ada, body: set })).status).toBe(204)
    await server.close()
    await start()
    expect((await told()).surveys[0]?.items[0]?.match).toEqual(beside)
  })

  it('[BES2] that comes person by person is counted, weighted, and nobody’s answers are kept', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, n) => `p${n},${n % 4 === 0 ? 'tram' : 'foot'},${n % 4 === 0 ? 3 : 1},I said canary${n}`,
    )
    const reply = await bring(`id,way,weight,why\n${rows.join('\n')}\n`, 'id=people&file=people.csv&weight=weight')
    expect(reply).toMatchObject({ status: 200, body: { items: 1, left: 1 } })
    const item = (await told()).surveys.find(({ id }) => id === 'people')?.items[0]
    expect(item).toMatchObject({ unit: 'people', base: 'valid', people: 40 })
    // Ten of weight 3 and thirty of weight 1: a half, and (60)² / 120 people.
    expect(item?.options.map(({ share }) => share).sort()).toEqual([0.5, 0.5])
    expect(item?.effective).toBe(30)
    const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => readFileSync(join(one.parentPath, one.name), 'latin1'))
    expect(bytes.some((one) => one.includes('City panel'))).toBe(true)
    expect(bytes.some((one) => one.includes('canary7'))).toBe(false)
  })

  it('[BES5] is set beside nothing again, and put away; what is not there any more says so', async () => {
    const say = async (id: string, body: object): Promise<number> =>
      (await server.api(at(), { as: ada, body: { id, ...body } })).status
    const [kind, survey, item] = ['set', 'panel', 'i1'] as const
    expect(
      await say('m2', {
        kind,
        survey,
        item,
        match: {
          ...beside,
          options: [
            ['o1', 'yes'],
            ['o2', 'yes'],
          ],
        },
      }),
    ).toBe(400)
    expect(await say('m3', { kind, survey, item, match: { ...beside, options: [['o7', 'yes']] } })).toBe(400)
    expect(await say('m4', { kind, survey, item, match: null })).toBe(204)
    expect((await told()).surveys[0]?.items[0]?.match).toBeNull()
    expect(await say('m5', { kind, survey, item: 'i9', match: null })).toBe(409)
    expect(await say('o1', { kind: 'off', survey })).toBe(204)
    expect((await told()).surveys.map(({ id }) => id)).toEqual(['people'])
    expect(await say('o2', { kind: 'off', survey })).toBe(409)
  })

  it('[BES5] is read and brought by who analyses and who organises alone; a bad file is told and changes nothing', async () => {
    const { version } = await told()
    for (const [role, status] of [
      ['organiser', 200],
      ['facilitator', 403],
      ['citizen', 403],
      ['translator', 403],
    ] as const) {
      const { session } = await server.enter(role, role === 'facilitator' || role === 'citizen' ? 1 : undefined)
      expect((await server.api(at(), { as: session })).status, role).toBe(status)
      expect((await bring(published, 'look=1', session)).status, role).toBe(status)
    }
    const bad = await bring('item,option,value,unit\nA,x,120,%\n', 'id=bad&file=bad.csv')
    expect(bad).toMatchObject({
      status: 422,
      body: { problem: { code: 'bad-file', line: 2, why: { code: 'out-of-range' } } },
    })
    expect((await bring(published, 'file=x.csv')).status).toBe(400)
    expect((await told()).version).toBe(version)
  })

  it('[BES5] of all surveys together no more comes in than a page can be told', async () => {
    const long = 'x'.repeat(4_000)
    const rows = Array.from({ length: 290 }, (_, n) => `City panel,${n} ${long},yes,41,%,people,valid,812`)
    const large = `survey,item,option,value,unit,of,base,n\n${rows.join('\n')}\n`
    const [first, second] = [await bring(large, 'id=large&file=l.csv'), await bring(large, 'id=larger&file=l.csv')]
    expect([first.status, second.status], JSON.stringify(first.body)).toEqual([200, 413])
    const off = { id: 'large-off', kind: 'off', survey: 'large' }
    expect((await server.api(at(), { as: ada, body: off })).status).toBeLessThan(300)
  })

  it('[BES5] [ERA65] a file that quotes what was erased says it nowhere any more, nor does one that is brought later', async () => {
    const secret = 'Paula Sommer missed her last tram on Friday.'
    const board = server.board(1, 2)
    const [by, origin] = [{ lang: 'en' as Lang, at: 1 }, { who: 'reporter', why: 'test' } as const]
    done(
      await server.parts.live.write(board, 'reporter', (doc) => {
        const node = 'n-paula' as NodeId
        addNode(doc, origin, { id: node, kind: 'position', wording: 'Trams on Fridays', ...by })
        addWords(doc, origin, { id: 'w-paula' as WordsId, node, text: secret, seat: null, capture: 'dictated', ...by })
      }),
    )
    const quoting = published.replaceAll('Would you get in?', `As somebody said: ${secret}`)
    expect((await bring(quoting, 'id=quoting&file=panel.csv')).status).toBe(200)
    expect(JSON.stringify(await told())).toContain('Paula')
    const facilitator = (await server.enter('facilitator', 1)).session
    const struck = { id: 'strike-paula', kind: 'redact', words: 'w-paula' }
    expect((await server.api(`/api/boards/${board}/commands`, { as: facilitator, body: struck })).status).toBe(200)
    done(await server.parts.erasing.erase(server.dialogue, { author: 'organiser', device: 'd' }))
    expect((await bring(quoting, 'id=again&file=panel.csv')).status).toBe(200)
    const { surveys } = await told()
    const questions = surveys.filter(({ id }) => id === 'quoting' || id === 'again').flatMap(({ items }) => items)
    expect(questions.map(({ text }) => Object.values(text)[0])).toEqual(
      questions.map(() => expect.stringMatching(/^As somebody said: █+\.$/)),
    )
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    const holds = files.filter(
      (one) => one.isFile() && readFileSync(join(one.parentPath, one.name)).includes(Buffer.from('Paula')),
    )
    expect(holds.map(({ name }) => name)).toEqual([])
  })
})
