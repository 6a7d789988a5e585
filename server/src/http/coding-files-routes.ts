/** Files of programs that code texts over HTTP: into a codebook that stands, and as a dialogue of their own. All of it, or nothing. */
import type { BroughtDialogue } from '@tablee/shared/formats/refi-dialogue'
import { isLang, newId, type DialogueId, type Lang, type RandomBytes } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/coding-files'
import { encodings, type Encoding } from '@tablee/shared/wire/exchange'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { handOf } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { Bringing } from '../codebook/bring.ts'
import { readAsDialogueBeside, readBackBeside } from '../exchange/beside.ts'
import { isEncoding } from '../exchange/text.ts'
import { fileName, given } from './file-asked.ts'
import { withProgress } from './progress.ts'
import { on, routes } from './serve.ts'

type Asked = Readonly<Partial<Record<'file' | 'lang' | 'encoding' | 'look', string | undefined>>>
type Task = { readonly fileName: string; readonly lang: Lang; readonly encoding: Encoding | undefined }
function taskOf(query: Asked): Result<Task> {
  const [lang, encoding] = [given(query.lang) ?? 'en', given(query.encoding)]
  if (!isLang(lang)) return fail({ code: 'bad-request', where: 'lang', why: 'no language tag, such as fr or de-BE' })
  if (encoding !== undefined && !isEncoding(encoding))
    return fail({ code: 'bad-request', where: 'encoding', why: `one of ${encodings.join(', ')}` })
  return ok({ fileName: fileName(query.file), lang, encoding })
}

/** Into the codebook of a dialogue that stands. */
export function codingsImportRoutes({ bringing, random }: { bringing: Bringing; random: RandomBytes }): Hono<Env> {
  return routes(
    on(wire.importCodings, async ({ c, session, where: { dialogue }, query, still, bytes }) => {
      const task = taskOf(query)
      if (!task.ok) return task
      const look = query.look === '1'
      const [file, standing] = [await bytes(), await bringing.standing(session, dialogue)]
      return withProgress(c, async ({ onProgress, signal, writing }): Promise<Result<wire.CodingsIn>> => {
        const beside = { onProgress: (part: number) => onProgress(part * 0.9), signal }
        const read = await readBackBeside({ ...task.value, bytes: file, standing }, beside)
        if (!read.ok) return read
        const { codes, codings, memos, found, missing, left } = read.value
        const told = {
          look,
          codes: codes.length,
          codings: codings.length,
          memos: memos.length,
          missing,
          left,
          ...found,
        }
        if (look || codes.length + codings.length + memos.length === 0) return ok(told)
        await writing()
        // The last moment at which it can be taken back: from here it is one row.
        if (signal.aborted) return fail({ code: 'closed' })
        const problem = still()
        if (problem !== null) return fail(problem)
        const brought = await bringing.bringIn(
          session,
          dialogue,
          newId(random),
          { codes, codings, memos },
          () => still() === null,
        )
        return brought.ok ? ok(told) : brought
      })
    }),
  )
}

export type ProjectImport = {
  /** Its boards with their words, its codes, and only then anybody's key: before that nobody can see it. */
  found(made: BroughtDialogue, by: { author: string; device: string }): Promise<Result<null>>
  linksOf(dialogue: DialogueId): readonly LinkEntry[]
}

/** A project that is nobody's yet: with `look=1` nothing is written. */
export function projectImportRoutes({ into, clock }: { into: ProjectImport; clock: Clock }): Hono<Env> {
  return routes(
    on(wire.importProject, async ({ c, session, query, still, bytes }) => {
      const task = taskOf(query)
      if (!task.ok) return task
      const look = query.look === '1'
      const file = await bytes()
      const title = given(query.title)?.slice(0, 200)
      return withProgress(c, async ({ onProgress, signal, writing }): Promise<Result<wire.ProjectIn>> => {
        const beside = { onProgress: (part: number) => onProgress(part * 0.9), signal }
        const read = await readAsDialogueBeside({ ...task.value, bytes: file, title, at: clock() }, beside)
        if (!read.ok) return read
        const { draft, boards, codes, codings, memos, missing, left } = read.value
        const told = {
          title: draft.title,
          tables: boards.length,
          words: boards.reduce((sum, { words }) => sum + words.length, 0),
          codes: codes.length,
          codings: codings.length,
          memos: memos.length,
          missing,
          left,
        }
        if (look) return ok({ dialogue: null, ...told, links: [] })
        await writing()
        if (signal.aborted) return fail({ code: 'closed' })
        const problem = still()
        if (problem !== null) return fail(problem)
        const founded = await into.found(read.value, handOf(session))
        return founded.ok ? ok({ dialogue: draft.id, ...told, links: into.linksOf(draft.id) }) : founded
      })
    }),
  )
}
