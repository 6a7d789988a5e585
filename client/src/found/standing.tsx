/** The dialogues of this server by name and time; of those that were founded here, the organiser's link. */
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { Standing } from '@tablee/shared/wire/founding'
import { useState } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { dayOf } from '../ui/time-of-day.ts'
import { Code, Failed, Leaf } from '../ui/links/leaf.tsx'
import { messages } from './messages/index.ts'
import type { FoundPort } from './port.ts'

/** What is printed and scanned of it is the dialogue's: its first link has no name that people know. */
export function OrganisersLink({ link, title }: { link: LinkEntry; title: string }) {
  const t = useT(messages)
  return (
    <Leaf label={t('showLinkOf', { title })} told={t('shownTo')}>
      <Code link={{ ...link, label: title, site: title }} said={t('shownTo')} />
      {link.url === null ? null : (
        <p>
          <a className="btn" href={link.url} target="_blank" rel="noopener">
            {t('openPage')}
          </a>
        </p>
      )}
    </Leaf>
  )
}

export function StandingList({ list, port }: { list: readonly Standing[]; port: Pick<FoundPort, 'link'> }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const [open, setOpen] = useState<{
    readonly id: string
    readonly link: LinkEntry | null
    readonly said: string | null
  } | null>(null)
  async function show({ id }: Standing) {
    if (open?.id === id) return setOpen(null)
    const answer = await port.link(id)
    setOpen(
      answer.ok
        ? { id, link: answer.value, said: null }
        : { id, link: null, said: t(answer.problem.code === 'not-found' ? 'theirs' : 'away') },
    )
  }
  return (
    <section className="ruled" aria-labelledby="standing-title">
      <h2 id="standing-title">{t('all')}</h2>
      {list.length === 0 ? <p className="meta">{t('none')}</p> : null}
      <ul className="who-has">
        {list.map((one) => (
          <li key={one.id}>
            <p>
              <b>
                <bdi lang={one.lang}>{one.title}</bdi>
              </b>
              <span className="meta">
                {t(one.stands)} · {t('span', { from: dayOf(one.opensAt, language), to: dayOf(one.closesAt, language) })}
              </span>
            </p>
            {one.ours ? (
              <div className="acts">
                <Button
                  aria-expanded={open?.id === one.id}
                  aria-label={t('showLinkOf', { title: one.title })}
                  onClick={() => void show(one)}
                >
                  {t('showLink')}
                </Button>
              </div>
            ) : null}
            {open?.id === one.id && open.link !== null ? <OrganisersLink link={open.link} title={one.title} /> : null}
            {open?.id === one.id ? <Failed said={open.said} /> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
