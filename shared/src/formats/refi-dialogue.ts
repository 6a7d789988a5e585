/**
 * A project of another program as a dialogue of its own: each of its texts a table, each paragraph words that were said there,
 * caught from notes. What is coded in it comes along as a codebook.
 */
import { limits } from '../board/schema.ts'
import { plainText, shortened } from '../board/text.ts'
import type { DialogueDraft, LocalText } from '../dialogue/programme.ts'
import { BadFile, Leaving } from '../file.ts'
import {
  isLang,
  newId,
  type BoardId,
  type DialogueId,
  type Lang,
  type RandomBytes,
  type SiteId,
  type TableId,
  type WordsId,
} from '../ids.ts'
import { importLimits } from '../voices/imported-dialogue.ts'
import { partsLeft } from './refi-back.ts'
import { codesIn, memosOfCodes, pieces, sourceIn, type Brought, type Placed } from './refi-codes.ts'
import { qdaOrigin } from './refi-places.ts'
import { pointsOf, type Guid, type Points, type RefiProject, type RefiSource } from './refi.ts'

export type BroughtWords = { readonly id: WordsId; readonly text: string; readonly at: number }
export type BroughtBoard = { readonly board: BoardId; readonly lang: Lang; readonly words: readonly BroughtWords[] }
export type BroughtDialogue = Brought & {
  readonly draft: DialogueDraft
  /** In the order of its tables. */
  readonly boards: readonly BroughtBoard[]
}
const day = 86_400_000
const longestTitle = 200
/** Bytes that words cost in a document beside their text. */
const frame = 200

/** `title`: of the dialogue, and of what nothing else names. */
type Making = { readonly at: number; readonly random: RandomBytes; readonly lang: Lang; readonly title: string }

/**
 * Throws `BadFile`: `qda-missing` (texts that are not in the file), `qda-no-texts`, `too-many-boards`, `text-too-long`. `at` in
 * milliseconds since 1970.
 */
export function dialogueOfProject(
  project: RefiProject,
  missing: readonly string[],
  made: Making,
): BroughtDialogue & { readonly left: Leaving } {
  const { at, random, lang } = made
  if (missing.length > 0)
    throw new BadFile('qda-missing', { n: missing.length, names: missing.slice(0, 5).join(' · ') })
  const left = new Leaving()
  const texts = project.sources.map((source) => ({ source, paragraphs: paragraphsOf(source, project.origin) }))
  const said = texts.filter(({ paragraphs }) => paragraphs.length > 0)
  left.note('qda-empty-texts', texts.length - said.length)
  if (said.length === 0) throw new BadFile('qda-no-texts')
  if (said.length > importLimits.tables)
    throw new BadFile('too-many-boards', { n: said.length, limit: importLimits.tables })
  const codes = codesIn(project.codes, [], new Set(), left)
  const told = new Set<Guid>()
  const notes = new Map(project.notes.map((one) => [one.guid, one]))
  const reading = { codes: codes.idOf, skip: new Set<Guid>(), stand: new Set<Guid>(), notes, told, lang, left }
  const placeOf = placesOf(project)
  const read = texts.map(({ source, paragraphs }) => {
    const board = newId<BoardId>(random)
    const words = paragraphs.map(({ text }, n): BroughtWords => ({ id: newId<WordsId>(random), text, at: at + n }))
    const size = words.reduce((sum, { text }) => sum + text.length * 3 + frame, 0)
    if (size > limits.documentHard)
      throw new BadFile('text-too-long', { size, limit: limits.documentHard }, { place: source.name.slice(0, 80) })
    const placed = paragraphs.map(
      (one, n): Placed => ({ ...one.placed, entry: `${board}/words/${words[n]?.id ?? ''}` }),
    )
    const where = placeOf(source)
    const of = { board, words, lang: isLang(where.lang) ? where.lang : lang }
    return { source, where, of, coded: sourceIn(source, placed, reading) }
  })
  const boards = read.filter(({ of }) => of.words.length > 0)
  const ofCodes = memosOfCodes(project.codes, codes, project.notes, reading)
  partsLeft({ ...project, cases: project.cases.filter((one) => !isPlace(one, project)) }, left)
  return {
    draft: draftOf(boards, project.origin === qdaOrigin, made),
    boards: boards.map(({ of }) => of),
    codes: codes.codes,
    codings: read.flatMap(({ coded }) => coded.codings),
    memos: [...read.flatMap(({ coded }) => coded.memos), ...ofCodes],
    left,
  }
}

type Paragraph = { readonly text: string; readonly placed: Omit<Placed, 'entry'> }

/**
 * Blocks between blank lines; where a text has none, its lines. What left here says itself where each entry lies. What is longer
 * than words may be is cut where a line or a word ends.
 */
function paragraphsOf(source: RefiSource, origin: string): readonly Paragraph[] {
  const text = source.text ?? ''
  const points = pointsOf(text)
  const blocks = (origin === qdaOrigin ? quotations(source, points) : null) ?? blocksOf(text, points)
  return blocks.flatMap(([start, end]) => cut(points, start, end))
}

type Block = readonly [start: number, end: number]

