// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '@tablee/shared/i18n/translator'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const redactMessages = { ar: ar.redactMessages, de: de.redactMessages, en: en.redactMessages, es: es.redactMessages, fr: fr.redactMessages } satisfies Catalogue<keyof typeof en.redactMessages>
