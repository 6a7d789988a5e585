/** People's words beneath a card or in the outline's foot: oldest first, each with what may be done with it. */
import { can } from '@tablee/shared/roles'
import type { Words } from '@tablee/shared/board/schema'
import { useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { anchorOf, Menu, type Anchor, type MenuEntry } from '../../ui/menu.tsx'
import { Quote } from '../../ui/quote.tsx'
import { useTable } from '../context.ts'
import { messages } from '../messages/index.ts'
import { freshId, lay } from '../board/verbs.ts'
import { AskedMark } from '../asked.tsx'
import { useTranslationsOf } from '../translated.tsx'

export function WordsList({ words }: { words: readonly Words[] }) {
  return words.map((one) => <OneWords key={one.id} words={one} />)
}

function OneWords({ words }: { words: Words }) {
  const t = useT(messages)
  const { link, board, status, ui, act, seats, mayEdit } = useTable()
  const [open, setOpen] = useState<Anchor | null>(null)
  const state = status?.state ?? 'open'
  const { role, seat } = link.me
  const own = words.seat !== null && words.seat === seat
  const taken = words.withdrawn !== null || words.redacted !== null
  /** Said anew: it lies beside it, wherever it was laid. */
  const corrected = words.withdrawn !== null && [...board.words.values()].some((other) => other.corrects === words.id)
  const pending = link
    .pendingCommands()
    .find(({ command }) => 'words' in command && command.words === words.id)?.command

  const translations = useTranslationsOf(words.id)
  const entries: MenuEntry[] = []
  if (!taken && !pending && can(role, 'words.correct', state, own))
    entries.push({
      label: t('correct'),
      about: t('correctAbout'),
      icon: 'own-typing',
      run: () => act.set({ dialog: { kind: 'correct', words: words.id } }),
    })
  if (!taken && !pending && can(role, 'words.withdraw', state, own))
    entries.push({
      label: t('withdraw'),
      about: t('withdrawAbout'),
      icon: 'back',
      run: () => link.command({ id: freshId(), kind: 'withdraw', words: words.id }),
    })
  if (words.redacted === null && !pending && can(role, 'words.redact', state, own))
    entries.push({
      label: t('redactAsk'),
      about: t('redactAbout'),
      icon: 'reject',
      destroys: true,
      run: () => act.set({ dialog: { kind: 'redact', words: words.id } }),
    })
  if (mayEdit && ui.selected !== null && ui.selected !== words.node)
    entries.push({
      label: t('layHere'),
      icon: 'link',
      run: () => void (ui.selected && act.done(lay(link, words.id, ui.selected))),
    })

  return (
    <Quote
      text={words.text}
      lang={words.lang}
      capture={words.capture}
      seat={words.seat}
      seats={seats}
      state={
        words.redacted !== null ? 'erased' : words.withdrawn === null ? null : corrected ? 'corrected' : 'withdrawn'
      }
      corrects={words.corrects !== null}
      translations={translations}
      pending={
        pending
          ? t(pending.kind === 'withdraw' ? 'willWithdraw' : pending.kind === 'redact' ? 'willRedact' : 'willCorrect')
          : null
      }
    >
      {words.block !== null && words.redacted === null ? (
        <button
          type="button"
          className="way-back"
          onClick={() => words.block && act.set({ tab: 'notes', side: 'map', notesAt: { block: words.block } })}
        >
          {t('inNotes')}
        </button>
      ) : null}
      <AskedMark id={words.id} />
      {entries.length > 0 ? (
        <button
          type="button"
          className="more"
          aria-label={t('moreWords')}
          title={t('moreWords')}
          aria-haspopup="menu"
          onClick={(event) => setOpen(anchorOf(event.currentTarget))}
        >
          <Icon name="silence" />
        </button>
      ) : null}
      {open ? <Menu label={t('moreWords')} entries={entries} at={open} onClose={() => setOpen(null)} /> : null}
    </Quote>
  )
}
