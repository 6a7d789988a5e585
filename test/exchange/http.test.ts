/** The field's formats over HTTP and by the command line's verbs, on the real application. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { mkdirSync, writeFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportFile, importFiles } from '@tablee/server/cli/files'
import type { Send } from '@tablee/server/cli/reach'
import { packageFaults } from './package-rules.ts'
import { startServer, type TestServer } from '../support/server.ts'

const pair = zipSync({
  '7_arg_comp.csv': strToU8(
    'ac_id,ac_text,ac_type,annotator,timestamp\n1,Night buses,major claim,Ada Byron,t\n2,They are cheap,premise,Ada Byron,t\n',
  ),
  '7_arg_rel.csv': strToU8('ar_id,ac_id1,ac_id2,rel_type,rel_intent\n1,1,2,cause: reason,support\n'),
})

describe('over HTTP', () => {
  let server: TestServer
  let organiser: string
  let analyst: string
  beforeAll(async () => {
    server = await startServer({ seed: 'exchange' })
    organiser = (await server.enter('organiser')).session
    analyst = (await server.enter('analyst')).session
  })
  afterAll(() => server.close())
  const head = (board: string) => server.parts.journal.head(`board:${board}`).seq

  it('[FMT7] a pair of tables in a zip is looked at, then put on the board in one row, with what is not kept', async () => {
    const board = server.board(6, 5)
    const before = head(board)
    const at = `/api/boards/${board}/import?file=7.zip`
    const looked = await server.api(`${at}&look=1`, { as: organiser, bytes: pair })
    const told = { format: 'argael', nodes: 2, relations: 1, words: 0, shapes: 0, left: { annotators: 1, times: 2 } }
    expect(looked.body).toEqual({ seq: null, ...told })
    expect(head(board)).toBe(before)
    const put = await server.api(at, { as: organiser, bytes: pair })
    expect(put.body).toEqual({ seq: before + 1, ...told })
    // The finer kind is on the board, in the next snapshot's tables and in xAIF; the annotator is nowhere.
    const { body } = await server.api(`/api/boards/${board}/snapshots`, { as: analyst, method: 'POST' })
    const csv = await fetch(`${server.url}/api/snapshots/${(body as { hash: string }).hash}/csv`, {
      headers: { authorization: `Bearer ${analyst}` },
    })
    const files = unzipSync(new Uint8Array(await csv.arrayBuffer()))
    expect(strFromU8(files['relations.csv'] ?? new Uint8Array())).toContain('cause: reason')
    const xaif = await server.api(`/api/boards/${board}/export/xaif`, { as: analyst })
    expect(JSON.stringify(xaif.body)).toContain('cause: reason')
    expect(JSON.stringify(xaif.body)).not.toContain('Byron')
  })

  it('[FMT7] a language that is none is told, not replaced', async () => {
    const board = server.board(6, 5)
    const before = head(board)
    const at = `/api/boards/${board}/import?file=a.argdown`
    const bytes = strToU8('[A]: one\n')
    expect(await server.api(`${at}&lang=klingonisch`, { as: organiser, bytes })).toMatchObject({
      status: 400,
      body: { problem: { code: 'bad-request', where: 'lang' } },
    })
    expect(head(board)).toBe(before)
    expect((await server.api(`${at}&lang=tlh&look=1`, { as: organiser, bytes })).status).toBe(200)
  })

  it('[FMT9] each export names its type and says what it has no place for; people leave as seat codes', async () => {
    const board = server.board(1, 2)
    const types = {
      argdown: 'text/vnd.argdown',
      xaif: 'application/json',
      graphml: 'application/graphml+xml',
      kialo: 'text/plain',
      canvas: 'application/zip',
    }
    for (const [format, type] of Object.entries(types)) {
      const reply = await server.api(`/api/boards/${board}/export/${format}`, { as: analyst })
      expect([format, reply.status, reply.headers.get('content-type')]).toEqual([
        format,
        200,
        format === 'canvas' ? type : `${type}; charset=utf-8`,
      ])
      expect(reply.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/)
      const left = JSON.parse(reply.headers.get('tablee-left') ?? '')
      if (format === 'xaif') {
        const { participants } = (reply.body as { AIF: { participants: { surname: string }[] } }).AIF
        expect(participants.length).toBeGreaterThan(1)
        for (const { surname } of participants) expect(surname).toMatch(/^(T\d+-\d\d|unknown)$/)
      } else if (format !== 'canvas') expect(left.words).toBeGreaterThan(0)
    }
    const { body } = await server.api(`/api/dialogues/${server.dialogue}/snapshots`, { as: analyst, method: 'POST' })
    const whole = await fetch(`${server.url}/api/snapshots/${(body as { hash: string }).hash}/package`, {
      headers: { authorization: `Bearer ${analyst}` },
    })
    const unpacked = unzipSync(new Uint8Array(await whole.arrayBuffer()))
    const faults = packageFaults(JSON.parse(strFromU8(unpacked['datapackage.json'] ?? new Uint8Array())))
    expect([faults.ours, faults.published ?? []]).toEqual([[], []])
    const files = Object.keys(unpacked)
    expect(files.filter((path) => path.endsWith('map.argdown'))).toHaveLength(30)
    expect(files).toEqual(expect.arrayContaining(['datapackage.json', 'left.csv', 'map.graphml', 'words.csv']))
  })

  it('[SNAP15] tables leave under the licence that is asked for, with a mark for spreadsheets, each with size and hash; nonsense is refused', async () => {
    const { body } = await server.api(`/api/dialogues/${server.dialogue}/snapshots`, { as: analyst, method: 'POST' })
    const at = `/api/snapshots/${(body as { hash: string }).hash}`
    for (const kind of ['csv', 'package', 'survey'] as const) {
      const answer = await fetch(`${server.url}${at}/${kind}?license=CC-BY-4.0&bom=1`, {
        headers: { authorization: `Bearer ${analyst}` },
      })
      const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
      for (const [path, bytes] of Object.entries(files))
        expect([kind, path, bytes[0] === 0xef && bytes[1] === 0xbb]).toEqual([kind, path, path.endsWith('.csv')])
      if (kind === 'survey') continue
      const index = JSON.parse(strFromU8(files['datapackage.json'] ?? new Uint8Array()))
      expect([kind, index.licenses[0].name]).toEqual([kind, 'CC-BY-4.0'])
      for (const { path, bytes, hash } of index.resources)
        expect([kind, path, bytes, hash]).toEqual([
          kind,
          path,
          files[path]?.length,
          expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        ])
    }
    for (const kind of ['csv', 'package'])
      expect((await server.api(`${at}/${kind}?license=two%20words`, { as: analyst })).body).toMatchObject({
        problem: { code: 'bad-request', where: 'license' },
      })
  })

  it('[FMT6] an import whose sender goes away while it is read leaves nothing behind', async () => {
    const board = server.board(5, 5)
    const before = head(board)
    const text = Array.from({ length: 1_900 }, (_, n) => `[S${n}]: sentence number ${n}\n`).join('\n')
    const stop = new AbortController()
    const answer = await fetch(`${server.url}/api/boards/${board}/import?file=long.argdown`, {
      method: 'POST',
      body: text,
      headers: { authorization: `Bearer ${organiser}`, accept: 'application/x-ndjson' },
      signal: stop.signal,
    })
    const reader = answer.body?.getReader()
    await reader?.read() // the first line of progress: it is being read
    stop.abort()
    await expect(reader?.read()).rejects.toThrow()
    // The same file again, only looked at: whatever the first still did has ended long before this answers.
    const again = { as: organiser, bytes: strToU8(text) }
    const looked = await server.api(`/api/boards/${board}/import?file=long.argdown&look=1`, again)
    expect((looked.body as { nodes: number }).nodes).toBe(1_900)
    expect(head(board)).toBe(before)
  })
})

describe('the command line’s import and export', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tablee-files-'))
  const file = join(folder, 'a.argdown')
  writeFileSync(file, '[A]: one\n')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const answer = { seq: 4, format: 'argdown', nodes: 1, relations: 0, words: 0, left: { comments: 2 } }
  const ndjson = { status: 200, type: 'application/x-ndjson', left: '', bytes: Buffer.alloc(0) }
  const said = () => {
    const lines: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
    const error = vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
    return { lines, done: () => [log, error].forEach((one) => one.mockRestore()) }
  }
  vi.stubEnv('LC_ALL', 'de_BE.UTF-8')
  afterAll(() => vi.unstubAllEnvs())

  it('[CLI7] Ctrl-C while a file is read takes it back', async () => {
    const send: Send = (_method, _path, _body, onLine, signal) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error))
        onLine?.('{"progress":0.3}')
        process.emit('SIGINT')
      })
    await expect(importFiles(send, [file], { board: 'b' })).rejects.toThrow('Nothing was left behind')
    expect(process.listenerCount('SIGINT')).toBe(0)
  })

  it('[CLI7] two files of one name are not taken for one', async () => {
    const send: Send = () => Promise.reject(new Error('sent'))
    const other = join(folder, 'other')
    mkdirSync(other)
    const same = join(other, 'a.argdown')
    writeFileSync(same, '[B]: two\n')
    await expect(importFiles(send, [file, same], { board: 'b' })).rejects.toThrow(
      'Two of the files are called a.argdown',
    )
    rmSync(other, { recursive: true })
  })

  it('[CLI7] a folder, a format that is none or that is of a snapshot: one sentence each, before anything is sent', async () => {
    const send: Send = () => Promise.reject(new Error('sent'))
    await expect(importFiles(send, [folder], { board: 'b' })).rejects.toThrow('is a folder')
    await expect(importFiles(send, [join(folder, 'gone')], { board: 'b' })).rejects.toThrow('There is no file')
    await expect(exportFile(send, { board: 'b', format: 'docx' })).rejects.toThrow('There is no format "docx"')
    await expect(exportFile(send, { board: 'b', format: 'csv' })).rejects.toThrow('csv is of a snapshot')
    const given: Send = async () => ({ status: 200, type: 'text/plain', left: '', bytes: Buffer.from('x') })
    await expect(exportFile(given, { board: 'b', out: join(folder, 'gone', 'x') })).rejects.toThrow('cannot be written')
  })

  it('[SNAP15] an export says under which licence and with which mark it leaves', async () => {
    const asked: string[] = []
    const send: Send = async (_method, path) => {
      asked.push(path)
      return { status: 200, type: 'application/zip', left: '', bytes: Buffer.from('x') }
    }
    const out = join(folder, 'licensed')
    await exportFile(send, { snapshot: 'h', format: 'package', license: 'CC-BY-4.0', bom: true, out })
    await exportFile(send, { snapshot: 'h', format: 'csv', out })
    expect(asked).toEqual(['/api/snapshots/h/package?license=CC-BY-4.0&bom=1', '/api/snapshots/h/csv'])
    await expect(exportFile(send, { board: 'b', bom: true })).rejects.toThrow('--license and --bom are of a snapshot')
    rmSync(out)
  })

  it('[CLI7] once it is being written, it is waited for, and said in the terminal’s language', async () => {
    const send: Send = async (_method, _path, _body, onLine, signal) => {
      onLine?.('{"progress":0.95,"writing":true}')
      process.emit('SIGINT')
      expect(signal?.aborted).toBe(false)
      onLine?.(JSON.stringify(answer))
      return ndjson
    }
    const { lines, done } = said()
    await importFiles(send, [file], { board: 'b' })
    done()
    expect(lines).toEqual(['Imported: 1 entries, 0 links, 0 statements (argdown). Not kept: Kommentare (2).'])
  })

  it('[CLI7] an export is a file whole or no file, and says what it lacks', async () => {
    const out = join(folder, 'out.txt')
    const given: Send = async () => ({
      status: 200,
      type: 'text/plain',
      left: '{"words":3}',
      bytes: Buffer.from('1. a\n'),
    })
    const { lines, done } = said()
    await exportFile(given, { board: 'b', format: 'kialo', out })
    done()
    expect(readFileSync(out, 'utf8')).toBe('1. a\n')
    expect(lines).toEqual(['Not in this file: die Worte der Menschen (3).'])
    const cut: Send = (_method, _path, _body, _line, signal) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error))
        process.emit('SIGINT')
      })
    await expect(exportFile(cut, { board: 'b', out: join(folder, 'never') })).rejects.toThrow('Nothing was left behind')
    expect(readdirSync(folder).sort()).toEqual(['a.argdown', 'out.txt'])
  })
})
