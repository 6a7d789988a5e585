/** A passage becomes somebody's words: beneath which entry, whose, in which language. The way back goes along. */
import { can } from '@tablee/shared/roles'
import { limits } from '@tablee/shared/board/schema'
import { isLang, isSeatCode, type Lang, type NodeId } from '@tablee/shared/ids'
import { useContext, useId, useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { LanguagePicker } from '../../ui/language-picker.tsx'
import { Quote } from '../../ui/quote.tsx'
import { SeatPicker } from '../../ui/seat-picker.tsx'
import { SeatsHereContext, seatOn } from '../../ui/seats-here.ts'
import { useTable } from '../context.ts'
import { shortened, titleOf } from '../board/entries.ts'
import { messages } from '../messages/index.ts'
import { movesAt, nextBeneath, type Move } from '../board/moves.ts'
import { useRecentTongues } from '../recent-tongues.ts'
import { freshId, say, sayAsEntry } from '../board/verbs.ts'
import { notesMessages } from './messages/index.ts'
import { matching } from './mention.ts'
import type { Passage } from './passage.ts'

export function WordsDialog({ passage, onClose }: { passage: Passage; onClose: () => void }) {
  const t = useT(notesMessages)
  const table = useT(messages)
  const shared = useT(uiMessages)
  const { link, entries, status, ui, act, seats, mayEdit } = useTable()
  const onlyOwn = !can(link.me.role, 'words.add', status?.state ?? 'open', false)
  const own = isSeatCode(link.me.seat) ? link.me.seat : null
  const here = useContext(SeatsHereContext)
  const recent = useRecentTongues()
  const [seat, setSeat] = useState<number | null>(null)
  const [lang, setLang] = useState<Lang>(() => (isLang(status?.lang) ? status.lang : ('en' as Lang)))
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<NodeId | null>(() =>
    ui.selected !== null && entries.byId.has(ui.selected) ? ui.selected : null,
  )
  const issues = entries.list.filter(({ node }) => node.kind === 'issue')
  const parent = issues.length === 1 ? (issues[0] ?? null) : null
  const options = movesAt(parent ? { kind: parent.node.kind, hasRelation: false } : null)
  const [wished, setWished] = useState<Move | null>(null)
  const as = wished ?? (parent ? nextBeneath(parent.node.kind) : 'position')
  const id = useId()

  const target = chosen === null ? null : (entries.byId.get(chosen) ?? null)
  const found = matching(entries.list, query)
  const shown = target !== null && query === '' && !found.includes(target) ? [target, ...found] : found

  function add() {
    const said = {
      text: passage.text,
      lang,
      seat: onlyOwn ? own : seat === null ? null : seatOn(here, status?.tableNumber ?? 0, seat),
      capture: 'from-notes' as const,
      block: passage.block,
    }
    const made = target
      ? { node: target.node.id, words: say(link, target.node.id, said) }
      : (() => {
          const { node, words, result } = sayAsEntry(link, entries, said, as, parent?.node.id ?? null)
          return { node, words: { id: words, result } }
        })()
    if (!act.done(made.words.result).ok) return
    link.undo.stopCapturing()
    act.set({
      done: {
        text: t('wordsAdded', {
          entry: target ? target.item.number || shortened(target.node.wording, 24) : shortened(passage.text, 24),
        }),
        undo: () => link.command({ id: freshId(), kind: 'withdraw', words: made.words.id }),
      },
      opened: new Set([...ui.opened, made.node]),
      selected: made.node,
    })
    onClose()
  }

  return (
    <Dialog title={t('wordsTitle')} onClose={onClose}>
      <Quote text={passage.text} lang={lang} capture="from-notes" {...(onlyOwn ? { seat: own } : {})} />
      {passage.tooLong ? (
        <p className="meta" role="alert">
          {t('wordsLong', { n: limits.words })}
        </p>
      ) : null}
      {onlyOwn ? null : <SeatPicker seats={seats} value={seat} onChange={setSeat} />}
      <p className="how">
        <LanguagePicker value={lang} recent={recent} onChange={setLang} />
      </p>
      <fieldset className="where">
        <legend>{t('wordsWhere')}</legend>
        <input
          className="pick find"
          type="search"
          value={query}
          placeholder={t('wordsFind')}
          aria-label={t('wordsFind')}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <div className="choices-of">
          {mayEdit ? (
            <label>
              <input type="radio" name={id} checked={target === null} onChange={() => setChosen(null)} />
              <span className="num" />
              <span>{t('wordsNew')}</span>
              <select
                className="pick"
                aria-label={table('whatItIs')}
                value={as}
                disabled={target !== null}
                onChange={(event) => setWished(options.find((one) => one === event.currentTarget.value) ?? null)}
              >
                {options.map((one) => (
                  <option key={one} value={one}>
                    {table(`move-${one}`)}
                  </option>
                ))}
              </select>
            </label>
          ) : null}
          {shown.map((entry) => (
            <label key={entry.node.id}>
              <input
                type="radio"
                name={id}
                checked={chosen === entry.node.id}
                onChange={() => setChosen(entry.node.id)}
                aria-label={t('wordsBeneath', { entry: titleOf(entry) })}
              />
              <span className="num">{entry.item.number}</span>
              <span lang={entry.node.lang} dir="auto">
                {entry.node.wording}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="acts">
        <Button onClick={onClose}>{shared('cancel')}</Button>
        <Button look="primary" disabled={passage.tooLong || (target === null && !mayEdit)} onClick={add}>
          {t('wordsAdd')}
        </Button>
      </div>
    </Dialog>
  )
}
