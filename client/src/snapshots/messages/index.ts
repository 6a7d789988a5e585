// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '@tablee/shared/i18n/translator'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const messages = { ar: ar.messages, de: de.messages, en: en.messages, es: es.messages, fr: fr.messages } satisfies Catalogue<keyof typeof en.messages>
export const canvasMessages = { ar: ar.canvasMessages, de: de.canvasMessages, en: en.canvasMessages, es: es.canvasMessages, fr: fr.canvasMessages } satisfies Catalogue<keyof typeof en.canvasMessages>
export const fileMessages = { ar: ar.fileMessages, de: de.fileMessages, en: en.fileMessages, es: es.fileMessages, fr: fr.fileMessages } satisfies Catalogue<keyof typeof en.fileMessages>
export const importedMessages = { ar: ar.importedMessages, de: de.importedMessages, en: en.importedMessages, es: es.importedMessages, fr: fr.importedMessages } satisfies Catalogue<keyof typeof en.importedMessages>
export const leavesMessages = { ar: ar.leavesMessages, de: de.leavesMessages, en: en.leavesMessages, es: es.leavesMessages, fr: fr.leavesMessages } satisfies Catalogue<keyof typeof en.leavesMessages>
export const resultsMessages = { ar: ar.resultsMessages, de: de.resultsMessages, en: en.resultsMessages, es: es.resultsMessages, fr: fr.resultsMessages } satisfies Catalogue<keyof typeof en.resultsMessages>
export const voicesInMessages = { ar: ar.voicesInMessages, de: de.voicesInMessages, en: en.voicesInMessages, es: es.voicesInMessages, fr: fr.voicesInMessages } satisfies Catalogue<keyof typeof en.voicesInMessages>
export const codingsInMessages = { ar: ar.codingsInMessages, de: de.codingsInMessages, en: en.codingsInMessages, es: es.codingsInMessages, fr: fr.codingsInMessages } satisfies Catalogue<keyof typeof en.codingsInMessages>
export const sealMessages = { ar: ar.sealMessages, de: de.sealMessages, en: en.sealMessages, es: es.sealMessages, fr: fr.sealMessages } satisfies Catalogue<keyof typeof en.sealMessages>
export const teamMessages = { ar: ar.teamMessages, de: de.teamMessages, en: en.teamMessages, es: es.teamMessages, fr: fr.teamMessages } satisfies Catalogue<keyof typeof en.teamMessages>
