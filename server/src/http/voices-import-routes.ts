/** A poll or survey of another tool becomes a dialogue of its own: its people at tables, its rounds closed, all of it or nothing. */
import { dialogueOf, importLimits, titleOf } from '@tablee/shared/voices/imported-dialogue'
import type { VoiceRow } from '@tablee/shared/voices/rows'
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import { isLang, newId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { importVoices, type ImportedVoices } from '@tablee/shared/wire/files'
import { encodings } from '@tablee/shared/wire/exchange'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { handOf } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import { readVoicesBeside } from '../exchange/beside.ts'
import { isEncoding } from '../exchange/text.ts'
import { fileName, given } from './file-asked.ts'
import { withProgress } from './progress.ts'
import { on, routes } from './serve.ts'

export type VoicesImport = {
  /** The answers, then the dialogue that shows them: before it stands nobody sees them. */
  voices(dialogue: DialogueId, row: VoiceRow, by: { author: string; device: string }): Promise<Result<null>>
  /** `observers`: whether it gets a link for them. */
  found(draft: DialogueDraft, observers: boolean, by: { author: string; device: string }): Promise<Result<null>>
  linksOf(dialogue: DialogueId): readonly LinkEntry[]
}

/**
 * A dialogue that could not be founded after its answers were written is nobody's to see. With `look=1` nothing is
 * written.
 */
export function voicesImportRoutes({
  into,
  clock,
  random,
}: {
  into: VoicesImport
  clock: Clock
  random: RandomBytes
}): Hono<Env> {
  return routes(
    on(importVoices, async ({ c, session, query, still, bytes }) => {
      const lang = given(query.lang) ?? 'en'
      if (!isLang(lang))
        return fail({ code: 'bad-request', where: 'lang', why: 'no language tag, such as fr or de-BE' })
      const encoding = given(query.encoding)
      if (encoding !== undefined && !isEncoding(encoding))
        return fail({ code: 'bad-request', where: 'encoding', why: `one of ${encodings.join(', ')}` })
      const look = query.look === '1'
      const title = given(query.title)
      const observers = query.observers === '1'
      const task = {
        bytes: await bytes(),
        fileName: fileName(query.file),
        encoding,
        lang,
        title,
        id: given(query.id),
        weight: given(query.weight),
        table: given(query.table),
        wave: given(query.wave),
        after: given(query.after),
        missing: given(query.missing),
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
        const by = handOf(session)
        const row: VoiceRow = { kind: 'import', command: newId(random), set, places }
        const kept = await into.voices(draft.id, row, by)
        if (!kept.ok) return kept
        const founded = await into.found(draft, observers, by)
        if (!founded.ok) return founded
        return ok({ dialogue: draft.id, ...told, links: into.linksOf(draft.id) })
      })
    }),
  )
}
