/**
 * `verify FILE`: a download of a snapshot, checked without a server, a database or a network. Ends with 0 where it is whole,
 * 1 where something was changed, 2 where it cannot be checked, 3 where it was sealed with another key than the one given.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { languageOf } from '@tablee/shared/i18n/language'
import { translator } from '@tablee/shared/i18n/translator'
import { check } from '../seal/check.ts'
import { readKey } from '../seal/key.ts'
import { verifyMessages } from '../seal/messages/index.ts'
import { sayChecked } from '../seal/say.ts'
import { Stop } from './ask.ts'
import { terminalLanguage } from './say.ts'

const codes = { whole: 0, changed: 1, unchecked: 2, foreign: 3 } as const

/** Prints; `key`: the dialogue's public key, or its short form. `lang`: in which language, if not the terminal's. */
export function checkDownload(
  file: string,
  { key, lang }: { readonly key?: string | undefined; readonly lang?: string | undefined },
): void {
  const language = lang === undefined ? terminalLanguage() : languageOf(lang)
  const say = translator(verifyMessages, language)
  if (!existsSync(file) || !statSync(file).isFile()) throw new Stop(say('no-file', { file }), codes.unchecked)
  const wanted = key === undefined ? null : readKey(key)
  if (key !== undefined && wanted === null) throw new Stop(say('bad-key', { key }), codes.unchecked)
  const checked = check(readFileSync(file), basename(file), wanted)
  for (const line of sayChecked(language, file, checked)) console.log(line)
  process.exitCode = codes[checked.state]
}
