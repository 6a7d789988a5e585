import type { Sentences, Words } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const kindMessages: Sentences<typeof en.kindMessages> = {
  issue: 'Cuestión',
  position: 'Postura',
  argument: 'Razón',
  condition: 'Condición',
  question: 'Pregunta',
  experience: 'Vivencia',
  source: 'Fuente',
  answers: 'responde',
  supports: 'razón a favor',
  attacks: 'razón en contra',
  undercuts: 'debilita ese vínculo',
  qualifies: 'sí, si',
  illustrates: 'vivencia',
  cites: 'fuente',
  'same-as': 'igual que',
}

export const captureMessages: Sentences<typeof en.captureMessages> = {
  'own-typing': 'escrito por la persona',
  dictated: 'dictado',
  paper: 'en papel',
  'from-notes': 'según notas',
  paraphrase: 'parafraseado',
}

export const uiMessages: Sentences<typeof en.uiMessages> = {
  ofTable: 'mesa {n}',
  saidBy: 'Dicho por',
  nobody: 'sin asiento',
  seat: 'Asiento {seat}',
  noSeat: 'sin asiento',
  erased: 'Estas palabras se han eliminado.',
  withdrawn: 'retirado',
  corrected: 'corregido',
  correction: 'una corrección',
  curtainOpen: 'Cortina abierta',
  curtainDrawn: 'Cortina cerrada',
  curtainRoom: 'Cerrada por la sala',
  drawOurs: 'La sala ha cerrado la cortina y la abrirá. Cierre también la suya: seguirá cerrada',
  openOurs: 'Abrir la cortina propia: la de la sala sigue cerrada',
  drawCurtain: 'Cerrar la cortina: quienes observan no ven nada de esta mesa',
  openCurtain: 'Abrir la cortina',
  close: 'Cerrar',
  cancel: 'Cancelar',
  peopleWords: { one: 'palabras de 1 persona', other: 'palabras de {n} personas' },
  noWords: 'aún sin palabras',
  fold: 'Plegar las palabras',
  writing: '{who}: escribiendo',
  more: 'Qué hacer con {entry}',
  blank: 'Aún sin escribir',
  also: 'también: {relation} {number}',
  keptHere: 'Guardado aquí, sin enviar',
  notLinked: 'Aún sin enlazar',
}

export const clockMessages: Sentences<typeof en.clockMessages> = {
  programme: 'Programa',
  minutes: { one: '1 minuto', other: '{n} minutos' },
  min: '{n}′',
  notStarted: 'aún sin empezar',
  over: 'tiempo superado',
  lastMinute: '{step}: último minuto',
  held: 'el reloj está parado',
  heldOwn: 'su mesa está parada',
  ended: 'La jornada ha terminado. Gracias.',
  added: { one: '1 minuto más', other: '{n} minutos más' },
  next: 'A continuación: {what}, en {n} s',
  nextSoon: { one: 'A continuación: {what}, en 1 segundo', other: 'A continuación: {what}, en {n} segundos' },
  nextEnd: 'el final de la jornada',
  goneOn: 'La sala ha seguido adelante.',
  goneOnSafe: 'Lo que escribe queda guardado.',
  goAlong: 'Seguir con la sala',
  'left-welcome': 'para la bienvenida',
  'left-video': 'para el vídeo',
  'left-private-writing': 'para escribir',
  'left-map': 'para el mapa',
  'left-canvas': 'para el lienzo',
  'left-ballot': 'para la votación',
  'left-questionnaire': 'para las preguntas',
  'left-read-back': 'para la relectura',
  'left-break': 'de pausa',
}

export const translatedMessages: Sentences<typeof en.translatedMessages> = {
  human: 'Traducción: {language}',
  checked: 'Traducción: {language}, revisada',
  unclear: 'sentido poco claro para quien traduce',
}

export const languageMessages: Sentences<typeof en.languageMessages> = {
  spokenIn: 'Idioma',
  change: 'Idioma: {name}',
  find: 'Buscar un idioma por su nombre o código',
  recent: 'Se hablan en esta mesa',
  all: 'Todos los idiomas',
  another: 'Otro idioma…',
  none: 'Ningún idioma se llama así. También vale un código como pt-BR.',
  close: 'Cerrar',
}

export const partMessages: Sentences<typeof en.partMessages> = {
  missing: 'Esta parte no se ha podido cargar.',
  safe: 'No se ha perdido nada. Quizá haya ya una versión más reciente de esta página: con conexión, vuelva a cargarla.',
  anew: 'Volver a cargar la página',
  close: 'Cerrar',
}

export const problemMessages: Sentences<typeof en.problemMessages> = {
  'seat-waits': 'Este teléfono ya tiene dos asientos. Dígaselo a la persona que modera: puede admitir este.',
  'seat-taken': 'Ya hay alguien ahí. Elija otro asiento o pida a la persona que modera que lo libere.',
  'seat-moved': 'Este asiento está ahora en otro teléfono. Lo enviado se queda con él.',
  'no-seat': 'Ahí aún no hay nadie. Primero tome un asiento.',
  'round-waiting': 'Esto aún no está abierto. Lo abre la persona que modera.',
  'round-open': 'Esto está abierto. Primero hay que cerrarlo.',
  'round-closed': 'Esto se cerró entretanto. Lo enviado antes cuenta.',
  'round-revealed': 'Esto ya está revelado y queda como está.',
  differs: 'La hoja no se pasó igual las dos veces. Mírela otra vez; aún no se ha guardado nada.',
  changed: 'Otra persona acaba de hacer algo aquí. Mire cómo está ahora y decida después.',
  'voted-on': 'Se está votando esta redacción, por eso queda como está. Después de la votación se puede cambiar.',
  offline: 'El servidor no respondió. Nada se ha perdido; pruebe otra vez con conexión.',
  moved: 'Este diálogo está ahora en otro servidor. Nada se ha perdido; pida su dirección a quien le invitó.',
  'moved-to': 'Este diálogo está ahora aquí: {to}. Nada se ha perdido.',
  'too-many': 'Eso fue demasiado rápido. Espere un momento y pruebe otra vez.',
  'not-allowed': 'Su función no lo permite. Pregunte a la persona que modera.',
  other: 'No se pudo hacer. No cambió nada; pruebe otra vez.',
}

export const goneMessages: Sentences<typeof en.goneMessages> = {
  keeps: 'Siga allí con su tarjeta o su enlace. Lo que aún no se ha enviado se queda en esta página: cópielo allí.',
  open: 'Abrirlo allí',
  notHere: 'Aquí ya no puede llegar. Hágalo otra vez allí.',
  notKnown: 'No hubo respuesta antes de que el diálogo se fuera. Mire allí si se hizo.',
}

export const undoMessages: Sentences<typeof en.undoMessages> = {
  pair: 'Deshacer y rehacer',
  undo: 'Deshacer',
  redo: 'Rehacer',
  undoStep: 'Deshacer: {step}',
  redoStep: 'Rehacer: {step}',
}

export const signWords: Words<typeof en.signWords> = { if: 'si' }

export const keyNames: Words<typeof en.keyNames> = {
  Ctrl: 'Ctrl',
  Shift: 'Mayús',
  Enter: 'Intro',
  Esc: 'Esc',
  Del: 'Supr',
}
