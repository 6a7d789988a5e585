/** What is asked of materials just now: how to add what was chosen, whether to remove it; or one that is looked at. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import { isLang, type Lang } from '@tablee/shared/ids'
import type { MaterialTold } from '@tablee/shared/wire/materials'
import { Suspense } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { part } from '../../ui/part.tsx'
import { AddMaterial } from './add.tsx'
import type { Held } from './change.tsx'
import { addCommand, targetsOf, type AddDraft, type Unfit } from './draft.ts'
import type { Named } from './from-name.ts'
import { materialsMessages } from './messages/index.ts'
import type { MaterialsPort, Shelf } from './port.ts'
import type { useChanges } from './use-changes.ts'

const Look = part(() => import('../../ui/materials/look.tsx'))

export type Asked =
  | { readonly what: 'add'; readonly session: number; readonly draft: AddDraft }
  | { readonly what: 'unfit'; readonly session: number; readonly unfit: Unfit }
  | { readonly what: 'remove' | 'look'; readonly material: MaterialTold }
  | { readonly what: 'take'; readonly material: MaterialTold; readonly file: Held }

/** What is asked just now, in a dialog. */
export function Dialogs({
  shelf,
  asked,
  named,
  port,
  problem,
  busy,
  change,
  onClose,
  onGone,
}: {
  shelf: Shelf
  asked: Asked
  named: readonly Named[]
  port: MaterialsPort
  problem: string | null
  busy: boolean
  change: ReturnType<typeof useChanges>['change']
  onClose: () => void
  onGone: (title: string) => void
}) {
  const t = useT(materialsMessages)
  const { language } = useLanguage()
  const { plan } = shelf
  if (asked.what === 'unfit') return null
  if (asked.what === 'add') {
    const session = plan.sessions.find(({ number }) => number === asked.session)
    if (session === undefined) return null
    const lang = plan.langs.includes(language) ? language : plan.lang
    return (
      <AddMaterial
        first={asked.draft}
        session={session}
        named={named}
        lang={lang}
        problem={problem}
        busy={busy}
        onAdd={async (draft) => {
          const id = port.newId()
          if (!(await change(addCommand(draft, id, session.number, lang)))) return
          for (const { file, to } of targetsOf(draft, id)) port.uploads.add(file, to)
          onClose()
        }}
        onClose={onClose}
      />
    )
  }
  const { material } = asked
  const title = shownIn(material.title, language, plan.lang)
  if (asked.what === 'look')
    return (
      <Dialog title={title} className="material-look" onClose={onClose}>
        <Suspense fallback={<p role="status">{t('loading')}</p>}>
          <Look
            material={material}
            src={(hash: string) => port.src(shelf.ticket, hash)}
            lang={language}
            dialogueLang={plan.lang}
          />
        </Suspense>
        <div className="acts">
          <Button onClick={onClose}>{t('close')}</Button>
        </div>
      </Dialog>
    )
  const take = asked.what === 'take' ? asked.file : null
  return (
    <Dialog
      title={take === null ? t('removeAsk', { title }) : t('takeAsk', { file: take.name })}
      headed
      onClose={onClose}
    >
      <p>{t(take === null ? 'removeHow' : 'takeHow')}</p>
      {problem === null ? null : (
        <p className="said failed" role="alert">
          {problem}
        </p>
      )}
      <div className="acts">
        <Button onClick={onClose}>{t('keep')}</Button>
        <Button
          look="primary"
          onClick={async () => {
            const of = { material: material.id }
            const done = await change(
              take === null
                ? { kind: 'remove', ...of }
                : { kind: 'take-file', ...of, hash: take.hash, lang: tongueIn(take.lang) },
            )
            if (!done) return
            onGone(take === null ? title : take.name)
            onClose()
          }}
        >
          {t('doRemove')}
        </Button>
      </div>
    </Dialog>
  )
}

const tongueIn = (tag: string | null): Lang | null => (isLang(tag) ? tag : null)
