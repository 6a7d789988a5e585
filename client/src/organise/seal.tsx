/** By which key this dialogue's snapshots are sealed: on the page whole, under the printed cards in its short form. */
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { useT } from '../i18n/index.tsx'
import { Fingerprint } from '../ui/fingerprint.tsx'
import { sealMessages } from './messages/index.ts'

type Key = NonNullable<DialogueAnswer['seal']>

/** Nothing of a dialogue that has none yet. */
export function SealKey({ seal }: { seal: Key | undefined }) {
  const t = useT(sealMessages)
  if (seal === undefined) return null
  return (
    <section className="ruled screen" aria-labelledby="seal-title">
      <h2 id="seal-title">{t('title')}</h2>
      <p className="big">
        <Fingerprint of={seal.fingerprint} />
      </p>
      <p className="meta">{t('about')}</p>
      <details>
        <summary>{t('whole')}</summary>
        <code className="num wrap" dir="ltr">
          {seal.key}
        </code>
      </details>
    </section>
  )
}

/** On paper it outlives the server: who has a card can check a download by it. */
export function UnderCards({ seal }: { seal: Key | undefined }) {
  const t = useT(sealMessages)
  return seal === undefined ? null : (
    <p className="under-cards">
      {t('under')} <Fingerprint of={seal.fingerprint} />
    </p>
  )
}
