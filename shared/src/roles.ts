/**
 * Who may do what: data that a facilitator could read. Default is deny; every HTTP route and document action names
 * one of these actions, and a route without one fails the build (test/access).
 */
import type { CoEdited } from './documents.ts'
import type { SeatCode } from './ids.ts'

export const roles = [
  'organiser',
  'facilitator',
  'reporter',
  'citizen',
  'observer',
  'analyst',
  'head', // head facilitator: the room of one site
  'coordinator', // the rooms of the sites that they are given
  'translator', // texts that observers may read, and what they say in another language; no seat, no ballot, no board
] as const
export type Role = (typeof roles)[number]

/**
 * `public` marks actions anybody may do without a session (landing page, exchanging a link, health).
 * `watch` actions are allowed by the observer's link in the path, not by a session.
 */
export const actions = [
  'board.open', // follow a board as a member of its table (never observers)
  'board.edit', // change nodes, relations and wording
  'board.hand-in', // what was typed at a table before the seat left it, and came too late by the network
  'report.open',
  'report.edit',
  'canvas.arrange', // frames and the parts of the template; which template lies beneath
  'canvas.put-back', // restore what one person moved or deleted
  'photo.add', // bring a photo of paper
  'photo.see', // see the photos of a board (observers: only those in their view)
  'words.add',
  'words.withdraw',
  'words.correct',
  'words.redact',
  'words.erase', // what was struck out leaves all that is kept
  'presence.show', // be seen by the table as here or writing
  'curtain.move', // draw or open the table's curtain
  'curtain.release', // show observers what was written while the curtain was drawn
  'policy.read',
  'view.look', // what observers get of one's own table just now, and how much of it is withheld
  'policy.write', // what observers see of one's own table: pause, delay, hide nodes, show words
  'observation.set', // pause and delay of many tables, from the console
  'board.access', // close a board; let the citizens of its table edit
  'snapshot.take',
  'snapshot.read',
  'snapshot.countersign', // stand by a snapshot under one's name
  'board.export',
  'map.take', // the map as a picture for read-back and press, with no text of anyone who may not be quoted
  'canvas.take', // the vision canvas as a picture, on the same terms
  'board.import',
  'dialogue.read', // the list of tables, sessions and boards
  'session.move', // move all tables to a session and start its clock
  'history.read', // replay how a board came about
  'journal.read', // the journal's rows as the developers' page shows them: who, where, how large, never what
  'link.list',
  'link.issue',
  'link.revoke',
  'recovery.confirm', // after a restore: accept what devices hand in
  'backup.take', // a file of all that is kept of a dialogue: everybody's words and votes
  'backup.restore', // put one back in place of what is there
  'dialogue.move', // carry it to another server; the command line on the machine alone
  'machine.look', // before the doors open: disk, clock, address and backups of the machine
  'watch.follow',
  'seat.look', // which seats of the table are free, and the consent page
  'seat.take', // sit down: consent, and the seat is this device's
  'seat.own', // what this seat has to do, its sheets, ballots and answers
  'seat.move', // who sits at which table from a session on
  'seat.free', // a lost phone: the seat moves to another device
  'voices.read', // a table's rounds; what each role is told of them the server decides
  'round.move', // open, close, reveal
  'round.all', // the same at many tables, from the console
  'sheet.place', // a revealed sheet beneath an entry or on the canvas
  'table.answer', // the table's own answer
  'paper.enter', // type in what somebody gave on paper
  'results.read', // figures of all tables
  'paper.print', // the sheets of all tables
  'voices.import', // polls and surveys of other tools, as a dialogue
  'dialogue.found', // a dialogue from a file
  'dialogue.list', // which dialogues a server has: title and when, never what is in them
  'dialogue.hand-over', // the organiser's link of what one founded by the server's own link
  'server-link.hold', // the server's own link: see it, make it anew
  'room.see', // the console: a site's tables, clock, calls and numbers
  'clock.move', // begin, hold, give minutes, go on: of a site, some tables or one
  'hall.arrange', // where the tables stand in the plan
  'plan.read', // the day as it is by now, and what of it was not planned
  'plan.change', // what nobody foresaw: a site, a step put in, of another length or left out, other words
  'hall.extend', // a further table, more seats
  'curtain.all', // draw every curtain, and open what was drawn so
  'call.make', // a table asks for somebody, quietly, and takes it back
  'call.answer', // I am coming; it is done
  'message.send', // to facilitators or all tables
  'message.read', // what the room says to one's table
  'unheard.read', // which seats have no words in this session
  'question.ask', // a question of the day, at tables of one's sites; call it back
  'themes.read', // the theme team's queue, themes and coverage: what people said at all tables
  'themes.work', // read an entry, put it in a theme; make, merge, split and order themes
  'themes.share', // give themes back to walls and tables, close what these answer, take it off; put one before the console
  'themes.answer', // what a table says of a theme: ours, not ours, something is missing
  'turnout.read', // how many have handed in, of those seated
  'material.see', // films, slides and leaflets; citizens: those that were opened to the hall
  'material.change', // bring them, name them, take them away
  'material.play', // start, hold and end one for a site
  'translation.read', // texts that wait for a translation: of what observers may read, and nothing else
  'translation.write', // put a translation beneath an original, or stand by another's
  'translation.answer', // say what was meant, where translators asked one's table
] as const
export type Action = (typeof actions)[number]

