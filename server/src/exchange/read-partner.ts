/**
 * A partner's figures, read as what they are: a table of published ones, or a survey person by person, which is counted at
 * once. Runs in a worker (`beside.ts`), like all reading of foreign text.
 */
import { countedFigures } from '@tablee/shared/partner/counted'
import type { PublishedItem } from '@tablee/shared/partner/rows'
import { headerOf } from '@tablee/shared/formats/csv-read'
import { isPublished, publishedLimits, readPublished } from '@tablee/shared/formats/csv-published'
import { BadFile } from '@tablee/shared/file'
import { ok, type Result } from '@tablee/shared/problem'
import { titleOf } from '@tablee/shared/voices/imported-dialogue'
import { unbundle } from './bundle.ts'
import { badFile } from './faults.ts'
import { readVoices, type ReadVoicesOptions } from './read-voices.ts'
import { textAs } from './text.ts'

export type ReadPartner = {
  readonly title: string
  readonly items: readonly PublishedItem[]
  /** Rows or questions that are no share. */
  readonly left: number
}

/** `bad-file` for whatever is wrong with the files; any other throw is a bug's. Blocks its thread. */
export function readPartner(bytes: Uint8Array, options: ReadVoicesOptions): Result<ReadPartner> {
  const { fileName, encoding, lang } = options
  try {
    const [[name, first] = ['', null], ...others] = [...unbundle(bytes, fileName)]
    const text = others.length === 0 && first !== null ? textAs(first, name, encoding) : null
    if (text !== null && isPublished(headerOf(text))) {
      const { items, left } = readPublished(text, name, lang)
      const [of = '', ...more] = [...new Set(items.map((item) => item.of))]
      return ok({ title: more.length === 0 && of !== '' ? of : name.replace(/\.[a-z]+$/i, ''), items, left })
    }
    const read = readVoices(bytes, options)
    if (!read.ok) return read
    const items = countedFigures(read.value.set)
    if (items.length === 0) throw new BadFile('nothing-in-it')
    if (items.length > publishedLimits.items)
      throw new BadFile('too-many-items', { n: items.length, limit: publishedLimits.items })
    return ok({ title: titleOf(read.value.set), items, left: read.value.items - items.length })
  } catch (cause) {
    return badFile(cause, fileName)
  }
}
