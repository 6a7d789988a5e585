/** What the map says of the canvas; the canvas's own words are loaded with it. */
import { defineMessages } from '../../i18n/messages.ts'

export const linkMessages = defineMessages({
  en: {
    onCanvas: { one: '1 on the canvas', other: '{n} on the canvas' },
    linkElement: 'Link to the canvas …',
    linkElementTitle: 'Link “{what}” to something on the canvas',
    noElements: 'There is no hope, fear or milestone on the canvas yet.',
  },
  fr: {
    onCanvas: { one: '{n} sur le canevas', other: '{n} sur le canevas' },
    linkElement: 'Relier au canevas…',
    linkElementTitle: 'Relier « {what} » à un élément du canevas',
    noElements: 'Il n’y a encore ni espoir, ni crainte, ni jalon sur le canevas.',
  },
  de: {
    onCanvas: { one: '1 auf dem Zukunftsbild', other: '{n} auf dem Zukunftsbild' },
    linkElement: 'Mit dem Zukunftsbild verbinden …',
    linkElementTitle: '„{what}“ mit etwas auf dem Zukunftsbild verbinden',
    noElements: 'Auf dem Zukunftsbild gibt es noch keine Hoffnung, keine Befürchtung und keinen Meilenstein.',
  },
  es: {
    onCanvas: { one: '1 en el lienzo', other: '{n} en el lienzo' },
    linkElement: 'Enlazar con el lienzo…',
    linkElementTitle: 'Enlazar «{what}» con algo del lienzo',
    noElements: 'Aún no hay esperanzas, temores ni hitos en el lienzo.',
  },
  ar: {
    onCanvas: {
      zero: 'لا شيء على اللوحة',
      one: 'واحد على اللوحة',
      two: 'اثنان على اللوحة',
      few: '{n} على اللوحة',
      many: '{n} على اللوحة',
      other: '{n} على اللوحة',
    },
    linkElement: 'ربط بلوحة الرؤية…',
    linkElementTitle: 'ربط «{what}» بشيء على لوحة الرؤية',
    noElements: 'ليس على لوحة الرؤية أمل ولا تخوّف ولا محطّة بعد.',
  },
})
