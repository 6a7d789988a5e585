/** `/openapi.json` against the running application: every schema compiles, and every operation is asked in one day. */
import { nightBus, packed } from '../exchange/refi-files.ts'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entries, openDay, phoneAt, runnerAt } from '../voices/day.ts'
import { unique, watch, type Hall } from '../voices/hall.ts'
import { pageOf } from '../backup/page.ts'
import { layPhoto, png } from '../photo/pictures.ts'
import { mp4 } from '../materials/files.ts'
import type { Materials } from '@tablee/shared/wire/materials'
import { Description, description } from '../support/described.ts'

let hall: Hall
let told: Description
const folder = mkdtempSync(join(tmpdir(), 'tablee-described-'))
beforeAll(async () => {
  hall = await openDay({ dir: folder })
  told = description(hall.parts.app)
  told.seen.clear() // what another file asked, in the same process, is none of this one's
}, 60_000)
afterAll(async () => {
  await hall.close()
  rmSync(folder, { recursive: true, force: true })
})

const bodiesOf = (): readonly { readonly name: string; readonly schema: object | undefined; readonly type: string }[] =>
  told.operations.flatMap(({ name, operation }) =>
    [operation.requestBody, ...Object.values(operation.responses)].flatMap((each) =>
      Object.entries(each?.content ?? {}).map(([type, { schema }]) => ({ name, type, schema })),
    ),
  )

