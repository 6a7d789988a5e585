// Written by `pnpm fix`, from the languages that lie beside it.
import type { Catalogue } from '../translator.ts'
import * as ar from './ar.ts'
import * as de from './de.ts'
import * as en from './en.ts'
import * as es from './es.ts'
import * as fr from './fr.ts'

export const roleNames = { ar: ar.roleNames, de: de.roleNames, en: en.roleNames, es: es.roleNames, fr: fr.roleNames } satisfies Catalogue<keyof typeof en.roleNames>
export const roleGroups = { ar: ar.roleGroups, de: de.roleGroups, en: en.roleGroups, es: es.roleGroups, fr: fr.roleGroups } satisfies Catalogue<keyof typeof en.roleGroups>
export const callNames = { ar: ar.callNames, de: de.callNames, en: en.callNames, es: es.callNames, fr: fr.callNames } satisfies Catalogue<keyof typeof en.callNames>
