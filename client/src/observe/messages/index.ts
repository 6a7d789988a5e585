// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '@tablee/shared/i18n/translator'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const messages = { ar: ar.messages, de: de.messages, en: en.messages, es: es.messages, fr: fr.messages } satisfies Catalogue<keyof typeof en.messages>
export const quoteMessages = { ar: ar.quoteMessages, de: de.quoteMessages, en: en.quoteMessages, es: es.quoteMessages, fr: fr.quoteMessages } satisfies Catalogue<keyof typeof en.quoteMessages>
export const resultMessages = { ar: ar.resultMessages, de: de.resultMessages, en: en.resultMessages, es: es.resultMessages, fr: fr.resultMessages } satisfies Catalogue<keyof typeof en.resultMessages>
export const signMessages = { ar: ar.signMessages, de: de.signMessages, en: en.signMessages, es: es.signMessages, fr: fr.signMessages } satisfies Catalogue<keyof typeof en.signMessages>
export const doorMessages = { ar: ar.doorMessages, de: de.doorMessages, en: en.doorMessages, es: es.doorMessages, fr: fr.doorMessages } satisfies Catalogue<keyof typeof en.doorMessages>
export const recommendMessages = { ar: ar.recommendMessages, de: de.recommendMessages, en: en.recommendMessages, es: es.recommendMessages, fr: fr.recommendMessages } satisfies Catalogue<keyof typeof en.recommendMessages>
export const backMessages = { ar: ar.backMessages, de: de.backMessages, en: en.backMessages, es: es.backMessages, fr: fr.backMessages } satisfies Catalogue<keyof typeof en.backMessages>
export const givenMessages = { ar: ar.givenMessages, de: de.givenMessages, en: en.givenMessages, es: es.givenMessages, fr: fr.givenMessages } satisfies Catalogue<keyof typeof en.givenMessages>
