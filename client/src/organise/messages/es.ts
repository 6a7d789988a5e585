import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const messages: Sentences<typeof en.messages> = {
  mine: 'Diálogos de este dispositivo',
  mineHere: 'Está aquí',
  'mine-before': 'Todavía no',
  'mine-today': 'Abierto ahora',
  'mine-after': 'Terminado',
  'mine-gone': 'Su enlace se ha rehecho o retirado',
  mineSpan: 'del {from} al {to}',
  ready: '¿Listos?',
  lookAgain: 'Mirar otra vez',
  lookedAt: 'Mirado a las {time}',
  clocksApart: 'El reloj de este aparato difiere {span} del reloj del portátil. Uno de los dos está mal.',
  cards: 'Tarjetas y enlaces',
  cardsAbout:
    'Imprima las tarjetas de participantes para las mesas. Entregue la de moderación solo a la persona que modera.',
  print: 'Imprimir las tarjetas',
  table: 'Mesa {table}',
  facilitatorCard: 'Moderación y notas',
  roomCards: 'Moderación de la sala y coordinación',
  whoHas: 'Quién tiene qué enlace',
  whoHasHow: 'sin nombres, solo funciones',
  haveOpened: '{n} de {of} abiertos',
  openRoom: 'Abrir la sala',
  whichOf: 'Cuál: {who}',
  another: 'Otro más',
  newLink: 'Nuevo enlace',
  newFor: 'Nuevo enlace: {who}',
  whichSites: 'Qué salas abre',
  watchLink: 'Vista en directo para quienes observan y la prensa (solo lectura)',
  analystLink: 'Instantáneas para el equipo de análisis',
  themesPage: 'Lectura y temas',
  translatorLink: 'Textos para la traducción',
  snapshotsPage: 'Instantáneas y archivos',
  copy: 'Copiar el enlace',
  copied: 'Copiado',
  open: 'Abrir',
  revoke: 'Retirar',
  revoked: 'Retirado',
  revokeAsk: '¿Retirar este enlace? Las personas que entraron con él quedan fuera en un segundo. Lo escrito permanece.',
  ofLink: '{what}: {link}',
  wasRevoked: 'Retirado: {link}.',
  wasRenewed: 'Emitido de nuevo: {link}. La nueva tarjeta está en esta página; imprímala otra vez.',
  renew: 'Emitir de nuevo',
  renewAsk:
    '¿Emitir de nuevo este enlace? Recibe un código nuevo y una tarjeta nueva para imprimir. La tarjeta retirada sigue sin valer.',
  cancel: 'Conservarlo',
  session: 'Sesión',
  moveHint: 'Otra sesión lleva allí todas las mesas. Se le pregunta antes.',
  moveTo: 'Llevar todas las mesas a la sesión {session}',
  running: 'en curso',
  notBegun: 'aún sin empezar',
  begin: 'Empezar la sesión {session}',
  beginAsk: '¿Poner en marcha ahora el reloj de la sesión {session} en todas las mesas?',
  beginAgain: 'Reiniciar su reloj',
  beginAgainAsk: '¿Reiniciar desde cero el reloj de la sesión {session} en todas las mesas? Nada más cambia.',
  moveAsk:
    '¿Llevar todas las mesas a la sesión {session} y poner en marcha su reloj? Cada mesa pasa a su nuevo tablero; no se pierde nada.',
  moveBackAsk:
    '¿Llevar de nuevo todas las mesas a la sesión {session}? Cada mesa vuelve a su tablero de esa sesión. Lo escrito en una y en otra se conserva y se puede leer.',
  moveLeavesOpen: 'Queda algo abierto. Mesas: {tables}.',
  moveLeavesOpenWhat:
    'Desde los teléfonos se puede seguir votando y escribiendo, y los resultados de todas las mesas esperan hasta que se cierre. Puede cerrarlo debajo de la lista de sesiones.',
  clockOf: 'El reloj de la sesión {session}',
  clockOn: {
    one: 'Sigue como iba: empezó a las {time}, queda {n} minuto',
    other: 'Sigue como iba: empezó a las {time}, quedan {n} minutos',
  },
  clockOver: {
    one: 'Sigue como iba: empezó a las {time}, el tiempo se pasó hace {n} minuto',
    other: 'Sigue como iba: empezó a las {time}, el tiempo se pasó hace {n} minutos',
  },
  clockAnew: 'Empieza desde el principio',
  goneHome: 'Cerrar una mesa que ya se ha ido',
  goneHomeHow:
    'Los resultados de todas las mesas aparecen cuando la última ha cerrado lo que tiene abierto. Cierre una mesa que se ha ido: lo enviado cuenta y nadie escribe más en su tablero.',
  tableAt: 'Mesa {table}, sesión {session}',
  nothingOpen: 'nada abierto',
  openSteps: { one: '{n} paso abierto', other: '{n} pasos abiertos' },
  boardClosed: 'cerrada',
  closeTable: 'Cerrar la mesa {table}',
  closeTableAsk:
    '¿Cerrar el tablero de la mesa {table}? Las votaciones y preguntas abiertas se cierran con lo enviado y quedan cerradas. El tablero se puede volver a abrir.',
  closeTableFew:
    '¿Hay allí una votación abierta? Si han votado menos de tres personas y otras no, la mesa no verá qué eligieron: se vería quién votó qué.',
  openTable: 'Volver a abrir la mesa {table}',
  openTableAsk:
    '¿Volver a abrir el tablero de la mesa {table}? Se podrá escribir en él; las votaciones cerradas siguen cerradas.',
  recovery: 'Restaurado desde una copia de seguridad',
  recoveryAbout:
    'El servidor perdió lo posterior a la copia. Los dispositivos de cada mesa entregan lo que aún conservan: deje las mesas abiertas y conectadas. Mientras tanto, quienes observan no ven nada.',
  recoveryNothing: 'Ningún dispositivo ha entregado nada todavía.',
  recoveryBoard: 'Mesa {table}, sesión {session}',
  recoveryDevices: { one: '{n} dispositivo devolvió algo', other: '{n} dispositivos devolvieron algo' },
  recoveryMarks: {
    one: '{n} intervención retirada, según los dispositivos',
    other: '{n} intervenciones retiradas, según los dispositivos',
  },
  recoveryConflicts: {
    one: '{n} cambio contradice el tablero y se apartó',
    other: '{n} cambios contradicen el tablero y se apartaron',
  },
  recoveryEnd: 'Terminar la recuperación',
  recoveryAsk:
    'Termine cuando todas las mesas hayan vuelto. Después, un dispositivo solo podrá traer lo que escribió él mismo. Quienes observan volverán a ver los tableros. Lo que una mesa fijó después de la copia se perdió: su negativa a ser observada, su diferido, si se muestran las palabras de las personas, cortinas, pausas y entradas ocultas. Pregunte antes a cada mesa y vuelva a fijarlo.',
  notYet: 'Todavía no',
  signIn: 'Esta página se abre con el enlace de la organización.',
}

