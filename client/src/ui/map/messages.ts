import { defineMessages } from '../../i18n/messages.ts'

export const mapMessages = defineMessages({
  en: { tools: 'Zoom', in: 'Zoom in', out: 'Zoom out', all: 'Show all', full: 'Full size', loose: 'Not linked yet' },
  fr: {
    tools: 'Zoom',
    in: 'Agrandir',
    out: 'Réduire',
    all: 'Tout montrer',
    full: 'Taille réelle',
    loose: 'Pas encore relié',
  },
  de: {
    tools: 'Zoom',
    in: 'Vergrößern',
    out: 'Verkleinern',
    all: 'Alles zeigen',
    full: 'Volle Größe',
    loose: 'Noch nicht verbunden',
  },
  es: {
    tools: 'Zoom',
    in: 'Acercar',
    out: 'Alejar',
    all: 'Mostrar todo',
    full: 'Tamaño real',
    loose: 'Aún sin enlazar',
  },
  ar: { tools: 'التكبير', in: 'تكبير', out: 'تصغير', all: 'إظهار الكل', full: 'الحجم الكامل', loose: 'لم يُربط بعد' },
})
