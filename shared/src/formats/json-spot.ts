/**
 * Strict reading of JSON that is ours to define: each value knows where in the file it stands, a field that nobody knows is
 * refused by name, and so is one that stands twice. The first fault ends the reading.
 */
import { plainText } from '../board/text.ts'
import { BadFile } from '../file.ts'
import { isId } from '../ids.ts'
import { isRecord, spotOf } from './json.ts'

export class Spot {
  readonly value: unknown
  readonly place: string
  /** What it is called where it stands. */
  readonly name: string
  constructor(value: unknown, place: string, name: string) {
    this.value = value
    this.place = place
    this.name = name
  }

  bad(code: BadFile['fault']['code'], values: Readonly<Record<string, string | number>> = {}): never {
    throw new BadFile(code, values, { place: this.place === '' ? null : this.place })
  }
  #wrong(want: string): never {
    return this.bad('wrong-type', { field: this.name, want })
  }

  /** An object of these fields and no others. */
  fields<Name extends string>(known: readonly Name[]): Fields<Name> {
    if (!isRecord(this.value)) return this.#wrong('object')
    const names: ReadonlySet<string> = new Set(known)
    for (const name of Object.keys(this.value))
      if (!names.has(name)) this.#inner(name).bad('unknown-field', { field: name.slice(0, 80) })
    return new Fields(this)
  }
  #inner(name: string): Spot {
    const value = isRecord(this.value) && Object.hasOwn(this.value, name) ? this.value[name] : undefined
    return new Spot(value, this.place === '' ? name : `${this.place}.${name}`, name)
  }
  /** A field that may be missing. */
  maybe(name: string): Spot | null {
    const found = this.#inner(name)
    return found.value === undefined ? null : found
  }
  at(name: string): Spot {
    return this.maybe(name) ?? this.#inner(name).bad('missing-field', { field: name })
  }
  keys(): readonly string[] {
    return isRecord(this.value) ? Object.keys(this.value) : this.#wrong('object')
  }

  list(min: number, max: number): readonly Spot[] {
    const { value } = this
    if (!Array.isArray(value)) return this.#wrong('list')
    if (value.length < min || value.length > max)
      return this.bad('list-length', { field: this.name, n: value.length, min, max })
    return value.map((one: unknown, index) => new Spot(one, `${this.place}[${index}]`, this.name))
  }

  /** What people read: as every text of the house, without invisible characters; never blank. */
  text(limit: number): string {
    if (typeof this.value !== 'string') return this.#wrong('text')
    const text = plainText(this.value).trim()
    if (text === '') return this.bad('no-text', { id: this.name })
    return text.length > limit ? this.bad('text-too-long', { size: text.length, limit }) : text
  }
  id(limit = 64): string {
    if (typeof this.value !== 'string') return this.#wrong('text')
    // Answers are fields by their items' ids: `constructor` is the one id that every object has a field of.
    if (!isId(this.value) || this.value in Object.prototype || this.value.length > limit)
      return this.bad('bad-id', { value: this.value.slice(0, 80), limit })
    return this.value
  }
  whole(min: number, max: number): number {
    const { value } = this
    if (typeof value !== 'number' || !Number.isInteger(value)) return this.#wrong('whole')
    return value < min || value > max ? this.bad('out-of-range', { field: this.name, min, max }) : value
  }
  flag(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.#wrong('flag')
  }
  one<T extends string>(of: readonly T[]): T {
    if (typeof this.value !== 'string') return this.#wrong('text')
    const found = of.find((each) => each === this.value)
    return found ?? this.bad('not-one-of', { field: this.name, value: this.value.slice(0, 80), known: of.join(', ') })
  }
  /** ISO 8601 with its offset; a day that no calendar has is none. */
  time(): number {
    if (typeof this.value !== 'string') return this.#wrong('time')
    const found = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.exec(this.value)
    const at = Date.parse(this.value)
    const day = Date.parse(`${found?.[1] ?? ''}T00:00Z`)
    if (found === null || Number.isNaN(at) || new Date(day).toISOString().slice(0, 10) !== found[1])
      return this.#wrong('time')
    return at
  }
}

/** The fields of an object whose names were checked. */
export class Fields<Name extends string> {
  readonly #spot: Spot
  constructor(spot: Spot) {
    this.#spot = spot
  }
  at(name: Name): Spot {
    return this.#spot.at(name)
  }
  maybe(name: Name): Spot | null {
    return this.#spot.maybe(name)
  }
}

/**
 * Refuses a field that stands twice in one object: JSON's parser keeps the last, and what the first said would be lost in
 * silence. The text has been parsed: only strings, brackets and colons matter here.
 */
export function noFieldTwice(text: string): void {
  const open: (Set<string> | null)[] = []
  const part = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs
  const colon = /\s*:/y
  for (let found = part.exec(text); found !== null; found = part.exec(text)) {
    const [token] = found
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(null)
    else if (token === '}' || token === ']') open.pop()
    else {
      colon.lastIndex = part.lastIndex
      const names = open.at(-1)
      if (names === null || names === undefined || !colon.test(text)) continue
      const name = String(JSON.parse(token))
      if (names.has(name)) throw new BadFile('field-twice', { field: name.slice(0, 80) }, spotOf(text, found.index))
      names.add(name)
    }
  }
}
