/** Films, slides and leaflets on the organiser's page, state by state. */
import type { Lang } from '@tablee/shared/ids'
import type { ReactNode } from 'react'
import '../organise/organise.css'
import MaterialsPanel from '../organise/materials/panel.tsx'
import type { Asked } from '../organise/materials/dialogs.tsx'
import { Frame } from '../ui/frame/frame.tsx'
import { leaflet, film, localMaterials } from './materials-states.ts'
import { about } from './samples.ts'

const shows = (
  of: keyof typeof localMaterials,
  first: Asked | null = null,
  opened: string | null = null,
  removed: string | null = null,
) => (
  <Frame wide>
    <h1 lang={about.lang}>{about.title}</h1>
    <MaterialsPanel open={localMaterials[of]} stamp="1" first={first} opened={opened} removed={removed} />
  </Frame>
)
const given = (name: string) => new File(['x'], name)

export const materialScreens: Readonly<Record<string, () => ReactNode>> = {
  'materials-empty': () => shows('empty'),
  materials: () => shows('all'),
  'materials-lost': () => shows('lost'),
  'materials-going': () => shows('going'),
  'materials-refused': () => shows('refused'),
  'materials-full': () => shows('full'),
  'materials-many': () => shows('many'),
  'materials-add': () =>
    shows('empty', {
      what: 'add',
      session: 1,
      draft: {
        kind: 'leaflet',
        title: 'What the law says today',
        step: null,
        given: [
          { file: given('law_EN.pdf'), what: 'file', lang: 'en' as Lang },
          { file: given('loi_FR.pdf'), what: 'file', lang: 'fr' as Lang },
        ],
      },
    }),
  'materials-not-this': () =>
    shows('empty', { what: 'unfit', session: 1, unfit: { why: 'notThis', file: 'talk.pptx' } }),
  'materials-change': () => shows('all', null, film.id),
  'materials-remove': () => shows('all', { what: 'remove', material: leaflet }),
  'materials-removed': () => shows('all', null, null, 'The timetable'),
  'materials-look': () => shows('all', { what: 'look', material: leaflet }),
}
