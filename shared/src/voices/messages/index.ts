// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '../../i18n/translator.ts'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const stanceMessages = { ar: ar.stanceMessages, de: de.stanceMessages, en: en.stanceMessages, es: es.stanceMessages, fr: fr.stanceMessages } satisfies Catalogue<keyof typeof en.stanceMessages>
export const supportMessages = { ar: ar.supportMessages, de: de.supportMessages, en: en.supportMessages, es: es.supportMessages, fr: fr.supportMessages } satisfies Catalogue<keyof typeof en.supportMessages>
