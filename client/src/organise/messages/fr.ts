import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const messages: Sentences<typeof en.messages> = {
  mine: 'Dialogues de cet appareil',
  mineHere: 'Vous êtes ici',
  'mine-before': 'À venir',
  'mine-today': 'Ouvert',
  'mine-after': 'Terminé',
  'mine-gone': 'Son lien a été refait ou retiré',
  mineSpan: 'du {from} au {to}',
  ready: 'Prêts ?',
  lookAgain: 'Regarder à nouveau',
  lookedAt: 'Regardé à {time}',
  clocksApart: 'L’horloge de cet appareil diffère de {span} de celle de l’ordinateur. L’une des deux est fausse.',
  backUpNow: 'Sauvegarder maintenant',
  backUpHelp: 'Cela prend une minute. De préférence sur un disque que l’on peut emporter.',
  cards: 'Cartes et liens',
  cardsAbout:
    'Imprimez les cartes des participants et participantes pour les tables. Ne remettez la carte d’animation qu’à la personne qui anime.',
  print: 'Imprimer les cartes',
  table: 'Table {table}',
  facilitatorCard: 'Animation et prise de notes',
  deskCards: 'Traduction et analyse',
  roomCards: 'Animation de la salle et coordination',
  whoHas: 'Qui a quel lien',
  whoHasHow: 'aucun nom, seulement des rôles',
  haveOpened: '{n} sur {of} ouverts',
  openRoom: 'Ouvrir la salle',
  whichOf: 'Lequel : {who}',
  another: 'Un autre',
  newLink: 'Nouveau lien',
  newFor: 'Nouveau lien : {who}',
  whichSites: 'Quelles salles ce lien ouvre',
  watchLink: 'Vue en direct pour l’observation et la presse (lecture seule)',
  analystLink: 'Instantanés pour l’analyse',
  themesPage: 'Lecture et thèmes',
  translatorLink: 'Textes pour la traduction',
  moreTranslators: 'Un autre lien pour la traduction',
  forWhom: 'Pour qui (facultatif)',
  makeLink: 'Créer le lien',
  snapshotsPage: 'Instantanés et fichiers',
  copy: 'Copier le lien',
  copied: 'Copié',
  open: 'Ouvrir',
  revoke: 'Retirer',
  revoked: 'Retiré',
  revokeAsk: 'Retirer ce lien ? Les personnes qui l’ont utilisé sont dehors en une seconde. Ce qui a été écrit reste.',
  ofLink: '{what} : {link}',
  wasRevoked: 'Retiré : {link}.',
  wasRenewed: 'Refait : {link}. La nouvelle carte est sur cette page ; imprimez-la à nouveau.',
  renew: 'Refaire le lien',
  renewAsk:
    'Refaire ce lien ? Il reçoit un nouveau code et une nouvelle carte à imprimer. La carte retirée reste sans effet.',
  cancel: 'Le garder',
  session: 'Séance',
  moveHint: 'Une autre séance déplace toutes les tables. On vous le demande d’abord.',
  moveTo: 'Passer toutes les tables à la séance {session}',
  running: 'en cours',
  notBegun: 'pas encore commencée',
  begin: 'Commencer la séance {session}',
  wasBegun: 'La séance {session} a commencé à toutes les tables.',
  beginAsk: 'Lancer maintenant l’horloge de la séance {session} à toutes les tables ?',
  beginAgain: 'Relancer son horloge',
  beginAgainAsk:
    'Relancer depuis le début l’horloge de la séance {session} à toutes les tables ? Rien d’autre ne change.',
  moveAsk:
    'Passer toutes les tables à la séance {session} et lancer son horloge ? Chaque table est conduite à son nouveau tableau ; rien n’est perdu.',
  moveBackAsk:
    'Ramener toutes les tables à la séance {session} ? Chaque table retrouve son tableau de cette séance. Ce qui a été écrit dans l’une ou l’autre reste et peut être lu.',
  moveLeavesOpen: 'Quelque chose est encore ouvert. Tables : {tables}.',
  moveLeavesOpenWhat:
    'On peut encore y voter et écrire par téléphone, et les résultats de toutes les tables attendent sa fermeture. Vous pouvez le fermer sous la liste des séances.',
  clockOf: 'L’horloge de la séance {session}',
  clockOn: {
    one: 'Elle continue : commencée à {time}, il reste {n} minute',
    other: 'Elle continue : commencée à {time}, il reste {n} minutes',
  },
  clockOver: {
    one: 'Elle continue : commencée à {time}, le temps est dépassé de {n} minute',
    other: 'Elle continue : commencée à {time}, le temps est dépassé de {n} minutes',
  },
  clockAnew: 'Elle repart du début',
  goneHome: 'Fermer une table qui est partie',
  goneHomeHow:
    'Les résultats de toutes les tables s’affichent quand la dernière a clos ce qui y est ouvert. Fermez une table qui est partie : ce qui a été envoyé compte, et plus personne n’écrit sur son tableau.',
  tableAt: 'Table {table}, séance {session}',
  nothingOpen: 'rien d’ouvert',
  openSteps: { one: '{n} étape ouverte', other: '{n} étapes ouvertes' },
  boardClosed: 'fermée',
  closeTable: 'Fermer la table {table}',
  closeTableAsk:
    'Fermer le tableau de la table {table} ? Les votes et questions qui y sont ouverts sont clos avec ce qui a été envoyé et restent clos. Le tableau peut être rouvert.',
  closeTableFew:
    'Un vote y est-il ouvert ? Si moins de trois personnes ont voté et d’autres non, la table ne verra pas leurs choix : on verrait qui a voté quoi.',
  openTable: 'Rouvrir la table {table}',
  openTableAsk: 'Rouvrir le tableau de la table {table} ? On pourra y écrire ; les votes clos restent clos.',
  recovery: 'Rétabli depuis une sauvegarde',
  recoveryAbout:
    'Le serveur a perdu ce qui a suivi la sauvegarde. Les appareils de chaque table rapportent ce qu’ils ont encore : laissez les tables ouvertes et connectées. En attendant, les personnes qui observent ne voient rien.',
  behind: 'Les derniers changements manquent',
  behindAbout:
    'La base de données du serveur a été remplacée, et à la nouvelle il manque les derniers instants. Les appareils de chaque table rapportent ce qu’ils ont encore : laissez les tables ouvertes et connectées. En attendant, les personnes qui observent ne voient rien.',
  recoveryNothing: 'Aucun appareil n’a encore rien rapporté.',
  recoveryBoard: 'Table {table}, séance {session}',
  recoveryDevices: {
    one: '{n} appareil a rapporté quelque chose',
    other: '{n} appareils ont rapporté quelque chose',
  },
  recoveryMarks: {
    one: '{n} parole retirée, d’après les appareils',
    other: '{n} paroles retirées, d’après les appareils',
  },
  recoveryConflicts: {
    one: '{n} modification contredit le tableau et a été mise de côté',
    other: '{n} modifications contredisent le tableau et ont été mises de côté',
  },
  recoveryEnd: 'Terminer le rétablissement',
  recoveryAsk:
    'Terminez quand toutes les tables sont revenues. Ensuite, un appareil ne pourra apporter que ce qu’il a écrit lui-même. Les personnes qui observent verront de nouveau les tableaux. Ce qu’une table a réglé après la sauvegarde est perdu : son refus d’être observée, son différé, si les paroles des personnes sont montrées, rideaux, pauses, entrées masquées. Demandez d’abord à chaque table et réglez-le de nouveau.',
  notYet: 'Pas encore',
  signIn: 'Cette page s’ouvre avec le lien de l’organisation.',
}

