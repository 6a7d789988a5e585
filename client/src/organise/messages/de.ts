import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const messages: Sentences<typeof en.messages> = {
  mine: 'Dialoge dieses Geräts',
  mineHere: 'Sie sind hier',
  'mine-before': 'Noch nicht offen',
  'mine-today': 'Jetzt offen',
  'mine-after': 'Vorbei',
  'mine-gone': 'Sein Link wurde neu ausgestellt oder zurückgezogen',
  mineSpan: '{from} bis {to}',
  ready: 'Bereit?',
  lookAgain: 'Noch einmal ansehen',
  lookedAt: 'Angesehen um {time}',
  clocksApart: 'Die Uhr dieses Geräts geht um {span} anders als die des Laptops. Eine von beiden geht falsch.',
  backUpNow: 'Jetzt sichern',
  backUpHelp: 'Es dauert eine Minute. Am besten auf einen Datenträger, den man mitnehmen kann.',
  cards: 'Karten und Links',
  cardsAbout:
    'Drucken Sie die Karten der Teilnehmenden für die Tische. Die Karte der Moderation bekommt nur die Moderation.',
  print: 'Karten drucken',
  table: 'Tisch {table}',
  facilitatorCard: 'Moderation und Protokoll',
  deskCards: 'Übersetzung und Auswertung',
  roomCards: 'Saalmoderation und Koordination',
  whoHas: 'Wer welchen Link hat',
  whoHasHow: 'keine Namen, nur Rollen',
  haveOpened: '{n} von {of} geöffnet',
  openRoom: 'Saal öffnen',
  whichOf: 'Welcher: {who}',
  another: 'Ein weiterer',
  newLink: 'Neuer Link',
  newFor: 'Neuer Link: {who}',
  whichSites: 'Welche Säle er öffnet',
  watchLink: 'Live-Ansicht für Beobachtende und Presse (nur lesen)',
  analystLink: 'Momentaufnahmen für die Auswertung',
  themesPage: 'Lesen und Themen',
  translatorLink: 'Texte für die Übersetzung',
  moreTranslators: 'Noch ein Link für die Übersetzung',
  forWhom: 'Für wen (freiwillig)',
  makeLink: 'Link anlegen',
  snapshotsPage: 'Momentaufnahmen und Dateien',
  copy: 'Link kopieren',
  copied: 'Kopiert',
  open: 'Öffnen',
  revoke: 'Zurückziehen',
  revoked: 'Zurückgezogen',
  revokeAsk:
    'Diesen Link zurückziehen? Wer über ihn kam, ist binnen einer Sekunde draußen. Was geschrieben wurde, bleibt.',
  ofLink: '{what}: {link}',
  wasRevoked: 'Zurückgezogen: {link}.',
  wasRenewed: 'Neu ausgestellt: {link}. Die neue Karte steht auf dieser Seite; drucken Sie sie noch einmal.',
  renew: 'Neu ausstellen',
  renewAsk:
    'Diesen Link neu ausstellen? Er bekommt einen neuen Code und eine neue Karte zum Drucken. Die zurückgezogene Karte bleibt ungültig.',
  cancel: 'Behalten',
  session: 'Runde',
  moveHint: 'Eine andere Runde führt alle Tische dorthin. Sie werden vorher gefragt.',
  moveTo: 'Alle Tische in Runde {session} führen',
  running: 'läuft',
  notBegun: 'noch nicht begonnen',
  begin: 'Runde {session} beginnen',
  wasBegun: 'Runde {session} hat an allen Tischen begonnen.',
  beginAsk: 'Die Uhr von Runde {session} jetzt an allen Tischen starten?',
  beginAgain: 'Uhr neu starten',
  beginAgainAsk: 'Die Uhr von Runde {session} an allen Tischen von vorn beginnen lassen? Sonst ändert sich nichts.',
  moveAsk:
    'Alle Tische in Runde {session} führen und ihre Uhr starten? Jeder Tisch kommt auf seine neue Tafel; nichts geht verloren.',
  moveBackAsk:
    'Alle Tische wieder in Runde {session} führen? Jeder Tisch kommt auf seine Tafel dieser Runde. Was in der einen und der anderen geschrieben wurde, bleibt und ist zu lesen.',
  moveLeavesOpen: 'Es ist noch etwas offen. Tische: {tables}.',
  moveLeavesOpenWhat:
    'Am Telefon kann man dort weiter abstimmen und schreiben, und die Ergebnisse aller Tische warten, bis es geschlossen ist. Schließen können Sie es unter der Liste der Runden.',
  clockOf: 'Die Uhr von Runde {session}',
  clockOn: {
    one: 'Läuft weiter: begonnen um {time}, noch {n} Minute',
    other: 'Läuft weiter: begonnen um {time}, noch {n} Minuten',
  },
  clockOver: {
    one: 'Läuft weiter: begonnen um {time}, die Zeit ist seit {n} Minute um',
    other: 'Läuft weiter: begonnen um {time}, die Zeit ist seit {n} Minuten um',
  },
  clockAnew: 'Beginnt von vorn',
  goneHome: 'Einen Tisch schließen, der schon gegangen ist',
  goneHomeHow:
    'Die Ergebnisse aller Tische erscheinen, wenn der letzte geschlossen hat, was bei ihm offen ist. Schließen Sie einen Tisch, der gegangen ist: Was gesendet wurde, zählt, und niemand schreibt mehr auf seine Tafel.',
  tableAt: 'Tisch {table}, Runde {session}',
  nothingOpen: 'nichts offen',
  openSteps: { one: '{n} Schritt offen', other: '{n} Schritte offen' },
  boardClosed: 'geschlossen',
  closeTable: 'Tisch {table} schließen',
  closeTableAsk:
    'Die Tafel von Tisch {table} schließen? Offene Abstimmungen und Fragen werden mit dem geschlossen, was gesendet wurde, und bleiben geschlossen. Die Tafel selbst lässt sich wieder öffnen.',
  closeTableFew:
    'Ist dort eine Abstimmung offen? Haben weniger als drei abgestimmt und andere nicht, so sieht der Tisch nicht, was sie gewählt haben: Man sähe sonst, wer wie gestimmt hat.',
  openTable: 'Tisch {table} wieder öffnen',
  openTableAsk:
    'Die Tafel von Tisch {table} wieder öffnen? Dann kann dort geschrieben werden; geschlossene Abstimmungen bleiben geschlossen.',
  recovery: 'Aus einer Sicherung wiederhergestellt',
  recoveryAbout:
    'Dem Server fehlt, was nach der Sicherung kam. Die Geräte jedes Tisches reichen ein, was sie noch haben: Lassen Sie die Tische offen und verbunden. Beobachtende sehen solange nichts.',
  behind: 'Die letzten Änderungen fehlen',
  behindAbout:
    'Die Datenbank des Servers wurde ersetzt, und der neuen fehlen die letzten Augenblicke davor. Die Geräte jedes Tisches reichen ein, was sie noch haben: Lassen Sie die Tische offen und verbunden. Beobachtende sehen solange nichts.',
  recoveryNothing: 'Noch hat kein Gerät etwas eingereicht.',
  recoveryBoard: 'Tisch {table}, Runde {session}',
  recoveryDevices: { one: '{n} Gerät hat etwas zurückgebracht', other: '{n} Geräte haben etwas zurückgebracht' },
  recoveryMarks: {
    one: '{n} Wortmeldung zurückgezogen, laut Geräten',
    other: '{n} Wortmeldungen zurückgezogen, laut Geräten',
  },
  recoveryConflicts: {
    one: '{n} Änderung widerspricht der Tafel und liegt beiseite',
    other: '{n} Änderungen widersprechen der Tafel und liegen beiseite',
  },
  recoveryEnd: 'Wiederherstellung beenden',
  recoveryAsk:
    'Beenden Sie, wenn alle Tische zurück sind. Danach kann ein Gerät nur noch bringen, was es selbst geschrieben hat. Beobachtende sehen die Tafeln wieder. Was ein Tisch nach der Sicherung eingestellt hat, ist verloren: sein Nein zum Beobachtetwerden, sein Zeitversatz, ob die Worte der Menschen gezeigt werden, Vorhänge, Pausen, verborgene Einträge. Fragen Sie vorher jeden Tisch und stellen Sie es neu ein.',
  notYet: 'Noch nicht',
  signIn: 'Diese Seite öffnet sich mit dem Link der Organisation.',
}

