/**
 * What people said, at any moment of the logs: at the newest, and as it stood at an older cut, so that the same address has the
 * same figures for ever. A cut counts rows of people's voices that show (a number of all rows would tell how many ballots wait
 * in a round that is still open) and rows of the dialogue, for figures wait for its tables.
 */
import { dialogueDoc, voicesDoc } from '@tablee/shared/documents'
import type { DialogueState } from '@tablee/shared/dialogue/state'
import type { DialogueId } from '@tablee/shared/ids'
import type { Cut } from '@tablee/shared/results/question'
import { showsIn } from '@tablee/shared/snapshot/voices-at-cut'
import { voicesFolding, type Voices } from '@tablee/shared/voices/fold'
import { readVoiceRow, type VoiceRow } from '@tablee/shared/voices/rows'
import type { Journal, JournalRow } from '../journal/port.ts'
import { createBreath } from '../snapshot/breath.ts'
import { foldDialogue } from '../snapshot/fold.ts'

/** The logs at a cut. The same object as long as it is kept: what is made of it is kept by it. */
export type AtCut = {
  readonly cut: Cut
  /** When the last row came that is in it and shows; 0 where nobody said anything yet. */
  readonly at: number
  readonly voices: Voices
  readonly state: DialogueState
}
type Parts = { readonly shown: number; readonly decided: number }

/** More rows than a dialogue's own log ever has: clocks, curtains, rules of a day. */
const decisions = 1_000_000
const cutOf = ({ shown, decided }: Parts): Cut => shown * decisions + decided
const partsOf = (cut: Cut): Parts => ({ shown: Math.floor(cut / decisions), decided: cut % decisions })

/** Older cuts that are kept of a dialogue: somebody compares two, and another reads a third. */
const mostKept = 3

const text = new TextDecoder()
/** A poll of another tool is megabytes in one row: it is not read again to be counted. */
const importMark = new TextEncoder().encode('{"kind":"import"')
const isImport = ({ data }: JournalRow): boolean => importMark.every((byte, n) => data[n] === byte)

/** Whoever only counts rows that show has to know of rounds when they were opened and closed, and nothing of what came in. */
const movesRounds = (row: VoiceRow): boolean =>
  row.kind === 'open' || row.kind === 'close' || row.kind === 'reveal' || row.kind === 'ask' || row.kind === 'call-back'

type Counted = {
  seq: number
  shown: number
  at: number
  /** When each row came that shows. */
  readonly times: number[]
  readonly rounds: ReturnType<typeof voicesFolding>
  /** One reading after the other. */
  reading: Promise<void>
}

export type Cuts = ReturnType<typeof createCuts>

