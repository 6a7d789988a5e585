// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '../../i18n/translator.ts'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const logMessages = { ar: ar.logMessages, de: de.logMessages, en: en.logMessages, es: es.logMessages, fr: fr.logMessages } satisfies Catalogue<keyof typeof en.logMessages>
