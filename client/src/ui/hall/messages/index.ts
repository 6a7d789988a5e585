// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '@tablee/shared/i18n/translator'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const headMessages = { ar: ar.headMessages, de: de.headMessages, en: en.headMessages, es: es.headMessages, fr: fr.headMessages } satisfies Catalogue<keyof typeof en.headMessages>
export const rowMessages = { ar: ar.rowMessages, de: de.rowMessages, en: en.rowMessages, es: es.rowMessages, fr: fr.rowMessages } satisfies Catalogue<keyof typeof en.rowMessages>
