/**
 * Everything one can do with an entry, by menu: the same actions as by key. Nine at once and no more: what people say to it,
 * the entry itself, remove; the rest one page further, and where it may go on a page of its own.
 */
import { isLang } from '@tablee/shared/ids'
import { useState } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { languageMessages, kindMessages, uiMessages } from '../../ui/messages/index.ts'
import { tongueOf } from '../../ui/languages-found.ts'
import { Menu, type MenuEntry } from '../../ui/menu.tsx'
import type { IconName } from '../../ui/icon.tsx'
import { linkMessages, letters, menuMessages, messages, observersMessages, foldingMessages } from '../messages/index.ts'
import { useTable, type Table } from '../context.ts'
import { shortened, targetNumber, type Entry } from '../board/entries.ts'
import { MoveMark } from './mark-of.tsx'
import { moveOf, usualAt, type Move } from '../board/moves.ts'
import { useRecentTongues } from '../recent-tongues.ts'
import { beneathAt } from '../board/shown.ts'
import { FoldingIcon } from './folding-icon.tsx'
import { useLetAsk } from './let-ask.ts'
import { hiding } from '../observers/use-policy.ts'
import { siblingsOf, speakIn, togetherWith, unlink } from '../board/verbs.ts'

type Page = 'first' | 'more' | 'move' | 'what'
/** More than these at once nobody reads; the last of them leads on. */
const most = 9

export function EntryMenu() {
  const { ui, entries } = useTable()
  const entry = ui.menu ? entries.byId.get(ui.menu.id) : undefined
  // Another entry's menu begins on its first page.
  return ui.menu && entry ? <Pages key={entry.node.id} entry={entry} menu={ui.menu} /> : null
}

function Pages({ entry, menu }: { entry: Entry; menu: NonNullable<Table['ui']['menu']> }) {
  const t = useT(messages)
  const m = useT(menuMessages)
  const shared = useT(uiMessages)
  const kinds = useT(kindMessages)
  const { language } = useLanguage()
  const table = useTable()
  const { act, mayEdit, maySay, locked } = table
  const [page, setPage] = useState<Page>('first')
  /** How many pages of "more" were turned. */
  const [turned, setTurned] = useState(0)
  const id = entry.node.id
  const key = letters[language]
  const called = entry.item.number
    ? `${entry.item.number}, “${shortened(entry.node.wording, 24)}”`
    : `“${shortened(entry.node.wording, 30)}”`
  const above = { kind: entry.node.kind, hasRelation: entry.relation !== null }
  const { first, rest } = usualAt(above)
  const say = (move: Move): MenuEntry => ({
    label: t(`move-${move}`),
    mark: <MoveMark move={move} parent={above.kind} />,
    ...(move === 'issue' ? {} : { key: key[move] }),
    run: () => act.beneath(id, move),
  })
  const lead = (to: Page, label: string, icon: IconName, letter: string): MenuEntry => ({
    label,
    icon,
    key: letter,
    leads: true,
    run: () => setPage(to),
  })
  const looks = useLooks(entry)
  const moving = useMoving(entry)
  const further = useFurther(entry, () => setPage('what'))
  const asking = useLetAsk(entry)
  const what = useWhat(entry)

  const list: MenuEntry[] = []
  if (page === 'what') list.push(...what)
  else if (page === 'move') list.push({ head: m('moveThis', { entry: called }) }, ...moving)
  else if (!mayEdit) {
    if (entry.words.length > 0) list.push({ label: t('showWords'), icon: 'experience', run: () => act.toggleWords(id) })
    list.push(...asking, ...looks)
    if (list.length === 0) list.push({ label: shared('noWords'), run: () => undefined })
  } else if (page === 'more') {
    const all = [...rest.map(say), ...further, ...asking, ...looks]
    const part = all.slice(turned * (most - 1))
    list.push({ head: called }, ...(part.length > most ? part.slice(0, most - 1) : part))
    if (part.length > most)
      list.push({ label: m('more'), key: key.more, leads: true, run: () => setTurned(turned + 1) })
  } else {
    list.push({ head: m('beneathThis', { entry: called }) }, ...first.map(say), 'line')
    if (maySay) list.push({ label: m('words'), icon: 'experience', key: key.words, run: () => act.addWords(id) })
    if (!locked.has(id))
      list.push({
        label: m('wording'),
        icon: 'own-typing',
        key: key.wording,
        run: () => act.write(id, menu.where),
      })
    list.push(lead('move', m('move'), 'move', key.move), lead('more', m('more'), 'silence', key.more), 'line', {
      label: t('remove'),
      icon: 'reject',
      key: 'Delete',
      destroys: true,
      run: () => act.remove(id),
    })
  }
  const back = () => {
    if (page === 'more' && turned > 0) setTurned(turned - 1)
    else setPage(page === 'what' ? 'more' : 'first')
  }
  return (
    <Menu
      key={`${page} ${turned}`}
      label={shared('more', { entry: entry.item.number || kinds(entry.node.kind) })}
      entries={list}
      at={menu.at}
      beside
      onClose={() => act.set({ menu: null })}
      {...(page === 'first' ? {} : { onBack: back })}
    />
  )
}

