/**
 * Strict reading of JSON that is ours to define: each value knows where in the file it stands, a field that nobody knows is
 * refused by name, and so is one that stands twice. Reading goes on past a fault with something in its place, so that all
 * of them are told at once; what was read is used by nobody then. Of one place the first fault is told: the others follow
 * from it.
 */
import { plainText } from '../board/text.ts'
import { BadFile } from '../file.ts'
import { isId } from '../ids.ts'
import { isRecord, spotsIn } from './json.ts'
import { nearest } from './nearest.ts'

/** Whoever mends a file reads no more at once; a file of mistakes alone would be answered with many times its size. */
const mostTold = 200

export class Faults {
  readonly #at = new Map<string, BadFile>()
  /** Places of those that are counted only. */
  readonly #further = new Set<string>()
  /** Places of fields that stand there by a misspelt name, which is told: they are not missing. */
  readonly meant = new Set<string>()
  #next: BadFile | null = null
  /** `fault` is asked for only where it is told. */
  note(place: string, fault: () => BadFile): void {
    if (this.has(place)) return
    if (this.#at.size < mostTold) {
      this.#at.set(place, fault())
      return
    }
    this.#next ??= fault()
    this.#further.add(place)
  }
  has(place: string): boolean {
    return this.#at.has(place) || this.#further.has(place)
  }
  get size(): number {
    return this.#at.size + this.#further.size
  }
  /** The first of them, and how many more there are, said where these begin. */
  all(): readonly BadFile[] {
    const told = [...this.#at.values()]
    return this.#next === null ? told : [...told, new BadFile('more-faults', { n: this.#further.size }, this.#next.at)]
  }
}

/** Stands where something is missing or is something else than it should be, which was told already. */
const told = Symbol('told')

export class Spot {
  readonly value: unknown
  readonly place: string
  /** What it is called where it stands. */
  readonly name: string
  readonly faults: Faults
  constructor(value: unknown, place: string, name: string, faults: Faults) {
    this.value = value
    this.place = place
    this.name = name
    this.faults = faults
  }

