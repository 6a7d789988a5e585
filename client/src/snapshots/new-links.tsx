/** Keys to a dialogue that was just made of a file: shown once. */
import type { ImportedVoices } from '@tablee/shared/wire/files'
import { useT } from '../i18n/index.tsx'
import { messages, voicesInMessages } from './messages/index.ts'

export function NewLinks({ links }: Pick<ImportedVoices, 'links'>) {
  const t = useT(voicesInMessages)
  const of = useT(messages)
  return (
    <>
      <p className="meta wide">{t('keys')}</p>
      <ul className="keys">
        {links.map(({ id, role, url }) =>
          url === null ? null : (
            <li key={id}>
              <span className="label">{role === 'analyst' || role === 'organiser' ? of(role) : role}</span>{' '}
              <a href={url} dir="ltr">
                {url}
              </a>
            </li>
          ),
        )}
      </ul>
    </>
  )
}
