// Written by `pnpm fix`, from the languages that lie beside it.
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import type { Writing } from './writing.ts'

export const languages = ['en', 'fr', 'de', 'es', 'ar'] as const
export type Language = (typeof languages)[number]
export const writings: Readonly<Record<Language, Writing>> = { ar, de, en, es, fr }
