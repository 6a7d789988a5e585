// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '@tablee/shared/i18n/translator'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const figureMessages = { ar: ar.figureMessages, de: de.figureMessages, en: en.figureMessages, es: es.figureMessages, fr: fr.figureMessages } satisfies Catalogue<keyof typeof en.figureMessages>
export const changeMessages = { ar: ar.changeMessages, de: de.changeMessages, en: en.changeMessages, es: es.changeMessages, fr: fr.changeMessages } satisfies Catalogue<keyof typeof en.changeMessages>
export const crossedMessages = { ar: ar.crossedMessages, de: de.crossedMessages, en: en.crossedMessages, es: es.crossedMessages, fr: fr.crossedMessages } satisfies Catalogue<keyof typeof en.crossedMessages>
export const toldMessages = { ar: ar.toldMessages, de: de.toldMessages, en: en.toldMessages, es: es.toldMessages, fr: fr.toldMessages } satisfies Catalogue<keyof typeof en.toldMessages>