export const damageMessages: Sentences<typeof en.damageMessages> = {
  title: 'El archivo del servidor se dañó',
  about: 'Lo que se pudo leer está ahí. Falta esto:',
  nothing: 'Se ha reparado y no falta nada.',
  place: '{site}, mesa {table}, sesión {session}',
  readOnly: {
    one: 'Falta {n} cambio. El tablero se puede leer, pero no cambiar.',
    other: 'Faltan {n} cambios. El tablero se puede leer, pero no cambiar.',
  },
  replay: {
    one: 'El tablero está completo; a su repetición le falta {n} cambio.',
    other: 'El tablero está completo; a su repetición le faltan {n} cambios.',
  },
  programme:
    'Algo que usted o la moderación habían ajustado. Quienes observan no ven nada hasta que usted vuelva a abrir los tableros.',
  log: 'Una parte del registro del diálogo. Lo que se ajustó sigue valiendo; las instantáneas futuras quizá no lo sepan.',
  voices:
    'Algo que la gente dijo por su cuenta, quizá un no a que se observe la mesa o se citen sus palabras. Quienes observan no ven nada hasta que usted vuelva a abrir los tableros; hasta entonces no imprima ni entregue nada.',
  links: 'Algunos enlaces: sus tarjetas ya no abren nada. Emita otras o restaure la copia.',
  snapshots: 'Instantáneas, o textos de ellas.',
  photos: 'Qué fotos pertenecen a qué tablero.',
  devices: 'Qué dispositivos habían entrado: vuelven a entrar con su tarjeta.',
  other:
    'Notas del servidor sobre un borrado o una recuperación, llamadas o mensajes entre la sala y las mesas: mire si hay que repetir algo.',
  backup: 'Para recuperarlo, pare el servidor en su máquina y restaure allí la copia de seguridad del {time}:',
  noBackup:
    'No se conoce ninguna copia de seguridad de este servidor. Si tiene una, pare el servidor en su máquina y restáurela allí:',
}

export const erasureMessages: Sentences<typeof en.erasureMessages> = {
  title: 'Frases eliminadas',
  struck: {
    one: 'La moderación eliminó una frase. Este servidor todavía la guarda, y una entrada o nota que la repite la sigue mostrando.',
    other:
      'La moderación eliminó {n} frases. Este servidor todavía las guarda, y las entradas o notas que las repiten las siguen mostrando.',
  },
  erased: {
    one: 'Una frase está borrada: este servidor no guarda ni una palabra de ella.',
    other: '{n} frases están borradas: este servidor no guarda ni una palabra de ellas.',
  },
  erase: 'Borrar para siempre',
  ask: 'Desaparecen de los tableros, de su historial y de todas las instantáneas. Una instantánea conserva su nombre y dice que falta algo. No se puede deshacer.',
  backups:
    'Las copias de seguridad hechas antes todavía las contienen, igual que las carpetas replaced-… y damaged-… de la carpeta de datos. Bórrelas también.',
  again:
    'En estas mesas, deshacer empieza de cero. De cada frase queda aquí una huella, para que ningún dispositivo la traiga de vuelta; nadie puede leer en ella la frase.',
  busy: 'Borrando… Las mesas esperan un momento.',
  unfinished:
    'Un borrado ha empezado y no ha terminado: este servidor aún guarda lo que debía desaparecer. Inténtelo otra vez. Si vuelve a fallar, haga reiniciar el servidor: repara su archivo y termina el borrado antes de que entre nadie.',
  cancel: 'Ahora no',
}

export const sealMessages: Sentences<typeof en.sealMessages> = {
  title: 'La clave del diálogo',
  about:
    'Cada instantánea y cada descarga de una está sellada con ella. Quien tenga estos dieciséis signos puede decir sin red si una descarga se cambió: pnpm tablee verify FILE.',
  whole: 'La clave entera',
  under: 'Las instantáneas de este diálogo están selladas con la clave',
}
