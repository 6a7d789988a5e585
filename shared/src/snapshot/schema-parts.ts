/** What the schemas of a snapshot are made of. */
export const text = { type: 'string' } as const
export const id = { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,63}$' } as const
export const digest = {
  type: 'string',
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 (hex) of the salt’s bytes followed by the text in UTF-8. Salt and text lie in the sidecar',
} as const
export const whole = { type: 'integer', minimum: 0 } as const
export const moment = { ...whole, description: 'Milliseconds since 1970-01-01 UTC' } as const
export const yes = { type: 'boolean' } as const
/** JSON Schema: this, or null. */
export const orNull = <T extends object>(schema: T) => ({ anyOf: [schema, { type: 'null' }] })
/** What is `optional` came later and is left out where there is nothing of it: older snapshots keep their name. */
export const object = (properties: Record<string, object>, optional: Record<string, object> = {}) => ({
  type: 'object',
  properties: { ...properties, ...optional },
  required: Object.keys(properties),
  additionalProperties: false,
})
/** JSON Schema: a list of these, of any length. */
export const list = (items: object) => ({ type: 'array', items })
/** JSON Schema: one of these words. */
export const either = (...values: readonly string[]) => ({ enum: values })
export const seat = { type: 'string', pattern: '^T[0-9]{1,3}-[0-9]{2}$' } as const
