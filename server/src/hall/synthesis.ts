/** The theme team's part of a hall, wired: what it may read of the boards, and whom a change concerns. */
import { boardOf, dialogueDoc, synthesisDoc, translationsDoc, voicesDoc } from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import { isShareRow } from '@tablee/shared/synthesis/rows'
import { acceptedOn } from '@tablee/shared/translations/accepted'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import type { ViewPolicy } from '@tablee/shared/view/policy'
import type { KeyOf } from '../access/dialogue-keys.ts'
import { pace, topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { Anew } from '../erase/anew.ts'
import type { Journal } from '../journal/port.ts'
import { changing } from '../record/record.ts'
import type { createLive } from '../live/live.ts'
import { createConditions } from '../synthesis/conditions.ts'
import { createBoards } from '../synthesis/boards.ts'
import { createHallMap } from '../synthesis/hall-map.ts'
import { createLeases } from '../synthesis/leases.ts'
import { openSynthesis } from '../synthesis/log.ts'
import type { Keeps } from '../synthesis/ports.ts'
import { createAsking } from '../synthesis/suggested.ts'
import { createThemes } from '../synthesis/themes.ts'
import { createShareVerbs } from '../synthesis/share-verbs.ts'
import { createShares } from '../synthesis/shares.ts'
import { createVerbs } from '../synthesis/verbs.ts'
import { createVision } from '../synthesis/vision.ts'
import { createVoiced } from '../synthesis/voiced.ts'
import { codingIn } from './coding.ts'
import type { People } from './people.ts'
import type { Shared } from './shared.ts'

/** Follows the journal until `close`. */
export async function synthesisIn({
  dialogue,
  journal,
  people: { dialogues, voices, consent, translations },
  participation: { results },
  observed,
  live,
  anew,
  waiting,
  keyOf,
  shared: { clock },
}: {
  readonly dialogue: DialogueId
  readonly journal: Journal
  readonly people: People
  /** As analysts are told them. */
  readonly participation: {
    readonly results: { told(dialogue: DialogueId, reader: 'analyst'): Promise<Result<ResultsAnswer>> }
  }
  /** What may be seen of a board, before it is an audience's. */
  readonly observed: (board: BoardId) => ViewPolicy
  readonly live: Pick<ReturnType<typeof createLive>, 'broadcastStatus'>
  /** What is said of erased sentences anew. */
  readonly anew: Anew
  readonly waiting: Waiting
  readonly keyOf: KeyOf
  readonly shared: Shared
}) {
  const log = changing(await openSynthesis({ journal, clock }), anew.themes)
  const keeps: Keeps = {
    curtain: (board) => dialogues.policy(board).curtain,
    held: dialogues.held.what,
    counted: dialogues.held.counted,
    hidden: (board) => dialogues.policy(board).hidden,
    behind: dialogues.drawn,
    consents: consent.of,
    translationsOf: (board) => acceptedOn(translations.state(dialogue), board)?.of ?? null,
  }
  const voiced = createVoiced(dialogue, {
    voices: voices.state,
    signed: (id, step) =>
      dialogues
        .dialogue(id)
        ?.sessions.flatMap(({ steps }) => steps)
        .some(({ id, task }) => id === step && task?.kind === 'write' && task.signature === 'seat-code') === true,
    behind: keeps.behind,
  })
  const [themes, reading] = [topic.themes(dialogue), topic.reading(dialogue)]
  const kept = topic.hallKept(dialogue)
  /** What is worked out of all tables at a pace of its own. */
  const paced = (what: 'wrote' | 'changed'): void => {
    hallMap[what]()
    vision[what]()
    desk[what]()
  }
  const boards = createBoards(journal, keeps, voiced, () => {
    paced('changed')
    waiting.wakeWithin(pace.themes, kept)
  })
  const boardsOf = (id: DialogueId): readonly BoardId[] =>
    dialogues.tables(id).flatMap((table) => dialogues.boardsOf(table.id).map((board) => board.id))
  const leases = createLeases(clock)
  const digest = (parts: readonly string[]): Uint8Array => keyOf(dialogue).mac('read as', parts, 3)
  const typedAs = (parts: readonly string[]): string =>
    Buffer.from(keyOf(dialogue).mac('condition', parts, 6)).toString('base64url')
  const shares = createShares({
    state: (id) => log.state(id).shares,
    places: dialogues,
    policy: observed,
    asked: (id) => voices.state(id).asks.values(),
    read: (id) => boards.read(boardsOf(id)),
    saidNo: (id, text) => boardsOf(id).some((board) => boards.saidNo(board)?.(text, false) === true),
    clock,
  })
  const analysed = (id: DialogueId) => results.told(id, 'analyst')
  const { conditions, isCondition } = createConditions({ log, results: analysed, digest: typedAs })
  // After its rows are applied everywhere: whoever listens before this one is told first.
  const wake = (): void => waiting.wake(themes, reading)
  const wakeReaders = (): void => waiting.wake(reading)
  const desk = createThemes({ dialogue, log, boards, leases, keeps, places: dialogues, digest, wake, wakeReaders })
  const asking = createAsking(() => hallMap.wrote())
  const ofAll = { dialogue, log, boards, keeps, places: dialogues }
  const hallMap = createHallMap({ ...ofAll, asking, wake: () => waiting.wake(topic.hallMap(dialogue)) })
  const vision = createVision({ ...ofAll, wake: () => waiting.wake(topic.hallVision(dialogue)) })
  const codebook = codingIn({ ...ofAll, reading: desk, results: analysed, answerAs: typedAs, keyOf })
  const others = new Set([dialogueDoc(dialogue), voicesDoc(dialogue), translationsDoc(dialogue)])
  const stop = journal.follow(({ doc, kind }) => {
    if (doc === synthesisDoc(dialogue)) waiting.wake(themes, reading, kept)
    // A board's own command may draw its curtain or take something back: no letter, and nothing that may wait.
    else if (others.has(doc) || (kind === 'command' && boardOf(doc) !== null)) {
      paced('changed')
      waiting.wakeWithin(pace.themes, themes, kept)
    } else if (boardOf(doc) !== null) {
      paced('wrote')
      waiting.wakeWithin(pace.themes, themes)
    }
  })
  /** Walls, desks and tables: what they are shown is another. */
  const shown = (): void => waiting.wake(topic.places(dialogue), topic.dialogue(dialogue))
  /** A name may say again what somebody takes back or refuses: looked at a little later, and told where it does. */
  let looks: NodeJS.Timeout | null = null
  const look = (): void => {
    looks = null
    if (!shares.namesMoved(dialogue)) return
    shown()
    waiting.wake(topic.rooms(dialogue))
  }
  const stopNames = journal.follow(({ doc }) => {
    if (looks !== null || (doc !== voicesDoc(dialogue) && boardOf(doc) === null)) return
    if (!shares.stand(dialogue)) return
    looks = setTimeout(look, pace.themes)
    looks.unref()
  })
  log.onChange(({ row }) => {
    if (!isShareRow(row)) return
    if (row.kind === 'answered') {
      waiting.wake(topic.table(row.table))
      // How much it holds back: all its boards say so.
      if (dialogues.saidBehind(row.table, clock()))
        for (const { id } of dialogues.boardsOf(row.table)) live.broadcastStatus(id)
    } else if (row.kind === 'proposed' || row.kind === 'decided') waiting.wake(topic.rooms(dialogue))
    else shown()
  })
  return {
    state: () => log.state(dialogue),
    /** Names a condition that somebody typed. */
    typedAs,
    shares,
    ...createShareVerbs({ log, places: dialogues }),
    told: desk.told,
    inside: desk.inside,
    hallMap,
    conditions,
    verbs: createVerbs({ log, leases, desk, isCondition }),
    vision,
    codebook,
    /** Rows were rewritten (erasure). */
    async forget(): Promise<void> {
      boards.forget()
      paced('changed')
      await log.reread(dialogue)
      codebook.desk.forget()
      waiting.wake(themes, reading, kept, topic.rooms(dialogue))
      shown()
    },
    close(): void {
      stop()
      stopNames()
      if (looks !== null) clearTimeout(looks)
      desk.close()
      paced('changed')
      asking.close()
      boards.close()
      log.close()
    },
  }
}
