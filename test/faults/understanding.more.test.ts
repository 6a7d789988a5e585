/**
 * What a theme team, translators and tables say of a whole hall, under kill -9 of the real server: themes, what is the same and
 * what is not, conditions put together, themes shared and answered, translations of every kind of text, questions about them.
 * In the end each step has taken effect, once. `THEME_KILLS`: times sixteen; left out,
 * none of it runs.
 */
import { addBlocks } from '@tablee/shared/board/notes/write'
import type { BlockId } from '@tablee/shared/ids'
import type { ConditionsAnswer } from '@tablee/shared/wire/conditions'
import { describe, expect, it } from 'vitest'
import { aConsole } from '../room/aConsole.ts'
import { aTranslator } from '../translations/aTranslator.ts'
import { entries, openDay, phoneAt, runnerAt } from '../voices/day.ts'
import { draw, speak, unique } from '../voices/hall.ts'
import { commandsOf, killed, type Way } from './killed.ts'

const rounds = Number(process.env['THEME_KILLS'] ?? 0)
const tables = [1, 2, 3, 4]
const kinds = ['words', 'wording', 'element', 'minutes', 'answer']
type Text = { readonly at: object; readonly original: string; readonly kind: string }
const team: Way[] = []
const sharing: Way[] = []
const translators: Way[] = []
const desks: { readonly answers: Way; readonly asked: Way }[] = []
const wordings: string[] = []
const [texts, conditions]: [Text[], string[]] = [[], []]
let sites: readonly string[] = []
/** What is read, put together and translated: made once, before the first kill. */
async function fill(dir: string): Promise<void> {
  const day = await openDay({ dir })
  const own = `/api/dialogues/${day.dialogue}`
  sites = [...new Set(tables.map((table) => day.siteOf(table)))]
  for (const n of [1, 2, 3]) {
    const { session } = await day.enter('analyst', undefined, { device: `analyst-${n}` })
    team.push({ session, path: `${own}/themes` })
    sharing.push({ session, path: `${own}/shares` })
  }
  const { session, room } = await aConsole(day, 1)
  const ask = async (question: object): Promise<string> => {
    const body = { id: unique(), tables: room.tables.map(({ id }) => id), ...question }
    const asked = await day.api(`${own}/questions`, { as: session, body })
    expect(asked.status, JSON.stringify(asked.body)).toBe(200)
    return (asked.body as { step: string }).step
  }
  for (const table of tables) {
    const runner = await runnerAt(day, table)
    const { board } = runner
    desks.push({
      answers: { session: runner.session, path: `/api/boards/${board}/shares` },
      asked: { session: runner.session, path: `/api/boards/${board}/translations` },
    })
    await speak(day, table, [{ id: `w${table}`, seat: null, text: `Said at table ${table}` }])
    const nodes = await entries(day, board, [`Buses at night, says ${table}`, `Trees, says ${table}`])
    wordings.push(...nodes.map((node) => `${board}/wording/${node}`))
    await draw(day, table, { id: `shape:d${table}`, seat: null, text: `A dream of table ${table}` })
    await day.parts.live.write(board, 'reporter', (doc) => {
      addBlocks(doc, { who: 'reporter', why: 'test' }, [
        { id: `b${table}` as BlockId, kind: 'paragraph', line: `Table ${table} met` },
      ])
    })
    const body = { showNotes: true }
    await day.api(`/api/boards/${board}/policy`, { as: runner.session, method: 'PUT', body })
  }
  const first = await runnerAt(day, 1)
  const from = await ask({
    kind: 'ask',
    text: { en: 'And you?' },
    answer: 'recommendation',
    unit: 'tables',
    options: [],
  })
  const q = { type: 'recommendation', sentence: 'Let buses run at night', lang: 'en', reasons: [] } as const
  await first.does({ kind: 'table-answer', step: from, answers: { q } })
  const vote = await ask({ kind: 'vote-on-recommendations', from, most: 5 })
  // So many that results tell what they typed: six say yes, and six no.
  for (let n = 0; n < 18; n += 1) {
    const table = 1 + Math.floor(n / 6)
    const phone = await phoneAt(day, table, `T${table}-0${1 + (n % 6)}`)
    const task = (await phone.round(vote))?.task
    const [item] = task === undefined || task.kind === 'write' ? [] : task.items
    const why = { text: `Condition ${n % 3}`, lang: 'en' }
    const says = (['yes-if', 'yes', 'no'] as const)[table - 1] ?? 'no'
    const answer = { type: 'support', value: says, ...(says === 'yes' ? {} : { why }) } as const
    const given = await phone.answer(vote, { [item?.id ?? '']: answer })
    expect(given.status, JSON.stringify(given.body)).toBe(200)
  }
  for (const table of [1, 2, 3])
    expect((await (await runnerAt(day, table)).does({ kind: 'close', step: vote })).status).toBe(200)
  const found = (await day.api(`${own}/conditions`, { as: team[0]?.session })).body as ConditionsAnswer
  conditions.push(...[...found.groups, ...found.rest].flatMap(({ members }) => members.map(({ name }) => name)))
  expect(conditions).toHaveLength(3)
  const two = [await aTranslator(day), await aTranslator(day)]
  for (const one of two) translators.push({ session: one.session, path: `${own}/translations` })
  const told = (await two[0]?.read())?.texts ?? []
  for (const kind of kinds)
    for (const text of told.filter((one) => one.kind === kind).slice(0, 4))
      texts.push({ at: two[0]?.at(text) ?? {}, original: text.text, kind })
  expect([...new Set(texts.map(({ kind }) => kind))].sort()).toEqual([...kinds].sort())
  await day.close()
}

