import { localText } from '@tablee/shared/wire/terms'

/** The smallest body that a JSON Schema accepts. Whatever is called `id` gets a new one each time. */
export type Schema = Readonly<Record<string, unknown>>
type Choice = { readonly kind: string | null; readonly id: () => string }

const words = ['x', 'FR', 'T1-01', '0123456789abcdef', '0'.repeat(64)]

export function sample(schema: Schema, choice: Choice): unknown {
  const of = (one: unknown): unknown => sample(one as Schema, choice)
  const options = (schema['oneOf'] ?? schema['anyOf']) as readonly Schema[] | undefined
  if (options !== undefined) return of(options.find((one) => kindOf(one) === choice.kind) ?? options[0])
  if ('const' in schema) return schema['const']
  const given = (schema['examples'] ?? schema['enum']) as readonly unknown[] | undefined
  if (given !== undefined) return given[0]
  switch (schema['type']) {
    case 'object': {
      // A text without words is none.
      if (schema['description'] === localText.description) return { en: 'x' }
      const { required = [], properties = {} } = schema as {
        required?: readonly string[]
        properties?: Readonly<Record<string, Schema>>
      }
      return Object.fromEntries(required.map((name) => [name, name === 'id' ? choice.id() : of(properties[name])]))
    }
    case 'array':
      return Number(schema['minItems'] ?? 0) > 0 ? [of(schema['items'])] : []
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return Math.max(0, Number(schema['minimum'] ?? 0))
    case 'null':
      return null
    default: {
      const { pattern = '' } = schema as { pattern?: string }
      const found = words.find((word) => new RegExp(pattern).test(word))
      if (found === undefined) throw new Error(`no word fits ${pattern}`)
      return found
    }
  }
}

const kindOf = (schema: Schema): unknown =>
  (schema['properties'] as Readonly<Record<string, Schema>> | undefined)?.['kind']?.['const']
