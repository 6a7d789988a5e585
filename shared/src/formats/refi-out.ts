/**
 * A dialogue as a project for coding texts: what a table said in a session is one source, each entry a quotation in it; a table
 * and a seat are cases; codes and themes are codes, codings lie where they were made; a map is a graph, and its relations links.
 */
import { Leaving } from '../file.ts'
import type { EntryName } from '../synthesis/entries.ts'
import { describe, guidOfEntry, guidOfId, guidOfSource, guidOfTheme } from './refi-names.ts'
import {
  pointsOf,
  type Guid,
  type GuidOf,
  type RefiCode,
  type RefiCoding,
  type RefiNote,
  type RefiProject,
  type RefiSelection,
  type RefiSource,
  type RefiValue,
  type RefiVariable,
} from './refi.ts'
import { casesOf, mapsOf, oneLine, variables, type OutBoard, type OutEntry, type Variable } from './refi-places.ts'
import { internalPath } from './refi-write.ts'

export type OutCode = {
  readonly id: string
  readonly parent: string | null
  readonly name: string
  readonly definition: string
  readonly includes: string
  readonly excludes: string
  readonly color: string | null
}
/** `start` null: the whole entry. `by`: the coder's number. */
export type OutCoding = {
  readonly id: string
  readonly code: string
  readonly entry: EntryName
  readonly start: number | null
  readonly end: number | null
  readonly by: number
}
export type OutMemo = {
  readonly id: string
  readonly on: { readonly code: string } | { readonly coding: string } | { readonly entry: EntryName }
  readonly text: string
}
export type OutTheme = { readonly id: string; readonly name: string; readonly entries: readonly EntryName[] }
export type OutDialogue = {
  readonly name: string
  readonly origin: string
  readonly description: string
  readonly boards: readonly OutBoard[]
  /** Those above before those beneath. */
  readonly codes: readonly OutCode[]
  readonly codings: readonly OutCoding[]
  readonly memos: readonly OutMemo[]
  readonly themes: readonly OutTheme[]
  /** Who put an entry in its themes: a number, from 1. */
  readonly readers: ReadonlyMap<EntryName, number>
}

/** Between two entries of a source. */
const between = '\n\n'
type Laid = { readonly entry: OutEntry; readonly start: number; readonly end: number }
/** The text of a source, and where each entry lies in it: in code points. */
export function layOut(entries: readonly OutEntry[]): { readonly text: string; readonly laid: readonly Laid[] } {
  let at = 0
  const laid = entries.map((entry): Laid => {
    const start = at
    const end = start + pointsOf(entry.text).length
    at = end + between.length
    return { entry, start, end }
  })
  return { text: entries.map(({ text }) => text).join(between), laid }
}

