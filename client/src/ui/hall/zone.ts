/** Times of what was done, by the hall's clock as its wall and its console have it: an analyst may sit in another country. */
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { createContext, useContext } from 'react'
import { useLanguage } from '../../i18n/index.tsx'
import { timeOfDay } from '../time-of-day.ts'

/** Of the site by whose clock these pages go; null: its file names none, and the device's counts. */
export const zoneOf = (
  about: { readonly sites?: readonly Pick<NonNullable<DialogueAnswer['sites']>[number], 'zone'>[] } | null,
): string | null => about?.sites?.[0]?.zone ?? null
export const Zone = createContext<string | null>(null)
/** In the language of the page. */
export function useTimeOfDay(): (at: number) => string {
  const { language } = useLanguage()
  const zone = useContext(Zone)
  return (at) => timeOfDay(at, language, zone)
}