/** Reads the log as it is asked, and gives way while it does. `voices` and `standing`: as committed. */
export function createCuts({
  journal,
  voices,
  standing,
}: {
  readonly journal: Journal
  readonly voices: { state(dialogue: DialogueId): Voices }
  /** Null for one that was not founded. */
  readonly standing: (dialogue: DialogueId) => DialogueState | null
}) {
  const counts = new Map<DialogueId, Counted>()
  /** By dialogue, the one that was asked last at the end. */
  const kept = new Map<DialogueId, Map<Cut, AtCut>>()
  const making = new Map<string, Promise<AtCut | null>>()
  let turn: Promise<unknown> = Promise.resolve()

  function countOf(dialogue: DialogueId): Counted {
    const found = counts.get(dialogue)
    if (found !== undefined) return found
    const begun = { seq: 0, shown: 0, at: 0, times: [], rounds: voicesFolding(), reading: Promise.resolve() }
    counts.set(dialogue, begun)
    return begun
  }
  async function countOn(dialogue: DialogueId, count: Counted): Promise<void> {
    const doc = voicesDoc(dialogue)
    const breath = createBreath()
    const { epoch, seq } = journal.head(doc)
    for await (const row of journal.read(doc, epoch, count.seq)) {
      await breath.taken()
      const voice = row.kind !== 'command' || isImport(row) ? null : readVoiceRow(text.decode(row.data))
      count.seq = row.seq
      if (voice === null ? !isImport(row) : !showsIn(count.rounds.so(), voice)) continue
      if (voice !== null && movesRounds(voice)) count.rounds.take(voice, row.at)
      count.shown += 1
      count.at = row.at
      count.times.push(row.at)
    }
    // A row that was put aside is not read, and counts for nothing anywhere.
    count.seq = Math.max(count.seq, seq)
  }

  /** Of before an erasure nothing is kept. */
  let era = 0
  function keep(dialogue: DialogueId, made: AtCut, since = era): AtCut {
    if (since !== era) return made
    const of = kept.get(dialogue) ?? new Map<Cut, AtCut>()
    kept.set(dialogue, of)
    of.delete(made.cut)
    of.set(made.cut, made)
    // The newest stands among them.
    for (const cut of of.keys()) if (of.size > mostKept + 1) of.delete(cut)
    return made
  }
  const known = (dialogue: DialogueId, cut: Cut): AtCut | null => {
    const found = kept.get(dialogue)?.get(cut)
    return found === undefined ? null : keep(dialogue, found)
  }

  async function newest(dialogue: DialogueId): Promise<AtCut | null> {
    for (;;) {
      const count = countOf(dialogue)
      if (count.seq >= journal.head(voicesDoc(dialogue)).seq) {
        // No await from here on: what was counted, what is folded and what is decided are of one turn.
        const state = standing(dialogue)
        if (state === null) return null
        const cut = cutOf({ shown: count.shown, decided: journal.head(dialogueDoc(dialogue)).seq })
        return known(dialogue, cut) ?? keep(dialogue, { cut, at: count.at, voices: voices.state(dialogue), state })
      }
      const reading = count.reading.then(() => countOn(dialogue, count))
      count.reading = reading.catch(() => undefined)
      await reading
    }
  }

  /**
   * Whether so many rows of both logs ever were the last at one moment. Of any two one could have a step told as it stood at some
   * of its tables by what was decided long after, and all but one table's answers taken from all.
   */
  async function stoodTogether(dialogue: DialogueId, { shown, decided }: Parts): Promise<boolean> {
    const { times } = countOf(dialogue)
    const doc = dialogueDoc(dialogue)
    let [from, until] = [0, Infinity]
    for await (const { seq, at } of journal.read(doc, journal.head(doc).epoch, Math.max(0, decided - 1))) {
      if (seq <= decided) from = at
      else {
        until = at
        break
      }
    }
    return from <= (times[shown] ?? Infinity) && (times[shown - 1] ?? 0) <= until
  }

  async function older(dialogue: DialogueId, cut: Cut): Promise<AtCut | null> {
    const { shown, decided } = partsOf(cut)
    const doc = voicesDoc(dialogue)
    const fold = voicesFolding()
    const breath = createBreath()
    const since = era
    let [so, at, imports] = [0, 0, 0]
    for await (const row of journal.read(doc, journal.head(doc).epoch, 0)) {
      await breath.taken()
      if (so === shown) break
      const voice = voiceIn(row, imports, voices.state(dialogue))
      if (voice === null) continue
      if (voice.kind === 'import') imports += 1
      if (showsIn(fold.so(), voice)) [so, at] = [so + 1, row.at]
      fold.take(voice, row.at)
    }
    if (so < shown) return null
    const folded = await foldDialogue(journal, dialogue, {
      epoch: journal.head(dialogueDoc(dialogue)).epoch,
      seq: decided,
    })
    return folded === null ? null : keep(dialogue, { cut, at, voices: fold.so(), state: folded.state }, since)
  }

  return {
    /** `cut` null: the newest. Null for a cut that never was, and for a dialogue that is not there. */
    async at(dialogue: DialogueId, cut: Cut | null): Promise<AtCut | null> {
      const now = await newest(dialogue)
      if (now === null || cut === null || cut === now.cut) return now
      const found = known(dialogue, cut)
      if (found !== null) return found
      const [wanted, last] = [partsOf(cut), partsOf(now.cut)]
      if (wanted.shown > last.shown || wanted.decided > last.decided) return null
      const name = `${dialogue} ${cut}`
      const before = making.get(name)
      if (before !== undefined) return before
      // One after the other: side by side each would take its few milliseconds in one turn of the loop.
      const made = turn
        .then(async () => ((await stoodTogether(dialogue, wanted)) ? older(dialogue, cut) : null))
        .finally(() => making.delete(name))
      making.set(name, made)
      turn = made.catch(() => undefined)
      return made
    },
    /** Rows were rewritten: what was made of them goes. */
    forget(): void {
      era += 1
      counts.clear()
      kept.clear()
    },
  }
}

/** What was imported is the same as ever: its row is not read again, which takes as long as a keystroke may wait. */
function voiceIn(row: JournalRow, imports: number, now: Voices): VoiceRow | null {
  if (row.kind !== 'command') return null
  const imported = isImport(row) ? now.imports[imports] : undefined
  return imported === undefined ? readVoiceRow(text.decode(row.data)) : { kind: 'import', command: '', ...imported }
}
