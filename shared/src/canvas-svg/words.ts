/** How the parts of a vision canvas are called, in the languages of the screens: drawings say them, and so do all pages. */
import { elementKinds, elementLevels } from '../board/canvas/schema.ts'
import type { Labels } from './svg.ts'

type Words = Readonly<Record<(typeof elementKinds)[number] | (typeof elementLevels)[number] | 'noPhoto', string>>
const en: Words = {
  hope: 'Hope',
  fear: 'Fear',
  condition: 'Condition',
  obstacle: 'Obstacle',
  actor: 'Actor',
  milestone: 'Milestone',
  headline: 'Headline',
  personal: 'Personal',
  local: 'Local',
  society: 'Society',
  noPhoto: 'A photo that is not here',
}
const fr: Words = {
  hope: 'Espoir',
  fear: 'Crainte',
  condition: 'Condition',
  obstacle: 'Obstacle',
  actor: 'Acteur',
  milestone: 'Jalon',
  headline: 'Gros titre',
  personal: 'Personnel',
  local: 'Local',
  society: 'Société',
  noPhoto: 'Une photo qui n’est pas ici',
}
const de: Words = {
  hope: 'Hoffnung',
  fear: 'Befürchtung',
  condition: 'Bedingung',
  obstacle: 'Hindernis',
  actor: 'Akteur',
  milestone: 'Meilenstein',
  headline: 'Schlagzeile',
  personal: 'Persönlich',
  local: 'Lokal',
  society: 'Gesellschaft',
  noPhoto: 'Ein Foto, das hier fehlt',
}
const es: Words = {
  hope: 'Esperanza',
  fear: 'Temor',
  condition: 'Condición',
  obstacle: 'Obstáculo',
  actor: 'Actor',
  milestone: 'Hito',
  headline: 'Titular',
  personal: 'Personal',
  local: 'Local',
  society: 'Sociedad',
  noPhoto: 'Una foto que no está aquí',
}
const ar: Words = {
  hope: 'أمل',
  fear: 'تخوّف',
  condition: 'شرط',
  obstacle: 'عائق',
  actor: 'فاعل',
  milestone: 'محطّة',
  headline: 'عنوان رئيسي',
  personal: 'شخصي',
  local: 'محلّي',
  society: 'المجتمع',
  noPhoto: 'صورة ليست هنا',
}
export const visionWords = { en, fr, de, es, ar }
const all: Readonly<Record<string, Words>> = visionWords

/** English for a language that no screen speaks. `lang` is what the words are in. */
export function drawingWords(lang: string): { readonly lang: string; readonly labels: Labels } {
  const primary = lang.split('-')[0] ?? ''
  const known = Object.hasOwn(all, primary) ? primary : 'en'
  const words = all[known] ?? en
  return { lang: known, labels: { kinds: words, levels: words, noPhoto: words.noPhoto } }
}
