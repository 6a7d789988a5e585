// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '@tablee/shared/i18n/translator'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const paperMessages = { ar: ar.paperMessages, de: de.paperMessages, en: en.paperMessages, es: es.paperMessages, fr: fr.paperMessages } satisfies Catalogue<keyof typeof en.paperMessages>
export const kindNames = { ar: ar.kindNames, de: de.kindNames, en: en.kindNames, es: es.kindNames, fr: fr.kindNames } satisfies Catalogue<keyof typeof en.kindNames>
export const relationNames = { ar: ar.relationNames, de: de.relationNames, en: en.relationNames, es: es.relationNames, fr: fr.relationNames } satisfies Catalogue<keyof typeof en.relationNames>
