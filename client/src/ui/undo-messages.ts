import { defineMessages } from '../i18n/messages.ts'

export const undoMessages = defineMessages<'pair' | 'undo' | 'redo' | 'undoStep' | 'redoStep'>({
  en: { pair: 'Undo and redo', undo: 'Undo', redo: 'Redo', undoStep: 'Undo: {step}', redoStep: 'Redo: {step}' },
  fr: {
    pair: 'Annuler et rétablir',
    undo: 'Annuler',
    redo: 'Rétablir',
    undoStep: 'Annuler : {step}',
    redoStep: 'Rétablir : {step}',
  },
  de: {
    pair: 'Rückgängig und Wiederholen',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    undoStep: 'Rückgängig: {step}',
    redoStep: 'Wiederholen: {step}',
  },
  es: {
    pair: 'Deshacer y rehacer',
    undo: 'Deshacer',
    redo: 'Rehacer',
    undoStep: 'Deshacer: {step}',
    redoStep: 'Rehacer: {step}',
  },
  ar: {
    pair: 'تراجع وإعادة',
    undo: 'تراجع',
    redo: 'إعادة',
    undoStep: 'تراجع: {step}',
    redoStep: 'إعادة: {step}',
  },
})