  /** Notes what is wrong here; reading goes on with `instead`. */
  bad<T>(code: BadFile['fault']['code'], values: Readonly<Record<string, string | number>>, instead: T): T {
    if (this.value !== told)
      this.faults.note(this.place, () => new BadFile(code, values, { place: this.place === '' ? null : this.place }))
    return instead
  }
  /** What stands here is not what was meant: nothing follows from it. */
  get faulty(): boolean {
    return this.value === told || this.faults.has(this.place)
  }
  #wrong<T>(want: string, instead: T): T {
    return this.bad('wrong-type', { field: this.name, want }, instead)
  }
  #told(): Spot {
    return new Spot(told, this.place, this.name, this.faults)
  }

  /** An object of these fields and no others. */
  fields<Name extends string>(known: readonly Name[]): Fields<Name> {
    if (!isRecord(this.value)) return this.#wrong('object', new Fields(this.#told()))
    const { value } = this
    const names: ReadonlySet<string> = new Set(known)
    const missing = new Set(known.filter((name) => !Object.hasOwn(value, name)))
    for (const name of Object.keys(value)) {
      if (names.has(name)) continue
      const spot = this.#inner(name)
      const meant = nearest(name, missing)
      if (meant === null) spot.bad('unknown-field', { field: name.slice(0, 80) }, null)
      else {
        spot.bad('field-meant', { field: name, meant }, null)
        missing.delete(meant)
        this.faults.meant.add(this.#placeOf(meant))
      }
    }
    return new Fields(this)
  }
  #placeOf(name: string): string {
    return this.place === '' ? name : `${this.place}.${name}`
  }
  #inner(name: string): Spot {
    const value =
      this.value === told
        ? told
        : isRecord(this.value) && Object.hasOwn(this.value, name)
          ? this.value[name]
          : undefined
    return new Spot(value, this.#placeOf(name), name, this.faults)
  }
  /** A field that may be missing; one whose name is misspelt is there, and spoilt. */
  maybe(name: string): Spot | null {
    const found = this.#inner(name)
    if (found.value === undefined && this.faults.meant.has(found.place)) return found.#told()
    return found.value === undefined || found.value === told ? null : found
  }
  at(name: string): Spot {
    const found = this.#inner(name)
    if (found.value !== undefined) return found
    return this.faults.meant.has(found.place)
      ? found.#told()
      : found.bad('missing-field', { field: name }, found.#told())
  }

  list(min: number, max: number): readonly Spot[] {
    const { value } = this
    if (!Array.isArray(value)) return this.#wrong('list', [])
    if (value.length < min || value.length > max)
      this.bad('list-length', { field: this.name, n: value.length, min, max }, null)
    // Beyond the limit it is another file than ours: what is wrong in it is told up to there.
    return value
      .slice(0, max)
      .map((one: unknown, index) => new Spot(one, `${this.place}[${index}]`, this.name, this.faults))
  }

  /** What people read: as every text of the house, without invisible characters; never blank. */
  text(limit: number): string {
    if (typeof this.value !== 'string') return this.#wrong('text', '')
    const text = plainText(this.value).trim()
    if (text === '') return this.bad('no-text', { id: this.name }, text)
    return text.length > limit ? this.bad('text-too-long', { size: text.length, limit }, text) : text
  }
  /** A spoilt one is still the one that others mean. */
  id(limit = 64): string {
    if (typeof this.value !== 'string') return this.#wrong('text', '')
    // Answers are fields by their items' ids: `constructor` is the one id that every object has a field of.
    if (!isId(this.value) || this.value in Object.prototype || this.value.length > limit)
      return this.bad('bad-id', { value: this.value.slice(0, 80), limit }, this.value)
    return this.value
  }
  whole(min: number, max: number): number {
    const { value } = this
    if (typeof value !== 'number' || !Number.isInteger(value)) return this.#wrong('whole', min)
    return value < min || value > max ? this.bad('out-of-range', { field: this.name, min, max }, min) : value
  }
  flag(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.#wrong('flag', false)
  }
  one<T extends string>(of: readonly T[]): T {
    const [first] = of
    if (first === undefined) throw new Error(`${this.place}: one of nothing`)
    if (typeof this.value !== 'string') return this.#wrong('text', first)
    const found = of.find((each) => each === this.value)
    const known = of.join(', ')
    return found ?? this.bad('not-one-of', { field: this.name, value: this.value.slice(0, 80), known }, first)
  }
  /** ISO 8601 with its offset; a day that no calendar has is none. */
  time(): number {
    if (typeof this.value !== 'string') return this.#wrong('time', 0)
    const found = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.exec(this.value)
    const at = Date.parse(this.value)
    const day = Date.parse(`${found?.[1] ?? ''}T00:00Z`)
    if (found === null || Number.isNaN(at) || new Date(day).toISOString().slice(0, 10) !== found[1])
      return this.#wrong('time', 0)
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

/** Ours nest eleven deep; what goes far beyond would exhaust whoever reads or says it by calling itself. */
const deepest = 64

/**
 * Refuses a field that stands twice in one object: JSON's parser keeps the last, and what the first said would be lost in
 * silence. Throws where a text nests too deep, before anybody reads what it holds. The text has been parsed: only strings,
 * brackets and colons matter here.
 */
export function soundlyNested(text: string, faults: Faults): void {
  const open: (Set<string> | null)[] = []
  const part = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs
  const colon = /\s*:/y
  let spotAt: ReturnType<typeof spotsIn> | null = null
  for (let found = part.exec(text); found !== null; found = part.exec(text)) {
    const [token] = found
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : null)
      if (open.length > deepest) throw new BadFile('too-deep', {}, spotsIn(text)(found.index))
    } else if (token === '}' || token === ']') open.pop()
    else {
      colon.lastIndex = part.lastIndex
      const names = open.at(-1)
      if (names === null || names === undefined || !colon.test(text)) continue
      const name = String(JSON.parse(token))
      if (names.has(name)) {
        const { index } = found
        spotAt ??= spotsIn(text)
        const spot = spotAt
        faults.note(`:${index}`, () => new BadFile('field-twice', { field: name.slice(0, 80) }, spot(index)))
      }
      names.add(name)
    }
  }
}
