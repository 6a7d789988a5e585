import { useT } from '../i18n/index.tsx'
import { messages } from './messages/index.ts'

const Laptop = ({ full }: { full: boolean }) => (
  <svg viewBox="0 0 150 108" aria-hidden="true">
    <rect x="22" y="8" width="106" height="74" rx="4" />
    <path d="M6 98h138l-8-14H14z" />
    {full ? <circle className="full" cx="75" cy="45" r="15" /> : null}
  </svg>
)

/** Two drawings: who is there, and who has the day. */
export function Laptops({
  first,
  firstSays,
  copy,
  copySays,
}: {
  first: 'there' | 'gone'
  firstSays: string
  copy: boolean
  copySays: string
}) {
  const t = useT(messages)
  return (
    <div className="laptops">
      <figure className={first}>
        <Laptop full={first === 'there'} />
        <figcaption>
          <b>{t('first')}</b> <span>{firstSays}</span>
        </figcaption>
      </figure>
      <span className={`wire ${first}`} aria-hidden="true" />
      <figure>
        <Laptop full={copy} />
        <figcaption>
          <b>{t('second')}</b> <span>{copySays}</span>
        </figcaption>
      </figure>
    </div>
  )
}
