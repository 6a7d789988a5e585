/** What the organiser’s page says: cards and links, sessions, tables, recovery. */
export const messages = {
  mine: 'Dialogues of this device',
  mineHere: 'You are here',
  'mine-before': 'Not yet',
  'mine-today': 'Open now',
  'mine-after': 'Over',
  'mine-gone': 'Its link was made anew or withdrawn',
  mineSpan: '{from} to {to}',
  ready: 'Ready?',
  lookAgain: 'Look again',
  lookedAt: 'Looked at {time}',
  clocksApart: 'This device’s clock differs from the laptop’s by {span}. One of the two is wrong.',
  backUpNow: 'Back up now',
  backUpHelp: 'It takes a minute. Best on a drive that can be carried away.',
  cards: 'Cards and links',
  cardsAbout: 'Print the citizens’ cards for the tables; hand the facilitator’s card to the facilitator only.',
  print: 'Print the cards',
  table: 'Table {table}',
  facilitatorCard: 'Facilitator and reporter',
  deskCards: 'Translation and analysis',
  roomCards: 'Head facilitators and coordinators',
  whoHas: 'Who has which link',
  whoHasHow: 'no names, only roles',
  haveOpened: '{n} of {of} opened',
  openRoom: 'Open the room',
  whichOf: 'Which one: {who}',
  another: 'Another one',
  newLink: 'New link',
  newFor: 'New link: {who}',
  whichSites: 'Whose rooms they see',
  watchLink: 'Live view for observers and media (read-only)',
  analystLink: 'Snapshots for the analysts',
  themesPage: 'Reading and themes',
  translatorLink: 'Texts for the translators',
  moreTranslators: 'One more link for translators',
  forWhom: 'For whom (optional)',
  makeLink: 'Make the link',
  snapshotsPage: 'Snapshots and files',
  copy: 'Copy the link',
  copied: 'Copied',
  open: 'Open',
  revoke: 'Withdraw',
  revoked: 'Withdrawn',
  revokeAsk: 'Withdraw this link? Anyone who came in with it is out within a second. What they wrote stays.',
  ofLink: '{what}: {link}',
  wasRevoked: 'Withdrawn: {link}.',
  wasRenewed: 'Issued anew: {link}. Its new card is on this page; print it again.',
  renew: 'Issue anew',
  renewAsk:
    'Issue this link anew? It gets a new code and a new card to print. The withdrawn card does not work any more.',
  cancel: 'Keep it',
  session: 'Session',
  moveHint: 'Another session moves all tables. You are asked first.',
  moveTo: 'Move all tables to session {session}',
  running: 'running',
  notBegun: 'not begun yet',
  begin: 'Begin session {session}',
  wasBegun: 'Session {session} was begun at all tables.',
  beginAsk: 'Start the clock of session {session} at all tables now?',
  beginAgain: 'Start its clock again',
  beginAgainAsk: 'Start the clock of session {session} from the beginning at all tables? Nothing else changes.',
  moveAsk:
    'Move all tables to session {session} and start its clock? Each table is led to its new board; nothing is lost.',
  moveBackAsk:
    'Move all tables back into session {session}? Each table is led to its board there. What was written in either session stays and can be read.',
  moveLeavesOpen: 'Something is still open. Tables: {tables}.',
  moveLeavesOpenWhat:
    'Phones can go on voting and writing there, and the results of all tables wait until it is closed. You can close it below the list of sessions.',
  clockOf: 'The clock of session {session}',
  clockOn: {
    one: 'Goes on as it ran: begun at {time}, {n} minute left',
    other: 'Goes on as it ran: begun at {time}, {n} minutes left',
  },
  clockOver: {
    one: 'Goes on as it ran: begun at {time}, its time has been over for {n} minute',
    other: 'Goes on as it ran: begun at {time}, its time has been over for {n} minutes',
  },
  clockAnew: 'Starts from the beginning',
  goneHome: 'Close a table that has gone home',
  goneHomeHow:
    'The results of all tables appear when the last table has closed what is open there. Close a table that has left: what was sent counts, and nobody writes on its board any more.',
  tableAt: 'Table {table}, session {session}',
  nothingOpen: 'nothing open',
  openSteps: { one: '{n} step open', other: '{n} steps open' },
  boardClosed: 'closed',
  closeTable: 'Close table {table}',
  closeTableAsk:
    'Close the board of table {table}? Votes and questions that are open there are closed with what was sent and stay closed. The board itself can be opened again.',
  closeTableFew:
    'Is a vote open there? If fewer than three have voted while others have not, the table is not shown what they chose: it would show who voted how.',
  openTable: 'Open table {table} again',
  openTableAsk: 'Open the board of table {table} again? Its people can write on it; closed votes stay closed.',
  recovery: 'Restored from a backup',
  recoveryAbout:
    'The server lost what came after the backup. Each table’s devices hand in what they still hold: leave the tables open and connected. Until then, observers see nothing.',
  behind: 'The newest changes are missing',
  behindAbout:
    'The server’s database was replaced, and the new one lacks the last moments before. Each table’s devices hand in what they still hold: leave the tables open and connected. Until then, observers see nothing.',
  recoveryNothing: 'No device has handed in anything yet.',
  recoveryBoard: 'Table {table}, session {session}',
  recoveryDevices: { one: '{n} device brought something back', other: '{n} devices brought something back' },
  recoveryMarks: {
    one: '{n} statement withdrawn, as devices say',
    other: '{n} statements withdrawn, as devices say',
  },
  recoveryConflicts: {
    one: '{n} change contradicts the board and was put aside',
    other: '{n} changes contradict the board and were put aside',
  },
  recoveryEnd: 'End recovery',
  recoveryAsk:
    'End recovery once all tables are back. Later, a device can only bring what it wrote itself. Observers will see the boards again. What a table set after the backup is lost: its no to being watched, its delay, whether people’s words are shown, curtains, pauses, hidden entries. Ask each table and set it again first.',
  notYet: 'Not yet',
  signIn: 'This page opens with the organiser’s link.',
}