export const damageMessages: Sentences<typeof en.damageMessages> = {
  title: 'Die Datei des Servers wurde beschädigt',
  about: 'Was lesbar war, ist da. Dies fehlt:',
  nothing: 'Sie wurde repariert, und es fehlt nichts.',
  place: '{site}, Tisch {table}, Runde {session}',
  readOnly: {
    one: '{n} Änderung fehlt. Man kann die Tafel lesen, aber nicht ändern.',
    other: '{n} Änderungen fehlen. Man kann die Tafel lesen, aber nicht ändern.',
  },
  replay: {
    one: 'Die Tafel ist vollständig; in ihrem Rückblick fehlt {n} Änderung.',
    other: 'Die Tafel ist vollständig; in ihrem Rückblick fehlen {n} Änderungen.',
  },
  programme:
    'Etwas, das Sie oder die Moderation eingestellt haben. Beobachtende sehen nichts, bis Sie die Tafeln wieder öffnen.',
  log: 'Ein Teil des Protokolls des Dialogs. Was eingestellt war, gilt weiter; künftige Momentaufnahmen wissen davon vielleicht nichts.',
  voices:
    'Etwas, das Menschen für sich gesagt haben, vielleicht ein Nein zum Beobachten oder Zitieren. Beobachtende sehen nichts, bis Sie die Tafeln wieder öffnen; drucken Sie vorher nichts und geben Sie nichts weiter.',
  links: 'Einige Links: Ihre Karten öffnen nichts mehr. Stellen Sie neue aus, oder stellen Sie die Sicherung her.',
  snapshots: 'Momentaufnahmen oder Texte daraus.',
  photos: 'Welche Fotos zu welcher Tafel gehören.',
  devices: 'Welche Geräte angemeldet waren: Sie kommen mit ihrer Karte wieder herein.',
  other:
    'Notizen des Servers über ein Löschen oder eine Wiederherstellung, Rufe oder Nachrichten zwischen Saal und Tischen: Sehen Sie nach, ob etwas noch einmal nötig ist.',
  backup:
    'Um es zurückzuholen, halten Sie den Server auf seinem Rechner an und spielen Sie dort die Sicherung vom {time} ein:',
  noBackup:
    'Es ist keine Sicherung dieses Servers bekannt. Wenn Sie eine haben, halten Sie den Server auf seinem Rechner an und spielen Sie sie dort ein:',
}

