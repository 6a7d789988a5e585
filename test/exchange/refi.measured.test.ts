/**
 * A coded set of others through the whole way: onto tables, out as a project, coded there, in again, out, in as a dialogue of its
 * own, out: nothing of it is lost or moved. And how long ten thousand codings take, and how long anybody else waits for them.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, it } from 'vitest'
import { addNode, addWords } from '@tablee/shared/board/edit'
import { everyCode, pointsOf, type RefiCode, type RefiProject } from '@tablee/shared/formats/refi'
import type { DialogueId, Lang, NodeId, WordsId } from '@tablee/shared/ids'
import type { CodingsIn, ProjectIn } from '@tablee/shared/wire/coding-files'
import { guidOf } from '@tablee/server/exchange/qda-out'
import { coded, countedOfOttensen, hasCoded } from '../support/codedSets.ts'
import { done, startServer, type TestServer } from '../support/server.ts'
import { nightBus, packed, projectIn } from './refi-files.ts'

const codeOf = (name: string): RefiCode => ({
  guid: guidOf(`code of others: ${name}`),
  name,
  codable: true,
  color: null,
  description: '',
  notes: [],
  codes: [],
})
async function post<T>(server: TestServer, path: string, bytes: Uint8Array, as: string): Promise<T> {
  const reply = await server.api(`${path}?file=p.qdpx&lang=de`, { as, bytes })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as T
}
async function fileOf(server: TestServer, dialogue: DialogueId, as: string): Promise<Uint8Array> {
  const { body } = await server.api(`/api/dialogues/${dialogue}/snapshots`, { as, method: 'POST' })
  const path = `/api/snapshots/${(body as { hash: string }).hash}/qdpx`
  const answer = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${as}` } })
  expect(answer.status).toBe(200)
  return new Uint8Array(await answer.arrayBuffer())
}
async function projectOf(...of: Parameters<typeof fileOf>): Promise<RefiProject> {
  const read = projectIn('p.qdpx', await fileOf(...of))
  expect([read.missing, read.left.all()]).toEqual([[], {}])
  return read.project
}
/** What is coded with what, in letters; in order, for the same text may be said twice. */
function codedIn(project: RefiProject): readonly string[] {
  const names = new Map([...everyCode(project.codes)].map(({ code }) => [code.guid, code.name]))
  return project.sources
    .flatMap(({ text, selections }) => {
      const points = pointsOf(text ?? '')
      return selections.flatMap(({ start, end, codings }) =>
        codings.map(({ code }) => `${names.get(code)}: ${points.slice(start, end)}`),
      )
    })
    .sort()
}
async function enter(server: TestServer, made: ProjectIn): Promise<string> {
  const token = (made.links.find(({ role }) => role === 'analyst')?.url ?? '').split('#')[1] ?? ''
  const { body } = await server.api('/api/sessions', { body: { token, device: 'analyst-of-it' } })
  return (body as { session: string }).session
}

it.skipIf(!hasCoded)(
  '[QDA10] [QDA13] Ottensen leaves, is coded, comes back, leaves, becomes a dialogue and leaves again: the same words and codings',
  async () => {
    const server = await startServer()
    try {
      const [analyst, organiser] = [(await server.enter('analyst')).session, (await server.enter('organiser')).session]
      const set = coded['Ottensen (de)']?.() ?? []
      const boards = [1, 2, 3, 4, 5, 6].map((table) => server.board(table, 5))
      const by = { lang: 'de' as Lang, at: 1 }
      const themes = new Map<string, readonly string[]>()
      for (const [n, board] of boards.entries())
        done(
          await server.parts.live.write(board, 'reporter', (doc) => {
            const origin = { who: 'reporter', why: 'test' } as const
            const node = 'ottensen' as NodeId
            addNode(doc, origin, { id: node, kind: 'position', wording: `Ottensen ${n}`, ...by })
            for (const [m, one] of set.entries()) {
              if (m % boards.length !== n) continue
              const id = `o${m}` as WordsId
              themes.set(guidOf(`entry:${board}/words/${id}`), one.themes)
              addWords(doc, origin, { id, node, text: one.text, seat: null, capture: 'dictated', ...by, at: m })
            }
          }),
        )
      const bare = await projectOf(server, server.dialogue, analyst)
      const names = [...new Set(set.flatMap((one) => one.themes))]
      const theirs: RefiProject = {
        ...bare,
        codes: names.map(codeOf),
        sources: bare.sources.map((source) => ({
          ...source,
          selections: source.selections.map((one) => ({
            ...one,
            codings: (themes.get(one.guid) ?? []).map((name) => ({
              guid: guidOf(`${one.guid} ${name}`),
              code: codeOf(name).guid,
              by: null,
              at: null,
              notes: [],
            })),
          })),
        })),
      }
      const brought = await post<CodingsIn>(
        server,
        `/api/dialogues/${server.dialogue}/codebook/import`,
        packed(theirs),
        analyst,
      )
      const { documents, codes } = countedOfOttensen()
      const total = Object.values(codes).reduce((sum, n) => sum + n, 0)
      expect([themes.size, brought.codes, brought.codings]).toEqual([documents, names.length, total])
      expect(brought.left).toEqual({})
      const back = await projectOf(server, server.dialogue, analyst)
      expect(codedIn(back)).toEqual(codedIn(theirs))
      const counted = Object.groupBy(codedIn(back), (one) => names.find((name) => one.startsWith(`${name}: `)) ?? '')
      expect(Object.fromEntries(Object.entries(counted).map(([name, all]) => [name, all?.length]))).toEqual(codes)

      // Only the tables of Ottensen, as a dialogue of their own, and out of that once more.
      const guids = new Set(boards.map((board) => guidOf(`board:${board}`)))
      const alone = {
        ...back,
        cases: [],
        links: [],
        graphs: [],
        sources: back.sources.filter(({ guid }) => guids.has(guid)),
      }
      const made = await post<ProjectIn>(server, '/api/codings/import', packed(alone), organiser)
      expect([made.tables, made.codes, made.codings]).toEqual([boards.length, names.length, total])
      const again = await projectOf(server, made.dialogue as DialogueId, await enter(server, made))
      expect(again.sources.map(({ text }) => text)).toEqual(alone.sources.map(({ text }) => text))
      expect(codedIn(again)).toEqual(codedIn(alone))
      const whole = (project: RefiProject): readonly string[] =>
        project.sources
          .flatMap(({ selections }) => selections.flatMap(({ codings }) => codings.map(({ guid }) => guid)))
          .sort()
      expect(whole(again)).toEqual(whole(alone))
      console.log(
        `Ottensen: ${documents} contributions, ${names.length} codes, ${total} codings, ${made.words} words; equal`,
      )
    } finally {
      await server.close()
    }
  },
  120_000,
)

