// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '@tablee/shared/i18n/translator'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const linkMessages = { ar: ar.linkMessages, de: de.linkMessages, en: en.linkMessages, es: es.linkMessages, fr: fr.linkMessages } satisfies Catalogue<keyof typeof en.linkMessages>
export const seatMessages = { ar: ar.seatMessages, de: de.seatMessages, en: en.seatMessages, es: es.seatMessages, fr: fr.seatMessages } satisfies Catalogue<keyof typeof en.seatMessages>
