/**
 * One declaration per command and per read: which action it is, where it applies, what it takes and what it answers. The
 * types of both sides are inferred from it; the routes, `/openapi.json` and the access matrix are made of it, and the verb
 * is given where the parts are wired (`server/src/http/serve.ts`).
 *
 * Files with declarations hold zod. Screens import types from them and nothing else, so that no validator reaches a phone
 * (`test/static/boundaries.ts`).
 */
import { z, type ZodObject, type ZodRawShape, type ZodType } from 'zod'
import type { CoEdited } from '../documents.ts'
import type { Action } from '../roles.ts'
import { id } from './terms.ts'

/** Where an action takes place. `watch`: an observer's id in the path. `none`: in the session's own dialogue. */
export type Scope = 'none' | CoEdited | 'dialogue' | 'site' | 'snapshot' | 'link' | 'watch'

/** What a schema reads, as both sides hold it: nobody changes what was said. */
export type Infer<S extends ZodType> = Fixed<z.output<S>>
type Fixed<T> = unknown extends T
  ? T
  : T extends string | number | boolean | null | undefined
    ? T
    : { readonly [Key in keyof T]: Fixed<T[Key]> }

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** The action per value of one field of the body. */
type ByField = { readonly by: string; readonly is: Readonly<Record<string, Action>> }
/** One action, or the action per value of one field; `naming`: by the kind of document that the body names. */
export type Actions = Action | ByField | { readonly naming: Readonly<Record<CoEdited, ByField>> }

export type Answers = {
  readonly summary: string
  /** What may stand behind the `?`, each with what it means. */
  readonly query?: Readonly<Record<string, string>>
  readonly body?: ZodType
  /** A body that is not JSON: its media type. */
  readonly takes?: string
  readonly answer?: ZodType
  readonly gives?: readonly string[]
  /** What each line is of an answer that comes as lines of JSON. */
  readonly lines?: ZodType
  readonly status?: 200 | 201 | 202 | 204
  /** Other ways in which it goes well: 204 and 304 have no body, the others answer the same. */
  readonly also?: readonly number[]
}
/** `operator`: whoever runs the machine, by a token of the settings or from the machine itself; nobody of a dialogue. */
type Allowed = { readonly action: Actions | 'anybody' | 'signed-in' | 'operator'; readonly at: Scope }
export type Declaration = Answers & Allowed & { readonly method: Method; readonly path: string }

type Name = `${Method} /${string}`
type Named<N extends Name> = N extends `${infer M extends Method} ${infer Path}`
  ? { readonly method: M; readonly path: Path }
  : never

function named<N extends Name>(name: N): Named<N>
function named(name: Name): { readonly method: string; readonly path: string } {
  const [method = '', path = ''] = name.split(' ')
  return { method, path }
}

/** Declares a read or a single command: `GET /api/…` with its action and its answer. */
export const route = <const N extends Name, const D extends Answers & Allowed>(name: N, of: D): D & Named<N> => ({
  ...of,
  ...named(name),
})

/** One of a family of commands: its fields, beside its `id` and its `kind`. */
type Command = { readonly action: Action; readonly body: ZodRawShape }
/** One kind of a family of commands: who may, and its fields beside `id` and `kind`. */
export const command = <Body extends ZodRawShape>(action: Action, body: Body) => ({ action, body })

type Table = Readonly<Record<string, Command>>
type One<T extends Table, Kind extends keyof T> = {
  [K in Kind]: Infer<ZodObject<{ id: ZodType<string>; kind: ZodType<K> } & T[K]['body']>>
}[Kind]
/** A command of a family: all of them, or one of a kind. */
export type CommandOf<
  F extends { readonly commands: Table },
  Kind extends keyof F['commands'] = keyof F['commands'],
> = One<F['commands'], Kind>

type Family = Omit<Answers, 'body'> & { readonly at: Scope; readonly more?: 'refused' | 'passed over' }

/**
 * Commands that have one address and differ by `kind`. Each carries an `id` that its device gave it: it takes effect once,
 * however often it is sent. `more`: what may stand in it besides is passed over; otherwise it is refused.
 */
export function commands<const N extends Name, const D extends Family, const T extends Table>(
  name: N,
  of: D,
  table: T,
) {
  const kinds = Object.entries(table).map(([kind, { body }]) => {
    const shape = { id: id(), kind: z.literal(kind), ...body }
    return of.more === 'passed over' ? z.object(shape) : z.strictObject(shape)
  })
  const [first, ...others] = kinds
  if (first === undefined) throw new Error(`${name}: a family without commands`)
  const is = Object.fromEntries(Object.entries(table).map(([kind, { action }]) => [kind, action]))
  return {
    ...of,
    ...named(name),
    action: { by: 'kind', is },
    // Made of the table kind by kind, which the compiler cannot follow into a union.
    body: z.discriminatedUnion('kind', [first, ...others]) as ZodType as ZodType<One<T, keyof T>>,
    commands: table,
  }
}
