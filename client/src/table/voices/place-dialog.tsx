/** Where a revealed text belongs: beneath an entry as words, as a new entry, or on the canvas. All of it by keyboard. */
import { quotationMarks } from '@tablee/shared/i18n/language'
import { elementKinds, type ElementKind } from '@tablee/shared/board/canvas/schema'
import type { NodeId } from '@tablee/shared/ids'
import type { RevealedSheet } from '@tablee/shared/wire/voices'
import { useDeferredValue, useId, useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { useTable } from '../context.ts'
import { shortened, titleOf } from '../board/entries.ts'
import { messages, marksMessages } from '../messages/index.ts'
import { movesAt, nextBeneath, type Move } from '../board/moves.ts'
import { takeAway } from '../board/verbs.ts'
import { Trouble } from './dialogs.tsx'
import { focusRound } from './focus.ts'
import { stepThrough } from './entries-picker.tsx'
import { voicesMessages } from './messages/index.ts'
import { placeAsEntry, placeBeneath, placeOnCanvas } from './place.ts'
import { offerTakeBack } from './take-back.ts'

/** More than this nobody reads; the search finds the others. */
const most = 60

/** `done`: what the line says that stays, and what else than the words is taken back with it. */
type Run = (
  deed: () => Promise<ClientProblem | null>,
  done: () => { readonly text: string; readonly also?: () => void },
) => Promise<void>
type Way = { readonly step: string; readonly sheet: RevealedSheet; readonly off: boolean; readonly run: Run }

export function PlaceDialog({
  step,
  sheet,
  onProblem,
}: {
  step: string
  sheet: RevealedSheet
  onProblem: (problem: ClientProblem | null) => void
}) {
  const t = useT(voicesMessages)
  const marks = useT(marksMessages)
  const shared = useT(uiMessages)
  const { latest, entries, voicing, act, mayEdit } = useTable()
  const [query, setQuery] = useState('')
  const sought = useDeferredValue(query.trim().toLocaleLowerCase())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const id = useId()
  const [open, close] = quotationMarks(sheet.lang)
  const off = busy || voicing?.live !== true
  const leave = () => act.set({ dialog: null })

  const found = entries.list.filter((entry) => sought === '' || titleOf(entry).toLocaleLowerCase().includes(sought))
  const run: Run = async (deed, done) => {
    setBusy(true)
    const failed = await deed()
    setBusy(false)
    setProblem(failed)
    if (failed !== null) return
    onProblem(null)
    const { text, also } = done()
    leave()
    requestAnimationFrame(() => focusRound(step))
    offerTakeBack(latest, sheet.id, text, also)
  }
  const nameOf = (node: NodeId): string => {
    const entry = entries.byId.get(node)
    return entry ? entry.item.number || shortened(entry.node.wording, 30) : shortened(sheet.text, 30)
  }

  if (!voicing) return null
  return (
    <Dialog title={t('placeTitle')} onClose={leave}>
      <blockquote className="voice placing" lang={sheet.lang} dir="auto">
        {`${open}${sheet.text}${close}`}
      </blockquote>
      <Trouble problem={problem} />
      <p className="away" role="status">
        {busy ? t('placing') : ''}
      </p>
      <section aria-labelledby={`${id}-beneath`}>
        <h3 id={`${id}-beneath`}>{t('placeBeneath')}</h3>
        <input
          type="search"
          className="box"
          value={query}
          placeholder={t('placeFind')}
          aria-label={t('placeFind')}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return
            event.preventDefault()
            event.currentTarget.closest('section')?.querySelector<HTMLElement>('.entries button')?.focus()
          }}
        />
        <p className="meta" role="status">
          {t('found', { n: found.length })}
        </p>
        <ul className="entries" onKeyDown={(event) => stepThrough(event, 'button')}>
          {found.slice(0, most).map(({ node, item }) => (
            <li key={node.id}>
              <button
                type="button"
                disabled={off}
                onClick={() =>
                  void run(
                    () => placeBeneath(voicing.act, step, sheet.id, node.id),
                    () => ({ text: marks('placedBeneath', { entry: nameOf(node.id) }) }),
                  )
                }
              >
                <span className="num meta">{item.number}</span>
                <span lang={node.lang} dir="auto">
                  {node.wording || shared('blank')}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      {mayEdit ? <AsEntry step={step} sheet={sheet} off={off} run={run} /> : null}
      <OnCanvas step={step} sheet={sheet} off={off} run={run} />
      <div className="acts">
        <Button onClick={leave}>{shared('cancel')}</Button>
      </div>
    </Dialog>
  )
}

function AsEntry({ step, sheet, off, run }: Way) {
  const t = useT(voicesMessages)
  const marks = useT(marksMessages)
  const table = useT(messages)
  const { link, entries, voicing } = useTable()
  const id = useId()
  // What somebody says answers the table's question until the table says otherwise.
  const [parent, setParent] = useState<NodeId | null>(
    () => entries.list.find(({ node }) => node.kind === 'issue')?.node.id ?? null,
  )
  const [as, setAs] = useState<Move | null>(null)
  const under = parent === null ? null : (entries.byId.get(parent) ?? null)
  const options = movesAt(under ? { kind: under.node.kind, hasRelation: under.relation !== null } : null)
  const move = as !== null && options.includes(as) ? as : under ? nextBeneath(under.node.kind) : 'position'
  if (!voicing) return null
  return (
    <section aria-labelledby={`${id}-new`}>
      <h3 id={`${id}-new`}>{t('placeNew')}</h3>
      <div className="how">
        <label>
          <span>{t('placeUnder')}</span>
          <select
            className="pick"
            aria-label={t('placeUnder')}
            value={parent ?? ''}
            onChange={(event) =>
              setParent(entries.list.find(({ node }) => node.id === event.currentTarget.value)?.node.id ?? null)
            }
          >
            <option value="">{t('placeTop')}</option>
            {entries.list.map((entry) => (
              <option key={entry.node.id} value={entry.node.id} lang={entry.node.lang}>
                {shortened(titleOf(entry), 48)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t('placeKind')}</span>
          <select
            className="pick"
            aria-label={t('placeKind')}
            value={move}
            onChange={(event) => setAs(options.find((one) => one === event.currentTarget.value) ?? null)}
          >
            {options.map((one) => (
              <option key={one} value={one}>
                {table(`move-${one}`)}
              </option>
            ))}
          </select>
        </label>
        <Button
          disabled={off}
          onClick={() => {
            let made: NodeId | null = null
            void run(
              async () => {
                const { node, problem } = await placeAsEntry(voicing.act, entries, step, sheet.id, move, parent)
                made = node
                return problem
              },
              () => {
                const node = made
                return {
                  text: marks('placedBeneath', { entry: shortened(sheet.text, 30) }),
                  ...(node === null ? {} : { also: () => void takeAway(link, node) }),
                }
              },
            )
          }}
        >
          {t('placeNewDo')}
        </Button>
      </div>
    </section>
  )
}

function OnCanvas({ step, sheet, off, run }: Way) {
  const t = useT(voicesMessages)
  const vision = useT(visionMessages)
  const { link, voicing } = useTable()
  const id = useId()
  const [kind, setKind] = useState<ElementKind>('hope')
  if (!voicing) return null
  return (
    <section aria-labelledby={`${id}-canvas`}>
      <h3 id={`${id}-canvas`}>{t('placeCanvas')}</h3>
      <div className="how">
        <label>
          <span>{t('placeKind')}</span>
          <select
            className="pick"
            aria-label={t('placeKind')}
            value={kind}
            onChange={(event) => setKind(elementKinds.find((one) => one === event.currentTarget.value) ?? 'hope')}
          >
            {elementKinds.map((one) => (
              <option key={one} value={one}>
                {vision(one)}
              </option>
            ))}
          </select>
        </label>
        <Button
          disabled={off}
          onClick={() =>
            void run(
              () => placeOnCanvas(voicing.act, link, step, sheet.id, kind),
              () => ({ text: t('placedCanvas') }),
            )
          }
        >
          {t('placeCanvasDo')}
        </Button>
      </div>
    </section>
  )
}
