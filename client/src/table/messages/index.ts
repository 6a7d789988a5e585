// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '@tablee/shared/i18n/translator'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const messages = { ar: ar.messages, de: de.messages, en: en.messages, es: es.messages, fr: fr.messages } satisfies Catalogue<keyof typeof en.messages>
export const linkMessages = { ar: ar.linkMessages, de: de.linkMessages, en: en.linkMessages, es: es.linkMessages, fr: fr.linkMessages } satisfies Catalogue<keyof typeof en.linkMessages>
export const canvasStepMessages = { ar: ar.canvasStepMessages, de: de.canvasStepMessages, en: en.canvasStepMessages, es: es.canvasStepMessages, fr: fr.canvasStepMessages } satisfies Catalogue<keyof typeof en.canvasStepMessages>
export const composerMessages = { ar: ar.composerMessages, de: de.composerMessages, en: en.composerMessages, es: es.composerMessages, fr: fr.composerMessages } satisfies Catalogue<keyof typeof en.composerMessages>
export const linesMessages = { ar: ar.linesMessages, de: de.linesMessages, en: en.linesMessages, es: es.linesMessages, fr: fr.linesMessages } satisfies Catalogue<keyof typeof en.linesMessages>
export const eyesMessages = { ar: ar.eyesMessages, de: de.eyesMessages, en: en.eyesMessages, es: es.eyesMessages, fr: fr.eyesMessages } satisfies Catalogue<keyof typeof en.eyesMessages>
export const foldingMessages = { ar: ar.foldingMessages, de: de.foldingMessages, en: en.foldingMessages, es: es.foldingMessages, fr: fr.foldingMessages } satisfies Catalogue<keyof typeof en.foldingMessages>
export const keysMessages = { ar: ar.keysMessages, de: de.keysMessages, en: en.keysMessages, es: es.keysMessages, fr: fr.keysMessages } satisfies Catalogue<keyof typeof en.keysMessages>
export const mapMessages = { ar: ar.mapMessages, de: de.mapMessages, en: en.mapMessages, es: es.mapMessages, fr: fr.mapMessages } satisfies Catalogue<keyof typeof en.mapMessages>
export const letters = { ar: ar.letters, de: de.letters, en: en.letters, es: es.letters, fr: fr.letters } satisfies Catalogue<keyof typeof en.letters>
export const menuMessages = { ar: ar.menuMessages, de: de.menuMessages, en: en.menuMessages, es: es.menuMessages, fr: fr.menuMessages } satisfies Catalogue<keyof typeof en.menuMessages>
export const observersMessages = { ar: ar.observersMessages, de: de.observersMessages, en: en.observersMessages, es: es.observersMessages, fr: fr.observersMessages } satisfies Catalogue<keyof typeof en.observersMessages>
export const takenMessages = { ar: ar.takenMessages, de: de.takenMessages, en: en.takenMessages, es: es.takenMessages, fr: fr.takenMessages } satisfies Catalogue<keyof typeof en.takenMessages>
export const stepMessages = { ar: ar.stepMessages, de: de.stepMessages, en: en.stepMessages, es: es.stepMessages, fr: fr.stepMessages } satisfies Catalogue<keyof typeof en.stepMessages>
export const marksMessages = { ar: ar.marksMessages, de: de.marksMessages, en: en.marksMessages, es: es.marksMessages, fr: fr.marksMessages } satisfies Catalogue<keyof typeof en.marksMessages>
export const askedMessages = { ar: ar.askedMessages, de: de.askedMessages, en: en.askedMessages, es: es.askedMessages, fr: fr.askedMessages } satisfies Catalogue<keyof typeof en.askedMessages>