export const erasureMessages: Sentences<typeof en.erasureMessages> = {
  title: 'Entfernte Sätze',
  struck: {
    one: 'Ein Satz wurde von der Moderation entfernt. Dieser Server behält ihn noch, und ein Eintrag oder eine Notiz, die ihn wiederholt, zeigt ihn weiter.',
    other:
      '{n} Sätze wurden von der Moderation entfernt. Dieser Server behält sie noch, und Einträge oder Notizen, die sie wiederholen, zeigen sie weiter.',
  },
  erased: {
    one: 'Ein Satz ist gelöscht: Dieser Server behält kein Wort davon.',
    other: '{n} Sätze sind gelöscht: Dieser Server behält kein Wort davon.',
  },
  erase: 'Endgültig löschen',
  ask: 'Sie verschwinden von den Tafeln, aus deren Verlauf und aus allen Momentaufnahmen. Eine Momentaufnahme behält ihren Namen und sagt, dass etwas fehlt. Das lässt sich nicht rückgängig machen.',
  backups:
    'Sicherungen von vorher enthalten sie noch, ebenso die Ordner replaced-… und damaged-… im Datenordner. Löschen Sie auch diese.',
  again:
    'An diesen Tischen fängt das Rückgängigmachen neu an. Von jedem Satz bleibt hier ein Abdruck, damit kein Gerät ihn zurückbringt; den Satz kann darin niemand lesen. Wird er dort oder als Name eines Themas, als Frage oder als Übersetzung neu getippt, so wird er nicht angenommen oder schwarz. Mit anderen Worten gesagt ist es ein neuer Satz.',
  busy: 'Wird gelöscht … Die Tische warten einen Augenblick.',
  unfinished:
    'Eine Löschung hat begonnen und ist nicht zu Ende: Dieser Server behält noch, was weg sein sollte. Versuchen Sie es noch einmal. Geht es wieder nicht, lassen Sie den Server neu starten: Er bringt seine Datei in Ordnung und beendet die Löschung, bevor jemand hereinkommt.',
  cancel: 'Jetzt nicht',
}

