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
  backUpNow: 'Hacer una copia ahora',
  backUpHelp: 'Tarda un minuto. Mejor en una unidad que se pueda llevar.',
  cards: 'Tarjetas y enlaces',
  cardsAbout:
    'Imprima las tarjetas de participantes para las mesas. Entregue la de moderación solo a la persona que modera.',
  print: 'Imprimir las tarjetas',
  table: 'Mesa {table}',
  facilitatorCard: 'Moderación y notas',
  deskCards: 'Traducción y análisis',
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
  moreTranslators: 'Otro enlace para la traducción',
  forWhom: 'Para quién (opcional)',
  makeLink: 'Crear el enlace',
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
  wasBegun: 'La sesión {session} ha empezado en todas las mesas.',
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
  behind: 'Faltan los últimos cambios',
  behindAbout:
    'La base de datos del servidor fue sustituida, y a la nueva le faltan los últimos momentos. Los dispositivos de cada mesa entregan lo que aún conservan: deje las mesas abiertas y conectadas. Mientras tanto, quienes observan no ven nada.',
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
    'En estas mesas, deshacer empieza de cero. De cada frase queda aquí una huella, para que ningún dispositivo la traiga de vuelta; nadie puede leer en ella la frase. Escrita de nuevo, allí o como nombre de un tema, pregunta o traducción, no se acepta o se vuelve negra. Dicha con otras palabras, es una frase nueva.',
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