/** The state a decision depends on. `closed` boards are read-only for everybody. */
export const boardStates = ['open', 'open-citizens-edit', 'closed'] as const
export type BoardState = (typeof boardStates)[number]

type Cell = 'yes' | 'no' | 'own' // own: only for what this seat or device itself brought
type Row = Readonly<Record<Role, Cell>>

const row = (
  organiser: Cell,
  facilitator: Cell,
  reporter: Cell,
  citizen: Cell,
  observer: Cell,
  analyst: Cell,
  head: Cell,
  coordinator: Cell,
  translator: Cell,
): Row => ({
  organiser,
  facilitator,
  reporter,
  citizen,
  observer,
  analyst,
  head,
  coordinator,
  translator,
})

/** One table per state, one row per action; the compiler finds a missing cell. */
// biome-ignore format: a table, read by its columns
const open: Readonly<Record<Action, Row>> = {
  //                        organiser facilit. reporter citizen observer analyst head coordinator translator
  'board.open':        row('yes', 'yes', 'yes', 'yes', 'no', 'yes', 'no', 'no', 'no'),
  'board.edit':        row('yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no'),
  'board.hand-in':     row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'report.open':       row('yes', 'yes', 'yes', 'yes', 'no', 'yes', 'no', 'no', 'no'),
  'report.edit':       row('yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no'),
  'canvas.arrange':    row('yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'canvas.put-back':   row('yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'photo.add':         row('yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no'),
  'photo.see':         row('yes', 'yes', 'yes', 'yes', 'no', 'yes', 'no', 'no', 'no'),
  'words.add':         row('yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no'),
  'words.withdraw':    row('yes', 'yes', 'yes', 'own', 'no', 'no', 'no', 'no', 'no'),
  'words.correct':     row('yes', 'yes', 'yes', 'own', 'no', 'no', 'no', 'no', 'no'),
  'words.redact':      row('yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'words.erase':       row('yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'presence.show':     row('yes', 'yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no'),
  'curtain.move':      row('yes', 'yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no'),
  'curtain.release':   row('yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no'),
  'policy.read':       row('yes', 'yes', 'yes', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'view.look':         row('yes', 'yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no'),
  'policy.write':      row('yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'observation.set':   row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'board.access':      row('yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'snapshot.take':     row('yes', 'no', 'no', 'no', 'no', 'yes', 'no', 'no', 'no'),
  'snapshot.read':     row('yes', 'no', 'no', 'no', 'no', 'yes', 'no', 'no', 'no'),
  'snapshot.countersign': row('yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'board.export':      row('yes', 'no', 'no', 'no', 'no', 'yes', 'no', 'no', 'no'),
  'map.take':          row('yes', 'yes', 'yes', 'no', 'no', 'yes', 'no', 'no', 'no'),
  'canvas.take':       row('yes', 'yes', 'yes', 'no', 'no', 'yes', 'no', 'no', 'no'),
  'board.import':      row('yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'dialogue.read':     row('yes', 'yes', 'yes', 'yes', 'no', 'yes', 'yes', 'yes', 'no'),
  'session.move':      row('yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'history.read':      row('yes', 'yes', 'yes', 'yes', 'no', 'yes', 'no', 'no', 'no'),
  'journal.read':      row('yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'link.list':         row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'link.issue':        row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'link.revoke':       row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'recovery.confirm':  row('yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'backup.take':      row('yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'backup.restore':   row('yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'dialogue.move':     row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'machine.look':      row('yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'watch.follow':      row('no', 'no', 'no', 'no', 'yes', 'no', 'no', 'no', 'no'),
  'seat.look':         row('no', 'no', 'no', 'yes', 'no', 'no', 'no', 'no', 'no'),
  'seat.take':         row('no', 'no', 'no', 'yes', 'no', 'no', 'no', 'no', 'no'),
  'seat.own':          row('no', 'no', 'no', 'own', 'no', 'no', 'no', 'no', 'no'),
  'seat.free':         row('yes', 'yes', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'seat.move':         row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'voices.read':       row('yes', 'yes', 'yes', 'yes', 'no', 'yes', 'no', 'no', 'no'),
  'round.move':        row('yes', 'yes', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'round.all':         row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'sheet.place':       row('yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no'),
  'table.answer':      row('yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no'),
  'paper.enter':       row('yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no'),
  'results.read':      row('yes', 'no', 'no', 'no', 'no', 'yes', 'no', 'no', 'no'),
  'paper.print':       row('yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no'),
  'voices.import':     row('yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'dialogue.found':    row('yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'dialogue.list':     row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'dialogue.hand-over': row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'server-link.hold': row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'room.see':         row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'clock.move':       row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'hall.arrange':     row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'plan.read':        row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'plan.change':      row('yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'hall.extend':      row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'curtain.all':      row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'call.make':        row('no', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no'),
  'call.answer':      row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'message.send':     row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'message.read':     row('no', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no'),
  'unheard.read':     row('no', 'yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'question.ask':     row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'themes.read':      row('yes', 'no', 'no', 'no', 'no', 'yes', 'no', 'no', 'no'),
  'themes.work':      row('yes', 'no', 'no', 'no', 'no', 'yes', 'no', 'no', 'no'),
  'themes.share':     row('yes', 'no', 'no', 'no', 'no', 'yes', 'no', 'no', 'no'),
  'themes.answer':    row('yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no'),
  'turnout.read':     row('yes', 'yes', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
  'translation.read': row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'yes'),
  'translation.write': row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'yes'),
  'translation.answer': row('no', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no'),
  'material.see':     row('yes', 'yes', 'yes', 'yes', 'no', 'yes', 'yes', 'yes', 'no'),
  'material.change':  row('yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'material.play':    row('yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'yes', 'no'),
}

/** Where the table allows it, a citizen edits as the reporter does, with words of the own seat or of none. */
const openCitizensEdit: Readonly<Record<Action, Row>> = {
  ...open,
  'board.edit': row('yes', 'yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no'),
  'board.hand-in': row('no', 'no', 'no', 'yes', 'no', 'no', 'no', 'no', 'no'),
  'photo.add': row('yes', 'yes', 'yes', 'yes', 'no', 'no', 'no', 'no', 'no'),
  'words.add': row('yes', 'yes', 'yes', 'own', 'no', 'no', 'no', 'no', 'no'),
  'sheet.place': row('yes', 'yes', 'yes', 'own', 'no', 'no', 'no', 'no', 'no'),
}

/** A closed board: nobody writes; withdrawing and redacting stay possible, because people may always take words back. */
const closed: Readonly<Record<Action, Row>> = {
  ...open,
  'board.edit': row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'report.edit': row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'canvas.arrange': row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'canvas.put-back': row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'photo.add': row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'words.add': row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'words.correct': row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'board.import': row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
  'sheet.place': row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
}

export const accessMatrix: Readonly<Record<BoardState, Readonly<Record<Action, Row>>>> = {
  open,
  'open-citizens-edit': openCitizensEdit,
  closed,
}

/** May this role do this now? `own` says whether the thing belongs to the asking seat or device. */
export function can(role: Role, action: Action, state: BoardState = 'open', own = false): boolean {
  const cell = accessMatrix[state][action][role]
  return cell === 'yes' || (cell === 'own' && own)
}

/**
 * What the server's own link opens. Whoever holds it has no role in any dialogue: these actions and no other, wherever it
 * is asked. The command line on this machine may them too.
 */
export const serverActions: readonly Action[] = [
  'dialogue.found',
  'dialogue.list',
  'dialogue.hand-over',
  'server-link.hold',
]

/** What nobody may but the command line on the machine that holds the key. */
export const machineActions: readonly Action[] = ['dialogue.move']

/** What is done to a document of each kind: two rows of the matrix. A kind without them does not compile. */
export const opening = (kind: CoEdited): Action => `${kind}.open`
/** As `opening`, for changing it. */
export const editing = (kind: CoEdited): Action => `${kind}.edit`

/** Roles of some sites, not of one table nor of the whole dialogue: their link says which. */
const roomRoles = ['head', 'coordinator'] as const satisfies readonly Role[]
type RoomRole = (typeof roomRoles)[number]
/** Whether a link of this role names sites. */
export const isRoomRole = (role: Role): role is RoomRole => roomRoles.some((one) => one === role)

/** Roles of one table: their link names it, and no other role has one. */
const ofTables: readonly Role[] = ['facilitator', 'reporter', 'citizen']
/** Whether a link of this role names a table. */
export const isTableRole = (role: Role): boolean => ofTables.includes(role)

/**
 * Whose links a role hands out, is told of, issues anew and withdraws. Nobody hands out a role above their own, nor one
 * that sees more sites than they do: who watches and who analyses see all of a dialogue.
 */
export const handsOut: Readonly<Record<Role, readonly Role[]>> = {
  organiser: roles,
  coordinator: ['head', ...ofTables],
  head: ofTables,
  facilitator: [],
  reporter: [],
  citizen: [],
  observer: [],
  analyst: [],
  translator: [],
}

/** Who acts, as decided at the border from a session; never taken from what a client says of itself. */
export type Actor = {
  readonly role: Role
  /** The seat of a citizen who named one, else null. */
  readonly seat: SeatCode | null
}
