/** `#signs`: what every sign on these pages means, on one page. */
import { captures, nodeKinds, relationKinds, verbatim } from '@tablee/shared/board/schema'
import { useT } from '../i18n/index.tsx'
import { Icon } from '../ui/icon.tsx'
import { captureMessages, kindMessages } from '../ui/messages/index.ts'
import { captureIcon } from '../ui/quote.tsx'
import { RelationMark } from '../ui/relation-mark.tsx'
import { TableMark } from '../ui/table-mark.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { Controls } from './controls.tsx'
import { messages, quoteMessages, signMessages } from './messages/index.ts'
import { Withheld } from './withheld.tsx'

export default function Signs({ dialogue }: { dialogue: string }) {
  const t = useT(messages)
  const q = useT(quoteMessages)
  const s = useT(signMessages)
  const kinds = useT(kindMessages)
  const says = useT(captureMessages)
  return (
    <main className="results signs">
      <header className="top">
        <Wordmark />
        <p className="at">{dialogue}</p>
        <a className="btn quiet back" href="#tables">
          <Icon name="back" turns />
          {t('back')}
        </a>
      </header>
      <h1 data-heading tabIndex={-1}>
        {q('signs')}
      </h1>
      <Withheld />
      <section>
        <h2>{s('entries')}</h2>
        <dl>
          {nodeKinds.map((kind) => (
            <div key={kind}>
              <dt>
                <Icon name={kind} /> {kinds(kind)}
              </dt>
              <dd>{s(kind)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>{s('lines')}</h2>
        <dl>
          {relationKinds.map((kind) => (
            <div key={kind}>
              <dt>
                <RelationMark kind={kind} />
              </dt>
              <dd>{s(kind)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>{s('words')}</h2>
        <dl>
          {captures.map((capture) => (
            <div key={capture}>
              <dt>
                <Icon name={captureIcon[capture]} /> {says(capture)}
              </dt>
              <dd>{s(verbatim.has(capture) ? 'said' : 'told')}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>{t('tables')}</h2>
        <dl>
          <div>
            <dt>
              <TableMark seats={6} whole /> {s('mark')}
            </dt>
            <dd>{s('markWhat')}</dd>
          </div>
          <div>
            <dt>
              <span className="tile pleats" /> {t('curtainOne')}
            </dt>
            <dd>{t('curtainWhat')}</dd>
          </div>
          <div>
            <dt>
              <span className="tile silent" /> {t('noConsentOne')}
            </dt>
            <dd>{t('noConsent')}</dd>
          </div>
        </dl>
      </section>
      <footer>
        <Controls />
      </footer>
    </main>
  )
}