const ids: { readonly synthesis: string[]; readonly translations: string[] } = { synthesis: [], translations: [] }
const nth = <One>(all: readonly One[], n: number): One => {
  const one = all[n % all.length]
  if (one === undefined) throw new Error('nobody is there')
  return one
}
/** One act of each, at once; who got no answer sends the same again. */
async function act(
  hall: ReturnType<typeof killed>,
  log: keyof typeof ids,
  ways: readonly Way[],
  name: string,
  all: readonly object[],
  by: (n: number) => number = (n) => n,
): Promise<void> {
  await hall.amid(
    all.map((command, n) => () => {
      const id = `${name}-${n}`
      ids[log].push(id)
      return hall.ask(nth(ways, by(n)), { id, ...command })
    }),
    { spread: 60 },
  )
}

describe.skipIf(rounds === 0)('understood', () => {
  const hall = killed('understanding', fill)
  it(
    '[SYN6] [HMAP3] [COND3] [SHR2] [TRL28] in the middle of a theme, a join, a share, an answer, a translation, a question: nothing is lost, nothing is done twice',
    async () => {
      const half = tables.map((_, n) => [nth(wordings, 2 * n), nth(wordings, 2 * n + 1)] as const)
      for (let round = 0; round < rounds; round += 1) {
        const name = (what: string): string => `${what}-${round}`
        await act(
          hall,
          'synthesis',
          team,
          name('theme'),
          half.map((_, n) => ({ kind: 'theme', name: `Theme ${round} ${n}` })),
        )
        const theme = (n: number): string => `${name('theme')}-${n}`
        const said = (entry: string, n: number) => ({ kind: 'put', entry, theme: theme(n % 4) })
        await act(hall, 'synthesis', team, name('put'), wordings.map(said))
        const pairs = [1, 2, 3].map((n) => ({ kind: 'same', a: half[0]?.[0], b: half[n]?.[0] }))
        await act(hall, 'synthesis', team, name('same'), pairs)
        const apart = [1, 2, 3].map((n) => ({ kind: 'apart', entry: half[n]?.[0] }))
        await act(hall, 'synthesis', team, name('apart'), apart)
        await act(
          hall,
          'synthesis',
          team,
          name('different'),
          half.map(([a, b]) => ({ kind: 'different', a, b })),
        )
        const one = [1, 2].map((n) => ({ kind: 'same', a: nth(conditions, 0), b: nth(conditions, n) }))
        await act(hall, 'synthesis', team, name('condition'), one)
        await act(
          hall,
          'synthesis',
          team,
          name('condition-apart'),
          [1, 2].map((n) => ({ kind: 'apart', entry: nth(conditions, n) })),
        )
        const shown = { sites, themes: [0, 1].map((n) => ({ theme: theme(n), name: { en: `Theme ${n}` } })) }
        await act(hall, 'synthesis', sharing, name('share'), [{ kind: 'share', ...shown }])
        const answers = desks.map((desk) => desk.answers)
        const says = { kind: 'answer', share: `${name('share')}-0`, theme: theme(0), says: 'ours' }
        await act(
          hall,
          'synthesis',
          answers,
          name('answered'),
          desks.map(() => says),
        )
        await act(hall, 'synthesis', sharing, name('off'), [{ kind: 'off', share: `${name('share')}-0` }])
        const before = round === 0 ? null : (n: number) => `Translated ${round - 1} ${n}`
        const made = texts.map(({ at, original }, n) => ({
          kind: 'translate',
          ...at,
          original,
          before: before === null ? null : before(n),
          text: `Translated ${round} ${n}`,
        }))
        await act(hall, 'translations', translators, name('translate'), made)
        const stands = texts.map(({ at, original }, n) => ({ ...at, original, text: `Translated ${round} ${n}` }))
        await act(
          hall,
          'translations',
          translators,
          name('check'),
          stands.map((of) => ({ kind: 'check', ...of })),
          (n) => n + 1,
        )
        const asked = texts.filter(({ kind }) => kind !== 'answer')
        const marks = asked.map(({ at, original }) => ({ kind: 'unclear', ...at, original, on: round % 2 === 0 }))
        await act(hall, 'translations', translators, name('unclear'), marks)
        const questions = asked.map(({ at, original }) => ({
          kind: 'ask',
          ...at,
          original,
          text: `What is meant? ${round}`,
        }))
        await act(hall, 'translations', translators, name('ask'), questions)
        const terms = [0, 1].map((n) => ({
          kind: 'term',
          into: 'fr',
          from: 'en',
          term: `term ${round} ${n}`,
          say: 'mot',
        }))
        await act(hall, 'translations', translators, name('term'), terms)
        await act(
          hall,
          'translations',
          desks.map((desk) => desk.asked),
          name('meant'),
          desks.map((_, n) => ({
            kind: 'answer',
            of: `w${tables[n]}`,
            lang: 'fr',
            text: 'Just that',
          })),
        )
      }
      await hall.end(async (day) => {
        for (const [log, sent] of Object.entries(ids))
          expect((await commandsOf(day, `${log}:`)).filter((one) => sent.includes(one)).sort()).toEqual(
            [...sent].sort(),
          )
        const state = day.parts.synthesis.state()
        expect(state.themes.themes).toHaveLength(4 * rounds)
        expect([...state.joins.groups]).toEqual([])
        const { boards, answers } = day.parts.translations.state(day.dialogue)
        const checked = [...[...boards.values()].map(({ of }) => of), answers.of]
          .flatMap((of) => Object.values(of))
          .flatMap((langs) => Object.values(langs))
        expect(checked.map(({ state: one }) => one)).toEqual(texts.map(() => 'checked'))
      }, `${rounds} rounds of a theme team, translators and tables`)
    },
    120_000 + rounds * 180_000,
  )
})