export const damageMessages: Sentences<typeof en.damageMessages> = {
  title: 'Le fichier du serveur a été endommagé',
  about: 'Ce qui a pu être lu est là. Il manque ceci :',
  nothing: 'Il a été réparé, et il ne manque rien.',
  place: '{site}, table {table}, séance {session}',
  readOnly: {
    one: '{n} modification manque. On peut lire le tableau, mais rien y changer.',
    other: '{n} modifications manquent. On peut lire le tableau, mais rien y changer.',
  },
  replay: {
    one: 'Le tableau est complet ; il manque {n} modification à sa relecture.',
    other: 'Le tableau est complet ; il manque {n} modifications à sa relecture.',
  },
  programme:
    'Un réglage fait par vous ou par l’animation. Les personnes qui observent ne voient rien tant que vous n’avez pas rouvert les tableaux.',
  log: 'Une partie du journal du dialogue. Les réglages restent valables ; les instantanés à venir peuvent ne pas les connaître.',
  voices:
    'Des réponses personnelles, peut-être un refus d’être sous observation ou que l’on cite ces paroles. Les personnes qui observent ne voient rien tant que vous n’avez pas rouvert les tableaux ; d’ici là, n’imprimez et ne transmettez rien.',
  links: 'Des liens : leurs cartes n’ouvrent plus rien. Refaites-les, ou rétablissez une sauvegarde.',
  snapshots: 'Des instantanés, ou leurs textes.',
  photos: 'Quelles photos vont avec quel tableau.',
  devices: 'Quels appareils étaient entrés : ils rentrent avec leur carte.',
  other:
    'Des notes du serveur sur un effacement ou un rétablissement, des appels ou des messages entre la salle et les tables : voyez s’il faut refaire quelque chose.',
  backup: 'Pour le retrouver, arrêtez le serveur sur sa machine et rétablissez-y la sauvegarde du {time} :',
  noBackup:
    'Aucune sauvegarde de ce serveur n’est connue. Si vous en avez une, arrêtez le serveur sur sa machine et rétablissez-la :',
}

