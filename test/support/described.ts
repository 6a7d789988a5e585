/**
 * Holds what the application takes and answers against what `/openapi.json` says of it. Whatever a test asks by
 * `server.api` comes past here, so a field that is not described fails the test that first saw it.
 */
import Ajv, { type ValidateFunction } from 'ajv/dist/2020.js'
import { readAddress } from '@tablee/shared/wire/address'
import { openApi } from '@tablee/server/http/openapi'

type Schema = Readonly<Record<string, unknown>>
type Content = Readonly<Record<string, { readonly schema?: Schema }>>
export type Operation = {
  readonly parameters: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}
export type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}
type Asked = { readonly method: string; readonly path: string; readonly body: unknown }
type Answered = { readonly status: number; readonly body: unknown; readonly headers: Headers }

export class Description {
  readonly document: Document
  /** `GET /api/me 200`: each operation with a status that was answered, and held. */
  readonly seen = new Set<string>()
  readonly operations: readonly { readonly name: string; readonly at: RegExp; readonly operation: Operation }[]
  // Each schema is compiled in each process and holds a few answers: to make it faster first takes as long as to make it.
  private readonly ajv = new Ajv({
    strict: true,
    strictTypes: false,
    validateFormats: false,
    allErrors: true,
    code: { optimize: false },
  })
  private readonly compiled = new Map<Schema, ValidateFunction>()

  constructor(document: Document) {
    this.document = document
    for (const [name, schema] of Object.entries(document.components.schemas))
      this.ajv.addSchema({ ...closed(schema), $id: idOf(name) })
    this.operations = Object.entries(document.paths)
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => {
          const at = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')
          return {
            name: `${method.toUpperCase()} ${path}`,
            at: new RegExp(`^${method.toUpperCase()} ${at}$`),
            operation,
          }
        }),
      )
      // What is spelled out comes before what is a parameter.
      .sort((a, b) => a.name.split('{').length - b.name.split('{').length)
  }

  /** All operations with the status that each answers when it does what it is for. */
  promised(): readonly string[] {
    return this.operations.flatMap(({ name, operation }) =>
      Object.keys(operation.responses)
        .filter((status) => status !== 'default')
        .map((status) => `${name} ${status}`),
    )
  }

  compile(schema: Schema): ValidateFunction {
    const found = this.compiled.get(schema) ?? this.ajv.compile(closed(schema))
    this.compiled.set(schema, found)
    return found
  }

  hold({ method, path: address, body }: Asked, answer: Answered): void {
    const { path } = readAddress(address)
    const asked = `${method} ${path.split('?')[0] ?? ''}`
    const found = this.operations.find(({ at }) => at.test(asked))
    const wrong = (why: string): never => {
      throw new Error(`${asked} answered ${answer.status}, not as described: ${why}`)
    }
    if (found === undefined) {
      // Screens and what belongs to them; an unknown path of the API is a problem as any other.
      if (path.startsWith('/api/') && answer.status < 400) wrong('no such operation')
      return
    }
    const { name, operation } = found
    const response =
      operation.responses[String(answer.status)] ?? (answer.status >= 400 ? operation.responses['default'] : undefined)
    if (response === undefined) return wrong('a status that is not told')
    const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? ''
    this.against(response.content, type, answer.body, wrong)
    if (answer.status < 400 && body !== undefined && operation.requestBody !== undefined)
      this.against(operation.requestBody.content, 'application/json', body, wrong)
    this.seen.add(`${name} ${answer.status}`)
  }

  private against(content: Content | undefined, type: string, body: unknown, wrong: (why: string) => never): void {
    if (content === undefined) {
      if (body !== '') wrong('a body where none is told')
      return
    }
    const told = content[type]
    if (told === undefined) return wrong(`${type} is not among ${Object.keys(content).join(', ')}`)
    if (told.schema === undefined) return
    const valid = this.compile(told.schema)
    const lines = type === 'application/x-ndjson' ? String(body).split('\n').filter(Boolean) : null
    for (const each of lines?.map((line): unknown => JSON.parse(line)) ?? [body])
      if (!valid(each))
        wrong(
          (valid.errors ?? [])
            .slice(0, 3)
            .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`)
            .join('; '),
        )
  }
}

const idOf = (name: string): string => `tablee:/components/${name}`

/** What is not named would pass; here it fails. References point at the schemas by name. */
function closed(schema: unknown): Schema {
  const walk = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(walk)
    if (typeof each !== 'object' || each === null) return each
    const copy: Record<string, unknown> = Object.fromEntries(
      Object.entries(each).map(([key, value]) => [key, walk(value)]),
    )
    if (typeof copy['$ref'] === 'string') copy['$ref'] = idOf(copy['$ref'].replace('#/components/schemas/', ''))
    if (copy['type'] === 'object' && 'properties' in copy && !('additionalProperties' in copy))
      copy['additionalProperties'] = false
    return copy
  }
  return walk(schema) as Schema
}

/** By its routes: nearly all servers are the same application, and to describe and compile one takes longer than many tests. */
const known = new Map<string, Description>()
/** By the application itself, as every answer asks for it. */
const ofApp = new WeakMap<object, Description>()
export function description(app: Parameters<typeof openApi>[0]): Description {
  const found = ofApp.get(app)
  if (found !== undefined) return found
  const routes = app.routes.map(({ method, path }) => `${method} ${path}`).join()
  const told = known.get(routes) ?? new Description(openApi(app, 'test') as Document)
  known.set(routes, told)
  ofApp.set(app, told)
  return told
}
