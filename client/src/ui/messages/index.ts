// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '@tablee/shared/i18n/translator'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const kindMessages = { ar: ar.kindMessages, de: de.kindMessages, en: en.kindMessages, es: es.kindMessages, fr: fr.kindMessages } satisfies Catalogue<keyof typeof en.kindMessages>
export const captureMessages = { ar: ar.captureMessages, de: de.captureMessages, en: en.captureMessages, es: es.captureMessages, fr: fr.captureMessages } satisfies Catalogue<keyof typeof en.captureMessages>
export const uiMessages = { ar: ar.uiMessages, de: de.uiMessages, en: en.uiMessages, es: es.uiMessages, fr: fr.uiMessages } satisfies Catalogue<keyof typeof en.uiMessages>
export const clockMessages = { ar: ar.clockMessages, de: de.clockMessages, en: en.clockMessages, es: es.clockMessages, fr: fr.clockMessages } satisfies Catalogue<keyof typeof en.clockMessages>
export const translatedMessages = { ar: ar.translatedMessages, de: de.translatedMessages, en: en.translatedMessages, es: es.translatedMessages, fr: fr.translatedMessages } satisfies Catalogue<keyof typeof en.translatedMessages>
export const languageMessages = { ar: ar.languageMessages, de: de.languageMessages, en: en.languageMessages, es: es.languageMessages, fr: fr.languageMessages } satisfies Catalogue<keyof typeof en.languageMessages>
export const partMessages = { ar: ar.partMessages, de: de.partMessages, en: en.partMessages, es: es.partMessages, fr: fr.partMessages } satisfies Catalogue<keyof typeof en.partMessages>
export const problemMessages = { ar: ar.problemMessages, de: de.problemMessages, en: en.problemMessages, es: es.problemMessages, fr: fr.problemMessages } satisfies Catalogue<keyof typeof en.problemMessages>
export const goneMessages = { ar: ar.goneMessages, de: de.goneMessages, en: en.goneMessages, es: es.goneMessages, fr: fr.goneMessages } satisfies Catalogue<keyof typeof en.goneMessages>
export const undoMessages = { ar: ar.undoMessages, de: de.undoMessages, en: en.undoMessages, es: es.undoMessages, fr: fr.undoMessages } satisfies Catalogue<keyof typeof en.undoMessages>
export const signWords = { ar: ar.signWords, de: de.signWords, en: en.signWords, es: es.signWords, fr: fr.signWords } satisfies Catalogue<keyof typeof en.signWords>
export const keyNames = { ar: ar.keyNames, de: de.keyNames, en: en.keyNames, es: es.keyNames, fr: fr.keyNames } satisfies Catalogue<keyof typeof en.keyNames>