export const sealMessages: Sentences<typeof en.sealMessages> = {
  title: 'Der Schlüssel des Dialogs',
  about:
    'Jede Momentaufnahme und jeder Download davon ist damit versiegelt. Wer diese sechzehn Zeichen hat, kann ohne Netz sagen, ob ein Download verändert wurde: pnpm tablee verify FILE.',
  whole: 'Der ganze Schlüssel',
  under: 'Momentaufnahmen dieses Dialogs sind versiegelt mit dem Schlüssel',
}

/** Eine Sicherung dieses Dialogs, und eine, die eingespielt wird. */
export const backupMessages = {
  title: 'Sicherung dieses Dialogs',
  about:
    'Eine Datei mit allem, was in diesem Dialog gesagt, abgestimmt und eingestellt wurde, mit seinen Fotos und Filmen. Alle machen solange weiter.',
  care: 'Sie enthält Worte und Stimmen der Menschen. Verwahren Sie sie wie die Stimmzettel, und geben Sie sie niemandem. Sie öffnet keine Karte.',
  take: 'Jetzt sichern',
  making: 'Die Sicherung wird gemacht.',
  saving: 'Die Sicherung wird heruntergeladen.',
  soMuch: '{got} von {size}',
  made: 'Eine Sicherung ist fertig: {size}',
  download: 'Herunterladen',
  letGo: 'Verwerfen',
  saved: 'Gespeichert als {file}. Legen Sie sie auf einen Datenträger, den man mitnehmen kann.',
  last: 'Die letzte ist vom {date}, {time}.',
  noRoomToMake:
    'Auf der Platte des Servers ist zu wenig Platz für eine Sicherung. Alles läuft weiter. Schaffen Sie Platz und versuchen Sie es noch einmal.',
  makingFailed: 'Die Sicherung ließ sich nicht machen. Alles läuft weiter. Versuchen Sie es noch einmal.',
  cancel: 'Abbrechen',
  putTitle: 'Eine Sicherung einspielen',
  putAbout: 'Wählen Sie eine Sicherung dieses Dialogs. Bevor sich etwas ändert, steht hier, was sie ersetzen würde.',
  choose: 'Sicherung wählen',
  drop: 'oder hier ablegen',
  cutOff: 'Ein Hochladen ist abgebrochen. Nichts wurde geändert. Wählen Sie die Datei noch einmal.',
  sending: 'Die Datei wird hochgeladen.',
  looking: 'Die Datei wird durchgesehen. Nichts ist geändert.',
  bringing: 'Die Sicherung kommt auf die Platte des Servers. Alle machen solange weiter.',
  exchanging: 'Die Sicherung wird eingesetzt. Diese Seite kommt von selbst wieder.',
  looked: 'So war es am {date}, {time}.',
  goesTitle: 'Was seither geschrieben wurde',
  goNothing: 'Seither wurde auf keiner Tafel geschrieben und nichts eingestellt.',
  goEntries: {
    one: '{n} Eintrag ist nicht darin. Tische, die ihn noch haben, reichen ihn wieder ein.',
    other: '{n} Einträge sind nicht darin. Tische, die sie noch haben, reichen sie wieder ein.',
  },
  goTables: {
    one: 'Die Tafeln von {n} Tisch werden, wie sie waren.',
    other: 'Die Tafeln von {n} Tischen werden, wie sie waren.',
  },
  goSet: {
    one: '{n} Einstellung geht zurück: eine begonnene Runde, eine Regel oder eine Änderung des Plans. Stellen Sie sie neu ein.',
    other: '{n} Einstellungen gehen zurück: begonnene Runden, Regeln, Änderungen des Plans. Stellen Sie sie neu ein.',
  },
  goSnapshots: {
    one: '{n} Momentaufnahme steht nicht mehr in der Liste.',
    other: '{n} Momentaufnahmen stehen nicht mehr in der Liste.',
  },
  staysTitle: 'Was bleibt',
  stayVoices: {
    one: '{n} Stimme, Antwort oder Einwilligung von seither.',
    other: '{n} Stimmen, Antworten und Einwilligungen von seither.',
  },
  stayWithdrawn: {
    one: '{n} Link, der seither zurückgezogen oder neu ausgestellt wurde, bleibt es.',
    other: '{n} Links, die seither zurückgezogen oder neu ausgestellt wurden, bleiben es.',
  },
  stayCards: 'Alle Karten öffnen, was sie öffneten, und alle bleiben dabei. Was gelöscht wurde, bleibt gelöscht.',
  howItGoes:
    'Einige Sekunden lang kann niemand schreiben. Dann kommen die Seiten von selbst wieder. Beobachtende sehen nichts, bis Sie die Wiederherstellung auf dieser Seite beenden.',
  keptBeside: 'Was sie ersetzt, bleibt auf dem Server. Auch das können Sie wieder einspielen.',
  putBack: 'Einspielen',
  wasPut: 'Um {time} wurde eine Sicherung eingespielt: So war es am {date}, {at}.',
  nowRecover: 'Lassen Sie die Tische offen und verbunden, und beenden Sie die Wiederherstellung, wenn sie zurück sind.',
  'not-a-backup':
    'Diese Datei ist keine Sicherung von Tablée. Nichts wurde geändert. Wählen Sie eine, deren Name auf .tablee endet.',
  damaged:
    'Diese Sicherung ist beschädigt, oder ein Teil fehlt. Nichts wurde geändert. Wählen Sie eine andere, oder kopieren Sie sie neu.',
  'other-dialogue': 'Das ist die Sicherung eines anderen Dialogs: {title}. Nichts wurde geändert.',
  'other-key':
    'Diese Sicherung wurde mit dem Schlüssel eines anderen Servers gemacht; die Karten würden nicht passen. Nichts wurde geändert. Auf dem Rechner des Servers spielt pnpm tablee restore eine Sicherung des ganzen Servers mit ihrem Schlüssel ein.',
  newer:
    'Ein neueres Tablée hat diese Sicherung gemacht. Nichts wurde geändert. Bringen Sie zuerst diesen Server auf den neuen Stand.',
  'too-large': 'Diese Datei ist zu groß für eine Sicherung. Nichts wurde geändert.',
  'no-room':
    'Auf der Platte des Servers ist zu wenig Platz, um sie einzuspielen. Nichts wurde geändert. Schaffen Sie Platz und versuchen Sie es noch einmal.',
  failed: 'Die Sicherung ließ sich nicht einspielen. Alles ist, wie es war. Versuchen Sie es noch einmal.',
  keptTitle: 'Was ersetzt wurde',
  keptAbout:
    'Diese Dateien liegen auf dem Server. Kein Löschen erreicht sie: Entfernen Sie sie, wenn niemand sie mehr braucht.',
  keptOf: 'So war es am {date}, {time}',
  remove: 'Entfernen',
  removeAsk: 'Diese Datei entfernen?',
  removeAbout: 'Was damals ersetzt wurde, ist dann endgültig weg.',
}

