/** Map, canvas and notes as they stood: the screens' own parts, with nothing in them that could write. */
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { readNotes } from '@tablee/shared/board/notes/read'
import type { Board } from '@tablee/shared/board/schema'
import type { NodeId, WordsId } from '@tablee/shared/ids'
import { wholeCanvas } from '@tablee/shared/view/canvas'
import { useCallback, useMemo, useRef, useState } from 'react'
import type * as Y from 'yjs'
import { useT } from '../../i18n/index.tsx'
import { FarLayer } from '../../ui/map/far-layer.tsx'
import type { Face, Faces } from '../../ui/map/far-card.ts'
import { hit } from '../../ui/map/hit.ts'
import { MapView, type MapHandle } from '../../ui/map/map-view.tsx'
import { useFonts } from '../../ui/map/measure.ts'
import { useLayout } from '../../ui/map/use-layout.ts'
import { useMeasured } from '../../ui/map/use-measured.ts'
import { NodeCard } from '../../ui/node-card.tsx'
import { NotesView, type MentionShown } from '../../ui/notes-view.tsx'
import { Quote } from '../../ui/quote.tsx'
import { CanvasPicture } from '../canvas/picture.tsx'
import { entriesOf, peopleOf, targetNumber, type Entries } from '../board/entries.ts'
import { mapInput, shownOf } from '../board/shown.ts'
import { historyMessages } from './messages/index.ts'

const none: ReadonlySet<NodeId> = new Set()

/** Entries of the board as it stood, without words that are taken back by now. */
export function entriesThen(board: Board, gone: (id: WordsId) => boolean): Entries {
  const entries = entriesOf(board)
  const list = entries.list.map((entry) => {
    const words = entry.words.filter((one) => one.withdrawn === null && one.redacted === null && !gone(one.id))
    return words.length === entry.words.length ? entry : { ...entry, words }
  })
  return { list, byId: new Map(list.map((entry) => [entry.node.id, entry])), loose: entries.loose }
}

export function MapThen({
  board,
  entries,
  changed,
  who,
  seats,
}: {
  board: Board
  entries: Entries
  /** What this step made or changed, and by whom. */
  changed: ReadonlySet<NodeId>
  who: readonly string[]
  seats: number
}) {
  const t = useT(historyMessages)
  const map = useRef<MapHandle>(null)
  const { measured, onMeasure } = useMeasured()
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set())
  const shown = useMemo(() => shownOf(entries, none, null), [entries])
  const fonts = useFonts()
  // Estimates follow the fonts, so they are an input too.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const input = useMemo(() => mapInput(shown, measured), [shown, measured, fonts])
  const { layout, compose } = useLayout(input, () => map.current?.held() ?? null)
  const faces = useMemo<Faces>(
    () =>
      new Map(
        entries.list.map(({ node, item, relation }): readonly [string, Face] => [
          node.id,
          { kind: node.kind, relation: relation?.kind ?? null, number: item.number, wording: node.wording, holds: 0 },
        ]),
      ),
    [entries],
  )
  /** From afar cards are painted: a tap brings the one that lies there near. */
  const bring = useCallback(
    (x: number, y: number) => {
      const id = hit(layout, map.current, x, y)
      if (id !== null) map.current?.reveal(id)
    },
    [layout],
  )
  const card = useCallback(
    (id: string) => {
      const entry = entries.byId.get(id as NodeId)
      if (!entry) return null
      const { node, item, relation, also, words } = entry
      const face = { kind: node.kind, lang: node.lang, number: item.number, relation: relation?.kind ?? null }
      const { people, spoke } = peopleOf(words)
      const fresh = changed.has(node.id)
      return (
        <NodeCard
          face={{
            ...face,
            wording: node.wording,
            also: also.map((one) => ({ kind: one.kind, number: targetNumber(board, entries, one) })),
          }}
          arrived={fresh}
          who={fresh ? who : []}
          words={
            words.length === 0
              ? null
              : {
                  people,
                  seats,
                  spoke,
                  open: opened.has(id),
                  onToggle: () =>
                    setOpened((before) => {
                      const next = new Set(before)
                      if (!next.delete(id)) next.add(id)
                      return next
                    }),
                  quotes: words.map((one) => (
                    <Quote
                      key={one.id}
                      text={one.text}
                      lang={one.lang}
                      capture={one.capture}
                      seat={one.seat}
                      seats={seats}
                      corrects={one.corrects !== null}
                    />
                  )),
                }
          }
        />
      )
    },
    [board, entries, changed, who, seats, opened],
  )
  if (entries.list.length === 0) return <p className="nothing-yet">{t('noMap')}</p>
  return (
    <MapView
      ref={map}
      layout={layout}
      label={t('map')}
      card={card}
      onMeasure={onMeasure}
      onWhole={compose}
      onPaper={bring}
      painted
      backdrop={<FarLayer layout={layout} faces={faces} selected={null} />}
    />
  )
}

export function CanvasThen({ doc, frame, lang }: { doc: Y.Doc; frame: number; lang: string }) {
  const t = useT(historyMessages)
  // `frame` stands for what the document holds.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const canvas = useMemo(() => readCanvas(doc), [doc, frame])
  const said = useMemo(() => Object.values(wholeCanvas(canvas)).filter(({ text }) => text.trim() !== ''), [canvas])
  if (canvas.shapes.size === 0) return <p className="nothing-yet">{t('noCanvas')}</p>
  return (
    <section className="canvas-then" aria-label={t('canvas')} tabIndex={0}>
      <CanvasPicture canvas={canvas} lang={lang} />
      <ul className="away">
        {said.map(({ text, lang: spoken }, index) => (
          <li key={index} lang={spoken || lang}>
            {text}
          </li>
        ))}
      </ul>
    </section>
  )
}

export function NotesThen({
  doc,
  frame,
  lang,
  entries,
}: {
  doc: Y.Doc
  frame: number
  lang: string
  entries: Entries
}) {
  const t = useT(historyMessages)
  // `frame` stands for what the document holds.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const notes = useMemo(() => readNotes(doc), [doc, frame])
  const blocks = notes.blocks.map((block) => ({
    ...block,
    mentions: block.mentions.map(({ node, label }): MentionShown => {
      const entry = entries.byId.get(node)
      return entry
        ? { number: entry.item.number, wording: entry.node.wording, lang: entry.node.lang }
        : { number: '', wording: label, lang: '', gone: t('gone') }
    }),
  }))
  if (notes.characters === 0) return <p className="nothing-yet">{t('noNotes')}</p>
  return (
    <section className="notes-then" aria-label={t('notes')} tabIndex={0}>
      <NotesView blocks={blocks} lang={lang} label={t('notes')} />
    </section>
  )
}
