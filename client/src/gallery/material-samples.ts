/** What a hall has of materials, made up: a film with captions in every language, and slides. */
import type { Cue } from '@tablee/shared/materials/captions'
import type { MaterialHash, MaterialId, SiteId } from '@tablee/shared/ids'
import type { Materials, MaterialTold } from '@tablee/shared/wire/materials'
import { useLanguage } from '../i18n/index.tsx'

export const filmSeconds = 298
export const texts = {
  en: [
    'At night in the village',
    'The shuttle stops. The door stays shut.',
    'Nobody sits in front whom you could ask.',
  ],
  fr: ['La nuit au village', 'La navette s’arrête. La porte reste fermée.', 'Personne à l’avant à qui demander.'],
  de: ['Nachts im Dorf', 'Der Bus hält. Die Tür bleibt zu.', 'Niemand sitzt vorn, den man fragen könnte.'],
  es: [
    'De noche en el pueblo',
    'El autobús se para. La puerta sigue cerrada.',
    'Delante no hay nadie a quien preguntar.',
  ],
  ar: ['ليلًا في القرية', 'تقف الحافلة، والباب يبقى مغلقًا.', 'لا أحد يجلس في الأمام لنسأله.'],
} as const
export type Lang = keyof typeof texts
export function cuesIn(lang: Lang): readonly Cue[] {
  return [{ from: 0, to: filmSeconds, text: texts[lang].slice(1).join('\n') }]
}
/** The language of the page, also where it is another after a moment. */
export function useHere(): Lang {
  const { language } = useLanguage()
  return isOurs(language) ? language : 'en'
}
const isOurs = (lang: string): lang is Lang => lang in texts
const hash = (letter: string): MaterialHash => letter.repeat(64) as MaterialHash
const titleOf = Object.fromEntries(Object.entries(texts).map(([lang, [text]]) => [lang, text]))
const filmFile: MaterialTold['files'][number] = {
  lang: null,
  page: null,
  hash: hash('a'),
  type: 'video/mp4',
  bytes: 314_572_800,
  name: 'village.mp4',
  seconds: filmSeconds,
  pages: null,
  codecs: ['avc1', 'mp4a'],
  plays: 'everywhere',
}
export const film: MaterialTold = {
  id: 'film' as MaterialId,
  kind: 'film',
  title: titleOf,
  step: { session: 2, step: 1 },
  order: 1,
  files: [filmFile],
  captions: (Object.keys(texts) as Lang[]).map((lang, index) => ({
    lang,
    hash: hash(String(index)),
    bytes: 900,
    name: `village.${lang}.vtt`,
  })),
  openedAt: ['lyon' as SiteId],
}
const slides: MaterialTold = {
  ...film,
  id: 'slides' as MaterialId,
  kind: 'slides',
  title: {
    en: 'What a shuttle sees',
    fr: 'Ce que voit une navette',
    de: 'Was ein Bus sieht',
    es: 'Lo que ve un autobús',
    ar: 'ما تراه الحافلة',
  },
  step: { session: 2, step: 3 },
  order: 2,
  files: [{ ...filmFile, hash: hash('b'), type: 'application/pdf', bytes: 2_400_000, seconds: null, pages: 12 }],
  captions: [],
}
/** What is said in it, in every language, from the first second to the last. */
export const cuesByLanguage: Readonly<Record<Lang, readonly Cue[]>> = {
  en: cuesIn('en'),
  fr: cuesIn('fr'),
  de: cuesIn('de'),
  es: cuesIn('es'),
  ar: cuesIn('ar'),
}
export const sampleMaterials = (change: Partial<Materials> = {}): Materials => ({
  version: '1',
  now: Date.now(),
  materials: [film, slides],
  playing: [],
  ...change,
})