/** What the organiser's page says of a database that was damaged. */
export const damageMessages = {
  title: 'The server’s file was damaged',
  about: 'What could be read is there. This is missing:',
  nothing: 'It was mended, and nothing is missing.',
  place: '{site}, table {table}, session {session}',
  readOnly: {
    one: '{n} change is missing. The board can be read, but not changed.',
    other: '{n} changes are missing. The board can be read, but not changed.',
  },
  replay: {
    one: 'The board is complete; its replay lacks {n} change.',
    other: 'The board is complete; its replay lacks {n} changes.',
  },
  programme: 'Something that you or a facilitator set. Observers see nothing until you open the boards again.',
  log: 'A part of the dialogue’s log. What was set holds all the same; snapshots from now on may not know of it.',
  voices:
    'Something that people said for themselves, perhaps a no to being watched or quoted. Observers see nothing until you open the boards again; until then, print nothing and pass nothing on.',
  links: 'Some links: their cards open nothing any more. Issue new ones, or restore.',
  snapshots: 'Snapshots, or texts of them.',
  photos: 'Which photos belong to which board.',
  devices: 'Which devices were in: they come in again with their card.',
  other:
    'Notes of the server about an erasure or a recovery, calls or messages between the room and its tables: look whether something has to be done again.',
  backup: 'To get it back, stop the server on its machine and restore the backup of {time} there:',
  noBackup: 'No backup of this server is known. If you have one, stop the server on its machine and restore it there:',
}

/** What the organiser's page says of sentences that were struck out. */
export const erasureMessages = {
  title: 'Removed sentences',
  struck: {
    one: '{n} sentence was removed by a facilitator. This server still keeps it, and an entry or a note that repeats it still shows it.',
    other:
      '{n} sentences were removed by facilitators. This server still keeps them, and entries or notes that repeat them still show them.',
  },
  erased: {
    one: '{n} sentence is erased: no word of it is kept on this server.',
    other: '{n} sentences are erased: no word of them is kept on this server.',
  },
  erase: 'Erase for good',
  ask: 'They go from the boards, their history and all snapshots. A snapshot keeps its name and says that something is missing. This cannot be undone.',
  backups:
    'Backups made before still hold them, and so do folders named replaced-… and damaged-… in the data folder. Delete those too.',
  again:
    'At these tables undo begins anew. A mark of each sentence stays here, so that no device brings it back; nobody can read the sentence in it. Typed once more, there or as the name of a theme, a question or a translation, it is not taken or turns black. Said in other words, it is a new sentence.',
  busy: 'Erasing … The tables wait for a moment.',
  unfinished:
    'An erasure has begun and did not come to its end: this server still keeps what was to go. Try once more. If it fails again, have the server restarted: it mends its file and ends the erasure before anybody comes in.',
  cancel: 'Not now',
}

/** Of the key that snapshots are sealed with. */
export const sealMessages = {
  title: 'The dialogue’s key',
  about:
    'Every snapshot and every download of one is sealed with it. Who has these sixteen signs can tell without a network whether a download was changed: pnpm tablee verify FILE.',
  whole: 'The whole key',
  under: 'Snapshots of this dialogue are sealed with the key',
}

