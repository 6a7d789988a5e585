/** A session on the organiser's page with its films, slides and leaflets, and the way to add to it. */
import { inLang, shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import type { MaterialTold } from '@tablee/shared/wire/materials'
import { direction, useLanguage, useT } from '../../i18n/index.tsx'
import { FileChooser } from '../../ui/file-chooser.tsx'
import { Icon } from '../../ui/icon.tsx'
import { accepts } from './accepts.ts'
import { ChangeMaterial } from './change.tsx'
import type { Asked } from './dialogs.tsx'
import { firstDraft, type Unfit } from './draft.ts'
import type { Named } from './from-name.ts'
import { GoingFile } from './going.tsx'
import { MaterialRow } from './item.tsx'
import { materialsMessages } from './messages/index.ts'
import { movedBy } from './moving.ts'
import type { MaterialsPort, Shelf } from './port.ts'
import type { Uploading } from './uploads.ts'
import type { useChanges } from './use-changes.ts'

export type GroupOf = ReturnType<typeof groupsOf>[number]
type Props = {
  readonly group: GroupOf
  readonly shelf: Shelf
  readonly named: readonly Named[]
  readonly port: MaterialsPort
  readonly uploads: readonly Uploading[]
  /** Which material is being changed. */
  readonly open: string | null
  /** Why what was chosen for this session makes no material. */
  readonly unfit: Unfit | null
  readonly change: ReturnType<typeof useChanges>['change']
  readonly onOpen: (material: string | null) => void
  readonly onAsk: (asked: Asked) => void
}

export function Group(props: Props) {
  const { group, shelf } = props
  const t = useT(materialsMessages)
  const { language } = useLanguage()
  const { session, materials, bare } = group
  return (
    <section className="of-session">
      <h3>
        {session === null ? (
          t('wholeDay')
        ) : (
          <>
            {t('session', { n: session.number })}
            {' · '}
            <Local text={session.title} lang={shelf.plan.lang} />
          </>
        )}
      </h3>
      <ul>
        {materials.map((material) => (
          <One key={material.id} {...props} material={material} />
        ))}
        {bare.map((title) => (
          <li key={JSON.stringify(title)} className="bare">
            <Icon name="refused" />
            <span>{t('noFilm', { step: shownIn(title, language, shelf.plan.lang) })}</span>
          </li>
        ))}
      </ul>
      {session === null ? null : <AddTo {...props} session={session} />}
    </section>
  )
}

function One({
  material,
  shelf,
  named,
  port,
  uploads,
  open,
  change,
  onOpen,
  onAsk,
}: Props & { material: MaterialTold }) {
  const { language } = useLanguage()
  const { told, plan, room } = shelf
  const { id } = material
  return (
    <MaterialRow
      material={material}
      step={stepTitle(shelf, material, language)}
      lang={plan.lang}
      langs={plan.langs}
      open={open === id}
      comes={uploads.some(({ target, is }) => target.material === id && is !== 'refused')}
      onLook={() => onAsk({ what: 'look', material })}
      onOpen={() => onOpen(open === id ? null : id)}
    >
      <ul className="goings">
        {uploads.map((one) =>
          one.target.material === id ? (
            <GoingFile key={one.id} one={one} uploads={port.uploads} left={room.limit - room.used} />
          ) : null,
        )}
      </ul>
      {open === id ? (
        <ChangeMaterial
          material={material}
          plan={plan}
          named={named}
          canRise={movedBy(told.materials, material, -1).length > 0}
          canSink={movedBy(told.materials, material, 1).length > 0}
          onSay={(said) => void change({ kind: 'say', material: id, ...said })}
          onMove={async (by) => {
            for (const each of movedBy(told.materials, material, by))
              if (!(await change({ kind: 'say', material: each.id, order: each.order }))) return
          }}
          onFile={(file, to) => port.uploads.add(file, to)}
          onTake={(file) => onAsk({ what: 'take', material, file })}
          onRemove={() => onAsk({ what: 'remove', material })}
        />
      ) : null}
    </MaterialRow>
  )
}

/** Files that are chosen or dropped are one new material. */
function AddTo({
  session,
  named,
  unfit,
  onAsk,
}: Pick<Props, 'named' | 'unfit' | 'onAsk'> & { session: Shelf['plan']['sessions'][number] }) {
  const t = useT(materialsMessages)
  const { number, steps } = session
  return (
    <FileChooser
      className="droppable"
      label={t('addTo', { n: number })}
      drop={t('drop')}
      accept={accepts.all}
      several
      onFiles={(files) => {
        const draft = firstDraft(files, named, null)
        if ('why' in draft) return onAsk({ what: 'unfit', session: number, unfit: draft })
        const film = steps.findIndex(({ kind, skipped }) => kind === 'video' && !skipped)
        const step = draft.kind === 'film' && film >= 0 ? film : null
        onAsk({ what: 'add', session: number, draft: { ...draft, step } })
      }}
    >
      {unfit === null ? null : (
        <p className="said failed" role="alert">
          {unfit.why === 'notThis' ? t('notThis', { file: unfit.file }) : t(unfit.why)}
        </p>
      )}
    </FileChooser>
  )
}

function Local({ text, lang }: { text: Readonly<Record<string, string>>; lang: string }) {
  const { language } = useLanguage()
  const tag = tagFor(text, language, lang)
  return (
    <bdi lang={tag} dir={direction(tag)}>
      {inLang(text, language, lang)}
    </bdi>
  )
}

/** Session by session, those of the whole day first; `bare`: steps that show a film and have none yet. */
export function groupsOf({ told, plan }: Shelf) {
  const of = (session: number | null) => told.materials.filter(({ step }) => (step?.session ?? null) === session)
  const whole = of(null)
  return [
    ...(whole.length > 0 ? [{ session: null, materials: whole, bare: [] }] : []),
    ...plan.sessions.map((session) => {
      const materials = of(session.number)
      const bare = session.steps.flatMap(({ kind, skipped, title }, at) =>
        kind === 'video' &&
        !skipped &&
        materials.every((one) => one.kind !== 'film' || (one.step?.step !== at && one.step?.step !== null))
          ? [title]
          : [],
      )
      return { session, materials, bare }
    }),
  ]
}

function stepTitle({ plan }: Shelf, { step }: MaterialTold, language: string): string | null {
  const found = plan.sessions.find(({ number }) => number === step?.session)?.steps[step?.step ?? -1]
  return found === undefined ? null : shownIn(found.title, language, plan.lang)
}
