/** What is written on the templates, in the languages of the demo. A table of another language gets English. */
import type { Lang } from '../../ids.ts'
import type { ElementLevel } from './schema.ts'

export type TemplateWords = {
  readonly today: string
  readonly future: string
  readonly levels: Readonly<Record<ElementLevel, string>>
  readonly probable: { readonly low: string; readonly high: string }
  readonly desirable: { readonly low: string; readonly high: string }
  readonly quadrants: Readonly<Record<Quadrant, string>>
  readonly unit: string
  readonly day: (year: string) => string
  readonly slots: Readonly<Record<Slot, string>>
  readonly paper: (year: string) => string
  readonly page: Readonly<Record<PagePart, string>>
}

export const quadrants = ['wanted-likely', 'wanted-unlikely', 'unwanted-likely', 'unwanted-unlikely'] as const
export type Quadrant = (typeof quadrants)[number]
export const slots = ['morning', 'midday', 'evening', 'night'] as const
export type Slot = (typeof slots)[number]
export const pageParts = ['lead', 'picture', 'voices', 'opposed', 'elsewhere'] as const
export type PagePart = (typeof pageParts)[number]

const en: TemplateWords = {
  today: 'today',
  future: 'we start from here',
  levels: { society: 'Society', local: 'Local', personal: 'Personal' },
  probable: { low: 'unlikely', high: 'likely' },
  desirable: { low: 'not wanted', high: 'wanted' },
  quadrants: {
    'wanted-likely': 'Wanted and likely',
    'wanted-unlikely': 'Wanted, but unlikely',
    'unwanted-likely': 'Not wanted, but likely',
    'unwanted-unlikely': 'Neither wanted nor likely',
  },
  unit: 'Placed together: one answer of this table (unit: tables)',
  day: (year) => `A day in ${year}`,
  slots: { morning: 'Morning', midday: 'Midday', evening: 'Evening', night: 'Night' },
  paper: (year) => `The newspaper of ${year}`,
  page: {
    lead: 'The headline',
    picture: 'The picture',
    voices: 'What people say',
    opposed: 'Who is against it',
    elsewhere: 'Elsewhere',
  },
}

const fr: TemplateWords = {
  today: 'aujourd’hui',
  future: 'on part d’ici',
  levels: { society: 'Société', local: 'Local', personal: 'Personnel' },
  probable: { low: 'improbable', high: 'probable' },
  desirable: { low: 'non souhaité', high: 'souhaité' },
  quadrants: {
    'wanted-likely': 'Souhaité et probable',
    'wanted-unlikely': 'Souhaité, mais improbable',
    'unwanted-likely': 'Non souhaité, mais probable',
    'unwanted-unlikely': 'Ni souhaité ni probable',
  },
  unit: 'Placé ensemble\u00a0: une réponse de cette table (unité\u00a0: tables)',
  day: (year) => `Une journée en ${year}`,
  slots: { morning: 'Matin', midday: 'Midi', evening: 'Soir', night: 'Nuit' },
  paper: (year) => `Le journal de ${year}`,
  page: {
    lead: 'Le gros titre',
    picture: 'La photo',
    voices: 'Ce qu’en disent les gens',
    opposed: 'Qui est contre',
    elsewhere: 'Ailleurs',
  },
}

const de: TemplateWords = {
  today: 'heute',
  future: 'von hier aus',
  levels: { society: 'Gesellschaft', local: 'Örtlich', personal: 'Persönlich' },
  probable: { low: 'unwahrscheinlich', high: 'wahrscheinlich' },
  desirable: { low: 'unerwünscht', high: 'erwünscht' },
  quadrants: {
    'wanted-likely': 'Erwünscht und wahrscheinlich',
    'wanted-unlikely': 'Erwünscht, aber unwahrscheinlich',
    'unwanted-likely': 'Unerwünscht, aber wahrscheinlich',
    'unwanted-unlikely': 'Weder erwünscht noch wahrscheinlich',
  },
  unit: 'Gemeinsam gelegt: eine Antwort dieses Tisches (Einheit: Tische)',
  day: (year) => `Ein Tag im Jahr ${year}`,
  slots: { morning: 'Morgen', midday: 'Mittag', evening: 'Abend', night: 'Nacht' },
  paper: (year) => `Die Zeitung von ${year}`,
  page: {
    lead: 'Die Schlagzeile',
    picture: 'Das Bild',
    voices: 'Was die Leute sagen',
    opposed: 'Wer dagegen ist',
    elsewhere: 'Anderswo',
  },
}

const es: TemplateWords = {
  today: 'hoy',
  future: 'partimos de aquí',
  levels: { society: 'Sociedad', local: 'Local', personal: 'Personal' },
  probable: { low: 'improbable', high: 'probable' },
  desirable: { low: 'no deseado', high: 'deseado' },
  quadrants: {
    'wanted-likely': 'Deseado y probable',
    'wanted-unlikely': 'Deseado, pero improbable',
    'unwanted-likely': 'No deseado, pero probable',
    'unwanted-unlikely': 'Ni deseado ni probable',
  },
  unit: 'Colocado entre todos: una respuesta de esta mesa (unidad: mesas)',
  day: (year) => `Un día en ${year}`,
  slots: { morning: 'Mañana', midday: 'Mediodía', evening: 'Tarde', night: 'Noche' },
  paper: (year) => `El periódico de ${year}`,
  page: {
    lead: 'El titular',
    picture: 'La foto',
    voices: 'Lo que dice la gente',
    opposed: 'Quién está en contra',
    elsewhere: 'En otros lugares',
  },
}

const ar: TemplateWords = {
  today: 'اليوم',
  future: 'ننطلق من هنا',
  levels: { society: 'المجتمع', local: 'الحيّ والمدينة', personal: 'حياتي' },
  probable: { low: 'غير محتمل', high: 'محتمل' },
  desirable: { low: 'غير مرغوب', high: 'مرغوب' },
  quadrants: {
    'wanted-likely': 'مرغوب ومحتمل',
    'wanted-unlikely': 'مرغوب وغير محتمل',
    'unwanted-likely': 'غير مرغوب ومحتمل',
    'unwanted-unlikely': 'غير مرغوب وغير محتمل',
  },
  unit: 'وُضع معًا: جواب واحد لهذه الطاولة (الوحدة: الطاولات)',
  day: (year) => `يوم في عام ${year}`,
  slots: { morning: 'الصباح', midday: 'الظهيرة', evening: 'المساء', night: 'الليل' },
  paper: (year) => `جريدة عام ${year}`,
  page: {
    lead: 'العنوان الرئيسي',
    picture: 'الصورة',
    voices: 'ما يقوله الناس',
    opposed: 'من يعارض',
    elsewhere: 'في أماكن أخرى',
  },
}

const known: Readonly<Record<string, TemplateWords>> = { en, fr, de, es, ar }
/** By the primary subtag of the language. */
export const templateWords = (lang: Lang | string): TemplateWords => known[lang.split('-')[0] ?? ''] ?? en
