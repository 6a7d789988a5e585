/**
 * A further language is one file in each folder of sentences: which languages there are is read from the folders.
 * `language.more.test.ts` goes on: it is checked, built, and looked at.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { languages } from '@tablee/shared/i18n/index'
import { addLanguage, foldersOfSentences, sixth } from './sixth.ts'

const top = fileURLToPath(new URL('../..', import.meta.url))
let tree: string
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'tablee-language-'))
  for (const folder of foldersOfSentences(top)) {
    mkdirSync(join(tree, relative(top, dirname(folder))), { recursive: true })
    cpSync(folder, join(tree, relative(top, folder)), { recursive: true })
  }
  cpSync(join(top, 'test/static'), join(tree, 'test/static'), { recursive: true })
  cpSync(join(top, 'package.json'), join(tree, 'package.json'))
})
afterAll(() => rmSync(tree, { recursive: true, force: true }))

const indexes = (...more: readonly string[]): string =>
  execFileSync('node', [join(tree, 'test/static/messages.ts'), ...more], { encoding: 'utf8', stdio: 'pipe' })
const read = async (file: string): Promise<Record<string, unknown>> =>
  (await import(pathToFileURL(join(tree, file)).href)) as Record<string, unknown>

it('[I18N1] a language is a file in each folder of sentences: the lists of what there is are written from them, and compared', async () => {
  await addLanguage(tree)
  expect(() => indexes()).toThrow(/is not what its languages are/)
  indexes('--write')
  expect((await read('shared/src/i18n/index.ts'))['languages']).toEqual([...languages, sixth])
  const { visionMessages } = await read('shared/src/canvas-svg/messages/index.ts')
  expect(visionMessages).toMatchObject({ en: { hope: 'Hope' }, [sixth]: { hope: 'Hóopée' } })
})
