// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '@tablee/shared/i18n/translator'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const materialsMessages = { ar: ar.materialsMessages, de: de.materialsMessages, en: en.materialsMessages, es: es.materialsMessages, fr: fr.materialsMessages } satisfies Catalogue<keyof typeof en.materialsMessages>
export const faultMessages = { ar: ar.faultMessages, de: de.faultMessages, en: en.faultMessages, es: es.faultMessages, fr: fr.faultMessages } satisfies Catalogue<keyof typeof en.faultMessages>
