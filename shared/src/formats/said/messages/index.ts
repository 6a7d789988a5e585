// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '../../../i18n/translator.ts'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const at = { ar: ar.at, de: de.at, en: en.at, es: es.at, fr: fr.at } satisfies Catalogue<keyof typeof en.at>
export const wants = { ar: ar.wants, de: de.wants, en: en.wants, es: es.wants, fr: fr.wants } satisfies Catalogue<keyof typeof en.wants>
export const faults = { ar: ar.faults, de: de.faults, en: en.faults, es: es.faults, fr: fr.faults } satisfies Catalogue<keyof typeof en.faults>
export const left = { ar: ar.left, de: de.left, en: en.left, es: es.left, fr: fr.left } satisfies Catalogue<keyof typeof en.left>
export const fields = { ar: ar.fields, de: de.fields, en: en.fields, es: es.fields, fr: fr.fields } satisfies Catalogue<keyof typeof en.fields>
