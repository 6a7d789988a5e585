// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '@tablee/shared/i18n/translator'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const messages = { ar: ar.messages, de: de.messages, en: en.messages, es: es.messages, fr: fr.messages } satisfies Catalogue<keyof typeof en.messages>
export const damageMessages = { ar: ar.damageMessages, de: de.damageMessages, en: en.damageMessages, es: es.damageMessages, fr: fr.damageMessages } satisfies Catalogue<keyof typeof en.damageMessages>
export const erasureMessages = { ar: ar.erasureMessages, de: de.erasureMessages, en: en.erasureMessages, es: es.erasureMessages, fr: fr.erasureMessages } satisfies Catalogue<keyof typeof en.erasureMessages>
export const sealMessages = { ar: ar.sealMessages, de: de.sealMessages, en: en.sealMessages, es: es.sealMessages, fr: fr.sealMessages } satisfies Catalogue<keyof typeof en.sealMessages>
export const backupMessages = { ar: ar.backupMessages, de: de.backupMessages, en: en.backupMessages, es: es.backupMessages, fr: fr.backupMessages } satisfies Catalogue<keyof typeof en.backupMessages>
export const publicMessages = { ar: ar.publicMessages, de: de.publicMessages, en: en.publicMessages, es: es.publicMessages, fr: fr.publicMessages } satisfies Catalogue<keyof typeof en.publicMessages>