/** What this screen shows of it. */
function useLooks(entry: Entry): readonly MenuEntry[] {
  const folding = useT(foldingMessages)
  const { entries, shown, onMap, ui, act } = useTable()
  const id = entry.node.id
  // What stands on the map may be closed there alone.
  const map = ui.menu?.where === 'map'
  const closed = (one: Entry['node']['id']) =>
    ui.folded.has(one) || (map && ui.depth !== 'all' && ui.focus === null && !ui.deeper.has(one))
  const looks: MenuEntry[] = []
  const inside = beneathAt(entries.list, entries.list.indexOf(entry))
  if (inside > 0) {
    const folded = (map ? onMap : shown).holds.has(id)
    if (ui.focus !== id)
      looks.push(
        {
          label: folding(folded ? 'unfoldN' : 'foldN', { n: inside }),
          mark: <FoldingIcon name={folded ? 'unfold' : 'fold'} />,
          key: '.',
          run: () => void (map ? act.deepen(id) : act.fold(id)),
        },
        { label: folding('alone'), mark: <FoldingIcon name="alone" />, run: () => act.alone(id) },
      )
    if (inside > entry.item.children.length) {
      const all = entry.item.children.every((child) => closed(child) || !entries.byId.get(child)?.item.children.length)
      looks.push({
        label: folding(all ? 'unfoldAll' : 'foldAll'),
        mark: <FoldingIcon name={all ? 'unfold' : 'fold'} />,
        run: () => act.foldBeneath(id, all ? 'open' : 'folded'),
      })
    }
  }
  if (ui.focus !== null) looks.push({ label: folding('whole'), icon: 'fit', run: () => act.alone(null) })
  return looks
}

/** Where it may go: a step, or beneath any other entry. */
function useMoving(entry: Entry): readonly MenuEntry[] {
  const t = useT(messages)
  const m = useT(menuMessages)
  const { entries, act } = useTable()
  const id = entry.node.id
  const siblings = siblingsOf(entries, entry.item.parent, id)
  const at = siblings.indexOf(entry)
  const above = siblings[at - 1]
  const parent = entry.item.parent === null ? undefined : entries.byId.get(entry.item.parent)
  const list: MenuEntry[] = []
  if (above) list.push({ label: t('up'), icon: 'answers', run: () => act.shift(id, 'up') })
  if (siblings[at + 1]) list.push({ label: t('down'), icon: 'open', run: () => act.shift(id, 'down') })
  if (above && entry.node.kind !== 'issue')
    list.push({
      label: t('in', { entry: above.item.number || above.node.wording.slice(0, 20) }),
      icon: 'next',
      run: () => act.shift(id, 'in'),
    })
  if (parent) list.push({ label: t('out'), icon: 'back', run: () => act.shift(id, 'out') })
  if (entry.node.kind !== 'issue')
    list.push({ label: m('moveUnder'), icon: 'move', run: () => act.set({ dialog: { kind: 'move', node: id } }) })
  if (parent && parent.item.parent !== null)
    list.push({ label: t('loosen'), icon: 'reject', destroys: true, run: () => act.loosen(id) })
  return list
}

