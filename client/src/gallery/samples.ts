/** A dialogue and its links, made up, as several screens of the gallery show them. */
import type { BoardId, DialogueId, LinkId, TableId } from '@tablee/shared/ids'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'

export const now = new Date(2026, 10, 28, 10, 22).getTime()
export const dialogue = 'd1' as DialogueId
export const tables = [1, 2, 3]
const titlesFr = ['Accueil', 'La confiance', 'Relecture']
const titlesAr = ['الوصول', 'الثقة', 'القراءة المشتركة']
export const about: DialogueAnswer = {
  id: dialogue,
  title: 'Driverless mobility',
  lang: 'en',
  clock: { session: 2, sessions: 3, title: 'Trust', startedAt: now, now, steps: [] },
  sessions: ['Arriving', 'Trust', 'Read-back'].map((title, index) => ({
    number: index + 1,
    title,
    titles: { en: title, fr: titlesFr[index] ?? title, ar: titlesAr[index] ?? title },
    question: title,
    minutes: 60,
  })),
  tables: tables.map((number) => ({
    id: `t${number}` as TableId,
    number,
    site: 'Brussels',
    seats: 6,
    lang: 'fr',
    citizensEdit: false,
    current: `b${number}` as BoardId,
    boards: [{ id: `b${number}` as BoardId, session: 2, question: 'Trust', closed: number === 2, open: number - 1 }],
  })),
  seal: {
    key: 'rCq0v0oFhq3f5m0iJbYHqFjv0mB3mC1p9sXkP2wQz7E',
    fingerprint: '7KQ2 M9XD 0ABC 4T5V',
    since: now,
    earlier: [],
  },
}
export const link = (id: string, change: Partial<LinkEntry>): LinkEntry => ({
  id: id as LinkId,
  role: 'citizen',
  label: '',
  table: null,
  tableNumber: null,
  site: null,
  seat: null,
  createdAt: now,
  expiresAt: null,
  revokedAt: null,
  url: `https://tablee.example/join#${id}`,
  code: null,
  ...change,
})