describe('/openapi.json', () => {
  it('[HTTP15] every component and every body compiles as it stands, and none is hollow', () => {
    const ajv = new Ajv({ strict: true, strictTypes: false, validateFormats: false })
    ajv.addVocabulary(['openapi', 'info', 'servers', 'paths', 'components', 'security', 'x-problems'])
    const document = { ...told.document, $id: 'tablee:/openapi' }
    ajv.addSchema(document)
    for (const [name, schema] of Object.entries(told.document.components.schemas)) {
      expect(Object.keys(schema), name).not.toContain('$ref')
      expect(() => ajv.compile({ $ref: `tablee:/openapi#/components/schemas/${name}` }), name).not.toThrow()
    }
    for (const { name, schema, type } of bodiesOf()) {
      if (type.endsWith('json') && !name.includes('/xaif')) expect(schema, `${name} ${type}`).toBeDefined()
      if (schema === undefined) continue
      const anchored = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"tablee:/openapi#/')) as object
      expect(() => ajv.compile(anchored), name).not.toThrow()
      expect(JSON.stringify(schema).length, name).toBeGreaterThan(20)
    }
  })

  it('[HTTP15] every operation says what it takes and what it answers', () => {
    for (const { name, operation } of told.operations) {
      for (const [status, { content }] of Object.entries(operation.responses))
        if (status !== '204' && status !== '304')
          expect(Object.keys(content ?? {}), `${name} ${status}`).not.toEqual([])
      expect(operation.responses['default'], name).toBeDefined()
    }
  })

  it('[HTTP15] a field that is not described is found', () => {
    const headers = new Headers({ 'content-type': 'application/json' })
    const hold = (body: object, status = 200): void =>
      new Description(told.document).hold(
        { method: 'GET', path: '/healthz', body: undefined },
        { status, body, headers },
      )
    const good = { ok: true, incarnation: 'i', version: '1' }
    expect(() => hold(good)).not.toThrow()
    expect(() => hold({ ...good, host: 'h' })).toThrow('additional')
    expect(() => hold({ ok: true })).toThrow('required')
    expect(() => hold(good, 202)).toThrow('not told')
  })

  it('[HTTP15] each operation answers what it promises, as it is described', async () => {
    const organiser = (await hall.enter('organiser')).session
    const analyst = (await hall.enter('analyst')).session
    const facilitator = await runnerAt(hall, 1)
    const reporter = await runnerAt(hall, 1, 'reporter')
    const { board } = facilitator
    const phone = await phoneAt(hall, 1, 'T1-01')
    const nodes = await entries(hall, board, ['Trams first', 'Slower streets'])
    await facilitator.does({ kind: 'open', step: 'vote', nodes })
    const vote = { id: unique(), kind: 'answer', board, step: 'vote', sent: true } as const
    const command = { ...vote, answers: { [`agree.${nodes[0]}`]: { type: 'agree', value: 'agree' } } } as const
    const { receipt } = (await phone.send(command)).body as { receipt: string }
    await hall.api('/api/seat/again', { as: phone.session, body: { given: [{ command, receipt }] } })
    await facilitator.does({ kind: 'close', step: 'vote' })

    const head = (await hall.enter('head', 1)).session
    const opened = { as: head, body: { id: unique(), kind: 'open', step: 'ask', nodes: [] } }
    expect((await hall.api(`/api/boards/${board}/voices`, opened)).status).toBe(204)

    const at = `/api/boards/${board}`
    const all = `/api/dialogues/${hall.dialogue}`
    type More = Omit<NonNullable<Parameters<Hall['api']>[1]>, 'as'>
    const did = async (as: string, path: string, more: More = {}): Promise<Record<string, unknown>> => {
      const { status, body } = await hall.api(path, { as, ...more })
      expect(status, `${path}: ${JSON.stringify(body)}`).toBeLessThan(400)
      return body as Record<string, unknown>
    }
    const text = (of: string): Uint8Array => new TextEncoder().encode(of)
    await did(reporter.session, '/api/tickets', { body: { board, path: 'collab', clients: [1] } })
    await did(facilitator.session, `${at}/commands`, { body: { id: unique(), kind: 'release' } })
    await did(facilitator.session, `${at}/calls`, { body: { id: unique(), kind: 'call', about: 'access' } })
    await did(facilitator.session, `${at}/policy`, { method: 'PUT', body: { delayMinutes: 0 } })
    await did(organiser, `${at}/access`, { method: 'PUT', body: {} })
    // Anybody reads it from now on.
    await did(organiser, `${all}/links`, { body: { role: 'observer', audience: 'public' } })
    await did(organiser, `/api/public/${hall.dialogue}`)
    await did(organiser, `/api/public/${hall.dialogue}/tables/1`)
    await did(reporter.session, `${at}/catch-up?clients=1`, { bytes: Uint8Array.of(0, 0) })
    await did(organiser, `${at}/access`, { method: 'PUT', body: { citizensEdit: true } })
    await did(phone.session, `${at}/hand-in?clients=1&epoch=1`, { bytes: Uint8Array.of(0, 0) })
    await did(organiser, `${at}/import`, { bytes: text('[A]: a sentence\n') })
    const book = '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>'
    await did(analyst, `${all}/codebook/import?file=a.qdc`, { bytes: text(book) })
    await did(organiser, '/api/codings/import?file=a.qdpx', { bytes: packed(nightBus) })
    const survey = text('id,wave,mood\n1,before,good\n1,after,bad\n2,before,bad\n2,after,bad\n')
    const imported = await did(organiser, '/api/voices/import', { bytes: survey })
    const [card] = imported['links'] as readonly { readonly url: string }[]
    const token = card?.url.split('#')[1] ?? ''
    const theirs = `/api/dialogues/${String(imported['dialogue'])}/results`
    const { items } = await did(token, `${theirs}/items`)
    const twice = (items as readonly { readonly item: string; readonly twice: boolean }[]).find((one) => one.twice)
    for (const as of ['', '.csv', '.xlsx']) await did(token, `${theirs}/change${as}?of=${twice?.item ?? ''}`)
    await did(token, `${theirs}/change?of=${twice?.item ?? ''}`, { headers: { accept: 'text/csv' } })
    const asks = { of: 'vote/agree', unit: 'people', base: 'valid', by: 'all', weight: 'none' }
    await did(analyst, `${all}/results/ask`, { body: { question: asks } })
    await did(analyst, `${all}/results/change`, { body: { of: 'ask/tram' } })
    const { cut } = await did(analyst, `${all}/results/ask?of=vote/agree.${nodes[0]}`)
    await did(analyst, `${all}/results/since?cut=${String(cut)}`)
    const asCsv = { headers: { accept: 'text/csv' } }
    await did(analyst, `${all}/results/ask?of=vote/agree.${nodes[0]}`, asCsv)
    for (const as of ['csv', 'xlsx']) await did(analyst, `${all}/results/ask.${as}?of=vote/agree.${nodes[0]}`)
    await did(organiser, `${all}/session`, { body: { session: 2, id: unique() } })
    const seats = { kind: 'add-seats', why: 'a chair more', table: hall.tableId(1), seats: 8 }
    await did(organiser, `${all}/plan`, { body: { id: unique(), ...seats } })
    await did(organiser, '/api/recovery/confirm', { method: 'POST' })
    const today = readFileSync(new URL('../../server/src/demo/dialogue.json', import.meta.url), 'utf8')
    const another = text(JSON.stringify({ ...(JSON.parse(today) as object), id: 'another' }))
    for (let time = 0; time < 2; time += 1) await did(organiser, '/api/dialogues', { bytes: another })
    const own = hall.tablee.serverLink.token()
    await did(own, '/api/dialogues/check', { bytes: another })
    await did(own, '/api/dialogues', { bytes: text(JSON.stringify({ ...(JSON.parse(today) as object), id: 'third' })) })
    for (const path of ['dialogues', 'dialogues/third/link', 'link']) await did(own, `/api/server/${path}`)
    await did(own, '/api/server/link', { method: 'POST' })
    const nowhere = { body: { dialogue: hall.dialogue, to: 'postgres://127.0.0.1:1/none' } }
    await did(hall.tablee.machineToken(), '/api/server/moves', nowhere)

    const film = { id: unique(), kind: 'add', of: 'film', title: { en: 'The harbour' } }
    await did(organiser, `${all}/materials`, { body: film })
    const taken = mp4()
    const begin = { method: 'POST', headers: { 'Upload-Length': String(taken.length) } }
    const brought = await did(organiser, `${all}/uploads`, begin)
    const gone = await did(organiser, `${all}/uploads`, begin)
    await did(organiser, `${all}/uploads/${String(gone['id'])}`, { method: 'DELETE' })
    const part = { 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' }
    await did(organiser, `${all}/uploads/${String(brought['id'])}`, { method: 'PATCH', bytes: taken, headers: part })
    await did(organiser, `${all}/uploads/${String(brought['id'])}`)
    const put = { id: unique(), kind: 'put-file', material: film.id, upload: brought['id'], lang: null }
    await did(organiser, `${all}/materials`, { body: put })
    const start = { id: unique(), kind: 'start', material: film.id }
    const { materials } = await did(head, `${all}/sites/${hall.siteOf(1)}/playing`, { body: start })
    const shown = (materials as Materials['materials'])[0]?.files[0]?.hash ?? ''
    const { ticket } = await did(facilitator.session, `${all}/media`)
    for (const address of [
      `${all}/media/${String(ticket)}/${shown}`,
      `/api/watch/${hall.link('observer').path ?? ''}/media/${shown}`,
    ])
      for (const headers of [{}, { Range: 'bytes=0-9' }]) await did(organiser, address, { headers })
    await did(organiser, `${all}/erasures`, { method: 'POST' })
    await did(analyst, `${all}/themes`, { body: { id: 'night', kind: 'theme', name: 'Night' } })
    await did(analyst, `${all}/codebook`, { body: { id: 'stop', kind: 'code', name: 'Power to stop', parent: null } })
    const blind = { id: 'blind', kind: 'round', every: 1, codes: ['stop'], coders: 2 }
    await did(analyst, `${all}/codebook`, { body: blind })
    const toShare = { sites: [hall.siteOf(1)], themes: [{ theme: 'night', name: { und: 'Night' } }] }
    await did(analyst, `${all}/shares`, { body: { id: 'given', kind: 'share', ...toShare } })
    const ask = { id: 'wondered', kind: 'propose', theme: 'night', text: { und: 'Night' } }
    await did(analyst, `${all}/shares`, { body: ask })
    const no = { id: unique(), kind: 'decide', proposed: 'wondered', as: 'no-time', said: '' }
    await did(head, `${all}/proposed`, { body: no })
    const figures = text('item,option,value,unit\nMood,good,40,%\n')
    await did(analyst, `${all}/partners/file?id=panel&file=panel.csv`, { bytes: figures })
    await did(analyst, `${all}/partners`, { body: { id: unique(), kind: 'off', survey: 'panel' } })
    const ours = { id: unique(), kind: 'answer', share: 'given', theme: 'night', says: 'ours' }
    await did(facilitator.session, `${at}/shares`, { body: ours })
    const link = await did(organiser, `${all}/links`, { body: { role: 'observer' } })
    await did(organiser, `/api/links/${String(link['id'])}`, { method: 'DELETE' })
    await did(organiser, `/api/links/${String(link['id'])}/renew`, { method: 'POST' })

    const { hash } = await did(analyst, `${at}/snapshots`, { method: 'POST' })
    await did(analyst, `${all}/snapshots`, { method: 'POST' })
    await did(organiser, `/api/snapshots/${String(hash)}/countersign`, { body: { id: unique(), who: 'Ada' } })
    const { hash: photo } = await did(facilitator.session, `${at}/photos`, { bytes: png() })
    await did(facilitator.session, `${at}/dictation?seat=T1-01&lang=en`, { bytes: new Uint8Array(44) })
    await hall.parts.live.write(board, 'reporter', (doc) => layPhoto(doc, String(photo)))
    await did(facilitator.session, `${at}/policy`, { method: 'PUT', body: { photos: [photo] } })
    const wall = `/api/watch/${hall.link('observer').path ?? ''}/photos/${String(photo)}`
    const page = await watch(hall, 1)
    await page.until(() => JSON.stringify(page.show().canvas).includes(String(photo)))
    expect((await hall.api(wall)).status).toBe(200)
    page.close()
    const job = await did(organiser, `${all}/paper`, {
      body: { session: 2, kinds: ['map'], tables: null, langs: ['en'] },
    })
    const print = `${all}/paper/${String(job['id'])}`
    await expect.poll(async () => (await did(organiser, print))['state'], { timeout: 30_000 }).toBe('done')

    const { paper, dialogues } = hall.parts
    const [dialogue, table] = [dialogues.dialogue(hall.dialogue), dialogues.table(hall.tableId(1))]
    if (dialogue === null || table === null) throw new Error('no table 1')
    const [sheet] = paper.sheetsOf({ session: 2, kinds: ['ballot'], langs: ['en'] }, dialogue, [table], hall.url)
    const site = hall.siteOf(1)
    await did(organiser, `/api/dialogues/${hall.dialogue}/sites/${site}/room`, {
      body: { id: unique(), kind: 'place', places: {} },
    })
    const translator = (await hall.enter('translator')).session
    const { parts } = await did(translator, `${all}/translations?into=fr`)
    const [{ texts }] = parts as [{ readonly texts: unknown }]
    const [{ table: asked, session, entry }] = texts as [Record<string, string>]
    const open = { kind: 'open', table: asked, session, entry, into: 'fr' }
    await did(translator, `${all}/translations`, { body: { id: unique(), ...open } })
    const around = `table=${String(asked)}&session=${String(session)}&into=fr`
    await did(translator, `${all}/translations/table?${around}`)
    const original = (texts as readonly Record<string, unknown>[])[0]?.['text']
    const said = { ...open, kind: 'ask', original, text: 'What is meant?' }
    await did(translator, `${all}/translations`, { body: { id: unique(), ...said } })
    const about = Object.keys((await did(facilitator.session, `/api/boards/${board}/translations/asked`)) as object)
    const reply = { id: unique(), kind: 'answer', of: about[0] ?? '', lang: 'fr', text: 'This' }
    await did(facilitator.session, `/api/boards/${board}/translations`, { body: reply })
    const question = { id: unique(), kind: 'ask', tables: [table.id], text: { en: 'Shall we?' }, options: [] }
    await did(organiser, `${all}/questions`, { body: { ...question, answer: 'agree', unit: 'people' } })
    const given: Readonly<Record<string, string>> = {
      dialogue: hall.dialogue,
      site,
      board,
      link: hall.link('observer').path ?? '',
      hash: String(hash),
      a: String(hash),
      b: String(hash),
      photo: String(photo),
      job: String(job['id']),
      file: '0',
      theme: 'night',
      code: 'stop',
      round: 'blind',
      sheet: sheet?.id ?? '',
      place: hall.parts.views.list(hall.link('observer').path ?? '')?.tables[0]?.room.split('.')[0] ?? '',
    }
    expect((await hall.api('/metrics')).status).toBe(200)
    hall.tablee.readiness.not('draining')
    expect((await hall.api('/readyz')).status).toBe(503)
    hall.tablee.readiness.is('draining')
    for (const { name } of told.operations) {
      const [method, path = ''] = name.split(' ')
      if (method !== 'GET') continue
      const asked = path.replace(/\{(\w+)\}/g, (_, each: string) => given[each] ?? each)
      for (const as of [organiser, reporter.session, phone.session])
        if ((await hall.api(asked, { as })).status < 400) break
    }
    await did(organiser, print, { method: 'DELETE' })
    await did(phone.session, '/api/sessions', { method: 'DELETE' })
    const known = await fetch(`${hall.url}/api/snapshots/${String(hash)}`, {
      headers: { authorization: `Bearer ${analyst}`, 'if-none-match': `"${String(hash)}"` },
    })
    expect(known.status).toBe(304)

    const { version } = (await hall.api(`/api/watch/${given['link']}/results`)).body as { version: string }
    expect((await hall.api(`/api/watch/${given['link']}/results?after=${version}`)).status).toBe(204)

    const backup = pageOf(hall, hall.dialogue, organiser)
    const { making } = (await did(organiser, `${all}/backup`, { method: 'POST' }), await backup.made())
    const name = making?.file?.name ?? ''
    const bytes = await backup.download(name)
    // The helper reads a text of it, which is enough to see how it is answered.
    await did(organiser, `${all}/backup/files/${name}`)
    await did(organiser, `${all}/backup`, { method: 'DELETE' })
    await backup.upload(bytes)
    const { kept } = await backup.put()
    await did(organiser, `${all}/backup/files/${kept[0]?.name ?? ''}`, { method: 'DELETE' })
    await did(organiser, `${all}/restore`, { method: 'DELETE' })

    const never = told.promised().filter((each) => !told.seen.has(each) && !each.endsWith(' 304'))
    expect(never).toEqual([])
  })
})
