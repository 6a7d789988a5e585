/** Everything one can do with an entry, by menu: the same deeds as by key, with their keys beside them. */
import { isLang } from '@tablee/shared/ids'
import { languageNames, languages, useT } from '../i18n/index.tsx'
import { Menu, type MenuEntry } from '../ui/menu.tsx'
import { kindMessages, uiMessages } from '../ui/messages.ts'
import { RelationMark } from '../ui/relation-mark.tsx'
import { linkMessages } from './canvas/link-messages.ts'
import { useTable } from './context.ts'
import { beneathAt } from './shown.ts'
import { SightIcon } from './sight-icon.tsx'
import { sightMessages } from './sight-messages.ts'
import { siblingsOf } from './verbs.ts'
import { messages } from './messages.ts'
import { moveOf, moveTable, movesAt, relationUnder } from './moves.ts'
import { speakIn, togetherWith, unlink } from './verbs.ts'
import { targetNumber } from './entries.ts'
import { observersMessages } from './observers-messages.ts'
import { hiding } from './use-policy.ts'
import { useState } from 'react'

export function EntryMenu() {
  const t = useT(messages)
  const shared = useT(uiMessages)
  const kinds = useT(kindMessages)
  const watched = useT(observersMessages)
  const vision = useT(linkMessages)
  const sights = useT(sightMessages)
  const { link, board, entries, shown, ui, act, mayEdit, maySay, observation, unseen, locked } = useTable()
  const [page, setPage] = useState<'all' | 'what'>('all')
  const { menu } = ui
  const entry = menu ? entries.byId.get(menu.id) : undefined
  if (!menu || !entry) return null
  const id = entry.node.id
  const close = () => {
    setPage('all')
    act.set({ menu: null })
  }
  const rtl = document.documentElement.dir === 'rtl'
  const [inKey, outKey] = rtl ? ['Alt ←', 'Alt →'] : ['Alt →', 'Alt ←']
  const siblings = siblingsOf(entries, entry.item.parent, id)
  const at = siblings.indexOf(entry)
  const above = siblings[at - 1]
  const parent = entry.item.parent === null ? null : (entries.byId.get(entry.item.parent) ?? null)
  const now = moveOf(entry.node.kind, entry.relation?.kind ?? null)

  if (page === 'what') {
    const what: MenuEntry[] = [{ head: t('whatItIs') }]
    for (const move of movesAt(parent ? { kind: parent.node.kind, hasRelation: parent.relation !== null } : null)) {
      const relation = parent ? relationUnder(move, parent.node.kind) : null
      what.push({
        label: t(`move-${move}`),
        checked: move === now,
        ...(relation ? { mark: <RelationMark kind={relation} bare /> } : { icon: moveTable[move].kind }),
        run: () => void act.choose(id, move),
      })
    }
    what.push('line', { head: t('spokenIn') })
    for (const lang of languages)
      what.push({
        label: languageNames[lang],
        checked: entry.node.lang === lang,
        run: () => void (isLang(lang) && act.done(speakIn(link, id, lang))),
      })
    return <Menu key="what" label={t('whatItIs')} entries={what} at={menu.at} onClose={close} />
  }

  const list: MenuEntry[] = []
  const looks: MenuEntry[] = []
  const inside = beneathAt(entries.list, entries.list.indexOf(entry))
  if (inside > 0) {
    const folded = shown.holds.has(id)
    if (ui.focus !== id) {
      looks.push({
        label: sights(folded ? 'unfoldN' : 'foldN', { n: inside }),
        mark: <SightIcon name={folded ? 'unfold' : 'fold'} />,
        keys: '.',
        run: () => void act.fold(id),
      })
      looks.push({
        label: sights('alone'),
        mark: <SightIcon name="alone" />,
        keys: 'Alt ↵',
        run: () => act.alone(id),
      })
    }
    if (inside > entry.item.children.length) {
      const all = entry.item.children.every(
        (child) => ui.folded.has(child) || !entries.byId.get(child)?.item.children.length,
      )
      looks.push({
        label: sights(all ? 'unfoldAll' : 'foldAll'),
        mark: <SightIcon name={all ? 'unfold' : 'fold'} />,
        run: () => act.foldBeneath(id, all ? 'open' : 'folded'),
      })
    }
  }
  if (ui.focus !== null) looks.push({ label: sights('whole'), icon: 'fit', keys: 'Esc', run: () => act.alone(null) })
  if (mayEdit) {
    if (!locked.has(id))
      list.push({ label: t('write'), icon: 'own-typing', keys: '↵', run: () => act.write(id, menu.where) })
    if (maySay) list.push({ label: t('addWords'), icon: 'dictated', keys: '"', run: () => act.addWords(id) })
    list.push({
      label: t('whatItIsMenu'),
      icon: entry.node.kind,
      run: () => setTimeout(() => (setPage('what'), act.set({ menu }))),
    })
    list.push({ head: t('beneath') })
    for (const move of movesAt({ kind: entry.node.kind, hasRelation: entry.relation !== null })) {
      const relation = relationUnder(move, entry.node.kind)
      if (relation)
        list.push({
          label: t(`move-${move}`),
          mark: <RelationMark kind={relation} bare />,
          ...(moveTable[move].keys[0] ? { keys: moveTable[move].keys[0] } : {}),
          run: () => act.beneath(id, move),
        })
    }
    list.push('line')
    list.push({ label: t('after'), icon: 'plus', keys: '↵', run: () => act.next(id) })
    if (above) list.push({ label: t('up'), icon: 'answers', keys: 'Alt ↑', run: () => act.shift(id, 'up') })
    if (siblings[at + 1]) list.push({ label: t('down'), icon: 'open', keys: 'Alt ↓', run: () => act.shift(id, 'down') })
    if (above && entry.node.kind !== 'issue')
      list.push({
        label: t('in', { entry: above.item.number || above.node.wording.slice(0, 20) }),
        icon: 'next',
        keys: inKey,
        run: () => act.shift(id, 'in'),
      })
    if (parent) list.push({ label: t('out'), icon: 'back', keys: outKey, run: () => act.shift(id, 'out') })
    if (parent && parent.item.parent !== null)
      list.push({ label: t('loosen'), icon: 'reject', run: () => act.loosen(id) })
    list.push({ label: t('link'), icon: 'link', run: () => act.set({ dialog: { kind: 'link', node: id } }) })
    list.push({
      label: vision('linkElement'),
      icon: 'link',
      run: () => act.set({ dialog: { kind: 'to-canvas', node: id } }),
    })
    for (const also of entry.also)
      list.push({
        label: t('unlink', { relation: kinds(also.kind), entry: targetNumber(board, entries, also) }),
        icon: 'reject',
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
      list.push('line', {
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
    if (looks.length > 0) list.push('line', ...looks)
    list.push('line', { label: t('remove'), icon: 'reject', keys: 'Del', run: () => act.remove(id) })
  } else {
    if (entry.words.length > 0) list.push({ label: t('showWords'), icon: 'experience', run: () => act.toggleWords(id) })
    list.push(...looks)
    if (list.length === 0) list.push({ label: shared('noWords'), run: () => undefined })
  }
  return (
    <Menu
      key="all"
      label={shared('more', { entry: entry.item.number || kinds(entry.node.kind) })}
      entries={list}
      at={menu.at}
      onClose={close}
    />
  )
}