/** Von einem Dialog, dem alle zusehen dürfen. */
export const publicMessages: Sentences<typeof en.publicMessages> = {
  title: 'Die Öffentlichkeit',
  closed: 'Nicht öffentlich. Nur wer von Ihnen einen Link hat, kann zusehen.',
  open: 'Öffentlich seit {date}, {time}. Alle dürfen zusehen.',
  shows:
    'Die Öffentlichkeit sieht, was Beobachtende sehen. Was ein Tisch verbirgt oder hinter seinem Vorhang hat, bleibt verborgen.',
  page: 'Die Seite zum Zusehen',
  data: 'Dasselbe als Daten, für andere Programme',
  openIt: 'Für die Öffentlichkeit öffnen',
  openAsk:
    'Diesen Dialog für die Öffentlichkeit öffnen? Dann können alle sehen, was Beobachtende sehen, und es aufbewahren. Sagen Sie es zuerst den Tischen.',
  closeIt: 'Für die Öffentlichkeit schließen',
  closeAsk:
    'Diesen Dialog für die Öffentlichkeit schließen? Nach spätestens zwei Sekunden sieht unter diesen beiden Adressen niemand mehr etwas. Öffnen Sie ihn wieder, hat die Seite eine neue Adresse.',
  wasOpened: 'Dieser Dialog ist jetzt öffentlich.',
  wasClosed: 'Dieser Dialog ist jetzt nicht mehr öffentlich.',
  earlier: 'Er war früher öffentlich:',
}
