/**
 * A project of a program for coding texts as plain data: what REFI-QDA 1.0 (`Project.xsd` of 2019) says that has to do with
 * texts, codes and what lies between them. A reader and a writer of XML go to it and come from it, and are each other's inverse.
 */

/** Upper case, 8-4-4-4-12, without braces. */
export type Guid = string
/** A GUID that follows from a name, always the same. */
export type GuidOf = (name: string) => Guid

export const projectNamespace = 'urn:QDA-XML:project:1.0'
export const codebookNamespace = 'urn:QDA-XML:codebook:1.0'

export type RefiUser = { readonly guid: Guid; readonly name: string }
export type RefiCode = {
  readonly guid: Guid
  readonly name: string
  /** False: it only heads others. */
  readonly codable: boolean
  /** `#RRGGBB`. */
  readonly color: string | null
  readonly description: string
  readonly notes: readonly Guid[]
  readonly codes: readonly RefiCode[]
}
/** `at` in milliseconds since 1970; null where it is not said, as `by`. */
type Made = { readonly by: Guid | null; readonly at: number | null }
export type RefiCoding = Made & { readonly guid: Guid; readonly code: Guid; readonly notes: readonly Guid[] }
export type RefiSelection = Made & {
  readonly guid: Guid
  readonly name: string
  readonly description: string
  /** In code points of the source's text; `end` is the first that is not in it. */
  readonly start: number
  readonly end: number
  readonly codings: readonly RefiCoding[]
  readonly notes: readonly Guid[]
}
export type RefiValue = { readonly variable: Guid; readonly value: string | null }
export type RefiSource = Made & {
  readonly guid: Guid
  readonly name: string
  readonly description: string
  /** Lines end in LF. Null: it lies in a file that is not there. */
  readonly text: string | null
  /** Where its text lies; null where it stands in the project. */
  readonly path: string | null
  readonly selections: readonly RefiSelection[]
  /** Of it as a whole. */
  readonly codings: readonly RefiCoding[]
  readonly notes: readonly Guid[]
  readonly values: readonly RefiValue[]
}
export const variableTypes = ['Text', 'Boolean', 'Integer', 'Float', 'Date', 'DateTime'] as const
export type VariableType = (typeof variableTypes)[number]
export type RefiVariable = {
  readonly guid: Guid
  readonly name: string
  readonly type: VariableType
  readonly description: string
}
export type RefiCase = {
  readonly guid: Guid
  readonly name: string
  readonly description: string
  readonly codes: readonly Guid[]
  readonly values: readonly RefiValue[]
  readonly sources: readonly Guid[]
  readonly selections: readonly Guid[]
}
/** As of a source, `text` null where its file is not there. */
export type RefiNote = Made & {
  readonly guid: Guid
  readonly name: string
  readonly description: string
  readonly text: string | null
  readonly path: string | null
}
export const directions = ['Associative', 'OneWay', 'Bidirectional'] as const
export type Direction = (typeof directions)[number]
export type RefiLink = {
  readonly guid: Guid
  readonly name: string
  readonly direction: Direction | null
  readonly origin: Guid | null
  readonly target: Guid | null
}
export type RefiSet = {
  readonly guid: Guid
  readonly name: string
  readonly description: string
  readonly codes: readonly Guid[]
  readonly sources: readonly Guid[]
  readonly notes: readonly Guid[]
}
export type RefiVertex = {
  readonly guid: Guid
  readonly name: string
  readonly represents: Guid | null
  readonly box: readonly [x: number, y: number, right: number, bottom: number]
}
export type RefiEdge = {
  readonly guid: Guid
  readonly name: string
  readonly represents: Guid | null
  readonly from: Guid
  readonly to: Guid
  readonly direction: Direction | null
}
export type RefiGraph = {
  readonly guid: Guid
  readonly name: string
  readonly vertices: readonly RefiVertex[]
  readonly edges: readonly RefiEdge[]
}
export type RefiProject = {
  readonly name: string
  /** The program that wrote it. */
  readonly origin: string
  readonly description: string
  readonly users: readonly RefiUser[]
  readonly codes: readonly RefiCode[]
  readonly variables: readonly RefiVariable[]
  readonly cases: readonly RefiCase[]
  readonly sources: readonly RefiSource[]
  readonly notes: readonly RefiNote[]
  readonly links: readonly RefiLink[]
  readonly sets: readonly RefiSet[]
  readonly graphs: readonly RefiGraph[]
}

/** All codes, those above before those beneath, each with the one directly above it. */
export function* everyCode(
  codes: readonly RefiCode[],
  parent: RefiCode | null = null,
): Generator<{ readonly code: RefiCode; readonly parent: RefiCode | null }> {
  for (const code of codes) {
    yield { code, parent }
    yield* everyCode(code.codes, code)
  }
}

/** Counts as the standard does: a letter beyond the first plane is one, not two. */
export type Points = {
  readonly length: number
  /** Where it lies in the string, in UTF-16 units. */
  readonly unit: (point: number) => number
  /** The letter that begins there, or the one that goes on there. */
  readonly point: (unit: number) => number
  readonly slice: (start: number, end: number) => string
}

/** Made once of a text, asked for each of its spans: a text of 32 MB is walked along once. */
export function pointsOf(text: string): Points {
  if (!/[\ud800-\udbff]/.test(text))
    return {
      length: text.length,
      unit: (point) => point,
      point: (unit) => unit,
      slice: (start, end) => text.slice(start, end),
    }
  const units = new Uint32Array(text.length + 1)
  let length = 0
  for (let at = 0; at < text.length; length += 1) {
    units[length] = at
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
  }
  units[length] = text.length
  const unit = (point: number): number => units[Math.min(point, length)] ?? text.length
  const point = (of: number): number => {
    let [low, high] = [0, length]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((units[middle] ?? 0) <= of) low = middle
      else high = middle - 1
    }
    return low
  }
  return { length, unit, point, slice: (start, end) => text.slice(unit(start), unit(end)) }
}
