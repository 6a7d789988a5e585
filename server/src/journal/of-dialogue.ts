/**
 * The log as one dialogue has it: its own rows, its people's, its access, and those of its boards with their views and
 * whatever else is named by one of them. What is another's reads as what was never written, and is not written: whoever
 * works on this log can neither see nor touch it, by mistake or otherwise.
 * Appends of all dialogues wait in the one line of the log below: they share its groups, and its setbacks.
 */
import { boardOf, dialogueDoc, dialogueOf, idIn, logKinds, ownerIn, type DocName } from '@tablee/shared/documents'
import { readDialogueCommand } from '@tablee/shared/dialogue/commands'
import type { DialogueId } from '@tablee/shared/ids'
import { memoryJournal } from './memory.ts'
import type { Entry, Journal, JournalRow } from './port.ts'

type Listener = (row: JournalRow) => void
/**
 * One log for each dialogue, out of the log of all. `told`: whose a document is that its kind has given a name of its own.
 * `incarnationOf`: another one when this dialogue alone was restored from a backup. `before`: of each row that is handed
 * over; where it throws, the row is not taken.
 */
export async function divide(
  journal: Journal,
  told: (doc: DocName) => DialogueId | null = () => null,
  incarnationOf: (dialogue: DialogueId) => string = () => journal.incarnation,
  before: (dialogue: DialogueId, entry: Entry) => void = () => undefined,
) {
  const known = new Set<string>()
  const boards = new Map<string, DialogueId>()
  const text = new TextDecoder()
  function learn({ doc, kind, data }: JournalRow): void {
    const id = kind === 'command' ? dialogueOf(doc) : null
    if (id === null) return
    try {
      const row = readDialogueCommand(text.decode(data))
      const named =
        row?.kind === 'found'
          ? row.dialogue.boards
          : row?.kind === 'change' && row.change.do === 'table'
            ? row.change.boards
            : []
      // Who names another's board gets none of it.
      for (const board of named) if (!boards.has(board.id)) boards.set(board.id, id)
    } catch {
      // No row that anybody can read: its own dialogue's hall says so, and no other one's.
    }
  }
  /** What is no document of a dialogue's, as that dialogue finds it. */
  const nothing = memoryJournal({ clock: () => 0 })
  function ownerOf(doc: DocName): DialogueId | null {
    const id = ownerIn(doc)
    const ofBoard = boardOf(doc) !== null || idIn('view', doc) !== null
    return (!ofBoard && known.has(id) ? (id as DialogueId) : boards.get(id)) ?? told(doc)
  }

  /** Every document, and whose: looked through once for all dialogues, not by each of them. */
  const names = journal.documents('').slice()
  let grouped: ReadonlyMap<DialogueId | null, readonly DocName[]> | null = null
  function documentsOf(dialogue: DialogueId): readonly DocName[] {
    grouped ??= Map.groupBy(names.toSorted(), ownerOf)
    const late = (grouped.get(null) ?? []).filter((doc) => told(doc) === dialogue)
    const own = grouped.get(dialogue) ?? []
    return late.length === 0 ? own : [...own, ...late].toSorted()
  }

  // Each row goes to its own dialogue's followers, however many dialogues there are.
  const followers = new Map<DialogueId, Set<Listener>>()
  const stop = journal.follow((row) => {
    learn(row)
    if (row.seq === 1) {
      names.push(row.doc)
      grouped = null
    }
    const owner = ownerOf(row.doc)
    const thrown: unknown[] = []
    for (const listener of (owner === null ? null : followers.get(owner)) ?? []) {
      try {
        listener(row)
      } catch (cause) {
        thrown.push(cause)
      }
    }
    // All of them have heard it; the log below says it.
    if (thrown.length > 0) throw thrown[0]
  })

  for (const doc of names.slice()) {
    for (const kind of logKinds) {
      const id = idIn(kind, doc)
      if (id !== null) known.add(id)
    }
    if (dialogueOf(doc) !== null) for await (const row of journal.commands(doc)) learn(row)
  }
  grouped = null

  function logOf(dialogue: DialogueId): Journal {
    const own = new Set<Listener>()
    followers.set(dialogue, own)
    let closed = false
    const isMine = (doc: DocName): boolean => ownerOf(doc) === dialogue
    const of = (doc: DocName): Journal => (isMine(doc) ? journal : nothing)
    return {
      incarnation: incarnationOf(dialogue),
      append(entry) {
        try {
          if (closed) throw new Error(`the log of ${dialogue} is closed`)
          if (!isMine(entry.doc)) throw new Error(`${entry.doc} is not of ${dialogue}`)
          before(dialogue, entry)
        } catch (cause) {
          return Promise.resolve({ ok: false, problem: { code: 'unavailable', cause } })
        }
        return journal.append(entry)
      },
      read: (doc, epoch, seq) => of(doc).read(doc, epoch, seq),
      commands: (doc) => of(doc).commands(doc),
      load: (doc, epoch) => of(doc).load(doc, epoch),
      checkpoint: (doc, epoch, seq, state) => of(doc).checkpoint(doc, epoch, seq, state),
      quarantine: (doc, epoch, seq, why) => of(doc).quarantine(doc, epoch, seq, why),
      quarantined: (doc) => of(doc).quarantined(doc),
      rewrite: (changes) => journal.rewrite(changes.filter(({ doc }) => isMine(doc))),
      head: (doc) => of(doc).head(doc),
      epochs: (doc) => of(doc).epochs(doc),
      clocks: (doc, epoch) => of(doc).clocks(doc, epoch),
      claim: (doc, ...claim) => (isMine(doc) ? journal.claim(doc, ...claim) : 'another'),
      owner: (doc, epoch, client) => of(doc).owner(doc, epoch, client),
      tail: (doc) => of(doc).tail(doc),
      documents: (prefix) => documentsOf(dialogue).filter((doc) => doc.startsWith(prefix)),
      follow(listener) {
        own.add(listener)
        return () => void own.delete(listener)
      },
      setbacks: journal.setbacks,
      settled: journal.settled,
      close() {
        closed = true
        own.clear()
        if (followers.get(dialogue) === own) followers.delete(dialogue)
      },
    }
  }

  return {
    /** Dialogues of which there is anything, also where a damaged file lacks the row that founded them. */
    dialogues: (): readonly DialogueId[] => [...known] as DialogueId[],
    /** Opened once at a time; `close` closes the dialogue's alone. */
    of(dialogue: DialogueId): Journal {
      if (!known.has(dialogue)) grouped = null
      known.add(dialogue)
      return logOf(dialogue)
    },
    /** Other documents stand in the place of this dialogue's by now. */
    async renew(dialogue: DialogueId): Promise<void> {
      names.splice(0, names.length, ...journal.documents(''))
      for await (const row of journal.commands(dialogueDoc(dialogue))) learn(row)
      grouped = null
    },
    close: stop,
  }
}
