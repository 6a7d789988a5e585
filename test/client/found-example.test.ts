/** The example that the founding page offers: in each language of the screens, and a file that founds. */
import { exampleFile } from '@tablee/client/found/example'
import { exampleMessages } from '@tablee/client/found/messages/index'
import { languages } from '@tablee/shared/i18n/index'
import { translator } from '@tablee/shared/i18n/translator'
import { lookThrough } from '@tablee/shared/formats/dialogue'
import { expect, it } from 'vitest'

it.each(languages)('[FOUND7] in %s it is read without a mistake', (language) => {
  const looked = lookThrough(exampleFile(translator(exampleMessages, language), language))
  expect('faults' in looked ? looked.faults.map(({ fault, at }) => [fault, at]) : []).toEqual([])
  expect('file' in looked ? [looked.file.languages, looked.file.tables.length] : []).toEqual([[language], 2])
})