/** Una copia de seguridad de este diálogo, y una que se restaura. */
export const backupMessages = {
  title: 'Copia de seguridad de este diálogo',
  about:
    'Un archivo con todo lo que se dijo, se votó y se fijó en este diálogo, con sus fotos y películas. Mientras tanto, todo sigue.',
  care: 'Contiene las palabras y los votos de las personas. Guárdelo como las papeletas y no se lo dé a nadie. No abre ninguna tarjeta.',
  take: 'Hacer una copia ahora',
  making: 'Se está haciendo la copia.',
  saving: 'Se está descargando la copia.',
  soMuch: '{got} de {size}',
  made: 'Hay una copia lista: {size}',
  download: 'Descargar',
  letGo: 'Descartarla',
  saved: 'Guardada como {file}. Póngala en una unidad que se pueda llevar.',
  last: 'La última es del {date}, {time}.',
  noRoomToMake: 'En el disco del servidor no hay sitio para una copia. Todo sigue. Haga sitio y vuelva a intentarlo.',
  makingFailed: 'No se pudo hacer la copia. Todo sigue. Vuelva a intentarlo.',
  cancel: 'Cancelar',
  putTitle: 'Restaurar una copia',
  putAbout: 'Elija una copia de este diálogo. Antes de que nada cambie se le dice qué reemplazaría.',
  choose: 'Elegir una copia',
  drop: 'o suéltela aquí',
  cutOff: 'Un envío se cortó. No ha cambiado nada. Elija otra vez el archivo.',
  sending: 'El archivo se está enviando al servidor.',
  looking: 'Se está revisando el archivo. No ha cambiado nada.',
  bringing: 'La copia pasa al disco del servidor. Mientras tanto, todo sigue.',
  exchanging: 'La copia se está poniendo en su lugar. Esta página vuelve sola.',
  looked: 'Así estaba el {date}, {time}.',
  goesTitle: 'Lo que se escribió después',
  goNothing: 'Después no se escribió nada en los tableros ni se fijó nada.',
  goEntries: {
    one: '{n} entrada no está en ella. Las mesas que aún la tienen la entregan de nuevo.',
    other: '{n} entradas no están en ella. Las mesas que aún las tienen las entregan de nuevo.',
  },
  goTables: {
    one: 'Los tableros de {n} mesa vuelven a ser como eran.',
    other: 'Los tableros de {n} mesas vuelven a ser como eran.',
  },
  goSet: {
    one: '{n} ajuste se deshace: una sesión que empezó, una regla o un cambio del plan. Fíjelo de nuevo.',
    other: '{n} ajustes se deshacen: sesiones que empezaron, reglas, cambios del plan. Fíjelos de nuevo.',
  },
  goSnapshots: {
    one: '{n} instantánea ya no está en la lista.',
    other: '{n} instantáneas ya no están en la lista.',
  },
  staysTitle: 'Lo que se queda',
  stayVoices: {
    one: '{n} voto, respuesta o consentimiento de después.',
    other: '{n} votos, respuestas y consentimientos de después.',
  },
  stayWithdrawn: {
    one: '{n} enlace que se retiró o se renovó después sigue así.',
    other: '{n} enlaces que se retiraron o se renovaron después siguen así.',
  },
  stayCards: 'Todas las tarjetas abren lo que abrían y nadie queda fuera. Lo que se borró sigue borrado.',
  howItGoes:
    'Durante unos segundos nadie puede escribir. Después las páginas vuelven solas. Quienes observan no ven nada hasta que usted termine la recuperación en esta página.',
  keptBeside: 'Lo que reemplaza se guarda en el servidor. También eso se puede restaurar.',
  putBack: 'Restaurar',
  wasPut: 'A las {time} se restauró una copia: así estaba el {date}, {at}.',
  nowRecover: 'Deje las mesas abiertas y conectadas, y termine la recuperación cuando hayan vuelto.',
  'not-a-backup':
    'Este archivo no es una copia de Tablée. No ha cambiado nada. Elija uno cuyo nombre termine en .tablee.',
  damaged: 'Esta copia está dañada o le falta una parte. No ha cambiado nada. Elija otra o cópiela de nuevo.',
  'other-dialogue': 'Es la copia de otro diálogo: {title}. No ha cambiado nada.',
  'other-key':
    'Esta copia se hizo con la clave de otro servidor y las tarjetas no servirían. No ha cambiado nada. En la máquina del servidor, pnpm tablee restore restaura una copia del servidor entero con su clave.',
  newer: 'Esta copia la hizo un Tablée más nuevo. No ha cambiado nada. Actualice antes este servidor.',
  'too-large': 'Este archivo es demasiado grande para una copia. No ha cambiado nada.',
  'no-room':
    'En el disco del servidor no hay sitio para restaurarla. No ha cambiado nada. Haga sitio y vuelva a intentarlo.',
  failed: 'No se pudo restaurar la copia. Todo está como antes. Vuelva a intentarlo.',
  keptTitle: 'Lo que se reemplazó',
  keptAbout: 'Estos archivos están en el servidor. Ningún borrado llega a ellos: elimínelos cuando nadie los necesite.',
  keptOf: 'Así estaba el {date}, {time}',
  remove: 'Eliminar',
  removeAsk: '¿Eliminar este archivo?',
  removeAbout: 'Lo que se reemplazó entonces se pierde para siempre.',
}

/** De un diálogo que todo el mundo puede seguir. */
export const publicMessages: Sentences<typeof en.publicMessages> = {
  title: 'El público',
  closed: 'Cerrado al público. Solo pueden seguirlo las personas a las que usted da un enlace.',
  open: 'Abierto al público desde el {date}, {time}. Todo el mundo puede seguirlo.',
  shows: 'El público ve lo que ven quienes observan. Lo que una mesa oculta o tiene tras su cortina sigue oculto.',
  page: 'La página para seguirlo',
  data: 'Lo mismo como datos, para otros programas',
  openIt: 'Abrir al público',
  openAsk:
    '¿Abrir este diálogo al público? Todo el mundo podrá ver lo que ven quienes observan y guardar una copia. Dígaselo primero a las mesas.',
  closeIt: 'Cerrar al público',
  closeAsk:
    '¿Cerrar este diálogo al público? En dos segundos nadie ve nada en estas dos direcciones. Si lo abre de nuevo, la página tendrá otra dirección.',
  wasOpened: 'Este diálogo está ahora abierto al público.',
  wasClosed: 'Este diálogo está ahora cerrado al público.',
  earlier: 'Estuvo abierto antes:',
}
