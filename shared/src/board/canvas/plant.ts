/**
 * What the server writes on a canvas: the two records that every drawing tool needs once, and the template beneath.
 * Each is a function of the document and of what was asked: done twice, it is done once.
 */
import * as Y from 'yjs'
import { isLang, type Lang } from '../../ids.ts'
import { fail, ok, type Result } from '../../problem.ts'
import { canvasMap, isMap, roots } from '../doc.ts'
import { betweenMany } from '../order.ts'
import type { Edit } from '../verb.ts'
import { commandsField, partField, schemaField, serverFields, templateField } from './fields.ts'
import { readCanvas } from './read.ts'
import { documentId, pageId, templateNames, type CanvasTemplate } from './schema.ts'
import { templateParts } from './templates.ts'
import { canvasSchema } from './tldraw-schema.ts'
import { writeRecord } from './write.ts'

/** Enough that no device still holds an older command in its outbox. */
const remembered = 64

/** Is there anything to seed? Asked at every load of a board. */
export function isSeeded(doc: Y.Doc): boolean {
  const canvas = canvasMap(doc)
  const root = canvas.get(documentId)
  return isMap(root) && isMap(canvas.get(pageId)) && typeof root.get(schemaField) === 'string'
}

/** Inside or outside a transaction of the server. */
export function seedCanvas(doc: Y.Doc): void {
  if (isSeeded(doc)) return
  doc.transact(() => ownRecord(doc), { who: 'server', why: 'seed' } satisfies Edit)
}

/** The document's own record, made if need be together with the page's. */
function ownRecord(doc: Y.Doc): Y.Map<unknown> {
  const canvas = canvasMap(doc)
  const of = (id: string, fields: Readonly<Record<string, unknown>>): Y.Map<unknown> => {
    const known = canvas.get(id)
    if (isMap(known)) return known
    const made = new Y.Map<unknown>(Object.entries(fields))
    canvas.set(id, made)
    return made
  }
  const root = of(documentId, serverFields.document)
  of(pageId, serverFields.page)
  if (typeof root.get(schemaField) !== 'string') root.set(schemaField, canvasSchema)
  return root
}

/** The drawing tool's schema that the records were written with, or null on a canvas that was not seeded yet. */
export function schemaOf(doc: Y.Doc): string | null {
  const root = canvasMap(doc).get(documentId)
  const schema = isMap(root) ? root.get(schemaField) : null
  return typeof schema === 'string' ? schema : null
}

export type TemplateChoice = {
  readonly template: CanvasTemplate
  readonly lang: Lang
  /** The same command takes effect once, even if another one came in between. */
  readonly command: string
}

/** Lays a template beneath. Parts of the one before go; what people made stays where it is. */
export function plantTemplate(doc: Y.Doc, origin: Edit, { template, lang, command }: TemplateChoice): Result<null> {
  if (!templateNames.includes(template.name)) return fail({ code: 'bad-request', where: 'template', why: 'unknown' })
  if (!isLang(lang)) return fail({ code: 'bad-request', where: 'lang', why: 'no language tag' })
  const fits = (year: number): boolean => Number.isInteger(year) && year >= 1900 && year <= 2300
  if (!fits(template.today) || !fits(template.horizon) || template.horizon < template.today)
    return fail({ code: 'bad-request', where: 'horizon', why: 'no year to come' })
  const canvas = readCanvas(doc)
  const map = canvasMap(doc)
  if (wasDone(doc, command)) return ok(null)
  const board = roots(doc).meta.get('board')
  const parts = templateParts(template, lang, typeof board === 'string' ? board : null)
  const wanted = new Set<string>(parts.map(({ id }) => id))
  doc.transact(() => {
    const root = ownRecord(doc)
    root.set(templateField, { ...template })
    remember(doc, command)
    for (const [id, entry] of map.entries()) {
      const part = isMap(entry) && entry.has(partField)
      if (part && !wanted.has(id)) map.delete(id)
    }
    for (const [id, { toId, fromId }] of canvas.bindings)
      for (const end of [toId, fromId])
        if (canvas.shapes.get(end)?.meta.part !== undefined && !wanted.has(end)) map.delete(id)
    // Beneath everything that people put on the page.
    const lowest = canvas.children
      .get(pageId)
      ?.map((id) => canvas.shapes.get(id))
      .find((shape) => shape !== undefined && shape.meta.part === undefined)
    const indices = betweenMany(null, lowest?.index ?? null, parts.length)
    parts.forEach((part, n) => writeRecord(map, { ...part, index: indices[n] ?? part.index }))
  }, origin)
  return ok(null)
}

/** A command that was done is not done again, whenever it is sent: by then another may have come in between. */
export const wasDone = (doc: Y.Doc, command: string): boolean => commandsOf(canvasMap(doc)).includes(command)

/** Inside a transaction. */
export function remember(doc: Y.Doc, command: string): void {
  ownRecord(doc).set(commandsField, [...commandsOf(canvasMap(doc)), command].slice(-remembered))
}

function commandsOf(map: Y.Map<unknown>): readonly string[] {
  const root = map.get(documentId)
  const list: unknown = isMap(root) ? root.get(commandsField) : null
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : []
}
