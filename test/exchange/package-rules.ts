/**
 * What Data Package 2.0 and Table Schema 2.0 ask of the parts we use, in our own words. No package of the registry ships
 * the published profile of 2.0 (`datapackage` 1.1 has that of 1.0); who has the file names it in DATAPACKAGE_PROFILE, and
 * it is asked too.
 */
import { existsSync, readFileSync } from 'node:fs'
import Ajv from 'ajv'

const text = { type: 'string' } as const
const texts = { type: 'array', minItems: 1, items: text } as const
/** A path inside the package, or an address. */
const path = {
  type: 'string',
  pattern: '^((?=[^./~])(?!file:)((?!\\/\\.\\.\\/)(?!\\\\)(?!:\\/\\/).)*|(http|ftp)s?:\\/\\/.*)$',
} as const
const oneOrMore = (items: object) => ({ anyOf: [text, items] })

const field = {
  type: 'object',
  required: ['name'],
  properties: {
    name: text,
    type: {
      enum: [
        'string',
        'integer',
        'number',
        'boolean',
        'datetime',
        'date',
        'time',
        'year',
        'object',
        'array',
        'list',
        'any',
      ],
    },
    description: text,
    categories: { anyOf: [texts, { type: 'array', items: { type: 'object', required: ['value'] } }] },
  },
} as const

const schema = {
  type: 'object',
  required: ['fields'],
  properties: {
    fields: { type: 'array', minItems: 1, uniqueItems: true, items: field },
    primaryKey: oneOrMore(texts),
    foreignKeys: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['fields', 'reference'],
        properties: {
          fields: oneOrMore(texts),
          reference: { type: 'object', required: ['fields'], properties: { resource: text, fields: oneOrMore(texts) } },
        },
      },
    },
    missingValues: {
      type: 'array',
      items: { anyOf: [text, { type: 'object', required: ['value'], properties: { value: text, label: text } }] },
    },
  },
} as const

const resource = {
  type: 'object',
  required: ['name'],
  oneOf: [{ required: ['path'] }, { required: ['data'] }],
  properties: {
    name: { type: 'string', pattern: '^[a-z0-9._-]+$' },
    path: { anyOf: [path, { type: 'array', minItems: 1, items: path }] },
    type: { const: 'table' },
    format: text,
    mediatype: { type: 'string', pattern: '^(.+)/(.+)$' },
    encoding: text,
    bytes: { type: 'integer', minimum: 0 },
    hash: { type: 'string', pattern: '^([^:]+:[a-fA-F0-9]+|[a-fA-F0-9]{32})$' },
    description: text,
    schema,
  },
} as const

const dataPackageRules = {
  type: 'object',
  required: ['resources', 'name', 'id', '$schema', 'created', 'version'],
  properties: {
    $schema: { const: 'https://datapackage.org/profiles/2.0/datapackage.json' },
    name: { type: 'string', pattern: '^[a-z0-9._-]+$' },
    id: text,
    title: text,
    description: text,
    version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
    created: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$' },
    contributors: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', minProperties: 1, properties: { title: text, roles: texts } },
    },
    licenses: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', anyOf: [{ required: ['name'] }, { required: ['path'] }] },
    },
    sources: {
      type: 'array',
      items: { type: 'object', minProperties: 1, properties: { title: text, path, version: text } },
    },
    resources: { type: 'array', minItems: 1, items: resource },
  },
} as const

const profile = new URL(
  process.env['DATAPACKAGE_PROFILE'] || '../../../shared/profiles/datapackage-2.0.json',
  import.meta.url,
)
export const hasProfile = existsSync(profile)
const check = (rules: object) => new Ajv({ strict: false, validateFormats: false }).compile(rules)
const ours = check(dataPackageRules)
const published = hasProfile ? check(JSON.parse(readFileSync(profile, 'utf8'))) : null

/** What is wrong with a datapackage.json: by our rules, and by the published profile where it is at hand. */
export const packageFaults = (
  index: unknown,
): { readonly ours: readonly string[]; readonly published: readonly string[] | null } => {
  const faults = (one: typeof ours): string[] =>
    one(index) === true ? [] : (one.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  return { ours: faults(ours), published: published === null ? null : faults(published) }
}