/** A backup of this dialogue, and one that is put back. */
export const backupMessages = {
  title: 'Backup of this dialogue',
  about:
    'One file with everything that was said, voted on and set in this dialogue, its photos and films. Everybody goes on meanwhile.',
  care: 'It holds people’s words and votes. Keep it as safe as the ballots, and give it to nobody. It opens no card.',
  take: 'Back up now',
  making: 'The backup is being made.',
  saving: 'The backup is being downloaded.',
  soMuch: '{got} of {size}',
  made: 'A backup is ready: {size}',
  download: 'Download',
  letGo: 'Let go of it',
  saved: 'Saved as {file}. Put it on a drive that can be carried away.',
  last: 'The last one was of {date}, {time}.',
  noRoomToMake: 'The server’s disk has too little room for a backup. Everything goes on. Make room, then try again.',
  makingFailed: 'The backup could not be made. Everything goes on. Try again.',
  cancel: 'Cancel',
  putTitle: 'Put a backup back',
  putAbout: 'Choose a backup of this dialogue. You are told what it would replace before anything changes.',
  choose: 'Choose a backup',
  drop: 'or drop it here',
  cutOff: 'An upload was cut off. Nothing was changed. Choose the file again.',
  sending: 'The file is being uploaded.',
  looking: 'The file is being looked through. Nothing has changed.',
  bringing: 'The backup is being brought to the server’s disk. Everybody goes on meanwhile.',
  exchanging: 'The backup is being put in place. This page comes back by itself.',
  looked: 'This is how it was on {date}, {time}.',
  goesTitle: 'What was written since',
  goNothing: 'Nothing was written on boards or set since.',
  goEntries: {
    one: '{n} entry is not in it. Tables that still have it hand it in again.',
    other: '{n} entries are not in it. Tables that still have them hand them in again.',
  },
  goTables: {
    one: 'The boards of {n} table become as they were.',
    other: 'The boards of {n} tables become as they were.',
  },
  goSet: {
    one: '{n} setting is taken back: a session that began, a rule, or a change of the plan. Set it again.',
    other: '{n} settings are taken back: sessions that began, rules, changes of the plan. Set them again.',
  },
  goSnapshots: {
    one: '{n} snapshot is no longer in the list.',
    other: '{n} snapshots are no longer in the list.',
  },
  staysTitle: 'What stays',
  stayVoices: {
    one: '{n} vote, answer or consent that was given since.',
    other: '{n} votes, answers and consents that were given since.',
  },
  stayWithdrawn: {
    one: '{n} link that was withdrawn or made anew since stays so.',
    other: '{n} links that were withdrawn or made anew since stay so.',
  },
  stayCards: 'All cards open what they opened, and everybody stays in. What was erased stays erased.',
  howItGoes:
    'For a few seconds nobody can write. Then pages come back by themselves. Observers see nothing until you end the recovery on this page.',
  keptBeside: 'What it replaces is kept on the server. You can put that back, too.',
  putBack: 'Put it back',
  wasPut: 'At {time} a backup was put back: it was as on {date}, {at}.',
  nowRecover: 'Leave the tables open and connected, and end the recovery once they are back.',
  'not-a-backup': 'This file is no backup of Tablée. Nothing was changed. Choose a file whose name ends in .tablee.',
  damaged:
    'This backup is damaged, or a part of it is missing. Nothing was changed. Choose another one, or copy it anew.',
  'other-dialogue': 'This is a backup of another dialogue: {title}. Nothing was changed.',
  'other-key':
    'This backup was made with the key of another server, so the cards would not fit. Nothing was changed. On the server’s machine, pnpm tablee restore puts back a backup of the whole server with its key.',
  newer: 'A newer Tablée made this backup. Nothing was changed. Update this server first.',
  'too-large': 'This file is too large for a backup. Nothing was changed.',
  'no-room': 'The server’s disk has too little room to put it back. Nothing was changed. Make room, then try again.',
  failed: 'The backup could not be put back. Everything is as it was. Try again.',
  keptTitle: 'What was replaced',
  keptAbout: 'These files lie on the server. No erasure reaches them: delete them when nobody needs them any more.',
  keptOf: 'As it was on {date}, {time}',
  remove: 'Delete',
  removeAsk: 'Delete this file?',
  removeAbout: 'What was replaced then is gone for good.',
}

/** Of a dialogue that anybody may watch. */
export const publicMessages = {
  title: 'The public',
  closed: 'Closed to the public. Only people to whom you give a link can watch.',
  open: 'Open to the public since {date}, {time}. Everybody may watch.',
  shows: 'The public sees what observers see. What a table hides or keeps behind its curtain stays hidden.',
  page: 'The page to watch on',
  data: 'The same as data, for other programs',
  openIt: 'Open to the public',
  openAsk:
    'Open this dialogue to the public? Everybody can then watch what observers see, and keep a copy. Tell the tables first.',
  closeIt: 'Close to the public',
  closeAsk:
    'Close this dialogue to the public? Within two seconds nobody sees anything by these two addresses. If you open it again, the page has a new address.',
  wasOpened: 'This dialogue is now open to the public.',
  wasClosed: 'This dialogue is now closed to the public.',
  earlier: 'It was open before:',
}
