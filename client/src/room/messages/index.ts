// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '@tablee/shared/i18n/translator'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const messages = { ar: ar.messages, de: de.messages, en: en.messages, es: es.messages, fr: fr.messages } satisfies Catalogue<keyof typeof en.messages>
export const questionMessages = { ar: ar.questionMessages, de: de.questionMessages, en: en.questionMessages, es: es.questionMessages, fr: fr.questionMessages } satisfies Catalogue<keyof typeof en.questionMessages>
export const showingMessages = { ar: ar.showingMessages, de: de.showingMessages, en: en.showingMessages, es: es.showingMessages, fr: fr.showingMessages } satisfies Catalogue<keyof typeof en.showingMessages>