export const erasureMessages: Sentences<typeof en.erasureMessages> = {
  title: 'Phrases supprimées',
  struck: {
    one: 'Une phrase a été supprimée par l’animation. Ce serveur la garde encore, et une entrée ou une note qui la répète la montre toujours.',
    other:
      '{n} phrases ont été supprimées par l’animation. Ce serveur les garde encore, et les entrées ou notes qui les répètent les montrent toujours.',
  },
  erased: {
    one: 'Une phrase est effacée : ce serveur n’en garde aucun mot.',
    other: '{n} phrases sont effacées : ce serveur n’en garde aucun mot.',
  },
  erase: 'Effacer définitivement',
  ask: 'Elles disparaissent des tableaux, de leur historique et de tous les instantanés. Un instantané garde son nom et dit qu’il y manque quelque chose. On ne peut pas revenir en arrière.',
  backups:
    'Les sauvegardes faites avant les contiennent encore, comme les dossiers replaced-… et damaged-… du dossier de données. Supprimez-les aussi.',
  again:
    'À ces tables, « annuler » repart de zéro. Une empreinte de chaque phrase reste ici, pour qu’aucun appareil ne la ramène ; personne ne peut y lire la phrase. Tapée de nouveau, là ou comme nom d’un thème, question ou traduction, elle n’est pas acceptée ou devient noire. Dite autrement, c’est une nouvelle phrase.',
  busy: 'Effacement en cours… Les tables attendent un instant.',
  unfinished:
    'Un effacement a commencé et n’est pas terminé : ce serveur garde encore ce qui devait disparaître. Réessayez. Si cela échoue encore, faites redémarrer le serveur : il répare son fichier et termine l’effacement avant que quiconque n’entre.',
  cancel: 'Pas maintenant',
}

export const sealMessages: Sentences<typeof en.sealMessages> = {
  title: 'La clé du dialogue',
  about:
    'Chaque instantané, et chaque téléchargement d’un instantané, est scellé avec elle. Qui a ces seize signes peut dire sans réseau si un téléchargement a été changé : pnpm tablee verify FILE.',
  whole: 'La clé entière',
  under: 'Les instantanés de ce dialogue sont scellés avec la clé',
}

