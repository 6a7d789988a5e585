/**
 * Every route the application answers, read from the application itself, and `GET /openapi.json` made of it. A route is
 * described by the declaration its first handler carries (access/allow.ts).
 */
import { httpStatus } from '@tablee/shared/problem'
import { problemAnswer } from '@tablee/shared/wire/service'
import type { Hono } from 'hono'
import { z, type ZodType } from 'zod'
import { declared, type Declared, type Env } from '../access/allow.ts'

export type Route = { readonly method: string; readonly path: string; readonly declared: Declared | null }

/** All routes with a method of their own; middleware for every method is not a route. */
export function routesOf(app: Hono<Env>): readonly Route[] {
  const found = new Map<string, Route>()
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL') continue
    const key = `${method} ${path}`
    found.set(key, { method, path, declared: found.get(key)?.declared ?? declared(handler) })
  }
  return [...found.values()]
}

const isOpen = ({ action }: Declared): boolean => action === 'anybody'

type Schema = Record<string, unknown>

/** Names no addresses but of routes that carry a declaration; `x-action` says what the asker has to be allowed. */
export function openApi(app: Hono<Env>, version: string): object {
  const components: Record<string, Schema> = {}
  /** Named schemas go to `components`, the rest stays in place. */
  function schemaOf(type: ZodType): Schema {
    const { $schema: _, ...schema } = repoint(
      z.toJSONSchema(type, { io: 'input', unrepresentable: 'any', cycles: 'ref', reused: 'inline' }),
    )
    const { $defs = {}, ...root } = schema as Schema & { $defs?: Record<string, Schema> }
    for (const [name, each] of Object.entries($defs)) components[name] = each
    // A schema with a name of its own is a reference already; zod writes it out where nothing else points to it.
    const name = type.meta()?.id
    if (name === undefined || '$ref' in root) return root
    components[name] = root
    return { $ref: `#/components/schemas/${name}` }
  }
  const json = (type: ZodType) => ({ 'application/json': { schema: schemaOf(type) } })
  const unchanged = { description: 'As the asker knows it' }
  const failure = { description: 'A problem: its code and what belongs to it', content: json(problemAnswer) }

  const paths: Record<string, Record<string, object>> = {}
  for (const { method, path, declared: route } of routesOf(app)) {
    if (route === null) continue
    const named = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
    const at = path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')
    const action = isOpen(route) || route.action === 'signed-in' ? null : route.action
    const content = {
      ...(route.answer === undefined ? {} : json(route.answer)),
      ...(route.lines === undefined ? {} : { 'application/x-ndjson': { schema: schemaOf(route.lines) } }),
      ...Object.fromEntries((route.gives ?? []).map((type) => [type, {}])),
    }
    const success = { description: route.summary, ...(Object.keys(content).length === 0 ? {} : { content }) }
    const body =
      route.body === undefined
        ? route.takes === undefined
          ? null
          : { [route.takes]: { schema: { type: 'string', format: 'binary' } } }
        : json(route.body)
    paths[at] = {
      ...paths[at],
      [method.toLowerCase()]: {
        summary: route.summary,
        parameters: [
          ...named.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
          ...Object.entries(route.query ?? {}).map(([name, description]) => ({
            name,
            in: 'query',
            description,
            schema: { type: 'string' },
          })),
        ],
        ...(body === null ? {} : { requestBody: { required: true, content: body } }),
        responses: {
          [String(route.status ?? 200)]: success,
          ...Object.fromEntries(
            (route.also ?? []).map((status) => [status, status === 204 || status === 304 ? unchanged : success]),
          ),
          default: failure,
        },
        ...(isOpen(route) || route.at === 'watch' ? { security: [] } : {}),
        ...(action === null
          ? {}
          : { 'x-action': typeof action === 'string' ? action : 'is' in action ? action.is : action.naming }),
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tablée',
      version,
      description:
        'Show a session or a link’s token as a bearer. Boards are edited over WebSocket (/collab), observers follow /observe/{link}/{room} with the y-websocket protocol.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    // Everything that belongs to a dialogue is asked for in its address; without it as before.
    servers: [{ url: '/d/{dialogue}', variables: { dialogue: { default: '_' } } }, { url: '/' }],
    paths,
    components: { schemas: components, securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    security: [{ bearer: [] }],
    'x-problems': httpStatus,
  }
}

/** zod points into the schema's own `$defs`; here they stand among the components. */
const repoint = (schema: object): Schema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Schema
