/** What the shared parts say. Labels are written as people say them. */

/** A relation is called what people call what they say: chip, menu, map and list use the same word. */
export const kindMessages = {
  issue: 'Issue',
  position: 'Position',
  argument: 'Reason',
  condition: 'Condition',
  question: 'Question',
  experience: 'Experience',
  source: 'Source',
  answers: 'answers',
  supports: 'reason for',
  attacks: 'reason against',
  undercuts: 'weakens this step',
  qualifies: 'yes, if',
  illustrates: 'experience',
  cites: 'source',
  'same-as': 'same as',
}

export const captureMessages = {
  'own-typing': 'own typing',
  dictated: 'dictated',
  paper: 'paper',
  'from-notes': 'from notes',
  paraphrase: 'paraphrase',
}

export const uiMessages = {
  ofTable: 'table {n}',
  saidBy: 'Said by',
  nobody: 'no seat',
  seat: 'Seat {seat}',
  noSeat: 'no seat',
  erased: 'These words were removed.',
  withdrawn: 'withdrawn',
  corrected: 'corrected',
  correction: 'a correction',
  curtainOpen: 'Curtain open',
  curtainDrawn: 'Curtain drawn',
  curtainRoom: 'Drawn by the room',
  drawOurs: 'The room has drawn the curtain and opens it. Draw yours, too: it stays drawn then',
  openOurs: 'Open your own curtain: the room’s stays drawn',
  drawCurtain: 'Draw the curtain: observers see nothing of this table',
  openCurtain: 'Open the curtain',
  close: 'Close',
  cancel: 'Cancel',
  peopleWords: { one: '1 person’s words', other: '{n} people’s words' },
  noWords: 'no words yet',
  fold: 'Close the words',
  writing: '{who} is writing',
  more: 'What to do with {entry}',
  blank: 'Nothing written yet',
  also: 'also {relation} {number}',
  keptHere: 'Kept here, not sent',
  notLinked: 'Not linked yet',
}

export const clockMessages = {
  programme: 'Programme',
  minutes: { one: '1 minute', other: '{n} minutes' },
  min: '{n}′',
  notStarted: 'not started yet',
  over: 'over time',
  lastMinute: '{step}: the last minute',
  held: 'the clock is held',
  heldOwn: 'your table is held',
  ended: 'The day is over. Thank you.',
  added: { one: '1 minute more', other: '{n} minutes more' },
  next: 'Next: {what}, in {n} s',
  nextSoon: { one: 'Next: {what}, in 1 second', other: 'Next: {what}, in {n} seconds' },
  nextEnd: 'the end of the day',
  goneOn: 'The hall has gone on.',
  goneOnSafe: 'What you are writing is kept.',
  goAlong: 'Go along',
  'left-welcome': 'left for the welcome',
  'left-video': 'left for the video',
  'left-private-writing': 'left to write',
  'left-map': 'left for the map',
  'left-canvas': 'left for the canvas',
  'left-ballot': 'left for the vote',
  'left-questionnaire': 'left for the questions',
  'left-read-back': 'left for the read-back',
  'left-break': 'left of the break',
}

/** Beneath an original: that nobody said it so. */
export const translatedMessages = {
  human: 'Translation into {language}',
  checked: 'Translation into {language}, checked',
  unclear: 'meaning unclear to its translator',
}

/** In which language somebody spoke: chosen among all that people speak. */
export const languageMessages = {
  spokenIn: 'Language',
  change: 'Language: {name}',
  find: 'Find a language by its name or code',
  recent: 'Spoken at this table',
  all: 'All languages',
  another: 'Another language …',
  none: 'No language has this name. A code such as pt-BR works too.',
  close: 'Close',
}

export const partMessages = {
  missing: 'This part could not be loaded.',
  safe: 'Nothing is lost. There may be a newer version of this page by now: with a connection, load it anew.',
  anew: 'Load the page anew',
  close: 'Close',
}

/** What went wrong with somebody's own voice, kindly: what happened, what is safe, what to do. */
export const problemMessages = {
  'seat-waits': 'Two seats are on this phone already. Tell the facilitator, who can let this one in.',
  'seat-taken': 'Somebody sits there already. Choose another seat, or ask the facilitator to free it.',
  'seat-moved': 'This seat is now on another phone. What was sent stays with it.',
  'no-seat': 'Nobody sits there yet. First take a seat.',
  'round-waiting': 'This is not open yet. The facilitator opens it.',
  'round-open': 'This is open now. It has to be closed first.',
  'round-closed': 'This has been closed. What was sent before counts.',
  'round-revealed': 'This has been revealed already and stays as it is.',
  differs: 'The sheet was not typed the same way both times. Look at it once more; nothing was kept yet.',
  changed: 'Somebody else did something here a moment ago. Look at how it is now, then decide.',
  'voted-on': 'A vote on this wording is open, so it stays as it is. After the vote it can be changed.',
  offline: 'The server did not answer. Nothing is lost; try again when you are online.',
  moved: 'This dialogue is on another server by now. Nothing is lost; ask whoever invited you for its address.',
  'moved-to': 'This dialogue is at {to} by now. Nothing is lost.',
  'too-many': 'That was too quick. Wait a moment and try again.',
  'not-allowed': 'Your role may not do this. Ask your facilitator.',
  other: 'It could not be done. Nothing was changed; try again.',
}

/** A dialogue that was moved to another address while its page stood open. */
export const goneMessages = {
  keeps: 'Go on there with your card or link. What is not sent yet stays on this page: copy it there.',
  open: 'Open it there',
  notHere: 'It cannot arrive here any more. Do it again there.',
  notKnown: 'No answer came before the dialogue went. Look there whether it was done.',
}

export const undoMessages = {
  pair: 'Undo and redo',
  undo: 'Undo',
  redo: 'Redo',
  undoStep: 'Undo: {step}',
  redoStep: 'Redo: {step}',
}

/** Stands in the sign itself. */
export const signWords = { if: 'if' }

/** Keys by the names that stand on the keyboards of a language; Arabic ones say them as English ones do. */
export const keyNames = { Ctrl: 'Ctrl', Shift: 'Shift', Enter: 'Enter', Esc: 'Esc', Del: 'Del' }