/** Une sauvegarde de ce dialogue, et une qui est rétablie. */
export const backupMessages = {
  title: 'Sauvegarde de ce dialogue',
  about:
    'Un fichier avec tout ce qui a été dit, voté et réglé dans ce dialogue, ses photos et ses films. Tout le monde continue pendant ce temps.',
  care: 'Il contient les paroles et les votes des personnes. Gardez-le comme les bulletins, et ne le donnez à personne. Il n’ouvre aucune carte.',
  take: 'Sauvegarder maintenant',
  making: 'La sauvegarde se prépare.',
  saving: 'La sauvegarde se télécharge.',
  soMuch: '{got} sur {size}',
  made: 'Une sauvegarde est prête : {size}',
  download: 'Télécharger',
  letGo: 'Y renoncer',
  saved: 'Enregistrée sous {file}. Mettez-la sur un disque que l’on peut emporter.',
  last: 'La dernière est du {date}, {time}.',
  noRoomToMake:
    'Le disque du serveur n’a pas assez de place pour une sauvegarde. Tout continue. Faites de la place, puis réessayez.',
  makingFailed: 'La sauvegarde n’a pas pu être faite. Tout continue. Réessayez.',
  cancel: 'Annuler',
  putTitle: 'Rétablir une sauvegarde',
  putAbout: 'Choisissez une sauvegarde de ce dialogue. Avant que rien ne change, on vous dit ce qu’elle remplacerait.',
  choose: 'Choisir une sauvegarde',
  drop: 'ou déposez-la ici',
  cutOff: 'Un envoi s’est interrompu. Rien n’a changé. Choisissez de nouveau le fichier.',
  sending: 'Le fichier est envoyé au serveur.',
  looking: 'Le fichier est examiné. Rien n’a changé.',
  bringing: 'La sauvegarde est copiée sur le disque du serveur. Tout le monde continue pendant ce temps.',
  exchanging: 'La sauvegarde est mise en place. Cette page revient d’elle-même.',
  looked: 'Voici l’état du {date}, {time}.',
  goesTitle: 'Ce qui a été écrit depuis',
  goNothing: 'Rien n’a été écrit sur les tableaux ni réglé depuis.',
  goEntries: {
    one: '{n} entrée n’y est pas. Les tables qui l’ont encore la remettent.',
    other: '{n} entrées n’y sont pas. Les tables qui les ont encore les remettent.',
  },
  goTables: {
    one: 'Les tableaux de {n} table redeviennent ce qu’ils étaient.',
    other: 'Les tableaux de {n} tables redeviennent ce qu’ils étaient.',
  },
  goSet: {
    one: '{n} réglage est repris : une séance commencée, une règle ou un changement du plan. Faites-le de nouveau.',
    other: '{n} réglages sont repris : séances commencées, règles, changements du plan. Faites-les de nouveau.',
  },
  goSnapshots: {
    one: '{n} instantané n’est plus dans la liste.',
    other: '{n} instantanés ne sont plus dans la liste.',
  },
  staysTitle: 'Ce qui reste',
  stayVoices: {
    one: '{n} vote, réponse ou accord donné depuis.',
    other: '{n} votes, réponses et accords donnés depuis.',
  },
  stayWithdrawn: {
    one: '{n} lien retiré ou refait depuis le reste.',
    other: '{n} liens retirés ou refaits depuis le restent.',
  },
  stayCards:
    'Toutes les cartes ouvrent ce qu’elles ouvraient, et personne n’est mis dehors. Ce qui a été effacé le reste.',
  howItGoes:
    'Pendant quelques secondes, personne ne peut écrire. Puis les pages reviennent d’elles-mêmes. Les personnes qui observent ne voient rien avant que vous terminiez le rétablissement sur cette page.',
  keptBeside: 'Ce qu’elle remplace est gardé sur le serveur. Vous pourrez le rétablir aussi.',
  putBack: 'Rétablir',
  wasPut: 'À {time}, une sauvegarde a été rétablie : l’état du {date}, {at}.',
  nowRecover: 'Laissez les tables ouvertes et connectées, et terminez le rétablissement quand elles sont revenues.',
  'not-a-backup':
    'Ce fichier n’est pas une sauvegarde de Tablée. Rien n’a changé. Choisissez un fichier dont le nom finit par .tablee.',
  damaged:
    'Cette sauvegarde est abîmée, ou il en manque une partie. Rien n’a changé. Choisissez-en une autre, ou copiez-la de nouveau.',
  'other-dialogue': 'C’est la sauvegarde d’un autre dialogue : {title}. Rien n’a changé.',
  'other-key':
    'Cette sauvegarde a été faite avec la clé d’un autre serveur : les cartes n’iraient pas. Rien n’a changé. Sur la machine du serveur, pnpm tablee restore rétablit une sauvegarde de tout le serveur avec sa clé.',
  newer: 'Cette sauvegarde vient d’un Tablée plus récent. Rien n’a changé. Mettez d’abord ce serveur à jour.',
  'too-large': 'Ce fichier est trop grand pour une sauvegarde. Rien n’a changé.',
  'no-room':
    'Le disque du serveur n’a pas assez de place pour la rétablir. Rien n’a changé. Faites de la place, puis réessayez.',
  failed: 'La sauvegarde n’a pas pu être rétablie. Tout est comme avant. Réessayez.',
  keptTitle: 'Ce qui a été remplacé',
  keptAbout:
    'Ces fichiers sont sur le serveur. Aucun effacement ne les atteint : supprimez-les quand plus personne n’en a besoin.',
  keptOf: 'L’état du {date}, {time}',
  remove: 'Supprimer',
  removeAsk: 'Supprimer ce fichier ?',
  removeAbout: 'Ce qui a été remplacé alors est perdu pour toujours.',
}

/** D’un dialogue que tout le monde peut suivre. */
export const publicMessages: Sentences<typeof en.publicMessages> = {
  title: 'Le public',
  closed: 'Fermé au public. Seules les personnes à qui vous donnez un lien peuvent suivre.',
  open: 'Ouvert au public depuis le {date}, {time}. Tout le monde peut suivre.',
  shows:
    'Le public voit ce que voient les personnes qui observent. Ce qu’une table cache ou garde derrière son rideau reste caché.',
  page: 'La page pour suivre en direct',
  data: 'La même chose en données, pour d’autres programmes',
  openIt: 'Ouvrir au public',
  openAsk:
    'Ouvrir ce dialogue au public ? Tout le monde peut alors voir ce que voient les personnes qui observent, et en garder une copie. Dites-le d’abord aux tables.',
  closeIt: 'Fermer au public',
  closeAsk:
    'Fermer ce dialogue au public ? En deux secondes, personne ne voit plus rien à ces deux adresses. Si vous l’ouvrez à nouveau, la page a une nouvelle adresse.',
  wasOpened: 'Ce dialogue est maintenant ouvert au public.',
  wasClosed: 'Ce dialogue est maintenant fermé au public.',
  earlier: 'Il était ouvert auparavant :',
}
