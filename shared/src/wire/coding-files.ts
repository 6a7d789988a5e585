/** Files of programs that code texts (REFI-QDA): into a dialogue's codebook, and as a dialogue of their own. */
import { z } from 'zod'
import { leftCodes } from '../file.ts'
import type { DialogueId } from '../ids.ts'
import { cards } from './access.ts'
import { route, type Infer } from './declare.ts'
import { encodings } from './exchange.ts'
import { progressLines } from './files.ts'
import { id } from './terms.ts'

const query = {
  file: 'Its name',
  lang: 'Language of memos, and of what is said in a dialogue of its own; else English',
  encoding: `Of what is not UTF-8: one of ${encodings.join(', ')}`,
  look: '1: only say what is in it',
} as const
const counted = {
  codes: z.int().describe('That do not stand here yet'),
  codings: z.int(),
  memos: z.int(),
  missing: z.array(z.string()).describe('Texts that are not in the file, by their names'),
  left: z.partialRecord(z.enum(leftCodes), z.int()).describe('What found no place, and how much of it'),
}

const codingsIn = z
  .object({
    look: z.boolean().describe('It was only looked at'),
    ...counted,
    sources: z.int().describe('Texts of the file that are of this dialogue'),
    entries: z.int().describe('Entries that stand in them as they stand here'),
  })
  .meta({ id: 'CodingsIn' })
export type CodingsIn = Infer<typeof codingsIn>
export const importCodings = route('POST /api/dialogues/:dialogue/codebook/import', {
  action: 'themes.work',
  at: 'dialogue',
  summary: 'A codebook (.qdc), or a project (.qdpx) that left here, into the codebook: all of it, or nothing',
  query,
  takes: 'application/octet-stream',
  answer: codingsIn,
  lines: progressLines(codingsIn),
})

const projectIn = z
  .object({
    dialogue: id<DialogueId>().nullable().describe('null when it was only looked at'),
    title: z.string(),
    tables: z.int(),
    words: z.int(),
    ...counted,
    links: cards.describe('Keys to the new dialogue, for who imported it'),
  })
  .meta({ id: 'ProjectIn' })
export type ProjectIn = Infer<typeof projectIn>
export const importProject = route('POST /api/codings/import', {
  action: 'voices.import',
  at: 'none',
  summary: 'A project of a program that codes texts, as a dialogue of its own: all of it, or nothing',
  query: { ...query, title: 'What the dialogue is called; else what the project is called' },
  takes: 'application/octet-stream',
  answer: projectIn,
  lines: progressLines(projectIn),
})
