/** Translations of a hall, wired: what observers see is what can be translated. */
import { readWhole } from '@tablee/shared/board/whole'
import { newId, type BoardId, type DialogueId } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import { acceptedOn } from '@tablee/shared/translations/accepted'
import type { Themes } from '@tablee/shared/synthesis/fold'
import { observers } from '@tablee/shared/view/audiences'
import { saidNo } from '@tablee/shared/view/said-no'
import type { ViewPolicy } from '@tablee/shared/view/policy'
import type { Figure } from '@tablee/shared/voices/figure'
import { pace, topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { createLive } from '../live/live.ts'
import { askedAtTable, atTable } from '../translations/at-table.ts'
import { createAnswering } from '../translations/aside-verbs.ts'
import { createLately } from '../translations/lately.ts'
import type { LabelOf, Shown } from '../translations/ports.ts'
import type { TranslationLog } from '../translations/log.ts'
import { createAnswersSeen } from '../translations/answers.ts'
import { createTexts } from '../translations/texts.ts'
import { createTold } from '../translations/told.ts'
import { createDrafting } from '../translations/drafting.ts'
import { createTranslationVerbs, finding } from '../translations/verbs.ts'
import { createWhole } from '../translations/whole.ts'
import { publicAnswerIds, publicIds, type ViewKey } from '../view/names.ts'
import { itemOf } from '../voices/beside.ts'
import type { createParticipation } from '../voices/participation.ts'
import type { createViews } from '../view/views.ts'
import { draftingWith } from './engine.ts'
import type { People } from './people.ts'
import type { Shared } from './shared.ts'
import { wantsIn } from './wants.ts'

/** The board's policy with what translators made of it: the same object of theirs as long as nothing changed. */
export function translated(
  log: Pick<TranslationLog, 'state'>,
  places: { board(id: string): { readonly dialogue: DialogueId } | null },
  board: BoardId,
  policy: ViewPolicy,
): ViewPolicy {
  const place = places.board(board)
  const translations = place === null ? null : acceptedOn(log.state(place.dialogue), board)
  return translations === null ? policy : { ...policy, translations }
}

/** `stale`: what observers see of a board, or of all, may be another by now. */
export function translatingIn({
  people: { dialogues, voices, consent, translations: log },
  live,
  views,
  keyOf,
  keyOfDialogue,
  results,
  labelOf,
  waiting,
  shared: { engine, clock, random },
  themes,
}: {
  readonly people: People
  readonly live: Pick<ReturnType<typeof createLive>, 'look'>
  readonly views: Pick<ReturnType<typeof createViews>, 'seen' | 'watching'>
  readonly keyOf: (board: BoardId) => ViewKey
  readonly keyOfDialogue: (dialogue: DialogueId) => ViewKey
  /** What observers are told of what came out of steps. */
  readonly results: Pick<ReturnType<typeof createParticipation>['results'], 'told'>
  readonly labelOf: LabelOf
  readonly waiting: Pick<Waiting, 'wakeWithin'>
  readonly shared: Pick<Shared, 'engine' | 'clock' | 'random'>
  /** What a theme team made of it; asked later. */
  readonly themes: () => Themes
}) {
  let answerName: ((id: string) => string) | null = null
  const names = new Map<BoardId, (id: string) => string>()
  const shown: Shown = {
    seen: (board) => views.seen(board),
    names(board) {
      const name = names.get(board) ?? publicIds(keyOf(board), board, observers)
      names.set(board, name)
      return name
    },
    answers: createAnswersSeen(async (dialogue) => {
      const found = await results.told(dialogue, observers)
      if (!found.ok) return null
      const figures = (all: readonly Figure[]) => all.map((one) => ({ ...one, item: itemOf(one) }))
      const steps = found.value.steps.map((step) => ({
        ...step,
        figures: figures(step.figures),
        byTable: step.byTable.map((table) => ({ figures: figures(table.figures) })),
      }))
      return { steps }
    }),
    answerNames(dialogue) {
      answerName ??= publicAnswerIds(keyOfDialogue(dialogue), dialogue, observers)
      return answerName
    },
    refused: (board) =>
      live.look(board, (doc) => {
        const no = saidNo(readWhole(doc), consent.of(board))
        return (text) => no(text, true)
      }),
    ids: (board) =>
      live.look(board, (doc) => {
        const { nodes, words, canvas, notes } = readWhole(doc)
        return [
          ...[...nodes.keys()].map((node) => ({ board, node, words: null })),
          ...[...words.values()].flatMap(({ id, node }) => (node === null ? [] : [{ board, node, words: id }])),
          ...[...(canvas?.shapes.keys() ?? [])].map((element) => ({ board, element })),
          ...(notes?.blocks ?? []).map(({ id }) => ({ board, block: id })),
        ]
      }),
  }
  const lately = createLately({ seen: shown.seen, clock })
  const of = { log, places: dialogues, clock }
  const wants = wantsIn({ dialogues, voices, views, themes })
  const texts = createTexts({ ...of, shown: { ...shown, seen: lately.seen }, wants })
  const told = createTold({
    ...of,
    texts,
    beside(dialogue, into) {
      const machine = drafting.machine(dialogue, into)
      return machine === undefined ? {} : { machine }
    },
    newId: () => newId(random),
  })
  const drafting = createDrafting({
    log,
    engineOf: draftingWith(engine, dialogues),
    async texts(dialogue, into, device) {
      const parts = await texts.parts(dialogue, into, device)
      return ok({ texts: parts.flatMap((part) => part.texts ?? []) })
    },
    // Asked of what is seen in that moment.
    find: finding({ places: dialogues, shown }),
    told: (id) => waiting.wakeWithin(pace.texts, topic.texts(id)),
    newId: () => newId(random),
    clock,
  })
  // A release or a curtain says of answers whether they may be told, where what observers see of the board is as before.
  const stopCurtains = dialogues.onChange((change) => {
    const place = 'board' in change ? dialogues.board(change.board) : null
    if (place !== null) texts.touched(place.dialogue, place.id)
  })
  const asked = (board: BoardId) =>
    live.look(board, (doc) => {
      const place = dialogues.board(board)
      const of = place === null ? undefined : log.state(place.dialogue).asides.of.get(board)
      return of === undefined ? {} : askedAtTable(of, readWhole(doc))
    })
  return {
    told: told.told,
    // Judged by what is seen in that moment.
    verbs: { ...createTranslationVerbs({ ...of, shown, labelOf }), ...drafting.verbs },
    close(): void {
      stopCurtains()
      drafting.close()
      texts.close()
    },
    /** Rows were rewritten (erasure): nothing of what was told is kept. */
    forget(): void {
      lately.stale()
      texts.forget()
      told.forget()
    },
    /** For its own table. */
    ofBoard: (board: BoardId) =>
      live.look(board, (doc) => {
        const place = dialogues.board(board)
        const layer = place === null ? null : acceptedOn(log.state(place.dialogue), board)
        return layer === null ? {} : atTable(layer, readWhole(doc))
      }),
    stale: lately.stale,
    answering: createAnswering({
      log,
      shown,
      dialogueOf: (board) => dialogues.board(board)?.dialogue ?? null,
      asked,
    }),
    asked,
    around: createWhole({ places: dialogues, shown }),
  }
}
