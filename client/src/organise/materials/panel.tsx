/** *Materials* on the organiser's page: by session what is there, what is missing and what is on its way, and the way to add to it. */
import { isLang } from '@tablee/shared/ids'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { network } from '../../hold/retry.ts'
import { useRead } from '../../hold/use-followed.ts'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { languageName } from '../../ui/language-name.ts'
import { tongueOf } from '../../ui/languages-found.ts'
import { sizeSaid } from '../../ui/size.ts'
import { Dialogs, type Asked } from './dialogs.tsx'
import type { Named } from './from-name.ts'
import { GoingFile } from './going.tsx'
import { Group, groupsOf } from './group.tsx'
import './materials.css'
import { materialsMessages } from './messages/index.ts'
import type { MaterialsPort, Shelf } from './port.ts'
import { useRefusal } from './sentence.ts'
import { useChanges } from './use-changes.ts'

/** `stamp`: another one when something was changed. `first`, `opened`, `removed`: what stands there to begin with (the gallery). */
export default function MaterialsPanel({
  open: begin,
  stamp,
  first = null,
  opened = null,
  removed = null,
}: {
  open: () => MaterialsPort
  stamp: string | undefined
  first?: Asked | null
  opened?: string | null
  removed?: string | null
}) {
  const t = useT(materialsMessages)
  const { language } = useLanguage()
  const port = useMemo(() => begin(), [begin])
  const uploads = useSyncExternalStore(port.uploads.onChange, port.uploads.now)
  useEffect(() => () => port.uploads.close(), [port])
  const { stamp: own, problem, busy, change, again } = useChanges(port)
  // What arrives is put into its material: the list is another then.
  const there = uploads.length
  const shelf = useRead(port.read, network, `${stamp} ${own} ${there}`).value
  const [asked, ask] = useState(first)
  const [open, setOpen] = useState(opened)
  const [gone, setGone] = useState(removed)
  const refusal = useRefusal()
  const known = shelf?.told.materials.map(({ id }) => id as string) ?? []
  const left = shelf === null ? 0 : shelf.room.limit - shelf.room.used
  const named = useNamed(shelf)
  return (
    <section className="ruled screen materials" aria-labelledby="materials-title" aria-busy={shelf === null}>
      <h2 id="materials-title">
        {t('title')}{' '}
        {shelf === null ? null : (
          <span className="meta">
            {t('used', { used: sizeSaid(shelf.room.used, language), limit: sizeSaid(shelf.room.limit, language) })}
          </span>
        )}
      </h2>
      <p className="meta">{t('about')}</p>
      <p role="status" className="done-to">
        {gone === null ? null : t('removed', { title: gone })}
      </p>
      {shelf === null ? <p role="status">{t('loading')}</p> : null}
      {shelf !== null && known.length === 0 && uploads.length === 0 ? <p className="how">{t('emptyHow')}</p> : null}
      {problem === null || asked !== null ? null : (
        <p className="said failed" role="alert">
          {refusal(problem)} <Button onClick={again}>{t('understood')}</Button>
        </p>
      )}
      <ul className="goings">
        {uploads.map((one) =>
          shelf === null || known.includes(one.target.material) ? null : (
            <GoingFile key={one.id} one={one} uploads={port.uploads} left={left} />
          ),
        )}
      </ul>
      {shelf === null
        ? null
        : groupsOf(shelf).map((group) => (
            <Group
              key={group.session?.number ?? 0}
              group={group}
              shelf={shelf}
              named={named}
              port={port}
              uploads={uploads}
              open={open}
              unfit={asked?.what === 'unfit' && asked.session === group.session?.number ? asked.unfit : null}
              change={change}
              onOpen={setOpen}
              onAsk={(what) => {
                setGone(null)
                ask(what)
              }}
            />
          ))}
      {shelf === null || asked === null ? null : (
        <Dialogs
          shelf={shelf}
          asked={asked}
          named={named}
          port={port}
          problem={problem === null ? null : refusal(problem)}
          busy={busy}
          change={change}
          onClose={() => {
            again()
            ask(null)
          }}
          onGone={setGone}
        />
      )}
    </section>
  )
}

/** The languages of the dialogue with all that they may be called in a file's name, its own first. */
function useNamed(shelf: Shelf | null): readonly Named[] {
  const { language } = useLanguage()
  const plan = shelf?.plan
  return useMemo(() => {
    if (plan === undefined) return []
    const langs = [plan.lang, ...plan.langs.filter((tag) => tag !== plan.lang)]
    return langs.flatMap((tag) => {
      if (!isLang(tag)) return []
      const { name, own } = tongueOf(tag, language)
      return [{ tag, names: [name, own, languageName(tag, 'en')].filter(Boolean) }]
    })
  }, [plan, language])
}
