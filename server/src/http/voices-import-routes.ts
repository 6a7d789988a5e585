/** A poll or survey of another tool becomes a dialogue of its own: its people at tables, its rounds closed, all of it or nothing. */
import { dialogueOf, importLimits, titleOf } from '@tablee/shared/ballot/imported-dialogue'
import type { VoiceRow } from '@tablee/shared/ballot/rows'
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import { isLang, newId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { encodings, type ImportedVoices } from '@tablee/shared/wire/exchange'
import type { LinkEntry } from '@tablee/shared/wire/access'
import { cards } from '@tablee/shared/wire/access'
import { Hono } from 'hono'
import { z } from 'zod'
import { allow, problemResponse, readBytes, type Env } from '../access/allow.ts'
import { authorOf } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import { readVoicesBeside } from '../exchange/beside.ts'
import { isEncoding } from '../exchange/text.ts'
import { progressLines, withProgress } from './progress.ts'

const imported = z
  .object({
    dialogue: z.string().nullable(),
    format: z.enum(['polis', 'survey']),
    title: z.string(),
    people: z.int(),
    tables: z.int(),
    items: z.int(),
    answers: z.int(),
    columns: z
      .object({ id: z.string().nullable(), weight: z.string().nullable(), table: z.string().nullable() })
      .nullable(),
    left: z.record(z.string(), z.int()),
    links: cards,
  })
  .meta({ id: 'ImportedVoices' })
const fileName = (asked: string | undefined): string =>
  (asked ?? 'file').replace(/[^\p{L}\p{N} ._()-]/gu, '_').slice(0, 120)
const given = (asked: string | undefined): string | undefined =>
  asked === undefined || asked === '' ? undefined : asked

export type VoicesImport = {
  /** The answers, then the dialogue that shows them: before it stands nobody sees them. */
  voices(dialogue: DialogueId, row: VoiceRow, by: { author: string; device: string }): Promise<Result<null>>
  /** `observers`: whether it gets a link for them. */
  found(draft: DialogueDraft, observers: boolean, by: { author: string; device: string }): Promise<Result<null>>
  linksOf(dialogue: DialogueId): readonly LinkEntry[]
}

export function voicesImportRoutes({
  into,
  clock,
  random,
}: {
  into: VoicesImport
  clock: Clock
  random: RandomBytes
}): Hono<Env> {
  return new Hono<Env>().post(
    '/api/voices/import',
    allow('voices.import', 'none', {
      summary: 'A Polis set, or a survey with its codebook, as a dialogue of its own: all of it, or nothing',
      query: {
        file: 'Its name',
        title: 'What the dialogue is called; else what the files call it',
        lang: 'Language of what is said in it; else English',
        id: 'Column that says who; else it is found by its name; none: there is none',
        weight: 'Column of weights; else it is found by its name',
        table: 'Column that says who sat together',
        wave: 'Column that says when a row was asked, where each person has a row before and a row after; none: every row is another person',
        after: 'What stands before the name of a question that was asked a second time',
        encoding: `Of what is not UTF-8: one of ${encodings.join(', ')}; else the likeliest is offered, with a line as it would read`,
        observers: '1: a link for observers too; else there is none. They get figures only: no text that anybody wrote',
        look: '1: only say what is in it',
      },
      takes: 'application/octet-stream',
      answer: imported,
      lines: progressLines(imported),
    }),
    async (c) => {
      const session = c.get('session')
      const still = c.get('still')
      const lang = given(c.req.query('lang')) ?? 'en'
      if (!isLang(lang))
        return problemResponse(c, { code: 'bad-request', where: 'lang', why: 'no language tag, such as fr or de-BE' })
      const encoding = c.req.query('encoding')
      if (encoding !== undefined && encoding !== '' && !isEncoding(encoding))
        return problemResponse(c, { code: 'bad-request', where: 'encoding', why: `one of ${encodings.join(', ')}` })
      const look = c.req.query('look') === '1'
      const title = given(c.req.query('title'))
      const observers = c.req.query('observers') === '1'
      const task = {
        bytes: await readBytes(c),
        fileName: fileName(c.req.query('file')),
        encoding: isEncoding(encoding) ? encoding : undefined,
        lang,
        title,
        id: given(c.req.query('id')),
        weight: given(c.req.query('weight')),
        table: given(c.req.query('table')),
        wave: given(c.req.query('wave')),
        after: given(c.req.query('after')),
      }
      return withProgress(c, async ({ onProgress, signal, writing }): Promise<Result<ImportedVoices>> => {
        const read = await readVoicesBeside(task, { onProgress: (part) => onProgress(part * 0.9), signal })
        if (!read.ok) return read
        const { set, left: leftOut, items, answers, columns } = read.value
        const made = dialogueOf(set, { at: clock(), random, title: title ?? titleOf(set) })
        if (made === null)
          return fail({
            code: 'bad-file',
            file: task.fileName,
            line: null,
            column: null,
            place: null,
            why: {
              code: 'too-many-people',
              values: { n: set.people.length, limit: importLimits.tables * importLimits.seatsAtTable },
            },
          })
        const { draft, places } = made
        const texts =
          set.from === 'survey' ? set.variables.filter(({ type, step }) => type === 'text' && step !== null).length : 0
        const left = observers && texts > 0 ? { ...leftOut, 'texts-not-watched': texts } : leftOut
        const told = {
          format: set.from,
          title: draft.title,
          people: set.people.length,
          tables: places.length,
          items,
          answers,
          columns,
          left,
        }
        if (look) return ok({ dialogue: null, ...told, links: [] })
        await writing()
        // The last moment at which it can be taken back: from here it is written, whole.
        if (signal.aborted) return fail({ code: 'closed' })
        const problem = still()
        if (problem !== null) return fail(problem)
        const by = { author: authorOf(session), device: session.device }
        const row: VoiceRow = { kind: 'import', command: newId(random), set, places }
        const kept = await into.voices(draft.id, row, by)
        if (!kept.ok) return kept
        const founded = await into.found(draft, observers, by)
        if (!founded.ok) return founded
        return ok({ dialogue: draft.id, ...told, links: into.linksOf(draft.id) })
      })
    },
  )
}
