/**
 * What the hall's map of the Madrid maps has to say, counted from the files as they lie: rows split by hand, objections
 * worked out by going round until nothing changes, joins walked from entry to entry. Nothing of Tablée is asked.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '../../../shared/data/argument-graphs/decide-madrid-argael')
export const hasMadrid = existsSync(folder)

/** `<proposal>/<component>`. */
export type Name = string
export type Proposal = { readonly stem: string; readonly texts: ReadonlyMap<string, string>; readonly files: Files }
type Files = Readonly<Record<string, Uint8Array>>
/** Cards by the names in them, in order, joined by a blank. */
export type Counted = {
  readonly entries: number
  readonly cards: ReadonlyMap<string, { readonly holds: readonly number[]; readonly objects: readonly number[] }>
  /** `<kind> <card> > <card>`, and at how many tables. */
  readonly lines: ReadonlyMap<string, number>
}

/** The cells of a file, where a cell in quotation marks may hold commas, line breaks and doubled marks. */
function cells(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (quoted && sign === '"' && text[at + 1] === '"') {
      cell += sign
      at += 1
    } else if (sign === '"') quoted = !quoted
    else if (!quoted && (sign === ',' || sign === '\n')) {
      rows.at(-1)?.push(cell)
      cell = ''
      if (sign === '\n') rows.push([])
    } else if (quoted || sign !== '\r') cell += sign
  }
  if (cell !== '') rows.at(-1)?.push(cell)
  return rows.filter((row) => row.length > 1).slice(1)
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

/** One for each table, in the order of their numbers. */
export const proposals = (): readonly Proposal[] =>
  readdirSync(folder)
    .flatMap((name) => /^(.*)_arg_comp\.csv$/.exec(name)?.[1] ?? [])
    .sort((a, b) => Number(a) - Number(b))
    .map((stem) => {
      const [components, relations] = [`${stem}_arg_comp.csv`, `${stem}_arg_rel.csv`]
      const texts = new Map(cells(read(components)).map(([id = '', text = '']) => [id, text]))
      const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, name)))
      return { stem, texts, files: { [components]: bytes(components), [relations]: bytes(relations) } }
    })

/** What no file has, drawn at a table beside what was imported. */
export type Link = { readonly stem: string; readonly from: string; readonly to: string; readonly attacks: boolean }

export function counted(
  of: readonly Proposal[],
  same: readonly (readonly [Name, Name])[],
  beside: readonly Link[] = [],
): Counted {
  const neighbours = new Map<Name, Name[]>()
  for (const [a, b] of same)
    for (const [one, other] of [[a, b] as const, [b, a] as const])
      neighbours.set(one, [...(neighbours.get(one) ?? []), other])
  const cardOf = (name: Name): string => {
    const reached = [name]
    for (const one of reached)
      for (const next of neighbours.get(one) ?? []) if (!reached.includes(next)) reached.push(next)
    return reached.sort().join(' ')
  }
  const cards = new Map<string, { holds: number[]; objects: number[] }>()
  const drawn = new Map<string, Set<number>>()
  let entries = 0
  for (const [n, { stem, texts }] of of.entries()) {
    const table = n + 1
    const links = cells(read(`${stem}_arg_rel.csv`))
      .map(([, to = '', from = '', , intent = '']) => ({ from, to, attacks: intent.trim().toLowerCase() === 'attack' }))
      .concat(beside.filter((one) => one.stem === stem))
      .filter(({ from, to }) => from !== to)
    // Nobody has fallen at first; round and round, until nothing changes.
    const state = new Map<string, 'stands' | 'falls'>()
    for (let changed = true; changed; ) {
      changed = false
      for (const id of texts.keys()) {
        if (state.has(id)) continue
        const against = links.filter(({ to, attacks }) => attacks && to === id).map(({ from }) => state.get(from))
        const now = against.includes('stands')
          ? 'falls'
          : against.every((one) => one === 'falls')
            ? 'stands'
            : undefined
        if (now === undefined) continue
        state.set(id, now)
        changed = true
      }
    }
    for (const id of texts.keys()) {
      entries += 1
      const card = cardOf(`${stem}/${id}`)
      const of = cards.get(card) ?? { holds: [], objects: [] }
      cards.set(card, of)
      const objects = links.some(({ from, to, attacks }) => attacks && to === id && state.get(from) !== 'falls')
      if (objects && !of.objects.includes(table)) of.objects.push(table)
      if (!objects && !of.holds.includes(table)) of.holds.push(table)
    }
    for (const { from, to, attacks } of links) {
      const [one, other] = [cardOf(`${stem}/${from}`), cardOf(`${stem}/${to}`)]
      if (one === other) continue
      const line = `${attacks ? 'attacks' : 'supports'} ${one} > ${other}`
      drawn.set(line, (drawn.get(line) ?? new Set()).add(table))
    }
  }
  for (const of of cards.values()) of.holds = of.holds.filter((table) => !of.objects.includes(table))
  return { entries, cards, lines: new Map([...drawn].map(([line, tables]) => [line, tables.size])) }
}
