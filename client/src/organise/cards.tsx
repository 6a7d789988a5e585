/** The cards, as they are printed: the citizens' for the tables, and on sheets of their own those that their owners keep. */
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { isRoomRole } from '@tablee/shared/roles'
import { useT } from '../i18n/index.tsx'
import { CardFace, isAtDesk } from '../ui/links/card.tsx'
import { LinkActions, type AskOfLink } from './links.tsx'
import { messages } from './messages/index.ts'
import { UnderCards } from './seal.tsx'

export function Cards({
  links,
  seal,
  onAsk,
}: {
  links: readonly LinkEntry[]
  seal: DialogueAnswer['seal']
  onAsk: AskOfLink
}) {
  const t = useT(messages)
  const citizens = links.filter(({ role, seat }) => role === 'citizen' && seat === null)
  const rooms = links.filter(({ role }) => isRoomRole(role))
  const staff = links.filter(({ role }) => role === 'facilitator' || role === 'reporter')
  const desks = links.filter(({ role }) => isAtDesk(role))
  // Withdrawn cards are not printed: without another one, nor is what stands around them.
  const around = (cards: readonly LinkEntry[]) => (cards.some(({ url }) => url !== null) ? 'ruled' : 'ruled screen')
  return (
    <>
      <section className={around(citizens)}>
        <div className="cards">
          {citizens.map((link) => (
            <Card key={link.id} link={link} onAsk={onAsk} />
          ))}
        </div>
        <UnderCards seal={seal} />
      </section>
      {[
        { title: t('roomCards'), cards: rooms },
        { title: t('facilitatorCard'), cards: staff },
        { title: t('deskCards'), cards: desks },
      ].map(({ title, cards }) =>
        cards.length === 0 ? null : (
          <section key={title} className={`${around(cards)} handed`}>
            <h2>{title}</h2>
            <div className="cards">
              {cards.map((link) => (
                <Card key={link.id} link={link} keep onAsk={onAsk} />
              ))}
            </div>
            <UnderCards seal={seal} />
          </section>
        ),
      )}
    </>
  )
}

function Card({ link, keep = false, onAsk }: { link: LinkEntry; keep?: boolean; onAsk: AskOfLink }) {
  return (
    <article className={['card', keep ? 'keep' : '', link.url ? '' : 'gone'].filter(Boolean).join(' ')}>
      <CardFace link={link} keep={keep} />
      {/* What is no table's and no room's can be opened and withdrawn from the list above. */}
      {isAtDesk(link.role) ? null : <LinkActions link={link} onAsk={onAsk} />}
    </article>
  )
}