/** `left`: codings and memos whose entry does not leave, links that end nowhere. */
export function projectOf(of: OutDialogue, guidOf: GuidOf): { readonly project: RefiProject; readonly left: Leaving } {
  const left = new Leaving()
  const variable = (name: Variable): Guid => guidOf(`variable:${name}`)
  const value = (name: Variable, said: string | number | null): RefiValue[] =>
    said === null || said === '' ? [] : [{ variable: variable(name), value: String(said) }]
  const user = (kind: 'coder' | 'reader', n: number): Guid => guidOf(`${kind}:${n}`)

  const memos = memosOf(of, guidOf, left)
  const told = new Set(of.codes.map(({ id }) => id))
  const codings = Map.groupBy(
    of.codings.filter(({ code }) => {
      if (!told.has(code)) left.note('qda-codings')
      return told.has(code)
    }),
    ({ entry }) => entry,
  )
  const themes = new Map<EntryName, string[]>()
  for (const { id, entries } of of.themes)
    for (const entry of entries) themes.set(entry, [...(themes.get(entry) ?? []), id])
  const codingOf = ({ id, code, by }: OutCoding): RefiCoding => ({
    guid: guidOfId('coding', id, guidOf),
    code: guidOfId('code', code, guidOf),
    by: user('coder', by),
    at: null,
    notes: memos.of('coding', id),
  })
  const themed = (entry: EntryName): RefiCoding[] =>
    (themes.get(entry) ?? []).map((theme) => ({
      guid: guidOf(`themed:${theme}:${entry}`),
      code: guidOfTheme(theme, guidOf),
      by: of.readers.has(entry) ? user('reader', of.readers.get(entry) ?? 0) : null,
      at: null,
      notes: [],
    }))

  const placed = new Set<EntryName>()
  const sources = of.boards.map((board): RefiSource => {
    const { text, laid } = layOut(board.entries)
    const guid = guidOfSource(board.id, guidOf)
    const points = pointsOf(text)
    const selections = laid.flatMap(({ entry: { entry, text: said, at }, start, end }): RefiSelection[] => {
      placed.add(entry)
      const mine = codings.get(entry) ?? []
      const length = end - start
      const isWhole = (one: OutCoding): boolean => one.start === null || (one.start === 0 && one.end === length)
      const spans = Map.groupBy(
        mine.filter((one) => !isWhole(one)),
        (one) => `${one.start}-${one.end}`,
      )
      const whole: RefiSelection = {
        guid: guidOfEntry(entry, guidOf),
        name: oneLine(said),
        description: '',
        start,
        end,
        by: null,
        at,
        codings: [...mine.filter(isWhole).map(codingOf), ...themed(entry)],
        notes: memos.of('entry', entry),
      }
      return [
        whole,
        ...[...spans.values()].flatMap((all): RefiSelection[] => {
          const [first] = all
          const [from, to] = [start + (first?.start ?? 0), start + (first?.end ?? 0)]
          if (first === undefined || to > end || from >= to) {
            left.note('qda-codings', all.length)
            return []
          }
          return [
            {
              guid: guidOf(`span:${entry}:${first.start}-${first.end}`),
              name: oneLine(points.slice(from, to)),
              description: '',
              start: from,
              end: to,
              by: user('coder', first.by),
              at: null,
              codings: all.map(codingOf),
              notes: [],
            },
          ]
        }),
      ]
    })
    return {
      guid,
      name: board.name,
      description: board.question,
      text,
      path: internalPath(guid),
      by: null,
      at: null,
      selections,
      codings: [],
      notes: [],
      values: [
        ...value('site', board.site),
        ...value('country', board.country),
        ...value('group', board.group),
        ...value('table', board.table),
        ...value('session', board.session),
        ...value('language', board.lang),
      ],
    }
  })
  for (const [entry, all] of codings) if (!placed.has(entry)) left.note('qda-codings', all.length)
  for (const [entry, all] of themes) if (!placed.has(entry)) left.note('qda-codings', all.length)
  const { links, graphs } = mapsOf(of.boards, guidOf, left)
  return {
    project: {
      name: of.name,
      origin: of.origin,
      description: of.description,
      users: usersOf(of, user),
      codes: [...treeOf(of.codes, guidOf, memos), ...of.themes.map((one) => themeAsCode(one, guidOf))],
      variables: variables.map(
        ([name, type, description]): RefiVariable => ({ guid: variable(name), name, type, description }),
      ),
      cases: casesOf(of.boards, guidOf, value),
      sources,
      notes: memos.notes,
      links,
      sets: [],
      graphs,
    },
    left,
  }
}

const bare = { notes: [], codes: [], codable: true } as const
/** A theme has a name and nothing beneath it. */
export const themeAsCode = ({ id, name }: OutTheme, guidOf: GuidOf): RefiCode => ({
  ...bare,
  guid: guidOfTheme(id, guidOf),
  name,
  color: null,
  description: '',
})

type Memos = {
  readonly notes: readonly RefiNote[]
  readonly of: (kind: 'code' | 'coding' | 'entry', id: string) => readonly Guid[]
}
/** The tree of codes, each with what it means and the memos on it. */
export function treeOf(codes: readonly OutCode[], guidOf: GuidOf, memos: Memos | null = null): readonly RefiCode[] {
  const beneath = Map.groupBy(codes, ({ parent }) => parent)
  const tree = (parent: string | null): RefiCode[] =>
    (beneath.get(parent) ?? []).map((one) => ({
      guid: guidOfId('code', one.id, guidOf),
      name: one.name,
      codable: true,
      color: one.color,
      description: describe(one),
      notes: memos?.of('code', one.id) ?? [],
      codes: tree(one.id),
    }))
  return tree(null)
}

function memosOf({ memos, boards, codes, codings }: OutDialogue, guidOf: GuidOf, left: Leaving): Memos {
  const known = new Set([
    ...codes.map(({ id }) => `code ${id}`),
    ...codings.map(({ id }) => `coding ${id}`),
    ...boards.flatMap(({ entries }) => entries.map(({ entry }) => `entry ${entry}`)),
  ])
  const by = new Map<string, Guid[]>()
  const notes = memos.flatMap(({ id, on, text }): RefiNote[] => {
    const of = 'code' in on ? `code ${on.code}` : 'coding' in on ? `coding ${on.coding}` : `entry ${on.entry}`
    if (!known.has(of)) {
      left.note('qda-notes')
      return []
    }
    const guid = guidOfId('memo', id, guidOf)
    by.set(of, [...(by.get(of) ?? []), guid])
    return [{ guid, name: oneLine(text), description: '', text, path: null, by: null, at: null }]
  })
  return { notes, of: (kind, id) => by.get(`${kind} ${id}`) ?? [] }
}

function usersOf({ codings, readers }: OutDialogue, user: (kind: 'coder' | 'reader', n: number) => Guid) {
  const all = (kind: 'coder' | 'reader', numbers: Iterable<number>) =>
    [...new Set(numbers)].sort((a, b) => a - b).map((n) => ({ guid: user(kind, n), name: `${kind} ${n}` }))
  return [
    ...all(
      'coder',
      codings.map(({ by }) => by),
    ),
    ...all('reader', readers.values()),
  ]
}
