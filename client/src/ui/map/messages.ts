import { defineMessages } from '../../i18n/messages.ts'

export const mapMessages = defineMessages({
  en: { tools: 'Zoom', in: 'Zoom in', out: 'Zoom out', all: 'Show all' },
  fr: { tools: 'Zoom', in: 'Agrandir', out: 'Réduire', all: 'Tout montrer' },
  de: { tools: 'Zoom', in: 'Vergrößern', out: 'Verkleinern', all: 'Alles zeigen' },
  es: { tools: 'Zoom', in: 'Acercar', out: 'Alejar', all: 'Mostrar todo' },
  ar: { tools: 'التكبير', in: 'تكبير', out: 'تصغير', all: 'إظهار الكل' },
})