it('[QDA12] [QDA13] ten thousand codings come in, and others hardly wait', async () => {
  const server = await startServer()
  try {
    const organiser = (await server.enter('organiser')).session
    const analyst = (await server.enter('analyst')).session
    const codes = Array.from({ length: 100 }, (_, n) => codeOf(`code ${n}`))
    const paragraphs = (table: number) =>
      Array.from({ length: 1_000 }, (_, n) => `Table ${table} says sentence ${n} of the night bus 🚌 and waits.`)
    const sources = Array.from({ length: 10 }, (_, table) => {
      let at = 0
      const texts = paragraphs(table)
      return {
        ...(nightBus.sources[0] as RefiProject['sources'][number]),
        guid: guidOf(`big ${table}`),
        name: `Text ${table}`,
        path: `internal://${guidOf(`big ${table}`)}.txt`,
        text: texts.join('\n\n'),
        selections: texts.map((text, n) => {
          const start = at + 6
          at += pointsOf(text).length + 2
          const code = codes[n % codes.length]?.guid ?? ''
          const coding = { guid: guidOf(`coding ${table} ${n}`), code, by: null, at: null, notes: [] }
          const guid = guidOf(`passage ${table} ${n}`)
          return {
            guid,
            name: '',
            description: '',
            start,
            end: start + 12,
            by: null,
            at: null,
            codings: [coding],
            notes: [],
          }
        }),
      }
    })
    const file = packed({ ...nightBus, codes, notes: [], sources })
    const delay = monitorEventLoopDelay({ resolution: 1 })
    async function timed<T>(what: string, run: () => Promise<T>): Promise<T> {
      delay.reset()
      delay.enable()
      const from = performance.now()
      const answer = await run()
      const took = performance.now() - from
      delay.disable()
      console.log(`${what}: ${Math.round(took)} ms, the loop held ${Math.round(delay.max / 1e6)} ms at most`)
      return answer
    }
    console.log(`a project of ${Math.round(file.length / 1024)} kB, 10 texts, 10,000 paragraphs, 10,000 codings`)
    const made = await timed('as a dialogue of its own', () =>
      post<ProjectIn>(server, '/api/codings/import', file, organiser),
    )
    expect([made.tables, made.words, made.codings]).toEqual([10, 10_000, 10_000])
    const own = await enter(server, made)
    const left = await timed('a snapshot, and out again', () => fileOf(server, made.dialogue as DialogueId, own))
    const out = projectIn('p.qdpx', left).project
    expect(codedIn(out)).toHaveLength(10_000)
    // Into its own codebook: all of it stands.
    const path = `/api/dialogues/${String(made.dialogue)}/codebook/import`
    await timed('what may be coded, for a coder', () =>
      server.api(`/api/dialogues/${String(made.dialogue)}/codebook`, { as: own }),
    )
    const nothing = await timed('looked at where it stands', () => post<CodingsIn>(server, path, left, own))
    expect([nothing.codes, nothing.codings, nothing.entries]).toEqual([0, 0, 10_000])
    const renamed = {
      ...out,
      sources: out.sources.map((one) => ({
        ...one,
        selections: one.selections.map((each) => ({
          ...each,
          codings: each.codings.map((coding) => ({ ...coding, guid: guidOf(`again ${coding.guid}`) })),
        })),
      })),
    }
    const twice = packed(renamed)
    const more = await timed('as many passages again', () => post<CodingsIn>(server, path, twice, own))
    expect(more.codings).toBe(10_000)
    expect((await server.api(`/api/dialogues/${server.dialogue}/codebook`, { as: analyst })).status).toBe(200)
  } finally {
    await server.close()
  }
}, 120_000)