/** Quotations that are in no other, if they leave nothing out but white space. */
function quotations({ selections }: RefiSource, points: Points): readonly Block[] | null {
  const sorted = [...selections].sort((a, b) => a.start - b.start || b.end - a.end)
  const blocks: Block[] = []
  let reached = 0
  for (const { start, end } of sorted) {
    if (end <= reached) continue
    if (start < reached || points.slice(reached, start).trim() !== '') return null
    blocks.push([start, end])
    reached = end
  }
  return points.slice(reached, points.length).trim() === '' ? blocks : null
}

function blocksOf(text: string, points: Points): readonly Block[] {
  const between = /\n[^\S\n]*\n/.test(text.trim()) ? /(?:\n[^\S\n]*){2,}/g : /\n+/g
  const blocks: Block[] = []
  let from = 0
  const add = (to: number): void => {
    const part = text.slice(from, to)
    const begin = from + (part.length - part.trimStart().length)
    const end = from + part.trimEnd().length
    if (end > begin) blocks.push([points.point(begin), points.point(end)])
  }
  for (const found of text.matchAll(between)) {
    add(found.index)
    from = found.index + found[0].length
  }
  add(text.length)
  return blocks
}

function cut(points: Points, start: number, end: number): readonly Paragraph[] {
  const raw = points.slice(start, end)
  const whole = plainText(raw)
  if (whole.trim() === '') return []
  if (whole.length <= limits.words) return [paragraph(points, start, end, whole)]
  const parts: Paragraph[] = []
  let from = 0
  for (const piece of pieces(raw, limits.words)) {
    const at = raw.indexOf(piece, from)
    from = at + piece.length
    const [begin, stop] = [points.point(points.unit(start) + at), points.point(points.unit(start) + from)]
    const text = plainText(piece)
    if (text.trim() !== '') parts.push(paragraph(points, begin, stop, text))
  }
  return parts
}

/** `text`: what stands from `start` to `end`, without letters that nobody sees. */
function paragraph(points: Points, start: number, end: number, text: string): Paragraph {
  const shown = pointsOf(text)
  const isBlank = (from: number, to: number): boolean => shown.slice(from, to).trim() === ''
  const raw = points.slice(start, end)
  if (raw === text) return { text, placed: { start, end, at: (point) => point - start, isBlank } }
  // Each letter that stayed, found in its order; what is gone between two lies where the next one stands.
  const [before, after] = [[...raw], [...text]]
  const at: number[] = []
  let reached = 0
  for (const letter of before) {
    at.push(reached)
    if (letter === after[reached] || (after[reached] === '\n' && /[\r\u0085\u2028\u2029\v\f]/.test(letter)))
      reached += 1
  }
  at.push(after.length)
  return { text, placed: { start, end, at: (point) => at[point - start] ?? after.length, isBlank } }
}

const isPlace = ({ sources, codes, selections }: RefiProject['cases'][number], { origin }: RefiProject): boolean =>
  origin === qdaOrigin && codes.length === 0 && (sources.length > 0 || selections.length > 0)

type Where = { readonly site: string; readonly country: string; readonly group: string; readonly lang: string }
/** As variables of a source, or of the case that it is of, say it. */
function placesOf({ variables, cases }: RefiProject): (source: RefiSource) => Where {
  const names = new Map(variables.map(({ guid, name }) => [guid, name.trim().toLowerCase()]))
  const ofCase = new Map(cases.flatMap((one) => one.sources.map((source) => [source, one.values] as const)))
  return (source) => {
    const said = (name: string): string =>
      plainText(
        [...source.values, ...(ofCase.get(source.guid) ?? [])].find(({ variable }) => names.get(variable) === name)
          ?.value ?? '',
      ).trim()
    return { site: said('site'), country: said('country'), group: said('group'), lang: said('language') }
  }
}

type Read = { readonly source: RefiSource; readonly where: Where; readonly of: BroughtBoard }
/** `ours`: what left here has the question beside the text, and its name is the table's. */
function draftOf(read: readonly Read[], ours: boolean, { at, random, lang, title }: Making): DialogueDraft {
  const named: LocalText = { [lang]: title }
  const sites = new Map<string, { readonly id: SiteId; readonly name: string; readonly country: string }>()
  const question = ({ name, description }: RefiSource): string => {
    const asked = plainText(ours && description.trim() !== '' ? description : name)
    return shortened(asked.replace(/\s+/g, ' ').trim() || title, longestTitle)
  }
  const placed = read.map(({ source, where, of }, n) => {
    const name = shortened(where.site || title, longestTitle)
    const country = /^[A-Z]{2}$/.test(where.country) ? where.country : 'ZZ'
    const site = sites.get(name) ?? { id: newId<SiteId>(random), name, country }
    sites.set(name, site)
    const id = newId<TableId>(random)
    const group = where.group === '' ? {} : { group: shortened(where.group, longestTitle) }
    const { board, lang: spoken } = of
    return {
      table: { id, site: site.id, number: n + 1, seats: 1, lang: spoken, citizensEdit: false, ...group },
      board: { id: board, table: id, session: 1, question: question(source), lang: spoken },
    }
  })
  return {
    id: newId<DialogueId>(random),
    title,
    lang,
    opensAt: at,
    closesAt: at + day,
    session: 1,
    startedAt: null,
    sites: [...sites.values()].map((one) => ({ ...one, lang })),
    tables: placed.map(({ table }) => table),
    sessions: [{ number: 1, title: named, question: named, steps: [] }],
    boards: placed.map(({ board }) => board),
  }
}
