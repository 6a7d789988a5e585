// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '@tablee/shared/i18n/translator'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const partnerMessages = { ar: ar.partnerMessages, de: de.partnerMessages, en: en.partnerMessages, es: es.partnerMessages, fr: fr.partnerMessages } satisfies Catalogue<keyof typeof en.partnerMessages>