/** What it is, and in which language it is said. */
function useWhat(entry: Entry): readonly MenuEntry[] {
  const t = useT(messages)
  const tongues = useT(languageMessages)
  const { language } = useLanguage()
  const recent = useRecentTongues()
  const { link, entries, act } = useTable()
  const id = entry.node.id
  const parent = entry.item.parent === null ? null : (entries.byId.get(entry.item.parent) ?? null)
  const now = moveOf(entry.node.kind, entry.relation?.kind ?? null)
  return [
    { head: t('whatItIs') },
    ...act.choicesFor(id).map(
      (move): MenuEntry => ({
        label: t(`move-${move}`),
        checked: move === now,
        mark: <MoveMark move={move} parent={parent?.node.kind ?? null} />,
        run: () => void act.choose(id, move),
      }),
    ),
    'line',
    { head: t('spokenIn') },
    ...[...new Set([...(isLang(entry.node.lang) ? [entry.node.lang] : []), ...recent])].map(
      (lang): MenuEntry => ({
        label: tongueOf(lang, language).name,
        checked: entry.node.lang === lang,
        run: () => void act.done(speakIn(link, id, lang)),
      }),
    ),
    { label: tongues('another'), run: () => act.set({ dialog: { kind: 'language', node: id } }) },
  ]
}

/** What is done with it less often. */
function useFurther(entry: Entry, onWhat: () => void): readonly MenuEntry[] {
  const t = useT(messages)
  const kinds = useT(kindMessages)
  const watched = useT(observersMessages)
  const vision = useT(linkMessages)
  const { link, board, entries, act, observation, unseen } = useTable()
  const id = entry.node.id
  const siblings = siblingsOf(entries, entry.item.parent, id)
  const above = siblings[siblings.indexOf(entry) - 1]
  const list: MenuEntry[] = [
    { label: t('after'), icon: 'plus', run: () => act.next(id) },
    { label: t('whatItIsMenu'), icon: entry.node.kind, leads: true, run: onWhat },
    { label: t('link'), icon: 'link', run: () => act.set({ dialog: { kind: 'link', node: id } }) },
    { label: vision('linkElement'), icon: 'link', run: () => act.set({ dialog: { kind: 'to-canvas', node: id } }) },
  ]
  for (const also of entry.also)
    list.push({
      label: t('unlink', { relation: kinds(also.kind), entry: targetNumber(board, entries, also) }),
      icon: 'reject',
      destroys: true,
      run: () => void act.done(unlink(link, also.id)),
    })
  if (
    above?.relation &&
    entry.relation &&
    above.relation.kind === entry.relation.kind &&
    entry.relation.kind !== 'answers'
  ) {
    const joined = entry.relation.group !== null && entry.relation.group === above.relation.group
    list.push({
      label: t(joined ? 'apart' : 'together', { entry: above.item.number }),
      icon: 'same-as',
      run: () => void act.done(togetherWith(link, entry, joined ? null : above)),
    })
  }
  if (observation?.mayWrite) {
    const hide = !unseen.has(id)
    list.push({
      label: watched(hide ? 'hide' : 'show'),
      icon: hide ? 'curtain-drawn' : 'curtain-open',
      run: () => {
        // What cannot be changed now, or was not, is said where all of it stands.
        const say = () => act.set({ dialog: { kind: 'observers' } })
        if (!observation.live) return void setTimeout(say)
        void observation.change(hiding(id, hide)).then((taken) => taken || say())
      },
    })
  }
  return list
}
